/*
 * Filters config overrides. Ours are validated before they are written, but whatever else writes to the metadata may store
 * invalid values; such a config counts as unset.
 */
import type { ConfigValues } from '../metadata/index.ts'
import { brokerTable, topicTable } from './table.ts'
import { invalid } from './values.ts'

const tables = { topics: topicTable, brokers: brokerTable } as const
/** Resources whose configs are checked. */
type Checked = keyof typeof tables

const known = new WeakMap<ConfigValues, ConfigValues>()

/** Why values are invalid, by config name. */
export function unusable(type: Checked, values: ConfigValues): ReadonlyMap<string, string> {
  const faults = new Map<string, string>()
  for (const [name, value] of values) {
    const row = tables[type].get(name)
    const fault = row === undefined ? null : invalid(row, value)
    if (fault !== null) faults.set(name, fault)
  }
  return faults
}

/** The values without the invalid ones; computed once per map. */
export function usable(type: Checked, values: ConfigValues): ConfigValues {
  const found = known.get(values)
  if (found !== undefined) return found
  const faults = unusable(type, values)
  const left = faults.size === 0 ? values : new Map([...values].filter(([name]) => !faults.has(name)))
  known.set(values, left)
  return left
}
