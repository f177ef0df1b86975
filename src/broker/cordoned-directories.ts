/*
 * Tracks which log directories are cordoned and get no new partitions. Source: KIP-1066; kafka.server.DynamicLogConfig.
 */
import type { BrokerConfig } from '../config/index.ts'

/** Whether `cordoned.log.dirs` contains this path; `*` matches all. */
export function isCordoned(config: BrokerConfig, path: string): boolean {
  const named = config.list('cordoned.log.dirs')
  return named.includes('*') || named.includes(path)
}
