/**
 * Goal: whatever is wrong with a data directory, the start says which path and why, and a broker that loses its directory
 * stops. Method: directories that are files, missing, damaged, spread or removed, by the embedding API and the built command.
 */
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DiskError, type LockListener, silentLogger } from '../../../src/env/index.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import { Ottla, type OttlaOptions } from '../../../src/index.ts'
import { Client } from '../../../src/verify/client.ts'
import { ottla, serve } from '../../kit/command-line.ts'
import { unpackKafkaDirectory } from '../../kit/memory-env.ts'

let home: string
let dataDir: string
beforeEach(() => {
  home = fs.mkdtempSync(join(tmpdir(), 'ottla-directory-'))
  dataDir = join(home, 'data')
})
afterEach(() => fs.rmSync(home, { recursive: true, force: true }))

const refusal = (options: OttlaOptions): Promise<{ readonly code: string; readonly message: string }> =>
  Ottla.start(options).then(
    async (broker) => {
      await broker.stop()
      return { code: 'started', message: '' }
    },
    ({ name, code, message }) => ({ code: name === 'OttlaError' ? code : name, message })
  )

test('a file in its place, or in its path, is named', async () => {
  const file = join(home, 'file')
  fs.writeFileSync(file, '')
  expect(await refusal({ dataDir: file })).toEqual({
    code: 'DATA_DIR_UNREADABLE',
    message: `the data directory ${file} cannot be used: it is a file`
  })
  const { code, message } = await refusal({ dataDir: join(file, 'data') })
  expect(code).toBe('DATA_DIR_UNREADABLE')
  expect(message).toContain(`the data directory ${join(file, 'data')} cannot be used: a parent of the path`)
  const { stderr, code: exit } = await ottla(['start', '--port', '0', '--data-dir', file])
  expect([exit, stderr]).toEqual([1, `ottla: the data directory ${file} cannot be used: it is a file\n`])
})

test.each([
  ['NO_SPACE', 'the disk is full'],
  ['NO_PERMISSION', 'this process has no permission to write there'],
  ['INPUT_OUTPUT', 'the disk reports errors']
] as const)('%s at any step of the start is said in words', async (kind, words) => {
  const env = createRealEnv()
  for (const step of ['makeDirectory', 'lock', 'open', 'writeFileAtomic'] as const) {
    const disk = {
      ...env.disk,
      [step]: (path: string) => {
        throw new DiskError(kind, path, `${path}: no`)
      }
    }
    const { code, message } = await refusal({ dataDir, env: { ...env, disk } })
    expect([step, code]).toEqual([step, 'DATA_DIR_UNREADABLE'])
    expect(message).toContain(`the data directory ${dataDir} cannot be used: ${words} (${dataDir}`)
  }
  expect((await refusal({ dataDir })).code).toBe('started')
})

/** Partitions in each of the directories. */
const partitionsIn = (...paths: string[]) =>
  paths.map((path) =>
    fs
      .readdirSync(path)
      .filter((name) => /^[a-z]+-\d+$/.test(name))
      .sort()
  )

const propertiesIn = (path: string) =>
  Object.fromEntries(
    fs
      .readFileSync(join(path, 'meta.properties'), 'utf8')
      .split('\n')
      .map((line) => line.split('='))
  )

test('several log directories share the partitions, whatever their order, and each says whose it is', async () => {
  const other = join(home, 'other')
  const broker = await Ottla.start({ dataDir: [dataDir, other], topics: [{ name: 't', partitions: 5 }] })
  await broker.produce('t', [{ partition: 1, value: 'kept' }])
  await broker.stop()
  expect(partitionsIn(dataDir, other)).toEqual([
    ['t-0', 't-2', 't-4'],
    ['t-1', 't-3']
  ])
  const [one, two] = [propertiesIn(dataDir), propertiesIn(other)]
  expect({ ...one, 'directory.id': '' }).toEqual({ ...two, 'directory.id': '' })
  expect(one['directory.id']).not.toBe(two['directory.id'])
  // The metadata is found where it is. The same directory again is no other.
  const again = await Ottla.start({ config: { 'log.dirs': `${other},${dataDir},${dataDir}/` }, topics: ['u'] })
  expect((await again.records('t')).map(({ value }) => String(value))).toEqual(['kept'])
  await again.stop()
  expect(partitionsIn(other)).toEqual([['t-1', 't-3', 'u-0']])
  const config = { 'log.dirs': `${dataDir},${other}`, 'cordoned.log.dirs': other }
  const cordoned = await Ottla.start({ config, topics: [{ name: 'v', partitions: 3 }] })
  await cordoned.stop()
  expect(partitionsIn(other)).toEqual([['t-1', 't-3', 'u-0']])
  // One directory alone has the others' partitions not.
  const fresh = join(home, 'fresh')
  expect(await refusal({ dataDir: [fresh, other] })).toEqual({
    code: 'BAD_CONFIG',
    message: `log.dirs: ${other} already belongs to a broker, but ${fresh}, which would hold its metadata, is new. List the directory that holds the metadata first`
  })
  await (await Ottla.start({ dataDir: fresh })).stop()
  expect(await refusal({ dataDir: [dataDir, fresh] })).toMatchObject({
    code: 'DATA_DIR_UNREADABLE',
    message: `the data directory cannot be used: ${fresh} belongs to another broker: it has metadata of its own, besides the metadata in ${dataDir}`
  })
})

test('a start goes on without a log directory that is broken, and a broker without one that is removed', async () => {
  const other = join(home, 'other')
  const lines: string[] = []
  const error = (line: string) => void lines.push(line)
  const log = { ...silentLogger, error }
  const options = { dataDir: [dataDir, other], log, http: '127.0.0.1:0' }
  await (await Ottla.start({ ...options, topics: [{ name: 't', partitions: 2 }] })).stop()
  fs.renameSync(other, `${other}-away`)
  fs.writeFileSync(other, '')
  const ready = async ({ http }: Ottla) => (await fetch(`http://${http}/readyz`)).text()
  {
    await using broker = await Ottla.start(options)
    expect(lines).toContain('log directory cannot be used; its partitions are offline')
    expect(await ready(broker)).toBe(`log directory ${other} is offline\npartition t-1 is offline\n`)
    await broker.produce('t', [{ partition: 0, value: 'kept' }])
    await broker.createTopic({ name: 'new', partitions: 2 })
    expect(partitionsIn(dataDir)).toEqual([['new-0', 'new-1', 't-0']])
  }
  fs.rmSync(other)
  fs.renameSync(`${other}-away`, other)
  const told = new Promise<void>((resolve) => {
    log.error = (line) => {
      if (line.startsWith('log directory failed')) resolve()
    }
  })
  await using broker = await Ottla.start(options)
  expect(await ready(broker)).toBe('ok\n')
  fs.rmSync(other, { recursive: true })
  await told
  expect(await ready(broker)).toBe(`log directory ${other} is offline\npartition t-1 is offline\n`)
  expect((await broker.records('t', { partition: 0 })).length).toBe(1)
  expect(fs.existsSync(other)).toBe(false)
})

test('a Kafka broker with several log directories is taken over from all of them', async () => {
  const other = join(home, 'other')
  unpackKafkaDirectory(createRealEnv().disk, dataDir)
  fs.mkdirSync(other)
  const [moved] = partitionsIn(dataDir)[0] ?? []
  if (moved === undefined) throw new Error('no partition in the fixture')
  fs.renameSync(join(dataDir, moved), join(other, moved))
  const lines: string[] = []
  const log = {
    ...silentLogger,
    warn: (line: string) => void lines.push(line),
    error: (line: string) => void lines.push(line)
  }
  await (await Ottla.start({ dataDir: [other, dataDir], log })).stop()
  expect(lines).not.toContain('a partition has no files here; starting it empty')
  expect(partitionsIn(other)).toEqual([[moved]])
})

test("Kafka's metadata is found where metadata.log.dir says", async () => {
  unpackKafkaDirectory(createRealEnv().disk, dataDir)
  const elsewhere = join(home, 'metadata')
  fs.mkdirSync(elsewhere)
  fs.renameSync(join(dataDir, '__cluster_metadata-0'), join(elsewhere, '__cluster_metadata-0'))
  const lines: string[] = []
  const log = { ...silentLogger, info: (line: string) => void lines.push(line) }
  await using _broker = await Ottla.start({ dataDir, log, config: { 'metadata.log.dir': elsewhere } })
  expect(lines).toContain('imported the topics of an Apache Kafka data directory')
})

test('damaged metadata stops the command in one line, and it starts with --repair-metadata', async () => {
  await (await Ottla.start({ dataDir, topics: ['lost', 'kept'] })).stop()
  const path = join(dataDir, 'ottla-metadata.log')
  const bytes = fs.readFileSync(path)
  const at = bytes.indexOf('/topics/lost') + 3
  bytes[at] = (bytes[at] as number) ^ 1
  fs.writeFileSync(path, bytes)
  const segment = join(dataDir, 'lost-0', '00000000000000000000.log')
  const { ino } = fs.statSync(segment)
  const args = ['--port', '0', '--data-dir', dataDir]
  const { stderr, code } = await ottla(['start', ...args])
  expect(code).toBe(1)
  expect(stderr).toMatch(/^ottla: the data directory cannot be used: .*ottla-metadata\.log is damaged .*\n$/)
  expect(fs.readFileSync(path)).toEqual(bytes)
  const repaired = await serve([...args, '--repair-metadata'])
  repaired.child.kill('SIGTERM')
  const said = (await repaired.ended).stderr
  expect(said).toMatch(/copy=.*ottla-metadata\.log\.damaged-\d+/)
  expect(said).toMatch(/topics were found by their directories.* topics=1\n/)
  const lines: string[] = []
  const log = { debug() {}, info() {}, warn: (line: string) => void lines.push(line), error() {} }
  await (await Ottla.start({ dataDir, log, topics: ['lost', 'kept'] })).stop()
  expect(lines).toEqual([])
  expect(fs.statSync(segment).ino).toBe(ino)
})

test('a directory is of the broker that its metadata names, with or without meta.properties', async () => {
  await (await Ottla.start({ dataDir, topics: ['t'], config: { 'node.id': 5 } })).stop()
  fs.rmSync(join(dataDir, 'meta.properties'))
  expect(await refusal({ dataDir, config: { 'node.id': 1 } })).toMatchObject({
    code: 'DATA_DIR_UNREADABLE',
    message: expect.stringMatching(/belongs to broker 5 by its metadata: this broker has id 1$/)
  })
  await (await Ottla.start({ dataDir })).stop()
  const properties = fs.readFileSync(join(dataDir, 'meta.properties'), 'utf8')
  expect(properties).toContain('node.id=5\n')
  fs.writeFileSync(join(dataDir, 'meta.properties'), properties.replace('node.id=5', 'node.id=7'))
  expect((await refusal({ dataDir })).message).toMatch(/belongs to broker 5 by its metadata: this broker has id 7$/)
})

test('a broker whose directory is removed stops serving and says so', async () => {
  const fatal = new Promise<Error>((resolve) => {
    void Ottla.start({ dataDir, topics: ['t'], onFatal: resolve }).then((broker) => {
      started = broker
      fs.rmSync(dataDir, { recursive: true })
    })
  })
  let started: Ottla | undefined
  expect(await fatal).toMatchObject({
    name: 'OttlaError',
    code: 'DATA_DIR_LOST',
    message: expect.stringContaining(`the data directory ${dataDir} was removed`)
  })
  await started?.stop()
  // Nothing was written there after it.
  expect(fs.existsSync(dataDir)).toBe(false)
  expect((await refusal({ dataDir })).code).toBe('started')
})

test('a broker whose directory another one took writes nothing into it any more', async () => {
  const env = createRealEnv()
  let lose: (why: string) => void = () => {}
  const disk = {
    ...env.disk,
    lock: async (_directory: string, listener?: LockListener) => {
      lose = (why) => listener?.lost(why)
      return { release: () => {} }
    }
  }
  const codes: string[] = []
  const broker = await Ottla.start({
    dataDir,
    topics: ['t'],
    env: { ...env, disk },
    onFatal: ({ code }) => void codes.push(code)
  })
  const client = await Client.open(env, broker, { clientId: 'c', transcript: undefined, index: 0 })
  const states = () =>
    fs
      .readdirSync(dataDir, { recursive: true })
      .map(String)
      .sort()
      .map((name) => {
        const { size, mtimeMs, ino } = fs.statSync(join(dataDir, name))
        return { name, size, mtimeMs, ino }
      })
  // On its way in when the directory is lost.
  const asked = client.call('CreateTopics', 7, {
    topics: [{ name: 'late', numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] }],
    timeoutMs: 1_000,
    validateOnly: false
  })
  const before = states()
  lose('was taken by another process')
  await asked.catch(() => {})
  await broker.stop()
  expect(codes).toEqual(['DATA_DIR_LOST'])
  expect(states()).toEqual(before)
})
