export const offsetsTopic = '__consumer_offsets'
export const transactionsTopic = '__transaction_state'
export const shareStateTopic = '__share_group_state'
/** KRaft's own log, whose directory may be next to ours. */
export const metadataTopic = '__cluster_metadata'
const internal: ReadonlySet<string> = new Set([offsetsTopic, transactionsTopic, shareStateTopic])

export const isInternalTopic = (name: string) => internal.has(name)
