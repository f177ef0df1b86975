/** Goal: what every log store promises. Method: the same contract on files and in memory. */

import { rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import type { PartitionLog, ReadLimits } from '../../../src/log/index.ts'
import { baseOffset, batchSize, recordsOf } from '../../../src/records/index.ts'
import { batch, client, fileStore, type Kept, logConfig, memoryStore, scratch, topicId } from '../../kit/logs.ts'

const all: ReadLimits = { maxBytes: 10_000_000, atLeastOneBatch: true, upToOffset: Number.MAX_SAFE_INTEGER }

/** Values from an offset on, with the offsets that the batches say. */
async function valuesFrom(log: PartitionLog, offset: number, limits: Partial<ReadLimits> = {}): Promise<string[]> {
  const read = await log.read(offset, { ...all, ...limits })
  if ('error' in read) throw new Error(read.error)
  const bytes = Buffer.concat(read.chunks)
  read.release()
  const values: string[] = []
  for (let at = 0; at < bytes.length; at += batchSize(bytes, at)) {
    expect(baseOffset(bytes, at)).toBeGreaterThanOrEqual(0)
    for (const record of recordsOf(bytes, at)) values.push(`${record.offset}:${record.value}`)
  }
  return values
}

const written = (log: PartitionLog) =>
  new Promise<void>((resolve, reject) =>
    log.whenWritten(log.logEndOffset, (failure) => (failure === null ? resolve() : reject(new Error(failure.error))))
  )

function logStoreContract(name: string, make: () => Kept): void {
  describe(name, () => {
    let kept: Kept
    let log: PartitionLog
    beforeEach(() => {
      kept = make()
      log = kept.store.find('t', 0) ?? kept.store.create('t', 0, topicId, logConfig)
    })
    afterEach(() => kept.store.close())

    test('an append gives consecutive offsets and can be read at once', async () => {
      expect(log.append(batch(['a', 'b']), client)).toMatchObject({ firstOffset: 0, lastOffset: 1 })
      expect(log.append(batch(['c']), client)).toMatchObject({ firstOffset: 2, lastOffset: 2 })
      expect(await valuesFrom(log, 0)).toEqual(['0:a', '1:b', '2:c'])
      expect(await valuesFrom(log, 2)).toEqual(['2:c'])
    })

    test('a reader does not pass the bound, and gets whole batches within its bytes', async () => {
      const bytes = batch(['a']).length
      for (const value of ['a', 'b', 'c']) log.append(batch([value]), client)
      expect(await valuesFrom(log, 0, { upToOffset: 2 })).toEqual(['0:a', '1:b'])
      expect(await valuesFrom(log, 0, { maxBytes: bytes * 2 + 1 })).toEqual(['0:a', '1:b'])
      expect(await valuesFrom(log, 0, { maxBytes: 1 })).toEqual(['0:a'])
      expect(await valuesFrom(log, 0, { maxBytes: 1, atLeastOneBatch: false })).toEqual([])
    })

    test('an offset outside of the log is refused, its end is empty', async () => {
      log.append(batch(['a']), client)
      expect(log.read(5, all)).toMatchObject({ error: 'OFFSET_OUT_OF_RANGE' })
      expect(await valuesFrom(log, 1)).toEqual([])
      log.moveStartOffset(1)
      expect(log.read(0, all)).toMatchObject({ error: 'OFFSET_OUT_OF_RANGE' })
    })

    test('what was appended is written when it says so', async () => {
      log.append(batch(['a']), client)
      expect(log.writtenOffset).toBe(0)
      await written(log)
      expect(log.writtenOffset).toBe(1)
    })

    test('a retried batch answers the first offset, a gap in the sequence is refused', () => {
      const send = (sequence: number, values = ['x']) =>
        log.append(batch(values, { producerId: 7, epoch: 0, sequence }), client)
      expect(send(0)).toMatchObject({ firstOffset: 0, duplicate: false })
      expect(send(1, ['y', 'z'])).toMatchObject({ firstOffset: 1, duplicate: false })
      expect(send(0)).toMatchObject({ firstOffset: 0, duplicate: true })
      expect(send(1, ['y', 'z'])).toMatchObject({ firstOffset: 1, lastOffset: 2, duplicate: true })
      expect(send(4)).toMatchObject({ error: 'OUT_OF_ORDER_SEQUENCE_NUMBER' })
      expect(log.append(batch(['x'], { producerId: 7, epoch: 1, sequence: 0 }), client)).toMatchObject({
        firstOffset: 3
      })
      expect(send(3)).toMatchObject({ error: 'INVALID_PRODUCER_EPOCH' })
    })

    test('segments roll by size, and reads go across them', async () => {
      log.configure({ ...logConfig, segmentBytes: 3 * batch(['0']).length })
      for (let n = 0; n < 10; n++) log.append(batch([String(n)]), client)
      await written(log)
      const seen: string[] = []
      while (seen.length < 10) seen.push(...(await valuesFrom(log, seen.length)))
      expect(seen).toEqual(Array.from({ length: 10 }, (_, n) => `${n}:${n}`))
    })

    test('an offset is found by time', async () => {
      for (let n = 0; n < 50; n++) log.append(batch([`v${n}`], { timestamp: 1000 + n * 10 }), client)
      expect(await log.offsetForTimestamp(1000)).toMatchObject({ offset: 0, timestamp: 1000 })
      expect(await log.offsetForTimestamp(1201)).toMatchObject({ offset: 21, timestamp: 1210 })
      expect(await log.offsetForTimestamp(99_999)).toBeUndefined()
      expect(await log.offsetOfMaxTimestamp()).toMatchObject({ offset: 49, timestamp: 1490 })
    })

    test('truncation takes records back, and appends go on from there', async () => {
      for (let n = 0; n < 5; n++) log.append(batch([String(n)], { producerId: 1, epoch: 0, sequence: n }), client)
      await written(log)
      log.truncateTo(3)
      expect(log.logEndOffset).toBe(3)
      expect(log.append(batch(['new'], { producerId: 1, epoch: 0, sequence: 3 }), client)).toMatchObject({
        firstOffset: 3
      })
      await written(log)
      expect(await valuesFrom(log, 2)).toEqual(['2:2', '3:new'])
    })
  })
}

logStoreContract('a store on files', () => fileStore(scratch()))
logStoreContract('a store in memory', () => memoryStore())

test('a clean stop and start keeps records, producers and offsets, and scans nothing', async () => {
  const directory = scratch()
  const first = fileStore(directory, { segmentBytes: 400 })
  const log = first.store.create('t', 3, topicId, { ...logConfig, segmentBytes: 400 })
  for (let n = 0; n < 20; n++) log.append(batch([`v${n}`], { producerId: 9, epoch: 2, sequence: n }), client)
  await written(log)
  log.moveStartOffset(4)
  await first.store.close()
  const second = fileStore(directory, { segmentBytes: 400 })
  const again = second.store.find('t', 3) as PartitionLog
  expect(again.logEndOffset).toBe(20)
  expect(again.logStartOffset).toBe(4)
  const values: string[] = []
  while (values.length < 16) values.push(...(await valuesFrom(again, 4 + values.length)))
  expect(values.at(-1)).toBe('19:v19')
  expect(again.append(batch(['v19'], { producerId: 9, epoch: 2, sequence: 19 }), client)).toMatchObject({
    duplicate: true,
    firstOffset: 19
  })
  expect(again.append(batch(['x'], { producerId: 9, epoch: 2, sequence: 20 }), client)).toMatchObject({
    firstOffset: 20
  })
  expect(second.lines).toEqual([])
  await second.store.close()
})

test('a log whose file was removed or emptied while the broker was down begins anew, and the loss is reported', async () => {
  for (const damage of [(path: string) => rmSync(path), (path: string) => truncateSync(path, 0)]) {
    const directory = scratch()
    const first = fileStore(directory)
    const log = first.store.create('t', 0, topicId, logConfig)
    log.append(batch(['a', 'b', 'c']), client)
    await written(log)
    await first.store.close()
    damage(join(directory, 't-0', '00000000000000000000.log'))
    const second = fileStore(directory)
    expect(second.store.find('t', 0)?.logEndOffset).toBe(0)
    expect(second.lines).toEqual([expect.stringMatching(/^records are lost: .* endOffset=0 syncedUpTo=3$/)])
    await second.store.close()
  }
})
