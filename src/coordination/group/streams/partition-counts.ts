/*
 * Computes the partition counts of a topology's internal topics: repartition topics from the subtopologies that write to them,
 * copartitioned topics alike, changelogs from the tasks of their subtopology.
 * Source: org.apache.kafka.coordinator.group.streams.topics.RepartitionTopics, CopartitionedTopicsEnforcer, ChangelogTopics.
 */
import { type Failure, failed, isFailure } from '../../../protocol/index.ts'
import { stringsInJavaOrder } from '../modern/java-order.ts'
import type { Subtopology, Topology } from './topology.ts'

/** Status codes in heartbeat responses. */
export const statusCodes = {
  staleTopology: 0,
  missingSourceTopics: 1,
  incorrectlyPartitionedTopics: 2,
  missingInternalTopics: 3,
  shutdownApplication: 4,
  assignmentDelayed: 5
} as const

export interface Status {
  readonly statusCode: number
  readonly statusDetail: string
}

/** A problem that an operator can fix by creating or changing topics. A `Failure` means that the topology itself is invalid. */
interface TopologyFault {
  readonly status: Status
}

export const isTopologyFault = (value: object | null): value is TopologyFault => value !== null && 'status' in value

const wrongPartitions = (statusDetail: string): TopologyFault => ({
  status: { statusCode: statusCodes.incorrectlyPartitionedTopics, statusDetail }
})

type Counts = Map<string, number>
/** Returns undefined if the partition count of the topic is not known yet. */
type CountOf = (topic: string) => number | undefined

const invalid = (message: string): Failure => failed('STREAMS_INVALID_TOPOLOGY', message)

/** Computes the counts of all internal topics without a fixed one. `existing` looks up existing topics. */
export function decideCounts(topology: Topology, existing: CountOf): Counts | Failure | TopologyFault {
  const decided: Counts = new Map()
  const countOf: CountOf = (topic) => existing(topic) ?? decided.get(topic)
  const repartition = repartitionCounts(topology, countOf)
  if (isFailure(repartition)) return repartition
  for (const [topic, count] of repartition) decided.set(topic, count)
  for (const subtopology of topology.subtopologies) {
    for (const group of subtopology.copartitionGroups) {
      const alike = copartitionedCounts(topicsOf(subtopology, group), topology, countOf)
      if ('error' in alike || 'status' in alike) return alike
      for (const [topic, count] of alike.counts) decided.set(topic, count)
    }
  }
  for (const { subtopologyId, sourceTopics, repartitionSourceTopics, stateChangelogTopics } of topology.subtopologies) {
    const sources = [...sourceTopics, ...repartitionSourceTopics.map(({ name }) => name)]
    if (sources.length === 0) return invalid(`No source topics found for subtopology ${subtopologyId}`)
    const count = Math.max(...sources.map((topic) => countOf(topic) ?? 0))
    for (const { name } of stateChangelogTopics) decided.set(name, count)
  }
  return decided
}

function repartitionCounts({ subtopologies }: Topology, countOf: CountOf): Counts | Failure {
  const counts: Counts = new Map()
  for (const { repartitionSourceTopics } of subtopologies)
    for (const { name, partitions } of repartitionSourceTopics) if (partitions !== 0) counts.set(name, partitions)
  for (let isNeeded = true; isNeeded; ) {
    isNeeded = false
    let isProgress = false
    for (const subtopology of subtopologies) {
      for (const sink of subtopology.repartitionSinkTopics) {
        if (counts.has(sink)) continue
        const count = countInto(subtopology, counts, countOf)
        if (count === null) isNeeded = true
        else {
          counts.set(sink, count)
          isProgress = true
        }
      }
    }
    if (isNeeded && !isProgress)
      return invalid(
        'Failed to compute number of partitions for all repartition topics. ' +
          'There may be loops in the topology that cannot be resolved.'
      )
  }
  const isComplete = subtopologies.every(({ repartitionSourceTopics }) =>
    repartitionSourceTopics.every(({ name }) => counts.has(name))
  )
  if (isComplete) return counts
  return invalid(
    'Failed to compute number of partitions for all repartition topics, because a repartition source topic is never ' +
      'used as a sink topic.'
  )
}

/** The largest known partition count of the topics that the subtopology reads; null if none is known yet. */
function countInto(subtopology: Subtopology, counts: Counts, countOf: CountOf): number | null {
  const known = [
    ...subtopology.repartitionSourceTopics.map(({ name }) => counts.get(name)),
    ...subtopology.sourceTopics.map(countOf)
  ].filter((count) => count !== undefined)
  return known.length === 0 ? null : Math.max(...known)
}

type CopartitionGroup = Subtopology['copartitionGroups'][number]

/** Returns null if the group contains an invalid topic index. */
function topicsOf(subtopology: Subtopology, group: CopartitionGroup): ReadonlySet<string> | null {
  const topics = [
    ...group.sourceTopics.map((index) => subtopology.sourceTopics[index]),
    ...group.repartitionSourceTopics.map((index) => subtopology.repartitionSourceTopics[index]?.name)
  ]
  const names = topics.filter((topic) => topic !== undefined)
  return names.length < topics.length ? null : new Set(names)
}

const javaMap = (counts: ReadonlyMap<string, number>) =>
  `{${[...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([topic, count]) => `${topic}=${count}`)
    .join(', ')}}`

const notAlike = (counts: ReadonlyMap<string, number>) =>
  wrongPartitions(`Following topics do not have the same number of partitions: [${javaMap(counts)}]`)

function copartitionedCounts(
  topics: ReadonlySet<string> | null,
  { subtopologies }: Topology,
  countOf: CountOf
): { readonly counts: Counts } | Failure | TopologyFault {
  if (topics === null) return failed('UNKNOWN_SERVER_ERROR')
  const infos = subtopologies.flatMap(({ repartitionSourceTopics }) => repartitionSourceTopics)
  const fixed = new Set(infos.filter(({ partitions }) => partitions !== 0).map(({ name }) => name))
  const internal = new Set(infos.map(({ name }) => name))
  const own: Counts = new Map()
  const others: Counts = new Map()
  for (const topic of stringsInJavaOrder(topics)) {
    const count = countOf(topic)
    if (count === undefined) return failed('UNKNOWN_SERVER_ERROR')
    const kind = internal.has(topic) ? own : others
    kind.set(topic, count)
  }
  const wanted = alikeCount(own, others, fixed, countOf)
  if (typeof wanted !== 'number') return wanted
  for (const [topic, count] of own) {
    if (!fixed.has(topic) || count === wanted) continue
    return wrongPartitions(
      `Number of partitions [${count}] of repartition topic [${topic}] doesn't match number of partitions ` +
        `[${wanted}] of the source topic.`
    )
  }
  return { counts: new Map([...own.keys()].map((topic) => [topic, wanted])) }
}

/** Common partition count: that of external topics if there are any, otherwise of fixed ones, otherwise the largest. */
function alikeCount(
  own: Counts,
  others: Counts,
  fixed: ReadonlySet<string>,
  countOf: CountOf
): number | Failure | TopologyFault {
  if (others.size > 0) return new Set(others.values()).size > 1 ? notAlike(others) : Math.max(...others.values())
  // Kafka compares all fixed repartition topics of the topology, not just those of the copartition group.
  const fixedCounts = new Set([...fixed].map(countOf))
  if (fixedCounts.size > 1) return notAlike(own)
  const [count] = fixedCounts
  return count ?? Math.max(0, ...own.values())
}
