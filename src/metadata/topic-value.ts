/*
 * The stored form of a topic: its id and the assignment of all its partitions, within the limits of a store. A topic of 10,000
 * partitions with three replicas each takes about 200 KB.
 */
import { idsOf, type PartitionImage, type ReplicaSet } from './partition-image.ts'

export interface TopicValue {
  readonly topicId: string
  readonly isInternal: boolean
  readonly assignment: Assignment
}

/** The assignment of a topic's partitions. Replica sets shared by several partitions are stored once. */
export interface Assignment {
  readonly sets: readonly ReplicaSet[]
  /** By partition: the index of its replica set. */
  readonly of: Uint32Array
}

interface Written {
  readonly topicId: string
  readonly internal?: boolean
  /** Ids of log directories, which the sets refer to by index. */
  readonly directories?: readonly string[]
  readonly sets: readonly (readonly [
    replicas: readonly number[],
    directories?: readonly number[],
    isr?: readonly number[]
  ])[]
  readonly partitions: readonly number[]
}

/** Appends partitions to the assignment. */
export function extended(assignment: Assignment, added: readonly ReplicaSet[]): Assignment {
  const sets = [...assignment.sets]
  const known = new Map(sets.map((set, at) => [keyOf(set), at]))
  const of = new Uint32Array(assignment.of.length + added.length)
  of.set(assignment.of)
  for (const [n, set] of added.entries()) {
    let at = known.get(keyOf(set))
    if (at === undefined) {
      at = sets.push(set) - 1
      known.set(keyOf(set), at)
    }
    of[assignment.of.length + n] = at
  }
  return { sets, of }
}

export const assignmentOf = (partitions: readonly ReplicaSet[]): Assignment =>
  extended({ sets: [], of: new Uint32Array() }, partitions)

/** For partitions that already have a state: their ISR is in their own keys. */
export const assignmentOfStates = (states: readonly PartitionImage[]): Assignment =>
  assignmentOf(states.map(({ replicas, directories }) => ({ replicas, directories })))

/** Returns the same index for equal sets. */
export const keyOf = ({ replicas, directories, isr = replicas }: ReplicaSet): string =>
  `${replicas.join()} ${directories.join()} ${isr.join()}`

export function encodeTopic({ topicId, isInternal, assignment }: TopicValue): string {
  const directories = new Map<string, number>()
  const placeOf = (directory: string): number => {
    const place = directories.get(directory) ?? directories.size
    directories.set(directory, place)
    return place
  }
  const sets: Written['sets'] = assignment.sets.map(({ replicas, directories: names, isr = replicas }) => {
    if (isr.length < replicas.length) return [replicas, names.map(placeOf), isr]
    return names.length === 0 ? [replicas] : [replicas, names.map(placeOf)]
  })
  const value: Written = {
    topicId,
    ...(isInternal ? { internal: true } : {}),
    ...(directories.size > 0 ? { directories: [...directories.keys()] } : {}),
    sets,
    partitions: [...assignment.of]
  }
  return JSON.stringify(value)
}

/** @throws Error if the value is invalid */
export function decodeTopic(text: string): TopicValue {
  const { topicId, internal = false, directories = [], sets, partitions } = JSON.parse(text) as Written
  if (typeof topicId !== 'string' || !Array.isArray(sets) || !Array.isArray(partitions))
    throw new Error('fields are missing')
  const nameOf = (place: number): string => {
    const name = directories[place]
    if (typeof name !== 'string') throw new Error('a directory is missing')
    return name
  }
  const decoded = sets.map(([replicas, places = [], isr]) => ({
    replicas: idsOf(replicas),
    directories: places.map(nameOf),
    ...(isr === undefined ? {} : { isr: idsOf(isr) })
  }))
  if (!partitions.every((at) => decoded[at] !== undefined)) throw new Error('replicas are missing')
  return { topicId, isInternal: internal, assignment: { sets: decoded, of: Uint32Array.from(partitions) } }
}
