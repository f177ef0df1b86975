import type { AddPartitionsToTxnRequestInput } from '../../../protocol/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import { addPartition, described, end, ended, type Producer, producer, send } from '../../dialogue/transactions.ts'
import { equal, errorIs, holds, only } from '../../expect.ts'
import type { Topic, Trial } from '../../trial.ts'

const api = 'AddPartitionsToTxn'

interface Asked {
  readonly verifyOnly?: boolean
  readonly version?: number
  readonly partitions?: readonly number[]
}

const ofOne = (by: Producer, topic: Pick<Topic, 'name'>, { verifyOnly = false, partitions = [0] }: Asked) => ({
  transactionalId: by.transactionalId,
  producerId: by.producerId,
  producerEpoch: by.epoch,
  verifyOnly,
  topics: [{ name: topic.name, partitions: [...partitions] }]
})

/** What brokers ask; the errors of the partitions in their order. */
async function askAsBroker(t: Trial, by: Producer, topic: Pick<Topic, 'name'>, asked: Asked = {}): Promise<number[]> {
  const answer = await t.aside(api, asked.version ?? 5, { transactions: [ofOne(by, topic, asked)] })
  equal(answer.errorCode, 0, 'error of the whole')
  const { topicResults } = only(answer.resultsByTransaction, 'transactions')
  // Kafka answers in hash order.
  const results = only(topicResults, 'topics').resultsByPartition.toSorted(
    (a, b) => a.partitionIndex - b.partitionIndex
  )
  return results.map(({ partitionErrorCode }) => partitionErrorCode)
}

const oldBody = (
  by: Producer,
  topics: readonly { name: string; partitions: number[] }[]
): AddPartitionsToTxnRequestInput => ({
  v3AndBelowTransactionalId: by.transactionalId,
  v3AndBelowProducerId: by.producerId,
  v3AndBelowProducerEpoch: by.epoch,
  v3AndBelowTopics: topics
})

export const addToTransactions: Check[] = [
  ...atEveryVersion({
    api,
    from: 0,
    to: 3,
    kafka43: [0, 3],
    says: 'makes a partition part of a transaction, which is then open',
    async run(t, version) {
      const topic = await t.topic({ partitions: 2 })
      const by = await producer(t)
      errorIs(await addPartition(t, by, topic, version, 1), 'NONE', 'error')
      const state = await described(t, by.transactionalId)
      equal(state.transactionState, 'Ongoing', 'state')
      equal(state.topics, [{ topic: topic.name, partitions: [1] }], 'partitions')
      holds(state.transactionStartTimeMs > 0n, 'start', state.transactionStartTimeMs)
    }
  }),
  ...atEveryVersion({
    api,
    from: 4,
    to: 5,
    kafka43: [4, 5],
    says: 'adds for a broker, and verifies what was added',
    async run(t, version) {
      const topic = await t.topic({ partitions: 3 })
      const by = await producer(t)
      equal(await askAsBroker(t, by, topic, { version, partitions: [0, 2] }), [0, 0], 'errors of the adding')
      const found = await askAsBroker(t, by, topic, { version, verifyOnly: true, partitions: [0, 1, 2] })
      errorIs(found[0], 'NONE', 'error of the first')
      errorIs(found[1], 'TRANSACTION_ABORTABLE', 'error of the one that was not added')
      errorIs(found[2], 'NONE', 'error of the last')
    }
  }),
  {
    name: 'partitions that are added one after another are all part of the transaction, each once',
    api,
    versions: [3, 3],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic({ partitions: 3 })
      const by = await producer(t)
      for (const partition of [2, 0, 2, 1]) errorIs(await addPartition(t, by, topic, 3, partition), 'NONE', 'error')
      const { topics } = await described(t, by.transactionalId)
      equal([...(topics[0]?.partitions ?? [])].sort(), [0, 1, 2], 'partitions')
    }
  },
  ...(
    [
      [1, 'INVALID_PRODUCER_EPOCH'],
      [2, 'PRODUCER_FENCED'],
      [3, 'PRODUCER_FENCED']
    ] as const
  ).map(
    ([version, error]): Check => ({
      name: `AddPartitionsToTxn v${version} with an epoch that is not the producer's is answered ${error}`,
      api,
      versions: [version, version],
      kip: 'KIP-588',
      async run(t) {
        const topic = await t.topic()
        const by = await producer(t)
        for (const epoch of [by.epoch + 1, by.epoch - 1])
          errorIs(await addPartition(t, { ...by, epoch }, topic, version), error, `error of epoch ${epoch}`)
      }
    })
  ),
  {
    name: 'no partitions are added for another producer id than the transactional id has: INVALID_PRODUCER_ID_MAPPING',
    api,
    versions: [3, 5],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      const other = { ...by, producerId: by.producerId + 500_000n }
      errorIs(await addPartition(t, other, topic), 'INVALID_PRODUCER_ID_MAPPING', 'error of v3')
      errorIs((await askAsBroker(t, other, topic))[0], 'INVALID_PRODUCER_ID_MAPPING', 'error of v5')
      const verified = await askAsBroker(t, other, topic, { verifyOnly: true })
      errorIs(verified[0], 'INVALID_PRODUCER_ID_MAPPING', 'error of v5, verify only')
    }
  },
  {
    name: 'a transactional id that nobody has initialised is answered INVALID_PRODUCER_ID_MAPPING',
    api,
    versions: [3, 3],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      const unknown = { ...by, transactionalId: `${by.transactionalId}x` }
      const answer = await t.until('a loaded coordinator', async () => {
        const found = await addPartition(t, unknown, topic)
        return found === 14 || found === 16 ? undefined : { found }
      })
      errorIs(answer.found, 'INVALID_PRODUCER_ID_MAPPING', 'error')
    }
  },
  {
    name: 'no partitions are added for an empty transactional id: INVALID_REQUEST',
    api,
    versions: [0, 5],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const by = { ...(await producer(t)), transactionalId: '' }
      for (const version of [0, 3])
        errorIs(await addPartition(t, by, topic, version), 'INVALID_REQUEST', `error in version ${version}`)
      errorIs((await askAsBroker(t, by, topic))[0], 'INVALID_REQUEST', 'error in version 5')
      errorIs((await askAsBroker(t, by, topic, { verifyOnly: true }))[0], 'INVALID_REQUEST', 'error of verify only')
    }
  },
  {
    name: 'a partition that is not there is answered UNKNOWN_TOPIC_OR_PARTITION, and the others OPERATION_NOT_ATTEMPTED',
    api,
    versions: [3, 3],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      const answer = await t.aside(api, 3, oldBody(by, [{ name: topic.name, partitions: [0, 7] }]))
      const errors = answer.resultsByTopicV3AndBelow.flatMap(({ resultsByPartition }) => resultsByPartition)
      const errorOf = (index: number) =>
        errors.find(({ partitionIndex }) => partitionIndex === index)?.partitionErrorCode
      errorIs(errorOf(7), 'UNKNOWN_TOPIC_OR_PARTITION', 'error of the one that is not there')
      errorIs(errorOf(0), 'OPERATION_NOT_ATTEMPTED', 'error of the other')
      equal((await described(t, by.transactionalId)).transactionState, 'Empty', 'state')
    }
  },
  ...[4, 5].map(
    (version): Check => ({
      name: `AddPartitionsToTxn v${version} adds and verifies nothing where one partition is not there`,
      api,
      versions: [version, version],
      kip: 'KIP-890',
      async run(t) {
        const topic = await t.topic()
        const by = await producer(t)
        for (const verifyOnly of [false, true]) {
          const errors = await askAsBroker(t, by, topic, { version, verifyOnly, partitions: [0, 7] })
          errorIs(errors[0], 'OPERATION_NOT_ATTEMPTED', 'error of the other')
          errorIs(errors[1], 'UNKNOWN_TOPIC_OR_PARTITION', 'error of the one that is not there')
          const missing = { name: t.uniqueName('missing') }
          const [error] = await askAsBroker(t, by, missing, { version, verifyOnly })
          errorIs(error, 'UNKNOWN_TOPIC_OR_PARTITION', 'error of a topic that is not there')
        }
        equal((await described(t, by.transactionalId)).transactionState, 'Empty', 'state')
      }
    })
  ),
  ...[0, 3].map(
    (version): Check => ({
      name: `AddPartitionsToTxn v${version} of an internal topic is answered TOPIC_AUTHORIZATION_FAILED, and adds nothing`,
      api,
      versions: [version, version],
      kip: 'KIP-98',
      async run(t) {
        const topic = await t.topic()
        const by = await producer(t)
        await t.coordinator(await t.group())
        const asked = ['__consumer_offsets', '__transaction_state', topic.name]
        const topics = asked.map((name) => ({ name, partitions: [0] }))
        const answer = await t.aside(api, version, oldBody(by, topics))
        const errors = new Map(
          answer.resultsByTopicV3AndBelow.map(({ name, resultsByPartition }) => [
            name,
            resultsByPartition[0]?.partitionErrorCode
          ])
        )
        errorIs(errors.get('__consumer_offsets'), 'TOPIC_AUTHORIZATION_FAILED', 'error of the offsets')
        errorIs(errors.get('__transaction_state'), 'TOPIC_AUTHORIZATION_FAILED', 'error of the transactions')
        errorIs(errors.get(topic.name), 'OPERATION_NOT_ATTEMPTED', 'error of the other')
        equal((await described(t, by.transactionalId)).transactionState, 'Empty', 'state')
      }
    })
  ),
  {
    name: 'a topic that is not there is answered UNKNOWN_TOPIC_OR_PARTITION',
    api,
    versions: [3, 3],
    kip: 'KIP-98',
    async run(t) {
      const name = t.uniqueName('missing')
      errorIs(await addPartition(t, await producer(t), { name, id: '' }), 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
    }
  },
  {
    name: 'a transaction that was committed may be followed by another with the same epoch, for clients of version 1',
    api,
    versions: [3, 3],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      errorIs(await addPartition(t, by, topic), 'NONE', 'error of the first')
      await ended(t, by, true, { version: 4 })
      errorIs(await addPartition(t, by, topic), 'NONE', 'error of the second')
      const state = await described(t, by.transactionalId)
      equal([state.transactionState, state.producerEpoch], ['Ongoing', by.epoch], 'state and epoch')
    }
  },
  {
    name: 'verify-only of a fenced epoch is answered PRODUCER_FENCED',
    api,
    versions: [4, 5],
    kip: 'KIP-890',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      const stale = { ...by, epoch: by.epoch + 1 }
      for (const version of [4, 5])
        errorIs(
          (await askAsBroker(t, stale, topic, { version, verifyOnly: true }))[0],
          'PRODUCER_FENCED',
          `error in version ${version}`
        )
    }
  },
  {
    name: 'several transactions are answered each for itself',
    api,
    versions: [5, 5],
    kip: 'KIP-890',
    async run(t) {
      const topic = await t.topic()
      const [one, two] = [await producer(t), await producer(t)]
      const stale = { ...two, epoch: 9 }
      const answer = await t.aside(api, 5, { transactions: [ofOne(one, topic, {}), ofOne(stale, topic, {})] })
      const errorOf = ({ transactionalId }: Producer) =>
        answer.resultsByTransaction.find((each) => each.transactionalId === transactionalId)?.topicResults[0]
          ?.resultsByPartition[0]?.partitionErrorCode
      errorIs(errorOf(one), 'NONE', 'error of the first')
      errorIs(errorOf(two), 'PRODUCER_FENCED', 'error of the second')
    }
  },
  {
    name: 'a transaction without partitions that was verified only is not open',
    api,
    versions: [5, 5],
    kip: 'KIP-890',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      errorIs((await askAsBroker(t, by, topic, { verifyOnly: true }))[0], 'TRANSACTION_ABORTABLE', 'error')
      equal((await described(t, by.transactionalId)).transactionState, 'Empty', 'state')
    }
  },
  {
    name: 'a producer of version 1 commits what it added and wrote nothing to',
    api,
    versions: [3, 3],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      await addPartition(t, by, topic)
      errorIs((await end(t, by, true, { version: 3 })).errorCode, 'NONE', 'error of EndTxn')
      equal((await described(t, by.transactionalId, ['CompleteCommit'])).topics, [], 'partitions in the end')
      errorIs((await send(t, by, topic, ['x'])).errorCode, 'NONE', 'error of a later Produce')
    }
  }
]
