/**
 * Goal: brokers that have threads of their own are one cluster as those on one thread are: what was acknowledged outlives the end of
 * any of them, a defect ends one thread and no more, and a signal ends all in good order (promises D1, O1 with three brokers).
 * Method: the built package in this process, and the built command in one of its own.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { MessageChannel, MessagePort } from 'node:worker_threads'
import type * as Api from '../../src/index.ts'

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist')

/** The first port of every channel that a start makes. The broker takes `MessageChannel` when it is loaded. */
const ports: MessagePort[] = []
const threads = process.getBuiltinModule('node:worker_threads')
const real = threads.MessageChannel
Object.assign(threads, {
  MessageChannel: class extends real {
    constructor() {
      super()
      ports.push((this as MessageChannel).port1)
    }
  }
})
const { Ottla, OttlaError } = (await import(pathToFileURL(join(dist, 'index.js')).href)) as typeof Api
Object.assign(threads, { MessageChannel: real })

const config = {
  'default.replication.factor': 3,
  'min.insync.replicas': 2,
  'broker.session.timeout.ms': 1_000,
  'broker.heartbeat.interval.ms': 200,
  'replica.fetch.backoff.ms': 50
}
const errors: string[] = []
const quiet = { debug() {}, info() {}, warn() {}, error: (line: string) => void errors.push(line) }
let dataDir: string
let cluster: Api.Ottla
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'ottla-threads-'))
})
afterEach(async () => {
  await cluster?.stop({ drainMs: 0 })
  rmSync(dataDir, { recursive: true, force: true })
  errors.length = 0
})

const values = async (topic: string) => (await cluster.records(topic)).map(({ value }) => String(value))

/** Leaders come and go meanwhile: the next one has it, once. Who came back may not be in sync yet: then it was not written. */
async function produce(topic: string, value: string): Promise<void> {
  for (;;) {
    try {
      await cluster.produce(topic, [value])
      return
    } catch (error) {
      if (!(error instanceof OttlaError) || !error.message.includes('NOT_ENOUGH_REPLICAS,')) throw error
    }
    await turn()
  }
}

/** What a leader's end may cause. */
const passing = ['READ_FAILED']
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

test('what was acknowledged outlives each broker, and all of them, in several log directories', async () => {
  const directories = [join(dataDir, 'a'), join(dataDir, 'b')]
  const options = { brokers: 3, threads: true, dataDir: directories, config, log: quiet }
  cluster = await Ottla.start({ ...options, topics: [{ name: 't', partitions: 3 }] })
  expect(new Set(cluster.bootstrap.split(',')).size).toBe(3)
  const info = await cluster.createTopic({ name: 'made', partitions: 2, configs: { 'cleanup.policy': 'compact' } })
  expect(cluster.topics()).toContainEqual(info)
  await expect(cluster.createTopic('made')).rejects.toMatchObject({ code: 'TOPIC_EXISTS' })
  const places = await cluster.produce('t', [
    { value: 'a', partition: 1 },
    { value: 'b', partition: 1 }
  ])
  expect(places).toEqual([
    { partition: 1, offset: 0 },
    { partition: 1, offset: 1 }
  ])
  expect((await cluster.records('t', { partition: 1, from: 1 })).map(({ value }) => String(value))).toEqual(['b'])
  const sent = ['a', 'b']
  const next = async () => {
    sent.push(`${sent.length}`)
    await produce('t', sent.at(-1) as string)
  }
  for (const id of [1, 2, 3]) {
    await cluster.broker(id).kill()
    expect(cluster.broker(id).state).toBe('stopped')
    for (let n = 0; n < 3; n++) await next()
    await cluster.broker(id).restart()
  }
  await cluster.broker(2).stop()
  for (let n = 0; n < 3; n++) await next()
  await cluster.broker(2).restart()
  expect(() => cluster.broker(2).running).toThrow('a thread of its own')
  await cluster.stop()
  // Each broker has partitions in both.
  for (const home of ['.', '.brokers/2', '.brokers/3'])
    for (const path of directories)
      expect(readdirSync(join(path, home)).some((name) => /^(t|made)-\d$/.test(name))).toBe(true)
  cluster = await Ottla.start(options)
  expect((await values('t')).sort()).toEqual(sent.sort())
  await cluster.deleteTopic('made')
  expect(cluster.topics().map(({ name }) => name)).toEqual(['t'])
})

test('a thread that is paused is followed, and one that is cut off; both come back', async () => {
  cluster = await Ottla.start({ brokers: 3, threads: true, config, log: quiet, topics: [{ name: 't', partitions: 3 }] })
  cluster.broker(3).pause()
  expect(cluster.broker(3).state).toBe('paused')
  const sent = Array.from({ length: 9 }, (_, n) => `while paused ${n}`)
  for (const value of sent) await produce('t', value)
  cluster.broker(3).resume()
  await produce('t', 'between')
  cluster.broker(1).isolate()
  await produce('t', 'while cut off')
  cluster.broker(1).heal()
  cluster.broker(2).pause()
  await cluster.broker(2).kill()
  await cluster.broker(2).restart()
  await produce('t', 'after')
  const found = await allRead(sent.length + 3)
  expect(found).toEqual([...sent, 'between', 'while cut off', 'after'].sort())
})

/** Some partitions may have no leader for a moment. */
async function allRead(count: number): Promise<string[]> {
  for (;;) {
    try {
      const found = await values('t')
      if (found.length >= count) return found.sort()
    } catch (error) {
      if (!(error instanceof OttlaError) || !passing.includes(error.code)) throw error
    }
    await turn()
  }
}

test('a defect ends one thread, which the log tells; the others go on until the last', async () => {
  ports.length = 0
  const fatal: string[] = []
  const onFatal = ({ code }: Api.OttlaError) => void fatal.push(code)
  cluster = await Ottla.start({
    brokers: 2,
    threads: true,
    log: quiet,
    onFatal,
    topics: [{ name: 't', partitions: 2 }]
  })
  // Each thread has two channels, and cannot read this message.
  const ofFirst = ports[0] as MessagePort
  const ofSecond = ports[2] as MessagePort
  ofFirst.postMessage(null)
  await until(() => cluster.broker(1).state === 'stopped')
  expect(errors).toEqual([
    'the thread of broker 1 died because of a bug in Ottla; brokers 2 go on, and take over what it led'
  ])
  // One partition each: that of the broker that is left takes records.
  const tries = [0, 1].map((partition) => cluster.produce('t', [{ value: 'a', partition }], { timeoutMs: 5_000 }))
  await Promise.any(tries)
  await cluster.broker(1).restart()
  expect([cluster.broker(1).state, fatal]).toEqual(['serving', []])
  ofSecond.postMessage(null)
  await until(() => cluster.broker(2).state === 'stopped')
  await cluster.broker(1).kill()
  expect(() => cluster.topics()).toThrow('no broker of this cluster is running')
})

const until = async (what: () => boolean) => {
  while (!what()) await turn()
}

test.each([['--memory'], ['--data-dir']])('the command ends all threads at a signal (%s)', async (place) => {
  const args = place === '--memory' ? [place] : [place, dataDir]
  const main = join(dist, 'cli', 'main.cjs')
  const child = spawn(process.execPath, [main, '--brokers', '2', '--threads', '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'ignore']
  })
  try {
    const [line] = await once(createInterface({ input: child.stdout }), 'line')
    expect(String(line).split(',')).toHaveLength(2)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  } finally {
    child.kill('SIGKILL')
  }
})
