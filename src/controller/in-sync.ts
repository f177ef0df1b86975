/*
 * Writes the ISR changes decided by partition leaders, and completes reassignments that waited for them. Does not decide who is
 * in sync. Source: KIP-497; org.apache.kafka.controller.ReplicationControlManager#alterPartition.
 */
import { type BrokerImage, keys, lostDirectory, type MetadataImage } from '../metadata/index.ts'
import { type Failure, isFailure } from '../protocol/index.ts'
import { withInSync } from './in-sync-state.ts'
import { brokersIn, settledOn } from './leadership.ts'
import { partitionChange } from './partition-change.ts'
import { completed } from './reassignment.ts'
import { Room } from './room.ts'
import { type MetadataChange, type MetadataHost, together, writeOnce } from './write-metadata.ts'

/** A proposed ISR, and the state on which it was decided. */
export interface InSyncChange {
  readonly topic: string
  readonly topicId: string
  readonly partition: number
  readonly leaderEpoch: number
  readonly partitionEpoch: number
  readonly isr: readonly number[]
}

/** A pending change; `at` is its index among all. */
interface Due {
  readonly at: number
  readonly change: InSyncChange
  /**
   * The joining brokers with the revision of each one's key at the time of the decision: a broker that registers again must not
   * join based on its earlier state.
   */
  readonly joining: readonly { readonly id: number; readonly revision: number }[]
  attempts: number
}

/** So many concurrent writers are no coincidence. */
const attemptsMax = 5

/**
 * Writes several changes in few transactions, each all or nothing. For each change: true once everyone sees it; false if the
 * partition has changed since the decision or a joining broker is gone, which the image then shows, while the others are written
 * anyway; KAFKA_STORAGE_ERROR if it was not written.
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

/** As many changes as fit into one transaction. Changes that no longer apply are in neither list. */
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

/** Whether a replica's log is usable. What its leader knows may be older than the failure of its directory. */
function mayHave(broker: BrokerImage | undefined, directory: string | undefined): boolean {
  // The log failed there; the broker reports when it is usable again.
  if (directory === lostDirectory) return false
  return broker?.lacksDirectories !== true || directory === undefined || broker.directories.includes(directory)
}

/** Undefined if the change no longer applies. */
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
    // The broker may have come back with a different directory from the one where the replica began.
    return only !== undefined && others.length === 0 ? only : directory
  })
  const inSync = { ...withInSync(state, isr, minInSync), directories }
  // The resulting ISR counts: replicas that were in sync or eligible before stay eligible if it is too small.
  const waiting = { ...state, isr, elr: [...new Set([...state.isr, ...state.elr])], directories }
  const complete = completed(waiting, minInSync)
  const view = { ...brokersIn(image), minInSync, isUncleanAllowed: false }
  const next =
    complete === waiting ? { ...inSync, partitionEpoch: partitionEpoch + 1 } : settledOn(state, complete, view)
  const { compare, operations } = partitionChange(image, found, partition, next)
  // A broker that has died or been fenced since has a changed key, and must not join.
  const brokers = joining.map(({ id, revision }) => ({ key: keys.broker(id), modRevision: revision }))
  return { compare: [...compare, ...brokers], operations }
}
