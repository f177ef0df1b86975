export const offsetsTopic = '__consumer_offsets'
export const transactionsTopic = '__transaction_state'
export const shareStateTopic = '__share_group_state'
/** KRaft's own log: its directory may lie beside ours. */
export const metadataTopic = '__cluster_metadata'
const internal: ReadonlySet<string> = new Set([offsetsTopic, transactionsTopic, shareStateTopic])

export const isInternalTopic = (name: string) => internal.has(name)
