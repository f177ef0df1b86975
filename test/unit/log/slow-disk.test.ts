/**
 * Goal: a slow disk holds up those who wait for it, and not the loop; nothing is told before it is so, and nothing that was
 * taken back lands on what came after. Method: a disk whose writes in the pool end when the test says so.
 */

import type { LogConfig, LogStoreConfig, PartitionLog } from '../../../src/log/index.ts'
import type { FileLog } from '../../../src/log/log.ts'
import { isFailure } from '../../../src/protocol/index.ts'
import { batchSize, buildBatch, recordsOf } from '../../../src/records/index.ts'
import { type Faults, faultyDisk } from '../../kit/faulty-disk.ts'
import { client, fileStore, type Kept, logConfig, testEnv, topicId } from '../../kit/logs.ts'
import { createSimDisk } from '../../kit/sim-disk.ts'
import { type SlowDisk, slowDisk } from '../../kit/slow-disk.ts'

interface Setting extends Kept {
  readonly log: FileLog
  readonly slow: SlowDisk
  readonly faults: Faults
  /** The answers in the order in which they came. */
  readonly answers: (number | string)[]
  send(value: string, log?: PartitionLog): Promise<number | string>
  /** Opens what is on the disk as the next process would, after a kill. */
  again(): Kept & { readonly log: FileLog }
}

/** A log whose disk was seen to be slow by the first record, `a`. */
async function slowed(config: Partial<LogConfig> = {}, settings: Partial<LogStoreConfig> = {}): Promise<Setting> {
  const files = createSimDisk()
  const { disk, faults } = faultyDisk(files)
  const slow = slowDisk(disk)
  const whole = { ...logConfig, ...config }
  const kept = fileStore(
    '/data',
    whole,
    settings,
    testEnv({ disk: slow.disk, clock: slow.clock, machine: slow.machine })
  )
  const log = kept.store.create('t', 0, topicId, whole) as FileLog
  const answers: (number | string)[] = []
  const send = (value: string, to: PartitionLog = log): Promise<number | string> => {
    const result = to.append(record(value), client)
    if (isFailure(result)) return Promise.resolve(result.error)
    const { firstOffset } = result
    return new Promise((resolve) =>
      to.whenWritten(firstOffset + 1, (failure) => {
        const answer = failure?.error ?? firstOffset
        answers.push(answer)
        resolve(answer)
      })
    )
  }
  const again = () => {
    const next = fileStore('/data', whole, settings, testEnv({ disk: files.kill() }))
    return { ...next, log: next.store.find('t', 0) as FileLog }
  }
  slow.writeMs = 150
  expect(await send('a')).toBe(0)
  return { ...kept, log, slow, faults, answers, send, again }
}

const record = (value: string) => buildBatch([{ timestamp: 1_700_000_000_000, value: Buffer.from(value) }])
const recordBytes = record('a').length

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
        values.push(`${offset}${String(value).slice(0, 20)}`)
        next = offset + 1
      }
    }
  }
  return values
}

/** Lets everything that waits for nothing but its turn run. */
const turns = async (count = 6) => {
  for (let n = 0; n < count; n++) await new Promise<void>((resolve) => testEnv().timers.endOfTurn(resolve))
}

test('the loop goes on while a write is under way, and what is appended meanwhile goes with the next one', async () => {
  const s = await slowed()
  const { writes } = s.slow
  const b = s.send('b')
  await turns()
  const c = s.send('c')
  const d = s.send('d')
  await turns()
  expect([s.slow.held.length, s.log.writtenOffset, s.answers]).toEqual([1, 1, [0]])
  expect(s.slow.held[0]?.bytes.length).toBe(recordBytes)
  s.slow.held[0]?.land()
  expect(await b).toBe(1)
  await turns()
  expect([s.slow.held.length, s.log.writtenOffset, s.answers]).toEqual([1, 2, [0, 1]])
  expect(s.slow.held[0]?.bytes.length).toBe(2 * recordBytes)
  s.slow.held[0]?.land()
  expect(await Promise.all([c, d])).toEqual([2, 3])
  expect([s.slow.writes, s.answers]).toEqual([writes, [0, 1, 2, 3]])
  expect(await valuesOf(s.again().log)).toEqual(['0a', '1b', '2c', '3d'])
})

test('other logs do not wait for the one that is written, but for a free thread', async () => {
  const s = await slowed()
  const others = [1, 2, 3].map((partition) => s.store.create('t', partition, topicId, logConfig))
  const answers = [s.send('b'), ...others.map((log) => s.send('a', log))]
  await turns()
  expect(s.slow.held.map(({ path }) => path.split('/')[2])).toEqual(['t-0', 't-1', 't-2'])
  s.slow.held[1]?.land()
  expect(await answers[1]).toBe(0)
  await turns()
  expect(s.slow.held.map(({ path }) => path.split('/')[2])).toEqual(['t-0', 't-2', 't-3'])
  while (s.slow.held.length > 0) s.slow.held[0]?.land()
  expect(await Promise.all(answers)).toEqual([1, 0, 0, 0])
})

test('when the disk is quick again, writes are synchronous again', async () => {
  const s = await slowed()
  s.slow.holds = false
  s.slow.writeMs = 0
  expect(await s.send('b')).toBe(1)
  s.slow.nowMs += 1000
  expect(await s.send('c')).toBe(2)
  const { writes } = s.slow
  s.slow.holds = true
  expect(await s.send('d')).toBe(3)
  expect(s.slow.writes).toBe(writes + 1)
})

test('a synchronous write does not overtake one that is under way', async () => {
  const s = await slowed()
  const other = s.store.create('t', 1, topicId, logConfig)
  const b = s.send('b')
  await turns()
  s.slow.nowMs += 1000
  s.slow.writeMs = 0
  const quick = s.send('x', other)
  await turns()
  s.slow.held[1]?.land()
  expect(await quick).toBe(0)
  expect(await s.send('y', other)).toBe(1)
  const c = s.send('c')
  const { writes } = s.slow
  await turns()
  expect(s.slow.writes).toBe(writes)
  s.slow.held[0]?.land()
  expect(await Promise.all([b, c])).toEqual([1, 2])
  expect(s.slow.writes).toBe(writes + 1)
  expect(await valuesOf(s.again().log)).toEqual(['0a', '1b', '2c'])
})

test('what is not written is read from memory, or when it is written', async () => {
  const s = await slowed()
  void s.send('b')
  await turns()
  void s.send('c')
  expect(await valuesOf(s.log)).toEqual(['0a', '1b', '2c'])
  s.log.writer.forgetTail()
  const limits = { maxBytes: 1000, atLeastOneBatch: true, upToOffset: 3 }
  const read = Promise.resolve(s.log.read(2, limits))
  const late = s.log.offsetOfMaxTimestamp()
  let isRead = false
  void read.then(() => {
    isRead = true
  })
  await turns()
  expect(isRead).toBe(false)
  const found = s.log.read(0, limits)
  expect(await found).toMatchObject({ bytes: recordBytes })
  s.slow.held[0]?.land()
  ;(await s.slow.nextHeld()).land()
  expect(await read).toMatchObject({ bytes: recordBytes })
  expect(await late).toMatchObject({ offset: 0 })
})

test('the buffer of the connection may change when the turn is over', async () => {
  const s = await slowed()
  // Nobody reads at the tail for long: large batches are not kept there.
  s.slow.holds = false
  for (let n = 0; n < 80; n++) await s.send('x'.repeat(60_000))
  s.slow.holds = true
  const bytes = record('y'.repeat(20_000))
  const offset = s.log.logEndOffset
  s.log.append(bytes, client)
  bytes.fill(0)
  ;(await s.slow.nextHeld()).land()
  await s.log.flush()
  expect((await valuesOf(s.again().log)).at(-1)).toBe(`${offset}${'y'.repeat(20)}`)
})

test('so it may where the tail cache has no room', async () => {
  const s = await slowed({ maxMessageBytes: 8 << 20 }, { tailCacheBytes: 1 << 20 })
  const values = ['b', 'c', 'd', 'e', 'f', 'g'].map((name) => name.repeat(900_000))
  values.push('h'.repeat(1_500_000))
  const sent: Promise<unknown>[] = []
  for (const value of values) {
    const bytes = record(value)
    s.log.append(bytes, client)
    sent.push(new Promise((resolve) => s.log.whenWritten(s.log.logEndOffset, resolve)))
    bytes.fill(0)
    await turns(1)
  }
  let isDone = false
  void Promise.all(sent).then(() => {
    isDone = true
  })
  while (!isDone) {
    for (const write of [...s.slow.held]) write.land()
    await turns(1)
  }
  const wanted = ['a', ...values].map((value, n) => `${n}${value.slice(0, 20)}`)
  expect(await valuesOf(s.again().log)).toEqual(wanted)
  expect(await valuesOf(s.log)).toEqual(wanted)
})

test.each(['NO_SPACE', 'INPUT_OUTPUT'] as const)(
  'a write in the pool that fails with %s takes back all that is not written, and the log goes on',
  async (code) => {
    const s = await slowed()
    const b = s.send('b')
    const write = await s.slow.nextHeld()
    const c = s.send('c')
    await turns()
    write.part(40)
    write.fail(code)
    expect(await Promise.all([b, c])).toEqual(['KAFKA_STORAGE_ERROR', 'KAFKA_STORAGE_ERROR'])
    expect([s.log.logEndOffset, s.log.writtenOffset, s.log.failed]).toEqual([1, 1, false])
    expect(s.lines).toEqual([
      expect.stringContaining(`removing the unwritten records log=t-0 fromOffset=1 error=${write.path}: ${code}`)
    ])
    expect(await valuesOf(s.log)).toEqual(['0a'])
    expect(await valuesOf(s.again().log)).toEqual(['0a'])
    const d = s.send('d')
    ;(await s.slow.nextHeld()).land()
    expect(await d).toBe(1)
    expect(await valuesOf(s.again().log)).toEqual(['0a', '1d'])
    expect(s.again().lines).toEqual([])
  }
)

test('segments are rolled while the disk is behind: each is written and synced in its turn', async () => {
  const s = await slowed({ segmentBytes: 2 * recordBytes }, { durability: 'disk' })
  const sent = ['b', 'c', 'd', 'e', 'f'].map((value) => s.send(value))
  await turns()
  expect(s.log.state.segments.map(({ baseOffset }) => baseOffset)).toEqual([0, 2, 4])
  const written: string[] = []
  for (let n = 0; n < 3; n++) {
    const write = await s.slow.nextHeld()
    written.push(`${write.path.slice(-6, -4)} ${write.position / recordBytes} ${write.bytes.length / recordBytes}`)
    expect(s.log.writtenOffset).toBe([1, 2, 4][n])
    // A kill at this moment loses what was not written.
    expect(await valuesOf(s.again().log)).toEqual(['0a', '1b', '2c', '3d'].slice(0, [1, 2, 4][n]))
    write.land()
    await turns()
  }
  expect(written).toEqual(['00 1 1', '02 0 2', '04 0 2'])
  expect(await Promise.all(sent)).toEqual([1, 2, 3, 4, 5])
  expect(s.log.state.recoveryPoint).toBe(4)
  expect(await valuesOf(s.again().log)).toEqual(['0a', '1b', '2c', '3d', '4e', '5f'])
})

test('a write that fails takes back the segments that were begun behind it', async () => {
  const s = await slowed({ segmentBytes: 2 * recordBytes })
  const sent = ['b', 'c', 'd', 'e', 'f'].map((value) => s.send(value))
  ;(await s.slow.nextHeld()).fail('NO_SPACE')
  expect(new Set(await Promise.all(sent))).toEqual(new Set(['KAFKA_STORAGE_ERROR']))
  expect(s.log.state.segments).toHaveLength(1)
  const more = ['g', 'h', 'i'].map((value) => s.send(value))
  ;(await s.slow.nextHeld()).land()
  await turns()
  ;(await s.slow.nextHeld()).land()
  expect(await Promise.all(more)).toEqual([1, 2, 3])
  expect(await valuesOf(s.again().log)).toEqual(['0a', '1g', '2h', '3i'])
})

test.each([
  ['lands', (write: { land(): void }) => write.land()],
  ['fails', (write: { fail(code: 'NO_SPACE'): void }) => write.fail('NO_SPACE')]
])('a write that is cut off while it is under way and then %s leaves nothing on what came after', async (_, end) => {
  const s = await slowed()
  s.slow.holds = false
  expect([await s.send('b'), await s.send('c')]).toEqual([1, 2])
  s.slow.holds = true
  const d = s.send('d'.repeat(200))
  const stale = await s.slow.nextHeld()
  s.log.truncateTo(2)
  expect(await d).toBe('KAFKA_STORAGE_ERROR')
  const e = s.send('e')
  await turns()
  expect(s.slow.held).toEqual([stale])
  expect(await valuesOf(s.log)).toEqual(['0a', '1b', '2e'])
  stale.part(100)
  end(stale as never)
  const next = await s.slow.nextHeld()
  expect(next.position).toBe(2 * recordBytes)
  expect(await valuesOf(s.again().log)).toEqual(['0a', '1b'])
  next.land()
  expect(await e).toBe(2)
  expect(await valuesOf(s.log)).toEqual(['0a', '1b', '2e'])
  expect(await valuesOf(s.again().log)).toEqual(['0a', '1b', '2e'])
  expect(s.lines).toEqual([])
})

test('a segment is not rolled while a write to it that was cut off is under way', async () => {
  const s = await slowed({ segmentBytes: 3 * recordBytes })
  void s.send('b')
  const stale = await s.slow.nextHeld()
  s.log.truncateTo(0)
  const large = s.log.append(record('c'), client)
  expect(isFailure(large)).toBe(false)
  s.log.append(record('d'), client)
  s.log.append(record('e'), client)
  expect(s.log.append(record('f'), client)).toMatchObject({ error: 'KAFKA_STORAGE_ERROR' })
  stale.land()
  await turns()
  const g = s.send('g')
  ;(await s.slow.nextHeld()).land()
  expect(await g).toBe(0)
  expect(await valuesOf(s.again().log)).toEqual(['0g'])
})

test('a log that begins anew while a write is under way does not get its bytes', async () => {
  const s = await slowed()
  const b = s.send('b')
  const stale = await s.slow.nextHeld()
  s.log.truncateFullyAndStartAt(0)
  expect(await b).toBe('KAFKA_STORAGE_ERROR')
  const c = s.send('c')
  await turns()
  expect(s.slow.held).toEqual([stale])
  stale.land()
  ;(await s.slow.nextHeld()).land()
  expect(await c).toBe(0)
  expect(await valuesOf(s.again().log)).toEqual(['0c'])
})

test('a topic that is deleted while a write is under way can be made again', async () => {
  const s = await slowed()
  const b = s.send('b')
  const stale = await s.slow.nextHeld()
  s.store.remove('t', 0)
  expect(await b).toBe('UNKNOWN_TOPIC_OR_PARTITION')
  const anew = s.store.create('t', 0, 'AAAAAAAAAAAAAAAAAAAAAQ', logConfig)
  const c = s.send('c', anew)
  await turns()
  expect(s.slow.held).toHaveLength(2)
  stale.land()
  s.slow.held[0]?.land()
  expect(await c).toBe(0)
  expect(await valuesOf(anew)).toEqual(['0c'])
  expect(await valuesOf(s.again().log)).toEqual(['0c'])
  expect(s.lines).toEqual([])
})

test('deleted records stay deleted, and the others are written', async () => {
  const s = await slowed({ segmentBytes: recordBytes })
  const sent = ['b', 'c'].map((value) => s.send(value))
  const write = await s.slow.nextHeld()
  s.log.highWatermark = s.log.writtenOffset
  s.log.moveStartOffset(1)
  s.store.saveStartOffsets()
  const maintained = s.store.maintain()
  write.land()
  ;(await s.slow.nextHeld()).land()
  await maintained
  expect(await Promise.all(sent)).toEqual([1, 2])
  expect(await valuesOf(s.log)).toEqual(['1b', '2c'])
  expect(await valuesOf(s.again().log)).toEqual(['1b', '2c'])
})

test('a sync covers what was written before it began, and an answer waits for its own', async () => {
  const s = await slowed({ flushMessages: 1 })
  const b = s.send('b')
  const write = await s.slow.nextHeld()
  await s.log.writer.syncWritten()
  expect([s.log.writer.syncedEnd, s.log.writtenOffset, s.answers]).toEqual([1, 1, [0]])
  write.land()
  expect(await b).toBe(1)
  expect(s.log.writer.syncedEnd).toBe(2)
})

test('a flush waits for all that was appended before', async () => {
  const s = await slowed()
  void s.send('b')
  await turns()
  void s.send('c')
  let isFlushed = false
  const flushed = s.log.flush().then(() => {
    isFlushed = true
  })
  s.slow.held[0]?.land()
  const next = await s.slow.nextHeld()
  await turns()
  expect(isFlushed).toBe(false)
  next.land()
  await flushed
  expect(s.log.state.recoveryPoint).toBe(3)
})

test('a clean stop waits for what is under way', async () => {
  const s = await slowed()
  void s.send('b')
  const write = await s.slow.nextHeld()
  void s.send('c')
  const closed = s.store.close()
  await turns()
  expect(s.slow.disk.exists('/data/.kafka_cleanshutdown')).toBe(false)
  write.land()
  ;(await s.slow.nextHeld()).land()
  await closed
  expect(s.slow.disk.exists('/data/.kafka_cleanshutdown')).toBe(true)
  expect(s.answers).toEqual([0, 1, 2])
  expect(await valuesOf(s.again().log)).toEqual(['0a', '1b', '2c'])
})

test('a stop waits for a write to a partition that failed meanwhile', async () => {
  const s = await slowed()
  const b = s.send('b')
  const write = await s.slow.nextHeld()
  s.faults.failsSyncs = true
  await s.log.writer.syncWritten()
  expect([await b, s.log.failed]).toEqual(['KAFKA_STORAGE_ERROR', true])
  s.faults.failsSyncs = false
  let isClosed = false
  const closed = s.store.close().then(() => {
    isClosed = true
  })
  await turns()
  expect(isClosed).toBe(false)
  write.land()
  await closed
  expect((await valuesOf(s.again().log))[0]).toBe('0a')
})

test('there is no room for more when much waits to be written, and again when half of it is', async () => {
  const s = await slowed()
  const value = 'x'.repeat(1_000_000)
  let count = 0
  for (; s.log.backPressure === undefined; count++) s.log.append(record(value), client)
  expect(count).toBe(34)
  let hasRoom = false
  void s.log.backPressure?.then(() => {
    hasRoom = true
  })
  let landed = 0
  for (; !hasRoom; await turns()) {
    const write = await s.slow.nextHeld()
    landed += write.bytes.length
    write.land()
  }
  expect(landed).toBeGreaterThan(16 << 20)
  expect(landed).toBeLessThan(24 << 20)
  expect(s.log.backPressure).toBe(undefined)
})
