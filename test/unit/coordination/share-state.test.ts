/**
 * Goal: the share coordinator's decisions are Kafka's: what is refused, when a snapshot follows updates, how ranges are combined,
 * and what is redundant. Method: pure functions over a state that is changed by replay; what Kafka's own class made of random ranges
 * (test/differential/ShareBatches.java) is made here.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Decision } from '../../../src/coordination/runtime/decision.ts'
import { combineBatches, type StateBatch } from '../../../src/coordination/share/batches.ts'
import {
  coldSnapshots,
  deleteState,
  initializeState,
  readState,
  type ShareContext,
  summaryOf,
  writeState
} from '../../../src/coordination/share/decisions.ts'
import { type ShareRecord, shareRecords } from '../../../src/coordination/share/records.ts'
import { RedundantOffsets } from '../../../src/coordination/share/redundant-offsets.ts'
import { ShareStates } from '../../../src/coordination/share/state.ts'
import { isFailure } from '../../../src/protocol/index.ts'
import { encodedRecord } from '../../kit/encoded-record.ts'

const key = { groupId: 'g', topicId: 'AAAAAAAAAAAAAAAAAAAAAQ', partition: 0 }
const batch = (firstOffset: number, lastOffset: number, deliveryState: number, deliveryCount: number): StateBatch => ({
  firstOffset,
  lastOffset,
  deliveryState,
  deliveryCount
})

class Stage {
  readonly states = new ShareStates()
  nowMs = 1000
  offset = 0
  exists = true

  get context(): ShareContext {
    return { states: this.states, nowMs: this.nowMs, updatesPerSnapshot: 2, exists: () => this.exists }
  }

  /** Through its bytes, as a load would see it. */
  take<A>(decision: Decision<ShareRecord, A>): A | string {
    if (isFailure(decision)) return decision.error
    for (const record of decision.records) {
      const { key: bytes, value } = encodedRecord(shareRecords, record, this.nowMs)
      const read = shareRecords.decode(bytes as Buffer, value as Buffer | null)
      if (read === null) throw new Error('a record cannot be read')
      this.states.replay(read, { offset: this.offset++, producerId: -1 })
    }
    return decision.answer
  }

  initialize(stateEpoch = 0, startOffset = -1) {
    return this.take(initializeState(this.context, { key, stateEpoch, startOffset }))
  }

  write(leaderEpoch: number, batches: readonly StateBatch[], startOffset = 0, stateEpoch = 0) {
    const command = { key, stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount: 0, batches }
    return this.take(writeState(this.context, command))
  }

  read(leaderEpoch: number) {
    return this.take(readState(this.context, key, leaderEpoch))
  }
}

test('nothing is read or written before it is initialized, and its summary is that of nothing', () => {
  const stage = new Stage()
  expect(stage.read(0)).toBe('INVALID_REQUEST')
  expect(stage.write(0, [])).toBe('INVALID_REQUEST')
  expect(stage.take(summaryOf(stage.context, key))).toMatchObject({ startOffset: -1, deliveryCompleteCount: -1 })
  expect(stage.take(deleteState(stage.context, key))).toBe(null)
  expect(stage.offset).toBe(0)
})

test('older leaders and older state epochs are fenced, and -1 asks for no check', () => {
  const stage = new Stage()
  stage.initialize(3, 5)
  expect(stage.read(2)).toEqual({ stateEpoch: 3, startOffset: 5, batches: [] })
  expect(stage.read(1)).toBe('FENCED_LEADER_EPOCH')
  expect(stage.read(-1)).toMatchObject({ stateEpoch: 3 })
  expect(stage.write(1, [], 5, 3)).toBe('FENCED_LEADER_EPOCH')
  expect(stage.write(2, [], 5, 2)).toBe('FENCED_STATE_EPOCH')
  expect(stage.initialize(2)).toBe('FENCED_STATE_EPOCH')
  expect(stage.initialize(4)).toBe(null)
})

test('a partition that is not in the metadata is unknown, and a negative one is invalid', () => {
  const stage = new Stage()
  stage.exists = false
  expect(stage.initialize()).toBe('UNKNOWN_TOPIC_OR_PARTITION')
  const negative = { ...key, partition: -1 }
  expect(stage.take(summaryOf(stage.context, negative))).toBe('INVALID_REQUEST')
})

test('after so many updates a snapshot has the whole state, and what is before it is redundant', () => {
  const stage = new Stage()
  stage.initialize(0, 0)
  for (let at = 0; at < 3; at++) stage.write(0, [batch(at * 10, at * 10 + 9, 2, 1)])
  expect(stage.states.get(key)).toMatchObject({ snapshotEpoch: 1, batches: [batch(0, 29, 2, 1)] })
  expect(stage.states.redundantOffset).toBe(3)
  stage.take(deleteState(stage.context, key))
  expect(stage.states.get(key)).toBeUndefined()
})

test('what was not written for long is written anew, unless all of it was already', () => {
  const stage = new Stage()
  stage.initialize()
  stage.nowMs = 2000
  expect(coldSnapshots(stage.context, 5000)).toEqual([])
  stage.nowMs = 7000
  const records = coldSnapshots(stage.context, 5000)
  expect(records).toHaveLength(1)
  stage.take({ records, answer: null })
  stage.nowMs = 20_000
  expect(coldSnapshots(stage.context, 5000)).toEqual([])
})

test.each([
  ['equal neighbours become one', [batch(0, 4, 2, 1)], [batch(5, 9, 2, 1)], -1, [batch(0, 9, 2, 1)]],
  ['more deliveries win', [batch(0, 9, 0, 2)], [batch(3, 5, 0, 1)], -1, [batch(0, 9, 0, 2)]],
  [
    'the higher state wins among as many deliveries',
    [batch(0, 9, 0, 1)],
    [batch(3, 5, 2, 1)],
    -1,
    [batch(0, 2, 0, 1), batch(3, 5, 2, 1), batch(6, 9, 0, 1)]
  ],
  [
    'what is before the start is left out',
    [batch(0, 9, 0, 1)],
    [batch(20, 29, 4, 1)],
    5,
    [batch(5, 9, 0, 1), batch(20, 29, 4, 1)]
  ]
] as const)('ranges are combined: %s', (_, before, added, startOffset, expected) => {
  expect(combineBatches(before, added, startOffset)).toEqual(expected)
})

test('random ranges are combined as by Kafka', () => {
  type Range = readonly [number, number, number, number]
  const lines = gunzipSync(readFileSync('test/fixtures/share-batches-4.3.1.jsonl.gz')).toString().trim().split('\n')
  const batches = (ranges: readonly Range[]) => ranges.map((range) => batch(...range))
  for (const line of lines) {
    const [startOffset, before, added, combined] = JSON.parse(line) as [number, Range[], Range[], Range[]]
    expect(combineBatches(batches(before), batches(added), startOffset)).toEqual(batches(combined))
  }
})

test('what a snapshot supersedes is needed until the snapshot is committed', () => {
  const redundant = new RedundantOffsets()
  expect(redundant.committed(0, 3, { highWatermark: 4, logEndOffset: 4 })).toBe(3)
  // The snapshot at 7 is appended and may be lost.
  expect(redundant.committed(0, 7, { highWatermark: 7, logEndOffset: 8 })).toBeUndefined()
  expect(redundant.committed(1, 2, { highWatermark: 3, logEndOffset: 3 })).toBe(2)
  // It is committed; one behind it is not, and what counts on that one has to wait.
  expect(redundant.committed(0, 9, { highWatermark: 9, logEndOffset: 10 })).toBe(7)
  expect(redundant.committed(0, 9, { highWatermark: 9, logEndOffset: 10 })).toBeUndefined()
  expect(redundant.committed(0, 10, { highWatermark: 11, logEndOffset: 11 })).toBe(10)
})
