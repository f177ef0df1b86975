import { errorCodes } from '../../../protocol/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import { fetched } from '../../dialogue/committed.ts'
import { joined } from '../../dialogue/groups.ts'
import { described, ended, type Producer, producer } from '../../dialogue/transactions.ts'
import { equal, errorIs, only } from '../../expect.ts'
import type { Topic, Trial } from '../../trial.ts'

interface Commit {
  readonly version?: number
  readonly offset?: bigint
  readonly partition?: number
  readonly metadata?: string | null
  readonly memberId?: string
  readonly generationId?: number
}

function commitOnce(t: Trial, by: Producer, groupId: string, topic: Pick<Topic, 'name'>, what: Commit) {
  const { version = 5, offset = 7n, partition = 0, metadata = '', memberId = '', generationId = -1 } = what
  const committed = { partitionIndex: partition, committedOffset: offset, committedMetadata: metadata }
  return t.aside('TxnOffsetCommit', version, {
    transactionalId: by.transactionalId,
    groupId,
    producerId: by.producerId,
    producerEpoch: by.epoch,
    ...(version >= 3 ? { memberId, generationId } : {}),
    topics: [{ name: topic.name, partitions: [committed] }]
  })
}

/** Commits in the transaction, again while the coordinator is busy with the one before; the error of the partition. */
function commit(t: Trial, by: Producer, groupId: string, topic: Pick<Topic, 'name'>, what: Commit = {}) {
  return t
    .until('an answer of TxnOffsetCommit', async () => {
      const answer = await commitOnce(t, by, groupId, topic, what)
      const { errorCode } = only(only(answer.topics, 'topics').partitions, 'partitions')
      const isEarly =
        errorCode === errorCodes.CONCURRENT_TRANSACTIONS || errorCode === errorCodes.COORDINATOR_NOT_AVAILABLE
      return isEarly ? undefined : { errorCode }
    })
    .then(({ errorCode }) => errorCode)
}

function addOffsets(t: Trial, by: Producer, groupId: string, version = 4): Promise<number> {
  return t
    .until('an answer of AddOffsetsToTxn', async () => {
      const answer = await t.aside('AddOffsetsToTxn', version, {
        transactionalId: by.transactionalId,
        producerId: by.producerId,
        producerEpoch: by.epoch,
        groupId
      })
      return answer.errorCode === errorCodes.CONCURRENT_TRANSACTIONS ? undefined : answer
    })
    .then(({ errorCode }) => errorCode)
}

/** The offset that the group has, once no transaction is about it any more. */
function stable(t: Trial, groupId: string, topic: Pick<Topic, 'name'>): Promise<bigint> {
  return t
    .until('a stable offset', async () => {
      const { topics } = await t.quietly(
        'OffsetFetch',
        { groupId, topics: [{ name: topic.name, partitionIndexes: [0] }], requireStable: true },
        7
      )
      const found = only(topics[0]?.partitions, 'partitions')
      return found.errorCode === 0 ? { offset: found.committedOffset } : undefined
    })
    .then(({ offset }) => offset)
}

export const offsetsInTransactions: Check[] = [
  ...atEveryVersion({
    api: 'AddOffsetsToTxn',
    from: 0,
    to: 4,
    kafka43: [0, 4],
    says: 'makes the offsets of a group part of the transaction',
    async run(t, version) {
      const groupId = await t.group()
      const by = await producer(t)
      errorIs(await addOffsets(t, by, groupId, version), 'NONE', 'error')
      const state = await described(t, by.transactionalId)
      equal(
        [state.transactionState, state.topics.map(({ topic, partitions }) => [topic, partitions.length])],
        ['Ongoing', [['__consumer_offsets', 1]]],
        'state and partitions'
      )
    }
  }),
  ...atEveryVersion({
    api: 'TxnOffsetCommit',
    from: 0,
    to: 5,
    kafka43: [0, 5],
    says: 'commits an offset that the group has when the transaction is committed',
    async run(t, version) {
      const [topic, groupId] = [await t.topic(), await t.group()]
      const by = await producer(t)
      if (version < 5) errorIs(await addOffsets(t, by, groupId), 'NONE', 'error of AddOffsetsToTxn')
      errorIs(await commit(t, by, groupId, topic, { version, metadata: 'm' }), 'NONE', 'error')
      equal((await fetched(t, groupId, topic)).committedOffset, -1n, 'offset before the end')
      await ended(t, by, true, { version: version < 5 ? 4 : 5 })
      equal(await stable(t, groupId, topic), 7n, 'offset after the end')
      equal((await fetched(t, groupId, topic)).metadata, 'm', 'metadata')
    }
  }),
  {
    name: 'an offset of an aborted transaction is gone, and the one before counts',
    api: 'TxnOffsetCommit',
    versions: [5, 5],
    kip: 'KIP-98',
    async run(t) {
      const [topic, groupId] = [await t.topic(), await t.group()]
      let by = await producer(t)
      await commit(t, by, groupId, topic, { offset: 3n })
      by = await ended(t, by, true)
      equal(await stable(t, groupId, topic), 3n, 'offset of the committed transaction')
      await commit(t, by, groupId, topic, { offset: 9n })
      await ended(t, by, false)
      equal(await stable(t, groupId, topic), 3n, 'offset of the aborted transaction')
    }
  },
  {
    name: 'whoever wants stable offsets is answered UNSTABLE_OFFSET_COMMIT while a transaction is about to change one',
    api: 'OffsetFetch',
    versions: [7, 7],
    kip: 'KIP-447',
    async run(t) {
      const [topic, groupId] = [await t.topic(), await t.group()]
      const by = await producer(t)
      await commit(t, by, groupId, topic)
      const topics = [{ name: topic.name, partitionIndexes: [0] }]
      const answer = await t.call('OffsetFetch', 7, { groupId, topics, requireStable: true })
      errorIs(answer.topics[0]?.partitions[0]?.errorCode, 'UNSTABLE_OFFSET_COMMIT', 'error')
      await ended(t, by, true)
      equal(await stable(t, groupId, topic), 7n, 'offset in the end')
    }
  },
  ...(
    [
      [3, 'INVALID_TXN_STATE'],
      [4, 'TRANSACTION_ABORTABLE']
    ] as const
  ).map(
    ([version, error]): Check => ({
      name: `TxnOffsetCommit v${version} of a group that was not added is answered ${error}`,
      api: 'TxnOffsetCommit',
      versions: [version, version],
      kip: 'KIP-890',
      async run(t) {
        const [topic, groupId] = [await t.topic(), await t.group()]
        errorIs(await commit(t, await producer(t), groupId, topic, { version }), error, 'error')
      }
    })
  ),
  {
    name: 'TxnOffsetCommit with an epoch that the producer does not have is answered INVALID_PRODUCER_EPOCH',
    api: 'TxnOffsetCommit',
    versions: [5, 5],
    kip: 'KIP-890',
    async run(t) {
      const [topic, groupId] = [await t.topic(), await t.group()]
      const by = await producer(t)
      const stale = { ...by, epoch: by.epoch + 1 }
      errorIs(await commit(t, stale, groupId, topic), 'INVALID_PRODUCER_EPOCH', 'error')
    }
  },
  {
    name: 'TxnOffsetCommit with another producer id is answered INVALID_PRODUCER_ID_MAPPING',
    api: 'TxnOffsetCommit',
    versions: [5, 5],
    kip: 'KIP-890',
    async run(t) {
      const [topic, groupId] = [await t.topic(), await t.group()]
      const by = await producer(t)
      const other = { ...by, producerId: by.producerId + 500_000n }
      errorIs(await commit(t, other, groupId, topic), 'INVALID_PRODUCER_ID_MAPPING', 'error')
    }
  },
  {
    name: 'TxnOffsetCommit of a generation of a group that is not there is answered ILLEGAL_GENERATION',
    api: 'TxnOffsetCommit',
    versions: [5, 5],
    kip: 'KIP-447',
    async run(t) {
      const [topic, groupId] = [await t.topic(), await t.group()]
      const what = { generationId: 4, memberId: 'nobody' }
      errorIs(await commit(t, await producer(t), groupId, topic, what), 'ILLEGAL_GENERATION', 'error')
    }
  },
  {
    name: 'TxnOffsetCommit of a member that the group does not have is answered UNKNOWN_MEMBER_ID, of a stale generation ILLEGAL_GENERATION',
    api: 'TxnOffsetCommit',
    versions: [5, 5],
    kip: 'KIP-447',
    async run(t) {
      const [topic, groupId] = [await t.topic(), await t.group()]
      const member = await joined(t, groupId)
      const by = await producer(t)
      const { memberId, generationId } = member
      errorIs(
        await commit(t, by, groupId, topic, { memberId: 'nobody', generationId }),
        'UNKNOWN_MEMBER_ID',
        'error of a member that is not there'
      )
      errorIs(
        await commit(t, by, groupId, topic, { memberId, generationId: generationId + 1 }),
        'ILLEGAL_GENERATION',
        'error of a generation that is not there'
      )
      errorIs(await commit(t, by, groupId, topic, { memberId, generationId }), 'NONE', 'error of the member')
    }
  },
  {
    name: 'TxnOffsetCommit v2, which names no member, is taken for a group that has members',
    api: 'TxnOffsetCommit',
    versions: [2, 2],
    kip: 'KIP-98',
    async run(t) {
      const [topic, groupId] = [await t.topic(), await t.group()]
      await joined(t, groupId)
      const by = await producer(t)
      await addOffsets(t, by, groupId)
      errorIs(await commit(t, by, groupId, topic, { version: 2 }), 'NONE', 'error')
    }
  },
  {
    name: 'TxnOffsetCommit of a topic that is not there is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'TxnOffsetCommit',
    versions: [5, 5],
    kip: 'KIP-98',
    async run(t) {
      const [topic, groupId] = [await t.topic(), await t.group()]
      const by = await producer(t)
      errorIs(await commit(t, by, groupId, topic, { partition: 9 }), 'UNKNOWN_TOPIC_OR_PARTITION', 'partition')
      const missing = { name: t.uniqueName('missing') }
      errorIs(await commit(t, by, groupId, missing), 'UNKNOWN_TOPIC_OR_PARTITION', 'topic')
    }
  },
  {
    name: 'TxnOffsetCommit with more metadata than offset.metadata.max.bytes is answered OFFSET_METADATA_TOO_LARGE',
    api: 'TxnOffsetCommit',
    versions: [5, 5],
    kip: 'KIP-98',
    async run(t) {
      const [topic, groupId] = [await t.topic(), await t.group()]
      const what = { metadata: 'm'.repeat(5000) }
      errorIs(await commit(t, await producer(t), groupId, topic, what), 'OFFSET_METADATA_TOO_LARGE', 'error')
    }
  },
  {
    name: 'TxnOffsetCommit of no group id is answered INVALID_GROUP_ID',
    api: 'TxnOffsetCommit',
    versions: [5, 5],
    kip: 'KIP-98',
    async run(t) {
      errorIs(await commit(t, await producer(t), '', await t.topic()), 'INVALID_GROUP_ID', 'error')
    }
  },
  ...(
    [
      [1, 'INVALID_PRODUCER_EPOCH'],
      [4, 'PRODUCER_FENCED']
    ] as const
  ).map(
    ([version, error]): Check => ({
      name: `AddOffsetsToTxn v${version} with an epoch that the producer does not have is answered ${error}`,
      api: 'AddOffsetsToTxn',
      versions: [version, version],
      kip: 'KIP-588',
      async run(t) {
        const groupId = await t.group()
        const by = await producer(t)
        errorIs(await addOffsets(t, { ...by, epoch: by.epoch + 1 }, groupId, version), error, 'error')
      }
    })
  ),
  {
    name: 'AddOffsetsToTxn with another producer id is answered INVALID_PRODUCER_ID_MAPPING, without an id INVALID_REQUEST',
    api: 'AddOffsetsToTxn',
    versions: [4, 4],
    kip: 'KIP-98',
    async run(t) {
      const groupId = await t.group()
      const by = await producer(t)
      const other = { ...by, producerId: by.producerId + 500_000n }
      errorIs(await addOffsets(t, other, groupId), 'INVALID_PRODUCER_ID_MAPPING', 'error of another id')
      errorIs(await addOffsets(t, { ...by, transactionalId: '' }, groupId), 'INVALID_REQUEST', 'error of no id')
    }
  }
]
