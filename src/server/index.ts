/** The door of the server room: bytes of clients in, bytes of answers out. */

export { Admission } from './admission.ts'
export { AnswerBudget } from './answer-budget.ts'
export { badTopic, newTopic, type Running } from './boot.ts'
export { Cluster, type ClusterBroker } from './cluster.ts'
export { ConnectionCore } from './connection.ts'
export { bootSeated as boot } from './etcd-seat.ts'
export type { Health, HttpListener, HttpOptions, HttpRoom } from './health.ts'
export { shownAddress } from './listeners.ts'
export { resolveSettings, type StartOptions, type TopicOptions } from './settings.ts'
export { SlabPool } from './slab-pool.ts'
export { type Outcome, type Stages, standardStages } from './stages.ts'
