/*
 * Input and output of a server-side assignor (org.apache.kafka.coordinator.group.api.assignor). An assignor is a pure function: it
 * does not modify `assigned`, and creates new sets and maps for its changes.
 */
import type { Failure } from '../../protocol/index.ts'
import type { TopicPartitions } from '../group/modern/partitions.ts'
import type { SubscriptionType } from '../group/modern/subscriptions.ts'

export interface AssignedMember {
  readonly instanceId: string | null
  /** Subscribed topics that exist. */
  readonly topicIds: ReadonlySet<string>
  /** Number of subscribed topics, whether or not they exist. */
  readonly topicCount: number
  /** Its previous target assignment. */
  readonly assigned: TopicPartitions
}

export interface GroupSpec {
  /** In the order in which members are assigned. */
  readonly memberIds: readonly string[]
  readonly members: Pick<ReadonlyMap<string, AssignedMember>, 'get'>
  /** Same as the member's `assigned`, but faster to look up. */
  readonly assignedTo: (memberId: string) => TopicPartitions
  readonly type: SubscriptionType
  /** Partitions of a topic in any member's previous target assignment. */
  readonly assignedOf: (topicId: string) => { readonly size: number; has(partition: number): boolean }
  /** -1 if the topic does not exist. */
  readonly partitionCount: (topicId: string) => number
}

/** Target assignment of each member: a map or an equivalent. A missing member has no partitions. */
export interface Assigned {
  get(memberId: string): TopicPartitions | undefined
  /** The members whose assignment may have changed, in the order of `memberIds`, if known. */
  readonly mayDiffer?: readonly string[]
}

export type Assignor = (spec: GroupSpec) => Assigned | Failure

/** Mutable partitions by topic id. */
export type Draft = Map<string, Set<number>>

export function draftOf(assigned: TopicPartitions): Draft {
  const draft: Draft = new Map()
  for (const [topicId, partitions] of assigned) draft.set(topicId, new Set(partitions))
  return draft
}
