// Generated from protocol-specs/data-ControlRecordTypeSchema.spec by scripts/generate.mjs. Do not edit.
import type { Reader, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ControlRecordTypeSchema {
  type: number
}

export interface ControlRecordTypeSchemaInput {
  readonly type: number
}

export default function load(_wire: Wire) {
  function readControlRecordTypeSchema(r: Reader, _v: number): ControlRecordTypeSchema {
    const type = r.i16()
    return { type }
  }

  function sizeControlRecordTypeSchema(_o: ControlRecordTypeSchemaInput, _v: number): number {
    return 2
  }

  function writeControlRecordTypeSchema(w: Writer, o: ControlRecordTypeSchemaInput, _v: number): void {
    const type = o.type
    w.i16(type)
  }

  const controlRecordTypeSchema: MessageCodec<ControlRecordTypeSchema, ControlRecordTypeSchemaInput> = {
    name: 'ControlRecordTypeSchema',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readControlRecordTypeSchema,
    encode: writeControlRecordTypeSchema,
    size: sizeControlRecordTypeSchema
  }

  return { controlRecordTypeSchema }
}
