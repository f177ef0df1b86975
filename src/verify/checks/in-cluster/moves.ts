import type { Check } from '../../check.ts'
import { everywhere, move, moved, placedTopic, settledAs, threeOf } from '../../dialogue/cluster.ts'
import { fetch } from '../../dialogue/fetch.ts'
import { produce, produced } from '../../dialogue/produce.ts'
import { movesOver, moving, reassign } from '../../dialogue/reassignments.ts'
import { batchOf, textsIn } from '../../dialogue/records.ts'
import { equal } from '../../expect.ts'

const badMoves: readonly (readonly [what: string, replicas: (ids: readonly number[]) => number[]])[] = [
  ['a broker that does not exist, beside one that does', ([a = 0]) => [a, 9999]],
  ['one broker twice, beside another', ([a = 0, b = 0]) => [a, b, a]],
  ['a negative broker', ([a = 0]) => [a, -1]],
  ['no broker', () => []]
]

/** Replicas that move from broker to broker. */
export const moves: Check[] = [
  ...[
    ['grows', [0], [0, 1, 2]],
    ['shrinks to its leader', [0, 1, 2], [0]],
    ['moves to another broker', [0], [1]],
    ['moves to two other brokers', [0], [2, 1]],
    ['changes one of two followers', [0, 1], [0, 2]]
  ].map(
    ([what, from, to]): Check => ({
      name: `a partition that ${what} takes its records along, and every broker shows it`,
      api: 'AlterPartitionReassignments',
      versions: [1, 1],
      kip: 'KIP-455',
      async run(t) {
        const ids = threeOf(t)
        const idsOf = (places: unknown) => (places as number[]).map((place) => ids[place] ?? -1)
        const topic = await placedTopic(t, [idsOf(from)])
        await produced(t, topic, batchOf(t, ['a', 'b']))
        const target = idsOf(to)
        equal(await reassign(t, ids[0], topic.name, [[0, target]]), [[0, 0]], 'partition and error')
        await settledAs(t, topic.name, [target])
        // All may be in sync a moment before the move is over.
        for (const nodeId of ids) await movesOver(t, nodeId, topic.name)
        for (const nodeId of ids) equal(await moving(t, nodeId, topic.name), [], `moves at broker ${nodeId}`)
        await t.until('the leader to serve it', async () => {
          const topics = [{ name: topic.name, partitions: [{ partitionIndex: 0, timestamp: -1n }] }]
          const answer = await t.quietlyAt(target[0] ?? -1, 'ListOffsets', { replicaId: -1, topics })
          return answer.topics[0]?.partitions[0]?.errorCode === 0
        })
        const client = await t.at(target[0] ?? -1)
        const added = await produce(t, topic, batchOf(t, ['c']), { client })
        equal([added.errorCode, added.baseOffset], [0, 2n], 'error and offset of what is written afterwards')
        equal(textsIn((await fetch(t, topic, 0, { client })).records), ['a', 'b', 'c'], 'values')
        await t.until('nobody else to have a log of it', async () => {
          for (const nodeId of ids.filter((id) => !target.includes(id))) {
            const asked = { topics: [{ topic: topic.name, partitions: [0] }] }
            const { results } = await t.quietlyAt(nodeId, 'DescribeLogDirs', asked)
            if (results.some(({ topics }) => topics.length > 0)) return false
          }
          return true
        })
      }
    })
  ),
  {
    name: 'the leader of a partition stays where the new order of the same replicas has another first',
    api: 'AlterPartitionReassignments',
    versions: [1, 1],
    kip: 'KIP-455',
    async run(t) {
      const [a, b] = threeOf(t)
      const topic = await placedTopic(t, [[a, b]])
      equal(await reassign(t, a, topic.name, [[0, [b, a]]]), [[0, 0]], 'partition and error')
      const isSo = (leaderId: number, replicas: readonly number[]) => leaderId === a && replicas.join() === `${b},${a}`
      await everywhere(t, topic.name, 'in the new order', ([p]) => p !== undefined && isSo(p.leaderId, p.replicaNodes))
    }
  },
  ...badMoves.map(
    ([what, replicas]): Check => ({
      name: `AlterPartitionReassignments answers INVALID_REPLICA_ASSIGNMENT to ${what}, whichever broker is asked`,
      api: 'AlterPartitionReassignments',
      versions: [0, 0],
      kip: 'KIP-455',
      async run(t) {
        const topic = await placedTopic(t, [[threeOf(t)[0]]])
        for (const nodeId of threeOf(t)) {
          const refused = await reassign(t, nodeId, topic.name, [[0, replicas(threeOf(t))]], { version: 0 })
          equal(refused, [[0, 39]], `partition and error at broker ${nodeId}`)
        }
      }
    })
  ),
  {
    name: 'of several moves in one AlterPartitionReassignments each has an answer of its own, and the good ones are made',
    api: 'AlterPartitionReassignments',
    versions: [1, 1],
    kip: 'KIP-455',
    async run(t) {
      const [a, b, c] = threeOf(t)
      const topic = await placedTopic(t, [[a], [a], [a]])
      const answer = await reassign(t, b, topic.name, [
        [0, [b]],
        [1, [9999]],
        [2, null],
        [7, [a]]
      ])
      equal(
        answer,
        [
          [0, 0],
          [1, 39],
          [2, 85],
          [7, 3]
        ],
        'partitions and errors'
      )
      await settledAs(t, topic.name, [[b], [a], [a]])
      equal(await moving(t, c, topic.name, [0, 1, 2, 7]), [], 'moves afterwards')
    }
  },
  {
    name: 'AlterPartitionReassignments v1 that may not change the replication factor answers INVALID_REPLICATION_FACTOR to a change',
    api: 'AlterPartitionReassignments',
    versions: [1, 1],
    kip: 'KIP-860',
    async run(t) {
      const [a, b, c] = threeOf(t)
      const places = [
        [a, b],
        [a, b],
        [a, b]
      ]
      const topic = await placedTopic(t, places)
      const answer = await reassign(
        t,
        c,
        topic.name,
        [
          [0, [a, b, c]],
          [1, [b]],
          [2, [b, c]]
        ],
        { mayChangeFactor: false }
      )
      equal(
        answer,
        [
          [0, 38],
          [1, 38],
          [2, 0]
        ],
        'partitions and errors'
      )
      await settledAs(t, topic.name, [...places.slice(0, 2), [b, c]])
    }
  },
  {
    name: 'a partition that was moved twice is where the second move put it',
    api: 'AlterPartitionReassignments',
    versions: [1, 1],
    kip: 'KIP-455',
    async run(t) {
      const [a, b, c] = threeOf(t)
      const topic = await placedTopic(t, [[a]])
      await produced(t, topic, batchOf(t, ['a']))
      await move(t, topic.name, [b])
      await moved(t, topic, [c])
      await settledAs(t, topic.name, [[c]])
      const answer = await t.until('the values at the third broker', async () => {
        const { responses } = await t.quietlyAt(
          c,
          'Fetch',
          {
            maxWaitMs: 0,
            minBytes: 1,
            topics: [{ topic: topic.name, partitions: [{ partition: 0, fetchOffset: 0n, partitionMaxBytes: 10_000 }] }]
          },
          12
        )
        return responses[0]?.partitions[0]?.errorCode === 0 ? responses[0].partitions[0] : undefined
      })
      equal(textsIn(answer.records), ['a'], 'values')
    }
  }
]
