import { atEveryVersion, type Check } from '../../check.ts'
import { produced, producerId } from '../../dialogue/produce.ts'
import { batchOf } from '../../dialogue/records.ts'
import { equal, errorIs, holds, only } from '../../expect.ts'
import type { Topic, Trial } from '../../trial.ts'

async function endOf(
  t: Trial,
  topic: Pick<Topic, 'name'>,
  leaderEpoch: number,
  { version = 4, currentLeaderEpoch = -1, partition = 0 } = {}
) {
  const partitions = [{ partition, currentLeaderEpoch, leaderEpoch }]
  const answer = await t.call('OffsetForLeaderEpoch', version, {
    replicaId: -2,
    topics: [{ topic: topic.name, partitions }]
  })
  return only(only(answer.topics, 'topics').partitions, 'partitions')
}

async function producersOf(t: Trial, topic: Pick<Topic, 'name'>, partition = 0) {
  const answer = await t.call('DescribeProducers', 0, { topics: [{ name: topic.name, partitionIndexes: [partition] }] })
  return only(only(answer.topics, 'topics').partitions, 'partitions')
}

export const epochsAndProducers: Check[] = [
  ...atEveryVersion({
    api: 'OffsetForLeaderEpoch',
    from: 0,
    to: 4,
    kafka43: [2, 4],
    says: 'gives the end of the log for the epoch of its present leader',
    async run(t, version) {
      t.need('OffsetForLeaderEpoch', version)
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a', 'b']))
      const answer = await endOf(t, topic, 0, { version })
      errorIs(answer.errorCode, 'NONE', 'error')
      equal([answer.leaderEpoch, answer.endOffset], [version >= 1 ? 0 : -1, 2n], 'epoch and end')
    }
  }),
  {
    name: 'a leader epoch that never was has no end: -1 and -1',
    api: 'OffsetForLeaderEpoch',
    versions: [4, 4],
    kip: 'KIP-320',
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a']))
      const answer = await endOf(t, topic, 50)
      equal([answer.errorCode, answer.leaderEpoch, answer.endOffset], [0, -1, -1n], 'error, epoch and end')
    }
  },
  {
    name: 'a present leader epoch that the broker does not know yet is answered UNKNOWN_LEADER_EPOCH by OffsetForLeaderEpoch',
    api: 'OffsetForLeaderEpoch',
    versions: [4, 4],
    kip: 'KIP-320',
    async run(t) {
      const answer = await endOf(t, await t.topic(), 0, { currentLeaderEpoch: 70 })
      errorIs(answer.errorCode, 'UNKNOWN_LEADER_EPOCH', 'error')
      equal([answer.leaderEpoch, answer.endOffset], [-1, -1n], 'epoch and end')
    }
  },
  {
    name: 'OffsetForLeaderEpoch of a topic that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'OffsetForLeaderEpoch',
    versions: [2, 4],
    async run(t) {
      for (const version of [2, 4]) {
        const answer = await endOf(t, { name: t.uniqueName() }, 0, { version })
        errorIs(answer.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', `error in version ${version}`)
      }
    }
  },
  {
    name: 'OffsetForLeaderEpoch of a partition that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'OffsetForLeaderEpoch',
    versions: [4, 4],
    async run(t) {
      errorIs((await endOf(t, await t.topic(), 0, { partition: 8 })).errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
    }
  },
  ...atEveryVersion({
    api: 'InitProducerId',
    from: 0,
    to: 5,
    kafka43: [0, 5],
    says: 'gives a producer without transactions an id of its own and epoch 0',
    async run(t, version) {
      await producerId(t)
      const ask = () => t.call('InitProducerId', version, { transactionalId: null, transactionTimeoutMs: 60_000 })
      const [one, two] = [await ask(), await ask()]
      errorIs(one.errorCode, 'NONE', 'error')
      holds(one.producerId >= 0n && two.producerId >= 0n, 'producer ids', [one.producerId, two.producerId])
      holds(one.producerId !== two.producerId, 'ids of two producers differ', one.producerId)
      equal([one.producerEpoch, two.producerEpoch], [0, 0], 'epochs')
    }
  }),
  {
    name: 'a hundred producer ids asked for at once are all different',
    api: 'InitProducerId',
    versions: [4, 4],
    kip: 'KIP-98',
    async run(t) {
      await producerId(t)
      const ask = () => t.call('InitProducerId', 4, { transactionalId: null, transactionTimeoutMs: 60_000 })
      const answers = await Promise.all(Array.from({ length: 100 }, ask))
      equal(
        answers.map((answer) => answer.errorCode).filter((code) => code !== 0),
        [],
        'errors'
      )
      equal(new Set(answers.map((answer) => answer.producerId)).size, 100, 'different ids')
    }
  },
  {
    name: 'an empty transactional id is answered INVALID_REQUEST',
    api: 'InitProducerId',
    versions: [0, 4],
    async run(t) {
      for (const version of [0, 4]) {
        const answer = await t.call('InitProducerId', version, { transactionalId: '', transactionTimeoutMs: 60_000 })
        errorIs(answer.errorCode, 'INVALID_REQUEST', `error in version ${version}`)
        equal(answer.producerId, -1n, 'producer id')
      }
    }
  },
  {
    name: 'DescribeProducers v0 shows the producer’s id, epoch and last sequence',
    api: 'DescribeProducers',
    versions: [0, 0],
    kip: 'KIP-664',
    async run(t) {
      const topic = await t.topic()
      const id = await producerId(t)
      await produced(t, topic, batchOf(t, ['a', 'b', 'c'], { producerId: id, producerEpoch: 2, baseSequence: 0 }))
      const { errorCode, activeProducers } = await producersOf(t, topic)
      errorIs(errorCode, 'NONE', 'error')
      const producer = only(activeProducers, 'producers')
      equal(
        [producer.producerId, producer.producerEpoch, producer.lastSequence],
        [BigInt(id), 2, 2],
        'id, epoch, last sequence'
      )
      equal(
        [producer.currentTxnStartOffset, producer.coordinatorEpoch],
        [-1n, -1],
        'transaction start, coordinator epoch'
      )
      equal(producer.lastTimestamp, BigInt(t.nowMs + 2), 'timestamp of the last batch')
    }
  },
  {
    name: 'DescribeProducers shows none for a partition that has only plain records',
    api: 'DescribeProducers',
    versions: [0, 0],
    kip: 'KIP-664',
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a']))
      const answer = await producersOf(t, topic)
      equal([answer.errorCode, answer.activeProducers], [0, []], 'error and producers')
    }
  },
  {
    name: 'DescribeProducers of a topic or partition that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'DescribeProducers',
    versions: [0, 0],
    kip: 'KIP-664',
    async run(t) {
      errorIs(
        (await producersOf(t, { name: t.uniqueName() })).errorCode,
        'UNKNOWN_TOPIC_OR_PARTITION',
        'error of the topic'
      )
      errorIs(
        (await producersOf(t, await t.topic(), 5)).errorCode,
        'UNKNOWN_TOPIC_OR_PARTITION',
        'error of the partition'
      )
    }
  },
  {
    name: 'a producer that brings its old id but has no transactions gets a new id with epoch 0',
    api: 'InitProducerId',
    versions: [3, 4],
    kip: 'KIP-360',
    async run(t) {
      const id = await producerId(t)
      for (const version of [3, 4]) {
        const answer = await t.call('InitProducerId', version, {
          transactionalId: null,
          transactionTimeoutMs: 60_000,
          producerId: BigInt(id),
          producerEpoch: 0
        })
        errorIs(answer.errorCode, 'NONE', `error in version ${version}`)
        holds(answer.producerId !== BigInt(id), 'another id', answer.producerId)
        equal(answer.producerEpoch, 0, 'epoch')
      }
    }
  }
]
