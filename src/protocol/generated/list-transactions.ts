// Generated from protocol-specs/66-ListTransactions.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ListTransactionsRequest {
  stateFilters: string[]
  producerIdFilters: bigint[]
  durationFilter: bigint
  transactionalIdPattern: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface ListTransactionsRequestInput {
  readonly stateFilters: readonly string[]
  readonly producerIdFilters: readonly bigint[]
  readonly durationFilter?: bigint | undefined
  readonly transactionalIdPattern?: string | null | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ListTransactionsResponseTransactionState {
  transactionalId: string
  producerId: bigint
  transactionState: string
  unknownTags?: readonly UnknownTag[]
}

export interface ListTransactionsResponseTransactionStateInput {
  readonly transactionalId: string
  readonly producerId: bigint
  readonly transactionState: string
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ListTransactionsResponse {
  throttleTimeMs: number
  errorCode: number
  unknownStateFilters: string[]
  transactionStates: ListTransactionsResponseTransactionState[]
  unknownTags?: readonly UnknownTag[]
}

export interface ListTransactionsResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly unknownStateFilters: readonly string[]
  readonly transactionStates: readonly ListTransactionsResponseTransactionStateInput[]
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readListTransactionsRequest(r: Reader, v: number): ListTransactionsRequest {
    let stateFilters: string[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.compactString()
      stateFilters = list$
    }
    let producerIdFilters: bigint[]
    {
      const count$ = r.compactCount(8, 32)
      const list$ = new Array<bigint>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.i64()
      producerIdFilters = list$
    }
    let durationFilter: bigint
    if (!(v >= 1)) durationFilter = -1n
    else {
      durationFilter = r.i64()
    }
    let transactionalIdPattern: string | null
    if (!(v >= 2)) transactionalIdPattern = null
    else {
      transactionalIdPattern = r.compactNullableString()
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ListTransactionsRequest = { stateFilters, producerIdFilters, durationFilter, transactionalIdPattern }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListTransactionsRequest(o: ListTransactionsRequestInput, v: number): number {
    let size$ = 0
    const stateFilters = o.stateFilters
    size$ += uvarintBytes(stateFilters.length + 1)
    for (const item of stateFilters) size$ += compactStringBytes(item)
    const producerIdFilters = o.producerIdFilters
    size$ += uvarintBytes(producerIdFilters.length + 1)
    size$ += producerIdFilters.length * 8
    const durationFilter = o.durationFilter ?? -1n
    if (v >= 1) {
      size$ += 8
    }
    if (!(v >= 1) && !(durationFilter === -1n)) unsupported('ListTransactionsRequest.durationFilter', v)
    const transactionalIdPattern = o.transactionalIdPattern === undefined ? null : o.transactionalIdPattern
    if (v >= 2) {
      size$ += compactStringBytes(transactionalIdPattern)
    }
    if (!(v >= 2) && !(transactionalIdPattern === null)) unsupported('ListTransactionsRequest.transactionalIdPattern', v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeListTransactionsRequest(w: Writer, o: ListTransactionsRequestInput, v: number): void {
    const stateFilters = o.stateFilters
    w.uvarint(stateFilters.length + 1)
    for (const item of stateFilters) w.compactString(item)
    const producerIdFilters = o.producerIdFilters
    w.uvarint(producerIdFilters.length + 1)
    for (const item of producerIdFilters) w.i64(item)
    if (v >= 1) {
      const durationFilter = o.durationFilter ?? -1n
      w.i64(durationFilter)
    }
    if (v >= 2) {
      const transactionalIdPattern = o.transactionalIdPattern === undefined ? null : o.transactionalIdPattern
      w.compactString(transactionalIdPattern)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const listTransactionsRequest: MessageCodec<ListTransactionsRequest, ListTransactionsRequestInput> = {
    name: 'ListTransactionsRequest',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 0,
    decode: readListTransactionsRequest,
    encode: writeListTransactionsRequest,
    size: sizeListTransactionsRequest
  }

  function readListTransactionsResponseTransactionState(r: Reader, _v: number): ListTransactionsResponseTransactionState {
    const transactionalId = r.compactString()
    const producerId = r.i64()
    const transactionState = r.compactString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ListTransactionsResponseTransactionState = { transactionalId, producerId, transactionState }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListTransactionsResponseTransactionState(o: ListTransactionsResponseTransactionStateInput, _v: number): number {
    let size$ = 8
    const transactionalId = o.transactionalId
    size$ += compactStringBytes(transactionalId)
    const transactionState = o.transactionState
    size$ += compactStringBytes(transactionState)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeListTransactionsResponseTransactionState(w: Writer, o: ListTransactionsResponseTransactionStateInput, _v: number): void {
    const transactionalId = o.transactionalId
    w.compactString(transactionalId)
    const producerId = o.producerId
    w.i64(producerId)
    const transactionState = o.transactionState
    w.compactString(transactionState)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readListTransactionsResponse(r: Reader, v: number): ListTransactionsResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    let unknownStateFilters: string[]
    {
      const count$ = r.compactCount(1, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.compactString()
      unknownStateFilters = list$
    }
    let transactionStates: ListTransactionsResponseTransactionState[]
    {
      const count$ = r.compactCount(11, 80)
      const list$ = new Array<ListTransactionsResponseTransactionState>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readListTransactionsResponseTransactionState(r, v)
      transactionStates = list$
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ListTransactionsResponse = { throttleTimeMs, errorCode, unknownStateFilters, transactionStates }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeListTransactionsResponse(o: ListTransactionsResponseInput, v: number): number {
    let size$ = 6
    const unknownStateFilters = o.unknownStateFilters
    size$ += uvarintBytes(unknownStateFilters.length + 1)
    for (const item of unknownStateFilters) size$ += compactStringBytes(item)
    const transactionStates = o.transactionStates
    size$ += uvarintBytes(transactionStates.length + 1)
    for (const item of transactionStates) size$ += sizeListTransactionsResponseTransactionState(item, v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeListTransactionsResponse(w: Writer, o: ListTransactionsResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const unknownStateFilters = o.unknownStateFilters
    w.uvarint(unknownStateFilters.length + 1)
    for (const item of unknownStateFilters) w.compactString(item)
    const transactionStates = o.transactionStates
    w.uvarint(transactionStates.length + 1)
    for (const item of transactionStates) writeListTransactionsResponseTransactionState(w, item, v)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const listTransactionsResponse: MessageCodec<ListTransactionsResponse, ListTransactionsResponseInput> = {
    name: 'ListTransactionsResponse',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 0,
    decode: readListTransactionsResponse,
    encode: writeListTransactionsResponse,
    size: sizeListTransactionsResponse
  }

  return { listTransactionsRequest, listTransactionsResponse }
}
