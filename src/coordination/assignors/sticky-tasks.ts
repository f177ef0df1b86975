/*
 * Assigns tasks in streams groups: members keep their tasks as long as the load stays balanced, and standby replicas go where the state
 * is, but never to a process that already has the task. Produces the same assignment as Kafka for the same input.
 * Source: org.apache.kafka.coordinator.group.streams.assignor.StickyTaskAssignor.
 */
import { getOrAdd } from '../../env/index.ts'
import { stringsInJavaTable } from '../group/modern/java-order.ts'
import { JavaHeap } from './java-heap.ts'
import { type Task, TaskProcess } from './task-process.ts'

type Tasks = ReadonlyMap<string, ReadonlySet<number>>

/** A member as the assignor sees it: its process and its previous target assignment. */
export interface TaskMember {
  readonly processId: string
  readonly active: Tasks
  readonly standby: Tasks
}

interface TaskAssignorInput {
  /** In the order of Kafka's map. */
  readonly memberIds: readonly string[]
  readonly members: ReadonlyMap<string, TaskMember>
  readonly subtopologies: readonly {
    readonly subtopologyId: string
    readonly taskCount: number
    readonly isStateful: boolean
  }[]
  readonly standbyReplicas: number
}

interface AssignedTasks {
  readonly active: Tasks
  readonly standby: Tasks
}

interface Place {
  readonly process: TaskProcess
  readonly memberId: string
}

const nothing: Tasks = new Map()
const keyOf = ({ subtopologyId, partition }: Task): string => `${partition} ${subtopologyId}`
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
const bySubtopology = (a: Task, b: Task): number =>
  compare(a.subtopologyId, b.subtopologyId) || a.partition - b.partition
const byPartition = (a: Task, b: Task): number => a.partition - b.partition || compare(a.subtopologyId, b.subtopologyId)

/** Tasks per member, rounded up. Recomputed for the remaining members whenever one is full. */
class Quota {
  #tasks: number
  #members: number
  perMember = 0

  constructor(tasks: number, members: number) {
    this.#tasks = tasks
    this.#members = members
    this.#compute()
  }

  #compute(): void {
    this.perMember = this.#members === 0 ? 0 : Math.ceil(this.#tasks / this.#members)
  }

  /** Records the number of tasks that a member now has. */
  reached(count: number): void {
    if (count !== this.perMember) return
    this.#members--
    this.#tasks -= count
    this.#compute()
  }
}

class TaskAssignment {
  readonly #input: TaskAssignorInput
  readonly #processes = new Map<string, TaskProcess>()
  readonly #processIds: readonly string[]
  readonly #lastActive = new Map<string, Place>()
  readonly #lastStandby = new Map<string, Place[]>()
  readonly #activeQuota: Quota
  readonly #totalQuota: Quota

  constructor(input: TaskAssignorInput) {
    this.#input = input
    const { memberIds, subtopologies, standbyReplicas } = input
    let activeCount = 0
    let totalCount = 0
    for (const { taskCount, isStateful } of subtopologies) {
      activeCount += taskCount
      totalCount += taskCount * (1 + (isStateful ? standbyReplicas : 0))
    }
    this.#activeQuota = new Quota(activeCount, memberIds.length)
    this.#totalQuota = new Quota(totalCount, memberIds.length)
    for (const memberId of memberIds) this.#addMember(memberId)
    this.#processIds = stringsInJavaTable([...this.#processes.keys()], memberIds.length)
  }

  #addMember(memberId: string): void {
    const member = this.#input.members.get(memberId)
    if (member === undefined) return
    const process = getOrAdd(this.#processes, member.processId, () => new TaskProcess())
    process.addMember(memberId)
    const place = { process, memberId }
    for (const task of tasksOf(member.active)) this.#lastActive.set(keyOf(task), place)
    for (const task of tasksOf(member.standby)) getOrAdd(this.#lastStandby, keyOf(task), () => []).push(place)
  }

  #all(wanted: (isStateful: boolean) => boolean): Task[] {
    return this.#input.subtopologies.flatMap(({ subtopologyId, taskCount, isStateful }) =>
      wanted(isStateful) ? Array.from({ length: taskCount }, (_, partition) => ({ subtopologyId, partition })) : []
    )
  }

  #byLoad(): JavaHeap<TaskProcess> {
    const processes = this.#processIds.flatMap((processId) => this.#processes.get(processId) ?? [])
    return new JavaHeap((process) => process.load, processes)
  }

  assign(): Map<string, AssignedTasks> {
    this.#assignActive()
    if (this.#input.standbyReplicas > 0) this.#assignStandby()
    const assigned = new Map<string, AssignedTasks>()
    for (const { counts, active, standby } of this.#processes.values())
      for (const memberId of counts.keys())
        assigned.set(memberId, { active: active.get(memberId) ?? nothing, standby: standby.get(memberId) ?? nothing })
    return assigned
  }

  #assignActive(): void {
    const toLast = (place: (task: Task) => Place | undefined) => (task: Task) => {
      const last = place(task)
      if (last === undefined || last.process.countOf(last.memberId) >= this.#activeQuota.perMember) return true
      this.#activated(last.process.add(last.memberId, task, true))
      return false
    }
    const rest = this.#all(() => true)
      .sort(byPartition)
      .filter(toLast((task) => this.#lastActive.get(keyOf(task))))
      .filter(toLast((task) => leastLoaded(this.#lastStandby.get(keyOf(task)), null)))
      .sort(bySubtopology)
    const byLoad = this.#byLoad()
    for (const task of rest) {
      const process = byLoad.poll()
      if (process === undefined) return
      this.#activated(process.addToLeastLoaded(task, true))
      byLoad.add(process)
    }
  }

  #activated(count: number): void {
    this.#activeQuota.reached(count)
    this.#totalQuota.reached(count)
  }

  #assignStandby(): void {
    const { standbyReplicas } = this.#input
    const rest: { readonly task: Task; readonly count: number }[] = []
    for (const task of this.#all((isStateful) => isStateful).sort((a, b) => byPartition(b, a))) {
      let placed = 0
      while (placed < standbyReplicas && this.#standbyToLast(task)) placed++
      if (placed < standbyReplicas) rest.push({ task, count: standbyReplicas - placed })
    }
    const byLoad = this.#byLoad()
    for (const { task, count } of rest.sort((a, b) => bySubtopology(b.task, a.task)))
      for (let left = count; left > 0 && this.#standbyToLeastLoaded(byLoad, task); left--);
  }

  /** Assigns a standby to a member that previously had the task, active or standby. */
  #standbyToLast(task: Task): boolean {
    const active = this.#lastActive.get(keyOf(task))
    const isFree = ({ process, memberId }: Place) => process.countOf(memberId) < this.#totalQuota.perMember
    const last =
      active !== undefined && !active.process.has(task) && isFree(active)
        ? active
        : leastLoaded(this.#lastStandby.get(keyOf(task)), task)
    if (last === undefined || !isFree(last)) return false
    this.#totalQuota.reached(last.process.add(last.memberId, task, false))
    return true
  }

  /** Returns false if every process already has the task. */
  #standbyToLeastLoaded(byLoad: JavaHeap<TaskProcess>, task: Task): boolean {
    const passed: TaskProcess[] = []
    let found: TaskProcess | undefined
    do {
      const process = byLoad.poll()
      if (process === undefined) break
      passed.push(process)
      if (!process.has(task)) found = process
    } while (found === undefined)
    if (found !== undefined) this.#totalQuota.reached(found.addToLeastLoaded(task, false))
    for (const process of passed.reverse()) byLoad.add(process)
    return found !== undefined
  }
}

/** In its final check, Kafka uses the first member's process, whichever member was picked. */
function leastLoaded(places: readonly Place[] | undefined, task: Task | null): Place | undefined {
  const [first] = places ?? []
  if (places === undefined || first === undefined) return undefined
  let picked = first
  let load = first.process.load
  let count = first.process.countOf(first.memberId)
  for (const place of places.slice(1)) {
    const { process, memberId } = place
    if (process.load >= load || (task !== null && process.has(task)) || process.countOf(memberId) >= count) continue
    load = process.load
    count = process.countOf(memberId)
    picked = place
  }
  return task === null || !first.process.has(task) ? picked : undefined
}

function* tasksOf(tasks: Tasks): Iterable<Task> {
  for (const [subtopologyId, partitions] of tasks)
    for (const partition of partitions) yield { subtopologyId, partition }
}

/** Returns the target assignment of each member. A standby that fits no process is left unassigned. */
export function assignStickyTasks(input: TaskAssignorInput): Map<string, AssignedTasks> {
  return new TaskAssignment(input).assign()
}
