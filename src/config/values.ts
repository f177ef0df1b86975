/*
 * Validates a config value: its type, its limits, and Kafka's message for an invalid one. Does not know where a value came from.
 * Source: org.apache.kafka.common.config.ConfigDef.
 */
import { javaTrim, parseDouble, parseInteger, showDouble } from './numbers.ts'
import type { ConfigRow } from './row.ts'

type Refuse = (why: string, shown?: string) => string

/** What is wrong with a value, in Kafka's words, or null. */
export function invalid(row: ConfigRow, value: string): string | null {
  const { name, type, valid } = row
  const text = javaTrim(value)
  const refuse: Refuse = (why, shown = value) => `Invalid value ${shown} for configuration ${name}: ${why}`
  switch (type) {
    case 'boolean':
      return /^(true|false)$/i.test(text) ? null : refuse('Expected value to be either true or false')
    case 'short':
    case 'int':
    case 'long': {
      const number = parseInteger(type, text)
      if (number === undefined) return refuse(`Not a number of type ${type.toUpperCase()}`)
      return outOfRange(valid, number, (why) => refuse(why, String(number)))
    }
    case 'double': {
      const number = parseDouble(text)
      if (number === undefined) return refuse('Not a number of type DOUBLE')
      return outOfRange(valid, number, (why) => refuse(why, showDouble(number)))
    }
    case 'list':
      return invalidList(row, text, refuse)
    case 'string':
      return invalidString(row, text, (why) => refuse(why, text))
    case 'class':
      // Only a JVM could tell whether a class exists, but an empty class name is invalid anyway.
      return text === '' ? refuse(`Class ${value} could not be found.`) : null
    default:
      return null
  }
}

function outOfRange(valid: string | undefined, number: bigint | number, refuse: Refuse): string | null {
  const match = /^\[(-?[\d.]+),\.\.\.(?:,(-?[\d.]+))?\]( or -1)?$/.exec(valid ?? '')
  if (match === null) return null
  const [, least = '', most, orMinusOne] = match
  const isLow = number < Number(least)
  const isHigh = most !== undefined && number > Number(most)
  if (orMinusOne !== undefined) {
    return (isLow || isHigh) && Number(number) !== -1
      ? refuse(`Value must be between ${least} and ${most} or equal to -1`)
      : null
  }
  if (isLow) return refuse(`Value must be at least ${least}`)
  return isHigh ? refuse(`Value must be no more than ${most}`) : null
}

/** The words of `[a, b]`; undefined if the rule has another form. */
function wordsOf(
  valid: string | undefined
): { readonly words: readonly string[]; readonly anyCase: boolean } | undefined {
  const match = /^(\(case insensitive\) )?\[([A-Za-z0-9_, ]+)\]$/.exec(valid ?? '')
  if (match === null) return undefined
  return { words: (match[2] as string).split(',').map((word) => word.trim()), anyCase: match[1] !== undefined }
}

/** Lists that must not be empty (ConfigDef.ValidList), and lists whose items are not validated. */
const neverEmpty: ReadonlySet<string> = new Set([
  'advertised.listeners',
  'controller.listener.names',
  'group.consumer.assignors',
  'group.coordinator.rebalance.protocols',
  'group.share.assignors',
  'listeners',
  'log.dir',
  'log.dirs',
  'process.roles'
])
const anyItems: ReadonlySet<string> = new Set(['controller.quorum.bootstrap.servers', 'controller.quorum.voters'])

function invalidList({ name, valid }: ConfigRow, text: string, refuse: Refuse): string | null {
  const items = listOf(text)
  const rule = wordsOf(valid)
  if (valid?.startsWith('[partitionId]')) return invalidReplicas(name, items)
  if (items.length === 0 && neverEmpty.has(name)) {
    const wanted = rule === undefined ? 'any non-empty value' : `[${rule.words.join(', ')}]`
    return `Configuration '${name}' must not be empty. Valid values include: ${wanted}`
  }
  if (anyItems.has(name)) return null
  const stranger = items.find((item) => item === '' || (rule !== undefined && !rule.words.includes(item)))
  if (stranger === undefined) return null
  if (stranger === '' || rule === undefined) return `Configuration '${name}' values must not be empty.`
  return refuse(`String must be one of: ${rule.words.join(', ')}`, stranger)
}

/** Throttled replicas (org.apache.kafka.server.config.ConfigurationUtils, ThrottledReplicaListValidator). */
function invalidReplicas(name: string, items: readonly string[]): string | null {
  const isAll = items.length === 1 && items[0] === '*'
  if (isAll || items.every((item) => /^[0-9]+:[0-9]+$/.test(item))) return null
  return `Invalid value [${items.join(', ')}] for configuration ${name}: ${name} must be the literal '*' or a list of replicas in the following format: [partitionId]:[brokerId],[partitionId]:[brokerId],...`
}

function invalidString({ name, valid }: ConfigRow, value: string, refuse: Refuse): string | null {
  if (valid === 'non-empty string' && value === '') return refuse('String must be non-empty')
  if (valid?.includes('by_duration')) return invalidReset(name, value, refuse)
  const rule = wordsOf(valid)
  if (rule === undefined) return null
  const found = rule.anyCase
    ? rule.words.some((word) => word.toLowerCase() === value.toLowerCase())
    : rule.words.includes(value)
  if (found) return null
  const kind = rule.anyCase ? ' (case insensitive)' : ''
  return refuse(`String must be one of${kind}: ${rule.words.join(', ')}`)
}

/** Where a share group starts: a keyword, or an age as an ISO 8601 duration. */
function invalidReset(name: string, value: string, refuse: Refuse): string | null {
  if (value === 'earliest' || value === 'latest') return null
  if (/^by_duration:\+?[pP](?!$)(\d+[dD])?([tT](?=\d)(\d+[hH])?(\d+[mM])?(\d+(\.\d+)?[sS])?)?$/.test(value)) return null
  return refuse(
    `Invalid value \`${value}\` for configuration ${name}. The value must be either 'earliest', 'latest' or of the format 'by_duration:<PnDTnHnMn.nS>'.`
  )
}

/** Splits a list like Kafka: removes blanks around commas, keeps empty items. */
export function listOf(text: string): string[] {
  const trimmed = javaTrim(text)
  return trimmed === '' ? [] : trimmed.split(/\s*,\s*/)
}
