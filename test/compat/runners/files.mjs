// What a user's project holds: the same story told in the way of each test runner. `body` is the story: clients over the
// network, a batch that is large enough for a worker thread, every codec, and an error that must be the class that was imported.
const story = `
module.exports = async function story({ Ottla, OttlaError }, { client = true } = {}) {
  const { randomBytes } = require('node:crypto')
  const broker = await Ottla.start({ topics: [{ name: 'orders', partitions: 2 }] })
  try {
    const big = randomBytes(400000).toString('base64')
    if (client) await overTheNetwork(broker, big)
    for (const compression of ['none', 'gzip', 'snappy', 'lz4', 'zstd'])
      await broker.produce('codecs', [compression, big], { compression })
    const values = (await broker.records('codecs')).map(({ value }) => value.toString())
    if (values.join() !== ['none', 'gzip', 'snappy', 'lz4', 'zstd'].flatMap((each) => [each, big]).join())
      throw new Error('what was read is not what was written')
    const error = await Ottla.start({ port: 'none' }).catch((reason) => reason)
    if (!(error instanceof OttlaError) || error.code !== 'BAD_OPTION') throw new Error('not an OttlaError: ' + error)
  } finally {
    await broker.stop()
  }
  return 'well'
}

async function overTheNetwork(broker, big) {
  const { Kafka, CompressionTypes, logLevel } = require('kafkajs')
  const kafka = new Kafka({ brokers: [broker.bootstrap], logLevel: logLevel.NOTHING, retry: { retries: 2 } })
  const producer = kafka.producer()
  await producer.connect()
  await producer.send({ topic: 'orders', messages: [{ key: 'a', value: 'one' }, { key: 'b', value: 'two' }] })
  await producer.send({ topic: 'orders', compression: CompressionTypes.GZIP, messages: [{ value: big }] })
  await producer.disconnect()
  const consumer = kafka.consumer({ groupId: 'group' })
  await consumer.connect()
  await consumer.subscribe({ topic: 'orders', fromBeginning: true })
  const got = []
  await new Promise((resolve, reject) => {
    const eachMessage = async ({ message }) => {
      got.push(message.value.toString())
      if (got.length === 3) resolve()
    }
    consumer.run({ eachMessage }).catch(reject)
  })
  await consumer.disconnect()
  if (got.slice().sort().join() !== ['one', 'two', big].sort().join()) throw new Error('the consumer got something else')
}
`

const cjsTest = (options = '') => `
const ottla = require('ottla')
const story = require('../story.cjs')
test('a broker tells its story', async () => { expect(await story(ottla${options})).toBe('well') }, 60000)
`

const esmTest = (imports) => `
import * as ottla from 'ottla'
import story from '../story.cjs'
${imports}
test('a broker tells its story', async () => { expect(await story(ottla)).toBe('well') }, 60000)
`

const fakeTimersTest = `
const { Ottla } = require('ottla')
test('a broker goes on while the clock stands still', async () => {
  jest.useFakeTimers()
  const broker = await Ottla.start()
  await broker.produce('orders', ['one'])
  expect((await broker.records('orders')).map(({ value }) => value.toString())).toEqual(['one'])
  await broker.stop()
})
`

const tsTest = `
import { Ottla, OttlaError, type OttlaOptions } from 'ottla'
test('a typed test', async () => {
  const options: OttlaOptions = { topics: [{ name: 'orders', configs: { 'cleanup.policy': 'compact' } }] }
  const broker: Ottla = await Ottla.start(options)
  await broker.produce('orders', [{ key: 'a', value: 'one' }])
  expect((await broker.records('orders'))[0]?.value?.toString()).toBe('one')
  await broker.stop()
  await expect(broker.topics).toThrow()
  await expect(broker.createTopic('late')).rejects.toBeInstanceOf(OttlaError)
})
`

const nodeTest = `
import * as ottla from 'ottla'
import story from '../story.cjs'
import test from 'node:test'
test('a broker tells its story', async () => { if ((await story(ottla)) !== 'well') throw new Error('ill') })
`

const mochaTest = `
const ottla = require('ottla')
const story = require('../story.cjs')
describe('a broker', () => { it('tells its story', async function () { this.timeout(60000); await story(ottla) }) })
`

const plainImport = `
import { createRequire } from 'node:module'
import * as ottla from 'ottla'
const require = createRequire(import.meta.url)
if (require('ottla').Ottla !== ottla.Ottla) throw new Error('two copies of one broker')
console.log(await require('./story.cjs')(ottla))
`

const thread = `
const { Worker, isMainThread, parentPort } = require('node:worker_threads')
const run = () => require('./story.cjs')(require('ottla'))
if (isMainThread) {
  const answers = [0, 1].map(() => new Promise((resolve, reject) => new Worker(__filename).on('message', resolve).on('error', reject)))
  Promise.all([run(), ...answers]).then((all) => console.log(all.join(' ')))
} else run().then((answer) => parentPort.postMessage(answer))
`

const bundled = (load) => `
${load}
const main = async () => {
  const broker = await Ottla.start()
  await broker.produce('orders', ['x'.repeat(900000)], { compression: 'gzip' })
  console.log((await broker.records('orders')).length === 1 ? 'well' : 'ill')
  await broker.stop()
}
main()
`

const typed = `
import { Ottla, OttlaError, type Logger, type OttlaOptions, type StoredRecord } from 'ottla'
const log: Logger | undefined = undefined
const options: OttlaOptions = { topics: [{ name: 'orders', partitions: 3 }], config: { 'log.retention.ms': 1000 }, log }
export async function run(): Promise<string> {
  try {
    const broker: Ottla = await Ottla.start(options)
    const records: StoredRecord[] = await broker.records('orders', { isolation: 'read_committed' })
    return broker.bootstrap + broker.port.toFixed() + records.length.toFixed()
  } catch (error) {
    if (error instanceof OttlaError) return error.code
    throw error
  }
}
// @ts-expect-error
export const wrong: Promise<Ottla> = Ottla.start({ memory: 'yes' })
`

/** Path of each file in the project, and its text. */
export const files = {
  'story.cjs': story,
  ...Object.fromEntries([1, 2, 3].map((n) => [`jest-cjs/story${n}.test.js`, cjsTest()])),
  'jest-jsdom/story.test.js': `/** @jest-environment jsdom */\n${cjsTest(', { client: false }')}`,
  'jest-fake-timers/fake.test.js': fakeTimersTest,
  'jest-esm/story1.test.mjs': esmTest(''),
  'jest-esm/story2.test.mjs': esmTest(''),
  'jest-ts/typed.test.ts': tsTest,
  'vitest/story1.test.ts': esmTest("import { expect, test } from 'vitest'"),
  'vitest/story2.test.ts': esmTest("import { expect, test } from 'vitest'"),
  'node-test/story1.test.mjs': nodeTest,
  'node-test/story2.test.mjs': nodeTest,
  'mocha/story.spec.js': mochaTest,
  'plain.cjs': "require('./story.cjs')(require('ottla')).then(console.log)\n",
  'plain.mjs': plainImport,
  'thread.cjs': thread,
  'app.cjs': bundled("const { Ottla } = require('ottla')"),
  'app.mjs': bundled("import { Ottla } from 'ottla'"),
  'types/esm.mts': typed,
  'types/cjs.cts': typed.replace('import {', 'import {'),
  'jest.config.cjs': "module.exports = { testMatch: ['**/*.test.js'] }\n",
  'jest.esm.config.cjs': "module.exports = { testMatch: ['**/*.test.mjs'], transform: {} }\n",
  'jest.ts.config.cjs': `module.exports = {
  testMatch: ['**/*.test.ts'],
  transform: { '^.+[.]ts$': ['ts-jest', { tsconfig: { module: 'CommonJS', target: 'ES2022', strict: true, esModuleInterop: true, types: ['jest', 'node'] } }] }
}
`
}
