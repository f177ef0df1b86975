/*
 * Owns which overrides of configs count. Ours are checked before they are written; whatever else writes into the metadata may have
 * put there what is no value, and the config counts as not set then.
 */
import type { ConfigValues } from '../metadata/index.ts'
import { brokerTable, topicTable } from './table.ts'
import { invalid } from './values.ts'

const tables = { topics: topicTable, brokers: brokerTable } as const
/** What has configs that are looked at. */
type Checked = keyof typeof tables

const known = new WeakMap<ConfigValues, ConfigValues>()

/** Why values of configs are none, by name. */
export function unusable(type: Checked, values: ConfigValues): ReadonlyMap<string, string> {
  const faults = new Map<string, string>()
  for (const [name, value] of values) {
    const row = tables[type].get(name)
    const fault = row === undefined ? null : invalid(row, value)
    if (fault !== null) faults.set(name, fault)
  }
  return faults
}

/** The same values without those; found once for each map. */
export function usable(type: Checked, values: ConfigValues): ConfigValues {
  const found = known.get(values)
  if (found !== undefined) return found
  const faults = unusable(type, values)
  const left = faults.size === 0 ? values : new Map([...values].filter(([name]) => !faults.has(name)))
  known.set(values, left)
  return left
}
