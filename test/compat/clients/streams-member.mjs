// A member of a streams group, heartbeat by heartbeat: Kafka Streams itself is in the step streams-app.
import { BrokerConnection } from '../../../dist/client/index.js'
import { createRealEnv } from '../../../dist/env/real/index.js'

export const noTasks = { activeTasks: [], standbyTasks: [], warmupTasks: [] }

/** One heartbeat. Rejects with what the broker says against it. */
export async function beat(bootstrap, groupId, memberId, memberEpoch, more = {}) {
  const [host, port] = bootstrap.split(':')
  const connection = await BrokerConnection.open(createRealEnv(), { host, port: Number(port) }, { clientId: 'compat' })
  const base = { groupId, memberId, memberEpoch, endpointInformationEpoch: 0, shutdownApplication: false }
  const answer = await connection.call('StreamsGroupHeartbeat', { ...base, ...more })
  connection.close()
  if (answer.errorCode !== 0)
    throw new Error(`heartbeat of ${memberId}: error ${answer.errorCode} ${answer.errorMessage ?? answer.message}`)
  return answer
}

/** What a member says that joins an application of one subtopology: it reads a topic and may keep state. */
export const joining = (processId, topic, changelogs = []) => ({
  ...noTasks,
  rebalanceTimeoutMs: 30_000,
  topology: {
    epoch: 0,
    subtopologies: [
      {
        subtopologyId: '0',
        sourceTopics: [topic],
        sourceTopicRegex: [],
        stateChangelogTopics: changelogs.map((name) => ({
          name,
          partitions: 0,
          replicationFactor: 0,
          topicConfigs: []
        })),
        repartitionSinkTopics: [],
        repartitionSourceTopics: [],
        copartitionGroups: []
      }
    ]
  },
  processId,
  clientTags: []
})
