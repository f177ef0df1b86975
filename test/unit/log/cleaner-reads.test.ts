/** Goal: who reads while segments are swapped misses nothing. Method: reads from disk are held back until the cleaner is through. */
import type { Disk, DiskFile } from '../../../src/env/index.ts'
import { recordsOf } from '../../../src/records/index.ts'
import { stage } from '../../kit/clean-stage.ts'

/** Reads without waiting happen at once; asynchronous ones when `open` is called. */
function gated(disk: Disk): { disk: Disk; close(): void; open(): void } {
  let gate = Promise.resolve()
  let release: () => void = () => {}
  const fileOf = (file: DiskFile): DiskFile => ({
    path: file.path,
    size: () => file.size(),
    write: (buffers, position) => file.write(buffers, position),
    readSync: (into, offset, length, position) => file.readSync(into, offset, length, position),
    sync: () => file.sync(),
    writeLater: (buffers, position) => file.writeLater(buffers, position),
    syncSync: () => file.syncSync(),
    truncate: (length) => file.truncate(length),
    close: () => file.close(),
    async read(into, offset, length, position) {
      const count = await file.read(into, offset, length, position)
      await gate
      return count
    }
  })
  return {
    disk: { ...disk, open: (path, mode) => fileOf(disk.open(path, mode)) },
    close() {
      gate = new Promise((resolve) => {
        release = resolve
      })
    },
    open: () => release()
  }
}

test('a read that goes on in the next segment does not skip one when segments were merged meanwhile', async () => {
  const first = stage()
  const gate = gated(first.disk)
  const s = stage({ minCleanableDirtyRatio: 0, segmentBytes: 150 }, {}, { disk: gate.disk, time: first.time })
  // The first segment ends with a gap, so that a read in it has to go on to the second.
  s.put([['a', '1']])
  s.put([['b', '1']])
  s.roll()
  s.put([['b', '2']])
  s.put([['c', '1']])
  s.roll()
  await s.clean()
  expect(s.log.state.segments.map(({ baseOffset }) => baseOffset)).toEqual([0, 2, 4])
  expect(await s.records()).toEqual(['0 a=1', '2 b=2', '3 c=1'])
  s.log.configure({ ...s.log.config, segmentBytes: 1 << 20 })
  s.put([['d', '1']])
  s.roll()
  s.put([['e', '1']])
  s.log.writer.forgetTail()
  gate.close()
  const reading = s.log.read(1, { maxBytes: 10_000, atLeastOneBatch: true, upToOffset: Number.MAX_SAFE_INTEGER })
  await s.clean()
  expect(s.log.state.segments.map(({ baseOffset }) => baseOffset)).toEqual([0, 5])
  gate.open()
  const read = await reading
  if ('error' in read) throw new Error(read.error)
  const bytes = Buffer.concat(read.chunks)
  expect([...recordsOf(bytes, 0)].map(({ offset }) => offset)).toEqual([2])
  read.release()
})
