/*
 * The hottest loop of the broker: walks the records of a produced v2 batch to check that they are valid. Allocates only if a
 * record breaks a rule, and never reads keys, values or headers.
 */
import { RecordsError } from './errors.ts'
import { cursor, readVarint, readVarlong } from './varint.ts'

/** The rules that a record is checked against. */
export interface RecordRules {
  /** Compacted topics reject records without a key. */
  readonly keyRequired: boolean
  /** False with append time, where timestamps are overwritten. */
  readonly checkTimestamps: boolean
  readonly timestampMin: number
  readonly timestampMax: number
}

/** A record that breaks a rule; `timestamp` is null if the key is missing. */
interface RuleBreak {
  readonly batchIndex: number
  readonly offset: number
  readonly timestamp: number | null
}

/** Maximum number of reported violations; more are only counted, so that a small batch cannot cause a huge response. */
export const ruleBreaksMax = 1000

/** Results of the last walk. Shared: only one walk at a time, within one event loop turn, may use it. */
export const found = {
  /** Milliseconds; -1 without records that have a time. */
  maxTimestamp: -1,
  /** Of the first record with that timestamp. */
  indexOfMaxTimestamp: 0,
  /** Whether offset deltas are 0, 1, 2 and so on. */
  consecutive: true,
  ruleBreaks: [] as RuleBreak[],
  ruleBreakCount: 0,
  timestampBreaks: false
}

const invalid = (message: string): RecordsError => new RecordsError('INVALID_RECORD', message)

/** Starts a new validation and clears earlier results. */
export function forget(): void {
  found.maxTimestamp = -1
  found.indexOfMaxTimestamp = 0
  found.consecutive = true
  found.ruleBreakCount = 0
  found.timestampBreaks = false
  if (found.ruleBreaks.length > 0) found.ruleBreaks = []
}

/** Checks one record against the rules, for formats that are not walked. */
export function checkRules(
  rules: RecordRules,
  index: number,
  offset: number,
  timestamp: number,
  hasKey: boolean
): void {
  if (rules.keyRequired && !hasKey) breakRule(index, offset, null)
  else if (rules.checkTimestamps && (timestamp < rules.timestampMin || timestamp > rules.timestampMax)) {
    if (timestamp !== -1) breakRule(index, offset, timestamp)
  }
}

function breakRule(batchIndex: number, offset: number, timestamp: number | null): void {
  found.ruleBreakCount++
  if (timestamp !== null) found.timestampBreaks = true
  if (found.ruleBreaks.length < ruleBreaksMax) found.ruleBreaks.push({ batchIndex, offset, timestamp })
}

function passHeaders(buf: Buffer, at: number, end: number, count: number): number {
  if (count < 0 || count > end - at) throw invalid(`${count} headers`)
  for (let i = 0; i < count; i++) {
    const keyLength = readVarint(buf, at, end)
    if (keyLength < 0) throw invalid('header without a key')
    const valueLength = readVarint(buf, cursor.at + keyLength, end)
    at = cursor.at + Math.max(valueLength, 0)
  }
  return at
}

/** Skips key, value and headers, which must end where the record ends. Returns whether there is a key. */
function passContent(buf: Buffer, at: number, end: number): boolean {
  let byte = at < end ? buf[at]! : 0x80
  let keyLength: number
  if (byte < 0x80) {
    keyLength = (byte >>> 1) ^ -(byte & 1)
    at++
  } else {
    keyLength = readVarint(buf, at, end)
    at = cursor.at
  }
  if (keyLength > 0) at += keyLength
  byte = at < end ? buf[at]! : 0x80
  let valueLength: number
  if (byte < 0x80) {
    valueLength = (byte >>> 1) ^ -(byte & 1)
    at++
  } else if (at + 1 < end && buf[at + 1]! < 0x80) {
    const raw = (byte & 0x7f) | (buf[at + 1]! << 7)
    valueLength = (raw >>> 1) ^ -(raw & 1)
    at += 2
  } else {
    valueLength = readVarint(buf, at, end)
    at = cursor.at
  }
  if (valueLength > 0) at += valueLength
  if (at < end && buf[at] === 0) at++
  else {
    const headerCount = readVarint(buf, at, end)
    at = passHeaders(buf, cursor.at, end, headerCount)
  }
  if (at !== end) throw invalid('size of a record differs from what it holds')
  return keyLength >= 0
}

/**
 * Passes over `count` records of `buf` from `at` to `end`, and fills `found` (`forget` first). Throws RecordsError as Kafka answers: each
 * field must lie in its record, records must fill the range, and a record's size of more than five bytes is
 * `overlongCode` (kafka.DefaultRecord#readFrom). Kafka itself does not look at the sizes of records that are compressed
 * and stay so, and would store what no consumer can read: here they are refused as well. `appendTime` stands for every timestamp if given.
 * Varints of one and of two bytes are read in the loop itself: that takes a third off the time of a record of 100 bytes.
 */
export function walkRecords(
  buf: Buffer,
  at: number,
  end: number,
  count: number,
  baseTimestamp: number,
  appendTime: number | null,
  rules: RecordRules,
  overlongCode: 'INVALID_RECORD' | 'UNKNOWN_SERVER_ERROR'
): void {
  let maxTimestamp = -1
  let indexOfMax = 0
  for (let index = 0; index < count; index++) {
    let byte = at < end ? buf[at]! : 0x80
    let size: number
    if (byte < 0x80) {
      size = (byte >>> 1) ^ -(byte & 1)
      at++
    } else if (at + 1 < end && buf[at + 1]! < 0x80) {
      const raw = (byte & 0x7f) | (buf[at + 1]! << 7)
      size = (raw >>> 1) ^ -(raw & 1)
      at += 2
    } else {
      size = readVarint(buf, at, end, overlongCode)
      at = cursor.at
    }
    if (size < 1 || size > end - at) throw invalid(`record of ${size} bytes with ${end - at} left`)
    const recordEnd = at + size
    at++ // Record attributes have no meaning yet.

    byte = at < recordEnd ? buf[at]! : 0x80
    let timestampDelta: number
    if (byte < 0x80) {
      timestampDelta = (byte >>> 1) ^ -(byte & 1)
      at++
    } else if (at + 1 < recordEnd && buf[at + 1]! < 0x80) {
      const raw = (byte & 0x7f) | (buf[at + 1]! << 7)
      timestampDelta = (raw >>> 1) ^ -(raw & 1)
      at += 2
    } else {
      timestampDelta = readVarlong(buf, at, recordEnd)
      at = cursor.at
    }
    byte = at < recordEnd ? buf[at]! : 0x80
    let offsetDelta: number
    if (byte < 0x80) {
      offsetDelta = (byte >>> 1) ^ -(byte & 1)
      at++
    } else if (at + 1 < recordEnd && buf[at + 1]! < 0x80) {
      const raw = (byte & 0x7f) | (buf[at + 1]! << 7)
      offsetDelta = (raw >>> 1) ^ -(raw & 1)
      at += 2
    } else {
      offsetDelta = readVarint(buf, at, recordEnd)
      at = cursor.at
    }
    const hasKey = passContent(buf, at, recordEnd)
    at = recordEnd
    const timestamp = appendTime === null ? baseTimestamp + timestampDelta : appendTime
    if (timestamp > maxTimestamp) {
      maxTimestamp = timestamp
      indexOfMax = index
    }
    if (offsetDelta !== index) found.consecutive = false
    checkRules(rules, index, offsetDelta, timestamp, hasKey)
  }
  if (at !== end) throw invalid('bytes behind the last declared record')
  found.maxTimestamp = maxTimestamp
  found.indexOfMaxTimestamp = indexOfMax
}
