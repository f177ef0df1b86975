/**
 * Goal: a broker answers rightly of others that are in the metadata beside it. Method: a store that holds the registrations of two
 * more brokers, which are nobody; what clients are told of them.
 */
import { ClusterMarkers } from '../../../src/broker/cluster-markers.ts'
import { endOffsetElsewhere, endOffsetHere } from '../../../src/broker/end-offsets.ts'
import { PeerWatch } from '../../../src/broker/peer-watch.ts'
import { callFailure } from '../../../src/client/index.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import {
  assignmentOf,
  type BrokerImage,
  encodeBroker,
  encodeTopic,
  initialPartition,
  keys,
  MemoryMetadataStore
} from '../../../src/metadata/index.ts'
import { errorCodes, failed } from '../../../src/protocol/index.ts'
import { batchOf, Harness } from '../../kit/harness.ts'
import { linesLogger } from '../../kit/lines-logger.ts'
import { asked, fetch, nameOf, produce } from '../../kit/produce-and-fetch.ts'

const endpoint = (name: string, id: number) => ({
  name,
  host: `${name.toLowerCase()}-${id}.test`,
  port: 9000 + id,
  securityProtocol: 'PLAINTEXT'
})

/** The clients of the tests come by PLAINTEXT. */
const registered = (id: number, more: Partial<BrokerImage> = {}): BrokerImage => ({
  id,
  epoch: 7,
  incarnation: `incarnation-${id}`,
  rack: `rack-${id}`,
  endpoints: [endpoint('INTERNAL', id), endpoint('PLAINTEXT', id)],
  directories: [],
  isFenced: false,
  ...more
})

const topicId = 'AAAAAAAAAAAAAAAAAAAABQ'

async function start(others: readonly BrokerImage[] = [registered(2), registered(3)], config = {}) {
  const metadata = new MemoryMetadataStore(createRealEnv({ unref: true }))
  for (const broker of others)
    await metadata.transaction([], [{ put: keys.broker(broker.id), value: encodeBroker(broker) }])
  await metadata.transaction([], [{ put: keys.controller, value: '{"id":2}' }])
  const harness = await Harness.start({ metadata, config })
  const lead = async (name: string, ...replicas: readonly (readonly number[])[]) => {
    const assignment = assignmentOf(replicas.map((each) => initialPartition(each)))
    const value = encodeTopic({ topicId, isInternal: name.startsWith('__'), assignment })
    await metadata.transaction([], [{ put: keys.topic(name), value }])
  }
  return { harness, metadata, lead, client: harness.connect() }
}

const own = { nodeId: 1, host: 'broker.test', port: 9092, rack: null }
const shown = (id: number) => ({ nodeId: id, host: `plaintext-${id}.test`, port: 9000 + id, rack: `rack-${id}` })

test('Metadata and DescribeCluster name all brokers by the listener that the client uses, and the controller', async () => {
  const { harness, lead, client } = await start()
  await using _ = harness
  await lead('t', [1, 2], [2, 3], [3, 1])
  const metadata = await client.call('Metadata', 12, { topics: null })
  expect([...metadata.brokers].sort((a, b) => a.nodeId - b.nodeId)).toEqual([own, shown(2), shown(3)])
  expect(metadata.controllerId).toBe(2)
  expect(metadata.topics[0]?.partitions.map(({ leaderId, errorCode }) => [leaderId, errorCode])).toEqual([
    [1, 0],
    [2, 0],
    [3, 0]
  ])
  const cluster = await client.call('DescribeCluster', 2, { includeClusterAuthorizedOperations: false })
  const nodes = cluster.brokers.map(({ brokerId: nodeId, host, port, rack }) => ({ nodeId, host, port, rack }))
  expect(nodes.sort((a, b) => a.nodeId - b.nodeId)).toEqual([own, shown(2), shown(3)])
  expect(cluster.controllerId).toBe(2)
})

test('a broker that is fenced, or has no such listener, is not told, nor as a leader', async () => {
  const { harness, lead, client } = await start([
    registered(2, { isFenced: true }),
    registered(3, { endpoints: [endpoint('INTERNAL', 3)] })
  ])
  await using _ = harness
  await lead('t', [2, 1], [3], [4])
  const metadata = await client.call('Metadata', 12, { topics: null })
  expect(metadata.brokers).toEqual([own])
  const partitions = metadata.topics[0]?.partitions ?? []
  expect(partitions.map(({ errorCode, leaderId }) => [nameOf(errorCode), leaderId])).toEqual([
    ['LISTENER_NOT_FOUND', -1],
    ['LISTENER_NOT_FOUND', -1],
    ['LEADER_NOT_AVAILABLE', -1]
  ])
  expect(partitions.map(({ offlineReplicas }) => offlineReplicas)).toEqual([[2], [], [4]])
  const described = await client.call('DescribeTopicPartitions', 0, { topics: [{ name: 't' }] })
  expect(described.topics[0]?.partitions.map(({ errorCode, leaderId }) => [errorCode, leaderId])).toEqual([
    [0, -1],
    [0, -1],
    [0, -1]
  ])
  const all = await client.call('DescribeCluster', 2, {
    includeClusterAuthorizedOperations: false,
    includeFencedBrokers: true
  })
  expect(all.brokers.map(({ brokerId, isFenced }) => [brokerId, isFenced])).toEqual([
    [1, false],
    [2, true]
  ])
})

test('new partitions begin without fenced brokers, and are refused where a client places them on such alone', async () => {
  const { harness, client } = await start([registered(2, { isFenced: true }), registered(3, { isFenced: true })])
  await using _ = harness
  const create = async (name: string, ...replicas: readonly (readonly number[])[]) => {
    const assignments = replicas.map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds: [...brokerIds] }))
    const topics = [{ name, numPartitions: -1, replicationFactor: -1, assignments, configs: [] }]
    return (await client.call('CreateTopics', 7, { topics })).topics[0]
  }
  expect(await create('a', [1, 2], [2, 3])).toMatchObject({
    errorCode: errorCodes.INVALID_REPLICA_ASSIGNMENT,
    errorMessage:
      'All brokers specified in the manual partition assignment for partition 1 are fenced or in controlled shutdown.'
  })
  expect((await create('b', [1, 2], [3, 1]))?.errorCode).toBe(0)
  const grow = async (...replicas: readonly (readonly number[])[]) => {
    const assignments = replicas.map((brokerIds) => ({ brokerIds: [...brokerIds] }))
    const topics = [{ name: 'b', count: 2 + replicas.length, assignments }]
    return (await client.call('CreatePartitions', 3, { topics, timeoutMs: 5_000, validateOnly: false })).results[0]
  }
  expect(await grow([1, 3], [3, 2])).toMatchObject({
    errorCode: errorCodes.INVALID_REPLICA_ASSIGNMENT,
    errorMessage:
      'All brokers specified in the manual partition assignment for partition 3 are fenced or in controlled shutdown.'
  })
  expect((await grow([2, 1]))?.errorCode).toBe(0)
  expect(harness.broker.image.topic('b')?.partitions).toMatchObject(
    [1, 2, 3].map(() => ({ leader: 1, isr: [1], elr: [], revision: 0 }))
  )
})

test('the log says once why an internal topic cannot be made, and its clients are told to ask again', async () => {
  await using harness = await Harness.start({ profile: 'production' })
  const client = harness.connect()
  for (const key of ['g', 'h']) {
    const { coordinators } = await client.call('FindCoordinator', 4, { keyType: 0, coordinatorKeys: [key] })
    expect(nameOf(coordinators[0]?.errorCode ?? 0)).toBe('COORDINATOR_NOT_AVAILABLE')
  }
  const told = harness.lines.filter(({ message }) => message.includes('could not create an internal topic'))
  expect(told.map(({ level }) => level)).toEqual(['warn'])
})

test('FindCoordinator points to the leader of the partition of the offsets topic', async () => {
  const { harness, lead, client } = await start()
  await using _ = harness
  await lead('__consumer_offsets', [2], [3])
  const keysOf = Array.from({ length: 20 }, (_x, n) => `group-${n}`)
  const answer = await client.call('FindCoordinator', 4, { keyType: 0, coordinatorKeys: keysOf })
  const found = new Set(answer.coordinators.map(({ nodeId, host, port }) => `${nodeId} ${host}:${port}`))
  expect([...found].sort()).toEqual(['2 plaintext-2.test:9002', '3 plaintext-3.test:9003'])
  for (const { key, nodeId } of answer.coordinators)
    expect(nodeId).toBe(harness.broker.coordinators.groups.partitionFor(key) === 0 ? 2 : 3)
})

test.each([
  [[2], [2]],
  [[2, 1], [2]]
])(
  'Produce and Fetch to a partition with replicas %j, led elsewhere, are told who leads it',
  async (replicas, [leader = -1]) => {
    const { harness, lead, client } = await start()
    await using _ = harness
    await lead('t', replicas)
    for (const version of [9, 12]) {
      const { error, currentLeader } = await produce(client, 't', batchOf(['x']), { version })
      expect([error, currentLeader]).toEqual([
        'NOT_LEADER_OR_FOLLOWER',
        version < 10 ? { leaderId: -1, leaderEpoch: -1 } : { leaderId: leader, leaderEpoch: 0 }
      ])
    }
    const answer = await client.call('Produce', 13, {
      transactionalId: null,
      acks: -1,
      timeoutMs: 1_000,
      topicData: [{ topicId, partitionData: [{ index: 0, records: batchOf(['x']) }] }]
    })
    expect(answer.nodeEndpoints).toEqual([shown(leader)])
    const old = await fetch(client, 't', [asked(0, 0)], { version: 10 })
    expect(old.told[0]).toMatchObject({ error: 'NOT_LEADER_OR_FOLLOWER' })
    const fetched = await fetch(client, 't', [asked(0, 0)], { version: 16, topicId })
    // A follower answers consumers that know that they may ask one (KIP-392).
    if (replicas.includes(1)) expect(fetched.told[0]).toMatchObject({ error: 'NONE' })
    else {
      expect(fetched.told[0]).toMatchObject({ error: 'NOT_LEADER_OR_FOLLOWER', currentLeader: { leaderId: leader } })
      expect(fetched.nodeEndpoints).toEqual([shown(leader)])
    }
  }
)

test('a follower fences leader epochs before it says that it does not lead, and tells of the producers that it knows', async () => {
  const { harness, lead, client } = await start()
  await using _ = harness
  await lead('t', [2, 1], [2])
  const codesAt = async (partition: number, currentLeaderEpoch: number) => {
    const name = 't'
    const listed = await client.call('ListOffsets', 7, {
      replicaId: -1,
      topics: [{ name, partitions: [{ partitionIndex: partition, timestamp: -1n, currentLeaderEpoch }] }]
    })
    const ended = await client.call('OffsetForLeaderEpoch', 4, {
      replicaId: -2,
      topics: [{ topic: name, partitions: [{ partition, currentLeaderEpoch, leaderEpoch: 0 }] }]
    })
    const codes = [listed, ended].flatMap(({ topics }) => topics.map(({ partitions: [p] }) => p?.errorCode ?? 0))
    return codes.map(nameOf)
  }
  expect(await codesAt(0, 1)).toEqual(['UNKNOWN_LEADER_EPOCH', 'UNKNOWN_LEADER_EPOCH'])
  expect(await codesAt(0, 0)).toEqual(['NOT_LEADER_OR_FOLLOWER', 'NOT_LEADER_OR_FOLLOWER'])
  expect(await codesAt(1, 1)).toEqual(['NOT_LEADER_OR_FOLLOWER', 'NOT_LEADER_OR_FOLLOWER'])
  const { topics } = await client.call('DescribeProducers', 0, { topics: [{ name: 't', partitionIndexes: [0, 1] }] })
  const errors = topics[0]?.partitions.map(({ errorCode }) => nameOf(errorCode))
  expect(errors).toEqual(['NONE', 'NOT_LEADER_OR_FOLLOWER'])
  const old = await client.call('Fetch', 10, {
    maxWaitMs: 0,
    minBytes: 1,
    topics: [{ topic: 't', partitions: [{ partition: 1, fetchOffset: 0n, partitionMaxBytes: 1 }] }]
  })
  // As Kafka has it: it was found where the records are.
  expect(old.responses[0]?.partitions[0]?.abortedTransactions).toBeNull()
})

test('a broker registers its listeners with a higher epoch each time, and is refused while another has its id', async () => {
  const { harness, metadata } = await start()
  await using _ = harness
  const { image } = harness.broker
  const first = image.broker(1)
  expect(first?.epoch).toBeGreaterThan(0)
  await expect(Harness.start({ metadata })).rejects.toThrow('another broker with id 1 is already running')
  expect(image.broker(1)).toEqual(first)
})

test('the controller that is gone is followed by the broker that is there', async () => {
  const { harness, metadata } = await start()
  await using _ = harness
  const { image } = harness.broker
  expect(image.controllerId).toBe(2)
  await metadata.transaction([], [{ delete: keys.controller }])
  await metadata.list('/')
  expect(image.controllerId).toBe(1)
})

test('the controller is followed later where the metadata took no change when it went', async () => {
  const { harness, metadata } = await start([registered(2)], { 'broker.heartbeat.interval.ms': 20 })
  await using _ = harness
  const { image } = harness.broker
  const take = metadata.transaction.bind(metadata)
  let refusals = 0
  metadata.transaction = (compare, operations) => {
    const isClaim = operations.some((each) => 'put' in each && each.put === keys.controller)
    if (!isClaim || refusals++ > 2) return take(compare, operations)
    return Promise.resolve({ succeeded: false, revision: 0, error: 'no space' })
  }
  await take([], [{ delete: keys.controller }])
  while (image.controllerId !== 1) await new Promise((resolve) => setImmediate(resolve))
  expect(refusals).toBeGreaterThanOrEqual(4)
})

test('a broker that stops is gone for others at once, and may come again with a higher epoch', async () => {
  const { harness, metadata } = await start()
  const epoch = harness.broker.image.broker(1)?.epoch ?? 0
  const close = metadata.close.bind(metadata)
  metadata.close = async () => {}
  await harness[Symbol.asyncDispose]()
  expect(await metadata.get(keys.broker(1))).toBeUndefined()
  metadata.close = close
  await using again = await Harness.start({ metadata })
  expect(again.broker.image.broker(1)?.epoch).toBeGreaterThan(epoch)
})

test('a broker that is gone is told of once, however often the metadata refuses to take it out', async () => {
  const real = createRealEnv({ unref: true })
  const env = {
    ...real,
    timers: { ...real.timers, after: (_ms: number, run: () => void) => real.timers.after(1, run) }
  }
  const lines: string[] = []
  const broker = registered(2)
  const image = {
    aliveBrokers: [broker],
    controllerId: 1,
    broker: () => broker,
    isAlive: () => true,
    brokerRevision: () => 5
  }
  let tries = 0
  const watch = await new Promise<PeerWatch>((resolve) => {
    const metadata = {
      async transaction() {
        if (++tries === 3) resolve(made)
        return { succeeded: false, revision: 0, error: 'no space' }
      }
    }
    const endpointOf = () => ({ host: '127.0.0.1', port: 1 })
    const options = { env, log: linesLogger(lines), brokerId: 1, metadata, image, endpointOf }
    const made = new PeerWatch(options as unknown as ConstructorParameters<typeof PeerWatch>[0])
    made.look()
  })
  watch.stop()
  expect(lines).toEqual([expect.stringMatching('broker 2 is dead')])
})

test('a follower in a session has only what is new looked at, and is answered at once when it sends another request', async () => {
  const { harness, lead, client } = await start([registered(2)])
  await using _ = harness
  await lead('t', [1, 2], [1, 2], [1, 2])
  const looks: number[] = []
  for (const n of [0, 1, 2]) {
    const partition = harness.broker.replicas.find('t', n)
    if (partition === undefined) throw new Error(`partition ${n} is not there`)
    const { followerReached } = partition
    partition.followerReached = (...args) => {
      looks.push(n)
      return followerReached.apply(partition, args)
    }
  }
  const at = (partition: number, fetchOffset: number, highWatermark: number) => ({
    partition,
    currentLeaderEpoch: 0,
    fetchOffset: BigInt(fetchOffset),
    lastFetchedEpoch: fetchOffset === 0 ? -1 : 0,
    logStartOffset: 0n,
    partitionMaxBytes: 1_000_000,
    highWatermark: BigInt(highWatermark)
  })
  let session = { sessionId: 0, sessionEpoch: -1 }
  const follow = async (named: readonly ReturnType<typeof at>[], maxWaitMs = 60_000) => {
    session = { ...session, sessionEpoch: session.sessionEpoch + 1 }
    const answer = await client.call('Fetch', 18, {
      ...session,
      replicaState: { replicaId: 2, replicaEpoch: 7n },
      maxWaitMs,
      minBytes: 1,
      maxBytes: 1_000_000,
      topics: named.length === 0 ? [] : [{ topicId, partitions: [...named] }],
      forgottenTopicsData: []
    })
    session = { ...session, sessionId: answer.sessionId }
    return answer.responses.flatMap(({ partitions }) =>
      partitions.map((each) => [each.partitionIndex, nameOf(each.errorCode), Number(each.highWatermark)])
    )
  }
  const first = await follow([at(0, 0, 0), at(1, 0, 0), at(2, 0, 0)], 0)
  expect(first).toEqual([0, 1, 2].map((n) => [n, 'NONE', 0]))
  looks.length = 0

  const waiting = follow([])
  await client.call('ApiVersions', 0, {})
  expect([await waiting, looks]).toEqual([[], []])

  const other = harness.connect()
  const told = follow([])
  await produce(other, 't', batchOf(['a']), { partition: 1, acks: 1 })
  expect([await told, looks]).toEqual([[[1, 'NONE', 0]], []])
  // It has the record now, so that it is committed: that it is told with the next answer, for which alone it would wait.
  expect(await follow([at(1, 1, 0)], 0)).toEqual([[1, 'NONE', 1]])
  expect(await follow([at(1, 1, 1)], 0)).toEqual([])
  expect(looks).toEqual([1, 1])
  looks.length = 0
  expect([await follow([], 0), looks]).toEqual([[], []])

  // Whoever connects anew begins another session: this one is over.
  client.close()
  await other.call('ApiVersions', 0, {})
  expect(harness.broker.fetchSessions.size).toBe(0)
})

test('a marker that a leader refuses because it does not know the topic yet is written again', async () => {
  const local = { write: () => Promise.reject(new Error('led elsewhere')) }
  const image = { topic: () => ({ partitions: [{ leader: 2 }] }) }
  const codes = [errorCodes.UNKNOWN_TOPIC_OR_PARTITION, errorCodes.INVALID_PRODUCER_EPOCH, errorCodes.NONE]
  const call = async () => {
    const partitions = [{ partitionIndex: 0, errorCode: codes.shift() ?? 0 }]
    return { markers: [{ producerId: 1n, topics: [{ name: 't', partitions }] }] }
  }
  const made = new ClusterMarkers(
    local,
    1,
    image as unknown as ConstructorParameters<typeof ClusterMarkers>[2],
    { call } as unknown as ConstructorParameters<typeof ClusterMarkers>[3]
  )
  const marker = {
    producerId: 1,
    producerEpoch: 0,
    result: 'COMMIT',
    coordinatorEpoch: 0,
    transactionVersion: 2
  } as const
  const write = async () => (await made.write(marker, { topic: 't', partition: 0 }))?.error
  expect([await write(), await write(), await write()]).toEqual([
    'LEADER_NOT_AVAILABLE',
    'INVALID_PRODUCER_EPOCH',
    undefined
  ])
})

test('where a partition ends is asked of whoever leads it; its refusal is told, and that it does not know its end yet', async () => {
  const answers = [
    { topics: [{ partitions: [{ errorCode: 0, offset: 42n }] }] },
    { topics: [{ partitions: [{ errorCode: errorCodes.OFFSET_NOT_AVAILABLE, offset: -1n }] }] },
    callFailure('NETWORK_EXCEPTION', 'not there')
  ]
  const calls: unknown[] = []
  const call = async (leader: number, api: string, body: { topics: unknown; isolationLevel: number }) => {
    calls.push([leader, api, body.isolationLevel, body.topics])
    return answers.shift()
  }
  const peers = { call } as unknown as Parameters<typeof endOffsetElsewhere>[0]
  const ask = () => endOffsetElsewhere(peers, 2, 't', 3)
  expect(await ask()).toBe(42)
  const partitions = [{ partitionIndex: 3, timestamp: -1n, currentLeaderEpoch: -1 }]
  expect(calls).toEqual([[2, 'ListOffsets', 0, [{ name: 't', partitions }]]])
  expect(await ask()).toMatchObject({ error: 'OFFSET_NOT_AVAILABLE' })
  expect(await ask()).toMatchObject({ error: 'NETWORK_EXCEPTION' })

  const led = (found: object) =>
    endOffsetHere({ leader: () => found } as unknown as Parameters<typeof endOffsetHere>[0], 't', 0)
  expect(led({ isEndKnown: true, highWatermark: 7 })).toBe(7)
  expect(led({ isEndKnown: false, highWatermark: 7 })).toMatchObject({ error: 'OFFSET_NOT_AVAILABLE' })
  expect(led(failed('NOT_LEADER_OR_FOLLOWER'))).toMatchObject({ error: 'NOT_LEADER_OR_FOLLOWER' })
})

test('what is no value of a config is told once, and the default counts in its place', async () => {
  const { harness, metadata, lead } = await start([])
  await using _ = harness
  await lead('t', [1])
  const values = { 'min.insync.replicas': 'many', 'retention.ms': '5', 'cleanup.policy': 'none of these' }
  await metadata.transaction([], [{ put: keys.config('topics', 't'), value: JSON.stringify(values) }])
  await metadata.transaction([], [{ put: keys.config('brokers', ''), value: '{"log.cleaner.threads":"x"}' }])
  const { config, image } = harness.broker
  const effective = (name: string) => config.topicValue(name, image.configs('topics', 't'))
  expect(Object.keys(values).map(effective)).toEqual(['1', '5', 'delete'])
  const told = harness.lines.filter(({ message }) => message.startsWith('ignoring a config with an invalid value'))
  expect(told).toHaveLength(3)
  expect(config.number('log.cleaner.threads')).toBe(1)
})

test('a broker is ready while others coordinate groups and transactions', async () => {
  const { harness, lead } = await start([registered(2)])
  await using _ = harness
  await lead('__consumer_offsets', [2, 1], [2], [1, 2])
  const { groups, transactions } = harness.broker.coordinators
  while (groups.notReady().includes(2)) await new Promise<void>((resolve) => setImmediate(resolve))
  expect([groups.notReady(), transactions.notReady()]).toEqual([[], []])
})
