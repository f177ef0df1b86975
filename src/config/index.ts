export { BrokerConfig, type ConfigEntry, type ConfigSynonym, configSources } from './broker-config.ts'
export { resourceTypes, sensitive, typeNumbers } from './config-answers.ts'
export { interBrokerListener } from './inter-broker.ts'
export { BrokerLoggers, loggerNames } from './loggers.ts'
export type { BrokerConfigName, NumberConfigName } from './names.ts'
export { toNumber } from './numbers.ts'
export { parseProperties } from './properties.ts'
export { refusalOf } from './refusals.ts'
export { type ReplicationRate, replicationRates } from './replication-rates.ts'
export type { ConfigRow } from './row.ts'
export { brokenRule } from './rules.ts'
export {
  blaming,
  type ConfigSource,
  collectSettings,
  environmentSource,
  namedSource,
  noEffectLines,
  propertiesSource
} from './sources.ts'
export {
  brokerTable,
  clientMetricsTable,
  documentationOf,
  groupTable,
  nearestName,
  type Profile,
  topicTable
} from './table.ts'
export { unusable } from './usable.ts'
export { invalid, listOf } from './values.ts'
