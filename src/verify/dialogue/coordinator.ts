/*
 * A broker hears of a topic or a config a little before its group coordinator does, and nothing that shows says when. What a
 * check made is therefore tried out first by a member of a second group: it and the check's own are in the same partition of
 * __consumer_offsets, whose coordinator takes one thing after the other.
 */
import { equal } from '../expect.ts'
import type { Trial } from '../trial.ts'
import { resource } from './configs.ts'

const api = 'ConsumerGroupHeartbeat'

async function probe(t: Trial, groupId: string, topics: readonly string[]) {
  const memberId = 'probe'
  const body = { groupId, memberId, memberEpoch: 0, rebalanceTimeoutMs: 30_000, topicPartitions: [] }
  const answer = await t.aside(api, 0, { ...body, subscribedTopicNames: [...topics] })
  equal(answer.errorCode, 0, 'set-up: error of a joining heartbeat')
  const partitions = answer.assignment?.topicPartitions.flatMap((each) => each.partitions) ?? []
  return { intervalMs: answer.heartbeatIntervalMs, count: partitions.length }
}

const leave = (t: Trial, groupId: string) => t.aside(api, 0, { groupId, memberId: 'probe', memberEpoch: -1 })

/** Before a member joins: until the coordinator of its group has heard of the topics that the check has made. */
export async function heardOfTopics(t: Trial, groupId: string): Promise<void> {
  if (!t.offers(api, 0)) return
  await t.onceForTopics(async (topics) => {
    const neighbor = t.groupBeside(groupId)
    const names = topics.map(({ name }) => name)
    const wanted = topics.reduce((sum, { partitions }) => sum + partitions, 0)
    const isHeard = async () => (await probe(t, neighbor, names)).count === wanted
    await t.until('topics that the group coordinator has heard of', isHeard)
    await leave(t, neighbor)
  })
}

export async function configure(t: Trial, groupId: string, configs: Readonly<Record<string, string>>): Promise<number> {
  const { responses } = await t.quietly('IncrementalAlterConfigs', {
    resources: [
      {
        resourceType: resource.group,
        resourceName: groupId,
        configs: Object.entries(configs).map(([name, value]) => ({ name, configOperation: 0, value }))
      }
    ],
    validateOnly: false
  })
  return responses[0]?.errorCode ?? -1
}

/** Until the coordinator of a group has heard of configs that the broker shows: of later ones it hears later. */
export async function heardOfConfigs(t: Trial, groupId: string): Promise<void> {
  // Longer than the default, so that nobody has to allow it.
  const intervalMs = 5_001
  const neighbor = t.groupBeside(groupId)
  const isRefused = (await configure(t, neighbor, { 'consumer.heartbeat.interval.ms': `${intervalMs}` })) !== 0
  if (isRefused || !t.offers(api, 0)) {
    // Nothing else tells when it has heard of them.
    await t.sleep(100)
    return
  }
  await t.until('configs that the group coordinator has heard of', async () => {
    return (await probe(t, neighbor, [])).intervalMs === intervalMs
  })
  await leave(t, neighbor)
}
