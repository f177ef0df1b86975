/*
 * Assigned tasks in streams groups: active, standby and warm-up tasks by subtopology. All are immutable values.
 * Source: org.apache.kafka.coordinator.group.streams.TasksTuple, TasksTupleWithEpochs.
 */
import { stringsInJavaOrder } from '../modern/java-order.ts'
import {
  type EpochedPartitions,
  nothing,
  sameEpochs,
  samePartitions,
  type TopicPartitions
} from '../modern/partitions.ts'

/** Partitions by subtopology id. */
type Tasks = TopicPartitions

/** Tasks of a target assignment, or those that a member reports. */
export interface TaskSets {
  readonly active: Tasks
  readonly standby: Tasks
  readonly warmup: Tasks
}

/** Tasks that a member has. Active tasks include their assignment epoch. */
export interface HeldTasks {
  readonly active: EpochedPartitions
  readonly standby: Tasks
  readonly warmup: Tasks
}

/** Tasks of one subtopology, as in messages and records. */
export interface TaskList {
  readonly subtopologyId: string
  readonly partitions: readonly number[]
}

export const noTasks: TaskSets & HeldTasks = { active: nothing, standby: nothing, warmup: nothing }

export const isNoTasks = ({ active, standby, warmup }: TaskSets | HeldTasks): boolean =>
  active.size === 0 && standby.size === 0 && warmup.size === 0

export const sameTasks = (a: TaskSets, b: TaskSets): boolean =>
  samePartitions(a.active, b.active) && samePartitions(a.standby, b.standby) && samePartitions(a.warmup, b.warmup)

export const sameHeld = (a: HeldTasks, b: HeldTasks): boolean =>
  sameEpochs(a.active, b.active) && samePartitions(a.standby, b.standby) && samePartitions(a.warmup, b.warmup)

export const tasksFrom = (list: readonly TaskList[]): Tasks =>
  new Map(list.map(({ subtopologyId, partitions }) => [subtopologyId, new Set(partitions)]))

function listInOrder(tasks: Tasks | EpochedPartitions, order: readonly string[]) {
  return order.map((subtopologyId) => ({
    subtopologyId,
    partitions: [...(tasks.get(subtopologyId)?.keys() ?? [])].sort((a, b) => a - b)
  }))
}

/** Converts to a list in the order used by records and descriptions. */
export const sortedList = (tasks: Tasks | EpochedPartitions) => listInOrder(tasks, [...tasks.keys()].sort())

/** Converts to a list in the order used by heartbeat responses. */
export const answeredList = (tasks: Tasks | EpochedPartitions) => listInOrder(tasks, stringsInJavaOrder(tasks.keys()))

/** Whether the two have any task in common. */
export function sharesTask(a: TaskSets, b: HeldTasks): boolean {
  const shares = (one: Tasks, other: Tasks | EpochedPartitions) =>
    [...one].some(([id, partitions]) => [...partitions].some((partition) => other.get(id)?.has(partition)))
  return shares(a.active, b.active) || shares(a.standby, b.standby) || shares(a.warmup, b.warmup)
}

/** Whether every listed task is in `all`. False if there is no list. */
export function isListWithin(list: readonly TaskList[] | null, all: Tasks | EpochedPartitions): boolean {
  if (list === null) return false
  return list.every(({ subtopologyId, partitions }) => {
    const known = all.get(subtopologyId)
    return known !== undefined && partitions.every((partition) => known.has(partition))
  })
}
