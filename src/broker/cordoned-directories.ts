/*
 * Owns which log directories of a broker get no new partitions.
 * Source: KIP-1066; kafka.server.DynamicLogConfig.
 */
import type { BrokerConfig } from '../config/index.ts'

/** Of these paths those that `cordoned.log.dirs` names; `*` names all. */
export function cordonedAmong(config: BrokerConfig, paths: readonly string[]): string[] {
  const named = new Set(config.list('cordoned.log.dirs'))
  return named.has('*') ? [...paths] : paths.filter((path) => named.has(path))
}
