/**
 * Goal: after any number of power losses or kills at any moment, each log opens with everything that was promised and nothing that was
 * never written, and continues to work. Method: the real store on a disk that tracks what is synced (sim-disk.ts), with a list of
 * batches as the model. The power fails at a disk operation chosen by fast-check.
 */
import fc from 'fast-check'
import { silentLogger } from '../../src/env/index.ts'
import type { LogConfig } from '../../src/log/index.ts'
import { keys, LocalMetadataStore } from '../../src/metadata/index.ts'
import { firstTransactional, nothingKnown } from '../kit/log-model.ts'
import { logConfig } from '../kit/logs.ts'
import { createSimDisk, type DiskChange, type SimDisk } from '../kit/sim-disk.ts'
import { simEnv, startedMs } from '../kit/sim-env.ts'
import { Life, type Promised, partitions, type State, type Step } from './log-life.ts'

const deleteRetentionMs = 1000

/** The power fails before the nth disk change, or a number of changes after one of a given kind, or at the end. */
type Loss = number | { readonly near: keyof typeof moments; readonly nth: number; readonly after: number }

/** The disk changes that are most error-prone. */
const moments = {
  swap: ({ kind, path }: DiskChange) => kind === 'rename' && path.endsWith('.swap'),
  swapped: ({ kind, path }: DiskChange) => kind === 'rename' && path.endsWith('.log'),
  replaced: ({ kind, path }: DiskChange) => kind === 'rename' && path.endsWith('.deleted'),
  checkpoint: ({ kind, path }: DiskChange) => kind === 'rename' && path.includes('checkpoint'),
  snapshot: ({ kind, path }: DiskChange) => kind === 'rename' && path.endsWith('.snapshot'),
  cut: ({ kind, path }: DiskChange) => kind === 'truncate' && path.endsWith('.log'),
  roll: ({ kind, path }: DiskChange) => kind === 'create' && path.endsWith('.log'),
  clean: ({ path }: DiskChange) => path.endsWith('.kafka_cleanshutdown')
} as const

interface Round {
  readonly steps: readonly Step[]
  readonly loss: Loss
  readonly isKill: boolean
  readonly isSlow: boolean
  readonly seed: number
}

const partition = fc.constantFrom(...partitions)
const step = <Kind extends Step['kind']>(kind: Kind) => fc.constant(kind)
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: step('append'),
      partition,
      producer: fc.nat(4),
      sizes: fc.array(fc.oneof(fc.constant(0), fc.nat(60), fc.nat(2500)), { minLength: 1, maxLength: 3 }),
      keys: fc.array(fc.nat(3), { minLength: 1, maxLength: 3 }),
      isCopy: fc.boolean()
    })
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: step('end'),
      partition,
      producer: fc.integer({ min: firstTransactional, max: 4 }),
      type: fc.constantFrom('ABORT' as const, 'COMMIT' as const)
    })
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('wait' as const, 'flush' as const), partition }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('delete' as const, 'epoch' as const, 'truncate' as const), partition })
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('turn' as const, 'turn' as const, 'runTimers' as const) })
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('maintain' as const, 'maintain' as const, 'beginMaintaining' as const, 'reopen' as const)
    })
  },
  { weight: 1, arbitrary: fc.record({ kind: step('pass'), ms: fc.nat(2 * deleteRetentionMs) }) }
)
const losses: fc.Arbitrary<Loss> = fc.oneof(
  fc.nat(40),
  fc.nat(300),
  fc.record({
    near: fc.constantFrom(...(Object.keys(moments) as (keyof typeof moments)[])),
    nth: fc.nat(8),
    after: fc.nat(6)
  })
)
const rounds = fc.array(
  fc.record({
    steps: fc.array(steps, { maxLength: 40, size: 'max' }),
    loss: losses,
    isKill: fc.boolean(),
    isSlow: fc.boolean(),
    seed: fc.nat()
  }),
  { minLength: 1, maxLength: 3, size: 'max' }
)
const disks = fc.record({ pageBytes: fc.constantFrom(512, 4096), syncsNames: fc.boolean() })
const configs = fc.record({
  cleanupPolicy: fc.constantFrom(
    { compact: false, delete: true },
    { compact: true, delete: false },
    { compact: true, delete: true }
  ),
  segmentBytes: fc.integer({ min: 1000, max: 10_000 }),
  retentionBytes: fc.constantFrom(-1, 5000),
  preallocate: fc.boolean()
})

function dueAt(loss: Loss): (count: number, change: DiskChange) => boolean {
  if (typeof loss === 'number') return (count) => count === loss
  let seen = 0
  let at = -1
  return (count, change) => {
    if (moments[loss.near](change) && seen++ === loss.nth) at = count + loss.after
    return count === at
  }
}

/** Runs one process from start to end, and returns what it leaves behind. */
async function live(state: State, promised: Promised, { steps, loss, isKill, isSlow, seed }: Round): Promise<State> {
  const { disk } = state
  let left: State | undefined
  let life: Life | undefined
  const end = (): State => {
    const known = life?.known ?? state.known
    const nowMs = life?.nowMs ?? state.nowMs
    if (isKill) return { disk: disk.kill(), known, isKill, nowMs }
    // From now on, the records on disk count as acknowledged.
    const kept = known.map((each) => ({ ...each, acknowledgedEnd: each.durableEnd }))
    return { disk: disk.powerLoss(seed), known: kept, isKill, nowMs }
  }
  const isDue = dueAt(loss)
  disk.onChange = (count, change) => {
    if (isDue(count, change)) left ??= end()
  }
  life = new Life(state, promised, isSlow)
  await life.check(state.isKill)
  for (const step of steps) {
    if (left !== undefined) break
    await life.run(step)
  }
  left ??= end()
  disk.onChange = undefined
  return left
}

async function runRounds(
  promised: { readonly durability: 'os' | 'disk'; readonly flushMessages: number },
  config: Partial<LogConfig>,
  disk: Parameters<typeof createSimDisk>[0],
  plan: readonly Round[]
): Promise<void> {
  const whole: LogConfig = {
    ...logConfig,
    ...config,
    flushMessages: promised.flushMessages,
    deleteRetentionMs,
    minCleanableDirtyRatio: 0,
    indexIntervalBytes: 500,
    fileDeleteDelayMs: 0
  }
  let state: State = {
    disk: createSimDisk(disk),
    known: partitions.map(() => nothingKnown),
    isKill: false,
    nowMs: startedMs
  }
  state.disk.makeDirectory('data')
  state.disk.settle()
  for (const round of plan) state = await live(state, { durability: promised.durability, config: whole }, round)
  await live(
    state,
    { durability: promised.durability, config: whole },
    { steps: after, loss: -1, isKill: true, isSlow: false, seed: 0 }
  )
}

/** The log must continue to work, including after a clean shutdown. */
const after: readonly Step[] = [
  ...partitions.map(
    (partition) => ({ kind: 'append', partition, producer: 1, sizes: [10, 20], keys: [1, 2], isCopy: false }) as const
  ),
  ...partitions.map((partition) => ({ kind: 'wait', partition }) as const),
  { kind: 'reopen' }
]

const { POWER_LOSS_RUNS = '60', POWER_LOSS_PATH } = process.env
const runs = {
  numRuns: Number(POWER_LOSS_RUNS),
  // To reproduce a failure, use its OTTLA_SEED and the values that fast-check reports.
  ...(POWER_LOSS_PATH === undefined ? {} : { path: POWER_LOSS_PATH })
}

test.each([
  { durability: 'disk', flushMessages: Number.MAX_SAFE_INTEGER },
  { durability: 'os', flushMessages: 1 },
  { durability: 'os', flushMessages: 5 },
  { durability: 'os', flushMessages: Number.MAX_SAFE_INTEGER }
] as const)(
  'what was promised with durability $durability and flush.messages $flushMessages is there whenever the power fails',
  async (promised) => {
    await fc.assert(
      fc.asyncProperty(configs, disks, rounds, (config, disk, plan) => runRounds(promised, config, disk, plan)),
      runs
    )
  }
)

test.each([/\.log$/, /index$/, /leader-epoch-checkpoint/, /^data(?:\/|$)/])(
  'a disk that does not sync what matches %s is found out',
  async (pattern) => {
    const isHonest = (path: string) => !pattern.test(path)
    const promised = { durability: 'disk', flushMessages: Number.MAX_SAFE_INTEGER } as const
    const found = await fc.check(
      fc.asyncProperty(configs, rounds, (config, plan) => runRounds(promised, config, { isHonest }, plan)),
      { numRuns: 300, seed: 1, endOnFailure: true }
    )
    expect(found.failed).toBe(true)
  }
)

// ------------------------------------------------------------------ metadata

interface MetadataRound {
  /** Sizes of the topics' values; true means that the change is awaited before the next. */
  readonly changes: readonly (readonly [size: number, isAwaited: boolean])[]
  readonly lossAt: number
  readonly seed: number
}

const topicOf = (revision: number) => ({ key: keys.topic(`t${revision}`), value: `${revision} ` })

/** State after `changes` changes. Each writes its own topic and a key common to all. */
async function expectMetadata(store: LocalMetadataStore, acknowledged: number, sent: number): Promise<number> {
  const { revision, entries } = await store.list('')
  expect(revision).toBeGreaterThanOrEqual(acknowledged)
  expect(revision).toBeLessThanOrEqual(sent)
  expect(entries.length).toBe(revision === 0 ? 0 : revision + 1)
  for (let n = 1; n <= revision; n++) {
    const { key, value } = topicOf(n)
    expect((await store.get(key))?.value.startsWith(value)).toBe(true)
  }
  expect((await store.get(keys.nextProducerId))?.value ?? '0').toBe(String(revision))
  return revision
}

test('an acknowledged topic survives a power loss at any moment, and each change is atomic', async () => {
  const change = fc.tuple(fc.oneof(fc.nat(3000), fc.nat(600_000)), fc.boolean())
  const plans = fc.array(
    fc.record({ changes: fc.array(change, { maxLength: 8 }), lossAt: fc.nat(30), seed: fc.nat() }),
    { minLength: 1, maxLength: 3 }
  )
  const live = async (disk: SimDisk, known: { acknowledged: number; sent: number }, round: MetadataRound) => {
    let left: { disk: SimDisk; known: { acknowledged: number; sent: number } } | undefined
    let now = known
    disk.onChange = (count) => {
      if (count === round.lossAt) left = { disk: disk.powerLoss(round.seed), known: now }
    }
    const store = new LocalMetadataStore(simEnv(disk).env, 'data/meta', silentLogger)
    const found = await expectMetadata(store, known.acknowledged, known.sent)
    if (left === undefined) now = { acknowledged: found, sent: found }
    for (const [size, isAwaited] of round.changes) {
      const { key, value } = topicOf(now.sent + 1)
      now = { ...now, sent: now.sent + 1 }
      const counted = { put: keys.nextProducerId, value: String(now.sent) }
      const done = store.transaction([{ key, exists: false }], [{ put: key, value: value.padEnd(size, '.') }, counted])
      const told = done.then(({ revision }) => {
        now = { ...now, acknowledged: Math.max(now.acknowledged, revision) }
      })
      if (isAwaited) await told
    }
    left ??= { disk: disk.powerLoss(round.seed), known: now }
    disk.onChange = undefined
    return left
  }
  await fc.assert(
    fc.asyncProperty(disks, plans, async (options, plan) => {
      const disk = createSimDisk(options)
      disk.makeDirectory('data')
      disk.settle()
      let state = { disk, known: { acknowledged: 0, sent: 0 } }
      for (const round of plan) state = await live(state.disk, state.known, round)
      await live(state.disk, state.known, { changes: [[10, true]], lossAt: -1, seed: 0 })
    }),
    { ...runs, numRuns: Math.ceil(runs.numRuns / 2) }
  )
})
