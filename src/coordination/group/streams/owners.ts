/*
 * Tracks the processes that currently own each task of a streams group: one as active, others as replicas.
 */
import { getOrAdd } from '../../../env/index.ts'
import type { StreamsMember } from './member.ts'
import type { HeldTasks } from './tasks.ts'

type Replicas = Map<string, Map<number, Set<string>>>

export class TaskOwners {
  readonly #active = new Map<string, Map<number, string>>()
  readonly #standby: Replicas = new Map()
  readonly #warmup: Replicas = new Map()

  add({ assigned, pendingRevocation, processId }: StreamsMember): void {
    for (const tasks of [assigned, pendingRevocation]) this.#add(tasks, processId)
  }

  remove({ assigned, pendingRevocation, processId }: StreamsMember): void {
    for (const tasks of [assigned, pendingRevocation]) this.#remove(tasks, processId)
  }

  #add({ active, standby, warmup }: HeldTasks, processId: string): void {
    for (const [id, partitions] of active)
      for (const partition of partitions.keys())
        getOrAdd(this.#active, id, () => new Map<number, string>()).set(partition, processId)
    for (const [replicas, tasks] of [
      [this.#standby, standby],
      [this.#warmup, warmup]
    ] as const)
      for (const [id, partitions] of tasks)
        for (const partition of partitions) {
          const byPartition = getOrAdd(replicas, id, () => new Map<number, Set<string>>())
          getOrAdd(byPartition, partition, () => new Set<string>()).add(processId)
        }
  }

  /** Releases tasks, except those that another process has got in the meantime. */
  #remove({ active, standby, warmup }: HeldTasks, processId: string): void {
    for (const [id, partitions] of active)
      for (const partition of partitions.keys())
        if (this.#active.get(id)?.get(partition) === processId) this.#active.get(id)?.delete(partition)
    for (const [id, partitions] of standby)
      for (const partition of partitions) this.#standby.get(id)?.get(partition)?.delete(processId)
    for (const [id, partitions] of warmup)
      for (const partition of partitions) this.#warmup.get(id)?.get(partition)?.delete(processId)
  }

  activeAt(subtopologyId: string, partition: number): string | undefined {
    return this.#active.get(subtopologyId)?.get(partition)
  }

  /** Whether the process has a standby or warm-up replica of the task. */
  isReplicaAt(subtopologyId: string, partition: number, processId: string): boolean {
    return [this.#standby, this.#warmup].some((replicas) => replicas.get(subtopologyId)?.get(partition)?.has(processId))
  }
}
