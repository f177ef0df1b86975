/** Goal: a compacted topic as kafkajs sees it, over a restart. Method: an embedded broker whose cleaner runs all the time. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kafka, logLevel } from 'kafkajs'
import { Ottla } from '../../src/index.ts'

const config = { 'log.cleaner.backoff.ms': '50', 'log.retention.check.interval.ms': '1000' }

/** Last values, and how many records it took to read them, from a group of its own. */
async function readAll(
  kafka: Kafka,
  groupId: string,
  end: string
): Promise<{ latest: Map<string, string | null>; count: number }> {
  const latest = new Map<string, string | null>()
  const consumer = kafka.consumer({ groupId })
  await consumer.connect()
  await consumer.subscribe({ topic: 'compacted', fromBeginning: true })
  let count = 0
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        eachMessage: async ({ message }) => {
          count++
          latest.set(String(message.key), message.value === null ? null : String(message.value))
          if (String(message.key) === end) resolve()
        }
      })
      .catch(reject)
  })
  await consumer.disconnect()
  return { latest, count }
}

test('readers of a compacted topic get every last value and few others, also after a restart', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'ottla-compaction-'))
  let broker = await Ottla.start({ dataDir: directory, config })
  const connect = () => new Kafka({ brokers: [broker.bootstrap], logLevel: logLevel.NOTHING, retry: { retries: 20 } })
  try {
    const admin = connect().admin()
    await admin.connect()
    const configEntries = Object.entries({
      'cleanup.policy': 'compact',
      'segment.bytes': String(1 << 20),
      'min.cleanable.dirty.ratio': '0.01'
    }).map(([name, value]) => ({ name, value }))
    await admin.createTopics({ topics: [{ topic: 'compacted', numPartitions: 1, configEntries }] })
    const producer = connect().producer()
    await producer.connect()
    const value = (n: number) => `${n} ${'x'.repeat(2000)}`
    for (let n = 0; n < 2000; n += 50) {
      const messages = Array.from({ length: 50 }, (_, i) => ({ key: `k${(n + i) % 10}`, value: value(n + i) }))
      await producer.send({ topic: 'compacted', messages })
    }
    await producer.send({ topic: 'compacted', messages: [{ key: 'end', value: 'end' }] })
    await producer.disconnect()
    const wanted = new Map<string, string | null>(Array.from({ length: 10 }, (_, n) => [`k${n}`, value(1990 + n)]))
    wanted.set('end', 'end')
    const segments = () => readdirSync(join(directory, 'compacted-0')).filter((name) => name.endsWith('.log')).length
    expect(segments()).toBeGreaterThan(1)
    let read = await readAll(connect(), 'first', 'end')
    for (let n = 0; read.count > 1000 && n < 50; n++) read = await readAll(connect(), `again-${n}`, 'end')
    expect(read.count).toBeLessThan(1000)
    expect(read.latest).toEqual(wanted)
    await admin.disconnect()
    await broker.stop()
    broker = await Ottla.start({ dataDir: directory, config })
    const after = await readAll(connect(), 'after', 'end')
    expect(after.latest).toEqual(wanted)
    expect(after.count).toBeLessThan(1000)
  } finally {
    await broker.stop()
    rmSync(directory, { recursive: true, force: true })
  }
})
