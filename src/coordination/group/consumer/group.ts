/*
 * State of one consumer group (KIP-848): members, their current and target assignments, and the owner of each partition.
 * Only replay changes it. Source: org.apache.kafka.coordinator.group.modern.consumer.ConsumerGroup.
 */
import { getOrAdd } from '../../../env/index.ts'
import { type Failure, failed } from '../../../protocol/index.ts'
import type { CommitCheck, Committer, DescribedGroup, Group, OffsetReader } from '../group.ts'
import { ModernGroup } from '../modern/group.ts'
import { stringsInJavaOrder } from '../modern/java-order.ts'
import { type EpochedPartitions, nothing } from '../modern/partitions.ts'
import type { Subscriptions, SubscriptionType } from '../modern/subscriptions.ts'
import type { CommittedOffset } from '../offsets/store.ts'
import type { GroupRecord } from '../records.ts'
import type { ResolvedRegex } from '../topic-patterns.ts'
import { type ConsumerMember, regexOf } from './member.ts'
import { removalsOf } from './records.ts'

type ConsumerState = 'Empty' | 'Assigning' | 'Reconciling' | 'Stable'

export class ConsumerGroup extends ModernGroup<ConsumerMember> implements Group {
  readonly type = 'consumer'
  readonly protocolType = 'consumer'
  /** Member ids by instance id. */
  readonly staticMembers = new Map<string, string>()
  /** Number of members that prefer each assignor. */
  readonly #assignors = new Map<string, number>()
  /** Number of members subscribed with each regular expression. */
  readonly regexes = new Map<string, number>()
  readonly resolved = new Map<string, ResolvedRegex>()
  /** Current owner's epoch of each partition, by topic id. A missing partition is free. */
  readonly #held = new Map<string, Map<number, number>>()
  /** Number of classic protocol members that support each embedded protocol. */
  readonly #classicProtocols = new Map<string, number>()
  classicMembers = 0
  /** A record written before 4.0 lists the group's topics. It is removed at the next metadata check. */
  hasPartitionMetadata = false

  get state(): ConsumerState {
    if (this.isEmpty) return 'Empty'
    if (this.groupEpoch > this.assignmentEpoch) return 'Assigning'
    for (const { state, memberEpoch } of this.members.values())
      if (state !== 'stable' || memberEpoch !== this.assignmentEpoch) return 'Reconciling'
    return 'Stable'
  }

  override get subscriptionType(): SubscriptionType {
    return typeOf(this.regexes, this.subscriptions, this.members.size)
  }

  staticMember(instanceId: string | null): ConsumerMember | undefined {
    const memberId = instanceId === null ? undefined : this.staticMembers.get(instanceId)
    return memberId === undefined ? undefined : this.members.get(memberId)
  }

  /** Returns a member's target assignment. A static member that rejoins with a new id inherits its old target. */
  targetOfMember({ memberId, instanceId }: ConsumerMember): ReadonlyMap<string, ReadonlySet<number>> {
    if (instanceId === null) return this.targetOf(memberId)
    const previous = this.staticMembers.get(instanceId)
    return previous === undefined ? nothing : this.targetOf(previous)
  }

  setMember(made: ConsumerMember): void {
    const subscribedTopics = this.shared(made.subscribedTopics)
    const member = subscribedTopics === made.subscribedTopics ? made : { ...made, subscribedTopics }
    const before = this.members.get(member.memberId)
    if (before !== undefined) this.#count(before, -1)
    this.putMember(member)
    this.#count(member, 1)
    if (member.instanceId !== null) this.staticMembers.set(member.instanceId, member.memberId)
  }

  removeMember(memberId: string): void {
    const member = this.members.get(memberId)
    if (member === undefined) return
    this.deleteMember(memberId)
    this.#count(member, -1)
    if (member.instanceId !== null) this.staticMembers.delete(member.instanceId)
  }

  #count(member: ConsumerMember, by: 1 | -1): void {
    this.subscriptions.named(member.subscribedTopics, by)
    if (member.serverAssignor !== null) add(this.#assignors, member.serverAssignor, by)
    const regex = regexOf(member)
    if (regex !== null) add(this.regexes, regex, by)
    if (member.classic !== null) {
      this.classicMembers += by
      for (const { name } of member.classic.protocols) add(this.#classicProtocols, name, by)
    }
    for (const partitions of [member.assigned, member.pendingRevocation])
      if (by > 0) this.#hold(partitions, member.memberEpoch)
      else this.#release(partitions, member.memberEpoch)
  }

  #hold(partitions: EpochedPartitions, epoch: number): void {
    for (const [topicId, epochs] of partitions) {
      const held = getOrAdd(this.#held, topicId, () => new Map<number, number>())
      // A static member that left temporarily has a negative epoch, and keeps its partitions.
      for (const partition of epochs.keys()) held.set(partition, Math.max(held.get(partition) ?? epoch, epoch))
    }
  }

  /** Releases partitions, except those that another member has got in the meantime. */
  #release(partitions: EpochedPartitions, epoch: number): void {
    for (const [topicId, epochs] of partitions) {
      const held = this.#held.get(topicId)
      for (const partition of epochs.keys()) if (held?.get(partition) === epoch) held.delete(partition)
      if (held?.size === 0) this.#held.delete(topicId)
    }
  }

  isHeld(topicId: string, partition: number): boolean {
    return this.#held.get(topicId)?.has(partition) ?? false
  }

  setResolved(regex: string, resolved: ResolvedRegex | null): void {
    const before = this.resolved.get(regex)
    if (before !== undefined) this.subscriptions.matched(before.topics, -1)
    this.resolved.delete(regex)
    if (resolved === null) return
    this.resolved.set(regex, resolved)
    this.subscriptions.matched(resolved.topics, 1)
  }

  /** Topics that a member is subscribed to, by name and by regular expression. */
  topicsOf(member: ConsumerMember): ReadonlySet<string> {
    const matched = this.resolved.get(regexOf(member) ?? '')?.topics
    if (matched === undefined || matched.size === 0) return member.subscribedTopics
    if (member.subscribedTopics.size === 0) return matched
    return new Set([...member.subscribedTopics, ...matched])
  }

  /** Subscribed topic names after replacing `before` with `after`, either of which may be null. */
  subscriptionsAfter(before: ConsumerMember | null, after: ConsumerMember | null): Subscriptions {
    const next = this.subscriptions.copy()
    if (before !== null) next.named(before.subscribedTopics, -1)
    if (after !== null) next.named(after.subscribedTopics, 1)
    const regex = regexOf(before)
    if (regex !== null && regex !== regexOf(after) && this.regexes.get(regex) === 1)
      next.matched(this.resolved.get(regex)?.topics ?? [], -1)
    return next
  }

  /** The assignor preferred by most members after replacing `before` with `after`; null if none has a preference. */
  preferredAssignor(before: ConsumerMember | null = null, after: ConsumerMember | null = null): string | null {
    const counts = new Map(this.#assignors)
    if (before?.serverAssignor) add(counts, before.serverAssignor, -1)
    if (after?.serverAssignor) add(counts, after.serverAssignor, 1)
    let best: string | null = null
    for (const name of stringsInJavaOrder(counts.keys()))
      if (best === null || (counts.get(name) ?? 0) > (counts.get(best) ?? 0)) best = name
    return best
  }

  /** Whether a member with these protocols is compatible with the classic protocol members. */
  supportsClassic(protocolType: string, names: readonly string[]): boolean {
    if (protocolType !== 'consumer') return false
    if (this.isEmpty) return names.length > 0
    return names.some((name) => (this.#classicProtocols.get(name) ?? 0) === this.classicMembers)
  }

  /** Whether only classic protocol members remain once these members leave. */
  isClassicWithout(leaving: readonly ConsumerMember[]): boolean {
    const classic = leaving.filter((member) => member.classic !== null).length
    return this.classicMembers - classic === this.members.size - leaving.length
  }

  /** Whether another member still owns a partition of this member's target. */
  isWaiting(member: ConsumerMember): boolean {
    if (member.state !== 'unreleased') return false
    for (const [topicId, partitions] of this.targetOf(member.memberId))
      for (const partition of partitions)
        if (!member.assigned.get(topicId)?.has(partition) && this.isHeld(topicId, partition)) return true
    return false
  }

  /** A commit with an older epoch is allowed for partitions assigned by that epoch (KIP-1251). */
  commitRefusal(by: Committer): Failure | null | CommitCheck {
    const { memberId, groupInstanceId, generationId, isTransactional = false } = by
    if (generationId < 0 && this.isEmpty) return null
    if (isTransactional && generationId === -1 && memberId === '' && groupInstanceId === null) return null
    const member = this.members.get(memberId)
    if (member === undefined) return failed('UNKNOWN_MEMBER_ID')
    const isClassic = member.classic !== null
    if (!isTransactional && !isClassic && by.apiVersion < 9) return failed('UNSUPPORTED_VERSION')
    if (generationId === member.memberEpoch) return null
    const stale = failed(isClassic || isTransactional ? 'ILLEGAL_GENERATION' : 'STALE_MEMBER_EPOCH')
    if (generationId > member.memberEpoch) return stale
    return (topicId, partition) => {
      const epoch =
        member.assigned.get(topicId)?.get(partition) ?? member.pendingRevocation.get(topicId)?.get(partition)
      return epoch === undefined || generationId < epoch ? stale : null
    }
  }

  fetchRefusal({ memberId, memberEpoch }: OffsetReader): Failure | null {
    if (memberId === null && memberEpoch < 0) return null
    const member = this.members.get(memberId ?? '')
    if (member === undefined) return failed('UNKNOWN_MEMBER_ID')
    if (memberEpoch === member.memberEpoch) return null
    return failed(member.classic === null ? 'STALE_MEMBER_EPOCH' : 'ILLEGAL_GENERATION')
  }

  deleteRefusal(): Failure | null {
    return this.isEmpty ? null : failed('NON_EMPTY_GROUP')
  }

  offsetDeleteRefusal(): null {
    return null
  }

  isSubscribedTo(topic: string): boolean {
    return this.subscriptions.has(topic)
  }

  offsetsAgeFrom(): (committed: CommittedOffset) => number {
    return ({ commitTimestampMs }) => commitTimestampMs
  }

  get isAbandoned(): boolean {
    return this.isEmpty
  }

  removals(): GroupRecord[] {
    return removalsOf(this.groupId, [...this.members.keys()], [...this.resolved.keys()])
  }

  giveWay(): readonly GroupRecord[] | Failure {
    return this.isEmpty ? this.removals() : failed('INCONSISTENT_GROUP_PROTOCOL')
  }

  /** DescribeGroups only supports classic groups. */
  describe(): DescribedGroup | null {
    return null
  }

  close(): void {}
}

function add(counts: Map<string, number>, name: string, by: 1 | -1): void {
  const count = (counts.get(name) ?? 0) + by
  if (count <= 0) counts.delete(name)
  else counts.set(name, count)
}

/** With regular expressions, a group is homogeneous only if all members use the same one and name no topics. */
export function typeOf(
  regexes: ReadonlyMap<string, number>,
  subscriptions: Subscriptions,
  memberCount: number
): SubscriptionType {
  const [first] = regexes.values()
  if (first === undefined) return subscriptions.typeFor(memberCount)
  if (first !== memberCount) return 'heterogeneous'
  for (const { byName, byRegex } of subscriptions.counts) if (byRegex !== 1 || byName > 0) return 'heterogeneous'
  return 'homogeneous'
}
