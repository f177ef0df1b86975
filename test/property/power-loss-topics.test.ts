/**
 * Goal: after a power loss or a kill at any moment, a deleted topic stays deleted, and a recreated topic has only its own records.
 * Method: a broker on a disk that tracks what is synced (sim-disk.ts). Every record contains the id of the topic that it was written
 * to.
 */
import fc from 'fast-check'
import { createSimDisk, type SimDisk } from '../kit/sim-disk.ts'
import { type KnownTopic, TopicLife, type TopicStep, topics, unknownTopic } from './topic-life.ts'

interface Round {
  readonly steps: readonly TopicStep[]
  /** Before this disk change, counted from the start or from the first rename of a directory. */
  readonly lossAt: number
  readonly isAfterDelete: boolean
  readonly isKill: boolean
  readonly seed: number
}

interface State {
  readonly disk: SimDisk
  readonly known: readonly KnownTopic[]
  readonly isKill: boolean
}

const topic = fc.nat(topics.length - 1)
const steps: fc.Arbitrary<TopicStep> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('create' as const), topic }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), topic }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('write' as const), topic, partition: fc.nat(1), bytes: fc.nat(3000) })
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('flush' as const, 'maintain' as const, 'runTimers' as const, 'restart' as const)
    })
  }
)
const rounds = fc.array(
  fc.record({
    steps: fc.array(steps, { maxLength: 25, size: 'max' }),
    lossAt: fc.oneof(fc.nat(30), fc.nat(150)),
    isAfterDelete: fc.boolean(),
    isKill: fc.boolean(),
    seed: fc.nat()
  }),
  { minLength: 1, maxLength: 3, size: 'max' }
)
const disks = fc.record({ pageBytes: fc.constantFrom(512, 4096), syncsNames: fc.boolean() })

async function live(state: State, durability: 'os' | 'disk', round: Round, number: number): Promise<State> {
  const { disk } = state
  const life = new TopicLife(disk, state.known, durability, 1 + number * 1000)
  let left: State | undefined
  let count = round.isAfterDelete ? Number.NEGATIVE_INFINITY : 0
  const end = (): State => {
    if (round.isKill) return { disk: disk.kill(), known: [...life.known], isKill: true }
    const known = life.known.map((each) => ({ ...each, acknowledged: each.durable }))
    return { disk: disk.powerLoss(round.seed), known, isKill: false }
  }
  disk.onChange = (_, { kind, path }) => {
    if (count < 0 && kind === 'rename' && path.endsWith('-delete')) count = 0
    if (count++ === round.lossAt) left ??= end()
  }
  try {
    await life.start(state.isKill)
    for (const step of round.steps) {
      if (left !== undefined) break
      await life.run(step)
    }
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${JSON.stringify({ known: life.known, lines: life.lines }, null, 1)}`)
  }
  left ??= end()
  disk.onChange = undefined
  return left
}

const after: readonly TopicStep[] = [
  ...topics.map((_, n) => ({ kind: 'create', topic: n }) as const),
  ...topics.map((_, n) => ({ kind: 'write', topic: n, partition: 0, bytes: 10 }) as const),
  { kind: 'restart' }
]

test.each(['os', 'disk'] as const)('with durability %s a deleted topic never comes back', async (durability) => {
  await fc.assert(
    fc.asyncProperty(disks, rounds, async (options, plan) => {
      let state: State = { disk: createSimDisk(options), known: topics.map(() => unknownTopic), isKill: false }
      state.disk.makeDirectory('data')
      state.disk.settle()
      for (const [n, round] of plan.entries()) state = await live(state, durability, round, n)
      const last = { steps: after, lossAt: -1, isAfterDelete: false, isKill: true, seed: 0 }
      await live(state, durability, last, plan.length)
    }),
    { numRuns: Number(process.env.POWER_LOSS_RUNS ?? 40) }
  )
})
