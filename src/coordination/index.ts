/** The door of the coordination room: the group coordinator and the commands that its handlers give it. */

export { assignRanges, type TopicPartitions } from './assignors/range.ts'
export type { JoinCommand } from './group/classic/join.ts'
export type { LeaveAnswer } from './group/classic/leave.ts'
export type { JoinAnswer, SyncAnswer } from './group/classic/member.ts'
export { GroupCoordinator } from './group/coordinator.ts'
export type { DescribedGroup } from './group/group.ts'
export type { CommitTopic, PartitionErrors } from './group/offsets/commit.ts'
export type { FetchAnswer, FetchedPartition, FetchedTopic } from './group/offsets/fetch.ts'
export { coordinatorPartition, javaHash } from './runtime/partition-of.ts'
