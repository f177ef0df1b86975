/*
 * Tracks the tasks assigned so far to one process of a streams application
 * (org.apache.kafka.coordinator.group.streams.assignor.ProcessState).
 */
import { getOrAdd } from '../../env/index.ts'
import { stringsInJavaOrder } from '../group/modern/java-order.ts'
import { JavaHeap } from './java-heap.ts'

/** A task: a subtopology and a partition. */
export interface Task {
  readonly subtopologyId: string
  readonly partition: number
}

interface MemberLoad {
  readonly memberId: string
  count: number
}

type TasksByMember = Map<string, Map<string, Set<number>>>

const keyOf = ({ subtopologyId, partition }: Task): string => `${partition} ${subtopologyId}`

export class TaskProcess {
  /** Number of active and standby tasks of each member. */
  readonly counts = new Map<string, number>()
  readonly active: TasksByMember = new Map()
  readonly standby: TasksByMember = new Map()
  readonly #tasks = new Set<string>()
  #taskCount = 0
  /** Rebuilt after a task was assigned to a member that did not come from the heap. */
  #byLoad: JavaHeap<MemberLoad> | null = null

  /** Average number of tasks per member. */
  get load(): number {
    return this.#taskCount / this.counts.size
  }

  addMember(memberId: string): void {
    this.counts.set(memberId, 0)
  }

  countOf(memberId: string): number {
    return this.counts.get(memberId) ?? 0
  }

  has(task: Task): boolean {
    return this.#tasks.has(keyOf(task))
  }

  /** Adds a task and returns the member's new task count. */
  add(memberId: string, task: Task, isActive: boolean): number {
    this.#byLoad = null
    return this.#add(memberId, task, isActive)
  }

  #add(memberId: string, task: Task, isActive: boolean): number {
    this.#taskCount++
    this.#tasks.add(keyOf(task))
    const tasks = getOrAdd(isActive ? this.active : this.standby, memberId, () => new Map<string, Set<number>>())
    getOrAdd(tasks, task.subtopologyId, () => new Set<number>()).add(task.partition)
    const count = this.countOf(memberId) + 1
    this.counts.set(memberId, count)
    return count
  }

  addToLeastLoaded(task: Task, isActive: boolean): number {
    const [only = ''] = this.counts.keys()
    if (this.counts.size === 1) return this.#add(only, task, isActive)
    this.#byLoad ??= new JavaHeap<MemberLoad>(
      ({ count }) => count,
      stringsInJavaOrder(this.counts.keys()).map((memberId) => ({ memberId, count: this.countOf(memberId) }))
    )
    const member = this.#byLoad.poll() ?? { memberId: only, count: 0 }
    member.count = this.#add(member.memberId, task, isActive)
    this.#byLoad.add(member)
    return member.count
  }
}
