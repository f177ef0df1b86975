/** The door of the server room: bytes of clients in, bytes of answers out. */

export { Admission } from './admission.ts'
export { type Advertiser, containerGateway, createAdvertiser, gatewayIn } from './advertise.ts'
export { AnswerBudget } from './answer-budget.ts'
export { badTopic, boot, newTopic, type Running } from './boot.ts'
export { ConnectionCore, type ConnectionOptions } from './connection.ts'
export type { Health, HttpListener, HttpOptions, HttpRoom } from './health.ts'
export {
  type ListenerAddress,
  parseListeners,
  parseProtocolMap,
  type SecurityProtocol,
  shownAddress
} from './listeners.ts'
export { type Server, type ServerLimits, startServer } from './server.ts'
export { limitsOf, type ResolvedSettings, resolveSettings, type StartOptions, type TopicOptions } from './settings.ts'
export { SlabPool } from './slab-pool.ts'
export { noStages, type Outcome, type Refusal, type StageRequest, type Stages } from './stages.ts'
