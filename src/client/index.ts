/**
 * The door of the client room: one Kafka client for the command line, for brokers that talk to each other, and for tests. Bottom up:
 * frames on a connection, ordered calls, one broker with its versions, a whole cluster.
 */
export { BrokerConnection, type ConnectionSettings } from './broker-connection.ts'
export { type CallFailure, callFailure, isCallFailure } from './call-failure.ts'
export { ClusterView } from './cluster-view.ts'
export { Connections } from './connections.ts'
export { parseEndpoint, placeOf } from './endpoint.ts'
export { FrameConnection } from './frame-connection.ts'
export type { FrameSink } from './frame-reader.ts'
export { logEnd } from './log-end.ts'
export { OrderedCalls } from './ordered-calls.ts'
