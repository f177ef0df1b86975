import { failed } from '../../protocol/index.ts'
import type { Assignor, Draft, GroupSpec } from './assignor.ts'

/** The ranges of one topic. */
interface Ranges {
  readonly partitions: number
  subscribers: number
  quota: number
  extra: number
  next: number
}

/**
 * Splits each topic's partitions into nearly equal ranges for its subscribers: static members first, by instance id, then dynamic
 * members by member id. Not sticky (org.apache.kafka.coordinator.group.assignor.RangeAssignor).
 */
export const rangeAssignor: Assignor = (spec) => {
  const memberIds = sortedMembers(spec)
  const topics = new Map<string, Ranges>()
  for (const memberId of memberIds) {
    for (const topicId of spec.members.get(memberId)?.topicIds ?? []) {
      const known = topics.get(topicId)
      if (known !== undefined) {
        known.subscribers++
        continue
      }
      const partitions = spec.partitionCount(topicId)
      if (partitions === -1) return failed('UNKNOWN_SERVER_ERROR', 'Member is subscribed to a non-existent topic')
      topics.set(topicId, { partitions, subscribers: 1, quota: -1, extra: -1, next: 0 })
    }
  }
  const assigned = new Map<string, Draft>()
  for (const memberId of memberIds) {
    const own: Draft = new Map()
    for (const topicId of spec.members.get(memberId)?.topicIds ?? []) {
      const ranges = topics.get(topicId)
      const run = ranges === undefined ? noRun : nextRun(ranges)
      if (run.size > 0) own.set(topicId, run)
    }
    assigned.set(memberId, own)
  }
  return assigned
}

const noRun: Set<number> = new Set()

function nextRun(ranges: Ranges): Set<number> {
  if (ranges.quota === -1) {
    ranges.quota = Math.floor(ranges.partitions / ranges.subscribers)
    ranges.extra = ranges.partitions % ranges.subscribers
  }
  const from = ranges.next
  const length = ranges.quota + (ranges.extra > 0 ? 1 : 0)
  if (ranges.extra > 0) ranges.extra--
  ranges.next = Math.min(from + length, ranges.partitions)
  return new Set(Array.from({ length: ranges.next - from }, (_, index) => from + index))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function sortedMembers({ memberIds, members }: GroupSpec): string[] {
  const instanceOf = (memberId: string) => members.get(memberId)?.instanceId ?? null
  return [...memberIds].sort((a, b) => {
    const [first, second] = [instanceOf(a), instanceOf(b)]
    if (first !== null && second !== null) return compare(first, second)
    if (first !== null) return -1
    return second === null ? compare(a, b) : 1
  })
}
