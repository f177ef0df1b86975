import type { ConfigRow, ConfigValueType } from './row.ts'

/** Kafka's codes of resource types (org.apache.kafka.common.config.ConfigResource.Type). */
export const resourceTypes = { unknown: 0, topic: 2, broker: 4, brokerLogger: 8, clientMetrics: 16, group: 32 } as const

/** Kafka's codes of config types (org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigType). */
export const typeNumbers: Record<ConfigValueType, number> = {
  boolean: 1,
  string: 2,
  int: 3,
  short: 4,
  long: 5,
  double: 6,
  list: 7,
  class: 8,
  password: 9
}

/** A value that is never shown. */
export const sensitive = (row: ConfigRow) => row.type === 'password'
