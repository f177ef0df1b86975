import { atEveryVersion, type Check } from '../../check.ts'
import { Client } from '../../client.ts'
import { createTopics, newTopic, shown } from '../../dialogue/topics.ts'
import { equal, errorIs, found, holds, only } from '../../expect.ts'

const noOperations = -2147483648
const strangeId = 'b7Qm0bW1Rr2Wc3s1b0X9dw'

export const metadata: Check[] = [
  ...atEveryVersion({
    api: 'Metadata',
    from: 0,
    to: 13,
    kafka43: [0, 13],
    says: 'shows brokers with addresses, and a topic with its partitions, leaders and replicas',
    async run(t, version) {
      const topic = await t.topic({ partitions: 2 })
      const answer = await t.call('Metadata', version, { topics: [{ name: topic.name }] })
      const leader = found(answer.brokers, (broker) => broker.nodeId === t.target.nodeId, 'the broker itself')
      holds(leader.host.length > 0 && leader.port > 0, 'address', [leader.host, leader.port])
      holds(
        version < 1 || answer.brokers.some((broker) => broker.nodeId === answer.controllerId),
        'controller',
        answer.controllerId
      )
      holds(version < 2 || (answer.clusterId ?? '').length > 0, 'cluster id', answer.clusterId)
      equal(answer.errorCode, 0, 'error')
      const shownTopic = only(answer.topics, 'topics')
      equal(
        [shownTopic.errorCode, shownTopic.name, shownTopic.isInternal],
        [0, topic.name, false],
        'error, name, internal'
      )
      if (version >= 10) equal(shownTopic.topicId, topic.id, 'topic id')
      equal(shownTopic.topicAuthorizedOperations, noOperations, 'authorized operations that were not asked for')
      const partitions = [...shownTopic.partitions].sort((a, b) => a.partitionIndex - b.partitionIndex)
      equal(
        partitions.map((partition) => partition.partitionIndex),
        [0, 1],
        'partitions'
      )
      for (const partition of partitions) {
        equal([partition.errorCode, partition.leaderId], [0, t.target.nodeId], 'error and leader')
        equal(
          [partition.replicaNodes, partition.isrNodes],
          [[t.target.nodeId], [t.target.nodeId]],
          'replicas and in-sync replicas'
        )
        equal(
          [partition.offlineReplicas, partition.leaderEpoch],
          [[], version >= 7 ? 0 : -1],
          'offline replicas and leader epoch'
        )
      }
    }
  }),
  {
    name: 'Metadata v0 with no topics means all of them',
    api: 'Metadata',
    versions: [0, 0],
    async run(t) {
      const topic = await t.topic()
      const answer = await t.aside('Metadata', 0, { topics: [] })
      found(answer.topics, (one) => one.name === topic.name, 'the topic')
    }
  },
  {
    name: 'Metadata with null for topics means all of them',
    api: 'Metadata',
    versions: [1, 12],
    async run(t) {
      const topic = await t.topic()
      for (const version of [1, 12]) {
        const answer = await t.aside('Metadata', version, { topics: null })
        equal(found(answer.topics, (one) => one.name === topic.name, 'the topic').errorCode, 0, 'error')
      }
    }
  },
  {
    name: 'Metadata with an empty list of topics shows brokers only',
    api: 'Metadata',
    versions: [1, 12],
    async run(t) {
      await t.topic()
      for (const version of [1, 12]) {
        const answer = await t.call('Metadata', version, { topics: [] })
        equal(answer.topics, [], 'topics')
        holds(answer.brokers.length > 0, 'brokers', answer.brokers)
      }
    }
  },
  {
    name: 'Metadata of a topic that does not exist and may not be created is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'Metadata',
    versions: [4, 12],
    async run(t) {
      for (const version of [4, 12]) {
        const name = t.topicName()
        const answer = await t.call('Metadata', version, { topics: [{ name }], allowAutoTopicCreation: false })
        const topic = only(answer.topics, 'topics')
        errorIs(topic.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
        equal([topic.name, topic.partitions], [name, []], 'name and partitions')
        errorIs((await shown(t, name)).errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error when asked again')
      }
    }
  },
  {
    name: 'Metadata that allows it creates a topic that does not exist, as auto.create.topics.enable says',
    api: 'Metadata',
    versions: [12, 12],
    async run(t) {
      const name = t.topicName()
      const first = await t.aside('Metadata', 12, { topics: [{ name }], allowAutoTopicCreation: true })
      const settings = await t.quietly('DescribeConfigs', {
        resources: [
          { resourceType: 4, resourceName: String(t.target.nodeId), configurationKeys: ['auto.create.topics.enable'] }
        ]
      })
      const enabled = settings.results[0]?.configs[0]?.value === 'true'
      if (!enabled)
        return errorIs(first.topics[0]?.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error where creation is off')
      errorIs(
        first.topics[0]?.errorCode,
        ['NONE', 'UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE'],
        'error of the first answer'
      )
      const topic = await t.until('the topic', async () => {
        const now = await shown(t, name)
        return now.errorCode === 0 && now.partitions.length > 0 ? now : undefined
      })
      holds(
        topic.partitions.every((partition) => partition.errorCode === 0),
        'partitions',
        topic.partitions
      )
    }
  },
  {
    name: 'Metadata v0 to v3 always allow the topic to be created',
    api: 'Metadata',
    versions: [3, 3],
    async run(t) {
      const name = t.topicName()
      const first = await t.aside('Metadata', 3, { topics: [{ name }] })
      errorIs(
        first.topics[0]?.errorCode,
        ['NONE', 'UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE'],
        'error of the first answer'
      )
      await t.until('the topic', async () => (await shown(t, name)).errorCode === 0)
    }
  },
  ...(['has space', 'slash/in', '.', '..', 'x'.repeat(250)] as const).map(
    (name): Check => ({
      name: `Metadata of the topic name ${name.length > 20 ? 'of 250 characters' : `"${name}"`} is answered INVALID_TOPIC_EXCEPTION`,
      api: 'Metadata',
      versions: [12, 12],
      async run(t) {
        const answer = await t.call('Metadata', 12, { topics: [{ name }], allowAutoTopicCreation: true })
        errorIs(only(answer.topics, 'topics').errorCode, 'INVALID_TOPIC_EXCEPTION', 'error')
      }
    })
  ),
  {
    name: 'Metadata by topic id shows the topic’s name',
    api: 'Metadata',
    versions: [12, 12],
    kip: 'KIP-516',
    async run(t) {
      const topic = await t.topic()
      const answer = await t.call('Metadata', 12, { topics: [{ topicId: topic.id, name: null }] })
      const one = only(answer.topics, 'topics')
      equal([one.errorCode, one.name, one.topicId], [0, topic.name, topic.id], 'error, name and id')
    }
  },
  {
    name: 'Metadata of a topic id that nobody has is answered UNKNOWN_TOPIC_ID',
    api: 'Metadata',
    versions: [12, 12],
    kip: 'KIP-516',
    async run(t) {
      const answer = await t.call('Metadata', 12, { topics: [{ topicId: strangeId, name: null }] })
      const one = only(answer.topics, 'topics')
      errorIs(one.errorCode, 'UNKNOWN_TOPIC_ID', 'error')
      equal([one.topicId, one.name], [strangeId, null], 'id and name')
    }
  },
  {
    name: 'Metadata of several topics answers each, those that exist and those that do not',
    api: 'Metadata',
    versions: [12, 12],
    async run(t) {
      const [topic, missing] = [await t.topic(), t.uniqueName()]
      const answer = await t.call('Metadata', 12, {
        topics: [{ name: missing }, { name: topic.name }],
        allowAutoTopicCreation: false
      })
      equal(answer.topics.length, 2, 'topics')
      equal(found(answer.topics, (one) => one.name === topic.name, 'the topic').errorCode, 0, 'error of the one')
      const other = found(answer.topics, (one) => one.name === missing, 'the missing one')
      errorIs(other.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error of the other')
    }
  },
  {
    name: 'Metadata shows what a client may do with a topic when it asks',
    api: 'Metadata',
    versions: [8, 12],
    kip: 'KIP-430',
    async run(t) {
      const topic = await t.topic()
      for (const version of [8, 12]) {
        const answer = await t.call('Metadata', version, {
          topics: [{ name: topic.name }],
          includeTopicAuthorizedOperations: true
        })
        const operations = only(answer.topics, 'topics').topicAuthorizedOperations
        equal(operations & 0b11000, 0b11000, 'bits of read and write')
      }
    }
  },
  {
    name: 'Metadata v8 to v10 show what a client may do with the cluster when it asks',
    api: 'Metadata',
    versions: [8, 10],
    kip: 'KIP-430',
    async run(t) {
      for (const version of [8, 10]) {
        const answer = await t.call('Metadata', version, { topics: [], includeClusterAuthorizedOperations: true })
        holds(answer.clusterAuthorizedOperations > 0, 'operations', answer.clusterAuthorizedOperations)
      }
    }
  },
  {
    name: '__consumer_offsets is shown as internal',
    api: 'Metadata',
    versions: [12, 12],
    async run(t) {
      await t.coordinator(t.uniqueName('g'))
      const answer = await t.aside('Metadata', 12, { topics: [{ name: '__consumer_offsets' }] })
      const topic = only(answer.topics, 'topics')
      equal([topic.errorCode, topic.isInternal], [0, true], 'error and internal')
    }
  },
  {
    name: 'the address in Metadata leads to a broker that answers with the same cluster id',
    api: 'Metadata',
    versions: [12, 12],
    async run(t) {
      const first = await t.call('Metadata', 12, { topics: [] })
      const { host, port } = found(first.brokers, (broker) => broker.nodeId === t.target.nodeId, 'the broker itself')
      const client = await Client.open(t.env, { host, port }, { clientId: 'x', transcript: undefined, index: -1 })
      const second = await client.call('Metadata', 12, { topics: [] }).finally(() => client.close())
      equal(second.clusterId, first.clusterId, 'cluster id')
    }
  },
  {
    name: 'a topic of 50 partitions is shown with all of them',
    api: 'Metadata',
    versions: [12, 12],
    async run(t) {
      const name = t.topicName()
      await createTopics(t, [newTopic(name, { numPartitions: 50 })], { version: 5 })
      await t.usable(name, 50)
      const answer = await t.call('Metadata', 12, { topics: [{ name }] })
      const indexes = only(answer.topics, 'topics').partitions.map((partition) => partition.partitionIndex)
      equal(
        indexes.sort((a, b) => a - b),
        Array.from({ length: 50 }, (_, index) => index),
        'partitions'
      )
    }
  }
]
