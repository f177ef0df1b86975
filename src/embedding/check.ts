/*
 * Validates what a program passes to the embedding API. JavaScript programs have no compiler to warn them, and an ignored
 * misspelled option is found much later.
 */
import { nearestName } from '../config/index.ts'
import { OttlaError, type OttlaErrorCode } from '../env/index.ts'

/**
 * Why a value is invalid, such as `must be a number`, with `found` if something inside it is the cause; undefined if it is valid.
 */
export type Check = (value: unknown) => string | { readonly fault: string; readonly found: unknown } | undefined

export const bad = (message: string, code: OttlaErrorCode = 'BAD_OPTION'): OttlaError => new OttlaError(code, message)

/** A value as shown in messages: `'9092' (a string)`. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (typeof value === 'string') return `'${value.length > 60 ? `${value.slice(0, 60)}...` : value}' (a string)`
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object' || typeof value === 'function')
    return `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`
  return `${String(value)} (a ${typeof value})`
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)

export const aBoolean: Check = (value) => (typeof value === 'boolean' ? undefined : 'must be true or false')
export const aString: Check = (value) => (typeof value === 'string' ? undefined : 'must be a string')
export const aName: Check = (value) =>
  typeof value === 'string' && value !== '' ? undefined : 'must be a string that is not empty'

export const wholeNumber =
  (min: number, max: number): Check =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? undefined
      : `must be a whole number from ${min} to ${max === Number.MAX_SAFE_INTEGER ? '2^53 - 1' : max}`

export const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value as string) ? undefined : `must be ${values.map((each) => `'${each}'`).join(' or ')}`

/** An object of names and values that Kafka's configs can have. */
export const aConfigMap: Check = (value) => {
  if (!isObject(value)) return 'must be an object of config names and values'
  for (const [name, each] of Object.entries(value)) {
    const isFine =
      ['string', 'boolean', 'undefined'].includes(typeof each) || (typeof each === 'number' && !Number.isNaN(each))
    if (!isFine) return { fault: `must have a string, number or boolean as the value of '${name}'`, found: each }
  }
  return undefined
}

/**
 * Validates every property of `value` against the table. `what` names the value in messages, such as `topics[0]` or `''`. An
 * undefined property counts as absent. @throws OttlaError with `code`
 */
export function checkProperties(
  what: string,
  value: Readonly<Record<string, unknown>>,
  table: Readonly<Record<string, Check>>,
  code: OttlaErrorCode = 'BAD_OPTION'
): void {
  for (const [name, each] of Object.entries(value)) {
    const path = what === '' ? name : `${what}.${name}`
    const check = Object.hasOwn(table, name) ? table[name] : undefined
    if (check === undefined) {
      const near = nearestName(name, Object.keys(table))
      throw bad(
        `unknown option '${path}': ${near === undefined ? `known are ${Object.keys(table).join(', ')}` : `did you mean '${near}'?`}`,
        code
      )
    }
    const fault = each === undefined ? undefined : check(each)
    if (typeof fault === 'string') throw bad(`option '${path}' ${fault}, not ${shown(each)}`, code)
    if (fault !== undefined) throw bad(`option '${path}' ${fault.fault}, not ${shown(fault.found)}`, code)
  }
}
