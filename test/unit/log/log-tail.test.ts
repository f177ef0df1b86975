/** Goal: the tail never gives bytes of a slab that is used again. Method: a slow reader keeps an old slab while newer ones are recycled. */
import { LogTail } from '../../../src/log/write/log-tail.ts'
import { TailCache, tailSlabBytes } from '../../../src/log/write/tail-cache.ts'
import { baseOffset, buildBatch, setBaseOffset } from '../../../src/records/index.ts'

const limits = { maxBytes: 10 * tailSlabBytes, atLeastOneBatch: true, upToOffset: 1000 }
const batchAt = (offset: number, bytes: number) => {
  const batch = buildBatch([{ timestamp: 0, value: Buffer.alloc(bytes) }])
  setBaseOffset(batch, 0, offset)
  return batch
}

test('while a slow reader keeps an old slab, a newer one that was recycled is not read', () => {
  const cache = new TailCache(2 * tailSlabBytes)
  const tail = new LogTail(cache)
  const other = new LogTail(cache)
  const half = tailSlabBytes / 2 + 1
  const add = (to: LogTail, offset: number) => to.add(batchAt(offset, half), offset, offset + 1, 0)
  add(tail, 0)
  const slow = tail.read(0, limits)
  add(tail, 1)
  // The ring is full, the first slab is being read and the second is the newest: a third is made, and then the second goes.
  add(other, 0)
  add(other, 1)
  add(tail, 2)
  expect(tail.read(1, limits)).toBeUndefined()
  expect(tail.positionOf(1)).toBeUndefined()
  const found = tail.read(0, limits)
  expect(found?.chunks.map((chunk) => baseOffset(Buffer.from(chunk), 0))).toEqual([0])
  found?.release()
  slow?.release()
})
