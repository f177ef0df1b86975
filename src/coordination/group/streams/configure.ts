/*
 * Configures a topology for the existing topics: its tasks, and the internal topics that must be created
 * (org.apache.kafka.coordinator.group.streams.topics.InternalTopicManager).
 */
import { type Failure, failed, isFailure } from '../../../protocol/index.ts'
import { stringsInJavaOrder } from '../modern/java-order.ts'
import type { TopicsView } from '../modern/topics.ts'
import { decideCounts, isTopologyFault, type Status, statusCodes } from './partition-counts.ts'
import type { Subtopology, Topology } from './topology.ts'

export interface InternalTopic {
  readonly name: string
  readonly partitions: number
  /** 0 means the broker's default. */
  readonly replicationFactor: number
  readonly configs: ReadonlyMap<string, string>
}

interface ConfiguredSubtopology {
  readonly subtopologyId: string
  readonly taskCount: number
  readonly sourceTopics: readonly string[]
  readonly repartitionSources: readonly InternalTopic[]
  readonly repartitionSinks: readonly string[]
  readonly changelogs: readonly InternalTopic[]
}

export interface ConfiguredTopology {
  /** By id, in order; null if they cannot be determined from the existing topics. */
  readonly subtopologies: ReadonlyMap<string, ConfiguredSubtopology> | null
  /** Internal topics to create. */
  readonly missing: readonly InternalTopic[]
  /** Why no tasks are assigned; null if the topology is ready. */
  readonly fault: Status | null
}

type Topics = Pick<TopicsView, 'topic'>

const summaryMax = 3

function summary(topics: readonly string[]): string {
  const shown = topics.slice(0, summaryMax).join(', ')
  return topics.length > summaryMax ? `${shown} and ${topics.length - summaryMax} additional topics` : shown
}

const waiting = (fault: Status): ConfiguredTopology => ({ subtopologies: null, missing: [], fault })

export function configureTopology(topology: Topology, topics: Topics): ConfiguredTopology | Failure {
  const existing = (name: string) => topics.topic(name)?.partitions.length
  const sources = topology.subtopologies.flatMap(({ sourceTopics }) => sourceTopics)
  const absent = [...new Set(sources.filter((name) => existing(name) === undefined))].sort()
  if (absent.length > 0) {
    const statusDetail = `Source topics ${summary(absent)} are missing.`
    return waiting({ statusCode: statusCodes.missingSourceTopics, statusDetail })
  }
  const decided = decideCounts(topology, existing)
  if (isFailure(decided)) return decided
  if (isTopologyFault(decided)) return waiting(decided.status)
  const configured = topology.subtopologies
    .map((subtopology) => configuredFrom(subtopology, decided, existing))
    .sort((a, b) => (a.subtopologyId < b.subtopologyId ? -1 : 1))
  const internal = new Map(
    configured
      .flatMap(({ repartitionSources, changelogs }) => [...repartitionSources, ...changelogs])
      .map((topic) => [topic.name, topic])
  )
  for (const { name, partitions } of internal.values()) {
    if (partitions < 1) return failed('UNKNOWN_SERVER_ERROR')
    const found = existing(name)
    if (found === undefined || found === partitions) continue
    const statusDetail = `Existing topic ${name} has different number of partitions: expected ${partitions}, found ${found}`
    return waiting({ statusCode: statusCodes.incorrectlyPartitionedTopics, statusDetail })
  }
  const missing = stringsInJavaOrder(internal.keys()).filter((name) => existing(name) === undefined)
  const statusDetail = `Internal topics are missing: ${summary(missing)}`
  return {
    subtopologies: new Map(configured.map((subtopology) => [subtopology.subtopologyId, subtopology])),
    missing: missing.flatMap((name) => internal.get(name) ?? []),
    fault: missing.length === 0 ? null : { statusCode: statusCodes.missingInternalTopics, statusDetail }
  }
}

function configuredFrom(
  subtopology: Subtopology,
  decided: ReadonlyMap<string, number>,
  existing: (name: string) => number | undefined
): ConfiguredSubtopology {
  const { subtopologyId, sourceTopics, repartitionSourceTopics, repartitionSinkTopics } = subtopology
  const internalTopic = (info: Subtopology['stateChangelogTopics'][number]): InternalTopic => ({
    name: info.name,
    partitions: info.partitions === 0 ? (decided.get(info.name) ?? 0) : info.partitions,
    replicationFactor: info.replicationFactor,
    configs: new Map(info.topicConfigs.map(({ key, value }) => [key, value]))
  })
  const sources = [...sourceTopics, ...repartitionSourceTopics.map(({ name }) => name)]
  return {
    subtopologyId,
    taskCount: Math.max(...sources.map((name) => existing(name) ?? decided.get(name) ?? 0)),
    sourceTopics: [...new Set(sourceTopics)],
    repartitionSources: repartitionSourceTopics.map(internalTopic),
    repartitionSinks: [...new Set(repartitionSinkTopics)],
    changelogs: subtopology.stateChangelogTopics.map(internalTopic)
  }
}
