/*
 * Replays the records of share groups. Compaction may have removed any older record of a key.
 */
import type { ReplayTable } from '../../runtime/record-table.ts'
import { leaveEpoch } from '../modern/membership.ts'
import { fromList, nothing } from '../modern/partitions.ts'
import type { ShareGroupRecord } from '../records.ts'
import type { ShareGroup } from './group.ts'
import { newShareMember } from './member.ts'

/** The share groups of a shard. */
export interface ShareGroupsState {
  share(groupId: string): ShareGroup | undefined
  /** Returns the group, creating it if needed. Returns undefined for a group of another type: the record is ignored. */
  shareOrNew(groupId: string): ShareGroup | undefined
  removeShare(groupId: string): void
}

export function shareReplays(state: ShareGroupsState): ReplayTable<ShareGroupRecord> {
  return {
    shareMember({ key: { groupId, memberId }, value }) {
      if (value === null) {
        state.share(groupId)?.removeMember(memberId)
        return
      }
      const group = state.shareOrNew(groupId)
      const { rackId, clientId, clientHost, subscribedTopicNames } = value
      const member = group?.members.get(memberId) ?? newShareMember(memberId)
      group?.setMember({ ...member, rackId, clientId, clientHost, subscribedTopics: new Set(subscribedTopicNames) })
    },
    shareGroup({ key: { groupId }, value }) {
      if (value === null) {
        state.removeShare(groupId)
        return
      }
      const group = state.shareOrNew(groupId)
      if (group === undefined) return
      group.groupEpoch = value.epoch
      group.metadataHash = value.metadataHash
    },
    shareTarget({ key: { groupId, memberId }, value }) {
      if (value === null) state.share(groupId)?.setTarget(memberId, null)
      else state.shareOrNew(groupId)?.setTarget(memberId, fromList(value.topicPartitions))
    },
    shareTargetEpoch({ key: { groupId }, value }) {
      const group = value === null ? state.share(groupId) : state.shareOrNew(groupId)
      if (group === undefined) return
      group.assignmentEpoch = value?.assignmentEpoch ?? -1
      group.assignmentTimestampMs = Number(value?.assignmentTimestamp ?? 0n)
    },
    shareCurrent({ key: { groupId, memberId }, value }) {
      const group = value === null ? state.share(groupId) : state.shareOrNew(groupId)
      const member = group?.members.get(memberId) ?? (value === null ? undefined : newShareMember(memberId))
      if (member === undefined) return
      const gone = { memberEpoch: leaveEpoch, previousMemberEpoch: leaveEpoch, assigned: nothing }
      if (value === null) group?.setMember({ ...member, ...gone })
      else {
        const { memberEpoch, previousMemberEpoch, assignedPartitions } = value
        group?.setMember({ ...member, memberEpoch, previousMemberEpoch, assigned: fromList(assignedPartitions) })
      }
    },
    shareStatePartitions({ key: { groupId }, value }) {
      const group = value === null ? state.share(groupId) : state.shareOrNew(groupId)
      if (group === undefined) return
      group.statePartitions = {
        initializing: fromList(value?.initializingTopics ?? []),
        initialized: fromList(value?.initializedTopics ?? []),
        deleting: new Map((value?.deletingTopics ?? []).map(({ topicId, topicName }) => [topicId, topicName]))
      }
    }
  }
}
