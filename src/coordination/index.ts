/** The door of the coordination room: the group coordinator and the commands that its handlers give it. */
export {
  type DescribedGroup,
  type DescribedMember,
  GroupCoordinator,
  type GroupCoordinatorOptions,
  type GroupListing
} from './coordinator.ts'
export type { JoinCommand } from './group/classic/join.ts'
export type { LeaveAnswer, LeavingMember, LeftMember } from './group/classic/leave.ts'
export type { JoinAnswer, JoinedMember, MemberProtocol, SyncAnswer } from './group/classic/member.ts'
export type { HeartbeatCommand, SyncCommand } from './group/classic/sync.ts'
export type {
  CommitCommand,
  CommitTopic,
  Decision,
  DeleteOffsetsCommand,
  FetchAnswer,
  FetchCommand,
  FetchedPartition,
  FetchedTopic,
  PartitionErrors
} from './offsets.ts'
export { coordinatorPartition, javaHash } from './partition-of.ts'
export { type ConfigReader, type CoordinatorLog, offsetsTopic } from './settings.ts'
