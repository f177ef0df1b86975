/*
 * Owns writing the in-sync replicas that a partition's leader has decided on, and with them the end of a reassignment that waited for
 * them. Never decides who is in sync.
 * Source: KIP-497; org.apache.kafka.controller.ReplicationControlManager#alterPartition.
 */
import { type BrokerImage, keys, lostDirectory, type MetadataImage } from '../metadata/index.ts'
import { type Failure, isFailure } from '../protocol/index.ts'
import { withInSync } from './in-sync-state.ts'
import { brokersIn, settledOn } from './leadership.ts'
import { partitionChange } from './partition-change.ts'
import { completed } from './reassignment.ts'
import { Room } from './room.ts'
import { type MetadataChange, type MetadataHost, together, writeOnce } from './write-metadata.ts'

/** In-sync replicas as they should be, and the state that they were decided on. */
export interface InSyncChange {
  readonly topic: string
  readonly topicId: string
  readonly partition: number
  readonly leaderEpoch: number
  readonly partitionEpoch: number
  readonly isr: readonly number[]
}

/** A change on its way: `at` is its place among all. */
interface Due {
  readonly at: number
  readonly change: InSyncChange
  /** Who joins, and the revision of each one's key when that was decided: whoever registers anew since must not join by what it had. */
  readonly joining: readonly { readonly id: number; readonly revision: number }[]
  attempts: number
}

/** So many writers in between are no chance. */
const attemptsMax = 5

/**
 * Writes several changes in few transactions, each of them all or nothing. For each: true when everybody sees it; false when the
 * partition is no longer what it was decided on, or one of those who join is not there any more, and then the image says why, and
 * the others are written all the same; KAFKA_STORAGE_ERROR: it was not written.
 */
export async function changeInSync(
  host: MetadataHost,
  changes: readonly InSyncChange[],
  minInSyncOf: (topic: string) => number
): Promise<readonly (boolean | Failure)[]> {
  const results = changes.map((): boolean | Failure => false)
  let due = changes.map((change, at): Due => ({ at, change, joining: joiningIn(host.image, change), attempts: 0 }))
  while (due.length > 0) {
    const { taken, writes, left } = takeSome(host.image, due, minInSyncOf)
    due = left
    if (taken.length === 0) continue
    const written = await writeOnce(host.metadata, together(writes))
    if (written === false) due = [...taken.filter((each) => ++each.attempts < attemptsMax), ...due]
    else for (const { at } of isFailure(written) ? [...taken, ...due.splice(0)] : taken) results[at] = written
  }
  return results
}

function joiningIn(image: MetadataImage, { topic, partition, isr }: InSyncChange): Due['joining'] {
  const before = image.topic(topic)?.partitions[partition]?.isr ?? []
  return isr.filter((id) => !before.includes(id)).map((id) => ({ id, revision: image.brokerRevision(id) }))
}

/** As many as have room in one transaction. Those that do not hold any more are in neither list. */
function takeSome(
  image: MetadataImage,
  due: readonly Due[],
  minInSyncOf: (topic: string) => number
): { readonly taken: Due[]; readonly writes: MetadataChange[]; readonly left: Due[] } {
  const room = new Room()
  const taken: Due[] = []
  const writes: MetadataChange[] = []
  for (const [n, each] of due.entries()) {
    const write = changeOf(image, each, minInSyncOf(each.change.topic))
    if (write === undefined) continue
    if (!room.takes(write)) return { taken, writes, left: due.slice(n) }
    taken.push(each)
    writes.push(write)
  }
  return { taken, writes, left: [] }
}

/** Whether the log of a replica can be used: what its leader knows of it may be older than the failure of its directory. */
function mayHave(broker: BrokerImage | undefined, directory: string | undefined): boolean {
  // The log failed there: its broker says so when it can be used again.
  if (directory === lostDirectory) return false
  return broker?.lacksDirectories !== true || directory === undefined || broker.directories.includes(directory)
}

/** Undefined: it does not hold any more. */
function changeOf(image: MetadataImage, { change, joining }: Due, minInSync: number): MetadataChange | undefined {
  const { topic, topicId, partition, leaderEpoch, partitionEpoch, isr } = change
  const found = image.topic(topic)
  const state = found?.partitions[partition]
  if (state === undefined || found?.topicId !== topicId) return undefined
  if (state.leaderEpoch !== leaderEpoch || state.partitionEpoch !== partitionEpoch) return undefined
  const mayJoin = ({ id, revision }: Due['joining'][number]) =>
    image.isAlive(id) &&
    image.brokerRevision(id) === revision &&
    state.replicas.includes(id) &&
    mayHave(image.broker(id), state.directories[state.replicas.indexOf(id)])
  if (!joining.every(mayJoin)) return undefined
  const directories = state.directories.map((directory, at) => {
    const id = state.replicas[at] ?? -1
    const isJoining = joining.some((each) => each.id === id)
    const [only, ...others] = isJoining ? (image.broker(id)?.directories ?? []) : []
    // Its broker may have come back with another directory than the one that the replica began in.
    return only !== undefined && others.length === 0 ? only : directory
  })
  const inSync = { ...withInSync(state, isr, minInSync), directories }
  // The replicas in sync are those that are left at the end: who was in sync or eligible until now stays eligible where they are too few.
  const waiting = { ...state, isr, elr: [...new Set([...state.isr, ...state.elr])], directories }
  const complete = completed(waiting, minInSync)
  const view = { ...brokersIn(image), minInSync, isUncleanAllowed: false }
  const next =
    complete === waiting ? { ...inSync, partitionEpoch: partitionEpoch + 1 } : settledOn(state, complete, view)
  const { compare, operations } = partitionChange(image, found, partition, next)
  // A broker that is gone or fenced meanwhile has changed its key: it must not join then.
  const brokers = joining.map(({ id, revision }) => ({ key: keys.broker(id), modRevision: revision }))
  return { compare: [...compare, ...brokers], operations }
}
