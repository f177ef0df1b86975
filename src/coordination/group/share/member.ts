/*
 * Owns what a member of a share group is, and what is known of the states of its partitions: values that records make and decisions
 * copy with changes
 * (org.apache.kafka.coordinator.group.modern.share.ShareGroupMember).
 */
import type { ModernMember } from '../modern/group.ts'
import { joinEpoch, leaveEpoch, sameNames } from '../modern/membership.ts'
import { nothing, type TopicPartitions } from '../modern/partitions.ts'

/** What the share coordinator was asked for, by topic id. */
export interface StatePartitions {
  readonly initializing: TopicPartitions
  readonly initialized: TopicPartitions
  /** Names of topics whose state is being removed, by id. */
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

/** Whether its metadata record would be the same. */
export const sameMetadata = (a: ShareMember, b: ShareMember): boolean =>
  a.rackId === b.rackId &&
  a.clientId === b.clientId &&
  a.clientHost === b.clientHost &&
  sameNames(a.subscribedTopics, b.subscribedTopics)

/** For states of which one has no topics but those of the other. */
export const sameStates = (a: StatePartitions, b: StatePartitions): boolean =>
  a.initializing.size === b.initializing.size &&
  a.initialized.size === b.initialized.size &&
  a.deleting.size === b.deleting.size
