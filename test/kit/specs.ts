/** Arbitrary values of any message at any version, made from the specs themselves and not from the generated code. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { parseSpec, type SpecField, type SpecMessage } from '../../scripts/spec-parser.mjs'
import { anyText } from './any-text.ts'

const folder = new URL('../../protocol-specs/', import.meta.url)

export const specMessages: readonly SpecMessage[] = readdirSync(folder)
  .filter((name) => name.endsWith('.spec'))
  .flatMap((name) => parseSpec(readFileSync(new URL(name, folder), 'utf8')).messages)

type Value = fc.Arbitrary<unknown>

const long = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constantFrom(0n, -1n, 2n ** 63n - 1n, -(2n ** 63n))
)
const text = fc.oneof(fc.string({ maxLength: 12 }), anyText(40), fc.constant('x'.repeat(300)))
const bytes = fc.uint8Array({ maxLength: 40 }).map((each) => Buffer.from(each))
const scalars: { readonly [type: string]: Value } = {
  i8: fc.integer({ min: -128, max: 127 }),
  i16: fc.integer({ min: -32768, max: 32767 }),
  u16: fc.nat(65535),
  i32: fc.integer(),
  u32: fc.nat(0xffffffff),
  i64: long,
  f64: fc.double({ noNaN: true }),
  bool: fc.boolean(),
  uuid: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((each) => Buffer.from(each).toString('base64url')),
  string: text,
  bytes,
  records: fc.oneof(bytes, fc.constant(Buffer.alloc(3000, 7)))
}

const holds = (range: readonly [number, number] | null, version: number) =>
  range !== null && version >= range[0] && version <= range[1]

const isFlexible = (message: SpecMessage, version: number) => holds(message.flexible, version)

function arbitraryOf(field: SpecField, message: SpecMessage, version: number): Value {
  const shared = message.structs.find((struct) => struct.name === field.type)
  const element =
    field.fields.length > 0
      ? structOf(field.fields, message, version)
      : shared !== undefined
        ? structOf(shared.fields, message, version)
        : scalars[field.type]
  if (element === undefined) throw new Error(`${message.name}.${field.name}: no type ${field.type}`)
  const whole = field.array ? fc.array(element, { maxLength: 3 }) : element
  return holds(field.nullable, version) ? fc.option(whole, { nil: null, freq: 4 }) : whole
}

function structOf(fields: readonly SpecField[], message: SpecMessage, version: number): Value {
  const present = fields.filter((field) => holds(field.versions, version))
  const values = Object.fromEntries(present.map((field) => [field.name, arbitraryOf(field, message, version)]))
  if (!isFlexible(message, version)) return fc.record(values)
  const tags = fc.uniqueArray(fc.record({ tag: fc.integer({ min: 20, max: 100000 }), bytes }), {
    maxLength: 2,
    selector: ({ tag }) => tag
  })
  const unknownTags = fc.option(
    tags.map((list) => (list.length === 0 ? undefined : list)),
    { nil: undefined, freq: 6 }
  )
  return fc.record({ ...values, unknownTags })
}

export interface Sample {
  readonly name: string
  readonly version: number
  readonly value: unknown
}

/** Any value of a message at a version. */
export const bodyOf = (message: SpecMessage, version: number): fc.Arbitrary<unknown> =>
  structOf(message.fields, message, version)

/** A message, one of its versions, and a value of it that names every field that the version has. */
export const sample: fc.Arbitrary<Sample> = fc
  .constantFrom(...specMessages)
  .chain((message) =>
    fc
      .integer({ min: message.valid[0], max: message.valid[1] })
      .chain((version) =>
        structOf(message.fields, message, version).map((value) => ({ name: message.name, version, value }))
      )
  )
