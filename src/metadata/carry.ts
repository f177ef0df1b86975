/*
 * Moves a standalone broker's metadata into a cluster's store: all or nothing, over any number of attempts. No cluster can be
 * created there in the meantime. Does not touch the disk.
 */
import { keys } from './keys.ts'
import { inTransactions } from './limits.ts'
import type { Compare, MetadataStore, Operation } from './store.ts'

/** The value of `keys.carried`: whose metadata it is, and whether it is complete. */
interface Carried {
  /** Id of the source data directory. Different directories hold different metadata, even with the same cluster id. */
  readonly directoryId: string
  readonly isWhole: boolean
}

/** Keys that a cluster does not take over: the directory's owner and the registered brokers. The cluster id is written last. */
const isLeftBehind = (key: string): boolean =>
  key === keys.clusterId || key === keys.ownId || ['broker', 'controller'].includes(keys.parse(key)?.kind ?? '')

/**
 * Copies everything from `from`, which nobody changes meanwhile, to `to`, where no cluster may exist yet. Replaces what an
 * interrupted attempt left there; if only the last step was interrupted, there is nothing left to do. Returns the number of
 * topics. Rejects with an Error that gives the reason if a cluster exists, if something else is under the prefix, or if a change
 * is refused.
 */
export async function carryMetadata(from: MetadataStore, to: MetadataStore, directoryId: string): Promise<number> {
  const values = await valuesIn(from)
  const clusterId = values.get(keys.clusterId)
  if (clusterId === undefined) throw new Error('the directory has no cluster id')
  for (const key of values.keys()) if (isLeftBehind(key)) values.delete(key)
  const topics = [...values.keys()].filter((key) => keys.parse(key)?.kind === 'topic').length
  const there = await valuesIn(to)
  if (isDone(there, values, clusterId, directoryId)) return topics
  const stale = staleIn(there, directoryId)
  const noCluster = [{ key: keys.clusterId, exists: false }]
  await write(to, noCluster, [mark({ directoryId, isWhole: false })])
  for (const group of inTransactions(stale.map((key) => ({ delete: key })))) await write(to, [], group)
  const puts = [...values].map(([key, value]) => ({ put: key, value }))
  for (const group of inTransactions(puts)) await write(to, [], group)
  await write(to, noCluster, [mark({ directoryId, isWhole: true }), { put: keys.clusterId, value: clusterId }])
  return topics
}

async function valuesIn(store: MetadataStore): Promise<Map<string, string>> {
  const { entries } = await store.list('/')
  return new Map(entries.map(({ key, value }) => [key, value]))
}

/** @throws Error if another cluster exists there */
function isDone(
  there: ReadonlyMap<string, string>,
  values: ReadonlyMap<string, string>,
  clusterId: string,
  directoryId: string
): boolean {
  const found = there.get(keys.clusterId)
  if (found === undefined) return false
  if (found !== clusterId || carriedIn(there)?.directoryId !== directoryId)
    throw new Error(`cluster ${found} is there already: choose another prefix`)
  for (const [key, value] of values)
    if (there.get(key) !== value)
      throw new Error(
        `an earlier attempt has taken it there, and the directory was used since: delete the prefix, or choose another one`
      )
  return true
}

/** The keys left by an earlier attempt. @throws Error if there is anything else */
function staleIn(there: ReadonlyMap<string, string>, directoryId: string): string[] {
  const carried = carriedIn(there)
  const [first] = there.keys()
  if (carried === undefined && first !== undefined)
    throw new Error(`there are keys below the prefix already, such as ${first}: choose another prefix`)
  if (carried !== undefined && carried.directoryId !== directoryId)
    throw new Error('the metadata of another directory is on its way there: choose another prefix')
  return [...there.keys()].filter((key) => key !== keys.carried)
}

function carriedIn(values: ReadonlyMap<string, string>): Carried | undefined {
  const text = values.get(keys.carried)
  return text === undefined ? undefined : (JSON.parse(text) as Carried)
}

const mark = (carried: Carried): Operation => ({ put: keys.carried, value: JSON.stringify(carried) })

async function write(
  store: MetadataStore,
  compare: readonly Compare[],
  operations: readonly Operation[]
): Promise<void> {
  const { succeeded, error } = await store.transaction(compare, operations)
  if (error !== undefined) throw new Error(error)
  if (!succeeded) throw new Error('a cluster was begun there meanwhile: choose another prefix')
}

/** True while only part of the metadata has been copied, so that no cluster may be created there. */
export async function isCarryUnfinished(store: MetadataStore): Promise<boolean> {
  const found = await store.get(keys.carried)
  return found !== undefined && !(JSON.parse(found.value) as Carried).isWhole
}
