/** Goal: compaction keeps what Kafka's keeps. Method: small logs, one run at a time, under a clock that is set by hand. */
import { stage } from '../../kit/clean-stage.ts'

const pad = (n: number) => String(n).padStart(20, '0')

test('of each key the last value stays at its offset, and the active segment is left alone', async () => {
  const s = stage()
  s.put([['a', '1'], ['b', '1'], ['a', '2']]) // biome-ignore format: one line
  s.put([['b', '2']])
  s.roll()
  s.put([['a', '3'], ['c', '1'], ['c', '2']]) // biome-ignore format: one line
  await s.clean()
  expect(await s.records()).toEqual(['2 a=2', '3 b=2', '4 a=3', '5 c=1', '6 c=2'])
  expect(s.log.state.compactedUpTo).toBe(4)
  expect(s.lines).toEqual([])
})

test('a log that is not compacted stays as it is', async () => {
  const s = stage({ cleanupPolicy: { compact: false, delete: true } })
  s.put([['a', '1']])
  s.put([['a', '2']])
  s.roll()
  await s.clean()
  expect(await s.records()).toEqual(['0 a=1', '1 a=2'])
})

test('a batch that loses all its records goes, and reads go on behind the gap', async () => {
  const s = stage()
  for (let n = 0; n < 5; n++) s.put([['a', String(n)]])
  s.roll()
  await s.clean()
  expect((await s.batches()).map(({ from, to }) => [from, to])).toEqual([[4, 4]])
  expect(s.log.logStartOffset).toBe(0)
})

test('the last batch of a round stays, if only emptied, so that its offsets are seen', async () => {
  const s = stage()
  const transaction = { producerId: 5, producerEpoch: 0, isTransactional: true }
  s.put([['a', '1']])
  s.put([['b', 'aborted']], { ...transaction, baseSequence: 0 })
  s.roll()
  s.mark('ABORT', 5)
  s.put([['c', '1']], { ...transaction, baseSequence: 1 })
  s.mark('COMMIT', 5)
  await s.clean()
  expect((await s.batches()).slice(0, 2)).toMatchObject([{ to: 0 }, { from: 1, to: 1, records: [] }])
  s.roll()
  await s.clean()
  expect((await s.batches()).map(({ to }) => to)).toEqual([0, 2, 3, 4])
})

test('neighbours that became small are one segment afterwards', async () => {
  const s = stage()
  for (let n = 0; n < 4; n++) {
    s.put([['a', `${n}`], [`k${n}`, 'x']]) // biome-ignore format: one line
    s.roll()
  }
  await s.clean()
  expect(s.log.state.segments.map(({ baseOffset }) => baseOffset)).toEqual([0, 8])
  expect(await s.records()).toEqual(['1 k0=x', '3 k1=x', '5 k2=x', '6 a=3', '7 k3=x'])
  const names = s.disk.list('/data/t-0').map(({ name }) => name)
  expect(names).toContain(`${pad(2)}.log.deleted`)
  expect(names.filter((name) => /cleaned|swap/.test(name))).toEqual([])
})

test('a tombstone stays for delete.retention.ms from the first cleaning on', async () => {
  const s = stage({ deleteRetentionMs: 1000, minCleanableDirtyRatio: 0 })
  s.put([['a', '1'], ['b', '1']]) // biome-ignore format: one line
  s.put([['a', null]])
  s.put([['c', '1']])
  s.roll()
  await s.clean()
  expect(await s.records()).toEqual(['1 b=1', '2 a=null', '3 c=1'])
  expect((await s.batches())[1]?.horizonMs).toBe(s.time.nowMs + 1000)
  const again = async (ms: number, key: string) => {
    s.time.nowMs += ms
    s.put([[key, '1']])
    s.roll()
    await s.clean()
  }
  await again(999, 'd')
  expect(await s.records()).toContain('2 a=null')
  await again(1, 'e')
  expect(await s.records()).toEqual(['1 b=1', '3 c=1', '4 d=1', '5 e=1'])
})

test('compaction waits until enough of the log is dirty', async () => {
  const s = stage({ minCleanableDirtyRatio: 0.5 })
  for (let n = 0; n < 4; n++) s.put([[`k${n}`, 'x']])
  s.roll()
  await s.clean()
  s.put([['k0', 'y']])
  s.roll()
  await s.clean()
  expect(await s.records()).toContain('0 k0=x')
  for (let n = 0; n < 4; n++) s.put([['k1', String(n)]])
  s.roll()
  await s.clean()
  expect(await s.records()).toEqual(['2 k2=x', '3 k3=x', '4 k0=y', '8 k1=3'])
})

test('max.compaction.lag.ms makes it due however little is dirty', async () => {
  const s = stage({ minCleanableDirtyRatio: 0.99, maxCompactionLagMs: 1000 })
  s.put([['a', '1']])
  s.put([['a', '2']])
  s.roll()
  await s.clean()
  s.put([['a', '3']])
  s.roll()
  await s.clean()
  expect(await s.records()).toEqual(['1 a=2', '2 a=3'])
  s.time.nowMs += 1001
  await s.clean()
  expect(await s.records()).toEqual(['2 a=3'])
})

test('min.compaction.lag.ms keeps young segments as they are', async () => {
  const s = stage({ minCompactionLagMs: 1000 })
  s.put([['a', '1'], ['a', '2']]) // biome-ignore format: one line
  s.roll()
  s.time.nowMs += 600
  s.put([['a', '3'], ['a', '4']]) // biome-ignore format: one line
  s.roll()
  await s.clean()
  expect(await s.records()).toHaveLength(4)
  s.time.nowMs += 500
  await s.clean()
  expect(await s.records()).toEqual(['1 a=2', '2 a=3', '3 a=4'])
  s.time.nowMs += 1000
  await s.clean()
  expect(await s.records()).toEqual(['3 a=4'])
})

test('nothing at or above the high watermark is compacted', async () => {
  const s = stage()
  s.put([['a', '1']])
  s.put([['a', '2']])
  s.roll()
  s.log.highWatermark = 1
  await s.clean()
  expect(await s.records()).toEqual(['0 a=1', '1 a=2'])
})

test('the last batch of a producer stays, emptied, so that a retry is still known after a restart', async () => {
  const s = stage()
  const of = (sequence: number) => ({ producerId: 7, producerEpoch: 0, baseSequence: sequence })
  s.put([['a', '1']], of(0))
  s.put([['a', '2']], of(1))
  s.roll()
  s.put([['a', '3']])
  s.roll()
  await s.clean()
  expect(await s.batches()).toMatchObject([
    { from: 1, to: 1, records: [] },
    { from: 2, records: ['2 a=3'] }
  ])
  for (const { name } of s.disk.list('/data/t-0')) if (name.endsWith('.snapshot')) s.disk.remove(`/data/t-0/${name}`)
  const later = stage({}, {}, s)
  expect(later.put([['a', '2']], of(1))).toBe(1)
  expect(later.put([['a', '4']], of(2))).toBe(3)
  await s.store.close()
  await later.store.close()
})

test('records of an aborted transaction go at once, its marker when nothing of it is left and the retention is over', async () => {
  const s = stage({ deleteRetentionMs: 1000, minCleanableDirtyRatio: 0 })
  const transaction = { producerId: 9, producerEpoch: 0, isTransactional: true }
  s.put([['a', '1']])
  s.put([['a', 'aborted']], { ...transaction, baseSequence: 0 })
  s.put([['b', 'aborted']], { ...transaction, baseSequence: 1 })
  s.mark('ABORT', 9)
  s.put([['c', '1']])
  s.roll()
  await s.clean()
  const offsets = async () => (await s.batches()).map(({ from, records }) => `${from}:${records.length}`)
  // The second of them is the producer's last, and keeps its sequence.
  expect(await offsets()).toEqual(['0:1', '2:0', '3:0', '4:1'])
  expect(s.log.abortedTransactions(0, 5)).toEqual([{ producerId: 9, firstOffset: 1 }])
  s.put([['d', '1']], { ...transaction, baseSequence: 2 })
  s.mark('COMMIT', 9)
  s.roll()
  await s.clean()
  expect(await offsets()).toEqual(['0:1', '3:0', '4:1', '5:1', '6:0'])
  s.put([['e', '1']])
  s.roll()
  await s.clean()
  expect((await s.batches())[1]).toMatchObject({ from: 3, horizonMs: s.time.nowMs + 1000 })
  expect(s.log.abortedTransactions(0, 8)).toEqual([])
  s.time.nowMs += 1000
  s.put([['f', '1']])
  s.roll()
  await s.clean()
  expect(await offsets()).toEqual(['0:1', '4:1', '5:1', '6:0', '7:1', '8:1'])
})

test('compaction does not pass the first record of an open transaction', async () => {
  const s = stage()
  s.put([['a', '1']])
  s.put([['a', '2']])
  s.roll()
  s.put([['a', '3']], { producerId: 9, producerEpoch: 0, baseSequence: 0, isTransactional: true })
  s.put([['a', '4']])
  s.roll()
  await s.clean()
  expect(await s.records()).toEqual(['1 a=2', '2 a=3', '3 a=4'])
})

test('keys that do not fit into the buffer wait for the next round', async () => {
  const s = stage({ minCleanableDirtyRatio: 0 }, { cleanerDedupeBufferBytes: 16 * 24 })
  for (let n = 0; n < 60; n++) s.put([[`k${n % 20}`, String(n)]])
  s.roll()
  await s.clean()
  expect(s.log.state.compactedUpTo).toBe(14)
  for (let n = 0; n < 10; n++) await s.clean()
  expect(s.log.state.compactedUpTo).toBe(60)
  const latest = await s.latest()
  expect(latest).toEqual(new Map(Array.from({ length: 20 }, (_, n) => [`k${n}`, String(40 + n)])))
  expect((await s.records()).length).toBeLessThan(60)
})

test.each(['gzip', 'snappy', 'lz4', 'zstd'] as const)(
  'a %s batch that loses records is compressed again',
  async (codec) => {
    const s = stage()
    s.put([['a', 'x'.repeat(500)], ['b', 'y'.repeat(500)]], { codec }) // biome-ignore format: one line
    s.put([['a', 'z']])
    s.roll()
    const before = s.log.sizeBytes
    await s.clean()
    expect(await s.records()).toEqual([`1 b=${'y'.repeat(500)}`, '2 a=z'])
    expect(s.log.sizeBytes).toBeLessThan(before)
  }
)

test('after a restart the clean part counts as clean', async () => {
  const s = stage({ minCleanableDirtyRatio: 0.4 })
  for (let n = 0; n < 4; n++) s.put([[`k${n}`, 'x']])
  s.roll()
  await s.clean()
  await s.store.close()
  expect(Buffer.from(s.disk.readFile('/data/cleaner-offset-checkpoint')).toString()).toBe('0\n1\nt 0 4\n')
  const later = stage({ minCleanableDirtyRatio: 0.4 }, {}, s)
  expect(later.log.state.compactedUpTo).toBe(4)
  await later.store.close()
})

test('a truncation meanwhile ends the round, and nothing of it stays', async () => {
  const s = stage()
  for (let n = 0; n < 2000; n++) s.put([['a', String(n)]])
  s.roll()
  // The round has begun when the first slice is over; it then finds the log changed.
  const running = s.clean()
  s.log.truncateTo(1500)
  await running
  expect(s.log.logEndOffset).toBe(1500)
  expect(s.log.state.compactedUpTo).toBe(0)
  expect(await s.records()).toHaveLength(1500)
  expect(s.disk.list('/data/t-0').filter(({ name }) => /cleaned|swap/.test(name))).toEqual([])
})

test('a topic that is deleted meanwhile ends the round without a word', async () => {
  const s = stage()
  for (let n = 0; n < 2000; n++) s.put([['a', String(n)]])
  s.roll()
  const running = s.clean()
  s.store.remove('t', 0)
  await running
  expect(s.lines).toEqual([])
})

test('a damaged segment is reported once and left as it is', async () => {
  const s = stage()
  s.put([['a', '1']])
  s.put([['a', '2']])
  s.roll()
  const file = s.disk.open(s.log.state.segments[0]?.logPath as string, 'write')
  file.write([Buffer.from('X')], 65)
  await s.clean()
  await s.clean()
  expect(s.lines).toHaveLength(1)
  expect(s.lines[0]).toContain('position 0')
  expect(s.log.state.segments[0]?.sizeBytes).toBe(file.size())
  expect(s.disk.list('/data/t-0').filter(({ name }) => /cleaned|swap/.test(name))).toEqual([])
})
