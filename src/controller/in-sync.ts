/*
 * Owns writing the in-sync replicas that a partition's leader has decided on, and with them the end of a reassignment that waited for
 * them. Never decides who is in sync.
 * Source: KIP-497; org.apache.kafka.controller.ReplicationControlManager#alterPartition.
 */
import { keys, lostDirectory } from '../metadata/index.ts'
import type { Failure } from '../protocol/index.ts'
import { withInSync } from './in-sync-state.ts'
import { brokersIn, settledOn } from './leadership.ts'
import { partitionChange } from './partition-change.ts'
import { completed } from './reassignment.ts'
import { type MetadataHost, writeOnce } from './write-metadata.ts'

/** In-sync replicas as they should be, and the state that they were decided on. */
export interface InSyncChange {
  readonly topic: string
  readonly topicId: string
  readonly partition: number
  readonly leaderEpoch: number
  readonly partitionEpoch: number
  readonly isr: readonly number[]
}

/**
 * True when everybody sees them. False when the partition is no longer what they were decided on, or one of those who join is
 * not there any more; then the image says why. KAFKA_STORAGE_ERROR: nothing was written.
 */
export async function changeInSync(
  { metadata, image }: MetadataHost,
  { topic, topicId, partition, leaderEpoch, partitionEpoch, isr }: InSyncChange,
  minInSync: number
): Promise<boolean | Failure> {
  const found = image.topic(topic)
  const state = found?.partitions[partition]
  if (state === undefined || found?.topicId !== topicId) return false
  if (state.leaderEpoch !== leaderEpoch || state.partitionEpoch !== partitionEpoch) return false
  const joining = isr.filter((id) => !state.isr.includes(id))
  if (joining.some((id) => !image.isAlive(id) || !state.replicas.includes(id))) return false
  // The log failed there: its broker says so when it can be used again.
  if (joining.some((id) => state.directories[state.replicas.indexOf(id)] === lostDirectory)) return false
  const directories = state.directories.map((directory, at) => {
    const id = state.replicas[at] ?? -1
    const [only, ...others] = joining.includes(id) ? (image.broker(id)?.directories ?? []) : []
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
  return writeOnce(metadata, {
    // A broker that is gone or fenced meanwhile has changed its key: it must not join then.
    compare: [...compare, ...joining.map((id) => ({ key: keys.broker(id), modRevision: image.brokerRevision(id) }))],
    operations
  })
}
