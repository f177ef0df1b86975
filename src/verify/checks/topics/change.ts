import { type ErrorName, errorCodes } from '../../../protocol/index.ts'
import { zeroUuid } from '../../../wire/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import { readTexts } from '../../dialogue/fetch.ts'
import { produce, produced } from '../../dialogue/produce.ts'
import { batchOf } from '../../dialogue/records.ts'
import { createTopic, gone, newTopic, shown } from '../../dialogue/topics.ts'
import { equal, errorIs, found, holds, only } from '../../expect.ts'
import type { Topic, Trial } from '../../trial.ts'

const strangeId = 'b7Qm0bW1Rr2Wc3s1b0X9dw'

interface Growth {
  readonly version?: number
  readonly assignments?: readonly { readonly brokerIds: readonly number[] }[] | null
  readonly validateOnly?: boolean
}

async function grow(
  t: Trial,
  name: string,
  count: number,
  { version = 3, assignments = null, validateOnly = false }: Growth = {}
) {
  const answer = await t.call('CreatePartitions', version, {
    topics: [{ name, count, assignments }],
    timeoutMs: 20_000,
    validateOnly
  })
  return only(answer.results, 'topics in the CreatePartitions answer')
}

const refusedGrowth: readonly (readonly [
  what: string,
  count: number,
  growth: (t: Trial) => Growth,
  error: ErrorName
])[] = [
  ['as many partitions as there are', 2, () => ({}), 'INVALID_PARTITIONS'],
  ['fewer partitions than there are', 1, () => ({}), 'INVALID_PARTITIONS'],
  ['a negative number of partitions', -1, () => ({}), 'INVALID_PARTITIONS'],
  [
    'an assignment to a broker that does not exist',
    3,
    () => ({ assignments: [{ brokerIds: [9999] }] }),
    'INVALID_REPLICA_ASSIGNMENT'
  ],
  [
    'fewer assignments than new partitions',
    4,
    (t) => ({ assignments: [{ brokerIds: [t.target.nodeId] }] }),
    'INVALID_REPLICA_ASSIGNMENT'
  ],
  ['an assignment without brokers', 3, () => ({ assignments: [{ brokerIds: [] }] }), 'INVALID_REPLICA_ASSIGNMENT']
]

async function remove(t: Trial, names: readonly string[], version = 5) {
  const named = version >= 6 ? { topics: names.map((name) => ({ name, topicId: zeroUuid })) } : { topicNames: names }
  return (await t.call('DeleteTopics', version, { ...named, timeoutMs: 20_000 })).responses
}

async function removeById(t: Trial, topicId: string) {
  const answer = await t.call('DeleteTopics', 6, { topics: [{ name: null, topicId }], timeoutMs: 20_000 })
  return only(answer.responses, 'topics in the DeleteTopics answer')
}

export const changeTopics: Check[] = [
  ...atEveryVersion({
    api: 'CreatePartitions',
    from: 0,
    to: 3,
    kafka43: [0, 3],
    says: 'adds partitions that can be used, and keeps what is in the old ones',
    async run(t, version) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['kept']))
      const answer = await grow(t, topic.name, 3, { version })
      equal([answer.name, answer.errorCode], [topic.name, 0], 'name and error')
      await t.usable(topic.name, 3)
      errorIs(
        (await produce(t, topic, batchOf(t, ['x']), { partition: 2 })).errorCode,
        'NONE',
        'error of Produce to the new one'
      )
      equal(await readTexts(t, topic), ['kept'], 'values of the old partition')
    }
  }),
  ...refusedGrowth.map(
    ([what, count, growth, error]): Check => ({
      name: `CreatePartitions with ${what} is answered ${error}`,
      api: 'CreatePartitions',
      versions: [3, 3],
      async run(t) {
        const topic = await t.topic({ partitions: 2 })
        const answer = await grow(t, topic.name, count, growth(t))
        errorIs(answer.errorCode, error, 'error')
        equal((await shown(t, topic.name)).partitions.length, 2, 'partitions')
      }
    })
  ),
  {
    name: 'CreatePartitions of a topic that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'CreatePartitions',
    versions: [3, 3],
    async run(t) {
      errorIs((await grow(t, t.uniqueName(), 2)).errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
    }
  },
  {
    name: 'CreatePartitions with validate_only adds nothing',
    api: 'CreatePartitions',
    versions: [3, 3],
    async run(t) {
      const topic = await t.topic()
      equal((await grow(t, topic.name, 5, { validateOnly: true })).errorCode, 0, 'error')
      equal((await shown(t, topic.name)).partitions.length, 1, 'partitions')
    }
  },
  {
    name: 'CreatePartitions follows an assignment',
    api: 'CreatePartitions',
    versions: [3, 3],
    async run(t) {
      const topic = await t.topic()
      const answer = await grow(t, topic.name, 2, { assignments: [{ brokerIds: [t.target.nodeId] }] })
      equal(answer.errorCode, 0, 'error')
      await t.usable(topic.name, 2)
    }
  },
  {
    name: 'the same topic twice in one CreatePartitions is answered INVALID_REQUEST',
    api: 'CreatePartitions',
    versions: [3, 3],
    async run(t) {
      const topic = await t.topic()
      const one = { name: topic.name, count: 2, assignments: null }
      const answer = await t.call('CreatePartitions', 3, { topics: [one, one], timeoutMs: 5000, validateOnly: false })
      for (const { errorCode } of answer.results) errorIs(errorCode, 'INVALID_REQUEST', 'error')
      equal((await shown(t, topic.name)).partitions.length, 1, 'partitions')
    }
  },
  ...atEveryVersion({
    api: 'DeleteTopics',
    from: 0,
    to: 6,
    kafka43: [1, 6],
    says: 'removes a topic',
    async run(t, version) {
      t.need('DeleteTopics', version)
      const topic = await t.topic()
      const answer = only(await remove(t, [topic.name], version), 'topics')
      equal([answer.name, answer.errorCode], [topic.name, 0], 'name and error')
      if (version >= 6) equal(answer.topicId, topic.id, 'topic id')
      await gone(t, topic.name)
    }
  }),
  {
    name: 'DeleteTopics of a name that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'DeleteTopics',
    versions: [1, 6],
    async run(t) {
      for (const version of [1, 5, 6]) {
        const answer = only(await remove(t, [t.uniqueName()], version), 'topics')
        errorIs(answer.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', `error in version ${version}`)
      }
    }
  },
  {
    name: 'DeleteTopics by topic id removes the topic and answers its name',
    api: 'DeleteTopics',
    versions: [6, 6],
    kip: 'KIP-516',
    async run(t) {
      const topic = await t.topic()
      const answer = await removeById(t, topic.id)
      equal([answer.errorCode, answer.name, answer.topicId], [0, topic.name, topic.id], 'error, name and id')
      await gone(t, topic.name)
    }
  },
  {
    name: 'DeleteTopics by a topic id that nobody has is answered UNKNOWN_TOPIC_ID',
    api: 'DeleteTopics',
    versions: [6, 6],
    kip: 'KIP-516',
    async run(t) {
      errorIs((await removeById(t, strangeId)).errorCode, 'UNKNOWN_TOPIC_ID', 'error')
    }
  },
  {
    name: 'DeleteTopics with both a name and an id is answered INVALID_REQUEST',
    api: 'DeleteTopics',
    versions: [6, 6],
    kip: 'KIP-516',
    async run(t) {
      const topic = await t.topic()
      const topics = [{ name: topic.name, topicId: topic.id }]
      const answer = await t.call('DeleteTopics', 6, { topics, timeoutMs: 5000 })
      errorIs(only(answer.responses, 'topics').errorCode, 'INVALID_REQUEST', 'error')
      equal((await shown(t, topic.name)).errorCode, 0, 'error of the topic in the metadata')
    }
  },
  {
    name: 'DeleteTopics with neither a name nor an id is answered INVALID_REQUEST',
    api: 'DeleteTopics',
    versions: [6, 6],
    kip: 'KIP-516',
    async run(t) {
      errorIs((await removeById(t, zeroUuid)).errorCode, 'INVALID_REQUEST', 'error')
    }
  },
  {
    name: 'DeleteTopics of several topics answers each, those that exist and those that do not',
    api: 'DeleteTopics',
    versions: [5, 5],
    async run(t) {
      const [one, two, missing] = [await t.topic(), await t.topic(), t.uniqueName()]
      const answers = await remove(t, [one.name, missing, two.name])
      const errorOf = (name: string) => found(answers, (answer) => answer.name === name, name).errorCode
      equal([errorOf(one.name), errorOf(missing), errorOf(two.name)], [0, 3, 0], 'errors')
      await gone(t, one.name)
      await gone(t, two.name)
    }
  },
  {
    name: 'a topic that was deleted and created again is empty and has another id',
    api: 'DeleteTopics',
    versions: [5, 5],
    async run(t) {
      const topic: Topic = await t.topic()
      await produced(t, topic, batchOf(t, ['old']))
      await remove(t, [topic.name])
      await gone(t, topic.name)
      equal((await createTopic(t, newTopic(topic.name))).errorCode, 0, 'error of CreateTopics')
      const id = await t.usable(topic.name, 1)
      holds(id !== topic.id, 'another topic id', id)
      equal(await readTexts(t, { name: topic.name, id }), [], 'values')
      equal(await produced(t, { name: topic.name, id }, batchOf(t, ['new'])), 0, 'first offset')
    }
  },
  {
    name: 'after DeleteTopics a Produce is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'DeleteTopics',
    versions: [5, 5],
    async run(t) {
      const topic = await t.topic()
      await remove(t, [topic.name])
      await gone(t, topic.name)
      const settled = await t.until('Produce to notice', async () => {
        const answer = await produce(t, topic, batchOf(t, ['late']), { client: await t.connect() })
        return answer.errorCode === errorCodes.NOT_LEADER_OR_FOLLOWER ? undefined : answer
      })
      errorIs(settled.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
    }
  }
]
