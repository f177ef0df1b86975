/*
 * The locations of topic partitions that members receive to route interactive queries
 * (org.apache.kafka.coordinator.group.streams.topics.EndpointToPartitionsManager).
 */
import { stringsInJavaOrder } from '../modern/java-order.ts'
import type { TopicsView } from '../modern/topics.ts'
import type { ConfiguredTopology } from './configure.ts'
import type { StreamsGroup } from './group.ts'
import type { StreamsMember } from './member.ts'
import { answeredList, type HeldTasks } from './tasks.ts'

interface NamedPartitions {
  readonly topic: string
  readonly partitions: readonly number[]
}

export interface EndpointPartitions {
  readonly userEndpoint: { readonly host: string; readonly port: number }
  readonly activePartitions: readonly NamedPartitions[]
  readonly standbyPartitions: readonly NamedPartitions[]
}

type Topics = Pick<TopicsView, 'topic'>

/** Returns the partitions of all members with an endpoint, using `updated` for the member that is changing. */
export function endpointsOf(
  group: StreamsGroup,
  updated: StreamsMember,
  configured: ConfiguredTopology,
  topics: Topics
): EndpointPartitions[] {
  const others = [...group.members.values()].filter(({ memberId }) => memberId !== updated.memberId)
  return [...others, updated].flatMap(({ userEndpoint, assigned }) =>
    userEndpoint === null
      ? []
      : [
          {
            userEndpoint,
            activePartitions: partitionsOfTasks(assigned.active, configured, topics),
            standbyPartitions: partitionsOfTasks(assigned.standby, configured, topics)
          }
        ]
  )
}

function partitionsOfTasks(
  tasks: HeldTasks['active'] | HeldTasks['standby'],
  { subtopologies }: ConfiguredTopology,
  topics: Topics
): NamedPartitions[] {
  return answeredList(tasks).flatMap(({ subtopologyId, partitions }) => {
    const subtopology = subtopologies?.get(subtopologyId)
    if (subtopology === undefined) return []
    const names = new Set([...subtopology.sourceTopics, ...subtopology.repartitionSources.map(({ name }) => name)])
    // A topic can have fewer partitions than the subtopology has tasks.
    return stringsInJavaOrder(names).map((topic) => ({
      topic,
      partitions: partitions.slice(0, topics.topic(topic)?.partitions.length ?? 0)
    }))
  })
}
