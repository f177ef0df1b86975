/**
 * Goal: whatever of the disk fails, each request that writes is answered with an error that a client knows, nothing is half
 * made, and all works again, without a restart, when the disk does. Method: a broker on a disk in memory whose faults are
 * turned on and off, in virtual time.
 */
import { createMemoryDisk } from '../../../src/log/index.ts'
import { type Faults, faultyDisk } from '../../kit/faulty-disk.ts'
import { batchOf, Harness } from '../../kit/harness.ts'
import { nameOf, produce } from '../../kit/produce-and-fetch.ts'
import { turn, VirtualTime } from '../../kit/virtual-time.ts'

async function broker() {
  const time = new VirtualTime()
  const { disk, faults } = faultyDisk(createMemoryDisk(() => time.nowMs))
  disk.makeDirectory('/data')
  const start = () => Harness.start({ env: time.env, disk })
  const harness = await start()
  const client = harness.connect()
  const topicResource = (value: string) => ({
    validateOnly: false,
    resources: [
      {
        resourceType: 2,
        resourceName: 'used',
        configs: [{ name: 'retention.ms', configOperation: 0, value }]
      }
    ]
  })
  const create = async (...names: string[]) => {
    const topics = names.map((name) => ({
      name,
      numPartitions: 2,
      replicationFactor: 1,
      assignments: [],
      configs: []
    }))
    const answer = await client.call('CreateTopics', 7, { timeoutMs: 1_000, topics })
    return answer.topics.map(({ errorCode }) => nameOf(errorCode)).join()
  }
  const calls: Record<string, () => Promise<string>> = {
    create: () => create('made'),
    delete: async () => {
      const answer = await client.call('DeleteTopics', 5, { topicNames: ['victim'], timeoutMs: 1_000 })
      return nameOf(answer.responses[0]?.errorCode ?? -1)
    },
    grow: async () => {
      const topics = [{ name: 'used', count: 4, assignments: null }]
      const answer = await client.call('CreatePartitions', 3, { topics, timeoutMs: 1_000, validateOnly: false })
      return nameOf(answer.results[0]?.errorCode ?? -1)
    },
    incremental: async () => {
      const answer = await client.call('IncrementalAlterConfigs', 1, topicResource('1000'))
      return nameOf(answer.responses[0]?.errorCode ?? -1)
    },
    alter: async () => {
      const answer = await client.call('AlterConfigs', 2, topicResource('2000'))
      return nameOf(answer.responses[0]?.errorCode ?? -1)
    }
  }
  const metadata = async (...names: string[]) => {
    const topics = names.map((name) => ({ name }))
    const answer = await client.call('Metadata', 9, { topics, allowAutoTopicCreation: true })
    return answer.topics.map(({ errorCode }) => nameOf(errorCode))
  }
  const producerId = async () => {
    const body = { transactionalId: null, transactionTimeoutMs: 1_000, producerId: -1n, producerEpoch: -1 }
    return nameOf((await client.call('InitProducerId', 4, body)).errorCode)
  }
  const join = async () => {
    const found = await client.call('FindCoordinator', 3, { key: 'g', keyType: 0 })
    const committed = await client.call('OffsetCommit', 7, {
      groupId: 'g',
      generationIdOrMemberEpoch: -1,
      memberId: '',
      topics: [{ name: 'used', partitions: [{ partitionIndex: 0, committedOffset: 1n, committedMetadata: '' }] }]
    })
    return [nameOf(found.errorCode), nameOf(committed.topics[0]?.partitions[0]?.errorCode ?? -1)]
  }
  const send = async (topic: string, partition = 0) =>
    (await produce(client, topic, batchOf(['x']), { partition })).error
  await create('used', 'victim')
  expect(await send('used')).toBe('NONE')
  return { time, disk, faults, harness, client, calls, create, metadata, producerId, join, send, start }
}

const kinds: Record<string, (faults: Faults, isOn: boolean) => void> = {
  'is full': (faults, isOn) => {
    faults.freeBytes = isOn ? 0 : Number.POSITIVE_INFINITY
  },
  'fails its writes': (faults, isOn) => {
    faults.failsWrites = isOn
  },
  'fails its syncs': (faults, isOn) => {
    faults.failsSyncs = isOn
  }
}

for (const [kind, set] of Object.entries(kinds)) {
  test(`while the disk ${kind}, what writes metadata answers KAFKA_STORAGE_ERROR and changes nothing`, async () => {
    const s = await broker()
    set(s.faults, true)
    for (const [name, call] of Object.entries(s.calls))
      expect([name, await call()]).toEqual([name, 'KAFKA_STORAGE_ERROR'])
    // Of the topics asked for only the one that is not there suffers.
    expect(await s.metadata('used', 'auto')).toEqual(['NONE', 'KAFKA_STORAGE_ERROR'])
    expect(await s.producerId()).toBe('COORDINATOR_LOAD_IN_PROGRESS')
    expect((await s.join())[0]).toBe('COORDINATOR_NOT_AVAILABLE')
    const { image } = s.harness.broker
    expect([...image.topics].map(({ name }) => name).sort()).toEqual(['used', 'victim'])
    expect(image.topic('used')?.partitions).toHaveLength(2)
    expect(image.configs('topics', 'used').size).toBe(0)
    expect(s.harness.lines.filter(({ level }) => level === 'error')).toEqual([])
    expect(
      s.harness.lines.filter(({ message }) => message.includes('refusing topic and config changes until'))
    ).toHaveLength(1)
    set(s.faults, false)
    await s.time.advance(10_000)
    for (const [name, call] of Object.entries(s.calls)) expect([name, await call()]).toEqual([name, 'NONE'])
    expect(await s.metadata('used', 'auto')).toEqual(['NONE', 'NONE'])
    expect(await s.producerId()).toBe('NONE')
    expect(await s.join()).toEqual(['NONE', 'NONE'])
    for (const topic of ['used', 'made', 'auto']) expect([topic, await s.send(topic)]).toEqual([topic, 'NONE'])
    const again = await s.start()
    expect([...again.broker.image.topics].map(({ name }) => name).sort()).toEqual([
      '__consumer_offsets',
      'auto',
      'made',
      'used'
    ])
  })
}

test('logs that cannot be made: the topic is not made either, and nothing of it stays', async () => {
  const s = await broker()
  s.faults.only = /\/(made|other)-1/
  s.faults.freeBytes = 0
  expect(await s.create('made', 'other')).toBe('KAFKA_STORAGE_ERROR,KAFKA_STORAGE_ERROR')
  expect(s.harness.broker.image.topic('made')).toBeUndefined()
  expect(s.disk.list('/data').filter(({ name }) => /^made-\d$/.test(name))).toEqual([])
  s.faults.freeBytes = Number.POSITIVE_INFINITY
  await turn()
  expect(await s.create('made', 'other')).toBe('NONE,NONE')
  expect([await s.send('made', 0), await s.send('made', 1)]).toEqual(['NONE', 'NONE'])
})

test('new partitions whose logs were refused are made when there is room, asked for or not', async () => {
  const s = await broker()
  s.faults.only = /\/used-[23]/
  s.faults.freeBytes = 0
  expect(await s.calls.grow?.()).toBe('KAFKA_STORAGE_ERROR')
  expect(await s.send('used', 3)).toBe('KAFKA_STORAGE_ERROR')
  s.faults.freeBytes = Number.POSITIVE_INFINITY
  await s.time.advance(1_500)
  expect(s.harness.broker.replicas.find('used', 2)).toBeDefined()
  expect(await s.send('used', 3)).toBe('NONE')
})

test('groups work again after the disk failed under their coordinator', async () => {
  const s = await broker()
  expect(await s.join()).toEqual(['NONE', 'NONE'])
  for (const log of s.harness.broker.logs.logs) {
    if (log.topic === '__consumer_offsets')
      (log as unknown as { writer: { fail(error: Error): void } }).writer.fail(new Error('broken'))
  }
  expect(await s.join()).toEqual(['COORDINATOR_NOT_AVAILABLE', 'NOT_COORDINATOR'])
  await s.time.advance(10_000)
  expect(await s.join()).toEqual(['NONE', 'NONE'])
  const answer = await s.client.call('OffsetFetch', 7, {
    groupId: 'g',
    requireStable: false,
    topics: [{ name: 'used', partitionIndexes: [0] }]
  })
  expect(answer.topics[0]?.partitions[0]?.committedOffset).toBe(1n)
})

test('without file handles nothing is lost, and all works when there are some', async () => {
  const s = await broker()
  s.faults.failsOpens = true
  expect(await s.create('made')).toBe('KAFKA_STORAGE_ERROR')
  s.faults.failsOpens = false
  await s.time.advance(10_000)
  expect(await s.create('made')).toBe('NONE')
  for (const topic of ['used', 'made']) expect(await s.send(topic)).toBe('NONE')
})

test('a directory that cannot be renamed is set aside later, and before its name is used again', async () => {
  const s = await broker()
  expect(await s.send('victim')).toBe('NONE')
  s.faults.failsRenames = true
  expect(await s.calls.delete?.()).toBe('NONE')
  expect(await s.create('victim')).toBe('KAFKA_STORAGE_ERROR')
  s.faults.failsRenames = false
  await s.time.advance(10_000)
  expect(await s.create('victim')).toBe('NONE')
  const answer = await produce(s.client, 'victim', batchOf(['new']))
  expect([answer.error, answer.baseOffset]).toEqual(['NONE', 0n])
})

test('groups keep their partition when __consumer_offsets grows', async () => {
  const s = await broker()
  expect(await s.join()).toEqual(['NONE', 'NONE'])
  const before = s.harness.broker.coordinators.groups.partitionFor('g')
  const topics = [{ name: '__consumer_offsets', count: 7, assignments: null }]
  await s.client.call('CreatePartitions', 3, { topics, timeoutMs: 1_000, validateOnly: false })
  expect(s.harness.broker.coordinators.groups.partitionFor('g')).toBe(before)
  expect(await s.join()).toEqual(['NONE', 'NONE'])
})
