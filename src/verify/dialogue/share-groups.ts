import type {
  ShareAcknowledgeRequestInput,
  ShareAcknowledgeResponse,
  ShareFetchRequestInput,
  ShareFetchResponse,
  ShareGroupDescribeResponse,
  ShareGroupHeartbeatRequestInput,
  ShareGroupHeartbeatResponse
} from '../../protocol/index.ts'
import type { Client } from '../client.ts'
import { equal, only } from '../expect.ts'
import type { Topic, Trial } from '../trial.ts'
import { configured } from './consumer-groups.ts'
import { heardOfTopics } from './coordinator.ts'
import { produced, type TopicLike } from './produce.ts'
import { batchOf, values } from './records.ts'

export const api = 'ShareGroupHeartbeat'

type Beat = ShareGroupHeartbeatRequestInput
type Acknowledged =
  ShareAcknowledgeRequestInput['topics'][number]['partitions'][number]['acknowledgementBatches'][number]
type PartitionShared = ShareFetchResponse['responses'][number]['partitions'][number]

export async function beat(t: Trial, body: Partial<Beat> & Pick<Beat, 'groupId' | 'memberId'>, polls = false) {
  const whole = { memberEpoch: 0, ...body }
  if (whole.memberEpoch === 0) await heardOfTopics(t, whole.groupId)
  return polls ? t.aside(api, 1, whole) : t.call(api, 1, whole)
}

/** A member that has joined, as it knows itself. */
interface ShareMember {
  readonly groupId: string
  readonly memberId: string
  epoch: number
  partitions: number[]
}

function heard(member: ShareMember, answer: ShareGroupHeartbeatResponse): void {
  if (answer.errorCode !== 0) return
  member.epoch = answer.memberEpoch
  const given = answer.assignment?.topicPartitions.flatMap(({ partitions }) => partitions)
  if (given !== undefined) member.partitions = given.sort((a, b) => a - b)
}

/** `isAside`: what it is given depends on the random id of the topic, so a differential run does not compare it. */
export async function joined(
  t: Trial,
  groupId: string,
  topics: readonly string[],
  { word = 'm', isAside = false } = {}
): Promise<ShareMember> {
  const member: ShareMember = { groupId, memberId: t.uniqueName(word), epoch: 0, partitions: [] }
  const answer = await beat(t, { groupId, memberId: member.memberId, subscribedTopicNames: [...topics] }, isAside)
  equal([answer.errorCode, answer.errorMessage], [0, null], 'error of the joining heartbeat')
  heard(member, answer)
  return member
}

/** Beats until the member has so many partitions; a differential run does not compare how often. */
export async function assigned(t: Trial, member: ShareMember, count: number): Promise<void> {
  await t.until(`${count} partitions`, async () => {
    const { groupId, memberId, epoch: memberEpoch } = member
    if (member.partitions.length === count) return true
    heard(member, await beat(t, { groupId, memberId, memberEpoch }, true))
    return member.partitions.length === count
  })
}

/** A share group whose assignments are made at once. */
export async function shareGroup(t: Trial, configs: Readonly<Record<string, string>> = {}): Promise<string> {
  const groupId = await t.group()
  await configured(t, groupId, { 'share.assignment.interval.ms': '0', ...configs })
  return groupId
}

export async function described(t: Trial, groupId: string): Promise<ShareGroupDescribeResponse['groups'][number]> {
  const answer = await t.call('ShareGroupDescribe', 1, { groupIds: [groupId], includeAuthorizedOperations: false })
  return only(answer.groups, 'groups')
}

/** Has a group start at an offset in every partition of a topic; -1: as its configs say. */
export async function startAt(t: Trial, groupId: string, topic: Topic, startOffset = 0): Promise<void> {
  const partitions = Array.from({ length: topic.partitions }, (_, partitionIndex) => ({
    partitionIndex,
    startOffset: BigInt(startOffset)
  }))
  await t.until('the offsets of the group', async () => {
    const topics = [{ topicName: topic.name, partitions }]
    const answer = await t.quietly('AlterShareGroupOffsets', { groupId, topics })
    const rows = answer.responses.flatMap((each) => each.partitions)
    return answer.errorCode === 0 && rows.every(({ errorCode }) => errorCode === 0)
  })
}

interface Sharing {
  readonly partitions?: number
  /** Records in each partition, each batch of so many. */
  readonly batches?: readonly number[]
  readonly configs?: Readonly<Record<string, string>>
  readonly startOffset?: number
}

/** A topic with records, and a group that begins at its first. */
export async function shared(
  t: Trial,
  { partitions = 1, batches = [10], configs = {}, startOffset = 0 }: Sharing = {}
): Promise<{ readonly topic: Topic; readonly groupId: string }> {
  const topic = await t.topic({ partitions })
  const groupId = await t.group()
  if (Object.keys(configs).length > 0) await configured(t, groupId, configs)
  await startAt(t, groupId, topic, startOffset)
  for (let partition = 0; partition < partitions; partition++)
    for (const count of batches) await produced(t, topic, batchOf(t, values(count)), { partition })
  return { topic, groupId }
}

export const ack = (first: number, last: number, ...types: number[]): Acknowledged => ({
  firstOffset: BigInt(first),
  lastOffset: BigInt(last),
  acknowledgeTypes: types
})

export const accept = 1
export const release = 2
export const reject = 3
export const renew = 4

type Named = Pick<TopicLike, 'id'>

interface FetchOptions {
  readonly version?: number
  /** Its partitions are added to the session; all that it fetches by default in the first request. */
  readonly partitions?: readonly number[]
  readonly acknowledged?: readonly Acknowledged[]
  readonly forgotten?: readonly number[]
  readonly changed?: Partial<ShareFetchRequestInput>
  /** Not compared. */
  readonly polls?: boolean
}

/** Fetches for one member, in a session of its own, from one topic. Whoever it is need not have joined. */
export class ShareReader {
  readonly memberId: string
  readonly groupId: string
  readonly topic: Named
  readonly #t: Trial
  readonly #client: Client | undefined
  epoch = 0

  constructor(t: Trial, groupId: string, topic: Named, client?: Client) {
    this.#t = t
    this.groupId = groupId
    this.topic = topic
    this.#client = client
    this.memberId = t.uniqueName('reader')
  }

  body(options: FetchOptions = {}): ShareFetchRequestInput {
    const { version = 2, acknowledged = [], forgotten = [] } = options
    const added = options.partitions ?? (this.epoch === 0 ? [0] : [])
    const named = acknowledged.length > 0 && added.length === 0 ? [0] : added
    return {
      groupId: this.groupId,
      memberId: this.memberId,
      shareSessionEpoch: this.epoch,
      maxWaitMs: 0,
      minBytes: 1,
      maxBytes: 1_000_000,
      maxRecords: 500,
      batchSize: 500,
      ...(version >= 2 ? { shareAcquireMode: 0, isRenewAck: false } : {}),
      topics:
        named.length === 0
          ? []
          : [
              {
                topicId: this.topic.id,
                partitions: named.map((partitionIndex) => ({
                  partitionIndex,
                  acknowledgementBatches: partitionIndex === named[0] ? acknowledged : []
                }))
              }
            ],
      forgottenTopicsData: forgotten.length === 0 ? [] : [{ topicId: this.topic.id, partitions: forgotten }],
      ...options.changed
    }
  }

  /** One ShareFetch; the session goes on after one that was not refused. */
  async fetch(options: FetchOptions = {}): Promise<ShareFetchResponse> {
    const { version = 2 } = options
    const body = this.body(options)
    const answer = await (options.polls === true
      ? this.#t.aside('ShareFetch', version, body)
      : this.#call('ShareFetch', version, body))
    if (answer.errorCode === 0) this.epoch = body.shareSessionEpoch === -1 ? 0 : this.epoch + 1
    return answer
  }

  #call(name: 'ShareFetch', version: number, body: ShareFetchRequestInput): Promise<ShareFetchResponse> {
    this.#t.need(name, version)
    return this.#client === undefined ? this.#t.call(name, version, body) : this.#client.call(name, version, body)
  }

  /** One that must be answered well, and what it told of one partition; undefined when it told nothing. */
  async take(options: FetchOptions = {}, partition = 0): Promise<PartitionShared | undefined> {
    const answer = await this.fetch({ changed: { maxWaitMs: 1_000 }, ...options })
    equal([answer.errorCode, answer.errorMessage], [0, null], 'error of ShareFetch')
    const rows = answer.responses.flatMap(({ partitions }) => partitions)
    return rows.find(({ partitionIndex }) => partitionIndex === partition)
  }

  /** The runs that it acquires, as first offset, last offset and delivery count. */
  async acquire(options: FetchOptions = {}, partition = 0): Promise<number[][]> {
    return rowsOf(await this.take(options, partition))
  }

  async acknowledge(
    acknowledged: readonly Acknowledged[],
    {
      version = 2,
      partition = 0,
      changed = {}
    }: {
      readonly version?: number
      readonly partition?: number
      readonly changed?: Partial<ShareAcknowledgeRequestInput>
    } = {}
  ): Promise<ShareAcknowledgeResponse> {
    const body: ShareAcknowledgeRequestInput = {
      groupId: this.groupId,
      memberId: this.memberId,
      shareSessionEpoch: this.epoch,
      ...(version >= 2 ? { isRenewAck: false } : {}),
      topics: [
        {
          topicId: this.topic.id,
          partitions: [{ partitionIndex: partition, acknowledgementBatches: acknowledged }]
        }
      ],
      ...changed
    }
    this.#t.need('ShareAcknowledge', version)
    const answer =
      this.#client === undefined
        ? await this.#t.call('ShareAcknowledge', version, body)
        : await this.#client.call('ShareAcknowledge', version, body)
    if (answer.errorCode === 0) this.epoch = body.shareSessionEpoch === -1 ? 0 : this.epoch + 1
    return answer
  }

  /** What became of the acknowledgements of one partition. */
  async settle(
    acknowledged: readonly Acknowledged[],
    options: Parameters<ShareReader['acknowledge']>[1] = {}
  ): Promise<{ readonly errorCode: number; readonly errorMessage: string | null }> {
    const answer = await this.acknowledge(acknowledged, options)
    equal([answer.errorCode, answer.errorMessage], [0, null], 'error of ShareAcknowledge')
    return only(only(answer.responses, 'topics').partitions, 'partitions')
  }
}

export const rowsOf = (shared: PartitionShared | undefined): number[][] =>
  (shared?.acquiredRecords ?? []).map(({ firstOffset, lastOffset, deliveryCount }) => [
    Number(firstOffset),
    Number(lastOffset),
    deliveryCount
  ])
