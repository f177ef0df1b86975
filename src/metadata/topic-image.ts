/*
 * The topics of an image with their partitions, by name, by id and by their names in metrics. Partitions that match their
 * assignment share rows, so that hundreds of thousands of them cost one pointer each.
 */
import {
  decodePartition,
  initialPartition,
  type PartitionImage,
  type ReplicaSet,
  unreadablePartition
} from './partition-image.ts'
import { type Assignment, keyOf, type TopicValue } from './topic-value.ts'

export interface TopicImage {
  readonly name: string
  readonly topicId: string
  readonly isInternal: boolean
  /** By partition index, without gaps. */
  readonly partitions: readonly PartitionImage[]
}

/** The name in metrics, where '.' and '_' are the same. Two topics whose names differ only in these may not both exist. */
export const metricName = (name: string): string => name.replaceAll('.', '_')

interface Held {
  topic: TopicImage
  readonly assignment: Assignment
  readonly revision: number
}

/** A partition's own key; null if it was deleted. */
export interface StateChange {
  readonly topicId: string
  readonly partition: number
  readonly text: string | null
  readonly revision: number
}

/** With more distinct replica sets than this, rows are shared only within a topic. */
const sharedRowsMax = 10_000

export class TopicImages {
  readonly #topics = new Map<string, Held>()
  readonly #names = new Map<string, string>()
  readonly #metricNames = new Map<string, string>()
  /** States of unknown topics or partitions by topic id: their topic may arrive later. */
  readonly #early = new Map<string, Map<number, StateChange>>()
  readonly #rows = new Map<string, PartitionImage>()

  get size(): number {
    return this.#topics.size
  }

  *all(): Generator<TopicImage> {
    for (const { topic } of this.#topics.values()) yield topic
  }

  find(name: string): TopicImage | undefined {
    return this.#topics.get(name)?.topic
  }

  byId(topicId: string): TopicImage | undefined {
    const name = this.#names.get(topicId)
    return name === undefined ? undefined : this.find(name)
  }

  withMetricName(name: string): string | undefined {
    return this.#metricNames.get(name)
  }

  /** Revision of the topic's key; 0 if there is no such topic. */
  revision(name: string): number {
    return this.#topics.get(name)?.revision ?? 0
  }

  assignment(name: string): Assignment | undefined {
    return this.#topics.get(name)?.assignment
  }

  /** The removed topic. */
  remove(name: string): TopicImage | undefined {
    const topic = this.find(name)
    if (topic === undefined) return undefined
    this.#topics.delete(name)
    if (this.#metricNames.get(metricName(name)) === name) this.#metricNames.delete(metricName(name))
    if (this.#names.get(topic.topicId) === name) this.#names.delete(topic.topicId)
    return topic
  }

  /** Applies the value of a topic's key. A topic with another id must be removed first. */
  put(name: string, { topicId, isInternal, assignment }: TopicValue, revision: number): void {
    const before = this.find(name)?.partitions ?? []
    const rows = assignment.sets.map((set) => this.#row(set))
    const partitions = Array.from(assignment.of, (at, n) => {
      const known = before[n]
      return known !== undefined && known.revision > 0 ? known : (rows[at] as PartitionImage)
    })
    const topic = { name, topicId, isInternal, partitions }
    // The shared rows also serve as replica sets, so the topic's own sets can be freed.
    this.#topics.set(name, { topic, assignment: { sets: rows, of: assignment.of }, revision })
    this.#names.set(topicId, name)
    this.#metricNames.set(metricName(name), name)
  }

  /** Applies states that arrived before their topic or partition. */
  takeEarly(name: string): StateChange[] {
    const topicId = this.find(name)?.topicId ?? ''
    const early = this.#early.get(topicId)
    if (early === undefined) return []
    this.#early.delete(topicId)
    return [...early.values()]
  }

  /** For one topic. Returns the changed partitions, and passes unreadable values to `damaged`. */
  applyStates(
    topicId: string,
    changes: readonly StateChange[],
    damaged: (change: StateChange, error: unknown) => void
  ): { readonly topic: TopicImage; readonly partitions: readonly number[] } | undefined {
    const held = this.#topics.get(this.#names.get(topicId) ?? '')
    const partitions = held === undefined ? [] : [...held.topic.partitions]
    const changed: number[] = []
    for (const change of changes) {
      const set = held?.assignment.sets[held.assignment.of[change.partition] ?? -1]
      if (held === undefined || set === undefined) this.#keepForLater(change)
      else {
        try {
          partitions[change.partition] =
            change.text === null ? this.#row(set) : decodePartition(change.text, change.revision, set)
          changed.push(change.partition)
        } catch (error) {
          partitions[change.partition] = unreadablePartition(partitions[change.partition] ?? set, change.revision)
          changed.push(change.partition)
          damaged(change, error)
        }
      }
    }
    if (held === undefined || changed.length === 0) return undefined
    held.topic = { ...held.topic, partitions }
    return { topic: held.topic, partitions: changed }
  }

  #keepForLater(change: StateChange): void {
    const early = this.#early.get(change.topicId) ?? new Map<number, StateChange>()
    if (change.text === null) early.delete(change.partition)
    else early.set(change.partition, change)
    if (early.size > 0) this.#early.set(change.topicId, early)
    else this.#early.delete(change.topicId)
  }

  #row(set: ReplicaSet): PartitionImage {
    const key = keyOf(set)
    const known = this.#rows.get(key)
    if (known !== undefined) return known
    const row = initialPartition(set.replicas, set.directories, set.isr)
    if (this.#rows.size >= sharedRowsMax) this.#rows.clear()
    this.#rows.set(key, row)
    return row
  }
}
