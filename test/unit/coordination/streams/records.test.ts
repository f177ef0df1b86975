/**
 * Goal: a streams group writes the records that Apache Kafka 4.3.1 writes, and reads them. Method: what Kafka wrote for a script of
 * heartbeats is in a fixture; the same script runs here, on topics with the same ids. The time of an assignment is not compared.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { type GroupRecord, groupRecords } from '../../../../src/coordination/group/records.ts'
import { GroupState } from '../../../../src/coordination/group/state.ts'
import { isFailure } from '../../../../src/protocol/index.ts'
import { readRecords } from '../../../../src/records/index.ts'
import { encodedRecord } from '../../../kit/encoded-record.ts'
import { GroupStage } from '../../../kit/group-stage.ts'
import { streamsBeat } from '../../../kit/streams-member.ts'
import { streamsScript } from '../../../kit/streams-script.ts'

const written = gunzipSync(readFileSync('test/fixtures/streams-group-records-4.3.1.jsonl.gz'))
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as [string, string | null])
  .map(([key, value]) => ({ key: Buffer.from(key, 'hex'), value: value === null ? null : Buffer.from(value, 'hex') }))

function decoded({ key, value }: { readonly key: Buffer | null; readonly value: Buffer | null }): GroupRecord {
  const record = groupRecords.decode(key, value)
  if (record === null) throw new Error(`not a record: ${key?.toString('hex')}`)
  return record
}

/** Bytes, with the time of an assignment set to 0. */
function bytes(record: GroupRecord): (string | undefined)[] {
  const isTimed = record.kind === 'streamsTargetEpoch' && record.value !== null
  const timeless = isTimed ? { ...record, value: { ...record.value, assignmentTimestamp: 0n } } : record
  const { key, value } = encodedRecord(groupRecords, timeless as GroupRecord, 0)
  const hex = (part: Uint8Array | null | undefined) =>
    part === undefined || part === null ? undefined : Buffer.from(part).toString('hex')
  return [record.kind, hex(key), hex(value)]
}

async function writtenHere() {
  const stage = new GroupStage({ configs: { 'streams.num.standby.replicas': 1 } })
  await stage.loaded()
  stage.setTopic('words', 4, 'eJlXc6SDSXSyUXo74nnZnQ')
  stage.setTopic('words-log', 4, 'HwDVTNuFRj6cvZYquDNM5w')
  for (const request of streamsScript) {
    const { topology = null, rackId = null, rebalanceTimeoutMs = -1, processId = null, ...body } = request
    const { activeTasks = null, standbyTasks = null, warmupTasks = null, userEndpoint = null, clientTags = null } = body
    const answer = await streamsBeat(stage, {
      ...{ ...body, topology, rackId, rebalanceTimeoutMs, processId, instanceId: null },
      ...{ activeTasks, standbyTasks, warmupTasks, userEndpoint, clientTags, taskOffsets: null, taskEndOffsets: null },
      shutdownApplication: false,
      clientId: 'test'
    })
    if (isFailure(answer)) throw new Error(`${answer.error} ${answer.message}`)
  }
  await stage.coordinator.deleteGroup('gold-streams')
  return stage.partition.batches.flatMap((batch) => readRecords(batch))
}

test('the same heartbeats write what Kafka wrote, in its order', async () => {
  const here = await writtenHere()
  expect(here.map((record) => bytes(decoded(record)))).toEqual(written.map((record) => bytes(decoded(record))))
})

test('what Kafka wrote is read and written again byte for byte', () => {
  expect(written.length).toBeGreaterThan(20)
  for (const record of written) {
    const { key, value } = encodedRecord(groupRecords, decoded(record), 0)
    expect([key, value]).toEqual([record.key, record.value])
  }
})

test('what Kafka wrote leaves nothing behind', () => {
  const state = new GroupState(() => 0)
  for (const [offset, record] of written.entries()) state.replay(decoded(record), { offset, producerId: -1 })
  expect([...state.groups.keys()]).toEqual([])
})
