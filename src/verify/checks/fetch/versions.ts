import { magic } from '../../../records/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import { fetch, fetchBody, fetchWhole, readBytes } from '../../dialogue/fetch.ts'
import { produced } from '../../dialogue/produce.ts'
import { batchOf, recordsIn, textsIn, values } from '../../dialogue/records.ts'
import { equal, errorIs, only } from '../../expect.ts'

const downConverted = (['none', 'gzip', 'lz4'] as const).flatMap((codec) =>
  ([0, 2] as const).map(
    (version): Check => ({
      name: `Fetch v${version} gives a ${codec} batch as messages of format ${version === 0 ? 0 : 1}, which is all that its clients can read`,
      api: 'Fetch',
      versions: [version, version],
      kafka43: 'not spoken',
      async run(t) {
        t.need('Fetch', version)
        const topic = await t.topic()
        await produced(t, topic, batchOf(t, values(10), { codec }))
        const { records, errorCode } = await fetch(t, topic, 0, { version })
        errorIs(errorCode, 'NONE', 'error')
        equal(magic(Buffer.from(records ?? []), 0), version === 0 ? 0 : 1, 'format')
        equal(textsIn(records), values(10), 'values')
        equal(
          recordsIn(records).map((record) => record.offset),
          [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
          'offsets'
        )
      }
    })
  )
)

export const fetchVersions: Check[] = [
  ...atEveryVersion({
    api: 'Fetch',
    from: 0,
    to: 18,
    kafka43: [4, 18],
    says: 'gives the records from the offset on with the high watermark and what else the version tells',
    async run(t, version) {
      t.need('Fetch', version)
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a', 'b']))
      await produced(t, topic, batchOf(t, ['c']))
      const answer = await fetchWhole(t, fetchBody(topic, 0), { version })
      errorIs(answer.errorCode, 'NONE', 'error')
      equal(answer.sessionId, 0, 'session')
      const response = only(answer.responses, 'topics')
      if (version >= 13) equal(response.topicId, topic.id, 'topic id')
      else equal(response.topic, topic.name, 'topic')
      const partition = only(response.partitions, 'partitions')
      errorIs(partition.errorCode, 'NONE', 'error of the partition')
      equal(partition.highWatermark, 3n, 'high watermark')
      equal(partition.lastStableOffset, version >= 4 ? 3n : -1n, 'last stable offset (from version 4 on)')
      equal(partition.logStartOffset, version >= 5 ? 0n : -1n, 'log start offset (from version 5 on)')
      equal(partition.preferredReadReplica, -1, 'preferred read replica')
      const bytes = Buffer.from(partition.records ?? [])
      equal(magic(bytes, 0), version >= 4 ? 2 : version >= 2 ? 1 : 0, 'record format')
      equal(textsIn(bytes), ['a', 'b', 'c'], 'values')
      equal(
        recordsIn(bytes).map((record) => record.offset),
        [0, 1, 2],
        'offsets'
      )
    }
  }),
  ...downConverted,
  {
    name: 'Fetch gives several topics and partitions in the order that they were asked for',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const [one, two] = [await t.topic({ partitions: 2 }), await t.topic()]
      await produced(t, one, batchOf(t, ['one-0']))
      await produced(t, one, batchOf(t, ['one-1']), { partition: 1 })
      await produced(t, two, batchOf(t, ['two-0']))
      const at = (partition: number) => ({ partition, fetchOffset: 0n, partitionMaxBytes: 100_000 })
      const answer = await t.call('Fetch', 12, {
        maxWaitMs: 0,
        minBytes: 1,
        topics: [
          { topic: two.name, partitions: [at(0)] },
          { topic: one.name, partitions: [at(1), at(0)] }
        ]
      })
      const got = answer.responses.flatMap(({ topic, partitions }) =>
        partitions.map((p) => [topic, p.partitionIndex, textsIn(p.records)])
      )
      equal(
        got,
        [
          [two.name, 0, ['two-0']],
          [one.name, 1, ['one-1']],
          [one.name, 0, ['one-0']]
        ],
        'topics, partitions, values'
      )
    }
  },
  {
    name: 'Fetch in the middle of a batch gives the whole batch: the client skips what is before its offset',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a', 'b', 'c']))
      await produced(t, topic, batchOf(t, ['d']))
      const { records } = await fetch(t, topic, 2)
      equal(
        recordsIn(records).map((record) => record.offset),
        [0, 1, 2, 3],
        'offsets'
      )
    }
  },
  {
    name: 'Fetch gives many batches behind one another, none missing and none twice',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const topic = await t.topic()
      for (let index = 0; index < 30; index++)
        await produced(t, topic, batchOf(t, [`v${index}`], { codec: index % 2 === 0 ? 'none' : 'gzip' }))
      equal(textsIn((await fetch(t, topic, 0)).records), values(30), 'values')
      equal(textsIn((await fetch(t, topic, 17)).records), values(30).slice(17), 'values from 17 on')
    }
  },
  {
    name: 'Fetch reads across the segments of a log',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const topic = await t.topic({ configs: { 'segment.bytes': '1048576' } })
      const big = 'x'.repeat(300_000)
      for (let index = 0; index < 6; index++) await produced(t, topic, batchOf(t, [`${index}${big}`]))
      const seen: string[] = []
      while (seen.length < 6) {
        const records = await readBytes(t, topic, seen.length, 0, 10_000_000)
        const texts = textsIn(records)
        equal(texts.length > 0, true, `records from offset ${seen.length} on`)
        seen.push(...texts.map((text) => (text ?? '').charAt(0)))
      }
      equal(seen, ['0', '1', '2', '3', '4', '5'], 'first characters')
    }
  },
  {
    name: 'read_committed sees plain records up to the last stable offset and an empty list of aborted transactions',
    api: 'Fetch',
    versions: [12, 12],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a']))
      const committed = await fetch(t, topic, 0, { isolationLevel: 1 })
      equal(
        [committed.lastStableOffset, committed.highWatermark, committed.abortedTransactions ?? []],
        [1n, 1n, []],
        'last stable offset, high watermark, aborted'
      )
      equal(textsIn(committed.records), ['a'], 'values')
      const uncommitted = await fetch(t, topic, 0)
      equal(uncommitted.abortedTransactions, null, 'aborted transactions for read_uncommitted')
    }
  },
  {
    name: 'Fetch by topic id alone needs no name',
    api: 'Fetch',
    versions: [13, 13],
    kip: 'KIP-516',
    async run(t) {
      t.need('Fetch', 13)
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a']))
      const { records } = await fetch(t, { name: 'of no meaning', id: topic.id }, 0, { version: 13 })
      equal(textsIn(records), ['a'], 'values')
    }
  }
]
