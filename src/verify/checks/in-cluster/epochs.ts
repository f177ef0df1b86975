import type { ErrorName } from '../../../protocol/index.ts'
import type { Check } from '../../check.ts'
import { ledBy, moved, partitionsAt, placedTopic, settledAs, threeOf } from '../../dialogue/cluster.ts'
import { fetch, fetchBody, fetchWhole } from '../../dialogue/fetch.ts'
import { produce, producerId } from '../../dialogue/produce.ts'
import { batchOf, recordsIn, textsIn } from '../../dialogue/records.ts'
import { equal, errorIs, holds, only } from '../../expect.ts'
import type { Topic, Trial } from '../../trial.ts'
import { hints, noHints, shows } from './leaders.ts'

/** Writes at one broker as a step of set-up. */
async function write(t: Trial, nodeId: number, topic: Topic, texts: readonly string[]): Promise<void> {
  const body = { name: topic.name, topicId: topic.id, partitionData: [{ index: 0, records: batchOf(t, texts) }] }
  const { responses } = await t.quietlyAt(nodeId, 'Produce', { acks: -1, timeoutMs: 10_000, topicData: [body] }, 9)
  equal(responses[0]?.partitionResponses[0]?.errorCode, 0, 'set-up: error of Produce')
}

/** Two records of epoch 0 under the broker under test, then epoch 1 under the second. */
async function twoEpochs(t: Trial): Promise<Topic> {
  const [a, b] = threeOf(t)
  const topic = await placedTopic(t, [[a, b]])
  await write(t, a, topic, ['a', 'b'])
  await ledBy(t, topic, [b, a])
  return topic
}

async function endOf(t: Trial, nodeId: number, topic: Topic, leaderEpoch: number, currentLeaderEpoch = -1) {
  const partitions = [{ partition: 0, leaderEpoch, currentLeaderEpoch }]
  const answer = await t.callAt(nodeId, 'OffsetForLeaderEpoch', 4, {
    replicaId: -2,
    topics: [{ topic: topic.name, partitions }]
  })
  return only(only(answer.topics, 'topics').partitions, 'partitions')
}

async function offsetOf(t: Trial, nodeId: number, topic: Topic, timestamp: bigint, currentLeaderEpoch = -1) {
  const partitions = [{ partitionIndex: 0, timestamp, currentLeaderEpoch }]
  const answer = await t.callAt(nodeId, 'ListOffsets', 7, { replicaId: -1, topics: [{ name: topic.name, partitions }] })
  return only(only(answer.topics, 'topics').partitions, 'partitions')
}

/** What is answered to an earlier epoch than the broker's, and to a later one. */
const wrongEpochs: readonly (readonly [what: string, epoch: number, error: ErrorName])[] = [
  ['an epoch that is over', 0, 'FENCED_LEADER_EPOCH'],
  ['an epoch that is to come', 2, 'UNKNOWN_LEADER_EPOCH']
]

const fetchRefusals: Check[] = wrongEpochs.flatMap(([what, epoch, error]): Check[] => [
  {
    name: `Fetch with ${what} is answered ${error} by the leader and by the follower`,
    api: 'Fetch',
    versions: [9, 17],
    kip: 'KIP-320',
    async run(t) {
      const [a, b] = threeOf(t)
      const topic = await twoEpochs(t)
      for (const nodeId of [b, a])
        for (const version of [9, 12, 17]) {
          const body = fetchBody(topic, 0, { currentLeaderEpoch: epoch })
          const answer = await t.callAt(nodeId, 'Fetch', version, body)
          const partition = only(only(answer.responses, 'topics').partitions, 'partitions')
          errorIs(partition.errorCode, error, `error at broker ${nodeId}`)
          // Who is behind is told who leads; who is ahead has to ask again.
          if (version >= 16 && error === 'FENCED_LEADER_EPOCH') hints(t, answer, partition, b, 1)
          else noHints(answer, partition)
        }
    }
  },
  {
    name: `a broker without the partition answers NOT_LEADER_OR_FOLLOWER, whatever the epoch: ${what}`,
    api: 'Fetch',
    versions: [17, 17],
    kip: 'KIP-320',
    async run(t) {
      const [, b, c] = threeOf(t)
      const topic = await twoEpochs(t)
      const answer = await t.callAt(c, 'Fetch', 17, fetchBody(topic, 0, { currentLeaderEpoch: epoch }))
      const partition = only(only(answer.responses, 'topics').partitions, 'partitions')
      errorIs(partition.errorCode, 'NOT_LEADER_OR_FOLLOWER', 'error of Fetch')
      hints(t, answer, partition, b, 1)
      errorIs((await offsetOf(t, c, topic, -1n, epoch)).errorCode, 'NOT_LEADER_OR_FOLLOWER', 'error of ListOffsets')
      errorIs((await endOf(t, c, topic, 0, epoch)).errorCode, 'NOT_LEADER_OR_FOLLOWER', 'error of the end')
    }
  }
])

const offsetRefusals: Check[] = wrongEpochs.flatMap(([what, epoch, error]): Check[] => [
  {
    name: `ListOffsets with ${what} is answered ${error} by the leader and by the follower`,
    api: 'ListOffsets',
    versions: [7, 7],
    kip: 'KIP-320',
    async run(t) {
      const [a, b] = threeOf(t)
      const topic = await twoEpochs(t)
      for (const nodeId of [b, a]) {
        const answer = await offsetOf(t, nodeId, topic, -1n, epoch)
        errorIs(answer.errorCode, error, `error at broker ${nodeId}`)
        equal([answer.offset, answer.leaderEpoch], [-1n, -1], 'offset and epoch')
      }
    }
  },
  {
    name: `OffsetForLeaderEpoch with ${what} is answered ${error} by the leader and by the follower`,
    api: 'OffsetForLeaderEpoch',
    versions: [4, 4],
    kip: 'KIP-320',
    async run(t) {
      const [a, b] = threeOf(t)
      const topic = await twoEpochs(t)
      for (const nodeId of [b, a]) {
        const answer = await endOf(t, nodeId, topic, 0, epoch)
        errorIs(answer.errorCode, error, `error at broker ${nodeId}`)
        equal([answer.leaderEpoch, answer.endOffset], [-1, -1n], 'epoch and end')
      }
    }
  }
])

/** Leader epochs over changes of the leader. */
export const epochs: Check[] = [
  ...fetchRefusals,
  ...offsetRefusals,
  {
    name: 'the present epoch is taken by the leader, and by a follower for Fetch alone',
    api: 'Fetch',
    versions: [12, 12],
    kip: 'KIP-320',
    async run(t) {
      const [a, b] = threeOf(t)
      const topic = await twoEpochs(t)
      await shows(t, a, topic, 2)
      for (const nodeId of [b, a]) {
        const answer = await fetch(t, topic, 0, { currentLeaderEpoch: 1, client: await t.at(nodeId) })
        equal([answer.errorCode, textsIn(answer.records)], [0, ['a', 'b']], `error and values at broker ${nodeId}`)
      }
      errorIs((await offsetOf(t, a, topic, -1n, 1)).errorCode, 'NOT_LEADER_OR_FOLLOWER', 'ListOffsets at the follower')
      errorIs((await endOf(t, a, topic, 0, 1)).errorCode, 'NOT_LEADER_OR_FOLLOWER', 'the end at the follower')
    }
  },
  {
    name: 'every broker shows a new leader with the next epoch, and the same replicas in sync',
    api: 'Metadata',
    versions: [9, 9],
    async run(t) {
      const [a, b] = threeOf(t)
      const topic = await twoEpochs(t)
      for (const { nodeId } of t.target.brokers) {
        const partition = only(await partitionsAt(t, nodeId, topic.name), 'partitions')
        const { leaderId, leaderEpoch, replicaNodes, isrNodes } = partition
        equal([leaderId, leaderEpoch, replicaNodes], [b, 1, [b, a]], `leader, epoch and replicas at broker ${nodeId}`)
        equal(new Set(isrNodes).size, 2, 'in sync')
      }
    }
  },
  {
    name: 'the leader before is a follower: Produce there is answered NOT_LEADER_OR_FOLLOWER with the new leader and its epoch',
    api: 'Produce',
    versions: [11, 11],
    kip: 'KIP-951',
    async run(t) {
      const [a, b] = threeOf(t)
      const topic = await twoEpochs(t)
      const topicData = [{ name: topic.name, partitionData: [{ index: 0, records: batchOf(t, ['x']) }] }]
      const answer = await t.callAt(a, 'Produce', 11, { acks: -1, timeoutMs: 10_000, topicData })
      const partition = only(only(answer.responses, 'topics').partitionResponses, 'partitions')
      errorIs(partition.errorCode, 'NOT_LEADER_OR_FOLLOWER', 'error')
      hints(t, answer, partition, b, 1)
    }
  },
  {
    name: 'OffsetForLeaderEpoch gives the end of each epoch, and for one that wrote nothing the end of the one before',
    api: 'OffsetForLeaderEpoch',
    versions: [4, 4],
    kip: 'KIP-320',
    async run(t) {
      const [a, b] = threeOf(t)
      const topic = await twoEpochs(t)
      // Epoch 1 ends without a record.
      await ledBy(t, topic, [a, b])
      await write(t, a, topic, ['c'])
      await ledBy(t, topic, [b, a])
      await write(t, b, topic, ['d', 'e'])
      const ends = []
      for (const epoch of [0, 1, 2, 3, 4, 100]) {
        const answer = await endOf(t, b, topic, epoch, 3)
        ends.push([answer.errorCode, answer.leaderEpoch, answer.endOffset])
      }
      equal(
        ends,
        [
          [0, 0, 2n],
          [0, 0, 2n],
          [0, 2, 3n],
          [0, 3, 5n],
          [0, -1, -1n],
          [0, -1, -1n]
        ],
        'error, epoch and end for epochs 0, 1, 2, 3, 4 and 100'
      )
    }
  },
  {
    name: 'a consumer that is ahead of where its epoch ended is told where the logs part',
    api: 'Fetch',
    versions: [12, 12],
    kip: 'KIP-595',
    async run(t) {
      const [, b] = threeOf(t)
      const topic = await twoEpochs(t)
      await write(t, b, topic, ['c', 'd'])
      const parted = await fetch(t, topic, 4, { lastFetchedEpoch: 0, currentLeaderEpoch: 1, client: await t.at(b) })
      errorIs(parted.errorCode, 'NONE', 'error')
      equal(parted.divergingEpoch, { epoch: 0, endOffset: 2n }, 'where the logs part')
      equal(recordsIn(parted.records), [], 'records')
      const same = await fetch(t, topic, 2, { lastFetchedEpoch: 0, currentLeaderEpoch: 1, client: await t.at(b) })
      equal([same.divergingEpoch.endOffset, textsIn(same.records)], [-1n, ['c', 'd']], 'no parting at the end of it')
    }
  },
  {
    name: 'records keep the epoch of the leader that wrote them, and ListOffsets tells it',
    api: 'ListOffsets',
    versions: [7, 7],
    kip: 'KIP-320',
    async run(t) {
      const [a, b] = threeOf(t)
      const topic = await twoEpochs(t)
      await write(t, b, topic, ['c'])
      const { records } = await fetch(t, topic, 0, { client: await t.at(b) })
      equal(textsIn(records), ['a', 'b', 'c'], 'values')
      const bytes = Buffer.from(records ?? [])
      const second = 12 + bytes.readInt32BE(8)
      equal([bytes.readInt32BE(12), bytes.readInt32BE(second + 12)], [0, 1], 'epochs of the two batches')
      const [first, last] = [await offsetOf(t, b, topic, -2n), await offsetOf(t, b, topic, -1n)]
      equal([first.offset, first.leaderEpoch, last.offset, last.leaderEpoch], [0n, 0, 3n, 1], 'offsets and epochs')
      await shows(t, a, topic, 3)
      const copied = await fetch(t, topic, 0, { client: await t.at(a) })
      equal(copied.records, records, 'bytes of the follower')
    }
  },
  {
    name: 'a new leader knows an idempotent producer: a repeated batch gets its first offset, the next sequence goes on',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-98',
    async run(t) {
      const [a, b] = threeOf(t)
      const topic = await placedTopic(t, [[a, b]])
      const id = await producerId(t)
      const batch = (text: string, baseSequence: number) =>
        batchOf(t, [text], { producerId: id, producerEpoch: 0, baseSequence })
      for (const [sequence, text] of ['a', 'b'].entries()) {
        const answer = await produce(t, topic, batch(text, sequence), { client: await t.at(a) })
        equal([answer.errorCode, answer.baseOffset], [0, BigInt(sequence)], 'error and offset at the first leader')
      }
      await ledBy(t, topic, [b, a])
      const client = await t.at(b)
      const again = await produce(t, topic, batch('b', 1), { client })
      equal([again.errorCode, again.baseOffset], [0, 1n], 'error and offset of the repeated batch')
      const gap = await produce(t, topic, batch('d', 5), { client })
      errorIs(gap.errorCode, 'OUT_OF_ORDER_SEQUENCE_NUMBER', 'error of a sequence that does not follow')
      const next = await produce(t, topic, batch('c', 2), { client })
      equal([next.errorCode, next.baseOffset], [0, 2n], 'error and offset of the next')
      equal(textsIn((await fetch(t, topic, 0, { client })).records), ['a', 'b', 'c'], 'values')
    }
  },
  {
    name: 'an incremental Fetch is told FENCED_LEADER_EPOCH once the leader of a partition of its session has changed',
    api: 'Fetch',
    versions: [12, 12],
    kip: 'KIP-227',
    async run(t) {
      const [a, b] = threeOf(t)
      const topic = await placedTopic(t, [[a, b]])
      const client = await t.at(a)
      const begin = fetchBody(topic, 0, { sessionEpoch: 0, currentLeaderEpoch: 0 })
      const { sessionId } = await fetchWhole(t, begin, { version: 12, client })
      holds(sessionId > 0, 'session id', sessionId)
      await ledBy(t, topic, [b, a])
      const idle = { maxWaitMs: 0, minBytes: 1, sessionId, sessionEpoch: 1, topics: [] }
      const told = await fetchWhole(t, idle, { version: 12, client })
      const partition = only(only(told.responses, 'topics').partitions, 'partitions')
      errorIs(partition.errorCode, 'FENCED_LEADER_EPOCH', 'error of the partition')
      // With the new epoch the same session goes on, at the broker that follows now.
      const on = fetchBody(topic, 0, { sessionId, sessionEpoch: 2, currentLeaderEpoch: 1 })
      const better = await fetchWhole(t, on, { version: 12, client })
      const after = only(only(better.responses, 'topics').partitions, 'partitions')
      equal([after.errorCode, after.highWatermark], [0, 0n], 'error and high watermark')
    }
  },
  {
    name: 'an incremental Fetch is told NOT_LEADER_OR_FOLLOWER once the partition has moved away',
    api: 'Fetch',
    versions: [12, 12],
    kip: 'KIP-227',
    async run(t) {
      const [a, b] = threeOf(t)
      const topic = await placedTopic(t, [[a]])
      const client = await t.at(a)
      const { sessionId } = await fetchWhole(t, fetchBody(topic, 0, { sessionEpoch: 0 }), { version: 12, client })
      await moved(t, topic, [b])
      await settledAs(t, topic.name, [[b]])
      // The broker stops serving it a moment after it has heard.
      let sessionEpoch = 1
      const partition = await t.until('the broker to refuse it', async () => {
        const idle = { maxWaitMs: 0, minBytes: 1, sessionId, sessionEpoch: sessionEpoch++, topics: [] }
        const told = await (await t.at(a)).call('Fetch', 12, idle)
        return told.responses[0]?.partitions[0]
      })
      errorIs(partition.errorCode, 'NOT_LEADER_OR_FOLLOWER', 'error')
    }
  },
  {
    name: 'a Fetch that waits is answered when the leader changes: FENCED_LEADER_EPOCH',
    api: 'Fetch',
    versions: [12, 12],
    kip: 'KIP-320',
    async run(t) {
      const [a, b] = threeOf(t)
      const topic = await placedTopic(t, [[a, b]])
      const waiting = t.timed(async () =>
        fetch(t, topic, 0, { maxWaitMs: 25_000, currentLeaderEpoch: 0, client: await t.at(a) })
      )
      await ledBy(t, topic, [b, a])
      const { tookMs, result } = await waiting
      errorIs(result.errorCode, 'FENCED_LEADER_EPOCH', 'error')
      holds(tookMs < 20_000, 'milliseconds until the answer', Math.round(tookMs))
    }
  }
]
