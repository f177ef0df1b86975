import type { Check } from '../../check.ts'
import { fetch, fetchBody, fetchWhole } from '../../dialogue/fetch.ts'
import { produced } from '../../dialogue/produce.ts'
import { batchOf, recordsIn, textsIn, values } from '../../dialogue/records.ts'
import { equal, errorIs, holds } from '../../expect.ts'

/** A clock may tick a little early against a timer. */
const slackMs = 20

export const fetchWaiting: Check[] = [
  {
    name: 'a Fetch at the end of the log waits max_wait_ms and then answers without records',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const topic = await t.topic()
      await t.main()
      const { tookMs, result } = await t.timed(() => fetch(t, topic, 0, { maxWaitMs: 600 }))
      errorIs(result.errorCode, 'NONE', 'error')
      equal(recordsIn(result.records), [], 'records')
      holds(tookMs >= 600 - slackMs && tookMs < 15_000, 'milliseconds waited', tookMs)
    }
  },
  {
    name: 'a Fetch that waits is answered as soon as records arrive',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const topic = await t.topic()
      await t.main()
      const { tookMs, result } = await t.timed(async () => {
        const waiting = fetch(t, topic, 0, { maxWaitMs: 20_000 })
        await t.sleep(100)
        await produced(t, topic, batchOf(t, ['awaited']))
        return waiting
      })
      equal(textsIn(result.records), ['awaited'], 'values')
      holds(tookMs < 10_000, 'milliseconds waited', tookMs)
    }
  },
  {
    name: 'several Fetches that wait for one partition are all answered when records arrive',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const topic = await t.topic()
      const clients = await Promise.all([t.connect(), t.connect(), t.connect()])
      const waiting = clients.map((client) => fetch(t, topic, 0, { client, maxWaitMs: 20_000 }))
      await t.sleep(50)
      await produced(t, topic, batchOf(t, ['for all']))
      for (const { records } of await Promise.all(waiting)) equal(textsIn(records), ['for all'], 'values')
    }
  },
  {
    name: 'a Fetch that waits for several partitions is answered by any of them',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const topic = await t.topic({ partitions: 3 })
      const partitions = [0, 1, 2].map((partition) => ({ partition, fetchOffset: 0n, partitionMaxBytes: 10_000 }))
      const waiting = t.call('Fetch', 12, {
        maxWaitMs: 20_000,
        minBytes: 1,
        topics: [{ topic: topic.name, partitions }]
      })
      await t.sleep(50)
      await produced(t, topic, batchOf(t, ['here']), { partition: 2 })
      const answer = await waiting
      const texts = answer.responses.flatMap((one) => one.partitions.map((p) => textsIn(p.records)))
      equal(texts, [[], [], ['here']], 'values by partition')
    }
  },
  {
    name: 'min_bytes 0 never waits',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const topic = await t.topic()
      await t.main()
      const { tookMs, result } = await t.timed(() => fetch(t, topic, 0, { minBytes: 0, maxWaitMs: 20_000 }))
      equal(recordsIn(result.records), [], 'records')
      holds(tookMs < 10_000, 'milliseconds waited', tookMs)
    }
  },
  {
    name: 'fewer bytes than min_bytes are kept back until max_wait_ms is over, and then given',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['few']))
      await t.main()
      const { tookMs, result } = await t.timed(() => fetch(t, topic, 0, { minBytes: 1_000_000, maxWaitMs: 500 }))
      equal(textsIn(result.records), ['few'], 'values')
      holds(tookMs >= 500 - slackMs, 'milliseconds waited', tookMs)
    }
  },
  {
    name: 'bytes of several Produces add up to min_bytes',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const topic = await t.topic()
      await t.main()
      const { tookMs, result } = await t.timed(async () => {
        const waiting = fetch(t, topic, 0, { minBytes: 1500, maxWaitMs: 20_000 })
        for (let index = 0; index < 3; index++) await produced(t, topic, batchOf(t, [String(index).repeat(600)]))
        return waiting
      })
      holds(recordsIn(result.records).length >= 2, 'number of records', recordsIn(result.records).length)
      holds(tookMs < 10_000, 'milliseconds waited', tookMs)
    }
  },
  {
    name: 'an error in one partition ends the wait at once',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const topic = await t.topic()
      await t.main()
      const { tookMs, result } = await t.timed(() => fetch(t, topic, 99, { maxWaitMs: 20_000 }))
      errorIs(result.errorCode, 'OFFSET_OUT_OF_RANGE', 'error')
      holds(tookMs < 10_000, 'milliseconds waited', tookMs)
    }
  },
  {
    name: 'a request behind a Fetch that waits is answered after it: answers keep the order of requests',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const topic = await t.topic()
      const client = await t.main()
      const waiting = client.call('Fetch', 12, fetchBody(topic, 0, { maxWaitMs: 300 }))
      const { tookMs } = await t.timed(() => client.call('ApiVersions', 0, {}))
      errorIs((await waiting).errorCode, 'NONE', 'error of Fetch')
      holds(tookMs >= 300 - slackMs, 'milliseconds until the answer behind it', tookMs)
    }
  },
  {
    name: 'a client that leaves in the middle of a wait harms nobody',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const topic = await t.topic()
      const leaving = await t.connect()
      void fetch(t, topic, 0, { client: leaving, maxWaitMs: 20_000 })
      await t.sleep(50)
      leaving.close()
      await produced(t, topic, batchOf(t, ['a']))
      equal(textsIn((await fetch(t, topic, 0)).records), ['a'], 'values for another client')
    }
  },
  {
    name: 'a first batch larger than the partition’s limit is given whole, so that no consumer is stuck',
    api: 'Fetch',
    versions: [12, 12],
    kip: 'KIP-74',
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['x'.repeat(5000)]))
      await produced(t, topic, batchOf(t, ['y'.repeat(5000)]))
      const { records } = await fetch(t, topic, 0, { partitionMaxBytes: 100 })
      equal(textsIn(records), ['x'.repeat(5000)], 'values')
    }
  },
  {
    name: 'a first batch larger than max_bytes of the request is given whole too',
    api: 'Fetch',
    versions: [12, 12],
    kip: 'KIP-74',
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['x'.repeat(5000)]))
      const { records } = await fetch(t, topic, 0, { maxBytes: 10 })
      equal(textsIn(records), ['x'.repeat(5000)], 'values')
    }
  },
  {
    name: 'a partition’s limit cuts what is given behind the first batch',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const topic = await t.topic()
      const batch = batchOf(t, ['x'.repeat(1000)])
      for (let index = 0; index < 10; index++) await produced(t, topic, batch)
      const { records } = await fetch(t, topic, 0, { partitionMaxBytes: batch.length * 3 })
      equal(recordsIn(records).length, 3, 'records')
      equal(records?.length, batch.length * 3, 'bytes')
    }
  },
  {
    name: 'max_bytes of the request counts over all partitions: those behind get nothing this time',
    api: 'Fetch',
    versions: [12, 12],
    kip: 'KIP-74',
    async run(t) {
      const topic = await t.topic({ partitions: 3 })
      const batch = batchOf(t, ['x'.repeat(1000)])
      for (const partition of [0, 1, 2]) await produced(t, topic, batch, { partition })
      const partitions = [0, 1, 2].map((partition) => ({ partition, fetchOffset: 0n, partitionMaxBytes: 100_000 }))
      const topics = [{ topic: topic.name, partitions }]
      const answer = await fetchWhole(t, { maxWaitMs: 0, minBytes: 1, maxBytes: batch.length, topics }, { version: 12 })
      const sizes = answer.responses.flatMap((one) => one.partitions.map((partition) => partition.records?.length ?? 0))
      equal(sizes, [batch.length, 0, 0], 'bytes by partition')
    }
  },
  {
    name: 'a second batch that does not fit is left out, or cut so that clients can tell: whole batches are whole',
    api: 'Fetch',
    versions: [4, 12],
    async run(t) {
      const topic = await t.topic()
      const batch = batchOf(t, values(20))
      await produced(t, topic, batch)
      await produced(t, topic, batch)
      for (const version of [4, 12]) {
        const { records } = await fetch(t, topic, 0, { version, partitionMaxBytes: batch.length + 40 })
        const texts = textsIn(records)
        equal(texts, values(20), `values in version ${version}`)
      }
    }
  },
  {
    name: 'a long wait does not delay other connections',
    api: 'Fetch',
    versions: [12, 12],
    async run(t) {
      const topic = await t.topic()
      const [waiter, other] = [await t.connect(), await t.connect()]
      const waiting = waiter.call('Fetch', 12, fetchBody(topic, 0, { maxWaitMs: 3_000 }))
      let isOver = false
      waiting.then(() => {
        isOver = true
      })
      await other.call('ApiVersions', 0, {})
      holds(!isOver, 'the other connection is answered first')
      await waiting
    }
  }
]
