/*
 * Replays the records of consumer groups. Compaction may have removed any older record of a key, so any record may have to create its
 * group or member.
 */
import type { ReplayTable } from '../../runtime/record-table.ts'
import { leaveEpoch } from '../modern/membership.ts'
import { fromList, nothing } from '../modern/partitions.ts'
import type { ConsumerRecord } from '../records.ts'
import type { ConsumerGroup } from './group.ts'
import { newMember, withAssignment, withMetadata } from './member.ts'

/** The consumer groups of a shard. */
export interface ConsumerGroupsState {
  consumer(groupId: string): ConsumerGroup | undefined
  /** Returns the group, creating it if needed. Returns undefined for a group of another type: the record is ignored. */
  consumerOrNew(groupId: string): ConsumerGroup | undefined
  removeConsumer(groupId: string): void
}

export function consumerReplays(state: ConsumerGroupsState): ReplayTable<ConsumerRecord> {
  return {
    consumerMember({ key: { groupId, memberId }, value }) {
      if (value === null) {
        state.consumer(groupId)?.removeMember(memberId)
        return
      }
      const group = state.consumerOrNew(groupId)
      group?.setMember(withMetadata(group.members.get(memberId) ?? newMember(memberId), value))
    },
    consumerGroup({ key: { groupId }, value }) {
      if (value === null) {
        state.removeConsumer(groupId)
        return
      }
      const group = state.consumerOrNew(groupId)
      if (group === undefined) return
      group.groupEpoch = value.epoch
      group.metadataHash = value.metadataHash ?? 0n
    },
    consumerPartitionMetadata({ key: { groupId }, value }) {
      const group = value === null ? state.consumer(groupId) : state.consumerOrNew(groupId)
      if (group !== undefined) group.hasPartitionMetadata = value !== null
    },
    consumerTarget({ key: { groupId, memberId }, value }) {
      if (value === null) state.consumer(groupId)?.setTarget(memberId, null)
      else state.consumerOrNew(groupId)?.setTarget(memberId, fromList(value.topicPartitions))
    },
    consumerTargetEpoch({ key: { groupId }, value }) {
      const group = value === null ? state.consumer(groupId) : state.consumerOrNew(groupId)
      if (group === undefined) return
      group.assignmentEpoch = value?.assignmentEpoch ?? -1
      group.assignmentTimestampMs = Number(value?.assignmentTimestamp ?? 0n)
    },
    consumerCurrent({ key: { groupId, memberId }, value }) {
      if (value !== null) {
        const group = state.consumerOrNew(groupId)
        group?.setMember(withAssignment(group.members.get(memberId) ?? newMember(memberId), value))
        return
      }
      const group = state.consumer(groupId)
      const member = group?.members.get(memberId)
      if (group === undefined || member === undefined) return
      const gone = { memberEpoch: leaveEpoch, previousMemberEpoch: leaveEpoch, assigned: nothing }
      group.setMember({ ...member, ...gone, pendingRevocation: nothing })
    },
    consumerRegex({ key: { groupId, regularExpression }, value }) {
      if (value === null) {
        state.consumer(groupId)?.setResolved(regularExpression, null)
        return
      }
      state.consumerOrNew(groupId)?.setResolved(regularExpression, {
        topics: new Set(value.topics),
        version: Number(value.version),
        timestampMs: Number(value.timestamp)
      })
    }
  }
}
