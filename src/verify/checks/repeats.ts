import { zeroUuid } from '../../wire/index.ts'
import type { Check } from '../check.ts'
import { produced } from '../dialogue/produce.ts'
import { batchOf } from '../dialogue/records.ts'
import { newTopic, shown } from '../dialogue/topics.ts'
import { equal, errorIs, only } from '../expect.ts'
import type { Trial } from '../trial.ts'

const strangeId = 'b7Qm0bW1Rr2Wc3s1b0X9dw'

interface Named {
  readonly name: string | null
  readonly topicId: string
}

async function remove(t: Trial, topics: readonly Named[]) {
  const { responses } = await t.call('DeleteTopics', 6, { topics, timeoutMs: 20_000 })
  return responses.map(({ name, errorCode }) => [name, errorCode]).sort()
}

/** In which ways DeleteTopics v6 may name one topic, and what is answered; the topic stays. */
const ways: readonly (readonly [
  what: string,
  named: (topic: { readonly name: string; readonly id: string }) => readonly Named[],
  answers: (name: string) => readonly (readonly [name: string | null, errorCode: number])[]
])[] = [
  [
    'by its name and by its id',
    ({ name, id }) => [
      { name, topicId: zeroUuid },
      { name: null, topicId: id }
    ],
    (name) => [[name, 42]]
  ],
  [
    'by its id and by its name',
    ({ name, id }) => [
      { name: null, topicId: id },
      { name, topicId: zeroUuid }
    ],
    (name) => [[name, 42]]
  ],
  [
    'by its id twice, and by its name',
    ({ name, id }) => [
      { name: null, topicId: id },
      { name: null, topicId: id },
      { name, topicId: zeroUuid }
    ],
    (name) => [
      [name, 42],
      [null, 42]
    ]
  ],
  [
    'by its name twice',
    ({ name }) => [
      { name, topicId: zeroUuid },
      { name, topicId: zeroUuid }
    ],
    (name) => [[name, 42]]
  ],
  ['by name and id at once', ({ name, id }) => [{ name, topicId: id }], (name) => [[name, 42]]],
  [
    'by name and id at once, twice',
    ({ name, id }) => [
      { name, topicId: id },
      { name, topicId: id }
    ],
    (name) => [
      [name, 42],
      [name, 42]
    ]
  ]
]

const asked = (partitionIndex: number, timestamp: bigint) => ({ partitionIndex, currentLeaderEpoch: -1, timestamp })

/** Requests that name one thing twice, or that come too late. */
export const repeats: Check[] = [
  ...ways.map(
    ([what, named, answers]): Check => ({
      name: `DeleteTopics deletes nothing when it names a topic ${what}`,
      api: 'DeleteTopics',
      versions: [6, 6],
      kip: 'KIP-516',
      async run(t) {
        const topic = await t.topic()
        equal(await remove(t, named(topic)), [...answers(topic.name)].sort(), 'names and errors')
        errorIs((await shown(t, topic.name)).errorCode, 'NONE', 'error of the topic afterwards')
      }
    })
  ),
  {
    name: 'DeleteTopics with neither name nor id is answered INVALID_REQUEST, as often as it is asked',
    api: 'DeleteTopics',
    versions: [6, 6],
    kip: 'KIP-516',
    async run(t) {
      const nothing = { name: null, topicId: zeroUuid }
      const answers = await remove(t, [nothing, nothing, { name: null, topicId: strangeId }])
      equal(
        answers.map(([, errorCode]) => Number(errorCode)).sort((one, other) => one - other),
        [42, 42, 100],
        'errors'
      )
    }
  },
  ...(['CreateTopics', 'CreatePartitions', 'DeleteTopics'] as const).flatMap((api) =>
    [0, -1].map(
      (timeoutMs): Check => ({
        name: `${api} with ${timeoutMs} ms of time changes nothing: REQUEST_TIMED_OUT`,
        api,
        versions: api === 'CreateTopics' ? [7, 7] : api === 'CreatePartitions' ? [3, 3] : [5, 5],
        async run(t) {
          const name = t.topicName()
          const topic = await t.topic()
          const codes: readonly { readonly errorCode: number }[] =
            api === 'CreateTopics'
              ? (await t.call(api, 7, { topics: [newTopic(name)], timeoutMs, validateOnly: false })).topics
              : api === 'CreatePartitions'
                ? (
                    await t.call(api, 3, {
                      topics: [{ name: topic.name, count: 2, assignments: null }],
                      timeoutMs,
                      validateOnly: false
                    })
                  ).results
                : (await t.call(api, 5, { topicNames: [topic.name], timeoutMs })).responses
          errorIs(only(codes, 'answers').errorCode, 'REQUEST_TIMED_OUT', 'error')
          equal((await shown(t, topic.name)).partitions.length, 1, 'partitions afterwards')
          errorIs((await shown(t, name)).errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error of the topic afterwards')
        }
      })
    )
  ),
  {
    name: 'DeleteRecords answers a topic once, and for a partition that is named twice the last offset counts',
    api: 'DeleteRecords',
    versions: [2, 2],
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a', 'b', 'c']))
      const part = (offset: bigint) => ({ name: topic.name, partitions: [{ partitionIndex: 0, offset }] })
      const answer = await t.call('DeleteRecords', 2, {
        topics: [part(2n), part(1n), { name: topic.name, partitions: [] }],
        timeoutMs: 20_000
      })
      const partition = only(only(answer.topics, 'topics').partitions, 'partitions')
      equal([partition.errorCode, partition.lowWatermark], [0, 1n], 'error and low watermark')
      const none = { topics: [{ name: topic.name, partitions: [] }], timeoutMs: 20_000 }
      equal((await t.call('DeleteRecords', 2, none)).topics, [], 'topics without partitions')
    }
  },
  ...[1, 6].map(
    (version): Check => ({
      name: `ListOffsets v${version} answers a topic once, a partition that is named twice with INVALID_REQUEST`,
      api: 'ListOffsets',
      versions: [version, version],
      async run(t) {
        const { name } = await t.topic({ partitions: 2 })
        const answer = await t.call('ListOffsets', version, {
          replicaId: -1,
          isolationLevel: 0,
          topics: [
            { name, partitions: [asked(0, -1n)] },
            { name, partitions: [asked(1, -2n), asked(0, -1n)] },
            { name, partitions: [] }
          ]
        })
        const errors = only(answer.topics, 'topics').partitions.map((p) => [p.partitionIndex, p.errorCode])
        equal(
          errors.sort(),
          [
            [0, 42],
            [1, 0]
          ],
          'errors'
        )
      }
    })
  ),
  {
    name: 'Produce leaves out a topic without partitions',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const { name } = await t.topic()
      const answer = await t.call('Produce', 9, {
        transactionalId: null,
        acks: 1,
        timeoutMs: 20_000,
        topicData: [{ name, partitionData: [] }]
      })
      equal(answer.responses, [], 'topics')
    }
  },
  {
    name: 'a Fetch that begins a session has nothing to forget',
    api: 'Fetch',
    versions: [12, 12],
    kip: 'KIP-227',
    async run(t) {
      const { name } = await t.topic()
      const partition = {
        partition: 0,
        currentLeaderEpoch: -1,
        fetchOffset: 0n,
        lastFetchedEpoch: -1,
        logStartOffset: -1n,
        partitionMaxBytes: 1024
      }
      const answer = await t.call('Fetch', 12, {
        replicaId: -1,
        maxWaitMs: 0,
        minBytes: 0,
        maxBytes: 1024,
        isolationLevel: 0,
        sessionId: 0,
        sessionEpoch: 0,
        topics: [{ topic: name, partitions: [partition] }],
        forgottenTopicsData: [{ topic: name, partitions: [0] }],
        rackId: ''
      })
      equal(only(answer.responses, 'topics').partitions.length, 1, 'partitions')
    }
  }
]
