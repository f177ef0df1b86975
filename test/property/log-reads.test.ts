/**
 * Goal: a reader gets exactly the appended bytes, from cache or file, and they stay unchanged until it releases them, however slow it is.
 * The cache never exceeds its limit. Method: random appends and reads on a few logs that share a cache of two slabs, with readers that
 * hold on to their data, and the appended bytes as the model.
 */
import fc from 'fast-check'
import { silentLogger } from '../../src/env/index.ts'
import { createMemoryDisk, openFileStore, type PartitionLog, type ReadResult } from '../../src/log/index.ts'
import { TailCache, tailSlabBytes } from '../../src/log/write/tail-cache.ts'
import { baseOffset } from '../../src/records/index.ts'
import { batch, client, logConfig, smallReserve, storeConfig, testEnv, topicId } from '../kit/logs.ts'

const action = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      log: fc.nat(2),
      size: fc.integer({ min: 1, max: 300_000 })
    })
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      log: fc.nat(2),
      size: fc.integer({ min: 1_000_000, max: 1_040_000 })
    })
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      log: fc.nat(2),
      back: fc.nat(30),
      maxBytes: fc.nat(2_000_000),
      holds: fc.boolean()
    })
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('turn' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const) }) }
)

/** Expected result of a read with that limit: the batches starting with the one that contains `offset`. */
function expected(model: readonly Buffer[], offset: number, maxBytes: number): Buffer {
  const found: Buffer[] = []
  let bytes = 0
  for (const each of model.slice(offset)) {
    if (found.length > 0 && bytes + each.length > maxBytes) break
    found.push(each)
    bytes += each.length
  }
  return Buffer.concat(found)
}

test('readers get the appended bytes, which stay unchanged until they are released', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 60 }), async (actions) => {
      const env = { ...testEnv(), disk: createMemoryDisk(() => 0) }
      const settings = { ...storeConfig, tailCacheBytes: 2 * tailSlabBytes }
      const reserve = smallReserve(env, 'data')
      const store = openFileStore({
        env,
        reserve,
        directory: 'data',
        settings,
        configOf: () => undefined,
        logger: silentLogger
      })
      const logs = [0, 1, 2].map((n) => store.create('t', n, topicId, { ...logConfig, segmentBytes: 3_000_000 }))
      const models: Buffer[][] = [[], [], []]
      const held: { readonly read: ReadResult; readonly want: Buffer }[] = []
      for (const each of actions) {
        if (each.kind === 'append') {
          const bytes = batch([String.fromCharCode(97 + (each.size % 26)).repeat(each.size)])
          expect((logs[each.log] as PartitionLog).append(bytes, client)).not.toHaveProperty('error')
          models[each.log]?.push(Buffer.from(bytes))
          // The caller owns its slab again.
          bytes.fill(0)
        } else if (each.kind === 'read') {
          const log = logs[each.log] as PartitionLog
          const from = Math.max(0, log.logEndOffset - 1 - each.back)
          if (log.logEndOffset === 0) continue
          const read = await log.read(from, {
            maxBytes: each.maxBytes,
            atLeastOneBatch: true,
            upToOffset: log.logEndOffset
          })
          if ('error' in read) throw new Error(read.error)
          const got = Buffer.concat(read.chunks)
          const want = expected(models[each.log] as Buffer[], from, each.maxBytes)
          // A read may end early, at the end of a segment or of the cached data, but never returns less than one batch.
          expect(got.length).toBeGreaterThan(0)
          expect(got.equals(want.subarray(0, got.length))).toBe(true)
          expect(baseOffset(got, 0)).toBe(from)
          if (each.holds) held.push({ read, want: got })
          else read.release()
        } else if (each.kind === 'turn') await new Promise<void>((resolve) => env.timers.endOfTurn(resolve))
        else held.shift()?.read.release()
        for (const { read, want } of held) expect(Buffer.concat(read.chunks).equals(want)).toBe(true)
      }
      for (const { read } of held) read.release()
      await store.close()
    }),
    { numRuns: 40 }
  )
})

test('slow readers hold at most twice the cache size; beyond that, appends bypass the cache', () => {
  const cache = new TailCache(3 * tailSlabBytes)
  const slab = Buffer.alloc(tailSlabBytes)
  const releases: (() => void)[] = []
  let kept = 0
  for (let n = 0; n < 20; n++) {
    const piece = cache.add(slab, undefined)
    if (piece === undefined) continue
    releases.push(cache.hold(piece))
    kept++
  }
  expect(kept).toBe(6)
  for (const release of releases) release()
  expect(cache.add(slab, undefined)).toBeDefined()
})
