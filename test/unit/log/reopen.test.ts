/**
 * Goal: a log that failed comes back by itself when the disk works again, with all that was acknowledged, and with producers,
 * transactions and refusals as they were. Method: a disk in memory whose faults are turned on and off, in virtual time; where
 * the power fails, a disk that knows what is synced, and on which a failed sync loses what it should have written.
 */

import { DiskError, type Env } from '../../../src/env/index.ts'
import { createMemoryDisk, type LogConfig, type LogStoreConfig, type PartitionLog } from '../../../src/log/index.ts'
import type { FileLog } from '../../../src/log/log.ts'
import { isFailure } from '../../../src/protocol/index.ts'
import { errorOf } from '../../kit/failures.ts'
import { faultyDisk } from '../../kit/faulty-disk.ts'
import { batch, client, fileStore, logConfig, storeConfig, topicId } from '../../kit/logs.ts'
import { createSimDisk, type SimDisk } from '../../kit/sim-disk.ts'
import { VirtualTime } from '../../kit/virtual-time.ts'

function setting(config: Partial<LogConfig> = {}, settings: Partial<LogStoreConfig> = {}) {
  const time = new VirtualTime()
  const { disk, faults } = faultyDisk(createMemoryDisk(() => time.nowMs))
  const env: Env = { ...time.env, disk }
  const kept = fileStore('/data', config, { ...storeConfig, ...settings }, env)
  const reopened: PartitionLog[] = []
  kept.store.reopened = (log) => void reopened.push(log)
  const first = kept.store.create('t', 0, topicId, { ...logConfig, ...config }) as FileLog
  return { ...kept, time, faults, reopened, first, now: () => kept.store.find('t', 0) as FileLog }
}

const acknowledged = (log: PartitionLog, bytes: Buffer): Promise<string> => {
  const result = log.append(bytes, client)
  if (isFailure(result)) return Promise.resolve(result.error)
  return new Promise((resolve) =>
    log.whenWritten(result.lastOffset + 1, (failure) => resolve(failure?.error ?? 'NONE'))
  )
}

async function bytesOf(log: PartitionLog): Promise<number> {
  const read = await log.read(0, { maxBytes: 1 << 20, atLeastOneBatch: true, upToOffset: log.logEndOffset })
  if ('error' in read) throw new Error(read.error)
  read.release()
  return read.bytes
}

test('after a failed sync the files are read anew, as soon as the disk works', async () => {
  const s = setting({}, { durability: 'disk' })
  const one = { producerId: 7, epoch: 0, sequence: 0 }
  expect(await acknowledged(s.first, batch(['a'], one))).toBe('NONE')
  s.faults.failsSyncs = true
  expect(await acknowledged(s.first, batch(['b'], { ...one, sequence: 1 }))).toBe('KAFKA_STORAGE_ERROR')
  await s.time.advance(20_000)
  expect([s.now().failed, s.reopened]).toEqual([true, []])
  s.faults.failsSyncs = false
  await s.time.advance(10_000)
  const log = s.now()
  expect([log === s.first, log.failed, s.reopened]).toEqual([false, false, [log]])
  expect(await bytesOf(log)).toBeGreaterThan(0)
  const again = log.append(batch(['a'], one), client)
  expect(again).toMatchObject({ firstOffset: 0, duplicate: true })
  expect(await acknowledged(log, batch(['c'], { ...one, sequence: log.logEndOffset }))).toBe('NONE')
  expect(s.lines.filter((line) => line.includes('closed'))).toHaveLength(1)
  await s.store.close()
})

test('an open transaction is open after it, and its abort is known', async () => {
  const s = setting()
  const transaction = { producerId: 9, epoch: 0, transactional: true } as const
  expect(await acknowledged(s.first, batch(['a'], { ...transaction, sequence: 0 }))).toBe('NONE')
  s.first.writer.fail(new DiskError('INPUT_OUTPUT', '/data/t-0', 'input/output error'))
  await s.time.advance(1_000)
  expect(s.now().firstUnstableOffset).toBe(0)
  expect(s.now().producers()).toMatchObject([{ producerId: 9, currentTransactionFirstOffset: 0 }])
  await s.store.close()
})

test('what the disk refused before it failed stays refused', async () => {
  const s = setting()
  expect(await acknowledged(s.first, batch(['x']))).toBe('NONE')
  const result = s.first.append(batch(['a'], { producerId: 5, epoch: 0, sequence: 0 }), client)
  expect(errorOf(result)).toBeNull()
  s.first.writer.fail(new DiskError('INPUT_OUTPUT', '/data/t-0', 'input/output error'))
  await s.time.advance(1_000)
  const second = s.now().append(batch(['b'], { producerId: 5, epoch: 0, sequence: 1 }), client)
  expect(errorOf(second)).toBe('OUT_OF_ORDER_SEQUENCE_NUMBER')
  expect(await acknowledged(s.now(), batch(['a'], { producerId: 5, epoch: 0, sequence: 0 }))).toBe('NONE')
  await s.store.close()
})

test('a log that a start could not open is opened later', async () => {
  const s = setting()
  expect(await acknowledged(s.first, batch(['a']))).toBe('NONE')
  await s.store.close()
  const { disk, faults } = faultyDisk(s.first.services.env.disk)
  faults.failsReads = true
  const next = fileStore('/data', {}, storeConfig, { ...s.time.env, disk })
  expect(next.store.find('t', 0)?.failed).toBe(true)
  await s.time.advance(10_000)
  expect(next.store.find('t', 0)?.failed).toBe(true)
  faults.failsReads = false
  await s.time.advance(10_000)
  expect(next.store.find('t', 0)).toMatchObject({ failed: false, logEndOffset: 1 })
  await next.store.close()
})

test('a topic that was deleted meanwhile does not come back', async () => {
  const s = setting()
  s.first.writer.fail(new DiskError('INPUT_OUTPUT', '/data/t-0', 'input/output error'))
  s.store.remove('t', 0)
  await s.time.advance(10_000)
  expect([s.store.find('t', 0), s.reopened]).toEqual([undefined, []])
  await s.store.close()
})

test('what a failed sync lost is written once more: a loss of power after that takes nothing acknowledged', async () => {
  const time = new VirtualTime()
  let failsSyncs = false
  const disk: SimDisk = createSimDisk({
    syncsNames: false,
    losesFailedSyncs: true,
    wait: async (kind, path) => {
      if (kind === 'sync' && failsSyncs) throw new DiskError('INPUT_OUTPUT', path, `${path}: input/output error`)
    }
  })
  disk.makeDirectory('/data')
  disk.settle()
  const settings = { ...storeConfig, durability: 'disk' } as const
  const kept = fileStore('/data', {}, settings, { ...time.env, disk })
  const first = kept.store.create('t', 0, topicId, logConfig)
  expect(await acknowledged(first, batch(['a']))).toBe('NONE')
  failsSyncs = true
  expect(await acknowledged(first, batch(['b']))).toBe('KAFKA_STORAGE_ERROR')
  failsSyncs = false
  await time.advance(10_000)
  const log = kept.store.find('t', 0) as FileLog
  expect(log.logEndOffset).toBe(2)
  expect(await acknowledged(log, batch(['c']))).toBe('NONE')
  for (let seed = 0; seed < 20; seed++) {
    const after = fileStore('/data', {}, settings, { ...time.env, disk: disk.powerLoss(seed) })
    expect(after.store.find('t', 0)?.logEndOffset).toBe(3)
  }
})

test('a batch that does not fit into a segment is refused, however it came', () => {
  const origin = { ...client, mustFit: true }
  const s = setting({ segmentBytes: 300 })
  const refusal = {
    error: 'RECORD_LIST_TOO_LARGE',
    message: expect.stringContaining('maximum configured segment size of 300')
  }
  expect(s.first.append(batch(['x'.repeat(400)]), origin)).toMatchObject(refusal)
  expect(errorOf(s.first.append(batch(['small']), origin))).toBeNull()
  s.first.configure({ ...s.first.config, segmentBytes: 60 })
  expect(errorOf(s.first.append(batch(['small']), origin))).toBe('RECORD_LIST_TOO_LARGE')
})
