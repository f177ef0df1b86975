/*
 * Owns what is assigned to whom in streams groups: tasks by subtopology, active, standby and warm-up ones. All are values: nobody
 * changes one that somebody else holds. Source: org.apache.kafka.coordinator.group.streams.TasksTuple, TasksTupleWithEpochs.
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

/** What a member is to have, or says that it has. */
export interface TaskSets {
  readonly active: Tasks
  readonly standby: Tasks
  readonly warmup: Tasks
}

/** What a member has: active tasks with the epoch of the assignment that gave them. */
export interface HeldTasks {
  readonly active: EpochedPartitions
  readonly standby: Tasks
  readonly warmup: Tasks
}

/** Tasks of one subtopology as messages and records have them. */
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

/** As records and descriptions have them. */
export const sortedList = (tasks: Tasks | EpochedPartitions) => listInOrder(tasks, [...tasks.keys()].sort())

/** As answers have them. */
export const answeredList = (tasks: Tasks | EpochedPartitions) => listInOrder(tasks, stringsInJavaOrder(tasks.keys()))

/** Whether any task is in both. */
export function sharesTask(a: TaskSets, b: HeldTasks): boolean {
  const shares = (one: Tasks, other: Tasks | EpochedPartitions) =>
    [...one].some(([id, partitions]) => [...partitions].some((partition) => other.get(id)?.has(partition)))
  return shares(a.active, b.active) || shares(a.standby, b.standby) || shares(a.warmup, b.warmup)
}

/** True when every listed task is in `all`; false when there is no list. */
export function isListWithin(list: readonly TaskList[] | null, all: Tasks | EpochedPartitions): boolean {
  if (list === null) return false
  return list.every(({ subtopologyId, partitions }) => {
    const known = all.get(subtopologyId)
    return known !== undefined && partitions.every((partition) => known.has(partition))
  })
}
