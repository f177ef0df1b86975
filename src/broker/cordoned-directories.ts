/*
 * Owns which log directories of a broker get no new partitions.
 * Source: KIP-1066; kafka.server.DynamicLogConfig.
 */
import type { BrokerConfig } from '../config/index.ts'

/** Whether `cordoned.log.dirs` names the log directory with this path; `*` names all. */
export function isCordoned(config: BrokerConfig, path: string): boolean {
  const named = config.list('cordoned.log.dirs')
  return named.includes('*') || named.includes(path)
}
