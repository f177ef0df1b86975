/** Goal: a directory of a stopped Apache Kafka broker opens with its topics. Method: the one that Kafka 4.3.1 wrote. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Disk } from '../../../src/env/index.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import { Ottla } from '../../../src/index.ts'
import { createMemoryDisk } from '../../../src/log/index.ts'
import {
  type AdoptOptions,
  adoptDirectory,
  keys,
  loadImage,
  MemoryMetadataStore,
  readKafkaMetadata,
  readMetaProperties
} from '../../../src/metadata/index.ts'
import { Client } from '../../../src/verify/client.ts'
import { linesLogger } from '../../kit/lines-logger.ts'
import { cutFile, memoryEnv, unpackKafkaDirectory } from '../../kit/memory-env.ts'

const metadataLog = 'd/__cluster_metadata-0/00000000000000000000.log'

function setUp(disk: Disk = createMemoryDisk(() => 0), brokerId?: number) {
  const { env } = memoryEnv(disk)
  disk.makeDirectory('d')
  const store = new MemoryMetadataStore(env)
  const lines: string[] = []
  const options: AdoptOptions = {
    env,
    store,
    directory: 'd',
    brokerId,
    isInternalTopic: (name) => name.startsWith('__'),
    logger: { ...linesLogger(lines), info: linesLogger(lines).warn }
  }
  return { disk, store, lines, options }
}

function kafkaDisk(): Disk {
  const disk = createMemoryDisk(() => 0)
  unpackKafkaDirectory(disk, 'd')
  return disk
}

const shape = (metadata: ReturnType<typeof readKafkaMetadata>) =>
  metadata && {
    topics: [...metadata.topics.values()]
      .map(({ name, topicId, partitions }) => `${name} ${topicId} ${partitions.size}`)
      .sort(),
    configs: [...metadata.configs]
      .flatMap(([type, all]) => [...all].map(([name, values]) => [type, name, [...values].sort()]))
      .sort(),
    nextProducerId: metadata.nextProducerId
  }

test('the topics, ids, configs and producer ids are those of Kafka', async () => {
  const { disk, store, lines, options } = setUp(kafkaDisk())
  const kafkaNext = readKafkaMetadata(disk, 'd')?.nextProducerId
  expect(await adoptDirectory(options)).toMatchObject({ brokerId: 1, clusterId: '5L6g3nShT-eMCtK--X86sw' })
  const { image } = await loadImage(store)
  const counts = Object.fromEntries([...image.topics].map(({ name, partitions }) => [name, partitions.length]))
  expect(counts).toEqual({
    codecs: 2,
    idempotent: 1,
    txn: 2,
    compacted: 1,
    'append-time': 1,
    recompressed: 1,
    trimmed: 1,
    empty: 1,
    __consumer_offsets: 3,
    __transaction_state: 3
  })
  expect(image.topic('empty')?.topicId).toBe('bxhUOgecQQuh_xKtUAnNdg')
  expect(image.topic('__consumer_offsets')?.isInternal).toBe(true)
  for (const { partitions } of image.topics)
    for (const partition of partitions) expect(partition).toMatchObject({ replicas: [1], isr: [1], leader: 1 })
  expect(Object.fromEntries(image.configs('topics', 'compacted'))).toMatchObject({
    'cleanup.policy': 'compact',
    'segment.ms': '3000'
  })
  expect(Object.fromEntries(image.configs('topics', 'empty'))).toEqual({ 'retention.ms': '12345678' })
  expect(Object.fromEntries(image.configs('brokers', ''))).toEqual({ 'min.insync.replicas': '1' })
  // Far from those that Kafka goes on with when it opens the directory again.
  expect((await store.get(keys.nextProducerId))?.value).toBe(`${1_000_000_000 + (kafkaNext ?? Number.NaN)}`)
  expect(lines).toEqual(['imported the topics of an Apache Kafka data directory directory=d topics=10'])
})

test('the log alone and the newest snapshot alone lead to the same as both', () => {
  const both = shape(readKafkaMetadata(kafkaDisk(), 'd'))
  const logOnly = kafkaDisk()
  for (const { name } of logOnly.list('d/__cluster_metadata-0'))
    if (name.endsWith('.checkpoint')) logOnly.remove(`d/__cluster_metadata-0/${name}`)
  expect(shape(readKafkaMetadata(logOnly, 'd'))).toEqual(both)
  const snapshotOnly = kafkaDisk()
  snapshotOnly.remove(metadataLog)
  const { topics } = shape(readKafkaMetadata(snapshotOnly, 'd')) ?? {}
  expect(topics).toEqual(both?.topics)
})

test('a second opening takes nothing over again', async () => {
  const { store, lines, options } = setUp(kafkaDisk())
  await adoptDirectory(options)
  await store.transaction([], [{ delete: keys.topic('empty') }])
  expect(await adoptDirectory(options)).toMatchObject({ brokerId: 1, clusterId: '5L6g3nShT-eMCtK--X86sw' })
  expect((await loadImage(store)).image.topic('empty')).toBeUndefined()
  expect(lines).toHaveLength(1)
})

test('a metadata log cut off at its end opens; one damaged in the middle is refused and named', () => {
  const disk = kafkaDisk()
  cutFile(disk, metadataLog, disk.readFile(metadataLog).length - 10)
  expect(readKafkaMetadata(disk, 'd')?.topics.size).toBe(10)
  const file = disk.open(metadataLog, 'write')
  file.write([Buffer.from('damage')], 5000)
  expect(() => readKafkaMetadata(disk, 'd')).toThrow(/00000000000000000000\.log is damaged at position/)
})

test('without a metadata log, the directories of partitions say what topics there are, and nothing of them is deleted', async () => {
  const disk = kafkaDisk()
  disk.remove('d/__cluster_metadata-0')
  disk.remove('d/codecs-0')
  disk.makeDirectory('d/not-a-partition-4000000000')
  const { store, lines, options } = setUp(disk)
  await adoptDirectory(options)
  const { image } = await loadImage(store)
  expect(image.topicCount).toBe(10)
  expect(image.topic('codecs')?.partitions).toHaveLength(2)
  expect(image.topic('empty')?.topicId).toBe('bxhUOgecQQuh_xKtUAnNdg')
  expect(image.configs('topics', 'empty').get('retention.ms')).toBe('-1')
  expect(image.configs('topics', '__consumer_offsets').get('cleanup.policy')).toBe('compact')
  // The log has batches up to epoch 2: an epoch below it would turn its history around.
  expect(image.topic('trimmed')?.partitions[0]?.leaderEpoch).toBe(3)
  // An id that a producer in the logs has would make new records look like its old ones.
  expect((await store.get(keys.nextProducerId))?.value).toBe('1000000000')
  expect(lines).toHaveLength(1)
})

test('an empty directory becomes that of a new cluster, with a meta.properties as Kafka writes it', async () => {
  const { disk, store, options } = setUp(
    createMemoryDisk(() => 0),
    7
  )
  const adopted = await adoptDirectory(options)
  expect(adopted.brokerId).toBe(7)
  const meta = readMetaProperties(disk, 'd')
  expect(meta).toMatchObject({ clusterId: adopted.clusterId, nodeId: 7 })
  expect(meta?.directoryId).toMatch(/^[\w-]{22}$/)
  expect(Buffer.from(disk.readFile('d/meta.properties')).toString()).toMatch(
    /^version=1\ncluster\.id=\S{22}\nnode\.id=7\ndirectory\.id=\S{22}\n$/
  )
  expect(await adoptDirectory({ ...options, brokerId: undefined })).toMatchObject(adopted)
  expect((await store.list('/topics/')).entries).toEqual([])
})

test('an emptied meta.properties is refused, and made again when it was deleted', async () => {
  const { disk, options } = setUp()
  const { clusterId } = await adoptDirectory(options)
  disk.writeFileAtomic('d/meta.properties', '')
  await expect(adoptDirectory(options)).rejects.toThrow('d/meta.properties is damaged: it has no version')
  disk.remove('d/meta.properties')
  expect(await adoptDirectory(options)).toMatchObject({ clusterId })
})

test('the directory of another broker or another cluster is refused', async () => {
  const other = setUp(kafkaDisk(), 2)
  await expect(adoptDirectory(other.options)).rejects.toThrow('d belongs to broker 1: the configured id is 2')
  const { store, options } = setUp(kafkaDisk())
  await store.transaction([], [{ put: keys.clusterId, value: 'another' }])
  await expect(adoptDirectory(options)).rejects.toThrow(/belongs to cluster 5L6g3nShT-eMCtK--X86sw/)
})

test('a broker that held only some replicas leads those, and says what it does not have', async () => {
  const disk = kafkaDisk()
  disk.writeFileAtomic('d/meta.properties', 'version=1\ncluster.id=x\nnode.id=9\n')
  const { store, lines, options } = setUp(disk)
  expect(await adoptDirectory(options)).toMatchObject({ brokerId: 9, clusterId: 'x' })
  const { image } = await loadImage(store)
  expect(image.topic('empty')?.partitions[0]).toMatchObject({ replicas: [1], isr: [], leader: -1 })
  expect(lines).toContain(
    'a partition has no replica on this broker; it has no leader directory=d topic=empty partition=0'
  )
})

describe('a broker started on the directory', () => {
  let dataDir: string
  beforeEach(() => {
    dataDir = join(mkdtempSync(join(tmpdir(), 'ottla-adopt-')), 'data')
    unpackKafkaDirectory(createRealEnv().disk, dataDir)
  })
  afterEach(() => rmSync(join(dataDir, '..'), { recursive: true }))

  const ends = async (broker: Ottla) => {
    const client = await Client.open(createRealEnv(), broker, { clientId: 'test', transcript: undefined, index: 0 })
    const ask = (name: string, partitionIndex: number, timestamp: bigint) =>
      client.call('ListOffsets', 7, {
        replicaId: -1,
        isolationLevel: 0,
        topics: [{ name, partitions: [{ partitionIndex, timestamp }] }]
      })
    const asked = await Promise.all([
      ask('trimmed', 0, -2n),
      ask('trimmed', 0, -1n),
      ask('codecs', 0, -1n),
      ask('empty', 0, -1n)
    ])
    client.close()
    return asked.map(({ topics }) => topics[0]?.partitions[0]?.offset)
  }

  test('has the records of Kafka, and after a restart still', async () => {
    for (let start = 0; start < 2; start++) {
      await using broker = await Ottla.start({ dataDir })
      expect(broker.clusterId).toBe('5L6g3nShT-eMCtK--X86sw')
      expect(await ends(broker)).toEqual([77n, 120n, 158n, 0n])
    }
  })

  test('refuses another node.id in one line', async () => {
    await expect(Ottla.start({ dataDir, config: { 'node.id': 2 } })).rejects.toMatchObject({
      code: 'DATA_DIR_UNREADABLE',
      message: expect.stringMatching(/belongs to broker 1: the configured id is 2$/)
    })
  })
})

describe('the cluster id', () => {
  test('is the configured one in a new directory, and is refused when the directory has another', async () => {
    const { disk, store, options } = setUp()
    expect(await adoptDirectory({ ...options, clusterId: 'first' })).toMatchObject({ clusterId: 'first' })
    expect(readMetaProperties(disk, 'd')?.clusterId).toBe('first')
    expect(await adoptDirectory(options)).toMatchObject({ clusterId: 'first' })
    expect(await adoptDirectory({ ...options, clusterId: 'first' })).toMatchObject({ clusterId: 'first' })
    await expect(adoptDirectory({ ...options, clusterId: 'second' })).rejects.toThrow(
      'd belongs to cluster first: the configured cluster id is second'
    )
    expect((await store.get(keys.clusterId))?.value).toBe('first')
  })

  test('of a directory that Kafka wrote is refused before anything is taken over', async () => {
    const { store, options } = setUp(kafkaDisk())
    await expect(adoptDirectory({ ...options, clusterId: 'another' })).rejects.toThrow('belongs to cluster 5L6g3nShT')
    expect(await store.get(keys.clusterId)).toBeUndefined()
  })

  // What kafka-storage 4.3.1 wrote for these ids; it checks none of them.
  test.each([
    ['MkU3OEVBNTcwNTJENDM2Qk', 'MkU3OEVBNTcwNTJENDM2Qk'],
    ['hello world', 'hello world'],
    ['x==', 'x\\=\\='],
    [' x ', '\\ x '],
    ['a:b=c#d!e\\f', 'a\\:b\\=c\\#d\\!e\\\\f'],
    ['tab\tend', 'tab\\tend']
  ])('%j is read from meta.properties as Kafka wrote it', async (id, line) => {
    const { disk, options } = setUp()
    disk.writeFileAtomic('d/meta.properties', `#\nnode.id=1\nversion=1\ncluster.id=${line}\n`)
    expect(await adoptDirectory(options)).toMatchObject({ brokerId: 1, clusterId: id })
    expect(readMetaProperties(disk, 'd')?.clusterId).toBe(id)
  })

  test.each(['x==', ' a b ', 'ü\t\n', '4L6g3nShT-eMCtK--X86sw'])('%j comes back from the file', async (clusterId) => {
    const { disk, options } = setUp()
    await adoptDirectory({ ...options, clusterId })
    expect(readMetaProperties(disk, 'd')?.clusterId).toBe(clusterId)
  })
})
