import { atEveryVersion, type Check } from '../../check.ts'
import { placedTopic, threeOf } from '../../dialogue/cluster.ts'
import { fetch, fetchBody, fetchWhole } from '../../dialogue/fetch.ts'
import { produce, produceBody, produced, producerId } from '../../dialogue/produce.ts'
import { batchOf, textsIn } from '../../dialogue/records.ts'
import { ShareReader } from '../../dialogue/share-groups.ts'
import { equal, errorIs, found, only } from '../../expect.ts'
import type { Topic, Trial } from '../../trial.ts'

interface Hinted {
  readonly currentLeader: { readonly leaderId: number; readonly leaderEpoch: number }
}

interface Endpoints {
  readonly nodeEndpoints: readonly { nodeId: number; host: string; port: number; rack: string | null }[]
}

/** The answer says who leads at which epoch, and where that broker is (KIP-951). */
export function hints(t: Trial, answer: Endpoints, partition: Hinted, leaderId: number, leaderEpoch: number): void {
  equal(partition.currentLeader, { leaderId, leaderEpoch }, 'current leader')
  const leader = found(t.target.brokers, ({ nodeId }) => nodeId === leaderId, 'the leader')
  equal(answer.nodeEndpoints, [leader], 'node endpoints')
}

/** The answer says nothing of a leader, in versions and for errors that do not. */
export function noHints(answer: Endpoints, partition: Hinted): void {
  equal(partition.currentLeader, { leaderId: -1, leaderEpoch: -1 }, 'current leader')
  equal(answer.nodeEndpoints, [], 'node endpoints')
}

/** One that the broker under test leads, with a follower; the third broker has nothing of it. */
function followed(t: Trial): Promise<Topic> {
  const [a, b] = threeOf(t)
  return placedTopic(t, [[a, b]])
}

/** Waits until a broker shows a consumer everything below `end`. */
export async function shows(t: Trial, nodeId: number, topic: Topic, end: number): Promise<void> {
  await t.until(`broker ${nodeId} to show ${end} records`, async () => {
    const { responses } = await t.quietlyAt(nodeId, 'Fetch', fetchBody(topic, 0), 12)
    return responses[0]?.partitions[0]?.highWatermark === BigInt(end)
  })
}

async function listed(t: Trial, nodeId: number, version: number, topic: Topic, currentLeaderEpoch = -1) {
  const partition = {
    partitionIndex: 0,
    timestamp: -1n,
    ...(version >= 4 ? { currentLeaderEpoch } : {}),
    ...(version === 0 ? { maxNumOffsets: 1 } : {})
  }
  const answer = await t.callAt(nodeId, 'ListOffsets', version, {
    replicaId: -1,
    topics: [{ name: topic.name, partitions: [partition] }]
  })
  return only(only(answer.topics, 'topics').partitions, 'partitions')
}

/** Requests for a partition to brokers that do not lead it. */
export const leaders: Check[] = [
  ...atEveryVersion({
    api: 'Produce',
    from: 0,
    to: 13,
    kafka43: [3, 13],
    says: 'to a broker that does not lead is answered NOT_LEADER_OR_FOLLOWER',
    async run(t, version) {
      t.need('Produce', version)
      const [a, b, c] = threeOf(t)
      const topic = await followed(t)
      // Old formats are refused by the leader alone, so the same batch serves all versions.
      const body = produceBody(topic, batchOf(t, ['x']))
      for (const nodeId of [b, c]) {
        const answer = await t.callAt(nodeId, 'Produce', version, body)
        const partition = only(only(answer.responses, 'topics').partitionResponses, 'partitions')
        errorIs(partition.errorCode, 'NOT_LEADER_OR_FOLLOWER', `error at broker ${nodeId}`)
        equal([partition.baseOffset, partition.logStartOffset], [-1n, -1n], 'offsets')
        if (version >= 10) hints(t, answer, partition, a, 0)
        else noHints(answer, partition)
      }
    }
  }),
  ...atEveryVersion({
    api: 'Fetch',
    from: 0,
    to: 18,
    kafka43: [4, 18],
    says: 'to a broker without the partition is answered NOT_LEADER_OR_FOLLOWER',
    async run(t, version) {
      t.need('Fetch', version)
      const [a, , c] = threeOf(t)
      const topic = await followed(t)
      const answer = await t.callAt(c, 'Fetch', version, fetchBody(topic, 0))
      const partition = only(only(answer.responses, 'topics').partitions, 'partitions')
      errorIs(partition.errorCode, 'NOT_LEADER_OR_FOLLOWER', 'error')
      const { highWatermark, lastStableOffset, abortedTransactions } = partition
      equal([highWatermark, lastStableOffset], [-1n, -1n], 'offsets')
      if (version >= 4) equal(abortedTransactions, null, 'aborted transactions')
      if (version >= 16) hints(t, answer, partition, a, 0)
      else noHints(answer, partition)
    }
  }),
  {
    name: 'a follower serves consumers from Fetch v11 on, to its high watermark, and refuses older ones',
    api: 'Fetch',
    versions: [4, 18],
    kip: 'KIP-392',
    async run(t) {
      const [, b] = threeOf(t)
      const topic = await followed(t)
      await produced(t, topic, batchOf(t, ['a', 'b']))
      await shows(t, b, topic, 2)
      const client = await t.at(b)
      for (const version of [4, 10]) {
        const answer = await fetch(t, topic, 0, { version, client })
        errorIs(answer.errorCode, 'NOT_LEADER_OR_FOLLOWER', `error in version ${version}`)
      }
      for (const version of [11, 12, 18]) {
        const answer = await fetch(t, topic, 0, { version, client })
        errorIs(answer.errorCode, 'NONE', `error in version ${version}`)
        equal([textsIn(answer.records), answer.highWatermark], [['a', 'b'], 2n], 'values and high watermark')
        equal(answer.preferredReadReplica, -1, 'preferred read replica')
      }
    }
  },
  {
    name: 'Fetch at a follower beyond its end is answered OFFSET_OUT_OF_RANGE',
    api: 'Fetch',
    versions: [12, 17],
    kip: 'KIP-392',
    async run(t) {
      const [, b] = threeOf(t)
      const topic = await followed(t)
      for (const version of [12, 17]) {
        const answer = await fetch(t, topic, 1_000, { version, client: await t.at(b) })
        errorIs(answer.errorCode, 'OFFSET_OUT_OF_RANGE', `error in version ${version}`)
        equal([answer.highWatermark, answer.logStartOffset], [-1n, -1n], 'offsets')
      }
    }
  },
  {
    name: 'a partition that is led elsewhere fails alone in a Produce',
    api: 'Produce',
    versions: [11, 11],
    kip: 'KIP-951',
    async run(t) {
      const [a, b] = threeOf(t)
      const topic = await placedTopic(t, [[a], [b]])
      const partitionData = [0, 1].map((index) => ({ index, records: batchOf(t, ['x']) }))
      const answer = await t.callAt(a, 'Produce', 11, {
        acks: -1,
        timeoutMs: 10_000,
        topicData: [{ name: topic.name, partitionData }]
      })
      const partitions = only(answer.responses, 'topics').partitionResponses
      const [own, other] = [0, 1].map((index) => found(partitions, (one) => one.index === index, `partition ${index}`))
      errorIs(own?.errorCode, 'NONE', 'error of the one that it leads')
      errorIs(other?.errorCode, 'NOT_LEADER_OR_FOLLOWER', 'error of the other')
      if (other !== undefined) hints(t, answer, other, b, 0)
    }
  },
  {
    name: 'a partition that is led elsewhere fails alone in a Fetch',
    api: 'Fetch',
    versions: [17, 17],
    kip: 'KIP-951',
    async run(t) {
      const [a, b] = threeOf(t)
      const topic = await placedTopic(t, [[a], [b]])
      await produced(t, topic, batchOf(t, ['x']))
      const at = (partition: number) => ({ partition, fetchOffset: 0n, partitionMaxBytes: 1000 })
      const topics = [{ topicId: topic.id, partitions: [at(1), at(0)] }]
      const answer = await fetchWhole(t, { maxWaitMs: 0, minBytes: 1, topics }, { version: 17 })
      const partitions = answer.responses.flatMap((one) => one.partitions)
      const own = found(partitions, (one) => one.partitionIndex === 0, 'partition 0')
      const other = found(partitions, (one) => one.partitionIndex === 1, 'partition 1')
      equal([own.errorCode, textsIn(own.records)], [0, ['x']], 'error and values of the one that it leads')
      errorIs(other.errorCode, 'NOT_LEADER_OR_FOLLOWER', 'error of the other')
      hints(t, answer, other, b, 0)
    }
  },
  {
    name: 'Produce with acks 0 to a broker that does not lead ends the connection, so that the client asks again who leads',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const [, b] = threeOf(t)
      const topic = await followed(t)
      const client = await t.at(b)
      client.post('Produce', 9, produceBody(topic, batchOf(t, ['x']), { acks: 0 }))
      await client.frames.whenClosed()
      equal(client.frames.unreadFrames, 0, 'frames before the connection was closed')
    }
  },
  {
    name: 'Produce with acks 1 to a follower writes nothing',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const [a, b] = threeOf(t)
      const topic = await followed(t)
      const answer = await produce(t, topic, batchOf(t, ['x']), { acks: 1, client: await t.at(b) })
      errorIs(answer.errorCode, 'NOT_LEADER_OR_FOLLOWER', 'error')
      equal((await listed(t, a, 7, topic)).offset, 0n, 'end of the log')
    }
  },
  ...atEveryVersion({
    api: 'ListOffsets',
    from: 0,
    to: 11,
    kafka43: [1, 11],
    says: 'to a broker that does not lead is answered NOT_LEADER_OR_FOLLOWER',
    async run(t, version) {
      t.need('ListOffsets', version)
      const [, b, c] = threeOf(t)
      const topic = await followed(t)
      for (const nodeId of [b, c]) {
        const answer = await listed(t, nodeId, version, topic)
        errorIs(answer.errorCode, 'NOT_LEADER_OR_FOLLOWER', `error at broker ${nodeId}`)
        equal([answer.offset, answer.timestamp, answer.leaderEpoch], [-1n, -1n, -1], 'offset, timestamp, epoch')
      }
    }
  }),
  {
    name: 'ListOffsets with the replica id of a debugger (-2) is answered by a follower too, in the epoch that it knows',
    api: 'ListOffsets',
    versions: [4, 11],
    async run(t) {
      const [, b, c] = threeOf(t)
      const topic = await followed(t)
      await produced(t, topic, batchOf(t, ['a', 'b']))
      await shows(t, b, topic, 2)
      const asked = async (nodeId: number, timestamp: bigint, currentLeaderEpoch: number) => {
        const partitions = [{ partitionIndex: 0, currentLeaderEpoch, timestamp }]
        const body = { replicaId: -2, topics: [{ name: topic.name, partitions }] }
        const answer = await t.callAt(nodeId, 'ListOffsets', 7, body)
        const { errorCode, offset } = only(only(answer.topics, 'topics').partitions, 'partitions')
        return [errorCode, offset]
      }
      for (const epoch of [-1, 0]) {
        equal(await asked(b, -2n, epoch), [0, 0n], 'error and first offset')
        equal(await asked(b, -1n, epoch), [0, 2n], 'error and end')
      }
      errorIs(Number((await asked(b, -1n, 1))[0]), 'UNKNOWN_LEADER_EPOCH', 'error in an epoch to come')
      errorIs(Number((await asked(c, -1n, -1))[0]), 'NOT_LEADER_OR_FOLLOWER', 'error without the partition')
    }
  },
  ...atEveryVersion({
    api: 'OffsetForLeaderEpoch',
    from: 0,
    to: 4,
    kafka43: [2, 4],
    says: 'to a broker that does not lead is answered NOT_LEADER_OR_FOLLOWER',
    async run(t, version) {
      t.need('OffsetForLeaderEpoch', version)
      const [, b, c] = threeOf(t)
      const topic = await followed(t)
      for (const nodeId of [b, c]) {
        const answer = await t.callAt(nodeId, 'OffsetForLeaderEpoch', version, {
          ...(version >= 3 ? { replicaId: -2 } : {}),
          topics: [{ topic: topic.name, partitions: [{ partition: 0, leaderEpoch: 0 }] }]
        })
        const partition = only(only(answer.topics, 'topics').partitions, 'partitions')
        errorIs(partition.errorCode, 'NOT_LEADER_OR_FOLLOWER', `error at broker ${nodeId}`)
        equal([partition.leaderEpoch, partition.endOffset], [-1, -1n], 'epoch and end')
      }
    }
  }),
  ...atEveryVersion({
    api: 'DeleteRecords',
    from: 0,
    to: 2,
    kafka43: [0, 2],
    says: 'to a broker that does not lead is answered NOT_LEADER_OR_FOLLOWER',
    async run(t, version) {
      const [, b, c] = threeOf(t)
      const topic = await followed(t)
      await produced(t, topic, batchOf(t, ['a', 'b']))
      const topics = [{ name: topic.name, partitions: [{ partitionIndex: 0, offset: 1n }] }]
      for (const nodeId of [b, c]) {
        const answer = await t.callAt(nodeId, 'DeleteRecords', version, { topics, timeoutMs: 5_000 })
        const partition = only(only(answer.topics, 'topics').partitions, 'partitions')
        errorIs(partition.errorCode, 'NOT_LEADER_OR_FOLLOWER', `error at broker ${nodeId}`)
        equal(partition.lowWatermark, -1n, 'low watermark')
      }
    }
  }),
  {
    name: 'a follower tells of the producers that it has heard of, a broker without the partition of none',
    api: 'DescribeProducers',
    versions: [0, 0],
    kip: 'KIP-664',
    async run(t) {
      const [, b, c] = threeOf(t)
      const topic = await followed(t)
      const id = await producerId(t)
      const options = { producerId: id, producerEpoch: 0, baseSequence: 0 }
      await produced(t, topic, batchOf(t, ['a', 'b'], options))
      const asked = { topics: [{ name: topic.name, partitionIndexes: [0] }] }
      await shows(t, b, topic, 2)
      const follower = await t.callAt(b, 'DescribeProducers', 0, asked)
      const known = only(only(follower.topics, 'topics').partitions, 'partitions')
      errorIs(known.errorCode, 'NONE', 'error of the follower')
      const shown = known.activeProducers.map((one) => [one.producerId, one.producerEpoch, one.lastSequence])
      equal(shown, [[BigInt(id), 0, 1]], 'id, epoch and last sequence')
      const stranger = await t.callAt(c, 'DescribeProducers', 0, asked)
      const unknown = only(only(stranger.topics, 'topics').partitions, 'partitions')
      errorIs(unknown.errorCode, 'NOT_LEADER_OR_FOLLOWER', 'error of the broker without it')
      equal(unknown.activeProducers, [], 'producers')
    }
  },
  ...[1, 2].map(
    (version): Check => ({
      name: `ShareFetch v${version} to a broker that does not lead is answered NOT_LEADER_OR_FOLLOWER with who does`,
      api: 'ShareFetch',
      versions: [version, version],
      kip: 'KIP-932',
      async run(t) {
        t.need('ShareFetch', version)
        const [a, b, c] = threeOf(t)
        const topic = await followed(t)
        const groupId = t.uniqueName('share')
        for (const nodeId of [b, c]) {
          const reader = new ShareReader(t, groupId, topic, await t.at(nodeId))
          const answer = await reader.fetch({ version })
          errorIs(answer.errorCode, 'NONE', 'error of the request')
          const partition = only(only(answer.responses, 'topics').partitions, 'partitions')
          errorIs(partition.errorCode, 'NOT_LEADER_OR_FOLLOWER', `error at broker ${nodeId}`)
          hints(t, answer, partition, a, 0)
        }
      }
    })
  ),
  {
    name: 'the leader sends a consumer with a rack to the replica there, which serves it; an unknown rack stays',
    api: 'Fetch',
    versions: [11, 11],
    kip: 'KIP-392',
    async run(t) {
      const [a, b] = threeOf(t)
      const racks = new Set(t.target.brokers.map(({ rack }) => rack))
      const { results } = await t.quietly('DescribeConfigs', {
        resources: [{ resourceType: 4, resourceName: `${a}`, configurationKeys: ['replica.selector.class'] }]
      })
      t.wants(
        racks.size === t.target.brokers.length && (results[0]?.configs[0]?.value ?? '').includes('RackAware'),
        'a rack for each broker, and replica.selector.class'
      )
      const topic = await followed(t)
      await produced(t, topic, batchOf(t, ['x']))
      await shows(t, b, topic, 1)
      const rackOf = (id: number) => found(t.target.brokers, ({ nodeId }) => nodeId === id, 'the broker').rack ?? ''
      const ask = async (nodeId: number, rackId: string) => {
        const answer = await t.callAt(nodeId, 'Fetch', 11, { ...fetchBody(topic, 0), rackId })
        const p = only(only(answer.responses, 'topics').partitions, 'partitions')
        return [p.errorCode, p.preferredReadReplica, textsIn(p.records)]
      }
      // The leader learns with the follower's next fetch how far it is.
      await t.until('the leader to name the follower', async () => {
        const { responses } = await t.quietlyAt(a, 'Fetch', { ...fetchBody(topic, 0), rackId: rackOf(b) }, 11)
        return responses[0]?.partitions[0]?.preferredReadReplica === b
      })
      equal(await ask(a, rackOf(b)), [0, b, []], 'the leader, to one in the rack of the follower')
      equal(await ask(b, rackOf(b)), [0, -1, ['x']], 'the follower')
      equal(await ask(a, rackOf(a)), [0, -1, ['x']], 'the leader, to one in its own rack')
      equal(await ask(a, 'elsewhere'), [0, -1, ['x']], 'the leader, to one in no rack of these')
    }
  }
]
