/** Goal: what a program gets wrong in its options is told by name. Method: each kind of mistake, and where memory is the default. */

import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { createRealEnv } from '../../../src/env/real/index.ts'
import { Ottla, OttlaError, type OttlaOptions } from '../../../src/index.ts'

const mistakes: readonly (readonly [options: unknown, code: string, says: string])[] = [
  [null, 'BAD_OPTION', 'not null'],
  ['9092', 'BAD_OPTION', "'9092' (a string)"],
  [[], 'BAD_OPTION', 'an array'],
  [{ datadir: 'x' }, 'BAD_OPTION', "unknown option 'datadir': did you mean 'dataDir'?"],
  [{ zzzzzzzzzz: 1 }, 'BAD_OPTION', "unknown option 'zzzzzzzzzz': known are memory"],
  [{ port: '9092' }, 'BAD_OPTION', "option 'port' must be a whole number from 0 to 65535, not '9092' (a string)"],
  [{ port: 70_000 }, 'BAD_OPTION', "'port'"],
  [{ port: Number.NaN }, 'BAD_OPTION', 'NaN'],
  [{ port: -1 }, 'BAD_OPTION', '-1'],
  [{ port: 1.5 }, 'BAD_OPTION', '1.5'],
  [{ port: null }, 'BAD_OPTION', 'not null'],
  [{ host: 5 }, 'BAD_OPTION', "'host'"],
  [{ memory: 'yes' }, 'BAD_OPTION', "'memory'"],
  [{ memory: false }, 'BAD_OPTION', "'dataDir'"],
  [{ dataDir: '' }, 'BAD_OPTION', "'dataDir'"],
  [{ dataDir: 5 }, 'BAD_OPTION', "'dataDir'"],
  [{ unref: 1 }, 'BAD_OPTION', "'unref'"],
  [{ log: true }, 'BAD_OPTION', "'log'"],
  [{ log: { info() {} } }, 'BAD_OPTION', "'log'"],
  [{ env: {} }, 'BAD_OPTION', "lacks 'clock'"],
  [{ environment: 'x' }, 'BAD_OPTION', "'environment'"],
  [{ properties: {} }, 'BAD_OPTION', "'properties'"],
  [{ nodeId: -1 }, 'BAD_OPTION', "'nodeId' must be a whole number from 0 to 2147483647"],
  [{ nodeId: 3, config: { 'broker.id': 4 } }, 'BAD_CONFIG', 'node id'],
  [{ brokers: 2, nodeId: 3 }, 'BAD_OPTION', 'their ids are 1, 2, 3'],
  [{ threads: true, nodeId: 3 }, 'BAD_OPTION', 'their ids are 1, 2, 3'],
  [{ threads: true, env: createRealEnv() }, 'BAD_OPTION', "leave out 'env'"],
  // These tests run the sources, which no thread can load.
  [{ threads: true }, 'BAD_OPTION', "option 'threads' cannot be used here"],
  [{ brokers: 2, metadata: 'etcd://127.0.0.1:1' }, 'BAD_OPTION', 'start each broker of a cluster on etcd by itself'],
  [{ metadata: 'etcd://127.0.0.1:1' }, 'BAD_CONFIG', '--node-id'],
  [
    { metadata: 'etcd://127.0.0.1:1', nodeId: 1, config: { 'ottla.etcd.ca.file': 'ca.pem' } },
    'BAD_CONFIG',
    'use etcds://'
  ],
  [
    { metadata: 'etcds://127.0.0.1:1', nodeId: 1, config: { 'ottla.etcd.ca.file': 'no.pem' } },
    'BAD_CONFIG',
    'ottla.etcd.ca.file: no.pem cannot be read'
  ],
  [{ profile: 'prod' }, 'BAD_OPTION', "'dev' or 'production'"],
  [{ durability: true }, 'BAD_OPTION', "'os' or 'disk'"],
  [{ config: ['num.partitions'] }, 'BAD_OPTION', "'config'"],
  [{ config: { 'num.partitions': {} } }, 'BAD_OPTION', "value of 'num.partitions', not an object"],
  [{ config: { 'num.partitions': null } }, 'BAD_OPTION', "value of 'num.partitions', not null"],
  [{ config: { 'log.retention.mss': 1 } }, 'BAD_CONFIG', "did you mean 'log.retention.ms'?"],
  [{ config: { 'retention.ms': 1 } }, 'BAD_CONFIG', 'a config of topics'],
  [{ config: { 'num.partitions': 'x' } }, 'BAD_CONFIG', 'num.partitions'],
  [{ topics: 'orders' }, 'BAD_OPTION', "'topics'"],
  [{ topics: [5] }, 'BAD_TOPIC', "'topics[0]'"],
  [{ topics: ['a', { nam: 'b' }] }, 'BAD_TOPIC', "'topics[1].nam': did you mean 'name'?"],
  [{ topics: [{}] }, 'BAD_TOPIC', "'topics[0]' has no name"],
  [{ topics: [{ name: '' }] }, 'BAD_TOPIC', "'topics[0].name'"],
  [{ topics: [{ name: 'a', partitions: 0 }] }, 'BAD_TOPIC', "'topics[0].partitions'"],
  [{ topics: [{ name: 'a', partitions: '3' }] }, 'BAD_TOPIC', "'3' (a string)"],
  [{ topics: [{ name: 'a', configs: { 'cleanup.polic': 'x' } }] }, 'BAD_TOPIC', "did you mean 'cleanup.policy'?"],
  [{ topics: [{ name: 'a', configs: { 'cleanup.policy': 'x' } }] }, 'BAD_TOPIC', 'cleanup.policy'],
  [{ topics: ['a', 'a'] }, 'BAD_TOPIC', "'a' twice"],
  [{ topics: ['bad/name'] }, 'BAD_TOPIC', 'bad/name']
]

test.each(mistakes)('%j is refused with %s', async (options, code, says) => {
  // A promise that rejects, never a throw: `start(...).catch(...)` must see it.
  const error = await Ottla.start(options as OttlaOptions).then(
    (broker) => broker.stop(),
    (reason: unknown) => reason
  )
  expect(error).toBeInstanceOf(OttlaError)
  expect(error).toMatchObject({ code, message: expect.stringContaining(says) })
})

test('an undefined option is an absent one', async () => {
  const options = { port: undefined, dataDir: undefined, config: { 'num.partitions': undefined } } as never
  await using broker = await Ottla.start(options)
  expect(broker.dataDir).toBeUndefined()
})

test('an unknown config in set is a warning', async () => {
  const warnings: string[] = []
  const log = { debug() {}, info() {}, warn: (line: string) => void warnings.push(line), error() {} }
  await using broker = await Ottla.start({ set: { 'log.retention.mss': '1' }, log })
  expect(broker.state).toBe('serving')
  expect(warnings.join()).toContain('log.retention.mss')
})

describe('where records are kept', () => {
  const home = process.cwd()
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ottla-options-')))
  beforeAll(() => process.chdir(folder))
  afterAll(() => {
    process.chdir(home)
    rmSync(folder, { recursive: true, force: true })
  })

  test('in memory unless a directory is named', async () => {
    await using broker = await Ottla.start()
    expect(broker.dataDir).toBeUndefined()
    await using other = await Ottla.start({ memory: true, dataDir: 'unused', config: { 'log.dirs': 'unused' } })
    expect(other.dataDir).toBeUndefined()
    expect(existsSync('unused') || existsSync('ottla-data')).toBe(false)
  })

  test.each<readonly [string, OttlaOptions]>([
    ['the option', { dataDir: 'by-option' }],
    ['log.dirs', { config: { 'log.dirs': 'by-config' } }],
    ['log.dir', { config: { 'log.dir': 'by-old-config' } }],
    ['a server.properties', { properties: 'log.dirs=by-file' }],
    ['the environment', { environment: { KAFKA_LOG_DIRS: 'by-environment' } }],
    ['the default', { defaultDataDir: 'by-default' }]
  ])(
    'a relative path of %s is settled at the start, whatever the working directory is later',
    async (_from, options) => {
      await using broker = await Ottla.start({ topics: ['before'], ...options })
      expect(broker.dataDir).toMatch(/by-[a-z-]+$/)
      expect(broker.dataDir?.startsWith(folder)).toBe(true)
      process.chdir(tmpdir())
      try {
        await broker.produce('before', ['one'])
        await broker.createTopic('after')
        await broker.produce('after', ['two'])
        await broker.stop()
      } finally {
        process.chdir(folder)
      }
      await using again = await Ottla.start(options)
      expect((await again.records('before')).map(({ value }) => String(value))).toEqual(['one'])
      expect((await again.records('after')).map(({ value }) => String(value))).toEqual(['two'])
    }
  )
})

test('it shows its address and state', async () => {
  const broker = await Ottla.start()
  expect(inspect(broker)).toBe(`Ottla { ${broker.bootstrap}, serving, in memory }`)
  await broker.stop()
  expect(inspect({ broker })).toContain('stopped')
})

test("a node id wins over node.id, and is the directory's from then on", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ottla-node-'))
  try {
    await using first = await Ottla.start({ dataDir, nodeId: 7, environment: { KAFKA_NODE_ID: '3' } })
    expect(first.nodeId).toBe(7)
    await first.stop()
    await using again = await Ottla.start({ dataDir })
    expect(again.nodeId).toBe(7)
    await again.stop()
    await expect(Ottla.start({ dataDir, nodeId: 8 })).rejects.toMatchObject({ code: 'DATA_DIR_UNREADABLE' })
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})
