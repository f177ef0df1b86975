/**
 * Goal: after any sequence of writes, cleaning, rolls and restarts, a reader of the compacted log ends up with the same last values as
 * one that read every record. Method: random histories of plain and transactional producers, compared with a list of all records.
 */
import fc from 'fast-check'
import { committedOf, latestOf, type Stage, stage } from '../kit/clean-stage.ts'

const keys = 6
const producers = 3
const config = {
  minCleanableDirtyRatio: 0,
  deleteRetentionMs: 1000,
  segmentBytes: 2000,
  indexIntervalBytes: 150,
  fileDeleteDelayMs: 10_000_000
}

type Step =
  | {
      readonly kind: 'put'
      readonly keys: readonly number[]
      readonly tombstone: boolean
      readonly codec: 'none' | 'gzip'
    }
  | { readonly kind: 'transactional'; readonly producer: number; readonly keys: readonly number[] }
  | { readonly kind: 'end'; readonly producer: number; readonly type: 'COMMIT' | 'ABORT' }
  | { readonly kind: 'roll' | 'clean' | 'restart' | 'lose snapshots' }
  | { readonly kind: 'wait'; readonly ms: number }

const keyList = fc.array(fc.nat(keys - 1), { minLength: 1, maxLength: 4 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      keys: keyList,
      tombstone: fc.boolean(),
      codec: fc.constantFrom('none' as const, 'gzip' as const)
    })
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('transactional' as const),
      producer: fc.nat(producers - 1),
      keys: keyList
    })
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      producer: fc.nat(producers - 1),
      type: fc.constantFrom('COMMIT' as const, 'ABORT' as const)
    })
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('roll' as const, 'clean' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('restart' as const, 'lose snapshots' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(1500) }) }
)

/** Every record ever written, in order, and its outcome. */
class Model {
  readonly records: {
    offset: number
    key: string
    value: string | null
    state: 'plain' | 'open' | 'COMMIT' | 'ABORT'
    producer: number
  }[] = []
  readonly sequences = Array.from({ length: producers }, () => 0)
  #count = 0

  values(numbers: readonly number[], isTombstone: boolean): [string, string | null][] {
    return numbers.map((n) => [`k${n}`, isTombstone ? null : `v${this.#count++}`])
  }

  add(first: number, entries: readonly [string, string | null][], producer: number): void {
    entries.forEach(([key, value], n) => {
      this.records.push({ offset: first + n, key, value, state: producer < 0 ? 'plain' : 'open', producer })
    })
  }

  end(producer: number, type: 'COMMIT' | 'ABORT'): void {
    for (const record of this.records) if (record.producer === producer && record.state === 'open') record.state = type
  }

  hasOpen(producer: number): boolean {
    return this.records.some((record) => record.producer === producer && record.state === 'open')
  }

  /** Last value of each key for a reader that reads up to the last stable offset. */
  get latest(): Map<string, string> {
    const latest = new Map<string, string>()
    for (const { key, value, state } of this.records) {
      if (state === 'ABORT') continue
      if (value === null) latest.delete(key)
      else latest.set(key, value)
    }
    return latest
  }
}

async function check(s: Stage, model: Model): Promise<void> {
  const batches = await s.batches()
  const written = new Map(model.records.map((record) => [record.offset, record]))
  const recordOf = (line: string) => written.get(Number(line.split(' ')[0]))
  const isAsWritten = (line: string) => {
    const record = recordOf(line)
    return line === `${record?.offset} ${record?.key}=${record?.value}`
  }
  const linesOf = (seen: typeof batches) => seen.flatMap(({ records }) => records)
  expect(linesOf(batches).filter((line) => !isAsWritten(line))).toEqual([])
  const committed = committedOf(s.log, batches)
  expect(linesOf(committed).filter((line) => recordOf(line)?.state === 'ABORT')).toEqual([])
  expect(latestOf(committed)).toEqual(model.latest)
  expect(s.lines).toEqual([])
}

async function play(steps: readonly Step[]): Promise<number> {
  let s = stage(config)
  const model = new Model()
  const sizes: number[] = []
  for (const each of steps) {
    switch (each.kind) {
      case 'put': {
        const entries = model.values(each.keys, each.tombstone)
        model.add(s.put(entries, { codec: each.codec }), entries, -1)
        break
      }
      case 'transactional': {
        const entries = model.values(each.keys, false)
        const baseSequence = model.sequences[each.producer] as number
        model.sequences[each.producer] = baseSequence + entries.length
        const options = { producerId: each.producer, producerEpoch: 0, baseSequence, isTransactional: true }
        model.add(s.put(entries, options), entries, each.producer)
        break
      }
      case 'end':
        if (!model.hasOpen(each.producer)) break
        s.mark(each.type, each.producer)
        model.end(each.producer, each.type)
        break
      case 'roll':
        s.roll()
        break
      case 'wait':
        s.time.nowMs += each.ms
        break
      case 'clean':
        sizes.push(s.log.sizeBytes)
        await s.clean()
        sizes.push(s.log.sizeBytes)
        await check(s, model)
        break
      case 'restart':
      case 'lose snapshots':
        await s.store.close()
        if (each.kind === 'lose snapshots') {
          s.disk.remove('/data/.kafka_cleanshutdown')
          for (const { name } of s.disk.list('/data/t-0'))
            if (name.endsWith('.snapshot')) s.disk.remove(`/data/t-0/${name}`)
        }
        s = stage(config, {}, { disk: s.disk, time: s.time })
        await check(s, model)
    }
  }
  s.roll()
  sizes.push(s.log.sizeBytes)
  await s.clean()
  sizes.push(s.log.sizeBytes)
  await check(s, model)
  const saved = sizes.reduce((sum, size, n) => (n % 2 === 0 ? sum + size : sum - size), 0)
  await s.store.close()
  return saved
}

test('a reader of the compacted log ends with the same last values', async () => {
  let saved = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 150, size: 'max' }), async (steps) => {
      saved += await play(steps)
    }),
    { numRuns: 36 }
  )
  expect(saved).toBeGreaterThan(10_000)
})
