/*
 * Owns the way of a node's metadata into the store of a cluster: all of it or none, over any number of attempts. Nobody begins
 * a cluster there while it is under way. Never touches the disk.
 */
import { keys } from './keys.ts'
import { inTransactions } from './limits.ts'
import type { Compare, MetadataStore, Operation } from './store.ts'

/** What `keys.carried` holds: whose metadata it is, and whether all of it has come. */
interface Carried {
  /** Of the node's data directory: another directory's metadata is another one's, though their clusters have one id. */
  readonly directoryId: string
  readonly isWhole: boolean
}

/** What a cluster does not take over: whose directory it is, and who was there. The cluster's id comes last. */
const isLeftBehind = (key: string): boolean =>
  key === keys.clusterId || key === keys.ownId || ['broker', 'controller'].includes(keys.parse(key)?.kind ?? '')

/**
 * Carries everything in `from`, which nobody changes meanwhile, to `to`, where no cluster may be yet. What an attempt that was
 * cut off has left there is replaced; one that was cut off at its end has nothing left to do. Returns the number of topics.
 * Rejects with Error that says why when there is a cluster, when something else is below the prefix, or when a change is refused.
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

/** @throws Error where another cluster is there */
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

/** What an earlier attempt has left there. @throws Error where something else is there */
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

/** True while only a part of a node's metadata has come: no cluster may begin there. */
export async function isCarryUnfinished(store: MetadataStore): Promise<boolean> {
  const found = await store.get(keys.carried)
  return found !== undefined && !(JSON.parse(found.value) as Carried).isWhole
}
