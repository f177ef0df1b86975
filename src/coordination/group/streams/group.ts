/*
 * State of one streams group (KIP-1071): topology, members, and their current and target assignments. Only replay changes its durable
 * part. Source: org.apache.kafka.coordinator.group.streams.StreamsGroup.
 */
import { type Failure, failed } from '../../../protocol/index.ts'
import type { CommitCheck, Committer, Group, OffsetReader } from '../group.ts'
import { MetadataDeadline } from '../modern/metadata-deadline.ts'
import type { CommittedOffset } from '../offsets/store.ts'
import type { GroupRecord } from '../records.ts'
import type { ConfiguredTopology } from './configure.ts'
import { isReconciledTo, type StreamsMember } from './member.ts'
import { TaskOwners } from './owners.ts'
import { removalsOf } from './records.ts'
import { noTasks, type TaskSets } from './tasks.ts'
import type { Topology } from './topology.ts'

type StreamsState = 'Empty' | 'NotReady' | 'Assigning' | 'Reconciling' | 'Stable'

export class StreamsGroup implements Group {
  readonly groupId: string
  readonly type = 'streams'
  readonly protocolType = 'streams'
  readonly members = new Map<string, StreamsMember>()
  readonly owners = new TaskOwners()
  /** Target assignment, by member. */
  readonly target = new Map<string, TaskSets>()
  topology: Topology | null = null
  groupEpoch = 1
  metadataHash = 0n
  /** Epoch of the topology that was ready when the group epoch began; -1 if none was. */
  validatedTopologyEpoch = 0
  assignmentConfigs: ReadonlyMap<string, string> = new Map()
  /** Target assignment epoch. Lower than the group epoch until a new assignment has been computed. */
  assignmentEpoch = 1
  /** Wall clock milliseconds; 0 if no assignment has been computed yet. */
  assignmentTimestampMs = 0

  // The fields below are not persisted, and start over with each load.
  /** The topology configured for the current topics; null if it must be computed. */
  configured: ConfiguredTopology | null = null
  /** Bumped whenever assignments change, for clients that route queries. */
  endpointEpoch = 0
  #shutdownBy: string | null = null
  readonly #metadataDeadline = new MetadataDeadline()

  constructor(groupId: string) {
    this.groupId = groupId
  }

  get isEmpty(): boolean {
    return this.members.size === 0
  }

  get state(): StreamsState {
    if (this.isEmpty) return 'Empty'
    if (this.topology?.epoch !== this.validatedTopologyEpoch) return 'NotReady'
    if (this.groupEpoch > this.assignmentEpoch) return 'Assigning'
    for (const member of this.members.values()) if (!isReconciledTo(member, this.assignmentEpoch)) return 'Reconciling'
    return 'Stable'
  }

  targetOf(memberId: string): TaskSets {
    return this.target.get(memberId) ?? noTasks
  }

  setMember(member: StreamsMember): void {
    const before = this.members.get(member.memberId)
    if (before !== undefined) this.owners.remove(before)
    this.members.set(member.memberId, member)
    this.owners.add(member)
  }

  removeMember(memberId: string): void {
    const member = this.members.get(memberId)
    if (member === undefined) return
    this.members.delete(memberId)
    this.owners.remove(member)
    if (this.isEmpty) this.#shutdownBy = null
  }

  /** The member that first requested a shutdown of the application; null if none has. */
  get shutdownBy(): string | null {
    return this.#shutdownBy
  }

  requestShutdown(memberId: string): void {
    this.#shutdownBy ??= memberId
  }

  /** Records that the group epoch is about to become `epoch`, based on the current metadata. */
  metadataSeen(nowMs: number, epoch: number): void {
    this.#metadataDeadline.seen(nowMs, epoch)
  }

  metadataChanged(): void {
    this.#metadataDeadline.changed()
  }

  isMetadataOld(nowMs: number): boolean {
    return this.#metadataDeadline.isOver(nowMs, this.groupEpoch)
  }

  /** A commit with an older epoch is allowed for tasks assigned by that epoch. */
  commitRefusal(by: Committer): Failure | null | CommitCheck {
    const { memberId, groupInstanceId, generationId, isTransactional = false } = by
    if (generationId < 0 && this.isEmpty) return null
    if (isTransactional && generationId === -1 && memberId === '' && groupInstanceId === null) return null
    const member = this.members.get(memberId)
    if (member === undefined) return failed('UNKNOWN_MEMBER_ID')
    if (!isTransactional && by.apiVersion < 9) return failed('UNSUPPORTED_VERSION')
    if (generationId === member.memberEpoch) return null
    const stale = failed(isTransactional ? 'ILLEGAL_GENERATION' : 'STALE_MEMBER_EPOCH')
    if (generationId > member.memberEpoch || this.topology === null) return stale
    const { readers } = this.topology
    return (_topicId, partition, topic) => {
      const id = readers.get(topic) ?? ''
      const epoch =
        member.assigned.active.get(id)?.get(partition) ?? member.pendingRevocation.active.get(id)?.get(partition)
      return epoch === undefined || generationId < epoch ? stale : null
    }
  }

  fetchRefusal({ memberId, memberEpoch }: OffsetReader): Failure | null {
    if (memberId === null && memberEpoch < 0) return null
    const member = this.members.get(memberId ?? '')
    if (member === undefined) return failed('UNKNOWN_MEMBER_ID')
    return memberEpoch === member.memberEpoch ? null : failed('STALE_MEMBER_EPOCH')
  }

  deleteRefusal(): Failure | null {
    return this.isEmpty ? null : failed('NON_EMPTY_GROUP')
  }

  offsetDeleteRefusal(): null {
    return null
  }

  isSubscribedTo(topic: string): boolean {
    return !this.isEmpty && this.topology !== null && this.topology.readers.has(topic)
  }

  offsetsAgeFrom(): (committed: CommittedOffset) => number {
    return ({ commitTimestampMs }) => commitTimestampMs
  }

  get isAbandoned(): boolean {
    return this.isEmpty
  }

  removals(): GroupRecord[] {
    return removalsOf(this.groupId, [...this.members.keys()])
  }

  giveWay(): readonly GroupRecord[] | Failure {
    return this.isEmpty ? this.removals() : failed('INCONSISTENT_GROUP_PROTOCOL')
  }

  /** DescribeGroups only supports classic groups. */
  describe(): null {
    return null
  }

  close(): void {}
}
