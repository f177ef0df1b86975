/** One member's progress in its partitions: where it starts, what it reads, what it commits. */
import { asOffset, errorCodes, errorName } from '../../../src/protocol/index.ts'
import { Violation } from '../../kit/sim-world.ts'
import type { Caller } from './client.ts'
import { Reader } from './reader.ts'
import type { ReadTopic, Stage } from './stage.ts'

/** Sender of an offset commit. Version 9 is for groups with member epochs. */
export interface Committer {
  readonly memberId: string
  readonly epoch: number
  readonly instanceId: string | null
  readonly version: 7 | 9
}

export const placeOf = (topic: ReadTopic, partition: number): string => `${topic.name}-${partition}`

export class Progress {
  readonly #scene: Stage
  readonly #name: string
  readonly #group: string
  #readers: Reader[] = []
  /** Committed offset of each, and the power losses by then. A reader that is missing here has no position yet. */
  readonly #committed = new Map<Reader, { readonly position: number; readonly forgets: number }>()

  constructor(scene: Stage, name: string, group: string) {
    this.#scene = scene
    this.#name = name
    this.#group = group
  }

  get readers(): readonly Reader[] {
    return this.#readers
  }

  give(topic: ReadTopic, partition: number): void {
    const name = `${this.#name} ${topic.name}`
    this.#readers.push(
      new Reader(this.#scene, { name, topic, partition, isolationLevel: 0, version: 11, isHasty: true })
    )
  }

  drop(topic: ReadTopic, partition: number): void {
    this.#readers = this.#readers.filter(({ where }) => where.topic !== topic || where.partition !== partition)
  }

  clear(): void {
    this.#readers = []
    this.#committed.clear()
  }

  /** Fetches committed offsets for partitions without a known position. Returns an error code. */
  async find(client: Caller, by: Committer): Promise<number> {
    for (const reader of this.#readers) {
      const errorCode = this.#committed.has(reader) ? 0 : await this.#findOne(client, reader, by)
      if (errorCode !== 0) return errorCode
    }
    return 0
  }

  async #findOne(client: Caller, reader: Reader, by: Committer): Promise<number> {
    const commit = this.#scene.commitOf(this.#group, reader.ledger)
    const atLeast = commit.acknowledged
    const { forgets } = reader.ledger
    const { offset, errorCode } = await this.#fetchOffset(client, reader, by)
    if (errorCode !== 0) return errorCode
    const what = `${this.#name}: the offset of ${reader.ledger.name} is ${offset}`
    if (forgets === reader.ledger.forgets && offset < atLeast) throw new Violation(`${what}, ${atLeast} was committed`)
    if (offset > commit.sent) throw new Violation(`${what}, and nobody ever sent more than ${commit.sent}`)
    if (offset > commit.coveredTo)
      throw new Violation(`${what}, and the group was given records up to ${commit.coveredTo} only`)
    // An offset is only returned once it can no longer be lost.
    if (forgets === reader.ledger.forgets) commit.acknowledged = Math.max(commit.acknowledged, offset)
    reader.position = offset >= 0 ? offset : await reader.list(client, -2n)
    commit.coveredTo = Math.max(commit.coveredTo, reader.position)
    this.#committed.set(reader, { position: offset, forgets })
    return 0
  }

  async #fetchOffset(client: Caller, { where: { topic, partition } }: Reader, { version, memberId, epoch }: Committer) {
    const topics = [{ name: topic.name, partitionIndexes: [partition] }]
    const groupId = this.#group
    const answer =
      version === 7
        ? await client.call('OffsetFetch', 7, { groupId, requireStable: true, topics })
        : (
            await client.call('OffsetFetch', 9, {
              requireStable: true,
              groups: [{ groupId, memberId, memberEpoch: epoch, topics }]
            })
          ).groups[0]
    const found = answer?.topics[0]?.partitions[0]
    const offset = asOffset(found?.committedOffset ?? -1n)
    return { offset, errorCode: answer?.errorCode || found?.errorCode || 0 }
  }

  async poll(client: Caller): Promise<void> {
    for (const reader of this.#readers) {
      if (!this.#committed.has(reader)) continue
      await reader.poll(client)
      const commit = this.#scene.commitOf(this.#group, reader.ledger)
      commit.coveredTo = Math.max(commit.coveredTo, reader.position)
    }
  }

  /** Commits its positions. Returns the last partition's error code, which may be retriable. */
  async commit(client: Caller, by: Committer): Promise<number> {
    const moved = this.#readers.filter((reader) => {
      const committed = this.#committed.get(reader)
      if (committed === undefined) return false
      return committed.position !== reader.position || committed.forgets !== reader.ledger.forgets
    })
    if (moved.length === 0) return 0
    const positions = new Map(moved.map((reader) => [reader, reader.position]))
    for (const [reader, position] of positions) {
      const commit = this.#scene.commitOf(this.#group, reader.ledger)
      commit.sent = Math.max(commit.sent, position)
      // A power loss took records that the group had read, so it goes back deliberately.
      if (reader.ledger.forgets > 0) commit.acknowledged = Math.min(commit.acknowledged, position)
    }
    const forgets = moved[0]?.ledger.forgets
    const errors = await this.#send(client, by, positions)
    let failure = 0
    for (const [reader, position] of positions) {
      const commit = this.#scene.commitOf(this.#group, reader.ledger)
      const errorCode = errors.get(reader) ?? 0
      if (errorCode !== 0) failure = errorCode
      else if (reader.ledger.forgets === forgets) {
        this.#committed.set(reader, { position, forgets })
        if (position < commit.acknowledged)
          throw new Violation(
            `${this.#name}: ${position} of ${reader.ledger.name} was committed after ${commit.acknowledged}`
          )
        commit.acknowledged = position
      }
    }
    if (failure !== 0) this.#scene.world.say(`${this.#name}: a commit was refused with ${errorName(failure)}`)
    // A commit that the coordinator failed to write may be retried.
    return failure === errorCodes.REQUEST_TIMED_OUT ? 0 : failure
  }

  async #send(
    client: Caller,
    { memberId, epoch, instanceId, version }: Committer,
    positions: ReadonlyMap<Reader, number>
  ): Promise<Map<Reader, number>> {
    const readers = [...positions.keys()]
    const topics = [...new Set(readers.map(({ where }) => where.topic.name))].map((name) => ({
      name,
      partitions: readers
        .filter(({ where }) => where.topic.name === name)
        .map((reader) => ({
          partitionIndex: reader.where.partition,
          committedOffset: BigInt(positions.get(reader) ?? -1),
          committedMetadata: ''
        }))
    }))
    const answer = await client.call('OffsetCommit', version, {
      groupId: this.#group,
      generationIdOrMemberEpoch: epoch,
      memberId,
      groupInstanceId: instanceId,
      topics
    })
    const errors = new Map<Reader, number>()
    for (const reader of readers) {
      const { topic, partition } = reader.where
      const found = answer.topics
        .find((each) => each.name === topic.name)
        ?.partitions.find(({ partitionIndex }) => partitionIndex === partition)
      if (found === undefined)
        throw new Violation(`${this.#name}: the answer to a commit lacks ${placeOf(topic, partition)}`)
      errors.set(reader, found.errorCode)
    }
    return errors
  }

  /** A commit by a former member must be rejected, for whatever reason (G2). */
  async mustNotCommit(client: Caller, by: Committer, topic: ReadTopic, partition: number): Promise<void> {
    // A stale epoch may be valid again if a power loss took the group, as settings allow.
    if (this.#scene.isForgetful) return
    const partitions = [{ partitionIndex: partition, committedOffset: 0n, committedMetadata: '' }]
    const answer = await client.call('OffsetCommit', by.version, {
      groupId: this.#group,
      generationIdOrMemberEpoch: by.epoch,
      memberId: by.memberId,
      groupInstanceId: by.instanceId,
      topics: [{ name: topic.name, partitions }]
    })
    if (answer.topics[0]?.partitions[0]?.errorCode === 0)
      throw new Violation(
        `${this.#name}: ${by.memberId} could commit ${placeOf(topic, partition)} with the stale epoch ${by.epoch}`
      )
  }
}
