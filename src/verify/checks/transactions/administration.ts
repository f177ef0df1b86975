import type { WriteTxnMarkersRequestMarkerInput } from '../../../protocol/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import { fetch } from '../../dialogue/fetch.ts'
import {
  addPartition,
  described,
  ended,
  type Producer,
  producer,
  readCommitted,
  send
} from '../../dialogue/transactions.ts'
import { equal, errorIs, found, holds, only } from '../../expect.ts'
import type { Topic, Trial } from '../../trial.ts'

interface Mark extends Partial<WriteTxnMarkersRequestMarkerInput> {
  readonly version?: number
  readonly partition?: number
}

async function mark(t: Trial, by: Producer, topic: Pick<Topic, 'name'>, what: Mark = {}): Promise<number> {
  const { version = 2, partition = 0, ...more } = what
  const marker = {
    producerId: by.producerId,
    producerEpoch: by.epoch,
    transactionResult: false,
    topics: [{ name: topic.name, partitionIndexes: [partition] }],
    coordinatorEpoch: 0,
    ...more
  }
  const answer = await t.aside('WriteTxnMarkers', version, { markers: [marker] })
  const { topics, producerId } = only(answer.markers, 'markers')
  equal(producerId, by.producerId, 'producer id of the answer')
  return only(only(topics, 'topics').partitions, 'partitions').errorCode
}

interface List {
  readonly version?: number
  readonly states?: readonly string[]
  readonly producerIds?: readonly bigint[]
  readonly durationMs?: bigint
  readonly pattern?: string
}

function list(t: Trial, { version = 2, states = [], producerIds = [], durationMs, pattern }: List) {
  return t.aside('ListTransactions', version, {
    stateFilters: [...states],
    producerIdFilters: [...producerIds],
    ...(version >= 1 && durationMs !== undefined ? { durationFilter: durationMs } : {}),
    ...(version >= 2 && pattern !== undefined ? { transactionalIdPattern: pattern } : {})
  })
}

const ids = (answer: { readonly transactionStates: readonly { readonly transactionalId: string }[] }) =>
  answer.transactionStates.map(({ transactionalId }) => transactionalId)

async function openTransaction(t: Trial): Promise<{ readonly topic: Topic; readonly by: Producer }> {
  const topic = await t.topic()
  const by = await producer(t)
  await send(t, by, topic, ['x'])
  return { topic, by }
}

export const administerTransactions: Check[] = [
  ...atEveryVersion({
    api: 'ListTransactions',
    from: 0,
    to: 2,
    kafka43: [0, 2],
    says: 'finds a transaction by its producer id and its state',
    async run(t, version) {
      const { by } = await openTransaction(t)
      const one = await list(t, { version, producerIds: [by.producerId] })
      equal(
        one.transactionStates.map(({ transactionalId, transactionState }) => [transactionalId, transactionState]),
        [[by.transactionalId, 'Ongoing']],
        'by producer id'
      )
      const both = { version, producerIds: [by.producerId] }
      equal(ids(await list(t, { ...both, states: ['Ongoing', 'Empty'] })), [by.transactionalId], 'by state too')
      equal(ids(await list(t, { ...both, states: ['Empty'] })), [], 'in another state')
      holds(ids(await list(t, { version })).includes(by.transactionalId), 'without a filter', by.transactionalId)
    }
  }),
  {
    name: 'ListTransactions tells which states it does not know, and finds nothing in them',
    api: 'ListTransactions',
    versions: [0, 0],
    kip: 'KIP-664',
    async run(t) {
      const by = await producer(t)
      const answer = await list(t, { version: 0, states: ['ongoing', 'Nowhere'], producerIds: [by.producerId] })
      errorIs(answer.errorCode, 'NONE', 'error')
      equal([...answer.unknownStateFilters].sort(), ['Nowhere', 'ongoing'], 'unknown states')
      equal(answer.transactionStates, [], 'transactions')
    }
  },
  {
    name: 'ListTransactions by duration finds what is open for longer',
    api: 'ListTransactions',
    versions: [1, 2],
    kip: 'KIP-994',
    async run(t) {
      const { by } = await openTransaction(t)
      const producerIds = [by.producerId]
      for (const version of [1, 2]) {
        equal(ids(await list(t, { version, producerIds, durationMs: 600_000n })), [], `v${version}, ten minutes`)
        // It has to be open for longer than the 5 ms that are asked for.
        await t.sleep(20)
        equal(ids(await list(t, { version, producerIds, durationMs: 5n })), [by.transactionalId], `v${version}, 5 ms`)
        equal(ids(await list(t, { version, producerIds, durationMs: -1n })), [by.transactionalId], `v${version}, any`)
      }
    }
  },
  {
    name: 'ListTransactions by a pattern finds the ids that it matches as a whole',
    api: 'ListTransactions',
    versions: [2, 2],
    kip: 'KIP-1152',
    async run(t) {
      const by = await producer(t)
      const id = by.transactionalId
      const producerIds = [by.producerId]
      const matches = async (pattern: string) => ids(await list(t, { producerIds, pattern })).length === 1
      equal(await matches(`${id.slice(0, -1)}.`), true, 'a pattern of the whole id')
      equal(await matches(id.slice(0, -1)), false, 'a pattern of its beginning')
      equal(await matches(`${id.slice(0, 3)}.*`), true, 'a pattern that goes to the end')
      equal(await matches(''), true, 'no pattern')
    }
  },
  {
    name: 'DescribeTransactions tells state, producer, timeout, start and partitions of an open transaction',
    api: 'DescribeTransactions',
    versions: [0, 0],
    kip: 'KIP-664',
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      const by = await producer(t, { timeoutMs: 31_000 })
      await send(t, by, topic, ['x'], { partition: 1 })
      const state = await described(t, by.transactionalId)
      errorIs(state.errorCode, 'NONE', 'error')
      equal(
        [state.transactionState, state.producerId, state.producerEpoch, state.transactionTimeoutMs, state.topics],
        ['Ongoing', by.producerId, by.epoch, 31_000, [{ topic: topic.name, partitions: [1] }]],
        'state'
      )
      const agoMs = Number(state.transactionStartTimeMs) - t.nowMs
      holds(agoMs > -60_000 && agoMs < 600_000, 'start near now', state.transactionStartTimeMs)
    }
  },
  {
    name: 'DescribeTransactions of an id that was only initialised is Empty, without a start',
    api: 'DescribeTransactions',
    versions: [0, 0],
    kip: 'KIP-664',
    async run(t) {
      const state = await described(t, (await producer(t)).transactionalId)
      equal([state.transactionState, state.transactionStartTimeMs, state.topics], ['Empty', -1n, []], 'state')
    }
  },
  {
    name: 'DescribeTransactions of an id that nobody used is answered TRANSACTIONAL_ID_NOT_FOUND, of no id INVALID_REQUEST',
    api: 'DescribeTransactions',
    versions: [0, 0],
    kip: 'KIP-664',
    async run(t) {
      const by = await producer(t)
      const missing = `${by.transactionalId}.missing`
      const answer = await t.until('a loaded coordinator', async () => {
        const told = await t.aside('DescribeTransactions', 0, { transactionalIds: [missing, ''] })
        const [first] = told.transactionStates
        return first?.errorCode === 14 || first?.errorCode === 16 ? undefined : told
      })
      errorIs(answer.transactionStates[0]?.errorCode, 'TRANSACTIONAL_ID_NOT_FOUND', 'error')
      errorIs(answer.transactionStates[1]?.errorCode, 'INVALID_REQUEST', 'error of no id')
    }
  },
  {
    name: 'DescribeProducers shows the start of an open transaction, and none when it is over',
    api: 'DescribeProducers',
    versions: [0, 0],
    kip: 'KIP-664',
    async run(t) {
      const { topic, by } = await openTransaction(t)
      const shown = async () => {
        const answer = await t.aside('DescribeProducers', 0, { topics: [{ name: topic.name, partitionIndexes: [0] }] })
        const { activeProducers } = only(only(answer.topics, 'topics').partitions, 'partitions')
        return found(activeProducers, ({ producerId }) => producerId === by.producerId, 'the producer')
      }
      const open = await shown()
      equal([open.producerEpoch, open.currentTxnStartOffset, open.coordinatorEpoch], [by.epoch, 0n, -1], 'while open')
      await ended(t, by, true)
      await readCommitted(t, topic)
      const over = await shown()
      equal([over.producerEpoch, over.currentTxnStartOffset, over.lastSequence], [by.epoch + 1, -1n, -1], 'when over')
      holds(over.coordinatorEpoch >= 0, 'coordinator epoch', over.coordinatorEpoch)
    }
  },
  {
    name: 'DescribeProducers says more of a topic that is not there than of a partition that is not',
    api: 'DescribeProducers',
    versions: [0, 0],
    kip: 'KIP-664',
    async run(t) {
      const [topic, missing] = [await t.topic(), t.uniqueName('missing')]
      const topics = [topic.name, missing].map((name) => ({ name, partitionIndexes: [7] }))
      const answer = await t.aside('DescribeProducers', 0, { topics })
      const of = (name: string) => found(answer.topics, (each) => each.name === name, name).partitions[0]
      errorIs(of(topic.name)?.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error of the partition')
      errorIs(of(missing)?.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error of the topic')
      const words = [of(topic.name)?.errorMessage, of(missing)?.errorMessage]
      equal(words, [null, 'This server does not host this topic-partition.'], 'words')
    }
  },
  ...atEveryVersion({
    api: 'WriteTxnMarkers',
    from: 1,
    to: 2,
    kafka43: [1, 2],
    says: 'ends a transaction in a partition, as an administrator does with one that hangs',
    async run(t, version) {
      const { topic, by } = await openTransaction(t)
      errorIs(await mark(t, by, topic, { version, coordinatorEpoch: 0 }), 'NONE', 'error')
      equal(await readCommitted(t, topic), [], 'values')
      equal((await fetch(t, topic, 0)).highWatermark, 2n, 'high watermark')
    }
  }),
  {
    name: 'a marker that commits shows the records to readers of committed records',
    api: 'WriteTxnMarkers',
    versions: [1, 1],
    kip: 'KIP-98',
    async run(t) {
      const { topic, by } = await openTransaction(t)
      errorIs(await mark(t, by, topic, { version: 1, transactionResult: true }), 'NONE', 'error')
      equal(await readCommitted(t, topic), ['x'], 'values')
    }
  },
  {
    name: 'a marker with an older epoch than the partition has seen is answered INVALID_PRODUCER_EPOCH',
    api: 'WriteTxnMarkers',
    versions: [1, 2],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const first = await producer(t)
      await send(t, first, topic, ['x'])
      const by = await ended(t, first, true)
      await send(t, by, topic, ['y'])
      for (const version of [1, 2])
        errorIs(await mark(t, first, topic, { version }), 'INVALID_PRODUCER_EPOCH', `error in version ${version}`)
    }
  },
  {
    name: 'a marker of transaction version 2 needs an epoch that the producer did not write with',
    api: 'WriteTxnMarkers',
    versions: [2, 2],
    kip: 'KIP-1228',
    async run(t) {
      const { topic, by } = await openTransaction(t)
      errorIs(await mark(t, by, topic, { transactionVersion: 2 }), 'INVALID_PRODUCER_EPOCH', 'error of its epoch')
      const bumped = { ...by, epoch: by.epoch + 1 }
      errorIs(await mark(t, bumped, topic, { transactionVersion: 2 }), 'NONE', 'error of the next epoch')
      errorIs(await mark(t, bumped, topic, { transactionVersion: 2 }), 'NONE', 'error of the same marker again')
      equal(await readCommitted(t, topic), [], 'values')
    }
  },
  {
    name: 'a marker of an older coordinator than the last is answered TRANSACTION_COORDINATOR_FENCED',
    api: 'WriteTxnMarkers',
    versions: [1, 1],
    kip: 'KIP-98',
    async run(t) {
      const { topic, by } = await openTransaction(t)
      errorIs(await mark(t, by, topic, { version: 1, coordinatorEpoch: 5 }), 'NONE', 'error of epoch 5')
      const older = await mark(t, by, topic, { version: 1, coordinatorEpoch: 4 })
      errorIs(older, 'TRANSACTION_COORDINATOR_FENCED', 'error of epoch 4')
    }
  },
  {
    name: 'a marker for a partition that is not there is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'WriteTxnMarkers',
    versions: [1, 1],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      errorIs(await mark(t, by, topic, { version: 1, partition: 8 }), 'UNKNOWN_TOPIC_OR_PARTITION', 'partition')
      const missing = { name: t.uniqueName('missing') }
      errorIs(await mark(t, by, missing, { version: 1 }), 'UNKNOWN_TOPIC_OR_PARTITION', 'topic')
    }
  },
  {
    name: 'after a marker of an administrator the partition takes no more of the transaction: INVALID_TXN_STATE or the like',
    api: 'WriteTxnMarkers',
    versions: [1, 1],
    kip: 'KIP-890',
    async run(t) {
      const topic = await t.topic()
      const by = await producer(t)
      await addPartition(t, by, topic)
      await send(t, by, topic, ['x'], { version: 11 })
      const bumped = { ...by, epoch: by.epoch + 1 }
      errorIs(await mark(t, bumped, topic, { version: 1 }), 'NONE', 'error of the marker')
      const late = await send(t, by, topic, ['y'], { version: 11, sequence: 1 })
      errorIs(late.errorCode, 'INVALID_PRODUCER_EPOCH', 'error of the late batch')
      equal(await readCommitted(t, topic), [], 'values')
    }
  },
  ...atEveryVersion({
    api: 'FindCoordinator',
    from: 1,
    to: 6,
    kafka43: [1, 6],
    says: 'finds the coordinator of a transactional id',
    async run(t, version) {
      const { transactionalId } = await producer(t)
      const asked =
        version >= 4 ? { coordinatorKeys: [transactionalId], keyType: 1 } : { key: transactionalId, keyType: 1 }
      const answer = await t.aside('FindCoordinator', version, asked)
      const told = version >= 4 ? only(answer.coordinators, 'coordinators') : answer
      errorIs(told.errorCode, 'NONE', 'error')
      equal(told.nodeId, t.target.nodeId, 'node')
      holds(told.port > 0, 'port', told.port)
    }
  })
]
