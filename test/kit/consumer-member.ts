import type { ErrorName } from '../../src/protocol/index.ts'
import { isFailure } from '../../src/protocol/index.ts'
import type { GroupStage } from './group-stage.ts'

interface Owned {
  readonly topicId: string
  readonly partitions: readonly number[]
}

/** What a test changes of a heartbeat. */
export interface BeatOptions {
  readonly memberId?: string
  readonly memberEpoch?: number
  readonly instanceId?: string | null
  readonly rackId?: string | null
  readonly rebalanceTimeoutMs?: number
  readonly subscribedTopicNames?: readonly string[] | null
  readonly subscribedTopicRegex?: string | null
  readonly serverAssignor?: string | null
  readonly topicPartitions?: readonly Owned[] | null
  readonly groupId?: string
  readonly clientId?: string
  readonly maySee?: (topic: string) => boolean
  readonly apiVersion?: number
}

/** One ConsumerGroupHeartbeat that says nothing but what it is given. */
export const beat = (stage: GroupStage, options: BeatOptions) =>
  stage.coordinator.consumerHeartbeat({
    apiVersion: 1,
    groupId: 'g',
    memberId: '',
    memberEpoch: 0,
    instanceId: null,
    rackId: null,
    rebalanceTimeoutMs: -1,
    subscribedTopicNames: null,
    subscribedTopicRegex: null,
    serverAssignor: null,
    topicPartitions: null,
    clientId: 'c',
    clientHost: '/127.0.0.1',
    maySee: () => true,
    ...options
  })

/** A member as a client keeps it: it gives up what it is told to when the test lets it, and says what it has. */
export class ConsumerMemberClient {
  readonly memberId: string
  readonly #stage: GroupStage
  readonly #options: BeatOptions
  epoch = 0
  /** What it reads, by `topicId partition`. */
  owned = new Set<string>()
  /** What the coordinator last told it to have. */
  assigned = new Set<string>()

  constructor(stage: GroupStage, memberId: string, options: BeatOptions = {}) {
    this.#stage = stage
    this.memberId = memberId
    this.#options = { rebalanceTimeoutMs: 30_000, subscribedTopicNames: ['t'], ...options }
  }

  #list(): Owned[] {
    const byTopic = new Map<string, number[]>()
    for (const place of this.owned) {
      const [topicId = '', partition = ''] = place.split(' ')
      byTopic.set(topicId, [...(byTopic.get(topicId) ?? []), Number(partition)])
    }
    return [...byTopic].map(([topicId, partitions]) => ({ topicId, partitions }))
  }

  /** A fenced member loses everything and begins anew. */
  async beat(changed: BeatOptions = {}): Promise<ErrorName | null> {
    const topicPartitions = this.epoch === 0 ? [] : this.#list()
    const { memberId, epoch: memberEpoch } = this
    const answer = await beat(this.#stage, { ...this.#options, memberId, memberEpoch, topicPartitions, ...changed })
    if (isFailure(answer)) {
      if (answer.error === 'FENCED_MEMBER_EPOCH' || answer.error === 'UNKNOWN_MEMBER_ID') this.#begin()
      return answer.error
    }
    this.epoch = answer.memberEpoch
    if (answer.assignment === null) return null
    this.assigned = new Set(
      answer.assignment.flatMap(({ topicId, partitions }) => partitions.map((partition) => `${topicId} ${partition}`))
    )
    return null
  }

  #begin(): void {
    this.epoch = 0
    this.owned = new Set()
    this.assigned = new Set()
  }

  /** Gives up what it is not assigned any more, and takes what it is. */
  reconcile(): void {
    this.owned = new Set(this.assigned)
  }

  /** Stops reading what it is to give up, and takes nothing yet. */
  revoke(): void {
    for (const place of this.owned) if (!this.assigned.has(place)) this.owned.delete(place)
  }

  async leave(epoch = -1): Promise<ErrorName | null> {
    const { memberId } = this
    const { instanceId = null, groupId = 'g' } = this.#options
    const answer = await beat(this.#stage, { memberId, memberEpoch: epoch, instanceId, groupId })
    this.#begin()
    return isFailure(answer) ? answer.error : null
  }
}
