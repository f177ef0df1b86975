/*
 * State of one share group (KIP-932): members, and the share partitions that are initialized at the share coordinator.
 * Only replay changes it. Source: org.apache.kafka.coordinator.group.modern.share.ShareGroup.
 */
import { type Failure, failed } from '../../../protocol/index.ts'
import type { Group } from '../group.ts'
import { ModernGroup } from '../modern/group.ts'
import { nothing, partitionsOf } from '../modern/partitions.ts'
import type { CommittedOffset } from '../offsets/store.ts'
import type { GroupRecord } from '../records.ts'
import type { ShareMember, StatePartitions } from './member.ts'
import { removalsOf } from './records.ts'

const notForShareGroups = failed('GROUP_ID_NOT_FOUND')

export class ShareGroup extends ModernGroup<ShareMember> implements Group {
  readonly type = 'share'
  readonly protocolType = 'share'
  /** As in Kafka, where the assignment of a new group without members counts as up to date with its first epoch. */
  override assignmentEpoch = 1
  statePartitions: StatePartitions = { initializing: nothing, initialized: nothing, deleting: nothing }

  get state(): 'Empty' | 'Stable' {
    return this.isEmpty ? 'Empty' : 'Stable'
  }

  setMember(member: ShareMember): void {
    const before = this.members.get(member.memberId)
    if (before !== undefined) this.subscriptions.named(before.subscribedTopics, -1)
    this.putMember(member)
    this.subscriptions.named(member.subscribedTopics, 1)
  }

  removeMember(memberId: string): void {
    const member = this.members.get(memberId)
    if (member === undefined) return
    this.deleteMember(memberId)
    this.subscriptions.named(member.subscribedTopics, -1)
  }

  isInitialized(topicId: string, partition: number): boolean {
    return partitionsOf(this.statePartitions.initialized, topicId).has(partition)
  }

  commitRefusal(): Failure {
    return notForShareGroups
  }

  fetchRefusal(): null {
    return null
  }

  deleteRefusal(): Failure | null {
    return this.isEmpty ? null : failed('NON_EMPTY_GROUP')
  }

  offsetDeleteRefusal(): Failure {
    return notForShareGroups
  }

  isSubscribedTo(topic: string): boolean {
    return this.subscriptions.has(topic)
  }

  offsetsAgeFrom(): ((committed: CommittedOffset) => number) | null {
    return null
  }

  /** A share group exists until it is deleted, because it has state at the share coordinator. */
  get isAbandoned(): boolean {
    return false
  }

  removals(): GroupRecord[] {
    return removalsOf(this.groupId, [...this.members.keys()])
  }

  giveWay(): Failure {
    return failed('INCONSISTENT_GROUP_PROTOCOL')
  }

  describe(): null {
    return null
  }

  close(): void {}
}
