/*
 * Owns the form of a topic as one value: its id and the assignment of all its partitions, within what a store takes.
 * A topic of 10,000 partitions with three replicas each takes some 200 KB.
 */
import { idsOf, type PartitionImage, type ReplicaSet } from './partition-image.ts'

export interface TopicValue {
  readonly topicId: string
  readonly isInternal: boolean
  readonly assignment: Assignment
}

/** Where the partitions of a topic are to be. Replica sets that several partitions have stand there once. */
export interface Assignment {
  readonly sets: readonly ReplicaSet[]
  /** By partition: which of the sets it has. */
  readonly of: Uint32Array
}

interface Written {
  readonly topicId: string
  readonly internal?: boolean
  /** Ids of log directories that the sets name by their places here. */
  readonly directories?: readonly string[]
  readonly sets: readonly (readonly [
    replicas: readonly number[],
    directories?: readonly number[],
    isr?: readonly number[]
  ])[]
  readonly partitions: readonly number[]
}

/** The assignment with more partitions behind those that it has. */
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

/** Of partitions that have a state already: who is in sync now stands in their own keys. */
export const assignmentOfStates = (states: readonly PartitionImage[]): Assignment =>
  assignmentOf(states.map(({ replicas, directories }) => ({ replicas, directories })))

/** The same for sets that are the same. */
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

/** @throws Error for what is no such value. */
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
