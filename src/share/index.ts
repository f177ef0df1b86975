/** The door of the room share: records of partitions as share groups get them (KIP-932). */
export { finalSessionEpoch, initialSessionEpoch, type SessionPartition } from './sessions.ts'
export { type Acknowledgement, acknowledgeTypes } from './share-partition.ts'
export { type FetchedShare, Shares } from './shares.ts'
