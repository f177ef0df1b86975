/**
 * Goal: groups and offsets live in the log of a real broker: a restart on the same directory changes nothing for members.
 * Method: raw requests of our codec against an embedded broker on a directory, stopped and started again.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRealEnv } from '../../src/env/real/index.ts'
import { Ottla } from '../../src/index.ts'
import type { ApiName, RequestInputMap, ResponseMap } from '../../src/protocol/index.ts'
import { Client } from '../../src/verify/client.ts'

const directory = mkdtempSync(join(tmpdir(), 'ottla-groups-'))
const env = createRealEnv()
let broker: Ottla
let client: Client

async function start(): Promise<void> {
  broker = await Ottla.start({
    dataDir: directory,
    topics: [{ name: 't', partitions: 3 }],
    config: { 'offsets.topic.num.partitions': 1 }
  })
  client = await Client.open(
    env,
    { host: broker.host, port: broker.port },
    { clientId: 'e2e', transcript: undefined, index: 0 }
  )
}

async function stop(): Promise<void> {
  client.frames.close()
  await broker.stop()
}

const call = <K extends ApiName>(api: K, version: number, body: RequestInputMap[K]): Promise<ResponseMap[K]> =>
  client.call(api, version, body)

beforeAll(start)
afterAll(async () => {
  await stop()
  rmSync(directory, { recursive: true, force: true })
})

/** Once the coordinator has read its log. */
async function groups(): Promise<readonly string[]> {
  for (;;) {
    const { errorCode, groups: listed } = await call('ListGroups', 0, {})
    if (errorCode === 0) return listed.map(({ groupId }) => groupId).sort()
  }
}

async function joined(groupId: string) {
  const request = {
    groupId,
    sessionTimeoutMs: 30_000,
    rebalanceTimeoutMs: 30_000,
    memberId: '',
    protocolType: 'consumer',
    protocols: [{ name: 'range', metadata: Buffer.alloc(10) }]
  }
  const told = await call('JoinGroup', 5, request)
  return call('JoinGroup', 5, { ...request, memberId: told.memberId })
}

test('a member goes on after a restart with its id, generation, assignment and offsets', async () => {
  await call('FindCoordinator', 0, { key: 'g' })
  const { memberId, generationId } = await joined('g')
  const assignments = [{ memberId, assignment: Buffer.from('all of it') }]
  expect(await call('SyncGroup', 0, { groupId: 'g', generationId, memberId, assignments })).toMatchObject({
    errorCode: 0
  })
  const partitions = [{ partitionIndex: 1, committedOffset: 42n, committedMetadata: 'here' }]
  const commit = {
    groupId: 'g',
    generationIdOrMemberEpoch: generationId,
    memberId,
    topics: [{ name: 't', partitions }]
  }
  expect(await call('OffsetCommit', 5, commit)).toMatchObject({ topics: [{ partitions: [{ errorCode: 0 }] }] })

  await stop()
  await start()
  expect(await groups()).toEqual(['g'])
  expect(await call('Heartbeat', 0, { groupId: 'g', generationId, memberId })).toMatchObject({ errorCode: 0 })
  const synced = await call('SyncGroup', 0, { groupId: 'g', generationId, memberId, assignments: [] })
  expect(Buffer.from(synced.assignment).toString()).toBe('all of it')
  const fetched = await call('OffsetFetch', 1, { groupId: 'g', topics: [{ name: 't', partitionIndexes: [0, 1] }] })
  expect(fetched.topics[0]?.partitions).toMatchObject([
    { committedOffset: -1n },
    { committedOffset: 42n, metadata: 'here' }
  ])
  expect(await call('OffsetCommit', 5, commit)).toMatchObject({ topics: [{ partitions: [{ errorCode: 0 }] }] })
})

test('version 0 of OffsetCommit and OffsetFetch, which was ZooKeeper once, sees the same offsets as the others', async () => {
  const partitions = [{ partitionIndex: 0, committedOffset: 7n, committedMetadata: null }]
  expect(await call('OffsetCommit', 0, { groupId: 'old', topics: [{ name: 't', partitions }] })).toMatchObject({
    topics: [{ partitions: [{ errorCode: 0 }] }]
  })
  const topics = [{ name: 't', partitionIndexes: [0, 1] }]
  const old = await call('OffsetFetch', 0, { groupId: 'old', topics })
  expect(old.topics[0]?.partitions).toMatchObject([
    { committedOffset: 7n, errorCode: 0 },
    { committedOffset: -1n, errorCode: 3 }
  ])
  const newer = await call('OffsetFetch', 9, { groups: [{ groupId: 'old', topics }] })
  expect(newer.groups[0]?.topics[0]?.partitions).toMatchObject([
    { committedOffset: 7n, errorCode: 0 },
    { committedOffset: -1n, errorCode: 0 }
  ])
})

test('offsets of a topic that is deleted are gone, and do not come back with its name', async () => {
  await call('CreateTopics', 2, {
    topics: [{ name: 'short', numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] }],
    timeoutMs: 10_000
  })
  const partitions = [{ partitionIndex: 0, committedOffset: 7n, committedMetadata: null }]
  await call('OffsetCommit', 2, { groupId: 'short', topics: [{ name: 'short', partitions }] })
  await call('DeleteTopics', 1, { topicNames: ['short'], timeoutMs: 10_000 })
  expect(await call('OffsetFetch', 2, { groupId: 'short', topics: null })).toMatchObject({ topics: [] })
})

test('a deleted group stays deleted over a restart, and of one that only kept offsets nothing is left without them', async () => {
  expect(await call('DeleteGroups', 0, { groupsNames: ['old', 'g', 'none'] })).toMatchObject({
    results: [
      { groupId: 'old', errorCode: 0 },
      { groupId: 'g', errorCode: 68 },
      { groupId: 'none', errorCode: 69 }
    ]
  })
  await stop()
  await start()
  expect(await groups()).toEqual(['g'])
})

test('naming a group many times in one request does not multiply the answer', async () => {
  const many = Array.from({ length: 10_000 }, () => 'g')
  expect((await call('DescribeGroups', 5, { groups: many })).groups).toHaveLength(1)
  const fetched = await call('OffsetFetch', 8, {
    groups: many.slice(0, 3).map((groupId) => ({ groupId, topics: null }))
  })
  expect(fetched.groups.map(({ errorCode, topics }) => [errorCode, topics.length])).toEqual([
    [0, 1],
    [42, 0],
    [42, 0]
  ])
})

test('a member with very many protocols does not stop the others', async () => {
  const protocols = Array.from({ length: 100_000 }, (_, index) => ({ name: String(index), metadata: Buffer.alloc(0) }))
  const request = {
    groupId: 'many',
    sessionTimeoutMs: 30_000,
    rebalanceTimeoutMs: 30_000,
    memberId: '',
    protocolType: 'x',
    protocols
  }
  const first = await call('JoinGroup', 2, request)
  expect(first).toMatchObject({ errorCode: 0, protocolName: '0' })
  const second = call('JoinGroup', 2, { ...request, protocols: [...protocols].reverse() })
  const other = await Client.open(
    env,
    { host: broker.host, port: broker.port },
    { clientId: 'other', transcript: undefined, index: 1 }
  )
  const again = await other.call('JoinGroup', 2, { ...request, memberId: first.memberId })
  expect(again).toMatchObject({ errorCode: 0, generationId: 2, protocolName: '0' })
  expect(await second).toMatchObject({ errorCode: 0, generationId: 2 })
  other.frames.close()
})
