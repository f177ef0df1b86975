import {
  type ConsumerGroupDescribeResponse,
  type ConsumerGroupHeartbeatRequestInput,
  type ConsumerGroupHeartbeatResponse,
  errorCodes
} from '../../protocol/index.ts'
import { equal, only } from '../expect.ts'
import type { Trial } from '../trial.ts'
import { resource } from './configs.ts'
import { configure, heardOfConfigs, heardOfTopics } from './coordinator.ts'

export const api = 'ConsumerGroupHeartbeat'

type Body = ConsumerGroupHeartbeatRequestInput
type Owned = NonNullable<Body['topicPartitions']>

/** A group whose assignments are made at once, where the broker can be told so: else a second may pass between two. */
export async function consumerGroup(t: Trial, configs: Readonly<Record<string, string>> = {}): Promise<string> {
  const groupId = await t.group()
  await configured(t, groupId, { 'consumer.assignment.interval.ms': '0', ...configs })
  return groupId
}

/** A group has configs, and the broker and its coordinator have heard of them. */
export async function configured(t: Trial, groupId: string, configs: Readonly<Record<string, string>>): Promise<void> {
  equal(await configure(t, groupId, configs), 0, 'set-up: error of IncrementalAlterConfigs')
  await t.until('the configs of the group', async () => {
    const resources = [{ resourceType: resource.group, resourceName: groupId, configurationKeys: null }]
    const { results } = await t.quietly('DescribeConfigs', { resources })
    const shown = new Map(results[0]?.configs.map(({ name, value }) => [name, value]))
    return Object.entries(configs).every(([name, value]) => shown.get(name) === value)
  })
  await heardOfConfigs(t, groupId)
}

/** One heartbeat that says nothing but what it is given. */
export async function beat(
  t: Trial,
  body: Partial<Body> & Pick<Body, 'groupId'>,
  { version = 1, polls = false }: { readonly version?: number; readonly polls?: boolean } = {}
): Promise<ConsumerGroupHeartbeatResponse> {
  const whole = { memberId: '', memberEpoch: 0, ...body }
  if (whole.memberEpoch === 0) await heardOfTopics(t, whole.groupId)
  return polls ? t.aside(api, version, whole) : t.call(api, version, whole)
}

/** What a member says that joins. */
export const joining = (groupId: string, memberId: string, topics: readonly string[]) => ({
  groupId,
  memberId,
  memberEpoch: 0,
  rebalanceTimeoutMs: 30_000,
  subscribedTopicNames: [...topics],
  topicPartitions: []
})

interface MemberOptions {
  readonly topics?: readonly string[]
  readonly regex?: string | null
  readonly memberId?: string
  readonly instanceId?: string | null
  readonly rackId?: string | null
  readonly assignor?: string | null
  readonly rebalanceTimeoutMs?: number
  readonly version?: number
  /** Its joining and leaving are not compared: set-up, or an answer that depends on when the broker looks up an expression. */
  readonly polls?: boolean
}

/** A member of a consumer group as it knows itself. It says that it has what it was assigned. */
export class ConsumerMember {
  readonly groupId: string
  readonly memberId: string
  readonly #t: Trial
  readonly #options: MemberOptions
  epoch = 0
  owned: Owned = []

  constructor(t: Trial, groupId: string, options: MemberOptions = {}) {
    this.#t = t
    this.groupId = groupId
    this.memberId = options.memberId ?? t.uniqueName('m')
    this.#options = options
  }

  /** Everything that a member can say, as it does when it joins. */
  async join(changed: Partial<Body> = {}): Promise<ConsumerGroupHeartbeatResponse> {
    const {
      topics = [],
      regex = null,
      instanceId = null,
      rackId = null,
      assignor = null,
      version = 1,
      polls = false
    } = this.#options
    const { groupId, memberId } = this
    this.owned = []
    return this.#heard(
      await beat(
        this.#t,
        {
          groupId,
          memberId,
          memberEpoch: 0,
          instanceId,
          rackId,
          rebalanceTimeoutMs: this.#options.rebalanceTimeoutMs ?? 30_000,
          subscribedTopicNames: regex === null || topics.length > 0 ? [...topics] : null,
          ...(version >= 1 && regex !== null ? { subscribedTopicRegex: regex } : {}),
          serverAssignor: assignor,
          topicPartitions: [],
          ...changed
        },
        { version, polls }
      )
    )
  }

  /** Alive, and nothing else; `changed` says more. */
  async beat(changed: Partial<Body> = {}, polls = false): Promise<ConsumerGroupHeartbeatResponse> {
    const { groupId, memberId, epoch: memberEpoch } = this
    const { instanceId = null, version = 1 } = this.#options
    const body = { groupId, memberId, memberEpoch, instanceId, ...changed }
    return this.#heard(await beat(this.#t, body, { version, polls }))
  }

  /** Alive, and it has what it was last assigned. */
  report(): Promise<ConsumerGroupHeartbeatResponse> {
    return this.beat({ topicPartitions: this.owned })
  }

  /** As `report`, as often as it takes: a differential run does not compare it. */
  poll(): Promise<ConsumerGroupHeartbeatResponse> {
    return this.beat({ topicPartitions: this.owned }, true)
  }

  #heard(answer: ConsumerGroupHeartbeatResponse): ConsumerGroupHeartbeatResponse {
    if (answer.errorCode !== 0) return answer
    this.epoch = answer.memberEpoch
    if (answer.assignment !== null) this.owned = answer.assignment.topicPartitions
    return answer
  }

  leave(memberEpoch = -1): Promise<ConsumerGroupHeartbeatResponse> {
    const { groupId, memberId } = this
    const { instanceId = null, version = 1, polls = false } = this.#options
    return beat(this.#t, { groupId, memberId, memberEpoch, instanceId }, { version, polls })
  }

  get partitions(): number[] {
    return this.owned.flatMap(({ partitions }) => partitions).sort((a, b) => a - b)
  }
}

/** A member that has joined. */
export async function member(t: Trial, groupId: string, options: MemberOptions = {}): Promise<ConsumerMember> {
  const joined = new ConsumerMember(t, groupId, options)
  equal((await joined.join()).errorCode, 0, 'error of the joining heartbeat')
  return joined
}

/** All report until each of these has the number of partitions that is said for it. */
export async function balanced(t: Trial, members: readonly ConsumerMember[], counts: readonly number[]): Promise<void> {
  await t.until('every member has its share', async () => {
    for (const each of members) {
      const answer = await each.poll()
      if (answer.errorCode === errorCodes.FENCED_MEMBER_EPOCH) await each.join()
    }
    const sizes = members.map(({ partitions }) => partitions.length).sort((a, b) => a - b)
    return sizes.join() === [...counts].sort((a, b) => a - b).join()
  })
}

export async function described(
  t: Trial,
  groupId: string,
  version = 1
): Promise<ConsumerGroupDescribeResponse['groups'][number]> {
  const answer = await t.call('ConsumerGroupDescribe', version, {
    groupIds: [groupId],
    includeAuthorizedOperations: false
  })
  return only(answer.groups, 'groups')
}
