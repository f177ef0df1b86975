/**
 * One run from one seed: a broker, its clients, trouble for so many minutes; then all is healed, and everything must come to its
 * end within bounded time and be as promised.
 */
import type { StartOptions } from '../../../src/server/index.ts'
import { createSimDisk, type SimDisk } from '../sim-disk.ts'
import { Lost } from './client.ts'
import type { SentRecord, TopicKind } from './ledger.ts'
import { SimNet } from './net.ts'
import { BrokerProcess, noTrouble } from './process.ts'
import { Producer } from './producer.ts'
import { Reader } from './reader.ts'
import { endpoint, Scene, wait } from './scene.ts'
import { SimWorld, Violation } from './world.ts'

export interface RunOptions {
  readonly seed: number
  /** Of virtual time under trouble. */
  readonly minutes: number
  readonly onLine?: (line: string) => void
}

export interface RunResult {
  readonly seed: number
  /** Of all that happened. */
  readonly hash: string
  readonly events: number
  readonly virtualMs: number
  readonly error: Error | undefined
  /** The last of what happened. */
  readonly lines: readonly string[]
}

const drainMs = 60_000
const bootMs = 60_000

export class Simulation {
  readonly world: SimWorld
  readonly scene: Scene
  readonly #net: SimNet
  readonly #random
  readonly #options: RunOptions
  readonly #start: StartOptions
  /** A loss of power loses only what no acknowledgement promised. */
  readonly #isDurable: boolean
  readonly #producers: Producer[] = []
  readonly #readers: Reader[] = []
  #disk: SimDisk
  #lives = 0

  constructor(options: RunOptions) {
    this.#options = options
    const world = new SimWorld(options.seed)
    world.onLine = options.onLine
    this.world = world
    const random = world.random('simulation')
    this.#random = random
    this.#net = new SimNet(world, {
      delayMs: random.pick([0.2, 1, 5]),
      pieces: random.pick([0, 0.05, 0.5]),
      pipeBytes: random.pick([500, 20_000, 200_000])
    })
    this.scene = new Scene(world, this.#net, noTrouble())
    world.invariants.push(this.scene.look)
    const durability = random.pick(['os', 'os', 'disk'] as const)
    const flushesEach = durability === 'os' && random.chance(0.3)
    this.#isDurable = durability === 'disk' || flushesEach
    this.#start = {
      dataDir: '/data',
      host: endpoint.host,
      port: endpoint.port,
      durability,
      config: {
        'log.message.timestamp.after.max.ms': '9223372036854775807',
        'log.retention.check.interval.ms': random.pick([3_000, 20_000]),
        'log.cleaner.backoff.ms': random.pick([500, 5_000]),
        'log.segment.delete.delay.ms': random.pick([0, 1_000, 60_000]),
        'log.index.interval.bytes': random.pick([100, 4096]),
        'ottla.tail.cache.bytes': random.pick([2 << 20, 1 << 24]),
        'ottla.open.files.max': random.pick([16, 1000]),
        'group.initial.rebalance.delay.ms': random.pick([0, 1_000]),
        'offsets.topic.num.partitions': 2,
        ...(flushesEach ? { 'log.flush.interval.messages': 1 } : {})
      }
    }
    this.#disk = createSimDisk({ wait: (kind, path) => (this.scene.process as BrokerProcess).wait(kind, path) })
    world.say(`seed ${options.seed}: ${JSON.stringify(this.#start)}`)
  }

  async run(): Promise<RunResult> {
    const { world } = this
    let error: Error | undefined
    const rejected = (reason: unknown) => world.fail(reason)
    process.on('unhandledRejection', rejected)
    try {
      await this.#play()
    } catch (cause) {
      error = cause instanceof Error ? cause : new Error(String(cause))
    } finally {
      process.removeListener('unhandledRejection', rejected)
    }
    const { hash, eventCount: events, nowMs: virtualMs, lines } = world
    return { seed: this.#options.seed, hash, events, virtualMs, error, lines }
  }

  async #play(): Promise<void> {
    const { world, scene } = this
    await this.#boot()
    await this.#prepare()
    const endMs = world.nowMs + this.#options.minutes * 60_000
    while (world.nowMs < endMs) await this.#makeTrouble()
    world.say('healed')
    await this.#heal()
    scene.isWindingDown = true
    const isDone = () => this.#producers.every((each) => each.isDrained) && this.#readers.every((each) => each.isAtEnd)
    await world.until(
      isDone,
      drainMs,
      () => this.#producers.filter((each) => !each.isDrained).join(', ') || 'readers are not at the end'
    )
    scene.isOver = true
    await this.#checkAll()
    world.say('done')
  }

  // ------------------------------------------------------------------ the broker's lives

  async #boot(): Promise<void> {
    const { world, scene } = this
    for (;;) {
      const life = new BrokerProcess(world, this.#net, this.#disk, scene.trouble, this.#lives++)
      scene.process = life
      life.start(this.#start)
      world.say(`life ${this.#lives} begins`)
      await world.until(
        () => life.running !== undefined || life.failure !== undefined || life.isDead,
        bootMs,
        'the broker starts'
      )
      if (life.isDead) return
      if (life.running !== undefined) break
      if (!life.hadDiskError) throw life.failure
      world.say(`it could not start: ${(life.failure as Error).message}`)
      this.#disk = life.kill(undefined)
      await world.until(afterMs(world, 500), 1_000, 'a pause')
    }
  }

  #kill(isPowerLoss: boolean): void {
    const { scene, world } = this
    const life = scene.process
    if (life === undefined || life.isDead) return
    world.say(isPowerLoss ? 'the power fails' : 'kill -9')
    this.#disk = life.kill(isPowerLoss ? this.#random.u32() : undefined)
    if (isPowerLoss && !this.#isDurable) scene.mustForget = true
  }

  async #stop(): Promise<void> {
    const life = this.scene.process
    if (life?.running === undefined || life.isDead) return
    this.world.say('SIGTERM')
    life.isStopping = true
    let isStopped = false
    this.scene.act(
      'stop',
      life.running.stop(1_000).then(() => {
        isStopped = true
      })
    )
    await this.world.until(() => isStopped || life.isDead, 30_000, 'the broker stops')
    if (!life.isDead) this.#disk = life.kill(undefined)
  }

  async #makeTrouble(): Promise<void> {
    const random = this.#random
    const { world, scene } = this
    await world.until(afterMs(world, random.exponential(2_000)), 1e9, 'a pause')
    const die = random.fraction()
    if (die < 0.3) world.say(`cut ${this.#net.cutOne()}`)
    else if (die < 0.7) {
      const isPowerLoss = random.chance(0.4)
      if (random.chance(0.6)) {
        scene.process?.killBefore(random.whole(1, 30), () => this.#kill(isPowerLoss))
        const life = scene.process
        await world.until(
          or(() => life?.isDead === true, afterMs(world, 3_000)),
          1e9,
          'a kill'
        )
        this.#kill(isPowerLoss)
      } else this.#kill(isPowerLoss)
      await world.until(afterMs(world, random.exponential(500)), 1e9, 'a pause')
      await this.#bootAgain()
    } else if (die < 0.8) {
      await this.#stop()
      await this.#bootAgain()
    }
  }

  /** Restarts, and now and then the start is killed as well. */
  async #bootAgain(): Promise<void> {
    while (this.scene.process?.isDead) await this.#boot()
  }

  async #heal(): Promise<void> {
    this.#kill(false)
    await this.#bootAgain()
  }

  // ------------------------------------------------------------------ load

  async #prepare(): Promise<void> {
    const { world, scene } = this
    const random = this.#random
    const kinds: readonly TopicKind[] = ['plain', 'plain']
    let isReady = false
    const prepare = async () => {
      const client = await scene.connect('admin')
      for (const [n, kind] of kinds.entries()) {
        const name = `${kind}${n}`
        const segmentBytes = random.pick([1_000, 10_000, 1_000_000])
        const configs = [
          { name: 'internal.segment.bytes', value: String(segmentBytes) },
          { name: 'retention.ms', value: '-1' }
        ]
        const partitions = random.whole(1, 3)
        const answer = await client.call('CreateTopics', 7, {
          timeoutMs: 5_000,
          topics: [{ name, numPartitions: partitions, replicationFactor: 1, assignments: [], configs }]
        })
        const made = answer.topics[0]
        if (made?.errorCode !== 0) throw new Violation(`CreateTopics: ${made?.errorCode} ${made?.errorMessage}`)
        scene.addTopic(name, made.topicId, kind, partitions)
      }
      client.close()
      isReady = true
    }
    scene.act('prepare', prepare())
    await world.until(() => isReady, 20_000, 'topics are made')
    for (const topic of scene.topics) this.#load(topic.name)
  }

  #load(name: string): void {
    const { scene } = this
    const random = this.#random
    const topic = scene.topics.find((each) => each.name === name)
    if (topic === undefined) return
    const everyMs = random.pick([20, 200])
    for (let n = 0; n < 2; n++) {
      const producer = new Producer(scene, {
        name: `producer-${name}-${n}`,
        topic,
        acks: random.pick([1, -1] as const),
        everyMs,
        version: random.pick([3, 7, 9, 12, 13])
      })
      this.#producers.push(producer)
      scene.act('producer', producer.run())
    }
    for (let partition = 0; partition < topic.partitions.length; partition++) {
      const isolationLevel = random.pick([0, 1] as const)
      const version = random.pick([4, 7, 11, 12, 13, 16])
      const reader = new Reader(scene, {
        name: `reader-${name}-${partition}`,
        topic,
        partition,
        isolationLevel,
        version
      })
      this.#readers.push(reader)
      scene.act('reader', reader.run())
    }
  }

  // ------------------------------------------------------------------ the end

  async #checkAll(): Promise<void> {
    const { world, scene } = this
    let isChecked = false
    const check = async () => {
      for (const topic of scene.topics) {
        for (const [partition, ledger] of topic.partitions.entries()) {
          if (ledger.isDeleted) continue
          const reader = new Reader(scene, {
            name: `check-${ledger.name}`,
            topic,
            partition,
            isolationLevel: 0,
            version: 12
          })
          let found: { offset: number; record: SentRecord }[] | undefined
          while (found === undefined) found = await this.#readWhole(reader).catch(lostAsUndefined)
          ledger.checkWhole(found, ledger.logStart, ledger.highWatermark)
        }
      }
      isChecked = true
    }
    scene.act('check', check())
    await world.until(() => isChecked, 600_000, 'all is read once more')
  }

  async #readWhole(reader: Reader): Promise<{ offset: number; record: SentRecord }[]> {
    const { scene } = this
    const client = await scene.connect('check')
    reader.position = await reader.list(client, -2n)
    const found: { offset: number; record: SentRecord }[] = []
    while (!reader.isAtEnd) {
      for (const record of await reader.poll(client))
        found.push({ offset: reader.ledger.offsetOf.get(record.id) as number, record })
    }
    client.close()
    return found
  }
}

function lostAsUndefined(error: unknown): undefined {
  if (!(error instanceof Lost)) throw error
}

const or = (one: () => boolean, other: () => boolean) => () => one() || other()

/** True when so much time has passed. */
function afterMs(world: SimWorld, ms: number): () => boolean {
  let isOver = false
  world.after(ms, 'pause', () => {
    isOver = true
  })
  return () => isOver
}

void wait

export const simulate = (options: RunOptions): Promise<RunResult> => new Simulation(options).run()
