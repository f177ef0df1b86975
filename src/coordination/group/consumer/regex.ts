/*
 * Effect of a member's regular expression on its group: which expressions to resolve, and when to resolve them again
 * (GroupMetadataManager#maybeUpdateRegularExpressions, #handleRegularExpressionsResult). Does not match topics itself.
 */
import type { Failure } from '../../../protocol/index.ts'
import type { Decided } from '../../runtime/decision.ts'
import type { GroupRecord } from '../records.ts'
import { type ResolvedRegex, regexFault } from '../topic-patterns.ts'
import { type ConsumerContext, Draft } from './context.ts'
import type { ConsumerGroup } from './group.ts'
import { type ConsumerMember, regexOf } from './member.ts'
import { epochRecord, regexRecord, regexRemoval } from './records.ts'

/** Minimum time between two resolutions of a group's expressions, as in Kafka. */
const resolveAgainAfterMs = 10_000

export interface RegexChange {
  readonly isChanged: boolean
  /** The expression changed to one that is already resolved, so the group's topics change now. */
  readonly isResolved: boolean
  /** A new expression must be resolved. */
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
  /** Metadata revision when the last topic was created. */
  readonly topicsRevision: number
  readonly refreshIntervalMs: number
  readonly isNew: boolean
}

/** Returns the expressions to resolve after a heartbeat was applied; none if it is too early. */
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

/** Applies resolved expressions: bumps the group epoch if the matching topics have changed. */
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
