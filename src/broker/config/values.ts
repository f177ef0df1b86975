/*
 * Owns what values a config may have: its type, its bounds, and the words Kafka refuses a bad one with.
 * Called by config readers and the handlers that alter configs. Never knows where a value came from.
 */
import type { ConfigRow } from './definitions.ts'

const longMax = 9223372036854775807n
const bounds: Partial<Record<string, readonly [bigint, bigint]>> = {
  short: [-32768n, 32767n],
  int: [-2147483648n, 2147483647n],
  long: [-longMax - 1n, longMax]
}

/** What is wrong with a value in Kafka's words (org.apache.kafka.common.config.ConfigDef), or null. */
export function invalid(row: ConfigRow, value: string): string | null {
  const [name, type, , valid] = row
  const text = value.trim()
  const refuse = (why: string) => `Invalid value ${value} for configuration ${name}: ${why}`
  if (type === 'boolean') {
    return /^(true|false)$/i.test(text) ? null : refuse('Expected value to be either true or false')
  }
  const range = bounds[type]
  if (range !== undefined) {
    if (!/^[+-]?\d+$/.test(text)) return refuse(`Not a number of type ${type.toUpperCase()}`)
    const number = BigInt(text)
    if (number < range[0] || number > range[1]) return refuse(`Not a number of type ${type.toUpperCase()}`)
    return outOfRange(valid, Number(number), refuse)
  }
  if (type === 'double') {
    const number = Number(text)
    if (text === '' || Number.isNaN(number)) return refuse('Not a number of type DOUBLE')
    return outOfRange(valid, number, refuse)
  }
  if (type === 'list') return invalidList(row, text, refuse)
  return invalidString(row, value, refuse)
}

function outOfRange(valid: string | null, number: number, refuse: (why: string) => string): string | null {
  const match = /^\[(-?[\d.]+),\.\.\.(?:,(-?[\d.]+))?\]( or -1)?$/.exec(valid ?? '')
  if (match === null || (match[3] !== undefined && number === -1)) return null
  const isOutside = number < Number(match[1]) || (match[2] !== undefined && number > Number(match[2]))
  if (isOutside && match[3] !== undefined)
    return refuse(`Value must be between ${match[1]} and ${match[2]} or equal to -1`)
  if (number < Number(match[1])) return refuse(`Value must be at least ${match[1]}`)
  if (match[2] !== undefined && number > Number(match[2])) return refuse(`Value must be no more than ${match[2]}`)
  return null
}

/** The words of `[a, b]`, or undefined where the rule is of another kind. */
function wordsOf(valid: string | null): { readonly words: readonly string[]; readonly anyCase: boolean } | undefined {
  const match = /^(\(case insensitive\) )?\[([A-Za-z0-9_, ]+)\]$/.exec(valid ?? '')
  if (match === null) return undefined
  return { words: (match[2] as string).split(',').map((word) => word.trim()), anyCase: match[1] !== undefined }
}

function invalidList([name, , , valid]: ConfigRow, text: string, refuse: (why: string) => string): string | null {
  const items = listOf(text)
  const rule = wordsOf(valid)
  const stranger = rule === undefined ? undefined : items.find((item) => !rule.words.includes(item))
  if (stranger !== undefined && rule !== undefined) return refuse(`String must be one of: ${rule.words.join(', ')}`)
  if (valid === 'non-empty list' && items.length === 0) return refuse('Value must not be empty')
  if (
    valid?.startsWith('[partitionId]') &&
    text !== '' &&
    text !== '*' &&
    !items.every((item) => /^\d+:\d+$/.test(item))
  ) {
    return `Invalid value [${items.join(', ')}] for configuration ${name}: ${name} must be the literal '*' or a list of replicas in the following format: [partitionId]:[brokerId],[partitionId]:[brokerId],...`
  }
  return null
}

function invalidString(row: ConfigRow, value: string, refuse: (why: string) => string): string | null {
  const valid = row[3]
  if (valid === 'non-empty string' && value === '') return refuse('String must be non-empty')
  if (valid?.includes('by_duration')) return invalidReset(row[0], value, refuse)
  const rule = wordsOf(valid)
  if (rule === undefined) return null
  const found = rule.anyCase
    ? rule.words.some((word) => word.toLowerCase() === value.toLowerCase())
    : rule.words.includes(value)
  if (found) return null
  return refuse(
    rule.anyCase
      ? `String must be one of (case insensitive): ${rule.words.join(', ')}`
      : `String must be one of: ${rule.words.join(', ')}`
  )
}

/** Where a share group begins: a word, or how long ago as an ISO 8601 duration. */
function invalidReset(name: string, value: string, refuse: (why: string) => string): string | null {
  const text = value.toLowerCase()
  if (text === 'earliest' || text === 'latest') return null
  if (/^by_duration:p(?!$)(\d+d)?(t(?=\d)(\d+h)?(\d+m)?(\d+(\.\d+)?s)?)?$/.test(text)) return null
  return refuse(
    `Invalid value \`${value}\` for configuration ${name}. The value must be either 'earliest', 'latest' or of the format 'by_duration:<PnDTnHnMn.nS>'.`
  )
}

export function listOf(text: string): string[] {
  return text.trim() === '' ? [] : text.split(',').map((item) => item.trim())
}
