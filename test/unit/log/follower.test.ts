/** Goal: a follower's log is its leader's, byte for byte, whatever the format, and gives back what the leader does not have. */
import type { PartitionLog, ReadLimits } from '../../../src/log/index.ts'
import { buildMessageSet, entryPositions, recordsOf } from '../../../src/records/index.ts'
import { batch, client, fileStore, logConfig, memoryStore, scratch, topicId } from '../../kit/logs.ts'

const all: ReadLimits = { maxBytes: 10_000_000, atLeastOneBatch: true, upToOffset: Number.MAX_SAFE_INTEGER }

async function bytesFrom(log: PartitionLog, offset = log.logStartOffset): Promise<Buffer> {
  const chunks: Buffer[] = []
  for (let from = offset; from < log.logEndOffset; ) {
    const read = await log.read(from, all)
    if ('error' in read) throw new Error(read.error)
    const bytes = Buffer.concat(read.chunks)
    read.release()
    if (bytes.length === 0) break
    chunks.push(bytes)
    for (const at of entryPositions(bytes)) for (const record of recordsOf(bytes, at)) from = record.offset + 1
  }
  return Buffer.concat(chunks)
}

const offsets = (bytes: Buffer) =>
  [...entryPositions(bytes)].flatMap((at) => [...recordsOf(bytes, at)].map(({ offset }) => offset))

const written = (log: PartitionLog) =>
  new Promise<void>((resolve) => log.whenWritten(log.logEndOffset, () => resolve()))

function pair() {
  const { store } = memoryStore()
  return {
    leader: store.create('leader', 0, topicId, logConfig),
    follower: store.create('follower', 0, topicId, logConfig)
  }
}

test('offsets and epochs come from the leader', async () => {
  const { leader, follower } = pair()
  for (const [epoch, text] of ['a', 'b', 'c', 'd'].entries())
    leader.append(batch([text, text]), { ...client, leaderEpoch: Math.floor(epoch / 2) })
  const bytes = await bytesFrom(leader)
  expect(follower.appendAsFollower(Buffer.from(bytes))).toMatchObject({ firstOffset: 0, lastOffset: 7 })
  expect((await bytesFrom(follower)).equals(bytes)).toBe(true)
  expect(follower.endOffsetForEpoch(0)).toEqual({ leaderEpoch: 0, endOffset: 4 })
  expect(follower.endOffsetForEpoch(1)).toEqual({ leaderEpoch: 1, endOffset: 8 })
  expect(follower.endOffsetForEpoch(5)).toBeUndefined()
  expect(follower.leaderEpochAt(3)).toBe(0)
})

test('many batches at once go to the files together, over the end of a segment', async () => {
  const directory = scratch()
  const { store } = fileStore(directory)
  const sized = { ...logConfig, segmentBytes: 1 << 20, indexIntervalBytes: 4096 }
  const leader = store.create('leader', 0, topicId, sized)
  const follower = store.create('follower', 0, topicId, sized)
  const value = 'x'.repeat(200_000)
  // After some megabytes nobody is thought to read at the tail; then what comes is written at once.
  for (let round = 0; round < 8; round++) {
    const from = leader.logEndOffset
    for (let n = 0; n < 3; n++) leader.append(batch([`${round}-${n}`, value]), client)
    await written(leader)
    const bytes = await bytesFrom(leader, from)
    expect(follower.appendAsFollower(Buffer.from(bytes))).toMatchObject({ lastOffset: leader.logEndOffset - 1 })
  }
  await written(follower)
  expect((await bytesFrom(follower)).equals(await bytesFrom(leader))).toBe(true)
  const again = fileStore(directory).store.find('follower', 0) as PartitionLog
  expect(again.logEndOffset).toBe(leader.logEndOffset)
})

test('bytes that are damaged, cut off or go back are not taken', async () => {
  const { leader, follower } = pair()
  leader.append(batch(['a']), client)
  leader.append(batch(['b']), client)
  const bytes = await bytesFrom(leader)
  const damaged = Buffer.from(bytes)
  damaged[bytes.length - 1] = 99
  expect(follower.appendAsFollower(damaged)).toMatchObject({ error: 'CORRUPT_MESSAGE' })
  expect(follower.logEndOffset).toBe(1)
  expect(follower.appendAsFollower(Buffer.from(bytes))).toMatchObject({ error: 'OFFSET_OUT_OF_RANGE' })
  const second = bytes.subarray(bytes.length / 2)
  expect(follower.appendAsFollower(Buffer.from(second.subarray(0, 65)))).toMatchObject({ duplicate: false })
  expect(follower.logEndOffset).toBe(1)
  expect(follower.appendAsFollower(Buffer.from(second))).toMatchObject({ lastOffset: 1 })
})

test('a truncation inside of what is not written yet keeps what lies before it', async () => {
  const { follower: log } = pair()
  log.append(batch(['a']), client)
  await written(log)
  for (const text of ['b', 'c', 'd']) log.append(batch([text]), client)
  log.truncateTo(3)
  expect(log.logEndOffset).toBe(3)
  expect(offsets(await bytesFrom(log))).toEqual([0, 1, 2])
  expect(log.append(batch(['e']), client)).toMatchObject({ firstOffset: 3 })
  await written(log)
  expect(offsets(await bytesFrom(log))).toEqual([0, 1, 2, 3])
})

test('a truncation across segments, epochs and producers takes all of it back', async () => {
  const directory = scratch()
  const { store } = fileStore(directory)
  const log = store.create('t', 0, topicId, { ...logConfig, segmentBytes: 2 * batch(['0']).length })
  for (let n = 0; n < 9; n++)
    log.append(batch([String(n)], { producerId: 5, epoch: 0, sequence: n }), {
      ...client,
      leaderEpoch: Math.floor(n / 3)
    })
  await written(log)
  log.truncateTo(4)
  expect([log.logEndOffset, log.latestLeaderEpoch, log.writtenOffset]).toEqual([4, 1, 4])
  expect(log.producers()).toMatchObject([{ producerId: 5, lastSequence: 3 }])
  expect(
    log.append(batch(['x'], { producerId: 5, epoch: 0, sequence: 4 }), { ...client, leaderEpoch: 3 })
  ).toMatchObject({ firstOffset: 4 })
  await store.close()
  const again = fileStore(directory)
  const after = again.store.find('t', 0) as PartitionLog
  expect(offsets(await bytesFrom(after))).toEqual([0, 1, 2, 3, 4])
  expect(after.endOffsetForEpoch(1)).toEqual({ leaderEpoch: 1, endOffset: 4 })
  expect(again.lines).toEqual([])
  await again.store.close()
})

test('what a truncation leaves is found by its time, without an index entry for it', async () => {
  const { follower: log } = pair()
  for (let n = 0; n < 3; n++) log.append(batch([String(n)], { timestamp: 1000 * (n + 1) }), client)
  await written(log)
  log.truncateTo(2)
  expect(await log.offsetForTimestamp(1500)).toMatchObject({ offset: 1, timestamp: 2000 })
  expect(await log.offsetOfMaxTimestamp()).toMatchObject({ offset: 1, timestamp: 2000 })
})

test('what a truncation leaves is found by its time, with an index entry for the first that goes', async () => {
  const { store } = memoryStore()
  const log = store.create('t', 0, topicId, { ...logConfig, indexIntervalBytes: 100 })
  for (let n = 0; n < 6; n++) log.append(batch(['v'], { timestamp: 1000 + n }), client)
  for (let end = 5; end > 0; end--) {
    log.truncateTo(end)
    expect(await log.offsetOfMaxTimestamp()).toMatchObject({ offset: end - 1 })
    expect(await log.offsetForTimestamp(999 + end)).toMatchObject({ offset: end - 1 })
  }
})

test('the first unstable offset is not below the start of the log', async () => {
  const { follower: log } = pair()
  for (let n = 0; n < 3; n++)
    log.append(batch([String(n)], { producerId: 5, epoch: 0, sequence: n, transactional: true }), client)
  await written(log)
  expect(log.firstUnstableOffset).toBe(0)
  log.highWatermark = 3
  log.moveStartOffset(2)
  expect(log.firstUnstableOffset).toBe(2)
})

test('a log that starts anew elsewhere has nothing of before', async () => {
  const { follower: log } = pair()
  log.append(batch(['a'], { producerId: 5, epoch: 0, sequence: 0 }), client)
  await written(log)
  log.truncateFullyAndStartAt(100)
  expect([log.logStartOffset, log.logEndOffset, log.sizeBytes]).toEqual([100, 100, 0])
  expect(log.producers()).toEqual([])
  expect(log.append(batch(['b']), client)).toMatchObject({ firstOffset: 100 })
  expect(offsets(await bytesFrom(log))).toEqual([100])
})

test.each([0, 1] as const)('messages of format %i are kept, found and recovered', async (magic) => {
  const directory = scratch()
  const { store } = fileStore(directory)
  const log = store.create('t', 0, topicId, { ...logConfig, segmentBytes: 400, indexIntervalBytes: 50 })
  const message = (offset: number) => ({
    offset,
    timestamp: 1000 + offset,
    key: null,
    value: Buffer.from(`value ${offset}`)
  })
  for (let n = 0; n < 30; n += 3) {
    const codec = n % 2 === 0 ? 'gzip' : 'none'
    expect(
      log.appendAsFollower(buildMessageSet([message(n), message(n + 1), message(n + 2)], { magic, codec }))
    ).toMatchObject({ duplicate: false })
  }
  await written(log)
  const want = Array.from({ length: 30 }, (_, n) => n)
  expect(offsets(await bytesFrom(log))).toEqual(want)
  expect(offsets(await bytesFrom(log, 13)).at(-1)).toBe(29)
  expect(await log.offsetForTimestamp(1013)).toEqual(
    magic === 0 ? undefined : { offset: 13, timestamp: 1013, leaderEpoch: -1 }
  )
  const again = fileStore(directory)
  const after = again.store.find('t', 0) as PartitionLog
  expect(after.logEndOffset).toBe(30)
  expect(offsets(await bytesFrom(after))).toEqual(want)
  expect(again.lines).toEqual([])
})
