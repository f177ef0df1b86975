/**
 * A broker without sockets between two power losses: topics are created, written, deleted and recreated, and the state after a restart
 * is compared with the test's model. Uses the real metadata, logs, and the code that keeps them consistent.
 */

import { allApis } from '../../src/api/index.ts'
import { Broker } from '../../src/broker/index.ts'
import { openFileStore, partitionsIn } from '../../src/log/index.ts'
import type { FileLog } from '../../src/log/log.ts'
import { LocalMetadataStore } from '../../src/metadata/index.ts'
import { isFailure } from '../../src/protocol/index.ts'
import { resolveSettings } from '../../src/server/index.ts'
import { logStoreConfigOf } from '../../src/server/settings.ts'
import { linesLogger } from '../kit/lines-logger.ts'
import { contentOf } from '../kit/log-model.ts'
import { batch } from '../kit/logs.ts'
import type { SimDisk } from '../kit/sim-disk.ts'
import { type SimEnv, simEnv, startedMs } from '../kit/sim-env.ts'

export const topics = ['a', 'b']
const partitions = [0, 1]

/** The test's knowledge of one topic name. */
export interface KnownTopic {
  /** Possible ids; undefined means that the topic does not exist. Two while a change is in progress. */
  readonly ids: readonly (string | undefined)[]
  /** Number of acknowledged batches, by partition. */
  readonly acknowledged: readonly number[]
  readonly durable: readonly number[]
}

export const unknownTopic: KnownTopic = { ids: [undefined], acknowledged: [0, 0], durable: [0, 0] }

export type TopicStep =
  | { readonly kind: 'create' | 'delete'; readonly topic: number }
  | { readonly kind: 'write'; readonly topic: number; readonly partition: number; readonly bytes: number }
  | { readonly kind: 'flush' | 'maintain' | 'runTimers' | 'restart' }

const ticks = async (count: number) => {
  for (let n = 0; n < count; n++) await Promise.resolve()
}

export class TopicLife {
  known: KnownTopic[]
  readonly lines: string[] = []
  readonly #disk: SimDisk
  readonly #durability: 'os' | 'disk'
  #sim: SimEnv
  #seed: number
  #broker: Broker | undefined

  constructor(disk: SimDisk, known: readonly KnownTopic[], durability: 'os' | 'disk', seed: number) {
    this.known = [...known]
    this.#disk = disk
    this.#durability = durability
    this.#seed = seed
    this.#sim = simEnv(disk, startedMs, seed)
  }

  async start(isKill: boolean): Promise<void> {
    this.#sim = simEnv(this.#disk, startedMs, this.#seed++)
    const { env } = this.#sim
    const logger = linesLogger(this.lines)
    const { config } = resolveSettings({ memory: true, config: { 'ottla.durability': this.#durability } })
    config.settle({ 'broker.id': '1', 'node.id': '1' })
    const settings = logStoreConfigOf(config)
    const metadata = new LocalMetadataStore(env, 'data', logger)
    this.#broker = await this.#pumped(
      Broker.start({
        env,
        log: logger,
        config,
        brokerId: 1,
        apis: allApis(),
        metadata,
        openLogs: (configOf) => openFileStore({ env, directory: 'data', settings, configOf, logger }),
        advertisedEndpoint: () => ({ host: 'broker.test', port: 9092 })
      })
    )
    for (const [n, name] of topics.entries()) await this.#check(n, name, isKill)
    this.#checkDirectories()
  }

  get #running(): Broker {
    return this.#broker as Broker
  }

  #log(name: string, partition: number): FileLog {
    return this.#running.logs.find(name, partition) as FileLog
  }

  async #check(n: number, name: string, isKill: boolean): Promise<void> {
    const { ids, acknowledged, durable } = this.known[n] as KnownTopic
    const id = this.#running.image.topic(name)?.topicId
    if (!ids.includes(id)) throw new Error(`topic ${name} has id ${id} instead of ${ids.join(' or ')}`)
    if (id === undefined || id !== ids[0]) this.known[n] = { ...unknownTopic, ids: [id] }
    else this.known[n] = { ids: [id], acknowledged, durable }
    if (id === undefined) return
    for (const partition of partitions) {
      const log = this.#log(name, partition)
      if (log === undefined || log.failed) throw new Error(`${name}-${partition} is not open`)
      const found = (await contentOf(log)).map(({ entries }) => entries[0]?.value?.split(' ').slice(0, 2))
      found.forEach(([of, at] = [], position) => {
        if (of !== id) throw new Error(`${name}-${partition} has a record of ${of}, its id is ${id}`)
        if (Number(at) !== position) throw new Error(`${name}-${partition} has record ${at} at ${position}`)
      })
      const needed = (isKill ? this.known[n]?.acknowledged : this.known[n]?.durable)?.[partition] ?? 0
      if (found.length < needed) throw new Error(`${name}-${partition} has ${found.length} of ${needed} records`)
      log.highWatermark = log.writtenOffset
      this.#learn(n, partition, 'acknowledged', found.length)
      if (!isKill) this.#learn(n, partition, 'durable', found.length)
    }
  }

  #checkDirectories(): void {
    const { disk } = this.#sim.env
    for (const { name } of disk.list('data'))
      if (name.endsWith('-delete')) throw new Error(`${name} was not removed at the start`)
    for (const { topic, partition, topicId } of partitionsIn(disk, 'data')) {
      const id = this.#running.image.topic(topic)?.topicId
      if (id !== undefined && topicId !== undefined && id !== topicId)
        throw new Error(`${topic}-${partition} is of ${topicId}, the topic's id is ${id}`)
      const log = this.#running.logs.find(topic, partition)
      if (id !== undefined && log?.topicId !== id) throw new Error(`${topic}-${partition} is of ${log?.topicId}`)
    }
  }

  #learn(n: number, partition: number, what: 'acknowledged' | 'durable', count: number): void {
    const known = this.known[n] as KnownTopic
    this.known[n] = { ...known, [what]: known[what].map((each, at) => (at === partition ? count : each)) }
  }

  async run(step: TopicStep): Promise<void> {
    switch (step.kind) {
      case 'create':
        return this.#create(step.topic)
      case 'delete':
        return this.#delete(step.topic)
      case 'write':
        return this.#write(step.topic, step.partition, step.bytes)
      case 'flush':
        return this.#flush()
      case 'maintain':
        return this.#pumped(this.#running.logs.maintain())
      case 'runTimers':
        return this.#sim.runTimers()
      case 'restart':
        await this.#pumped(this.#running.stop())
        for (const [n, { acknowledged }] of this.known.entries())
          this.known[n] = { ...(this.known[n] as KnownTopic), durable: acknowledged }
        return this.start(false)
    }
  }

  async #create(n: number): Promise<void> {
    const name = topics[n] as string
    if (this.#running.image.topic(name) !== undefined) return
    const configs = new Map([['file.delete.delay.ms', '0']])
    const what = { name, partitions: partitions.length, replicationFactor: 1, assignments: [], configs }
    const planned = this.#running.topics.plan(what)
    if ('error' in planned) throw new Error(planned.error)
    this.known[n] = { ...unknownTopic, ids: [undefined, planned.topicId] }
    await this.#pumped(this.#running.topics.create([planned]))
    this.known[n] = { ...unknownTopic, ids: [planned.topicId] }
  }

  async #delete(n: number): Promise<void> {
    const topic = this.#running.image.topic(topics[n] as string)
    if (topic === undefined) return
    // Until the deletion completes, the topic may still exist, with or without records.
    this.known[n] = { ...unknownTopic, ids: [topic.topicId, undefined] }
    await this.#pumped(this.#running.topics.delete(topic))
    this.known[n] = unknownTopic
  }

  async #write(n: number, partition: number, bytes: number): Promise<void> {
    const name = topics[n] as string
    const id = this.#running.image.topic(name)?.topicId
    if (id === undefined) return
    const log = this.#log(name, partition)
    const offset = log.logEndOffset
    const value = `${id} ${offset} `.padEnd(bytes, `${offset}.`)
    const result = log.append(batch([value]), { origin: 'client', leaderEpoch: 0, produceVersion: 9 })
    if (isFailure(result)) throw new Error(`${name}-${partition}: ${result.error}`)
    await this.#pumped(
      new Promise<void>((resolve, reject) => {
        log.whenWritten(offset + 1, (failure) => (failure === null ? resolve() : reject(new Error(failure.error))))
      })
    )
    log.highWatermark = log.writtenOffset
    this.#learn(n, partition, 'acknowledged', offset + 1)
    if (this.#durability === 'disk') this.#learn(n, partition, 'durable', offset + 1)
  }

  async #flush(): Promise<void> {
    for (const [n, name] of topics.entries()) {
      if (this.#running.image.topic(name) === undefined) continue
      for (const partition of partitions) {
        await this.#pumped(this.#log(name, partition).flush())
        this.#learn(n, partition, 'durable', this.#log(name, partition).logEndOffset)
      }
    }
  }

  /** Yields to the event loop until it is done. */
  async #pumped<T>(work: Promise<T>): Promise<T> {
    let isDone = false
    const done = work.finally(() => {
      isDone = true
    })
    for (let n = 0; !isDone && n < 2000; n++) {
      await ticks(20)
      this.#sim.turn()
    }
    return done
  }
}
