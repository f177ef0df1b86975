/*
 * Owns what a member's regular expression means for its group: which expressions are resolved, and when they are again
 * (GroupMetadataManager#maybeUpdateRegularExpressions, #handleRegularExpressionsResult). Matching itself is elsewhere.
 */
import type { Failure } from '../../../protocol/index.ts'
import type { Decided } from '../../runtime/decision.ts'
import type { GroupRecord } from '../records.ts'
import { type ResolvedRegex, regexFault } from '../topic-patterns.ts'
import { type ConsumerContext, Draft } from './context.ts'
import type { ConsumerGroup } from './group.ts'
import { type ConsumerMember, regexOf } from './member.ts'
import { epochRecord, regexRecord, regexRemoval } from './records.ts'

/** Expressions of one group are resolved no more often than this, as in Kafka. */
const resolveAgainAfterMs = 10_000

export interface RegexChange {
  readonly isChanged: boolean
  /** Changed, and what the new one matches is known already: the group's topics are others from now on. */
  readonly isResolved: boolean
  /** A new expression has to be resolved. */
  readonly isNew: boolean
}

const unchanged: RegexChange = { isChanged: false, isResolved: false, isNew: false }

export function noteRegex(
  group: ConsumerGroup,
  before: ConsumerMember,
  after: ConsumerMember,
  draft: Draft
): RegexChange | Failure {
  if (before.subscribedRegex === after.subscribedRegex) return unchanged
  const [old, next] = [regexOf(before), regexOf(after)]
  if (old !== null && group.regexes.get(old) === 1) draft.records.push(regexRemoval(group.groupId, old))
  if (next === null) return { isChanged: true, isResolved: old !== null, isNew: false }
  if (group.regexes.has(next)) return { isChanged: true, isResolved: group.resolved.has(next), isNew: false }
  return regexFault(next) ?? { isChanged: true, isResolved: false, isNew: true }
}

interface RefreshFacts {
  readonly nowMs: number
  /** Revision of the metadata when the last topic was made. */
  readonly topicsRevision: number
  readonly refreshIntervalMs: number
  readonly isNew: boolean
}

/** The expressions that are to be resolved now, after a heartbeat has taken effect; none when it is not time. */
export function regexesToResolve(group: ConsumerGroup, facts: RefreshFacts): ReadonlySet<string> {
  const { nowMs, topicsRevision, refreshIntervalMs, isNew } = facts
  if (group.regexes.size === 0) return none
  const [any] = group.resolved.values()
  const lastMs = any?.timestampMs ?? Number.NEGATIVE_INFINITY
  if (nowMs <= lastMs + resolveAgainAfterMs) return none
  const isDue =
    isNew ||
    group.regexes.size !== group.resolved.size ||
    (any?.version ?? 0) < topicsRevision ||
    nowMs > lastMs + refreshIntervalMs
  return isDue ? new Set(group.regexes.keys()) : none
}

const none: ReadonlySet<string> = new Set()

/** The expressions were resolved: the group has a new epoch where other topics match than before. */
export function regexesResolved(
  context: ConsumerContext,
  group: ConsumerGroup,
  resolved: ReadonlyMap<string, ResolvedRegex>
): Decided<GroupRecord, null> {
  const draft = new Draft()
  const subscriptions = group.subscriptions.copy()
  let isChanged = false
  for (const [regex, next] of resolved) {
    if (!group.regexes.has(regex)) continue
    const before = group.resolved.get(regex)?.topics ?? none
    if (before.size !== next.topics.size || [...before].some((topic) => !next.topics.has(topic))) {
      isChanged = true
      subscriptions.matched(before, -1)
      subscriptions.matched(next.topics, 1)
    }
    draft.records.push(regexRecord(group.groupId, regex, next))
  }
  const metadataHash = context.hashes.ofGroup(subscriptions.topics)
  if (isChanged || metadataHash !== group.metadataHash) {
    const epoch = group.groupEpoch + 1
    draft.records.push(epochRecord(group.groupId, epoch, metadataHash))
    context.rebalanced()
    group.metadataSeen(context.nowMs(), epoch)
  }
  return draft.decision(null)
}
