import { GroupCoordinator, type JoinAnswer, type JoinCommand, type SyncAnswer } from '../../src/coordination/index.ts'
import type { TopicImage } from '../../src/metadata/index.ts'
import { type ErrorName, type Failure, failed, isFailure } from '../../src/protocol/index.ts'
import type { Partition } from '../../src/replica/index.ts'
import { emptyDelta } from './empty-delta.ts'
import { FakePartition } from './fake-partition.ts'
import { turn, VirtualTime } from './virtual-time.ts'

const defaults: Readonly<Record<string, number>> = {
  'group.streams.max.size': 2 ** 31 - 1,
  'streams.session.timeout.ms': 45_000,
  'streams.heartbeat.interval.ms': 5000,
  'streams.assignment.interval.ms': 0,
  'streams.initial.rebalance.delay.ms': 0,
  'streams.num.standby.replicas': 0,
  'group.consumer.max.size': 2 ** 31 - 1,
  'group.consumer.regex.refresh.interval.ms': 600_000,
  'consumer.session.timeout.ms': 45_000,
  'consumer.heartbeat.interval.ms': 5000,
  'consumer.assignment.interval.ms': 0,
  'group.initial.rebalance.delay.ms': 3000,
  'group.max.size': 2 ** 31 - 1,
  'group.min.session.timeout.ms': 6000,
  'group.max.session.timeout.ms': 1_800_000,
  'offset.metadata.max.bytes': 4096,
  'offsets.commit.timeout.ms': 5000,
  'offsets.retention.minutes': 10080,
  'offsets.retention.check.interval.ms': 600_000
}

export interface StageOptions {
  readonly partitions?: number
  readonly configs?: Readonly<Record<string, number>>
  readonly seed?: number
}

const silent = { info() {}, warn() {}, error() {}, debug() {} }

/** The part of a metadata image that groups look at. */
export class StageTopics {
  readonly #byName = new Map<string, TopicImage>()
  revision = 1

  get topics(): Iterable<TopicImage> {
    return this.#byName.values()
  }

  set(name: string, count: number, id = topicId(name)): TopicImage {
    const partition = {
      replicas: [1],
      directories: [],
      isr: [1],
      elr: [],
      lastKnownElr: [],
      adding: [],
      removing: [],
      leader: 1,
      leaderEpoch: 0,
      partitionEpoch: 0,
      revision: 0
    }
    const partitions = Array.from({ length: count }, () => partition)
    const topic = { name, topicId: id, isInternal: false, partitions }
    this.#byName.set(name, topic)
    this.revision++
    return topic
  }

  remove(name: string): void {
    this.#byName.delete(name)
    this.revision++
  }

  topic(name: string): TopicImage | undefined {
    return this.#byName.get(name)
  }

  topicById(id: string): TopicImage | undefined {
    return [...this.topics].find((topic) => topic.topicId === id)
  }

  broker(): undefined {}
}

/** What the coordinator of one broker sees of the world, with time and log in the hands of a test. */
export class GroupStage {
  readonly time: VirtualTime
  readonly partitions: FakePartition[]
  readonly configs: Record<string, number>
  readonly texts: Record<string, string> = {
    'group.consumer.assignors': 'uniform,range',
    'group.consumer.migration.policy': 'bidirectional'
  }
  /** The topics that there are. */
  readonly topics = new StageTopics()
  /** What was logged as an error: nothing, where a test does not want it. */
  readonly faults: string[] = []
  coordinator: GroupCoordinator

  constructor({ partitions = 1, configs = {}, seed = 1 }: StageOptions = {}) {
    this.time = new VirtualTime(seed)
    this.partitions = Array.from({ length: partitions }, (_, index) => new FakePartition(index))
    this.configs = { ...defaults, ...configs }
    this.coordinator = this.#make()
  }

  get partition(): FakePartition {
    return this.partitions[0] as FakePartition
  }

  #make(): GroupCoordinator {
    const { configs, texts, partitions } = this
    const coordinator = new GroupCoordinator({
      env: this.time.env,
      log: { ...silent, error: (message) => void this.faults.push(message) },
      config: {
        number: (name) => configs[name] ?? Number.NaN,
        text: (name) => texts[name] ?? null,
        ofGroup: (_, name) => String(configs[name])
      },
      shareStates: { initialize: async () => null, delete: async () => null },
      topics: this.topics,
      replicas: {
        leader: (_topic, index): Partition | Failure => {
          const partition = partitions[index]
          if (partition === undefined) return failed('UNKNOWN_TOPIC_OR_PARTITION')
          return partition.isLeader ? (partition as unknown as Partition) : failed('NOT_LEADER_OR_FOLLOWER')
        }
      },
      offsetsPartitionCount: () => partitions.length
    })
    coordinator.refresh()
    return coordinator
  }

  /** A new process on the same log. */
  async restart(): Promise<void> {
    this.coordinator.stop()
    for (const partition of this.partitions) partition.leaderEpoch++
    this.coordinator = this.#make()
    await this.loaded()
  }

  async loaded(): Promise<void> {
    while (isFailure(this.coordinator.list())) await turn()
  }

  /** A topic is made, or has so many partitions from now on. */
  setTopic(name: string, partitions: number, id = topicId(name)): void {
    const topic = this.topics.set(name, partitions, id)
    this.coordinator.onImage({ ...emptyDelta, topics: [topic] })
  }

  topicDeleted(name: string): void {
    this.topics.remove(name)
    const deleted = { name, topicId: topicId(name), isInternal: false, partitions: [] }
    this.coordinator.onImage({ ...emptyDelta, deletedTopics: [deleted] })
  }

  join(command: Partial<JoinCommand>): Promise<JoinAnswer> {
    return this.coordinator.join({
      groupId: 'g',
      memberId: '',
      groupInstanceId: null,
      protocolType: 'consumer',
      protocols: [{ name: 'range', metadata: subscription('t') }],
      sessionTimeoutMs: 10_000,
      rebalanceTimeoutMs: 20_000,
      clientId: 'c',
      clientHost: '/127.0.0.1',
      reason: null,
      requiresKnownMemberId: false,
      supportsSkippingAssignment: true,
      ...command
    })
  }

  sync(
    member: { readonly memberId: string; readonly generationId: number },
    assignments: Readonly<Record<string, string>> = {},
    groupId = 'g'
  ): Promise<SyncAnswer> {
    const { memberId, generationId } = member
    return this.coordinator.sync({
      groupId,
      memberId,
      groupInstanceId: null,
      generationId,
      protocolType: null,
      protocolName: null,
      assignments: Object.entries(assignments).map(([id, text]) => ({ memberId: id, assignment: Buffer.from(text) }))
    })
  }

  heartbeat(member: { readonly memberId: string; readonly generationId: number }, groupId = 'g'): ErrorName {
    const { memberId, generationId } = member
    return this.coordinator.heartbeat({ groupId, memberId, groupInstanceId: null, generationId })?.error ?? 'NONE'
  }

  /** A group of these many members that is stable, the leader first. */
  async stableGroup(count: number, command: Partial<JoinCommand> = {}): Promise<JoinAnswer[]> {
    const joining = Array.from({ length: count }, (_, index) => this.join({ clientId: `c${index}`, ...command }))
    await this.time.advance(3000)
    await this.time.advance(3000)
    const answers = await Promise.all(joining)
    const assignments = Object.fromEntries(answers.map(({ memberId }) => [memberId, `part of ${memberId}`]))
    const groupId = command.groupId ?? 'g'
    await Promise.all(
      answers.map((answer) => this.sync(answer, answer.leader === answer.memberId ? assignments : {}, groupId))
    )
    return answers.sort((a) => (a.memberId === a.leader ? -1 : 1))
  }

  async commit(
    topic: string,
    partition: number,
    offset: number,
    by: {
      readonly memberId?: string
      readonly generationId?: number
      readonly groupId?: string
      readonly metadata?: string
      readonly retentionMs?: bigint
    } = {}
  ): Promise<ErrorName> {
    const decision = await this.coordinator.commitOffsets({
      groupId: by.groupId ?? 'g',
      memberId: by.memberId ?? '',
      groupInstanceId: null,
      generationId: by.generationId ?? -1,
      retentionMs: by.retentionMs ?? -1n,
      apiVersion: 9,
      topics: [
        {
          topic,
          topicId: topicId(topic),
          partitions: [
            {
              partition,
              offset: BigInt(offset),
              leaderEpoch: -1,
              metadata: by.metadata ?? null,
              commitTimestampMs: -1n
            }
          ]
        }
      ]
    })
    return isFailure(decision) ? decision.error : (decision[0]?.partitions[0]?.error ?? 'NONE')
  }

  async fetch(
    topic: string,
    partition: number,
    options: { readonly groupId?: string; readonly topicId?: string; readonly requireStable?: boolean } = {}
  ): Promise<number | ErrorName> {
    const { groupId = 'g', topicId: id = topicId(topic), requireStable = false } = options
    const answer = await this.coordinator.fetchOffsets({
      groupId,
      memberId: null,
      memberEpoch: -1,
      requireStable,
      topics: [{ topic, topicId: id, partitions: [partition] }]
    })
    const fetched = answer.topics[0]?.partitions[0]
    if (fetched === undefined) return answer.error
    return fetched.error === 'NONE' ? Number(fetched.offset) : fetched.error
  }
}

/** An id of its own for every topic name. */
export const topicId = (topic: string): string => Buffer.alloc(16, topic).toString('base64url')

/** ConsumerProtocolSubscription v0. */
export function subscription(...topics: readonly string[]): Buffer {
  const head = Buffer.alloc(6)
  head.writeInt32BE(topics.length, 2)
  const names = topics.map((topic) => Buffer.concat([Buffer.of(0, topic.length), Buffer.from(topic)]))
  return Buffer.concat([head, ...names, Buffer.from([255, 255, 255, 255])])
}
