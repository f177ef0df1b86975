/*
 * Owns what a server-side assignor is given and what it gives (org.apache.kafka.coordinator.group.api.assignor). An assignor is a
 * pure function; it reads `assigned` and makes new sets and maps for what it changes.
 */
import type { Failure } from '../../protocol/index.ts'
import type { TopicPartitions } from '../group/modern/partitions.ts'
import type { SubscriptionType } from '../group/modern/subscriptions.ts'

export interface AssignedMember {
  readonly instanceId: string | null
  /** Topics that it is subscribed to and that exist. */
  readonly topicIds: ReadonlySet<string>
  /** Topics that it is subscribed to, whether they exist or not. */
  readonly topicCount: number
  /** What it was to have until now. */
  readonly assigned: TopicPartitions
}

export interface GroupSpec {
  /** In the order in which members are served. */
  readonly memberIds: readonly string[]
  readonly members: Pick<ReadonlyMap<string, AssignedMember>, 'get'>
  /** The same as its `assigned`, sooner told. */
  readonly assignedTo: (memberId: string) => TopicPartitions
  readonly type: SubscriptionType
  /** Partitions of a topic that some member was to have until now. */
  readonly assignedOf: (topicId: string) => { readonly size: number; has(partition: number): boolean }
  /** -1 for a topic that does not exist. */
  readonly partitionCount: (topicId: string) => number
}

/** What each member is to have: a map, or what is as good. A member that is missing is to have nothing. */
export interface Assigned {
  get(memberId: string): TopicPartitions | undefined
  /** Those that may have other partitions than before, in the order of `memberIds`, where it is known. */
  readonly mayDiffer?: readonly string[]
}

export type Assignor = (spec: GroupSpec) => Assigned | Failure

/** Partitions by topic id that may be changed. */
export type Draft = Map<string, Set<number>>

export function draftOf(assigned: TopicPartitions): Draft {
  const draft: Draft = new Map()
  for (const [topicId, partitions] of assigned) draft.set(topicId, new Set(partitions))
  return draft
}
