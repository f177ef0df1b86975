/**
 * Public interface of the client room: the Kafka client for the command line, for broker-to-broker requests, and for tests. Its layers,
 * from the bottom up: frames on a connection, ordered calls, a broker with its API versions, a cluster.
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
