/** Goal: a log keeps what its configs say, and no file, handle or timer outlives its use. Method: a clock that the test moves. */
import { silentLogger, type Timer } from '../../../src/env/index.ts'
import { createMemoryDisk, type LogConfig, openFileStore, type PartitionLog } from '../../../src/log/index.ts'
import { linesLogger } from '../../kit/lines-logger.ts'
import { batch, client, logConfig, storeConfig, testEnv, topicId } from '../../kit/logs.ts'

const startMs = 1_700_000_000_000
const recordBytes = batch(['0']).length

/** A store on memory files whose wall clock and timers the test moves. */
function timed(config: Partial<LogConfig> = {}, settings: Partial<typeof storeConfig> = {}) {
  let nowMs = startMs
  let timers: { readonly atMs: number; readonly run: () => void }[] = []
  const env = testEnv()
  const disk = createMemoryDisk(() => nowMs)
  const after = (ms: number, run: () => void): Timer => {
    const timer = { atMs: nowMs + ms, run }
    timers.push(timer)
    return {
      cancel: () => {
        timers = timers.filter((each) => each !== timer)
      }
    }
  }
  const lines: string[] = []
  const told: object[] = []
  const store = openFileStore({
    env: {
      ...env,
      disk,
      clock: { wallMs: () => nowMs, monotonicMs: () => nowMs - startMs },
      timers: { ...env.timers, after }
    },
    directory: 'data',
    settings: { ...storeConfig, ...settings },
    configOf: () => undefined,
    logger: { ...linesLogger(lines), info: (message, fields) => told.push({ message, ...fields }) }
  })
  const merged = { ...logConfig, ...config }
  const log = store.create('t', 0, topicId, merged)
  const advance = (ms: number) => {
    nowMs += ms
    for (const timer of timers.filter(({ atMs }) => atMs <= nowMs)) {
      timers = timers.filter((each) => each !== timer)
      timer.run()
    }
  }
  const files = (suffix = '') =>
    (disk.exists('data/t-0') ? disk.list('data/t-0') : [])
      .map(({ name }) => name)
      .filter((name) => name.endsWith(suffix))
      .sort()
  const write = async (count: number, timestamp = nowMs) => {
    for (let n = 0; n < count; n++) log.append(batch([String(log.logEndOffset % 10)], { timestamp }), client)
    await new Promise<void>((resolve) => log.whenWritten(log.logEndOffset, () => resolve()))
    log.highWatermark = log.logEndOffset
  }
  return { store, log, disk, lines, told, advance, files, write, timers: () => timers, config: merged }
}

const perSegment = (count: number) => ({ segmentBytes: count * recordBytes })

test('what retention deletes is told: of which log, by which config, how much', async () => {
  const { store, log, advance, told, write } = timed({
    ...perSegment(2),
    retentionMs: 10_000,
    retentionBytes: 3 * recordBytes
  })
  await write(4)
  advance(8000)
  await write(6)
  advance(3000)
  await store.maintain()
  const message = 'retention deleted old segments'
  const common = { message, topic: 't', partition: 0 }
  expect(told).toEqual([
    { ...common, by: 'retention.ms and retention.bytes', segments: 3, bytes: 6 * recordBytes, startOffset: 6 }
  ])
  await write(2)
  await store.maintain()
  expect(told.slice(1)).toEqual([
    { ...common, by: 'retention.bytes', segments: 1, bytes: 2 * recordBytes, startOffset: log.logStartOffset }
  ])
  await store.maintain()
  expect(told).toHaveLength(2)
  await store.close()
})

test('segments older than retention.ms go, and their files after file.delete.delay.ms', async () => {
  const { store, log, advance, files, write } = timed({
    ...perSegment(2),
    retentionMs: 10_000,
    fileDeleteDelayMs: 60_000
  })
  await write(4)
  advance(8000)
  await write(4)
  advance(3000)
  await store.maintain()
  expect(log.logStartOffset).toBe(4)
  expect(log.read(3, { maxBytes: 1, atLeastOneBatch: true, upToOffset: 8 })).toMatchObject({
    error: 'OFFSET_OUT_OF_RANGE'
  })
  expect(files('.log.deleted')).toEqual(['00000000000000000000.log.deleted', '00000000000000000002.log.deleted'])
  advance(60_000)
  expect(files('.deleted')).toEqual([])
  expect(files('.log')[0]).toBe('00000000000000000004.log')
})

test('the last records of a log that nobody writes to expire as well', async () => {
  const { store, log, advance, write } = timed({ retentionMs: 10_000 })
  await write(3)
  advance(10_001)
  await store.maintain()
  expect([log.logStartOffset, log.logEndOffset, log.sizeBytes]).toEqual([3, 3, 0])
  await write(1)
  expect(log.logEndOffset).toBe(4)
})

test('retention.bytes keeps at least that much, in whole segments', async () => {
  const { store, log, write } = timed({ ...perSegment(2), retentionBytes: 5 * recordBytes })
  await write(11)
  await store.maintain()
  expect(log.sizeBytes).toBeGreaterThanOrEqual(5 * recordBytes)
  expect(log.sizeBytes).toBeLessThan(7 * recordBytes)
})

test('nothing at or above the high watermark is deleted', async () => {
  const { store, log, advance, write } = timed({ ...perSegment(1), retentionMs: 10 })
  await write(5)
  log.highWatermark = 2
  advance(1000)
  await store.maintain()
  expect(log.logStartOffset).toBe(2)
})

test('a compacted log deletes nothing by age', async () => {
  const cleanupPolicy = { compact: true, delete: false }
  const { store, log, advance, write } = timed({ ...perSegment(2), retentionMs: 10, cleanupPolicy })
  log.append(batch(['x'], { key: 'k', timestamp: startMs }), client)
  await write(0)
  advance(1000)
  await store.maintain()
  expect(log.logStartOffset).toBe(0)
})

test('segments below a moved log start go, and the start survives a kill once it is saved', async () => {
  const { store, log, files, write, disk } = timed(perSegment(2))
  await write(6)
  log.moveStartOffset(3)
  store.saveStartOffsets()
  await store.maintain()
  expect(files('.log')[0]).toBe('00000000000000000002.log')
  const again = openFileStore({
    env: { ...testEnv(), disk },
    directory: 'data',
    settings: storeConfig,
    configOf: () => ({ topicId, config: logConfig }),
    logger: silentLogger
  })
  expect(again.find('t', 0)?.logStartOffset).toBe(3)
})

test('segment.ms rolls by the time of the records, with the jitter taken off', async () => {
  const { write, files } = timed({ segmentMs: 10_000, segmentJitterMs: 0 })
  await write(1, startMs)
  await write(1, startMs + 10_000)
  expect(files('.log')).toHaveLength(1)
  await write(1, startMs + 10_001)
  expect(files('.log')).toHaveLength(2)
})

test('a deleted partition is gone at once, and its files after the delay', async () => {
  const { store, log, advance, write, disk } = timed({ fileDeleteDelayMs: 1000 })
  await write(2)
  const pending = new Promise((resolve) => {
    log.append(batch(['x']), client)
    log.whenWritten(log.logEndOffset, resolve)
  })
  store.remove('t', 0)
  expect(await pending).toMatchObject({ error: 'UNKNOWN_TOPIC_OR_PARTITION' })
  expect(store.find('t', 0)).toBeUndefined()
  expect(log.append(batch(['x']), client)).toMatchObject({ error: 'KAFKA_STORAGE_ERROR' })
  const [renamed] = disk.list('data').filter(({ isDirectory }) => isDirectory)
  expect(renamed?.name).toMatch(/^t-0\.[0-9a-zA-Z]{22,}-delete$/)
  const again = store.create('t', 0, 'AAAAAAAAAAAAAAAAAAAAAQ', logConfig) as PartitionLog
  expect(again.logEndOffset).toBe(0)
  // The next turn: what is removed in one turn is bounded by time.
  await new Promise<void>((resolve) => void setImmediate(resolve))
  advance(1000)
  expect(disk.list('data').filter(({ isDirectory }) => isDirectory)).toEqual([{ name: 't-0', isDirectory: true }])
})

test('a directory of another topic is set aside and never written over', async () => {
  const { store, write, disk, lines } = timed()
  await write(2)
  await store.close()
  const env = { ...testEnv(), disk }
  const next = openFileStore({
    env,
    directory: 'data',
    settings: storeConfig,
    configOf: () => undefined,
    logger: linesLogger(lines)
  })
  const log = next.create('t', 0, 'AAAAAAAAAAAAAAAAAAAAAQ', logConfig)
  expect(log.logEndOffset).toBe(0)
  const stray = disk.list('data').find(({ name }) => name.endsWith('-stray'))
  expect(disk.stat(`data/${stray?.name}/00000000000000000000.log`)?.size).toBe(2 * recordBytes)
  expect(lines.at(-1)).toContain('-stray')
})

test('preallocated room is given back when the segment rolls and when the log is closed', async () => {
  const { store, files, write, disk } = timed({ ...perSegment(2), preallocate: true })
  await write(1)
  const sizes = () => files('.log').map((name) => disk.stat(`data/t-0/${name}`)?.size)
  expect(sizes()).toEqual([2 * recordBytes])
  await write(2)
  expect(sizes()).toEqual([2 * recordBytes, 2 * recordBytes])
  await store.close()
  expect(sizes()).toEqual([2 * recordBytes, recordBytes])
})

test('a closed store leaves no timer behind', async () => {
  const { store, write, timers } = timed(perSegment(1), {
    retentionCheckIntervalMs: 1000,
    flushCheckpointIntervalMs: 1000,
    cleanerEnable: true
  })
  await write(3)
  store.remove('t', 0)
  expect(timers().length).toBeGreaterThan(3)
  await store.close()
  expect(timers()).toEqual([])
})
