/*
 * State common to consumer and share groups: members, epochs, subscriptions and the target assignment
 * (org.apache.kafka.coordinator.group.modern.ModernGroup). Only replay changes it, except for the metadata deadline.
 */
import { getOrAdd } from '../../../env/index.ts'
import { KeptJavaOrder } from './java-order.ts'
import { sameNames } from './membership.ts'
import { MetadataDeadline } from './metadata-deadline.ts'
import { nothing, partitionsOf, type TopicPartitions } from './partitions.ts'
import { Subscriptions, type SubscriptionType } from './subscriptions.ts'

export interface ModernMember {
  readonly memberId: string
  readonly memberEpoch: number
  readonly instanceId: string | null
  readonly rackId: string | null
  readonly subscribedTopics: ReadonlySet<string>
}

export abstract class ModernGroup<M extends ModernMember> {
  readonly groupId: string
  readonly members = new Map<string, M>()
  readonly subscriptions = new Subscriptions()
  /** Target assignment, by member. */
  readonly target = new Map<string, TopicPartitions>()
  /** Target owner, by topic id and partition. */
  readonly targetOwners = new Map<string, Map<number, string>>()
  groupEpoch = 1
  metadataHash = 0n
  /** Target assignment epoch. Lower than the group epoch until a new assignment has been computed. */
  assignmentEpoch = 1
  /** Wall clock milliseconds; 0 if no assignment has been computed yet. */
  assignmentTimestampMs = 0
  #topics: ReadonlySet<string> = new Set()
  readonly #order = new KeptJavaOrder(this.members)
  readonly #metadataDeadline = new MetadataDeadline()

  constructor(groupId: string) {
    this.groupId = groupId
  }

  protected putMember(member: M): void {
    const isNew = !this.members.has(member.memberId)
    this.members.set(member.memberId, member)
    if (isNew) this.#order.added(member.memberId)
  }

  protected deleteMember(memberId: string): void {
    if (this.members.delete(memberId)) this.#order.removed()
  }

  /** Ids of the members plus this one, in the order Kafka's assignors see them. Valid until a member joins or leaves. */
  memberIdsWith(memberId: string): readonly string[] {
    return this.#order.with(memberId)
  }

  /** Returns one set object for all members with the same topics, so that facts derived from the set are shared too. */
  protected shared(topics: ReadonlySet<string>): ReadonlySet<string> {
    if (!sameNames(topics, this.#topics)) this.#topics = topics
    return this.#topics
  }

  get isEmpty(): boolean {
    return this.members.size === 0
  }

  get subscriptionType(): SubscriptionType {
    return this.subscriptions.typeFor(this.members.size)
  }

  targetOf(memberId: string): TopicPartitions {
    return this.target.get(memberId) ?? nothing
  }

  /** Null removes the member's target assignment. */
  setTarget(memberId: string, assigned: TopicPartitions | null): void {
    const before = this.targetOf(memberId)
    const after = assigned ?? nothing
    for (const [topicId, partitions] of before) {
      const owners = this.targetOwners.get(topicId)
      const kept = partitionsOf(after, topicId)
      for (const partition of partitions)
        if (!kept.has(partition) && owners?.get(partition) === memberId) owners.delete(partition)
      if (owners?.size === 0) this.targetOwners.delete(topicId)
    }
    for (const [topicId, partitions] of after) {
      const owners = getOrAdd(this.targetOwners, topicId, () => new Map<number, string>())
      for (const partition of partitions) owners.set(partition, memberId)
    }
    if (assigned === null) this.target.delete(memberId)
    else this.target.set(memberId, assigned)
  }

  /** Records that the metadata was checked. The group epoch is, or is about to become, `epoch`. */
  metadataSeen(nowMs: number, epoch: number): void {
    this.#metadataDeadline.seen(nowMs, epoch)
  }

  metadataChanged(): void {
    this.#metadataDeadline.changed()
  }

  isMetadataOld(nowMs: number): boolean {
    return this.#metadataDeadline.isOver(nowMs, this.groupEpoch)
  }
}
