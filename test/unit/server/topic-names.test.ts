/**
 * Goal: topics whose names the file system cannot keep apart never share a directory. Method: brokers on a disk that folds case
 * as macOS and Windows do, on directories that were written where case counts, and with Windows' reserved names.
 */
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRealEnv } from '../../../src/env/real/index.ts'
import { Ottla, type OttlaOptions } from '../../../src/index.ts'
import { errorCodes } from '../../../src/protocol/index.ts'
import { buildBatch } from '../../../src/records/index.ts'
import { Client } from '../../../src/verify/client.ts'
import { foldingDisk } from '../../kit/folding-disk.ts'
import { linesLogger } from '../../kit/lines-logger.ts'

let home: string
let dataDir: string
let lines: string[]

beforeEach(() => {
  home = fs.mkdtempSync(join(tmpdir(), 'ottla-names-'))
  dataDir = join(home, 'Data')
  lines = []
})
afterEach(() => fs.rmSync(home, { recursive: true, force: true }))

const start = (options: OttlaOptions = {}) => Ottla.start({ dataDir, log: linesLogger(lines), ...options })
const folding = () => {
  const env = createRealEnv()
  return { env: { ...env, disk: foldingDisk(env.disk, home) } }
}
const names = (pattern: RegExp) => fs.readdirSync(dataDir).filter((name) => pattern.test(name))

async function talk<T>(broker: Ottla, use: (client: Client) => Promise<T>): Promise<T> {
  const client = await Client.open(createRealEnv(), broker, { clientId: 'names', transcript: undefined, index: 0 })
  try {
    return await use(client)
  } finally {
    client.close()
  }
}

const errorName = (code: number) => Object.entries(errorCodes).find(([, each]) => each === code)?.[0] ?? 'NONE'

/** What became of each name: 'NONE' or error and message. */
const create = (broker: Ottla, topics: readonly string[], validateOnly = false) =>
  talk(broker, async (client) => {
    const answer = await client.call('CreateTopics', 7, {
      topics: topics.map((name) => ({ name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] })),
      timeoutMs: 1_000,
      validateOnly
    })
    return answer.topics.map(({ errorCode, errorMessage }) =>
      errorCode === 0 ? 'NONE' : `${errorName(errorCode)} ${errorMessage}`
    )
  })

const produce = (broker: Ottla, name: string, value: string) =>
  talk(broker, async (client) => {
    const answer = await client.call('Produce', 9, {
      transactionalId: null,
      acks: -1,
      timeoutMs: 1_000,
      topicData: [
        { name, partitionData: [{ index: 0, records: buildBatch([{ timestamp: 1, value: Buffer.from(value) }]) }] }
      ]
    })
    return errorName(answer.responses[0]?.partitionResponses[0]?.errorCode ?? 0)
  })

const end = (broker: Ottla, name: string) =>
  talk(broker, async (client) => {
    const answer = await client.call('ListOffsets', 7, {
      replicaId: -1,
      isolationLevel: 0,
      topics: [{ name, partitions: [{ partitionIndex: 0, timestamp: -1n }] }]
    })
    const found = answer.topics[0]?.partitions[0]
    return found?.errorCode === 0 ? Number(found.offset) : errorName(found?.errorCode ?? 0)
  })

const collides = (name: string, other: string) =>
  `INVALID_TOPIC_EXCEPTION Topic '${name}' collides with existing topic: ${other}`

test('where case is folded, a name that differs only by case is refused wherever it comes from', async () => {
  await using broker = await start({ ...folding(), topics: ['orders'] })
  expect(await create(broker, ['Orders'])).toEqual([collides('Orders', 'orders')])
  expect(await create(broker, ['ORDERS', 'other'], true)).toEqual([collides('ORDERS', 'orders'), 'NONE'])
  expect(await create(broker, ['Two', 'tWO'])).toEqual([
    'NONE',
    expect.stringMatching(/^INVALID_TOPIC_EXCEPTION.*'tWO'/)
  ])
  // Internal topics may come later.
  expect(await create(broker, ['__Consumer_Offsets'])).toEqual([collides('__Consumer_Offsets', '__consumer_offsets')])
  expect(await create(broker, ['__Cluster_Metadata'])).toEqual([expect.stringMatching(/^INVALID_REQUEST/)])
  const metadata = await talk(broker, (client) =>
    client.call('Metadata', 9, { topics: [{ name: 'oRDERS' }], allowAutoTopicCreation: true })
  )
  expect(metadata.topics.map(({ errorCode }) => errorName(errorCode))).toEqual(['INVALID_TOPIC_EXCEPTION'])
  expect(names(/^orders-0$/i)).toEqual(['orders-0'])
  expect(names(/stray/)).toEqual([])
  await broker.stop()
  await expect(start({ ...folding(), topics: ['ORDERS'] })).rejects.toMatchObject({ code: 'BAD_TOPIC' })
})

test('of colliding names that several connections ask for at the same time, one is made', async () => {
  await using broker = await start(folding())
  for (const colliding of [
    ['same', 'Same', 'SAME'],
    ['a.b', 'a_b']
  ]) {
    const answers = await Promise.all(colliding.map((name) => create(broker, [name])))
    expect(answers.flat().filter((answer) => answer === 'NONE')).toHaveLength(1)
    expect(answers.flat().filter((answer) => answer.startsWith('INVALID_TOPIC_EXCEPTION'))).toHaveLength(
      colliding.length - 1
    )
  }
})

test('where case counts, and in memory, both names are topics', async () => {
  for (const options of [{ dataDir }, { memory: true }]) {
    await using broker = await Ottla.start(options)
    expect(await create(broker, ['orders', 'Orders'])).toEqual(['NONE', 'NONE'])
  }
})

test.each([
  ['the first', 'orders'],
  ['the second', 'Orders']
])(
  'of two such topics in a directory that was moved here, %s keeps its files and the other is closed',
  async (_which, kept) => {
    const other = kept === 'orders' ? 'Orders' : 'orders'
    {
      await using broker = await start({ topics: ['orders', 'Orders'] })
      expect(await produce(broker, kept, 'one')).toBe('NONE')
    }
    // One of the directories is all that a file system which folds case can hold, under either name.
    fs.rmSync(join(dataDir, `${other}-0`), { recursive: true })
    fs.renameSync(join(dataDir, `${kept}-0`), join(dataDir, 'orders-0'))
    for (const expected of [1, 2]) {
      lines = []
      await using broker = await start(folding())
      expect(await end(broker, kept)).toBe(expected)
      expect(await end(broker, other)).toBe('KAFKA_STORAGE_ERROR')
      expect(lines.join('\n')).toMatch(new RegExp(`${other}-0.* that of ${kept}-0, a name that differs only by case`))
      expect(await produce(broker, kept, 'more')).toBe('NONE')
      expect(names(/stray|delete/)).toEqual([])
    }
    await using broker = await start(folding())
    await talk(broker, (client) => client.call('DeleteTopics', 4, { topicNames: [other], timeoutMs: 1_000 }))
    expect(await end(broker, kept)).toBe(3)
  }
)

test('names that a directory cannot have on Windows are refused there', async () => {
  const env = createRealEnv()
  const refuses = env.disk.refusesName as (name: string) => boolean
  expect(refuses('con.x')).toBe(false)
  const { platform } = process
  try {
    Object.defineProperty(process, 'platform', { value: 'win32' })
    for (const name of ['con', 'CON', 'aux.txt', 'nul.', 'com1', 'lpt9.a.b', 'a.', 'a '])
      expect(refuses(name)).toBe(true)
    for (const name of ['con-0', 'console', 'com', 'com10', 'a.con', '.x']) expect(refuses(name)).toBe(false)
  } finally {
    Object.defineProperty(process, 'platform', { value: platform })
  }
  const disk = { ...env.disk, refusesName: (name: string) => name.startsWith('con.') }
  await using broker = await start({ env: { ...env, disk } })
  expect(await create(broker, ['con.x', 'con', 'a.'])).toEqual([
    "INVALID_TOPIC_EXCEPTION Topic name is invalid: 'con.x' cannot be a directory on this system",
    'NONE',
    'NONE'
  ])
})

test('names that look like those of partitions are told apart', async () => {
  const topics = ['a', 'a-0', 'a-0-1', '0', '-', '--1', 'a.b-1-delete', 'x.00000000000000000000ab-stray']
  {
    await using broker = await start({ topics: topics.map((name) => ({ name, partitions: 2 })) })
    for (const name of topics) expect(await produce(broker, name, name)).toBe('NONE')
  }
  // Not a number that Kafka or we write: no second directory of the same partition.
  fs.cpSync(join(dataDir, 'a-0'), join(dataDir, 'a-00'), { recursive: true })
  await using broker = await start()
  for (const name of topics) expect(await end(broker, name)).toBe(1)
  expect(names(/^a-00$/)).toEqual(['a-00'])
})
