import { atEveryVersion, type Check } from '../../check.ts'
import { askedAll, everywhere, placedTopic, settledAs, threeOf } from '../../dialogue/cluster.ts'
import { produce } from '../../dialogue/produce.ts'
import { moving, reassign } from '../../dialogue/reassignments.ts'
import { batchOf } from '../../dialogue/records.ts'
import { isStuck, stuckMove } from '../../dialogue/throttle.ts'
import { equal, errorIs, only } from '../../expect.ts'

/** Checks that hold a move back. */
const held = (checks: readonly Check[]): Check[] => checks.map((check) => ({ ...check, alone: true }))

/** Moves that are under way. */
export const heldMoves: Check[] = held([
  ...atEveryVersion({
    api: 'ListPartitionReassignments',
    from: 0,
    to: 0,
    kafka43: [0, 0],
    says: 'shows what is added and removed, the same from every broker, and so does Metadata',
    async run(t, version) {
      const [a, b] = threeOf(t)
      await stuckMove(t, async (topic) => {
        for (const topics of [[{ name: topic.name, partitionIndexes: [0, 1] }], null]) {
          const asked = { timeoutMs: 20_000, topics }
          for (const answer of await askedAll(t, 'ListPartitionReassignments', version, asked)) {
            errorIs(answer.errorCode, 'NONE', 'error')
            const own = only(
              answer.topics.filter(({ name }) => name === topic.name),
              'topics'
            )
            const p = only(own.partitions, 'partitions')
            equal([p.partitionIndex, p.replicas], [0, [b, a]], 'partition and replicas')
            equal([p.addingReplicas, p.removingReplicas], [[b], [a]], 'added and removed')
          }
        }
        const { topics } = await t.quietly('Metadata', { topics: [{ name: topic.name }] })
        const shown = topics[0]?.partitions.find(({ partitionIndex }) => partitionIndex === 0)
        equal([shown?.leaderId, shown?.leaderEpoch], [a, 0], 'leader and epoch')
        equal([shown?.replicaNodes, shown?.isrNodes], [[b, a], [a]], 'replicas and in sync')
      })
    }
  }),
  {
    name: 'a move that is cancelled leaves the partition as it was; to cancel it again is answered NO_REASSIGNMENT_IN_PROGRESS',
    api: 'AlterPartitionReassignments',
    versions: [1, 1],
    kip: 'KIP-455',
    async run(t) {
      const [a, b, c] = threeOf(t)
      await stuckMove(t, async (topic) => {
        equal(await reassign(t, c, topic.name, [[0, null]]), [[0, 0]], 'partition and error')
        await settledAs(t, topic.name, [[a], [a]])
        equal(await moving(t, b, topic.name), [], 'moves')
        equal(await reassign(t, c, topic.name, [[0, null]]), [[0, 85]], 'partition and error of the second')
      })
    }
  },
  {
    name: 'a move takes the place of one that is under way, and what is no longer wanted is removed',
    api: 'AlterPartitionReassignments',
    versions: [1, 1],
    kip: 'KIP-455',
    async run(t) {
      const [a, b, c] = threeOf(t)
      await stuckMove(t, async (topic) => {
        equal(await reassign(t, b, topic.name, [[0, [c]]]), [[0, 0]], 'partition and error')
        await everywhere(t, topic.name, 'on its new way', ([p]) => p?.replicaNodes[0] === c)
        equal(await moving(t, a, topic.name), [[0, [c, a, b], [c], [a, b]]], 'replicas, added, removed')
      })
    }
  },
  {
    name: 'while a partition moves, only a target of another size changes its replication factor',
    api: 'AlterPartitionReassignments',
    versions: [1, 1],
    kip: 'KIP-860',
    async run(t) {
      const [, b, c] = threeOf(t)
      await stuckMove(t, async (topic) => {
        const mayChangeFactor = false
        const refused = await reassign(t, b, topic.name, [[0, [b, c]]], { mayChangeFactor })
        equal(refused, [[0, 38]], 'partition and error of two replicas')
        equal(await reassign(t, b, topic.name, [[0, [c]]], { mayChangeFactor }), [[0, 0]], 'of one')
      })
    }
  },
  {
    name: 'a partition that moves takes records with acks -1: who is being added need not have them',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-455',
    async run(t) {
      const [a] = threeOf(t)
      await stuckMove(t, async (topic) => {
        const answer = await produce(t, topic, batchOf(t, ['x']), { client: await t.at(a) })
        errorIs(answer.errorCode, 'NONE', 'error')
      })
    }
  },
  {
    name: 'partitions can be added to a topic while one of its partitions moves, with as many replicas as that has meanwhile',
    api: 'CreatePartitions',
    versions: [2, 2],
    kip: 'KIP-455',
    async run(t) {
      const [a, b, c] = threeOf(t)
      await stuckMove(t, async (topic) => {
        const topics = [{ name: topic.name, count: 3, assignments: [{ brokerIds: [c, a] }] }]
        const answer = await t.callAt(b, 'CreatePartitions', 2, { topics, timeoutMs: 20_000, validateOnly: false })
        errorIs(only(answer.results, 'topics').errorCode, 'NONE', 'error')
        await everywhere(t, topic.name, 'with three partitions', (partitions) => partitions[2]?.leaderId === c)
        equal((await moving(t, a, topic.name, [0, 1, 2])).length, 1, 'moves')
      })
    }
  },
  {
    name: 'a topic that is deleted while it moves is gone, and so is its move',
    api: 'DeleteTopics',
    versions: [5, 5],
    kip: 'KIP-455',
    async run(t) {
      const [a, b, c] = threeOf(t)
      await stuckMove(t, async (topic) => {
        const answer = await t.callAt(c, 'DeleteTopics', 5, { topicNames: [topic.name], timeoutMs: 20_000 })
        errorIs(only(answer.responses, 'topics').errorCode, 'NONE', 'error')
        await everywhere(t, topic.name, 'gone', (partitions) => partitions.length === 0)
        for (const nodeId of [a, b, c]) equal(await moving(t, nodeId, topic.name), [], `moves at broker ${nodeId}`)
        equal(await reassign(t, b, topic.name, [[0, null]]), [[0, 3]], 'partition and error of cancelling it')
        await t.until('both brokers to have removed its logs', async () => {
          for (const nodeId of [a, b]) {
            const { results } = await t.quietlyAt(nodeId, 'DescribeLogDirs', {
              topics: [{ topic: topic.name, partitions: [0, 1] }]
            })
            if (results.some(({ topics }) => topics.length > 0)) return false
          }
          return true
        })
      })
    }
  },
  {
    name: 'a move that was held back ends when the limit is taken away',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    kip: 'KIP-73',
    async run(t) {
      const [a, b] = threeOf(t)
      await stuckMove(t, async (topic, release) => {
        await isStuck(t, topic, [b, a])
        await release()
        await settledAs(t, topic.name, [[b], [a]])
        equal(await moving(t, b, topic.name), [], 'moves')
      })
    }
  },
  {
    name: 'min.insync.replicas counts no more replicas than a partition has, and those that are in sync',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-966',
    async run(t) {
      const [a, b] = threeOf(t)
      const strict = await placedTopic(t, [[a, b]], { 'min.insync.replicas': '4' })
      const enough = await produce(t, strict, batchOf(t, ['x']), { client: await t.at(a) })
      errorIs(enough.errorCode, 'NONE', 'error where both of two replicas are in sync')
      await stuckMove(
        t,
        async (topic) => {
          await isStuck(t, topic, [a, b])
          const client = await t.at(a)
          const refused = await produce(t, topic, batchOf(t, ['x']), { client })
          errorIs(refused.errorCode, 'NOT_ENOUGH_REPLICAS', 'error where one of two is')
          equal([refused.baseOffset, refused.logStartOffset], [-1n, 0n], 'offset, and start of the log')
          const easy = await produce(t, topic, batchOf(t, ['x']), { client, acks: 1 })
          errorIs(easy.errorCode, 'NONE', 'error with acks 1')
        },
        { configs: { 'min.insync.replicas': '2' }, grows: true }
      )
    }
  }
])
