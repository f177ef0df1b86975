// A member of a streams group, heartbeat by heartbeat: Kafka Streams itself is in the step streams-app.
import { BrokerConnection, isCallFailure } from '../../../dist/client/index.js'
import { createRealEnv } from '../../../dist/env/real/index.js'
import { within } from '../killing.mjs'

/** COORDINATOR_LOAD_IN_PROGRESS, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR */
const notReady = [14, 15, 16]
export const noTasks = { activeTasks: [], standbyTasks: [], warmupTasks: [] }

/** One heartbeat. Rejects with what the broker says against it. */
export async function beat(bootstrap, groupId, memberId, memberEpoch, more = {}) {
  const [host, port] = bootstrap.split(':')
  const connection = await BrokerConnection.open(createRealEnv(), { host, port: Number(port) }, { clientId: 'compat' })
  if (isCallFailure(connection)) throw new Error(connection.message)
  // The first one to ask makes the coordinator's topic.
  await connection.call('FindCoordinator', { keyType: 0, coordinatorKeys: [groupId] })
  const base = { groupId, memberId, memberEpoch, endpointInformationEpoch: 0, shutdownApplication: false }
  let answer
  await within(
    30_000,
    () => `no coordinator: error ${answer.errorCode}`,
    async () => {
      answer = await connection.call('StreamsGroupHeartbeat', { ...base, ...more })
      return !notReady.includes(answer.errorCode)
    }
  )
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
