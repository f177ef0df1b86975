import type { ErrorName } from '../../../protocol/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import { createTopic, createTopics, type NewTopic, newTopic, shown } from '../../dialogue/topics.ts'
import { equal, errorIs, found, holds, present } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

const assigned = (...brokers: readonly (readonly number[])[]): Partial<NewTopic> => ({
  numPartitions: -1,
  replicationFactor: -1,
  assignments: brokers.map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds }))
})

interface Refusal {
  readonly what: string
  readonly error: ErrorName
  readonly topic: (t: Trial) => Partial<NewTopic>
}

const refusals: readonly Refusal[] = [
  { what: 'zero partitions', error: 'INVALID_PARTITIONS', topic: () => ({ numPartitions: 0 }) },
  { what: 'fewer than no partitions', error: 'INVALID_PARTITIONS', topic: () => ({ numPartitions: -2 }) },
  { what: 'zero replicas', error: 'INVALID_REPLICATION_FACTOR', topic: () => ({ replicationFactor: 0 }) },
  { what: 'fewer than no replicas', error: 'INVALID_REPLICATION_FACTOR', topic: () => ({ replicationFactor: -3 }) },
  {
    what: 'more replicas than brokers',
    error: 'INVALID_REPLICATION_FACTOR',
    topic: (t) => ({ replicationFactor: t.target.brokerCount + 1 })
  },
  {
    what: 'a config that does not exist',
    error: 'INVALID_CONFIG',
    topic: () => ({ configs: [{ name: 'no.such.config', value: '1' }] })
  },
  {
    what: 'a config value that is not a number',
    error: 'INVALID_CONFIG',
    topic: () => ({ configs: [{ name: 'retention.ms', value: 'long' }] })
  },
  {
    what: 'a config value out of its range',
    error: 'INVALID_CONFIG',
    topic: () => ({ configs: [{ name: 'segment.ms', value: '0' }] })
  },
  {
    what: 'a config value that is not one of its words',
    error: 'INVALID_CONFIG',
    topic: () => ({ configs: [{ name: 'cleanup.policy', value: 'shred' }] })
  },
  {
    what: 'a config without a value',
    error: 'INVALID_CONFIG',
    topic: () => ({ configs: [{ name: 'retention.ms', value: null }] })
  },
  {
    what: 'a replica assignment with a number of partitions as well',
    error: 'INVALID_REQUEST',
    topic: (t) => ({ ...assigned([t.target.nodeId]), numPartitions: 1 })
  },
  {
    what: 'an assignment to a broker that does not exist',
    error: 'INVALID_REPLICA_ASSIGNMENT',
    topic: () => assigned([9999])
  },
  { what: 'an assignment without brokers', error: 'INVALID_REPLICA_ASSIGNMENT', topic: () => assigned([]) },
  {
    what: 'an assignment that names a broker twice',
    error: 'INVALID_REPLICA_ASSIGNMENT',
    topic: (t) => assigned([t.target.nodeId, t.target.nodeId])
  },
  {
    what: 'an assignment that leaves out a partition',
    error: 'INVALID_REPLICA_ASSIGNMENT',
    topic: (t) => ({
      numPartitions: -1,
      replicationFactor: -1,
      assignments: [{ partitionIndex: 1, brokerIds: [t.target.nodeId] }]
    })
  }
]

const badNames: readonly (readonly [string, string])[] = [
  ['an empty topic name', ''],
  ['the topic name "."', '.'],
  ['the topic name ".."', '..'],
  ['a topic name with a space', 'two words'],
  ['a topic name with a slash', 'a/b'],
  ['a topic name of 250 characters', 'n'.repeat(250)],
  ['a topic name that is not ASCII', 'søppel']
]

export const createTopicsChecks: Check[] = [
  ...atEveryVersion({
    api: 'CreateTopics',
    from: 0,
    to: 7,
    kafka43: [2, 7],
    says: 'creates a topic that can be used, with the partitions that were wanted',
    async run(t, version) {
      t.need('CreateTopics', version)
      const name = t.topicName()
      const answer = await createTopic(t, newTopic(name, { numPartitions: 3 }), { version })
      equal([answer.name, answer.errorCode], [name, 0], 'name and error')
      equal(answer.errorMessage || null, null, 'error message')
      equal(
        [answer.numPartitions, answer.replicationFactor],
        version >= 5 ? [3, 1] : [-1, -1],
        'partitions and replicas (from version 5 on)'
      )
      holds(version < 5 || (answer.configs ?? []).length > 0, 'configs (from version 5 on)', answer.configs)
      const id = await t.usable(name, 3)
      if (version >= 7) equal(answer.topicId, id, 'topic id')
      equal((await shown(t, name)).partitions.length, 3, 'partitions in the metadata')
    }
  }),
  ...refusals.map(
    ({ what, error, topic }): Check => ({
      name: `CreateTopics with ${what} is answered ${error} and creates nothing`,
      api: 'CreateTopics',
      versions: [6, 6],
      async run(t) {
        const name = t.topicName()
        const answer = await createTopic(t, newTopic(name, topic(t)))
        errorIs(answer.errorCode, error, 'error')
        holds((answer.errorMessage ?? '').length > 0, 'error message', answer.errorMessage)
        errorIs((await shown(t, name)).errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error of the topic in the metadata')
      }
    })
  ),
  ...badNames.map(
    ([what, name]): Check => ({
      name: `CreateTopics with ${what} is answered INVALID_TOPIC_EXCEPTION`,
      api: 'CreateTopics',
      versions: [6, 6],
      async run(t) {
        errorIs((await createTopic(t, newTopic(name))).errorCode, 'INVALID_TOPIC_EXCEPTION', 'error')
      }
    })
  ),
  {
    name: 'a topic name of 249 characters with dots, dashes and underscores is fine',
    api: 'CreateTopics',
    versions: [6, 6],
    async run(t) {
      const name = `${t.topicName()}.A-b_9`.padEnd(249, 'x')
      equal((await createTopic(t, newTopic(name), { validateOnly: true })).errorCode, 0, 'error')
    }
  },
  {
    name: 'CreateTopics for a name that exists is answered TOPIC_ALREADY_EXISTS and leaves the topic as it is',
    api: 'CreateTopics',
    versions: [6, 6],
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      const answer = await createTopic(t, newTopic(topic.name, { numPartitions: 5 }))
      errorIs(answer.errorCode, 'TOPIC_ALREADY_EXISTS', 'error')
      const now = await shown(t, topic.name)
      equal([now.topicId, now.partitions.length], [topic.id, 2], 'topic id and partitions')
    }
  },
  {
    name: 'a name that differs only in dot and underscore from an existing one is answered INVALID_TOPIC_EXCEPTION, since metrics would mix them',
    api: 'CreateTopics',
    versions: [6, 6],
    async run(t) {
      const [dotted, lined] = [`${t.topicName()}.a`, '']
      const under = dotted.replace('.a', '_a')
      equal((await createTopic(t, newTopic(dotted))).errorCode, 0, `error of the first ${lined}`)
      await t.usable(dotted, 1)
      errorIs((await createTopic(t, newTopic(under))).errorCode, 'INVALID_TOPIC_EXCEPTION', 'error of the second')
      await t.quietly('DeleteTopics', { topicNames: [dotted], timeoutMs: 5000 }, 5)
    }
  },
  {
    name: 'the same name twice in one CreateTopics is answered INVALID_REQUEST',
    api: 'CreateTopics',
    versions: [6, 6],
    async run(t) {
      const name = t.topicName()
      const answers = await createTopics(t, [newTopic(name), newTopic(name)])
      for (const answer of answers) errorIs(answer.errorCode, 'INVALID_REQUEST', 'error')
      errorIs((await shown(t, name)).errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error of the topic in the metadata')
    }
  },
  {
    name: 'one bad topic in a CreateTopics fails alone',
    api: 'CreateTopics',
    versions: [6, 6],
    async run(t) {
      const [good, bad] = [t.topicName(), t.topicName()]
      const answers = await createTopics(t, [newTopic(good), newTopic(bad, { numPartitions: 0 })])
      errorIs(found(answers, (one) => one.name === good, 'the good one').errorCode, 'NONE', 'error of the good one')
      errorIs(
        found(answers, (one) => one.name === bad, 'the bad one').errorCode,
        'INVALID_PARTITIONS',
        'error of the bad one'
      )
      await t.usable(good, 1)
    }
  },
  {
    name: 'validate_only says what would be and creates nothing',
    api: 'CreateTopics',
    versions: [5, 5],
    async run(t) {
      const name = t.topicName()
      const answer = await createTopic(t, newTopic(name, { numPartitions: 4 }), { version: 5, validateOnly: true })
      equal([answer.errorCode, answer.numPartitions], [0, 4], 'error and partitions')
      errorIs((await shown(t, name)).errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error of the topic in the metadata')
    }
  },
  {
    name: 'partitions and replicas of -1 take the broker’s defaults',
    api: 'CreateTopics',
    versions: [5, 5],
    kip: 'KIP-464',
    async run(t) {
      const name = t.topicName()
      const answer = await createTopic(t, newTopic(name, { numPartitions: -1, replicationFactor: -1 }), { version: 5 })
      equal(answer.errorCode, 0, 'error')
      holds(answer.numPartitions >= 1 && answer.replicationFactor >= 1, 'partitions and replicas', [
        answer.numPartitions,
        answer.replicationFactor
      ])
      await t.usable(name, answer.numPartitions)
    }
  },
  {
    name: 'a replica assignment is followed',
    api: 'CreateTopics',
    versions: [6, 6],
    async run(t) {
      const name = t.topicName()
      const answer = await createTopic(t, newTopic(name, assigned([t.target.nodeId], [t.target.nodeId])))
      equal(
        [answer.errorCode, answer.numPartitions, answer.replicationFactor],
        [0, 2, 1],
        'error, partitions and replicas'
      )
      await t.usable(name, 2)
      equal(
        (await shown(t, name)).partitions.map((partition) => partition.replicaNodes),
        [[t.target.nodeId], [t.target.nodeId]],
        'replicas'
      )
    }
  },
  {
    name: 'configs of a new topic are set, and shown in the answer beside the defaults',
    api: 'CreateTopics',
    versions: [5, 5],
    kip: 'KIP-525',
    async run(t) {
      const name = t.topicName()
      const configs = [
        { name: 'retention.ms', value: '12345' },
        { name: 'cleanup.policy', value: 'compact,delete' }
      ]
      const answer = await createTopic(t, newTopic(name, { configs }), { version: 5 })
      const config = (key: string) => found(answer.configs, (one) => one.name === key, key)
      equal(
        [config('retention.ms').value, config('retention.ms').configSource],
        ['12345', 1],
        'retention.ms and its source'
      )
      equal(config('cleanup.policy').value, 'compact,delete', 'cleanup.policy')
      equal(config('segment.index.bytes').configSource, 5, 'source of a default')
      equal(present(config('retention.ms').readOnly, 'read only'), false, 'retention.ms read only')
      await t.usable(name, 1)
    }
  },
  {
    name: 'topics get different ids',
    api: 'CreateTopics',
    versions: [7, 7],
    kip: 'KIP-516',
    async run(t) {
      const names = [t.topicName(), t.topicName(), t.topicName()]
      const answers = await createTopics(
        t,
        names.map((name) => newTopic(name)),
        { version: 7 }
      )
      equal(
        answers.map((answer) => answer.errorCode),
        [0, 0, 0],
        'errors'
      )
      equal(new Set(answers.map((answer) => answer.topicId)).size, 3, 'different ids')
    }
  },
  {
    name: 'CreateTopics with no topics is answered with none',
    api: 'CreateTopics',
    versions: [6, 6],
    async run(t) {
      equal(await createTopics(t, []), [], 'topics')
    }
  }
]
