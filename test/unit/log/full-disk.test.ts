/**
 * Goal: on a disk without a free byte, retention, DeleteRecords and a start can still do what makes room.
 * Method: a disk in memory of a fixed size, on which every byte of every file counts.
 */

import { type Disk, DiskError, type DiskFile, type Env } from '../../../src/env/index.ts'
import { createMemoryDisk, type LogConfig, Reserve } from '../../../src/log/index.ts'
import type { FileLog } from '../../../src/log/log.ts'
import { isFailure } from '../../../src/protocol/index.ts'
import { linesLogger } from '../../kit/lines-logger.ts'
import { batch, client, fileStore, logConfig, storeConfig, topicId } from '../../kit/logs.ts'
import { VirtualTime } from '../../kit/virtual-time.ts'

/** `fillers` takes what is left: then no byte is free. */
function smallDisk(totalBytes: number): { readonly disk: Disk; free(): number } {
  const memory = createMemoryDisk(() => 0)
  const usedIn = (path: string): number =>
    memory.list(path).reduce((sum, { name, isDirectory }) => {
      const each = `${path}/${name}`
      return sum + (isDirectory ? usedIn(each) : (memory.stat(each)?.size ?? 0))
    }, 0)
  const free = () => totalBytes - usedIn('')
  const full = (path: string) => new DiskError('NO_SPACE', path, `${path}: no space left on device`)
  const fileOf = (file: DiskFile): DiskFile => ({
    path: file.path,
    size: () => file.size(),
    readSync: (...args) => file.readSync(...args),
    read: (...args) => file.read(...args),
    sync: () => file.sync(),
    syncSync: () => file.syncSync(),
    truncate: (length) => file.truncate(length),
    close: () => file.close(),
    write(buffers, position) {
      const bytes = Buffer.concat(buffers)
      const more = Math.max(0, position + bytes.length - file.size())
      const room = Math.max(0, free())
      if (more > room) {
        file.write([bytes.subarray(0, bytes.length - (more - room))], position)
        throw full(file.path)
      }
      file.write([bytes], position)
    },
    async writeLater(buffers, position) {
      this.write(buffers, position)
    }
  })
  const disk: Disk = {
    ...memory,
    open: (path, mode) => fileOf(memory.open(path, mode)),
    writeFileAtomic(path, content) {
      const bytes = Buffer.from(content as Uint8Array)
      if (bytes.length > free()) throw full(path)
      memory.writeFileAtomic(path, content)
    },
    volume: () => ({ totalBytes, usableBytes: Math.max(0, free()) })
  }
  return { disk, free }
}

const mebibyte = 1 << 20
/** What a store keeps unless it is told otherwise; of a small disk it takes a part. */
const usualReserveBytes = 4 * mebibyte
const value = 'x'.repeat(30_000)

function filled(config: Partial<LogConfig>, reserveBytes = usualReserveBytes) {
  const time = new VirtualTime()
  const { disk, free } = smallDisk(2 * mebibyte)
  const env: Env = { ...time.env, disk }
  const lines: string[] = []
  disk.makeDirectory('/data')
  const whole = { ...logConfig, segmentBytes: 200_000, fileDeleteDelayMs: 60_000, ...config }
  const kept = fileStore('/data', whole, { ...storeConfig, retentionCheckIntervalMs: 1_000 }, env, reserveBytes)
  const log = kept.store.create('t', 0, topicId, whole) as FileLog
  while (!isFailure(log.append(batch([value], { timestamp: time.wallOriginMs }), client))) log.writer.writePending()
  log.highWatermark = log.logEndOffset
  const filler = disk.open('/filler', 'create')
  const rest = free()
  if (rest > 0) filler.write([Buffer.alloc(rest)], 0)
  return { ...kept, lines, time, disk, free, log, env, whole }
}

test('retention makes room, with the log start on disk', async () => {
  const s = filled({ retentionMs: 5_000 })
  expect(s.free()).toBe(0)
  await s.time.advance(10_000)
  expect(s.free()).toBeGreaterThan(mebibyte)
  expect(isFailure(s.log.append(batch([value]), client))).toBe(false)
  await s.store.close()
})

test('without a reserve the segments go first, oldest first', async () => {
  const s = filled({ retentionBytes: 500_000 }, 0)
  expect(s.free()).toBe(0)
  await s.time.advance(3_000)
  expect(s.free()).toBeGreaterThan(mebibyte / 2)
  expect(s.log.logStartOffset).toBe(s.log.state.segments[0]?.baseOffset)
  await s.store.close()
})

test('DeleteRecords and what it deletes fit', async () => {
  const s = filled({})
  await s.store.moveStart(s.log, s.log.logEndOffset - 1)
  await s.time.advance(3_000)
  expect(s.free()).toBeGreaterThan(mebibyte)
  await s.store.close()
})

test('a start succeeds, serves reads, and its retention runs', async () => {
  const s = filled({})
  const { logEndOffset } = s.log
  const next = fileStore(
    '/data',
    { ...s.whole, retentionMs: 5_000 },
    { ...storeConfig, retentionCheckIntervalMs: 1_000 },
    s.env,
    usualReserveBytes
  )
  const log = next.store.find('t', 0) as FileLog
  expect([log.failed, log.logEndOffset]).toEqual([false, logEndOffset])
  const read = await log.read(0, { maxBytes: 100, atLeastOneBatch: true, upToOffset: logEndOffset })
  expect('error' in read ? read.error : read.bytes).toBeGreaterThan(30_000)
  log.highWatermark = logEndOffset
  await s.time.advance(20_000)
  expect(s.free()).toBeGreaterThan(mebibyte)
  await next.store.close()
})

test('the reserve is a small part of the volume, is given up bit by bit, and is taken back', () => {
  const { disk, free } = smallDisk(4 * mebibyte)
  disk.makeDirectory('/data')
  const lines: string[] = []
  const reserve = new Reserve({ ...new VirtualTime().env, disk }, '/data', linesLogger(lines))
  reserve.renew()
  const size = () => disk.stat('/data/ottla-reserve')?.size ?? 0
  expect(size()).toBe(4 * 65_536)
  const filler = disk.open('/filler', 'create')
  filler.write([Buffer.alloc(free())], 0)
  const more = disk.open('/more', 'create')
  reserve.spend(() => more.write([Buffer.alloc(1_000)], 0))
  expect(size()).toBe(3 * 65_536)
  reserve.renew()
  expect([size(), lines.length]).toEqual([3 * 65_536, 1])
  filler.truncate(0)
  reserve.renew()
  expect(size()).toBe(4 * 65_536)
})
