/*
 * Topology of a streams application, as sent by its members and stored in the log
 * (org.apache.kafka.coordinator.group.streams.StreamsTopology).
 */
import type {
  StreamsGroupTopologyValueInput,
  StreamsGroupTopologyValueSubtopologyInput
} from '../../../protocol/index.ts'
import { stringsInJavaOrder } from '../modern/java-order.ts'

export type Subtopology = StreamsGroupTopologyValueSubtopologyInput
type TopicInfo = Subtopology['stateChangelogTopics'][number]

export interface Topology {
  readonly epoch: number
  /** In the iteration order of Kafka's map. */
  readonly subtopologies: readonly Subtopology[]
  /** The subtopology that reads each topic. */
  readonly readers: ReadonlyMap<string, string>
  /** Topics that must exist before the application can run. */
  readonly requiredTopics: ReadonlySet<string>
}

const copyOfTopic = ({ name, partitions, replicationFactor, topicConfigs }: TopicInfo): TopicInfo => ({
  name,
  partitions,
  replicationFactor,
  topicConfigs: topicConfigs.map(({ key, value }) => ({ key, value }))
})

const copyOf = (subtopology: Subtopology): Subtopology => ({
  subtopologyId: subtopology.subtopologyId,
  sourceTopics: [...subtopology.sourceTopics],
  sourceTopicRegex: [...subtopology.sourceTopicRegex],
  stateChangelogTopics: subtopology.stateChangelogTopics.map(copyOfTopic),
  repartitionSinkTopics: [...subtopology.repartitionSinkTopics],
  repartitionSourceTopics: subtopology.repartitionSourceTopics.map(copyOfTopic),
  copartitionGroups: subtopology.copartitionGroups.map((group) => ({
    sourceTopics: [...group.sourceTopics],
    sourceTopicRegex: [...group.sourceTopicRegex],
    repartitionSourceTopics: [...group.repartitionSourceTopics]
  }))
})

export const hasRepeatedSubtopology = ({ subtopologies }: StreamsGroupTopologyValueInput): boolean =>
  new Set(subtopologies.map(({ subtopologyId }) => subtopologyId)).size < subtopologies.length

/** Creates a topology from a record's value or a member's request. */
export function topologyOf({ epoch, subtopologies }: StreamsGroupTopologyValueInput): Topology {
  const byId = new Map(subtopologies.map((each) => [each.subtopologyId, copyOf(each)]))
  const ordered = stringsInJavaOrder(byId.keys()).flatMap((id) => byId.get(id) ?? [])
  const readers = new Map<string, string>()
  const requiredTopics = new Set<string>()
  for (const { subtopologyId, sourceTopics, repartitionSourceTopics, stateChangelogTopics } of ordered) {
    for (const topic of [...sourceTopics, ...repartitionSourceTopics.map(({ name }) => name)]) {
      readers.set(topic, subtopologyId)
      requiredTopics.add(topic)
    }
    for (const { name } of stateChangelogTopics) requiredTopics.add(name)
  }
  return { epoch, subtopologies: ordered, readers, requiredTopics }
}

export const sameTopology = (a: Topology, b: Topology): boolean =>
  a.epoch === b.epoch && JSON.stringify(a.subtopologies) === JSON.stringify(b.subtopologies)

/** Returns the value of its record, with the subtopologies in the order in which they were sent. */
export const topologyValue = ({ epoch, subtopologies }: StreamsGroupTopologyValueInput) => ({
  epoch,
  subtopologies: subtopologies.map(copyOf)
})
