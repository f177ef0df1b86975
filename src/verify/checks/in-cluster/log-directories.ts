import { atEveryVersion, type Check } from '../../check.ts'
import { placedTopic, threeOf } from '../../dialogue/cluster.ts'
import { equal, errorIs, only } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

const absolute = '/no/such/log/directory'

async function asked(t: Trial, nodeId: number, version: number, path: string, name: string, partition = 0) {
  const dirs = [{ path, topics: [{ name, partitions: [partition] }] }]
  const answer = await t.callAt(nodeId, 'AlterReplicaLogDirs', version, { dirs })
  const topic = only(answer.results, 'topics')
  equal(topic.topicName, name, 'topic')
  const { partitionIndex, errorCode } = only(topic.partitions, 'partitions')
  equal(partitionIndex, partition, 'partition')
  return errorCode
}

/** Where replicas are at their brokers. */
export const logDirectories: Check[] = [
  ...atEveryVersion({
    api: 'AlterReplicaLogDirs',
    from: 0,
    to: 2,
    kafka43: [1, 2],
    says: 'refuses directories that the broker has not, before anything else, and partitions that are not there',
    async run(t, version) {
      t.need('AlterReplicaLogDirs', version)
      const [a, b, c] = threeOf(t)
      const topic = await placedTopic(t, [[a, b]])
      for (const path of [absolute, 'relative', 'any', ''])
        for (const name of [topic.name, t.topicName()])
          errorIs(await asked(t, a, version, path, name), 'LOG_DIR_NOT_FOUND', `error of '${path}'`)
      const { results } = await t.callAt(a, 'DescribeLogDirs', 4, { topics: [{ topic: topic.name, partitions: [0] }] })
      const own = results.find(({ topics }) => topics.length > 0)?.logDir ?? ''
      errorIs(await asked(t, a, version, own, topic.name), 'NONE', 'error where it is already')
      errorIs(await asked(t, a, version, own, topic.name, 7), 'UNKNOWN_TOPIC_OR_PARTITION', 'error of partition 7')
      errorIs(await asked(t, a, version, own, t.topicName()), 'UNKNOWN_TOPIC_OR_PARTITION', 'error of another topic')
      const [elsewhere] = (await t.callAt(c, 'DescribeLogDirs', 4, { topics: null })).results
      const error = await asked(t, c, version, elsewhere?.logDir ?? '', topic.name)
      errorIs(error, 'REPLICA_NOT_AVAILABLE', 'error at a broker without the replica')
      equal((await t.callAt(a, 'AlterReplicaLogDirs', version, { dirs: [] })).results, [], 'answer to nothing')
    }
  })
]
