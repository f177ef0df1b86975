/** Public interface of the share room: delivers records to share groups (KIP-932). */
export { finalSessionEpoch, initialSessionEpoch, type SessionPartition } from './sessions.ts'
export { type Acknowledgement, acknowledgeTypes } from './share-partition.ts'
export { type FetchedShare, Shares } from './shares.ts'
