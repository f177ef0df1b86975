/**
 * Goal: a full or failing disk costs what could not be written, and nothing that was acknowledged; when it is well again,
 * so is the log. Method: a disk with faults that are turned on and off, and at the end a new store on what is left.
 */

import fc from 'fast-check'
import { createMemoryDisk, type LogConfig, type LogStoreConfig, type PartitionLog } from '../../../src/log/index.ts'
import type { FileLog } from '../../../src/log/log.ts'
import { isFailure } from '../../../src/protocol/index.ts'
import { batchSize, buildBatch, recordsOf } from '../../../src/records/index.ts'
import { type Faults, faultyDisk } from '../../kit/faulty-disk.ts'
import { client, fileStore, type Kept, logConfig, testEnv, topicId } from '../../kit/logs.ts'

interface Setting extends Kept {
  readonly log: FileLog
  readonly faults: Faults
  /** Opens what is on the disk as the next process would, after a kill. */
  again(): Kept & { readonly log: FileLog }
}

function setting(config: Partial<LogConfig> = {}, settings: Partial<LogStoreConfig> = {}): Setting {
  const memory = createMemoryDisk(() => Date.now())
  const { disk, faults } = faultyDisk(memory)
  const whole = { ...logConfig, ...config }
  const first = fileStore('/data', whole, settings, testEnv({ disk }))
  const log = first.store.create('t', 0, topicId, whole) as FileLog
  const again = () => {
    const next = fileStore('/data', whole, settings, testEnv({ disk: memory }))
    return { ...next, log: next.store.find('t', 0) as FileLog }
  }
  return { ...first, log, faults, again }
}

const record = (value: string) => buildBatch([{ timestamp: 1_700_000_000_000, value: Buffer.from(value) }])

/** Appends and waits: the offset, or the error that a producer would get. */
function send(log: PartitionLog, value: string): Promise<number | string> {
  const result = log.append(record(value), client)
  if (isFailure(result)) return Promise.resolve(result.error)
  const { firstOffset } = result
  return new Promise((resolve) => log.whenWritten(firstOffset + 1, (failure) => resolve(failure?.error ?? firstOffset)))
}

async function valuesOf(log: PartitionLog): Promise<string[]> {
  const values: string[] = []
  let next = log.logStartOffset
  while (next < log.logEndOffset) {
    const read = await log.read(next, { maxBytes: 1000, atLeastOneBatch: true, upToOffset: Number.MAX_SAFE_INTEGER })
    if ('error' in read) throw new Error(read.error)
    const bytes = Buffer.concat(read.chunks)
    read.release()
    if (bytes.length === 0) throw new Error(`nothing at ${next}`)
    for (let at = 0; at < bytes.length; at += batchSize(bytes, at)) {
      for (const { offset, value } of recordsOf(bytes, at)) {
        values.push(`${offset}:${String(value).slice(0, 20)}`)
        next = offset + 1
      }
    }
  }
  return values
}

test.each([
  ['small batches', 10],
  ['large batches', 20_000]
])('a full disk refuses %s, stays readable, and takes them again when there is room', async (_, size) => {
  const s = setting()
  const value = (name: string) => `${name}${'x'.repeat(size)}`
  expect(await send(s.log, value('a'))).toBe(0)
  s.faults.freeBytes = 30
  expect(await Promise.all([send(s.log, value('b')), send(s.log, value('c'))])).toEqual([
    'KAFKA_STORAGE_ERROR',
    'KAFKA_STORAGE_ERROR'
  ])
  expect(await send(s.log, value('d'))).toBe('KAFKA_STORAGE_ERROR')
  expect(s.log.logEndOffset).toBe(1)
  expect((await valuesOf(s.log)).map((line) => line.slice(0, 3))).toEqual(['0:a'])
  expect(s.log.failed).toBe(false)
  s.faults.freeBytes = Infinity
  expect(await send(s.log, value('e'))).toBe(1)
  expect((await valuesOf(s.log)).map((line) => line.slice(0, 3))).toEqual(['0:a', '1:e'])
  const next = s.again()
  expect((await valuesOf(next.log)).map((line) => line.slice(0, 3))).toEqual(['0:a', '1:e'])
  expect(next.lines).toEqual([])
  expect(s.lines).toHaveLength(1)
  expect(s.lines[0]).toContain('no space left on device')
})

test('a disk that is full when a segment is to be rolled refuses the batch, and rolls later', async () => {
  const bytes = record('0').length
  const s = setting({ segmentBytes: bytes * 2 })
  expect(await send(s.log, '0')).toBe(0)
  expect(await send(s.log, '1')).toBe(1)
  s.faults.freeBytes = 0
  expect(await send(s.log, '2')).toBe('KAFKA_STORAGE_ERROR')
  expect(await send(s.log, '2')).toBe('KAFKA_STORAGE_ERROR')
  expect(await valuesOf(s.log)).toEqual(['0:0', '1:1'])
  s.faults.freeBytes = Infinity
  for (let n = 2; n < 8; n++) expect(await send(s.log, String(n))).toBe(n)
  const wanted = Array.from({ length: 8 }, (_, n) => `${n}:${n}`)
  expect(await valuesOf(s.log)).toEqual(wanted)
  expect(await valuesOf(s.again().log)).toEqual(wanted)
})

test('a disk that is full for each of the files that a roll makes in turn loses nothing', async () => {
  for (const only of [/\.log$/, /\.index$/, /\.timeindex$/, /\.snapshot/, /leader-epoch/]) {
    const s = setting({ segmentBytes: record('0').length * 2 })
    const acknowledged: string[] = []
    for (let n = 0; n < 12; n++) {
      s.faults.only = only
      s.faults.freeBytes = n % 4 === 2 ? 0 : Infinity
      const offset = await send(s.log, String(n))
      if (typeof offset === 'number') acknowledged.push(`${offset}:${n}`)
    }
    s.faults.freeBytes = Infinity
    expect([String(only), await valuesOf(s.log)]).toEqual([String(only), acknowledged])
    expect([String(only), await valuesOf(s.again().log)]).toEqual([String(only), acknowledged])
    expect(acknowledged.length).toBeGreaterThan(7)
  }
})

test('a sync that fails closes the partition: what was acknowledged is there after a restart', async () => {
  const s = setting({}, { durability: 'disk' })
  expect(await send(s.log, 'a')).toBe(0)
  s.faults.failsSyncs = true
  expect(await send(s.log, 'b')).toBe('KAFKA_STORAGE_ERROR')
  s.faults.failsSyncs = false
  expect(await send(s.log, 'c')).toBe('KAFKA_STORAGE_ERROR')
  expect(s.log.read(0, { maxBytes: 100, atLeastOneBatch: true, upToOffset: 10 })).toMatchObject({
    error: 'KAFKA_STORAGE_ERROR'
  })
  expect(s.lines).toHaveLength(1)
  const next = s.again()
  expect((await valuesOf(next.log))[0]).toBe('0:a')
  expect(await send(next.log, 'd')).toBe(next.log.logEndOffset - 1)
})

test('a partition with a fault does not touch its neighbour', async () => {
  const s = setting({}, { durability: 'disk' })
  const other = s.store.create('other', 0, topicId, logConfig)
  s.faults.only = /\/t-0\//
  s.faults.failsSyncs = true
  expect(await Promise.all([send(s.log, 'a'), send(other, 'a')])).toEqual(['KAFKA_STORAGE_ERROR', 0])
  expect(await send(other, 'b')).toBe(1)
})

test('a write error takes back what was not written, and no more', async () => {
  const s = setting()
  expect(await send(s.log, 'a')).toBe(0)
  s.faults.failsWrites = true
  expect(await send(s.log, 'b')).toBe('KAFKA_STORAGE_ERROR')
  s.faults.failsWrites = false
  expect(await send(s.log, 'c')).toBe(1)
  expect(await valuesOf(s.again().log)).toEqual(['0:a', '1:c'])
})

test('a read error is answered and told, and the next read works when the disk does', async () => {
  const s = setting()
  expect(await send(s.log, 'a')).toBe(0)
  s.log.writer.forgetTail()
  s.faults.failsReads = true
  const limits = { maxBytes: 100, atLeastOneBatch: true, upToOffset: 1 }
  expect(await s.log.read(0, limits)).toMatchObject({ error: 'KAFKA_STORAGE_ERROR' })
  expect(s.lines).toHaveLength(1)
  s.faults.failsReads = false
  expect(await valuesOf(s.log)).toEqual(['0:a'])
})

test.each(['freeBytes', 'failsWrites', 'failsReads', 'failsSyncs'] as const)(
  'a cleaning that meets %s leaves the log as it was, and goes through later',
  async (fault) => {
    const config = { cleanupPolicy: { compact: true, delete: false } }
    const s = setting(config, { cleanerEnable: true, cleanerBackoffMs: 0 })
    for (let n = 0; n < 20; n++) {
      const bytes = buildBatch([{ timestamp: 1, key: Buffer.from(`k${n % 2}`), value: Buffer.from(String(n)) }])
      s.log.append(bytes, client)
    }
    s.log.highWatermark = 20
    s.log.roll(1)
    await s.log.flush()
    s.faults.only = fault === 'failsReads' ? /\.log$/ : /\.cleaned$/
    if (fault === 'freeBytes') s.faults.freeBytes = 40
    else s.faults[fault] = true
    await s.store.maintain()
    await s.store.maintain()
    expect(s.lines.filter((line) => line.includes('could not compact a log'))).toHaveLength(1)
    s.faults.failsReads = false
    expect(await valuesOf(s.log)).toHaveLength(20)
    Object.assign(s.faults, { freeBytes: Infinity, failsWrites: false, failsSyncs: false })
    await s.store.maintain()
    expect(await valuesOf(s.log)).toEqual(['18:18', '19:19'])
  }
)

test('checkpoints that cannot be written do not end the store, nor keep it from closing', async () => {
  const s = setting()
  expect(await send(s.log, 'a')).toBe(0)
  s.faults.freeBytes = 0
  await s.store.maintain().catch(() => {})
  await s.store.close().catch(() => {})
  expect(await valuesOf(s.again().log)).toEqual(['0:a'])
})

test('whatever fails and when, every acknowledged record is there afterwards, once, at its offset', async () => {
  const fault = fc.oneof(
    { weight: 3, arbitrary: fc.record({ freeBytes: fc.nat(400) }) },
    { weight: 1, arbitrary: fc.record({ failsWrites: fc.constant(true) }) },
    { weight: 1, arbitrary: fc.record({ failsReads: fc.constant(true) }) }
  )
  const step = fc.record({ burst: fc.integer({ min: 1, max: 4 }), fault: fc.option(fault, { freq: 2 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const s = setting({ segmentBytes: 300, indexIntervalBytes: 100 })
      const acknowledged: string[] = []
      let count = 0
      for (const { burst, fault } of steps) {
        Object.assign(s.faults, { freeBytes: Infinity, failsWrites: false, failsReads: false }, fault)
        const sent = Array.from({ length: burst }, () => {
          const value = `v${count++}`
          return send(s.log, value).then((offset) => {
            if (typeof offset === 'number') acknowledged.push(`${offset}:${value}`)
          })
        })
        await Promise.all(sent)
      }
      Object.assign(s.faults, { freeBytes: Infinity, failsWrites: false, failsReads: false })
      const next = s.again()
      const found = await valuesOf(next.log)
      expect(new Set(found).size).toBe(found.length)
      expect(found).toEqual(acknowledged)
      if (!s.log.failed) expect(await valuesOf(s.log)).toEqual(acknowledged)
    }),
    { numRuns: 200 }
  )
})
