/**
 * One run from one seed: several brokers, a metadata store and clients, with trouble for a number of minutes. Then everything is
 * healed: every partition must soon have a leader, and all work must complete with all guarantees kept.
 */
import type { StartOptions } from '../../../src/server/index.ts'
import { type Random, SimWorld } from '../../kit/sim-world.ts'
import { SimNet } from '../broker/net.ts'
import type { RunOptions, RunResult } from '../broker/simulation.ts'
import { EpochMember } from '../clients/epoch-member.ts'
import { sessionSettings } from '../clients/group-settings.ts'
import { type Life, Member, runMember } from '../clients/member.ts'
import { consumerProtocol, streamsProtocol } from '../clients/protocols.ts'
import { lockMs } from '../clients/share-ledger.ts'
import { Sharing } from '../clients/sharing.ts'
import { Transactor } from '../clients/transactor.ts'
import { Calm } from './calm.ts'
import { ClusterAdmin } from './cluster-admin.ts'
import { ClusterReader } from './cluster-reader.ts'
import { ClusterScene, type ClusterTopic } from './cluster-scene.ts'
import { ClusterTrouble } from './cluster-trouble.ts'
import { Comebacks } from './comebacks.ts'
import { Copies } from './copies.ts'
import { minInSync } from './decisions.ts'
import { Lane } from './lane.ts'
import { checkReplicas } from './last-look.ts'
import { ClusterLinks } from './links.ts'
import { ClusterNode } from './node.ts'
import { SimStore } from './store.ts'
import { Truth } from './truth.ts'

export interface ClusterRunOptions extends RunOptions {
  readonly brokers: number
}

const groupId = 'group-a'
const groupKinds = ['classic', 'consumer', 'mixed', 'streams'] as const
type GroupKind = (typeof groupKinds)[number]

/** Time after healing within which every partition must have a leader. */
const leaderMs = 10_000
/** Time within which everything must be acknowledged and read. */
const drainMs = 60_000

function settings(random: Random): {
  readonly start: StartOptions
  readonly losesPower: boolean
  readonly leaseMs: number
  readonly copies: number
  readonly deliveriesMax: number
} {
  const durability = random.pick(['os', 'disk'] as const)
  const leaseMs = random.pick([2_000, 4_000])
  const copies = random.pick([0, 1])
  const deliveriesMax = random.pick([2, 5])
  const start: StartOptions = {
    dataDir: random.chance(0.6) ? '/data' : ['/data/one', '/data/two'],
    host: '127.0.0.1',
    durability,
    config: {
      'default.replication.factor': 3,
      'min.insync.replicas': minInSync,
      'offsets.topic.replication.factor': 3,
      'offsets.topic.num.partitions': 2,
      'transaction.state.log.num.partitions': 2,
      'transaction.state.log.replication.factor': 3,
      'transaction.state.log.min.isr': minInSync,
      'transaction.abort.timed.out.transaction.cleanup.interval.ms': 1_000,
      'group.initial.rebalance.delay.ms': 0,
      ...sessionSettings('consumer'),
      ...sessionSettings('streams'),
      'group.streams.initial.rebalance.delay.ms': 0,
      'group.streams.num.standby.replicas': copies,
      ...sessionSettings('share'),
      'group.share.min.record.lock.duration.ms': lockMs,
      'group.share.record.lock.duration.ms': lockMs,
      'group.share.delivery.count.limit': deliveriesMax,
      'share.coordinator.state.topic.num.partitions': 2,
      'share.coordinator.state.topic.replication.factor': 3,
      'share.coordinator.state.topic.min.isr': minInSync,
      'share.coordinator.snapshot.update.records.per.snapshot': random.pick([2, 500]),
      'share.coordinator.state.topic.prune.interval.ms': random.pick([1_000, 300_000]),
      'broker.session.timeout.ms': leaseMs,
      'broker.heartbeat.interval.ms': 500,
      'replica.lag.time.max.ms': random.pick([1_000, 5_000]),
      'replica.fetch.wait.max.ms': random.pick([50, 500]),
      'replica.fetch.backoff.ms': random.pick([100, 1_000]),
      'leader.imbalance.check.interval.seconds': random.pick([5, 300]),
      'log.flush.offset.checkpoint.interval.ms': random.pick([1_000, 60_000]),
      'log.flush.start.offset.checkpoint.interval.ms': random.pick([1_000, 60_000]),
      'log.retention.check.interval.ms': 5_000,
      'log.segment.delete.delay.ms': random.pick([0, 1_000]),
      'log.message.timestamp.after.max.ms': '9223372036854775807'
    }
  }
  return { start, losesPower: durability === 'disk', leaseMs, copies, deliveriesMax }
}

export class ClusterSimulation {
  readonly world: SimWorld
  readonly scene: ClusterScene
  readonly #options: ClusterRunOptions
  readonly #start: StartOptions
  readonly #trouble: ClusterTrouble
  readonly #admin: ClusterAdmin
  readonly #job: Transactor | undefined
  readonly #sharing: Sharing | undefined
  readonly #group: GroupKind | undefined
  /** Standby replicas of each stateful task in a streams group. */
  readonly #copies: number
  readonly #lanes: Lane[] = []
  readonly #readers: ClusterReader[] = []

  constructor(options: ClusterRunOptions) {
    this.#options = options
    const world = new SimWorld(options.seed)
    world.onLine = options.onLine
    this.world = world
    const random = world.random('simulation')
    const net = new SimNet(world, { delayMs: random.pick([0.5, 2]), pieces: random.pick([0, 0.05]), pipeBytes: 64_000 })
    const links = new ClusterLinks()
    net.links = links
    this.scene = new ClusterScene(world, net, links, new SimStore(world))
    for (let id = 1; id <= options.brokers; id++) this.scene.nodes.push(new ClusterNode(this.scene, id))
    const { start, losesPower, leaseMs, copies, deliveriesMax } = settings(random)
    this.#start = start
    this.#copies = copies
    this.#trouble = new ClusterTrouble(this.scene, start, losesPower, leaseMs)
    this.#admin = new ClusterAdmin(this.scene, (topic) => this.#load(topic))
    const loads = random.pick(['job', 'job', 'group', 'group', 'both', 'neither', 'neither'])
    this.#job = loads === 'job' || loads === 'both' ? new Transactor(this.scene.stage) : undefined
    this.#group = loads === 'group' || loads === 'both' ? random.pick(groupKinds) : undefined
    this.#sharing = random.chance(0.4) ? new Sharing(this.scene.stage, deliveriesMax) : undefined
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

  async #play(): Promise<void> {
    const { world, scene } = this
    await scene.watchStore()
    for (const node of scene.nodes) scene.act('boot', node.boot(this.#start))
    await world.until(() => scene.nodes.every(({ isServing }) => isServing), 30_000, 'the brokers start')
    const truth = new Truth(scene)
    scene.look = truth.look
    new Comebacks(scene)
    const copies = new Copies(scene, truth)
    world.invariants.push(scene.look, new Calm(scene).look, copies.look)
    await this.#until(this.#prepare(), 30_000, 'topics are made')
    if (this.#sharing !== undefined) await this.#share(this.#sharing)
    scene.act('admin', this.#admin.run())
    if (this.#job !== undefined) scene.act('transactor', this.#job.run())
    if (this.#group !== undefined) this.#join(this.#group, scene.topics.slice(0, 2))
    const endMs = world.nowMs + this.#options.minutes * 60_000
    const trouble = this.#trouble.run()
    scene.act('trouble', trouble)
    await this.#until(world.pause(endMs - world.nowMs, 'the end of trouble'), Number.POSITIVE_INFINITY, 'trouble')
    await this.#until(this.#trouble.heal(), 120_000, 'nobody stands still')
    scene.isWindingDown = true
    await world.until(
      () => this.#leaderless().length === 0,
      leaderMs,
      () => `leaders of ${this.#leaderless()}`
    )
    const topics = this.#group === undefined ? [] : scene.topics.slice(0, 2)
    const all = [...this.#lanes, ...this.#readers, this.#job, this.#sharing].filter((each) => each !== undefined)
    const late = () => [...all.filter(({ isDone }) => !isDone), ...scene.stage.late(groupId, topics)]
    await world.until(
      () => late().length === 0,
      drainMs,
      () => late().join('; ')
    )
    await this.#until(this.#admin.cancelAll(), leaderMs, 'moves are cancelled')
    await checkReplicas(scene, copies)
    scene.isOver = true
    world.say('done')
  }

  /** If a broker does not know the group's configs yet, it starts at a different offset. */
  async #share(sharing: Sharing): Promise<void> {
    const { world, scene } = this
    scene.act('sharing', sharing.run())
    await world.until(() => sharing.isReady, 30_000, 'the share group is set up')
    await this.#until(world.pause(500, 'everybody knows'), 1_000, 'everybody knows how it is set up')
  }

  /** Starts the members of a group. In a mixed group, both protocols are used. */
  #join(kind: GroupKind, topics: readonly ClusterTopic[]): void {
    const { stage } = this.scene
    if (kind === 'streams') stage.holdingsOf(groupId).copiesWanted = this.#copies
    for (let n = 0; n < 3; n++) {
      const name = `${groupId}-member-${n}`
      const options = { name, group: groupId, topics, isMixed: kind === 'mixed', process: `process-${n % 2}` }
      const lives: Life[] = []
      if (kind === 'streams') lives.push(new EpochMember(stage, options, streamsProtocol(this.#copies > 0)))
      else if (kind !== 'consumer') lives.push(new Member(stage, options))
      if (kind === 'consumer' || kind === 'mixed')
        lives.push(new EpochMember(stage, { ...options, mayBeStatic: true }, consumerProtocol))
      this.scene.act('member', runMember(stage, options.name, lives))
    }
  }

  async #until(work: Promise<unknown>, withinMs: number, what: string): Promise<void> {
    let isOver = false
    this.scene.act(
      what,
      work.then(() => {
        isOver = true
      })
    )
    await this.world.until(() => isOver, withinMs, what)
  }

  async #prepare(): Promise<void> {
    await this.#admin.make(2, true, false)
    await this.#admin.make(1, false)
  }

  #leaderless(): string[] {
    const without: string[] = []
    for (const { name, partitions } of this.scene.image.topics)
      for (const [n, { leader }] of partitions.entries()) if (leader < 0) without.push(`${name}-${n}`)
    const down = this.scene.nodes.filter(({ isServing }) => !isServing).map(({ name }) => name)
    return [...without, ...down]
  }

  /** Starts the clients of a topic. */
  #load(topic: ClusterTopic): void {
    const { scene } = this
    for (const [partition, { name }] of topic.partitions.entries()) {
      for (const n of [0, 1]) {
        const lane = new Lane(scene, `p${n}-${name}`, topic, partition)
        this.#lanes.push(lane)
        scene.act('producer', lane.run())
      }
      const reader = new ClusterReader(scene, `r-${name}`, topic, partition)
      this.#readers.push(reader)
      scene.act('reader', reader.run())
    }
  }
}

export const simulateCluster = (options: ClusterRunOptions): Promise<RunResult> => new ClusterSimulation(options).run()
