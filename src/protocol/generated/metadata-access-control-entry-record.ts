// Generated from protocol-specs/metadata-AccessControlEntryRecord.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface AccessControlEntryRecord {
  id: string
  resourceType: number
  resourceName: string
  patternType: number
  principal: string
  host: string
  operation: number
  permissionType: number
  unknownTags?: readonly UnknownTag[]
}

export interface AccessControlEntryRecordInput {
  readonly id: string
  readonly resourceType: number
  readonly resourceName: string
  readonly patternType: number
  readonly principal: string
  readonly host: string
  readonly operation: number
  readonly permissionType: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, uvarintBytes, writeTags }: Wire) {
  function readAccessControlEntryRecord(r: Reader, _v: number): AccessControlEntryRecord {
    const id = r.uuid()
    const resourceType = r.i8()
    const resourceName = r.compactString()
    const patternType = r.i8()
    const principal = r.compactString()
    const host = r.compactString()
    const operation = r.i8()
    const permissionType = r.i8()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: AccessControlEntryRecord = { id, resourceType, resourceName, patternType, principal, host, operation, permissionType }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeAccessControlEntryRecord(o: AccessControlEntryRecordInput, _v: number): number {
    let size$ = 20
    const resourceName = o.resourceName
    size$ += compactStringBytes(resourceName)
    const principal = o.principal
    size$ += compactStringBytes(principal)
    const host = o.host
    size$ += compactStringBytes(host)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeAccessControlEntryRecord(w: Writer, o: AccessControlEntryRecordInput, _v: number): void {
    const id = o.id
    w.uuid(id)
    const resourceType = o.resourceType
    w.i8(resourceType)
    const resourceName = o.resourceName
    w.compactString(resourceName)
    const patternType = o.patternType
    w.i8(patternType)
    const principal = o.principal
    w.compactString(principal)
    const host = o.host
    w.compactString(host)
    const operation = o.operation
    w.i8(operation)
    const permissionType = o.permissionType
    w.i8(permissionType)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const accessControlEntryRecord: MessageCodec<AccessControlEntryRecord, AccessControlEntryRecordInput> = {
    name: 'AccessControlEntryRecord',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 0,
    decode: readAccessControlEntryRecord,
    encode: writeAccessControlEntryRecord,
    size: sizeAccessControlEntryRecord
  }

  return { accessControlEntryRecord }
}
