/*
 * A member of a share group, and the known state of share partitions: immutable values, created from records and copied with changes by
 * decisions
 * (org.apache.kafka.coordinator.group.modern.share.ShareGroupMember).
 */
import type { ModernMember } from '../modern/group.ts'
import { joinEpoch, leaveEpoch, sameNames } from '../modern/membership.ts'
import { nothing, type TopicPartitions } from '../modern/partitions.ts'

/** Share partitions that the share coordinator was asked to initialize or delete, by topic id. */
export interface StatePartitions {
  readonly initializing: TopicPartitions
  readonly initialized: TopicPartitions
  /** Names of topics whose state is being deleted, by id. */
  readonly deleting: ReadonlyMap<string, string>
}

export interface ShareMember extends ModernMember {
  readonly previousMemberEpoch: number
  readonly clientId: string
  readonly clientHost: string
  readonly assigned: TopicPartitions
}

export const newShareMember = (memberId: string): ShareMember => ({
  memberId,
  memberEpoch: joinEpoch,
  previousMemberEpoch: leaveEpoch,
  instanceId: null,
  rackId: null,
  clientId: '',
  clientHost: '',
  subscribedTopics: new Set(),
  assigned: nothing
})

/** Whether both have the same member metadata record. */
export const sameMetadata = (a: ShareMember, b: ShareMember): boolean =>
  a.rackId === b.rackId &&
  a.clientId === b.clientId &&
  a.clientHost === b.clientHost &&
  sameNames(a.subscribedTopics, b.subscribedTopics)

/** Whether both are equal. The topics of one must be a subset of the other's. */
export const sameStates = (a: StatePartitions, b: StatePartitions): boolean =>
  a.initializing.size === b.initializing.size &&
  a.initialized.size === b.initialized.size &&
  a.deleting.size === b.deleting.size
