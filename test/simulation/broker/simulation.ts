/**
 * One run from one seed: a broker and its clients, with trouble for a number of minutes. Then everything is healed, and all work must
 * complete within bounded time, with all guarantees kept.
 */
import type { StartOptions } from '../../../src/server/index.ts'
import { type Random, SimWorld } from '../../kit/sim-world.ts'
import { Lost } from '../clients/client.ts'
import { EpochMember } from '../clients/epoch-member.ts'
import { sessionSettings } from '../clients/group-settings.ts'
import { type Life, Member, type MemberOptions, runMember } from '../clients/member.ts'
import { consumerProtocol, streamsProtocol } from '../clients/protocols.ts'
import { Reader } from '../clients/reader.ts'
import { lockMs } from '../clients/share-ledger.ts'
import { Sharing, shareGroup } from '../clients/sharing.ts'
import { Transactor } from '../clients/transactor.ts'
import { Admin } from './admin.ts'
import { Expiry } from './expiry.ts'
import { Host } from './host.ts'
import { LastChecks } from './last-checks.ts'
import type { PartitionLedger, SentRecord, TopicKind } from './ledger.ts'
import { SimNet } from './net.ts'
import { Onlooker } from './onlooker.ts'
import { Pipeliner } from './pipeliner.ts'
import { noTrouble } from './process.ts'
import { Producer } from './producer.ts'
import { endpoint, Scene, type SimTopic } from './scene.ts'
import { Trouble } from './trouble.ts'

export interface RunOptions {
  readonly seed: number
  /** Minutes of virtual time under trouble. */
  readonly minutes: number
  readonly onLine?: (line: string) => void
}

export interface RunResult {
  readonly seed: number
  /** Hash of all events. */
  readonly hash: string
  readonly events: number
  readonly virtualMs: number
  readonly error: Error | undefined
  /** The last events. */
  readonly lines: readonly string[]
}

/** Time after healing within which everything must be acknowledged and read (guarantee L1). */
const drainMs = 60_000
const checkMs = 120_000
const groups = ['group-a', 'group-b']
/** Kind of the second group. */
const groupKinds = ['consumer', 'consumer', 'mixed', 'streams', 'streams'] as const
type GroupKind = 'classic' | (typeof groupKinds)[number]

/** Broker settings, and whether acknowledged records survive a power loss. */
function settings(random: Random): {
  readonly start: StartOptions
  readonly isDurable: boolean
  readonly deliveriesMax: number
  readonly copies: number
} {
  const durability = random.pick(['os', 'os', 'disk'] as const)
  const flushesEach = durability === 'os' && random.chance(0.4)
  const deliveriesMax = random.pick([2, 5])
  const copies = random.pick([0, 1, 1])
  const start: StartOptions = {
    dataDir: '/data',
    host: endpoint.host,
    port: endpoint.port,
    durability,
    config: {
      'log.message.timestamp.after.max.ms': '9223372036854775807',
      'log.retention.check.interval.ms': random.pick([1_000, 5_000]),
      'log.flush.offset.checkpoint.interval.ms': random.pick([1_000, 60_000]),
      'log.flush.start.offset.checkpoint.interval.ms': random.pick([1_000, 60_000]),
      'log.cleaner.backoff.ms': random.pick([500, 5_000]),
      'log.segment.delete.delay.ms': random.pick([0, 1_000, 60_000]),
      'log.index.interval.bytes': random.pick([100, 4096]),
      'ottla.tail.cache.bytes': random.pick([2 << 20, 1 << 24]),
      'ottla.open.files.max': random.pick([16, 1000]),
      'group.initial.rebalance.delay.ms': random.pick([0, 1_000]),
      'group.consumer.assignment.interval.ms': random.pick([0, 1_000]),
      ...sessionSettings('consumer'),
      'group.streams.assignment.interval.ms': random.pick([0, 1_000]),
      ...sessionSettings('streams'),
      'group.streams.initial.rebalance.delay.ms': random.pick([0, 1_000]),
      'group.streams.num.standby.replicas': copies,
      'group.share.assignment.interval.ms': random.pick([0, 1_000]),
      ...sessionSettings('share'),
      'group.share.min.record.lock.duration.ms': lockMs,
      'group.share.record.lock.duration.ms': lockMs,
      'group.share.delivery.count.limit': deliveriesMax,
      'share.coordinator.state.topic.num.partitions': random.pick([1, 3]),
      'share.coordinator.snapshot.update.records.per.snapshot': random.pick([2, 500]),
      'share.coordinator.state.topic.prune.interval.ms': random.pick([1_000, 300_000]),
      'offsets.topic.num.partitions': random.pick([1, 3]),
      'offsets.retention.check.interval.ms': 1_000,
      'transaction.remove.expired.transaction.cleanup.interval.ms': 1_000,
      'transaction.abort.timed.out.transaction.cleanup.interval.ms': 1_000,
      ...(flushesEach ? { 'log.flush.interval.messages': 1 } : {})
    }
  }
  return { start, deliveriesMax, copies, isDurable: durability === 'disk' || flushesEach }
}

export class Simulation {
  readonly world: SimWorld
  readonly scene: Scene
  readonly #random: Random
  readonly #options: RunOptions
  readonly #host: Host
  readonly #trouble: Trouble
  readonly #admin: Admin
  readonly #pipeliner: Pipeliner
  readonly #transactor: Transactor
  readonly #sharing: Sharing | undefined
  /** Standby replicas of each stateful task in a streams group. */
  readonly #copies: number
  readonly #producers: Producer[] = []
  readonly #readers: Reader[] = []

  constructor(options: RunOptions) {
    this.#options = options
    const world = new SimWorld(options.seed)
    world.onLine = options.onLine
    this.world = world
    const random = world.random('simulation')
    this.#random = random
    const net = new SimNet(world, {
      delayMs: random.pick([0.2, 1, 5]),
      pieces: random.pick([0, 0.05, 0.5]),
      pipeBytes: random.pick([4_000, 64_000, 200_000])
    })
    this.scene = new Scene(world, net, noTrouble())
    if (net.options.pipeBytes > 10_000 && random.chance(0.25)) this.scene.largestValueBytes = 600_000
    else if (random.chance(0.5)) this.scene.largestValueBytes = 1_500
    world.invariants.push(this.scene.look)
    const { start, isDurable, deliveriesMax, copies } = settings(random)
    this.#copies = copies
    this.#host = new Host(this.scene, start, isDurable)
    this.#trouble = new Trouble(this.scene, this.#host, new Onlooker(this.scene, groups))
    this.#admin = new Admin(this.scene, (topic) => this.#load(topic))
    this.#pipeliner = new Pipeliner(this.scene)
    this.#transactor = new Transactor(this.scene)
    if (random.chance(0.6)) this.#sharing = new Sharing(this.scene, deliveriesMax)
    world.say(`seed ${options.seed}: ${JSON.stringify(start)}`)
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

  /** Actors that must finish. */
  get #all(): { readonly isDone: boolean; toString(): string }[] {
    const sharing = this.#sharing === undefined ? [] : [this.#sharing]
    return [...this.#producers, ...this.#readers, this.#transactor, ...sharing]
  }

  async #play(): Promise<void> {
    const { world, scene } = this
    await this.#host.boot()
    await this.#prepare()
    const endMs = world.nowMs + this.#options.minutes * 60_000
    while (world.nowMs < endMs) await this.#trouble.next()
    await this.#trouble.heal()
    scene.isWindingDown = true
    const late = () => [...this.#all.filter((each) => !each.isDone), ...scene.lateGroups(groups)]
    await world.until(
      () => late().length === 0,
      drainMs,
      () => late().join(', ')
    )
    scene.isOver = true
    this.#trouble.turnBack()
    await this.#checkAll()
    world.say('done')
  }

  // ------------------------------------------------------------------ load

  async #prepare(): Promise<void> {
    const { world, scene } = this
    const kinds: readonly TopicKind[] = ['plain', 'retained', 'compacted']
    let isReady = false
    const prepare = async () => {
      await this.#admin.prepareOffsets()
      for (const kind of kinds) await this.#admin.make(kind, this.#random.whole(1, 2))
      isReady = true
    }
    scene.act('prepare', prepare())
    await world.until(() => isReady, 20_000, 'topics are made')
    for (const group of groups) {
      const topics = scene.topics.filter(({ kind }) => kind !== 'churned')
      const kind = group === 'group-a' ? 'classic' : this.#random.pick(groupKinds)
      const members = kind === 'streams' ? this.#random.pick([2, 3, 3]) : this.#random.whole(1, 3)
      if (kind === 'streams') scene.holdingsOf(group).copiesWanted = this.#copies
      for (let n = 0; n < members; n++) {
        const options = {
          name: `${group}-member-${n}`,
          group,
          topics,
          process: `process-${n % 2}`,
          mayBeStatic: kind === 'consumer',
          isMixed: kind === 'mixed'
        }
        scene.act('member', runMember(scene, options.name, this.#livesOf(kind, options)))
      }
    }
    scene.act('admin', this.#admin.run())
    scene.act('pipeliner', this.#pipeliner.run())
    scene.act('transactor', this.#transactor.run())
    if (this.#sharing !== undefined) scene.act('sharing', this.#sharing.run())
  }

  /** Protocol of a group's members. In a mixed group, both are used, and the group is converted between them. */
  #livesOf(kind: GroupKind, options: MemberOptions): Life[] {
    const { scene } = this
    if (kind === 'streams') return [new EpochMember(scene, options, streamsProtocol(this.#copies > 0))]
    const lives: Life[] = []
    if (kind !== 'consumer') lives.push(new Member(scene, options))
    if (kind !== 'classic') lives.push(new EpochMember(scene, options, consumerProtocol))
    return lives
  }

  /** Starts the clients of a topic. */
  #load(topic: SimTopic): void {
    const { scene } = this
    const random = this.#random
    const everyMs = random.pick([150, 600])
    for (let n = 0; n < (topic.kind === 'churned' ? 1 : 2); n++) {
      const acks = random.pick([1, -1] as const)
      const version = random.pick(topic.kind === 'churned' ? [13] : [3, 7, 9, 12, 13])
      const producer = new Producer(scene, { name: `producer-${topic.label}-${n}`, topic, acks, everyMs, version })
      this.#producers.push(producer)
      scene.act('producer', producer.run())
    }
    for (let partition = 0; partition < topic.partitions.length; partition++) {
      const isolationLevel = random.pick([0, 1] as const)
      const version = random.pick(topic.kind === 'churned' ? [13, 16] : [4, 7, 11, 12, 13, 16])
      const name = `reader-${topic.label}-${partition}`
      const reader = new Reader(scene, { name, topic, partition, isolationLevel, version })
      this.#readers.push(reader)
      scene.act('reader', reader.run())
    }
  }

  // ------------------------------------------------------------------ the end

  async #checkAll(): Promise<void> {
    let isChecked = false
    const check = async () => {
      for (const topic of this.scene.topics) {
        for (const [partition, ledger] of topic.partitions.entries()) {
          if (ledger.isDeleted) continue
          const found = await this.#readWhole(topic, partition)
          ledger.checkWhole(found, ledger.logStart, ledger.highWatermark)
        }
      }
      await untilNotLost(() => this.#admin.check())
      await untilNotLost(async () => this.#pipeliner.check(await this.scene.connect('pipeliner')))
      const last = new LastChecks(this.scene)
      const expiry = new Expiry(this.scene)
      await untilNotLost(() => last.run([...groups, shareGroup]))
      await untilNotLost(() => expiry.run(groups))
      isChecked = true
    }
    this.scene.act('check', check())
    await this.world.until(() => isChecked, checkMs, 'all is read once more')
  }

  /** Connections that were cut earlier may still break. In that case, start over. */
  async #readWhole(topic: SimTopic, partition: number): Promise<{ offset: number; record: SentRecord }[]> {
    const name = `check-${topic.label}-${partition}`
    const reader = new Reader(this.scene, { name, topic, partition, isolationLevel: 0, version: 12, isHasty: true })
    const ledger = topic.partitions[partition] as PartitionLedger
    return untilNotLost(async () => {
      const client = await this.scene.connect(name)
      reader.position = await reader.list(client, -2n)
      const found: { offset: number; record: SentRecord }[] = []
      while (!reader.isDone) {
        for (const id of await reader.poll(client))
          found.push({ offset: ledger.offsetOf.get(id) as number, record: ledger.sent.get(id) as SentRecord })
      }
      client.close()
      return found
    })
  }
}

/** Connections that were cut earlier may only break now. In that case, retry. */
async function untilNotLost<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Lost)) throw error
    }
  }
}

export const simulate = (options: RunOptions): Promise<RunResult> => new Simulation(options).run()
