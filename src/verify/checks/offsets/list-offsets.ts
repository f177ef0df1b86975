import { buildBatch, type CodecName } from '../../../records/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import { produced, type TopicLike } from '../../dialogue/produce.ts'
import { batchOf } from '../../dialogue/records.ts'
import { equal, errorIs, only } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

interface Asked {
  readonly version?: number
  readonly partition?: number
  readonly currentLeaderEpoch?: number
  readonly isolationLevel?: number
}

/** Where a timestamp is in one partition; -2 is the start of the log, -1 its end. */
async function listed(t: Trial, topic: Pick<TopicLike, 'name'>, timestamp: number | bigint, asked: Asked = {}) {
  const partition = {
    partitionIndex: asked.partition ?? 0,
    currentLeaderEpoch: asked.currentLeaderEpoch ?? -1,
    timestamp: BigInt(timestamp)
  }
  const body = {
    replicaId: -1,
    isolationLevel: asked.isolationLevel ?? 0,
    topics: [{ name: topic.name, partitions: [partition] }]
  }
  const answer = await t.call('ListOffsets', asked.version ?? 6, body)
  return only(only(answer.topics, 'topics').partitions, 'partitions')
}

const codecs: readonly CodecName[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd']

const inCompressedBatches = codecs.map(
  (codec): Check => ({
    name: `a time is found inside of a batch (${codec}): of equal times the first record, of the future none`,
    api: 'ListOffsets',
    versions: [6, 6],
    async run(t) {
      const topic = await t.topic()
      const times = [0, 1, 2, 2, 2, 3].map((delta) => t.nowMs + delta)
      const records = times.map((timestamp) => ({ timestamp, value: Buffer.from('x') }))
      await produced(t, topic, buildBatch(records, { codec }))
      await produced(t, topic, buildBatch(records, { codec }))
      const first = await listed(t, topic, t.nowMs + 2)
      equal([first.offset, first.timestamp], [2n, BigInt(t.nowMs + 2)], 'offset and timestamp of equal times')
      const future = await listed(t, topic, t.nowMs + 4)
      equal([future.errorCode, future.offset, future.timestamp], [0, -1n, -1n], 'a time after all records')
    }
  })
)

const special = (
  name: string,
  timestamp: number,
  from: number,
  expected: readonly [offset: bigint, time: 'none' | 'max'],
  kip: string
): Check => ({
  name,
  api: 'ListOffsets',
  versions: [from, from],
  kip,
  async run(t) {
    const topic = await t.topic()
    const times = [0, 50, 20].map((delta) => t.nowMs + delta)
    await produced(t, topic, buildBatch(times.map((timestamp) => ({ timestamp, value: Buffer.from('x') }))))
    const found = await listed(t, topic, timestamp, { version: from })
    errorIs(found.errorCode, 'NONE', 'error')
    equal(found.offset, expected[0], 'offset')
    equal(found.timestamp, expected[1] === 'max' ? BigInt(t.nowMs + 50) : -1n, 'timestamp')
  }
})

const tooEarly = (timestamp: number, version: number, what: string): Check => ({
  name: `${what} is answered UNSUPPORTED_VERSION by ListOffsets v${version}, which does not have it yet`,
  api: 'ListOffsets',
  versions: [version, version],
  async run(t) {
    const found = await listed(t, await t.topic(), timestamp, { version })
    errorIs(found.errorCode, 'UNSUPPORTED_VERSION', 'error')
  }
})

export const listOffsets: Check[] = [
  ...atEveryVersion({
    api: 'ListOffsets',
    from: 0,
    to: 11,
    kafka43: [1, 11],
    says: 'gives the start and the end of a log and the first offset at a time',
    async run(t, version) {
      t.need('ListOffsets', version)
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a', 'b', 'c']))
      const offsets: bigint[] = []
      for (const timestamp of [-2, -1]) {
        const found = await listed(t, topic, timestamp, { version })
        errorIs(found.errorCode, 'NONE', 'error')
        equal(found.timestamp, -1n, 'timestamp')
        offsets.push(version === 0 ? (found.oldStyleOffsets[0] ?? -9n) : found.offset)
        equal(found.leaderEpoch, version >= 4 ? 0 : -1, 'leader epoch (from version 4 on)')
      }
      equal(offsets, [0n, 3n], 'start and end')
      if (version === 0) return
      const at = await listed(t, topic, t.nowMs + 1, { version })
      equal([at.offset, at.timestamp], [1n, BigInt(t.nowMs + 1)], 'offset and timestamp of the second record')
    }
  }),
  {
    name: 'ListOffsets v0 gives several offsets, the newest first',
    api: 'ListOffsets',
    versions: [0, 0],
    kafka43: 'not spoken',
    async run(t) {
      t.need('ListOffsets', 0)
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a', 'b']))
      const partitions = [{ partitionIndex: 0, timestamp: -1n, maxNumOffsets: 10 }]
      const answer = await t.call('ListOffsets', 0, { replicaId: -1, topics: [{ name: topic.name, partitions }] })
      equal(answer.topics[0]?.partitions[0]?.oldStyleOffsets, [2n, 0n], 'offsets')
    }
  },
  {
    name: 'an empty log starts and ends at 0',
    api: 'ListOffsets',
    versions: [6, 6],
    async run(t) {
      const topic = await t.topic()
      equal((await listed(t, topic, -2)).offset, 0n, 'start')
      equal((await listed(t, topic, -1)).offset, 0n, 'end')
    }
  },
  {
    name: 'a time after the last record has no offset: -1, and no error',
    api: 'ListOffsets',
    versions: [6, 6],
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a']))
      const found = await listed(t, topic, t.nowMs + 1000)
      equal([found.errorCode, found.offset, found.timestamp], [0, -1n, -1n], 'error, offset and timestamp')
    }
  },
  {
    name: 'a time before the first record gives the first record',
    api: 'ListOffsets',
    versions: [6, 6],
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a', 'b']))
      const found = await listed(t, topic, 0)
      equal([found.offset, found.timestamp], [0n, BigInt(t.nowMs)], 'offset and timestamp')
    }
  },
  {
    name: 'a time between two records gives the later one',
    api: 'ListOffsets',
    versions: [6, 6],
    async run(t) {
      const topic = await t.topic()
      const times = [0, 100, 200].map((delta) => t.nowMs + delta)
      await produced(t, topic, buildBatch(times.map((timestamp) => ({ timestamp, value: Buffer.from('x') }))))
      const found = await listed(t, topic, t.nowMs + 101)
      equal([found.offset, found.timestamp], [2n, BigInt(t.nowMs + 200)], 'offset and timestamp')
    }
  },
  ...inCompressedBatches,
  {
    name: 'with timestamps out of order the first record at or after the time is given',
    api: 'ListOffsets',
    versions: [6, 6],
    async run(t) {
      const topic = await t.topic()
      for (const delta of [100, 10, 300, 20]) {
        await produced(t, topic, buildBatch([{ timestamp: t.nowMs + delta, value: Buffer.from('x') }]))
      }
      const found = await listed(t, topic, t.nowMs + 150)
      equal([found.offset, found.timestamp], [2n, BigInt(t.nowMs + 300)], 'offset and timestamp')
    }
  },
  special('timestamp -3 gives the record with the largest timestamp', -3, 7, [1n, 'max'], 'KIP-734'),
  special('timestamp -4 gives the first offset on the local disk', -4, 8, [0n, 'none'], 'KIP-405'),
  special('timestamp -5 gives -1 where nothing is in tiered storage', -5, 9, [-1n, 'none'], 'KIP-1005'),
  tooEarly(-3, 6, 'timestamp -3 (largest timestamp)'),
  tooEarly(-4, 7, 'timestamp -4 (first local offset)'),
  tooEarly(-5, 8, 'timestamp -5 (last tiered offset)'),
  {
    name: 'timestamp -3 on an empty log gives -1',
    api: 'ListOffsets',
    versions: [7, 7],
    kip: 'KIP-734',
    async run(t) {
      const found = await listed(t, await t.topic(), -3, { version: 7 })
      equal([found.errorCode, found.offset, found.timestamp], [0, -1n, -1n], 'error, offset and timestamp')
    }
  },
  {
    name: 'read_committed lists the last stable offset as the end of the log',
    api: 'ListOffsets',
    versions: [6, 6],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a', 'b']))
      equal((await listed(t, topic, -1, { isolationLevel: 1 })).offset, 2n, 'end')
    }
  },
  {
    name: 'ListOffsets of a topic that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'ListOffsets',
    versions: [1, 6],
    async run(t) {
      for (const version of [1, 6]) {
        const found = await listed(t, { name: t.uniqueName() }, -1, { version })
        errorIs(found.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', `error in version ${version}`)
        equal(found.offset, -1n, 'offset')
      }
    }
  },
  {
    name: 'ListOffsets of a partition that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'ListOffsets',
    versions: [6, 6],
    async run(t) {
      const found = await listed(t, await t.topic(), -1, { partition: 9 })
      errorIs(found.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
    }
  },
  {
    name: 'a leader epoch that the broker does not know yet is answered UNKNOWN_LEADER_EPOCH by ListOffsets',
    api: 'ListOffsets',
    versions: [6, 6],
    kip: 'KIP-320',
    async run(t) {
      const found = await listed(t, await t.topic(), -1, { currentLeaderEpoch: 99 })
      errorIs(found.errorCode, 'UNKNOWN_LEADER_EPOCH', 'error')
    }
  },
  {
    name: 'a partition that is asked for twice in one ListOffsets is answered INVALID_REQUEST',
    api: 'ListOffsets',
    versions: [6, 6],
    async run(t) {
      const topic = await t.topic()
      const partition = { partitionIndex: 0, timestamp: -1n }
      const answer = await t.call('ListOffsets', 6, {
        replicaId: -1,
        topics: [{ name: topic.name, partitions: [partition, partition] }]
      })
      for (const { errorCode } of answer.topics.flatMap((one) => one.partitions))
        errorIs(errorCode, 'INVALID_REQUEST', 'error')
      equal(answer.topics.length > 0, true, 'topics in the answer')
    }
  },
  {
    name: 'ListOffsets answers for many partitions at once',
    api: 'ListOffsets',
    versions: [6, 6],
    async run(t) {
      const topic = await t.topic({ partitions: 5 })
      for (const partition of [1, 3]) await produced(t, topic, batchOf(t, ['a']), { partition })
      const partitions = [0, 1, 2, 3, 4].map((partitionIndex) => ({ partitionIndex, timestamp: -1n }))
      const answer = await t.call('ListOffsets', 6, { replicaId: -1, topics: [{ name: topic.name, partitions }] })
      const ends = only(answer.topics, 'topics').partitions.map((p) => [p.partitionIndex, p.offset])
      equal(
        ends.sort(),
        [
          [0, 0n],
          [1, 1n],
          [2, 0n],
          [3, 1n],
          [4, 0n]
        ],
        'partitions and ends'
      )
    }
  }
]
