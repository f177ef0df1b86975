/*
 * Initializes, alters and deletes a group's share partition states at the share coordinator, and writes the group's own records before
 * and after (GroupCoordinatorService#persisterInitialize, #deleteShareGroupOffsets).
 */

import type { Env, Logger } from '../../../env/index.ts'
import { type Failure, failed, isFailure } from '../../../protocol/index.ts'
import type { ShardWriter } from '../../runtime/kind.ts'
import type { ConfigReader } from '../config-reader.ts'
import type { GroupCounts } from '../counts.ts'
import type { TopicPartitions } from '../modern/partitions.ts'
import type { TopicsView } from '../modern/topics.ts'
import type { GroupRecord } from '../records.ts'
import type { GroupState } from '../state.ts'
import { ShareGroup } from './group.ts'
import { type StatePartitions, sameStates } from './member.ts'
import { type AlteredTopic, afterDeletion, beforeAlteration, merged, notShareGroup, without } from './offsets.ts'
import { statePartitionsRecord } from './records.ts'

interface StateKey {
  readonly groupId: string
  readonly topicId: string
  readonly partition: number
}

/** The share coordinator, which may be on another broker. */
interface ShareStateKeeper {
  initialize(command: {
    readonly key: StateKey
    readonly stateEpoch: number
    readonly startOffset: number
  }): Promise<null | Failure>
  delete(key: StateKey): Promise<null | Failure>
}

export interface ShareStatesOptions {
  readonly env: Env
  readonly log: Logger
  readonly config: ConfigReader
  readonly topics: TopicsView
  readonly shareStates: ShareStateKeeper
  readonly counts?: GroupCounts
}

/** Result for one partition. A null failure means success. */
export interface AlteredPartition {
  readonly partition: number
  readonly failure: Failure | null
}

export interface DeletedTopic {
  readonly topic: string
  readonly topicId: string
  readonly failure: Failure | null
}

/** Start offset of an unread share partition: its leader applies `share.auto.offset.reset`. */
const noStart = -1

type Result = StateKey & { readonly failure: Failure | null }

export class ShareGroupStates {
  readonly #options: ShareStatesOptions
  readonly #state: GroupState
  readonly #shard: ShardWriter<GroupRecord>
  /** Groups whose share partitions are being initialized. */
  readonly #initializing = new Set<string>()

  constructor(options: ShareStatesOptions, state: GroupState, shard: ShardWriter<GroupRecord>) {
    this.#options = options
    this.#state = state
    this.#shard = shard
  }

  /** Initializes states at the share coordinator and records the successful ones, which are assigned from the next heartbeat on. */
  async initialize(groupId: string, wanted: TopicPartitions, stateEpoch: number): Promise<void> {
    if (this.#initializing.has(groupId)) return
    const results = await this.#make(groupId, wanted, stateEpoch, () => noStart)
    const error = results.find(({ failure }) => failure !== null)?.failure?.error
    if (error === undefined) return
    this.#options.log.warn('failed to initialize share partitions', { group: groupId, error })
    this.#tryAgain(groupId)
  }

  async #make(
    groupId: string,
    wanted: TopicPartitions,
    stateEpoch: number,
    startOf: (topicId: string, partition: number) => number
  ): Promise<Result[]> {
    this.#initializing.add(groupId)
    const results = await this.#each(groupId, wanted, (key) =>
      this.#options.shareStates.initialize({ key, stateEpoch, startOffset: startOf(key.topicId, key.partition) })
    )
    this.#initializing.delete(groupId)
    const made = new Map<string, Set<number>>()
    for (const { topicId, partition, failure } of results)
      if (failure === null) made.set(topicId, (made.get(topicId) ?? new Set()).add(partition))
    if (made.size > 0) await this.#noteInitialized(groupId, made)
    return results
  }

  #each(groupId: string, all: TopicPartitions, ask: (key: StateKey) => Promise<Failure | null>): Promise<Result[]> {
    const keys = [...all].flatMap(([topicId, partitions]) =>
      [...partitions].map((partition) => ({ groupId, topicId, partition }))
    )
    return Promise.all(keys.map(async (key) => ({ ...key, failure: await ask(key) })))
  }

  /** Retries the missing share partitions, even without another heartbeat. */
  #tryAgain(groupId: string): void {
    if (this.#shard.phase !== 'active') return
    const afterMs = this.#options.config.number('group.share.initialize.retry.interval.ms')
    this.#shard.deadlines.schedule(`share states ${groupId}`, afterMs, () => {
      const group = this.#state.share(groupId)
      const missing = group?.statePartitions.initializing
      if (group !== undefined && missing !== undefined && missing.size > 0)
        void this.initialize(groupId, missing, group.groupEpoch)
    })
  }

  async #noteInitialized(groupId: string, made: TopicPartitions): Promise<void> {
    const group = this.#state.share(groupId)
    if (group === undefined || this.#shard.phase !== 'active') return
    const { initializing, initialized, deleting } = group.statePartitions
    await this.#write(groupId, {
      initializing: without(initializing, made),
      initialized: merged(initialized, made),
      deleting
    })
  }

  #write(groupId: string, next: StatePartitions): Promise<Failure | null> {
    const nameOf = (topicId: string) => this.#options.topics.topicById(topicId)?.name
    return this.#shard.run({ records: [statePartitionsRecord(groupId, next, nameOf)], answer: null })
  }

  /**
   * Sets the start offsets of an empty group, which is created if it does not exist. Results are in request order. Fails with
   * GROUP_ID_NOT_FOUND, NON_EMPTY_GROUP, or an error of an unavailable coordinator.
   */
  async alter(groupId: string, topics: readonly AlteredTopic[]): Promise<readonly AlteredPartition[][] | Failure> {
    const known = this.#state.groups.get(groupId)
    if (known !== undefined && !(known instanceof ShareGroup)) return notShareGroup(groupId)
    const group = known ?? new ShareGroup(groupId)
    const planned = beforeAlteration(group, topics)
    if (isFailure(planned)) return planned
    if (topics.length === 0) return []
    const refused = await this.#write(groupId, planned.next)
    if (refused !== null) return refused
    const results = await this.#make(
      groupId,
      planned.altered,
      group.groupEpoch,
      (topicId, partition) => planned.starts.get(topicId)?.get(partition) ?? noStart
    )
    const failureOf = (topicId: string, partition: number): Failure | null =>
      results.find((each) => each.topicId === topicId && each.partition === partition)?.failure ?? null
    return topics.map(({ topicId, partitionCount, partitions }) =>
      partitions.map(({ partition }) => ({
        partition,
        failure: partition < partitionCount ? failureOf(topicId, partition) : failed('UNKNOWN_TOPIC_OR_PARTITION')
      }))
    )
  }

  /**
   * Deletes the state of topics in an empty group, as if it had never read them. Successful topics come first in the result. Fails with
   * GROUP_ID_NOT_FOUND, NON_EMPTY_GROUP, or an error of an unavailable coordinator.
   */
  async deleteOffsets(groupId: string, topicNames: readonly string[]): Promise<readonly DeletedTopic[] | Failure> {
    const known = this.#state.groups.get(groupId)
    if (known === undefined) return failed('GROUP_ID_NOT_FOUND', `Group ${groupId} not found.`)
    if (!(known instanceof ShareGroup)) return notShareGroup(groupId)
    const planned = afterDeletion(known, topicNames, (topic) => this.#options.topics.topic(topic))
    if (isFailure(planned)) return planned
    const refused = await this.#write(groupId, planned.next)
    if (refused !== null) return refused
    if (planned.removed.size === 0) return planned.refused
    const failures = await this.#remove(groupId, planned.removed)
    const rows = [...planned.removed.keys()].map((topicId) => ({
      topic: planned.next.deleting.get(topicId) ?? '',
      topicId,
      failure: failures.get(topicId) ?? null
    }))
    const done = rows.filter(({ failure }) => failure === null)
    const group = this.#state.share(groupId)
    if (done.length > 0 && group !== undefined) {
      const gone = new Set(done.map(({ topicId }) => topicId))
      const deleting = new Map([...group.statePartitions.deleting].filter(([topicId]) => !gone.has(topicId)))
      const unwritten = await this.#write(groupId, { ...group.statePartitions, deleting })
      if (unwritten !== null) return unwritten
    }
    return [...done, ...planned.refused, ...rows.filter(({ failure }) => failure !== null)]
  }

  /** Deletes states, and returns the first failure of each topic. */
  async #remove(groupId: string, all: TopicPartitions): Promise<ReadonlyMap<string, Failure>> {
    const results = await this.#each(groupId, all, (key) => this.#options.shareStates.delete(key))
    const failures = new Map<string, Failure>()
    for (const { topicId, failure } of results)
      if (failure !== null && !failures.has(topicId)) failures.set(topicId, failure)
    return failures
  }

  /** Deletes all states of a group that is being deleted. */
  async deleteAll(groupId: string): Promise<Failure | null> {
    const group = this.#state.share(groupId)
    if (group === undefined) return null
    const { initializing, initialized, deleting } = group.statePartitions
    const { topics } = this.#options
    const going = new Map<string, ReadonlySet<number>>()
    for (const [topicId, partitions] of merged(initializing, initialized))
      if (topics.topicById(topicId) !== undefined) going.set(topicId, partitions)
    for (const topicId of deleting.keys()) {
      const count = topics.topicById(topicId)?.partitions.length ?? 0
      if (count > 0) going.set(topicId, new Set(Array.from({ length: count }, (_, partition) => partition)))
    }
    if (going.size === 0) return null
    const named = new Map([...going.keys()].map((topicId) => [topicId, topics.topicById(topicId)?.name ?? '']))
    const refused = await this.#write(groupId, { initializing: new Map(), initialized: new Map(), deleting: named })
    if (refused !== null) return refused
    const [failure] = (await this.#remove(groupId, going)).values()
    return failure ?? null
  }

  /** Drops the known states of deleted topics. */
  forgetTopics({ groupId, statePartitions }: ShareGroup, topicIds: ReadonlySet<string>): void {
    const kept = <V>(all: ReadonlyMap<string, V>) => new Map([...all].filter(([topicId]) => !topicIds.has(topicId)))
    const { initializing, initialized, deleting } = statePartitions
    const next = { initializing: kept(initializing), initialized: kept(initialized), deleting: kept(deleting) }
    if (!sameStates(next, statePartitions)) void this.#write(groupId, next)
  }
}
