/**
 * Goal: while the disk takes no record of a coordinator, each request that it would have to write down is answered with an error
 * after which a client asks again, nothing is shown that is not kept, and all goes on when there is room, without a restart.
 * Method: a broker on a disk in memory whose faults are turned on and off, in virtual time; then another on what is on the disk.
 */
import { createMemoryDisk } from '../../../src/log/index.ts'
import { buildBatch } from '../../../src/records/index.ts'
import { type Faults, faultyDisk } from '../../kit/faulty-disk.ts'
import { batchOf, Harness, type HarnessClient } from '../../kit/harness.ts'
import { nameOf, produce } from '../../kit/produce-and-fetch.ts'
import { turn, VirtualTime } from '../../kit/virtual-time.ts'

const memberId = 'AAAAAAAAAAAAAAAAAAAAAQ'
const topic = 'used'

interface Producer {
  readonly producerId: bigint
  readonly producerEpoch: number
}

/** The names of all errors in an answer. */
function errorsIn(answer: object): string[] {
  const text = JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? Number(value) : value))
  return [...new Set([...text.matchAll(/[eE]rrorCode":(-?\d+)/g)].map(([, code]) => nameOf(Number(code))))]
}

const one = (committedOffset: bigint) => [
  { name: topic, partitions: [{ partitionIndex: 0, committedOffset, committedMetadata: '' }] }
]

const subtopology = {
  subtopologyId: '0',
  sourceTopics: [topic],
  sourceTopicRegex: [],
  stateChangelogTopics: [],
  repartitionSinkTopics: [],
  repartitionSourceTopics: [],
  copartitionGroups: []
}

/** Requests of groups. */
const groupsOf = (client: HarnessClient) => ({
  commit: (groupId: string, offset: bigint) =>
    client.call('OffsetCommit', 8, { groupId, generationIdOrMemberEpoch: -1, memberId: '', topics: one(offset) }),
  classic: (groupId: string) =>
    client.call('JoinGroup', 3, {
      groupId,
      sessionTimeoutMs: 30_000,
      rebalanceTimeoutMs: 30_000,
      memberId: '',
      protocolType: 'consumer',
      protocols: [{ name: 'range', metadata: Buffer.from('x') }]
    }),
  sync: (groupId: string, by: { readonly generationId: number; readonly memberId: string }) =>
    client.call('SyncGroup', 3, {
      groupId,
      ...by,
      assignments: [{ memberId: by.memberId, assignment: Buffer.from('a') }]
    }),
  consumer: (groupId: string, memberEpoch = 0) =>
    client.call('ConsumerGroupHeartbeat', 1, {
      groupId,
      memberId,
      memberEpoch,
      rebalanceTimeoutMs: 10_000,
      subscribedTopicNames: [topic],
      topicPartitions: []
    }),
  share: (groupId: string) =>
    client.call('ShareGroupHeartbeat', 1, { groupId, memberId, memberEpoch: 0, subscribedTopicNames: [topic] }),
  streams: (groupId: string) =>
    client.call('StreamsGroupHeartbeat', 0, {
      groupId,
      memberId,
      memberEpoch: 0,
      endpointInformationEpoch: 0,
      rebalanceTimeoutMs: 10_000,
      topology: { epoch: 0, subtopologies: [subtopology] },
      activeTasks: [],
      standbyTasks: [],
      warmupTasks: [],
      processId: 'p',
      clientTags: []
    }),
  shareStart: (groupId: string) => {
    const topics = [{ topicName: topic, partitions: [{ partitionIndex: 0, startOffset: 0n }] }]
    return client.call('AlterShareGroupOffsets', 0, { groupId, topics })
  },
  remove: (groupId: string) => client.call('DeleteGroups', 2, { groupsNames: [groupId] })
})

/** Requests of transactional producers. */
const transactionsOf = (client: HarnessClient) => ({
  init: (transactionalId: string) =>
    client.call('InitProducerId', 5, { transactionalId, transactionTimeoutMs: 600_000 }),
  send: (transactionalId: string, { producerId, producerEpoch }: Producer) => {
    const producer = { producerId: Number(producerId), producerEpoch, baseSequence: 0, isTransactional: true }
    const records = buildBatch([{ timestamp: 1, value: Buffer.from('x') }], producer)
    return produce(client, topic, records, { version: 12, transactionalId })
  },
  add: (transactionalId: string, { producerId, producerEpoch }: Producer) =>
    client.call('AddPartitionsToTxn', 3, {
      v3AndBelowTransactionalId: transactionalId,
      v3AndBelowProducerId: producerId,
      v3AndBelowProducerEpoch: producerEpoch,
      v3AndBelowTopics: [{ name: topic, partitions: [1] }]
    }),
  offsets: (transactionalId: string, by: Producer, groupId: string) =>
    client.call('TxnOffsetCommit', 5, {
      transactionalId,
      groupId,
      ...by,
      generationId: -1,
      memberId: '',
      topics: one(7n)
    }),
  end: (transactionalId: string, by: Producer) => client.call('EndTxn', 5, { transactionalId, ...by, committed: true })
})

/** Requests of a share consumer, which has ten records at the start. */
const sharesOf = (client: HarnessClient, topicId: string) => ({
  fetch: () =>
    client.call('ShareFetch', 1, {
      groupId: 'share',
      memberId,
      shareSessionEpoch: 0,
      maxWaitMs: 0,
      minBytes: 0,
      maxBytes: 1_000_000,
      maxRecords: 500,
      batchSize: 500,
      topics: [{ topicId, partitions: [{ partitionIndex: 0, acknowledgementBatches: [] }] }],
      forgottenTopicsData: []
    }),
  accept: (shareSessionEpoch: number, from: bigint, to: bigint) => {
    const acknowledgementBatches = [{ firstOffset: from, lastOffset: to, acknowledgeTypes: [1] }]
    const topics = [{ topicId, partitions: [{ partitionIndex: 0, acknowledgementBatches }] }]
    return client.call('ShareAcknowledge', 1, { groupId: 'share', memberId, shareSessionEpoch, topics })
  }
})

async function stage() {
  const time = new VirtualTime()
  const { disk, faults } = faultyDisk(createMemoryDisk(() => time.nowMs))
  disk.makeDirectory('/data')
  faults.only = /__/
  const start = () => Harness.start({ env: time.env, disk })
  const harness = await start()
  const client = harness.connect()
  const topicId = await harness.createTopic(topic, 2)
  await produce(client, topic, batchOf(Array.from({ length: 10 }, (_, n) => `v${n}`)))
  for (const [key, keyType] of [
    ['g', 0],
    ['tx', 1]
  ] as const)
    await client.call('FindCoordinator', 4, { coordinatorKeys: [key], keyType })
  /** Time passes while somebody waits for an answer. */
  const answered = async <A>(asked: Promise<A>): Promise<A> => {
    let isDone = false
    void asked.finally(() => {
      isDone = true
    })
    for (let n = 0; !isDone && n < 500; n++) {
      await turn()
      if (n % 10 === 9) await time.advance(200)
    }
    if (!isDone) throw new Error('no answer')
    return asked
  }
  return { time, faults, start, client, topicId, answered }
}

/** What a client sees of what coordinators keep. A member of a classic group that waits is in no record. */
async function shown(client: HarnessClient, answered: <A>(asked: Promise<A>) => Promise<A>) {
  const topics = [{ name: topic, partitionIndexes: [0] }]
  const fetched = await answered(client.call('OffsetFetch', 7, { groupId: 'plain', requireStable: false, topics }))
  const { groups } = await answered(client.call('ListGroups', 5, {}))
  const { transactionStates } = await answered(
    client.call('ListTransactions', 1, { stateFilters: [], producerIdFilters: [] })
  )
  const asked = [{ groupId: 'share', topics: [{ topicName: topic, partitions: [0] }] }]
  const shares = await answered(client.call('DescribeShareGroupOffsets', 1, { groups: asked }))
  return [
    fetched.topics[0]?.partitions[0]?.committedOffset,
    ...groups
      .filter(({ groupId }) => groupId !== 'classic')
      .map(({ groupId, groupState }) => `${groupId} ${groupState}`)
      .sort(),
    ...transactionStates.map((each) => `${each.transactionalId} ${each.transactionState}`).sort(),
    shares.groups[0]?.topics[0]?.partitions[0]?.startOffset
  ]
}

/** What is there before anything fails, and requests that would change it. */
async function changes({ client, topicId, answered, time }: Awaited<ReturnType<typeof stage>>) {
  const groups = groupsOf(client)
  const transactions = transactionsOf(client)
  const shares = sharesOf(client, topicId)
  const good = async <A extends object>(asked: Promise<A>): Promise<A> => {
    const answer = await answered(asked)
    expect(errorsIn(answer)).toEqual(['NONE'])
    return answer
  }
  await good(groups.commit('plain', 1n))
  await good(groups.shareStart('share'))
  for (const join of [groups.consumer, groups.share, groups.streams]) await good<object>(join(join.name))
  await time.advance(2_000)
  await good(shares.fetch())
  let sessionEpoch = 1
  await good(shares.accept(sessionEpoch, 0n, 1n))
  const [open, idle] = [await good(transactions.init('open')), await good(transactions.init('idle'))]
  await good(transactions.init('taken over'))
  expect((await transactions.send('open', open)).error).toBe('NONE')
  const joined = await good(groups.classic('classic'))
  return {
    commit: () => groups.commit('plain', 5n),
    sync: () => groups.sync('classic', joined),
    classic: () => groups.classic('new-classic'),
    consumer: () => groups.consumer('new-consumer'),
    leave: () => groups.consumer('consumer', -1),
    share: () => groups.share('new-share'),
    streams: () => groups.streams('new-streams'),
    shareStart: () => groups.shareStart('new-start'),
    remove: () => groups.remove('plain'),
    init: () => transactions.init('new'),
    takeOver: () => transactions.init('taken over'),
    add: () => transactions.add('idle', idle),
    send: () => transactions.send('idle', idle),
    offsets: () => transactions.offsets('open', open, 'plain'),
    end: () => transactions.end('open', open),
    accept: () => shares.accept(++sessionEpoch, 2n, 3n)
  }
}

const retriable = ['COORDINATOR_LOAD_IN_PROGRESS', 'COORDINATOR_NOT_AVAILABLE', 'NOT_COORDINATOR']

const kinds: Record<string, (faults: Faults, isOn: boolean) => void> = {
  'is full': (faults, isOn) => {
    faults.freeBytes = isOn ? 0 : Number.POSITIVE_INFINITY
  },
  'is broken': (faults, isOn) => {
    faults.isBroken = isOn
  }
}

for (const [kind, set] of Object.entries(kinds)) {
  test(`while the disk ${kind}, coordinators refuse what they cannot keep, show none of it, and go on after it`, async () => {
    const s = await stage()
    const asks = await changes(s)
    const kept = await shown(s.client, s.answered)
    set(s.faults, true)
    for (let round = 0; round < 2; round++) {
      for (const [name, ask] of Object.entries(asks)) {
        const found = errorsIn(await s.answered<object>(ask())).filter((error) => error !== 'NONE')
        // The leader of a partition asks its coordinator, and tells producers what they know.
        const expected = name === 'send' ? ['NOT_ENOUGH_REPLICAS'] : retriable
        expect([name, found, found.filter((error) => !expected.includes(error)).length]).toEqual([name, found, 0])
        expect([name, found.length]).toEqual([name, 1])
      }
      await s.time.advance(2_000)
    }
    set(s.faults, false)
    await s.time.advance(5_000)
    const now = await shown(s.client, s.answered)
    expect(now).toEqual(kept)
    const again = await s.start()
    await s.time.advance(1_000)
    const later = await shown(again.connect(), s.answered)
    expect(later).toEqual(kept)
    // The generation of the classic group was never written, and neither was its member.
    const { sync, remove, ...rest } = asks
    expect(errorsIn(await s.answered(sync()))).toEqual(['UNKNOWN_MEMBER_ID'])
    for (const [name, ask] of Object.entries(rest))
      expect([name, errorsIn(await s.answered<object>(ask()))]).toEqual([name, ['NONE']])
    expect(errorsIn(await s.answered(remove()))).toEqual(['NONE'])
  })
}
