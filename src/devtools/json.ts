import type { UnknownTag } from '../wire/index.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [field: string]: Json }

export const isObject = (value: unknown): value is { readonly [field: string]: unknown } =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** Converts a decoded value to JSON: 64-bit integers become strings, bytes become base64, unknown tags are left out. */
export function plain(value: unknown): Json {
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64')
  if (Array.isArray(value)) return value.map(plain)
  if (!isObject(value)) return value as Json
  const fields = Object.entries(value).filter(([name]) => name !== 'unknownTags')
  return Object.fromEntries(fields.map(([name, each]) => [name, plain(each)]))
}

/** Reduces a decoded value to the fields that `json` names, plus its unknown tags. */
export function masked(value: unknown, json: Json): unknown {
  if (Array.isArray(value) && Array.isArray(json)) return value.map((each, index) => masked(each, json[index] as Json))
  if (!isObject(value) || !isObject(json) || value instanceof Uint8Array) return value
  const fields = Object.keys(json).map((name) => [name, masked(value[name], json[name] as Json)] as const)
  return Object.fromEntries(value.unknownTags === undefined ? fields : [...fields, ['unknownTags', value.unknownTags]])
}

const short = (value: unknown) => {
  const text = JSON.stringify(value) ?? 'absent'
  return text.length > 120 ? `${text.slice(0, 117)}...` : text
}

/** Returns the first difference between `got` and `wanted`, which may name fewer fields; null if there is none. */
export function difference(got: unknown, wanted: unknown, path: string): string | null {
  if (Array.isArray(got) && Array.isArray(wanted)) {
    if (got.length !== wanted.length) return `${path} has ${got.length} elements, not ${wanted.length}`
    return first(got, (each, index) => difference(each, wanted[index], `${path}/${index}`))
  }
  if (isObject(got) && isObject(wanted)) {
    return first(Object.keys(wanted), (name) => difference(got[name], wanted[name], `${path}/${name}`))
  }
  // An unsigned 32-bit integer is a number here and a string in the vectors.
  const equal = got === wanted || (typeof got === 'number' && String(got) === wanted)
  return equal ? null : `${path} is ${short(got)}, not ${short(wanted)}`
}

function first<T>(items: readonly T[], problemOf: (item: T, index: number) => string | null): string | null {
  for (const [index, item] of items.entries()) {
    const problem = problemOf(item, index)
    if (problem !== null) return problem
  }
  return null
}

/** Returns the tagged fields that the schema does not define, each with the path of its struct. */
export function tagsOf(
  value: unknown,
  path = ''
): { readonly path: string; readonly tag: number; readonly hex: string }[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => tagsOf(each, `${path}/${index}`))
  if (!isObject(value) || value instanceof Uint8Array) return []
  const own = ((value.unknownTags ?? []) as readonly UnknownTag[]).map(({ tag, bytes }) => ({
    path,
    tag,
    hex: Buffer.from(bytes).toString('hex')
  }))
  const nested = Object.entries(value)
    .filter(([name]) => name !== 'unknownTags')
    .flatMap(([name, each]) => tagsOf(each, `${path}/${name}`))
  return [...own, ...nested]
}
