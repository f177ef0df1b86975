import { type ErrorName, errorCodes, errorName } from '../protocol/index.ts'

/** What a broker answered is not what clients rely on. Anything else thrown by a check is a failure too. */
export class Mismatch extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Mismatch'
  }
}

/** The broker does not offer what the check is about, so that there is nothing to judge. */
export class NotAdvertised extends Error {
  constructor(what: string) {
    super(`not advertised: ${what}`)
    this.name = 'NotAdvertised'
  }
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`
  if (isBufferJson(value)) return `0x${Buffer.from(value.data).toString('hex')}`
  return value
}

function isBufferJson(value: unknown): value is { data: number[] } {
  return typeof value === 'object' && value !== null && (value as { type?: unknown }).type === 'Buffer'
}

/** A value for a person to read: bigint with n, bytes in hex, cut when long. */
export function show(value: unknown, lengthMax = 400): string {
  if (value === undefined) return 'undefined'
  const text = JSON.stringify(value, plain)
  return text.length <= lengthMax ? text : `${text.slice(0, lengthMax)}… (${text.length} characters)`
}

/** Deep equality of decoded values; bytes by content, an absent field like an undefined one. */
export function same(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.compare(left, right) === 0
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false
    return left.every((item, index) => same(item, right[index]))
  }
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  const fields = left as Record<string, unknown>
  const others = right as Record<string, unknown>
  const names = new Set([...Object.keys(fields), ...Object.keys(others)])
  return [...names].every((name) => same(fields[name], others[name]))
}

export function equal(actual: unknown, expected: unknown, what: string): void {
  if (!same(actual, expected)) throw new Mismatch(`${what}: expected ${show(expected)}, got ${show(actual)}`)
}

export function holds(condition: boolean, what: string, actual?: unknown): asserts condition {
  if (!condition) throw new Mismatch(actual === undefined ? what : `${what}: got ${show(actual)}`)
}

/** The error code is the named one, or one of several where Kafka itself may answer either. */
export function errorIs(code: number | undefined, expected: ErrorName | readonly ErrorName[], what: string): void {
  const names = typeof expected === 'string' ? [expected] : expected
  if (names.some((name) => errorCodes[name] === code)) return
  const got = code === undefined ? 'no such field' : (errorName(code) ?? String(code))
  throw new Mismatch(`${what}: expected ${names.join(' or ')}, got ${got}`)
}

/** The value is there; says which one was not. */
export function present<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Mismatch(`${what}: expected one, got ${show(value)}`)
  return value
}

/** The only element; fails for none and for several. */
export function only<T>(values: readonly T[] | null | undefined, what: string): T {
  if (values?.length !== 1) throw new Mismatch(`${what}: expected exactly one, got ${show(values)}`)
  return values[0] as T
}

/** The element that passes the test. */
export function found<T>(values: readonly T[] | null | undefined, test: (value: T) => boolean, what: string): T {
  return present(values?.find(test), what)
}
