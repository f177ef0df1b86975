/*
 * Dependencies that the share room expects other rooms to supply.
 */
import type { StateBatch } from '../coordination/index.ts'
import type { Env, Logger } from '../env/index.ts'
import type { Failure } from '../protocol/index.ts'
import type { Partition } from '../replica/index.ts'

/** A share partition: one topic partition as consumed by one share group. */
export interface ShareKey {
  readonly groupId: string
  readonly topicId: string
  readonly partition: number
}

/** Durable storage for share partition state (org.apache.kafka.server.share.persister.Persister). */
interface ShareStore {
  read(
    key: ShareKey,
    leaderEpoch: number
  ): Promise<
    { readonly stateEpoch: number; readonly startOffset: number; readonly batches: readonly StateBatch[] } | Failure
  >
  write(command: {
    readonly key: ShareKey
    readonly stateEpoch: number
    readonly leaderEpoch: number
    readonly startOffset: number
    readonly deliveryCompleteCount: number
    readonly batches: readonly StateBatch[]
  }): Promise<null | Failure>
}

/** Reads a group's effective configs, keyed by Kafka's group config names. */
interface ShareConfigs {
  number(groupId: string, name: ShareNumber): number
  text(groupId: string, name: 'share.auto.offset.reset' | 'share.isolation.level'): string
  mayRenew(groupId: string): boolean
  /** Maximum number of share sessions per broker. */
  readonly sessionsMax: number
}

type ShareNumber = 'share.delivery.count.limit' | 'share.partition.max.record.locks' | 'share.record.lock.duration.ms'

export interface ShareOptions {
  readonly env: Env
  readonly log: Logger
  readonly store: ShareStore
  readonly configs: ShareConfigs
  readonly leader: (topicId: string, partition: number) => Partition | Failure
}
