import type { ErrorName } from '../../../protocol/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import { everywhere, placedTopic, settledAs, threeOf } from '../../dialogue/cluster.ts'
import { createTopic, type NewTopic, newTopic, shown } from '../../dialogue/topics.ts'
import { equal, errorIs, only } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

type Ids = readonly [number, number, number]

/** A topic that the client places: the brokers of each partition, from partition 0 unless said otherwise. */
function placedAs(name: string, replicas: readonly (readonly number[])[], indexes?: readonly number[]): NewTopic {
  const assignments = replicas.map((brokerIds, at) => ({ partitionIndex: indexes?.[at] ?? at, brokerIds }))
  return newTopic(name, { numPartitions: -1, replicationFactor: -1, assignments })
}

const refusedTopics: readonly (readonly [
  what: string,
  error: ErrorName,
  topic: (name: string, ids: Ids) => NewTopic
])[] = [
  ['one broker twice', 'INVALID_REPLICA_ASSIGNMENT', (name, [a]) => placedAs(name, [[a, a]])],
  ['a broker that does not exist', 'INVALID_REPLICA_ASSIGNMENT', (name, [a]) => placedAs(name, [[a, 9999]])],
  ['a negative broker', 'INVALID_REPLICA_ASSIGNMENT', (name, [a]) => placedAs(name, [[a, -1]])],
  ['no broker', 'INVALID_REPLICA_ASSIGNMENT', (name) => placedAs(name, [[]])],
  [
    'more replicas for one partition than for another',
    'INVALID_REPLICA_ASSIGNMENT',
    (name, [a, b]) => placedAs(name, [[a, b], [a]])
  ],
  ['a gap between partitions', 'INVALID_REPLICA_ASSIGNMENT', (name, [a, b]) => placedAs(name, [[a], [b]], [0, 2])],
  ['no partition 0', 'INVALID_REPLICA_ASSIGNMENT', (name, [a, b]) => placedAs(name, [[a], [b]], [1, 2])],
  ['one partition twice', 'INVALID_REPLICA_ASSIGNMENT', (name, [a, b]) => placedAs(name, [[a], [b]], [0, 0])],
  [
    'a number of partitions beside the assignment',
    'INVALID_REQUEST',
    (name, [a, b]) => ({ ...placedAs(name, [[a, b]]), numPartitions: 1 })
  ],
  [
    'a replication factor beside the assignment',
    'INVALID_REQUEST',
    (name, [a, b]) => ({ ...placedAs(name, [[a, b]]), replicationFactor: 2 })
  ]
]

const refusedGrowth: readonly (readonly [
  what: string,
  error: ErrorName,
  count: number,
  assignments: (ids: Ids) => readonly (readonly number[])[]
])[] = [
  ['fewer assignments than partitions', 'INVALID_REPLICA_ASSIGNMENT', 3, ([a, b]) => [[a, b]]],
  [
    'more assignments than partitions',
    'INVALID_REPLICA_ASSIGNMENT',
    2,
    ([a, b]) => [
      [a, b],
      [a, b]
    ]
  ],
  ['another number of replicas than the topic has', 'INVALID_REPLICA_ASSIGNMENT', 2, ([a]) => [[a]]],
  ['a broker that does not exist', 'INVALID_REPLICA_ASSIGNMENT', 2, ([a]) => [[a, 9999]]],
  ['one broker twice', 'INVALID_REPLICA_ASSIGNMENT', 2, ([a]) => [[a, a]]],
  ['no broker', 'INVALID_REPLICA_ASSIGNMENT', 2, () => [[]]],
  ['no more partitions than there are', 'INVALID_PARTITIONS', 1, () => []]
]

async function grow(
  t: Trial,
  topic: string,
  count: number,
  assignments: readonly (readonly number[])[] | null,
  { version = 2, validateOnly = false, at = t.target.nodeId } = {}
): Promise<number> {
  const placed = assignments?.map((brokerIds) => ({ brokerIds })) ?? null
  const topics = [{ name: topic, count, assignments: placed }]
  const answer = await t.callAt(at, 'CreatePartitions', version, { topics, timeoutMs: 20_000, validateOnly })
  return only(answer.results, 'topics').errorCode
}

/** Where new partitions go, as the client says. */
export const placement: Check[] = [
  ...atEveryVersion({
    api: 'CreateTopics',
    from: 0,
    to: 7,
    kafka43: [2, 7],
    says: 'puts each partition where the client says, with the first of its brokers as leader',
    async run(t, version) {
      t.need('CreateTopics', version)
      const [a, b, c] = threeOf(t)
      const name = t.topicName()
      const assignment = [
        [c, a],
        [b, c],
        [a, b]
      ]
      const created = await createTopic(t, placedAs(name, assignment), { version })
      errorIs(created.errorCode, 'NONE', 'error')
      if (version >= 5) equal([created.numPartitions, created.replicationFactor], [3, 2], 'partitions and replicas')
      await settledAs(t, name, assignment)
    }
  }),
  ...refusedTopics.map(
    ([what, error, topic]): Check => ({
      name: `CreateTopics with an assignment of ${what} is answered ${error} and makes nothing`,
      api: 'CreateTopics',
      versions: [6, 6],
      async run(t) {
        const name = t.topicName()
        errorIs((await createTopic(t, topic(name, threeOf(t)))).errorCode, error, 'error')
        errorIs((await shown(t, name)).errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'the topic afterwards')
      }
    })
  ),
  {
    name: 'CreateTopics with an assignment that is only to be validated says what it would make, and makes nothing',
    api: 'CreateTopics',
    versions: [6, 6],
    async run(t) {
      const [a, b, c] = threeOf(t)
      const name = t.topicName()
      const created = await createTopic(t, placedAs(name, [[a, b, c]]), { validateOnly: true })
      equal(
        [created.errorCode, created.numPartitions, created.replicationFactor],
        [0, 1, 3],
        'error, partitions, replicas'
      )
      errorIs((await shown(t, name)).errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'the topic afterwards')
    }
  },
  {
    name: 'CreateTopics with more replicas than brokers is answered INVALID_REPLICATION_FACTOR by every broker',
    api: 'CreateTopics',
    versions: [5, 5],
    async run(t) {
      for (const nodeId of threeOf(t)) {
        const topics = [newTopic(t.topicName(), { replicationFactor: t.target.brokerCount + 1 })]
        const answer = await t.callAt(nodeId, 'CreateTopics', 5, { topics, timeoutMs: 20_000 })
        errorIs(only(answer.topics, 'topics').errorCode, 'INVALID_REPLICATION_FACTOR', `error at broker ${nodeId}`)
      }
    }
  },
  ...atEveryVersion({
    api: 'CreatePartitions',
    from: 0,
    to: 3,
    kafka43: [0, 3],
    says: 'puts new partitions where the client says',
    async run(t, version) {
      const [a, b, c] = threeOf(t)
      const topic = await placedTopic(t, [[a, b]])
      const added = [
        [c, a],
        [b, c]
      ]
      errorIs(await grow(t, topic.name, 3, added, { version, at: c }), 'NONE', 'error')
      await settledAs(t, topic.name, [[a, b], ...added])
    }
  }),
  ...refusedGrowth.map(
    ([what, error, count, assignments]): Check => ({
      name: `CreatePartitions with ${what} is answered ${error} and adds nothing`,
      api: 'CreatePartitions',
      versions: [2, 2],
      async run(t) {
        const [a, b, c] = threeOf(t)
        const topic = await placedTopic(t, [[a, b]])
        errorIs(await grow(t, topic.name, count, assignments([a, b, c])), error, 'error')
        equal((await shown(t, topic.name)).partitions.length, 1, 'partitions afterwards')
      }
    })
  ),
  {
    name: 'CreatePartitions without an assignment gives new partitions as many replicas as the first has',
    api: 'CreatePartitions',
    versions: [2, 2],
    async run(t) {
      const [a, b] = threeOf(t)
      const topic = await placedTopic(t, [[a, b]])
      errorIs(await grow(t, topic.name, 4, null, { validateOnly: true }), 'NONE', 'error of the validation')
      errorIs(await grow(t, topic.name, 4, null), 'NONE', 'error')
      await everywhere(t, topic.name, 'with four partitions of two replicas', (partitions) => {
        return partitions.length === 4 && partitions.every((p) => new Set(p.replicaNodes).size === 2)
      })
    }
  }
]
