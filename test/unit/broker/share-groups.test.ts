/**
 * Goal: share groups as clients meet them: what a member does wrong is answered with Kafka's error, and no other group notices.
 * What is written for a group is what Apache Kafka 4.3.1 writes. Method: whole brokers in memory, requests as a client encodes
 * them; test/differential/record-share.mjs wrote down a script of requests and the records that Kafka wrote for it.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { groupRecords } from '../../../src/coordination/group/records.ts'
import { GroupState } from '../../../src/coordination/group/state.ts'
import { shareRecords } from '../../../src/coordination/share/records.ts'
import { ShareStates } from '../../../src/coordination/share/state.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import { errorCodes, failed, isFailure, type ShareFetchRequestInput } from '../../../src/protocol/index.ts'
import { entryPositions, readRecords } from '../../../src/records/index.ts'
import type { Partition } from '../../../src/replica/index.ts'
import { Shares } from '../../../src/share/index.ts'
import { encodedRecord } from '../../kit/encoded-record.ts'
import { batchOf, Harness, type HarnessClient } from '../../kit/harness.ts'
import { turn, VirtualTime } from '../../kit/virtual-time.ts'

const ack = (first: number, last: number, ...acknowledgeTypes: number[]) => ({
  firstOffset: BigInt(first),
  lastOffset: BigInt(last),
  acknowledgeTypes
})

/** A broker with a topic of ten records, and groups that begin at the first of them. */
async function stage(groupIds: readonly string[], config: Readonly<Record<string, number>> = {}) {
  const harness = await Harness.start({ config })
  const topicId = await harness.createTopic('t')
  const client = harness.connect()
  for (const groupId of groupIds) {
    await client.call('FindCoordinator', 1, { keyType: 0, key: groupId })
    const topics = [{ topicName: 't', partitions: [{ partitionIndex: 0, startOffset: 0n }] }]
    const altered = await client.call('AlterShareGroupOffsets', 0, { groupId, topics })
    expect(altered.responses[0]?.partitions[0]?.errorCode).toBe(0)
  }
  const produce = (count: number) =>
    client.call('Produce', 12, {
      transactionalId: null,
      acks: -1,
      timeoutMs: 5000,
      topicData: [
        {
          name: 't',
          partitionData: [{ index: 0, records: batchOf(Array.from({ length: count }, (_, index) => `v${index}`)) }]
        }
      ]
    })
  const fetch = (by: HarnessClient, groupId: string, memberId: string, more: Partial<ShareFetchRequestInput> = {}) =>
    by.call('ShareFetch', 2, {
      groupId,
      memberId,
      shareSessionEpoch: 0,
      maxWaitMs: 0,
      minBytes: 1,
      maxBytes: 1_000_000,
      maxRecords: 500,
      batchSize: 500,
      topics: [{ topicId, partitions: [{ partitionIndex: 0, acknowledgementBatches: [] }] }],
      forgottenTopicsData: [],
      ...more
    })
  const acknowledge = async (
    groupId: string,
    memberId: string,
    shareSessionEpoch: number,
    acknowledgementBatches: readonly ReturnType<typeof ack>[]
  ) => {
    const topics = [{ topicId, partitions: [{ partitionIndex: 0, acknowledgementBatches }] }]
    const answer = await client.call('ShareAcknowledge', 2, { groupId, memberId, shareSessionEpoch, topics })
    return answer.responses[0]?.partitions[0]
  }
  return { harness, client, produce, fetch, acknowledge }
}

const rowsOf = (answer: Awaited<ReturnType<Awaited<ReturnType<typeof stage>>['fetch']>>) =>
  (answer.responses[0]?.partitions[0]?.acquiredRecords ?? []).map(({ firstOffset, lastOffset, deliveryCount }) => [
    Number(firstOffset),
    Number(lastOffset),
    deliveryCount
  ])

test('100,000 acknowledgements of what nobody acquired are refused, and other groups go on', async () => {
  const { harness, client, produce, fetch, acknowledge } = await stage(['bad', 'good'])
  await using _ = harness
  await produce(10)
  expect(rowsOf(await fetch(client, 'good', 'm'))).toEqual([[0, 9, 1]])
  await fetch(client, 'bad', 'm', { topics: [] })
  const many = Array.from({ length: 100_000 }, (_, index) => ack(index, index, 1))
  expect((await acknowledge('bad', 'm', 1, many))?.errorCode).toBe(errorCodes.UNKNOWN_TOPIC_OR_PARTITION)
  expect(rowsOf(await fetch(client, 'bad', 'other'))).toEqual([[0, 9, 1]])
  expect((await acknowledge('bad', 'm', 2, many))?.errorCode).toBe(errorCodes.INVALID_RECORD_STATE)
  const wide = [{ ...ack(0, 0, 1), lastOffset: 2n ** 62n }]
  expect((await acknowledge('bad', 'm', 3, wide))?.errorCode).toBe(errorCodes.INVALID_REQUEST)
  expect((await acknowledge('good', 'm', 1, [ack(0, 9, 1)]))?.errorCode).toBe(0)
})

test('a session beyond the limit is refused, and one that ends makes room', async () => {
  const config = { 'group.share.max.size': 10, 'group.share.max.share.sessions': 10 }
  const { harness, client, fetch } = await stage(['g'], config)
  await using _ = harness
  for (let index = 0; index < 10; index++) expect((await fetch(client, 'g', `m${index}`)).errorCode).toBe(0)
  expect((await fetch(client, 'g', 'c')).errorCode).toBe(errorCodes.SHARE_SESSION_LIMIT_REACHED)
  expect((await fetch(client, 'g', 'm3', { shareSessionEpoch: -1, topics: [] })).errorCode).toBe(0)
  expect((await fetch(client, 'g', 'c')).errorCode).toBe(0)
})

test('a connection that closes while its fetch waits locks nothing, and one that closes later gives back what it had', async () => {
  const { harness, client, produce, fetch } = await stage(['g'])
  await using _ = harness
  const leaving = harness.connect()
  void fetch(leaving, 'g', 'a', { maxWaitMs: 60_000 }).catch(() => null)
  await fetch(client, 'g', 'b')
  leaving.close()
  await produce(10)
  const holder = harness.connect()
  expect(rowsOf(await fetch(holder, 'g', 'c'))).toEqual([[0, 9, 1]])
  holder.close()
  expect(rowsOf(await fetch(client, 'g', 'd', { maxWaitMs: 5000 }))).toEqual([[0, 9, 2]])
})

test('what was read of a log before it was closed is not written over what was done after it was open again', async () => {
  const { harness, produce } = await stage([])
  await using _ = harness
  await produce(10)
  const time = new VirtualTime()
  const log = harness.broker.replicas.find('t', 0) as Partition
  let isServing = true
  const partition = new Proxy(log, {
    get(target, name) {
      const value: unknown = name === 'isServing' ? isServing : Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    }
  })
  const written: (readonly [string, number])[] = []
  const numbers = {
    'share.delivery.count.limit': 5,
    'share.partition.max.record.locks': 100,
    'share.record.lock.duration.ms': 1000
  }
  const texts = { 'share.auto.offset.reset': 'earliest', 'share.isolation.level': 'read_uncommitted' }
  const shares = new Shares({
    env: time.env,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    store: {
      read: async () => ({ stateEpoch: 0, startOffset: 0, batches: [] }),
      async write({ startOffset, batches }) {
        written.push([batches.map(({ deliveryState }) => deliveryState).join(), startOffset])
        return null
      }
    },
    configs: {
      number: (_, name) => numbers[name],
      text: (_, name) => texts[name],
      mayRenew: () => false,
      sessionsMax: 10
    },
    leader: () => (isServing ? partition : failed('KAFKA_STORAGE_ERROR'))
  })
  const key = { groupId: 'g', topicId: log.topicId, partition: 0 }
  const limits = { maxWaitMs: 0, minBytes: 1, maxBytes: 1000, recordsMax: 100, batchSize: 100, isExact: false }
  const fetch = async (memberId: string) => {
    const found = await shares.fetch({
      ...limits,
      groupId: 'g',
      memberId,
      partitions: [key],
      onClosed: () => ({ cancel() {} })
    })
    const result = found[0]?.result ?? null
    return result === null || isFailure(result) ? result?.error : result.rows
  }
  const all = [{ firstOffset: 0, lastOffset: 9, deliveryCount: 1 }]
  expect(await fetch('a')).toEqual(all)
  isServing = false
  expect(await fetch('b')).toBe('KAFKA_STORAGE_ERROR')
  isServing = true
  expect(await fetch('b')).toEqual(all)
  expect(await shares.acknowledge(key, 'b', [{ firstOffset: 0, lastOffset: 9, types: [1] }])).toBeNull()
  await time.advance(2000)
  expect(written).toEqual([['2', 0]])
  shares.stop()
})

describe('the records of a share group', () => {
  interface Step {
    readonly api: string
    readonly version: number
    readonly request: { readonly memberId?: string; readonly shareSessionEpoch?: number | string }
    readonly until?: 'coordinator' | 'assigned' | 'acquired'
  }
  interface Written {
    readonly log: string
    readonly key: string
    readonly value: string | null
  }
  interface WireBatch {
    readonly firstOffset: bigint
    readonly lastOffset: bigint
  }
  interface Answer {
    readonly errorCode?: number
    readonly memberEpoch?: number
    readonly assignment?: { readonly topicPartitions: readonly unknown[] } | null
    readonly responses?: readonly { readonly partitions: readonly { readonly acquiredRecords: readonly unknown[] }[] }[]
  }

  const lines: (Step | Written | { readonly topicId: string })[] = gunzipSync(
    readFileSync('test/fixtures/share-records-4.3.1.jsonl.gz')
  )
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const script = lines.filter((line) => 'api' in line)
  const written = lines.filter((line) => 'log' in line)
  const topicId = lines.flatMap((line) => ('topicId' in line ? [line.topicId] : []))[0] ?? ''

  const codecOf = (log: string) => (log === '__share_group_state' ? shareRecords : groupRecords)

  function again({ log, key, value }: Written, now = (_: string, field: unknown) => field) {
    const bytes = value === null ? null : Buffer.from(value, 'hex')
    const record = codecOf(log).decode(Buffer.from(key, 'hex'), bytes)
    if (record === null) throw new Error(`${log}: not a record: ${key}`)
    const timed =
      record.value === null
        ? null
        : Object.fromEntries(Object.entries(record.value).map(([name, field]) => [name, now(name, field)]))
    const encoded = encodedRecord(codecOf(log) as never, { ...record, value: timed })
    const hex = (part: Uint8Array | null | undefined) => (part ? Buffer.from(part).toString('hex') : null)
    return { log, kind: record.kind, key: hex(encoded.key), value: hex(encoded.value) }
  }

  /**
   * What the clock says is no part of what is compared. Delivery states count by the offset: Kafka's leader tells its coordinator of
   * single offsets and ours of ranges, and the coordinator does not always join what is told apart.
   */
  const plain = (record: Written) =>
    again(record, (name, field) => {
      if (name === 'stateBatches')
        return (field as WireBatch[]).flatMap((batch) =>
          Array.from({ length: Number(batch.lastOffset - batch.firstOffset) + 1 }, (_, at) => {
            const offset = batch.firstOffset + BigInt(at)
            return { ...batch, firstOffset: offset, lastOffset: offset }
          })
        )
      return /[tT]imestamp$/.test(name) ? 0n : field
    })

  /** The share coordinator is asked for many share partitions at once: only the order of each one's records means something. */
  const byKey = (records: readonly Written[]) =>
    records
      .map(plain)
      .map((record, at) => ({
        record,
        at,
        rank: record.log === '__share_group_state' ? `1${record.key?.slice(4)}` : '0'
      }))
      .sort((a, b) => (a.rank === b.rank ? a.at - b.at : a.rank < b.rank ? -1 : 1))
      .map(({ record }) => record)

  const has: Readonly<Record<NonNullable<Step['until']>, (answer: Answer) => boolean>> = {
    coordinator: ({ errorCode }) => errorCode === 0,
    assigned: ({ assignment }) => (assignment?.topicPartitions.length ?? 0) > 0,
    acquired: ({ responses = [] }) =>
      responses.some(({ partitions: [first] }) => (first?.acquiredRecords.length ?? 0) > 0)
  }

  /** Bytes and 64-bit integers as the recorder wrote them, and what its placeholders stand for. */
  function filled(value: unknown, epochs: ReadonlyMap<string, number>): unknown {
    if (value === 'ID') return topicId
    if (value === 'EPOCH' || value === 'NEXT') return epochs.get(value)
    if (Array.isArray(value)) return value.map((each) => filled(each, epochs))
    if (value === null || typeof value !== 'object') return value
    if ('i64' in value) return BigInt(value.i64 as string)
    if ('bytes' in value) return Buffer.from(value.bytes as string, 'hex')
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, filled(each, epochs)]))
  }

  async function take(client: HarnessClient, { api, version, request, until }: Step, epochs: Map<string, number>) {
    const { memberId, shareSessionEpoch } = request
    const member = new Map(
      [...epochs].flatMap(([name, epoch]) => (name.endsWith(` ${memberId}`) ? [[name.split(' ')[0] ?? '', epoch]] : []))
    )
    for (let tries = 0; tries < 10_000; tries++) {
      // A session that is open is gone on with.
      const sent = filled(
        tries > 0 && shareSessionEpoch !== undefined ? { ...request, shareSessionEpoch: 'NEXT' } : request,
        member
      )
      const answer = (await client.call(api as 'ShareFetch', version, sent as never)) as Answer
      if (answer.memberEpoch !== undefined) member.set('EPOCH', answer.memberEpoch)
      if (shareSessionEpoch !== undefined)
        member.set('NEXT', (sent as { shareSessionEpoch: number }).shareSessionEpoch + 1)
      for (const [name, epoch] of member) epochs.set(`${name} ${memberId}`, epoch)
      if (until === undefined || has[until](answer)) return
      await turn()
    }
    throw new Error(`${api}: it does not come to be ${until}`)
  }

  async function logOf(client: HarnessClient, log: string): Promise<Written[]> {
    const partition = {
      partition: 0,
      currentLeaderEpoch: -1,
      fetchOffset: 0n,
      lastFetchedEpoch: -1,
      logStartOffset: -1n
    }
    const { responses } = await client.call('Fetch', 12, {
      ...{
        replicaId: -1,
        maxWaitMs: 0,
        minBytes: 0,
        maxBytes: 10_000_000,
        isolationLevel: 0,
        sessionId: 0,
        sessionEpoch: -1
      },
      topics: [{ topic: log, partitions: [{ ...partition, partitionMaxBytes: 10_000_000 }] }],
      ...{ forgottenTopicsData: [], rackId: '' }
    })
    const records = Buffer.from(responses[0]?.partitions[0]?.records ?? [])
    const hex = (part: Uint8Array | null) => (part === null ? null : Buffer.from(part).toString('hex'))
    return [...entryPositions(records)]
      .flatMap((at) => readRecords(records.subarray(at, at + 12 + records.readInt32BE(at + 8))))
      .map(({ key, value }) => ({ log, key: hex(key) ?? '', value: hex(value) }))
  }

  /** What the script has written here, of a topic with the same id. */
  async function writtenHere(): Promise<Written[]> {
    const real = createRealEnv({ unref: true })
    let given: string | undefined
    const random = { ...real.random, uuid: () => given ?? real.random.uuid() }
    const config = {
      'offsets.topic.num.partitions': 1,
      'share.coordinator.state.topic.num.partitions': 1,
      'share.coordinator.snapshot.update.records.per.snapshot': 2
    }
    await using harness = await Harness.start({ config, env: { ...real, random } })
    given = topicId
    await harness.createTopic('gold', 3)
    given = undefined
    const client = harness.connect('gold')
    const epochs = new Map<string, number>()
    for (const step of script) await take(client, step, epochs)
    const all = async () => [
      ...(await logOf(client, '__consumer_offsets')),
      ...(await logOf(client, '__share_group_state'))
    ]
    for (let tries = 0; tries < 200 && (await all()).length < written.length; tries++) await turn()
    return await all()
  }

  test('the same requests write what Kafka wrote', async () => {
    expect(byKey(await writtenHere())).toEqual(byKey(written))
  })

  test('what Kafka wrote is read and written again byte for byte', () => {
    expect(new Set(written.map((record) => again(record).kind)).size).toBe(8)
    for (const record of written) expect(again(record)).toMatchObject(record)
  })

  test('a load of what Kafka wrote gives the group as it was, and nothing of it in the end', () => {
    const groups = new GroupState(() => 0)
    const states = new ShareStates()
    const load = (records: readonly Written[]) => {
      for (const [offset, { log, key, value }] of records.entries()) {
        const bytes = [Buffer.from(key, 'hex'), value === null ? null : Buffer.from(value, 'hex')] as const
        const place = { offset, producerId: -1 }
        const [group, state] =
          log === '__share_group_state' ? [null, shareRecords.decode(...bytes)] : [groupRecords.decode(...bytes), null]
        if (group !== null) groups.replay(group, place)
        if (state !== null) states.replay(state, place)
      }
    }
    const gone = written.findIndex(({ value }) => value === null)
    const lastState = written.findLastIndex(({ log, key }) => log === '__share_group_state' && key.startsWith('0001'))
    load([
      ...written.slice(0, gone),
      ...written.filter(({ log }, at) => log === '__share_group_state' && at <= lastState)
    ])
    const members = [...(groups.share('gold-share')?.members.values() ?? [])]
    expect(members.map(({ memberId, memberEpoch, rackId }) => [memberId, memberEpoch, rackId])).toEqual([
      ['m1', 4, 'r1'],
      ['m2', 4, 'r2']
    ])
    const key = { groupId: 'gold-share', topicId, partition: 0 }
    expect(states.get(key)).toMatchObject({ startOffset: 8, snapshotEpoch: 1, deliveryCompleteCount: 5 })
    load(written)
    expect([...groups.groups.keys()]).toEqual(['gold-other'])
    expect([...states.all()]).toEqual([])
  })
})
