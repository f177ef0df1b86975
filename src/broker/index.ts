/** The door of the broker room: a broker without sockets, its configs, its table of APIs. */

export type { Principal } from '../security/index.ts'
export { Broker, type BrokerOptions } from './broker.ts'
export * from './config/index.ts'
export { tellDynamicWithoutEffect } from './config-changes.ts'
export type { ConnectionContext, Handler, RequestContext } from './context.ts'
export { type Failure, failed, isFailure } from './failure.ts'
export { type Logger, type LogLevel, logDefect, silentLogger } from './logger.ts'
export { BrokerLoggers, type LoggerName, loggerNames } from './loggers.ts'
export { OttlaError, type OttlaErrorCode } from './ottla-error.ts'
export { type Registry, type RegistryEntry, registry } from './registry.ts'
export { invalidTopicName, isInternalTopic } from './topic-names.ts'
export type { NewTopic, PlannedTopic } from './topics.ts'
