/*
 * Owns which overrides of a topic count. Ours are checked before they are written; whatever else writes into the metadata may have
 * put there what is no value, and its default counts then.
 */
import type { ConfigValues } from '../metadata/index.ts'
import { topicTable } from './table.ts'
import { invalid } from './values.ts'

const known = new WeakMap<ConfigValues, ConfigValues>()

/** Why values of a topic's configs are none, by name. */
export function unusable(values: ConfigValues): ReadonlyMap<string, string> {
  const faults = new Map<string, string>()
  for (const [name, value] of values) {
    const row = topicTable.get(name)
    const fault = row === undefined ? null : invalid(row, value)
    if (fault !== null) faults.set(name, fault)
  }
  return faults
}

/** The same values without those; found once for each map. */
export function usable(values: ConfigValues): ConfigValues {
  const found = known.get(values)
  if (found !== undefined) return found
  const faults = unusable(values)
  const left = faults.size === 0 ? values : new Map([...values].filter(([name]) => !faults.has(name)))
  known.set(values, left)
  return left
}
