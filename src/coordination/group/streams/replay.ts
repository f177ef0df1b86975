/*
 * Replays the records of streams groups. Compaction may have removed any older record of a key, so any record may have to create its
 * group or member.
 */
import type { ReplayTable } from '../../runtime/record-table.ts'
import { leaveEpoch } from '../modern/membership.ts'
import type { StreamsRecord } from '../records.ts'
import type { StreamsGroup } from './group.ts'
import { newMember, withAssignment, withMetadata } from './member.ts'
import { noTasks, tasksFrom } from './tasks.ts'
import { topologyOf } from './topology.ts'

/** The streams groups of a shard. */
export interface StreamsGroupsState {
  streams(groupId: string): StreamsGroup | undefined
  /** Returns the group, creating it if needed. Returns undefined for a group of another type: the record is ignored. */
  streamsOrNew(groupId: string): StreamsGroup | undefined
  removeStreams(groupId: string): void
}

export function streamsReplays(state: StreamsGroupsState): ReplayTable<StreamsRecord> {
  return {
    streamsGroup({ key: { groupId }, value }) {
      if (value === null) {
        state.removeStreams(groupId)
        return
      }
      const group = state.streamsOrNew(groupId)
      if (group === undefined) return
      group.groupEpoch = value.epoch
      group.metadataHash = value.metadataHash
      group.validatedTopologyEpoch = value.validatedTopologyEpoch ?? -1
      group.assignmentConfigs = new Map((value.lastAssignmentConfigs ?? []).map((config) => [config.key, config.value]))
    },
    streamsMember({ key: { groupId, memberId }, value }) {
      if (value === null) {
        state.streams(groupId)?.removeMember(memberId)
        return
      }
      const group = state.streamsOrNew(groupId)
      group?.setMember(withMetadata(group.members.get(memberId) ?? newMember(memberId), value))
    },
    streamsTarget({ key: { groupId, memberId }, value }) {
      if (value === null) {
        state.streams(groupId)?.target.delete(memberId)
        return
      }
      state.streamsOrNew(groupId)?.target.set(memberId, {
        active: tasksFrom(value.activeTasks),
        standby: tasksFrom(value.standbyTasks),
        warmup: tasksFrom(value.warmupTasks)
      })
    },
    streamsTargetEpoch({ key: { groupId }, value }) {
      const group = value === null ? state.streams(groupId) : state.streamsOrNew(groupId)
      if (group === undefined) return
      group.assignmentEpoch = value?.assignmentEpoch ?? -1
      group.assignmentTimestampMs = Number(value?.assignmentTimestamp ?? 0n)
    },
    streamsCurrent({ key: { groupId, memberId }, value }) {
      if (value !== null) {
        const group = state.streamsOrNew(groupId)
        group?.setMember(withAssignment(group.members.get(memberId) ?? newMember(memberId), value))
        return
      }
      const group = state.streams(groupId)
      const member = group?.members.get(memberId)
      if (group === undefined || member === undefined) return
      const gone = { memberEpoch: leaveEpoch, previousMemberEpoch: leaveEpoch }
      group.setMember({ ...member, ...gone, assigned: noTasks, pendingRevocation: noTasks })
    },
    // A topology tombstone must not recreate a group whose own record is already gone.
    streamsTopology({ key: { groupId }, value }) {
      const group = value === null ? state.streams(groupId) : state.streamsOrNew(groupId)
      if (group !== undefined) group.topology = value === null ? null : topologyOf(value)
    }
  }
}
