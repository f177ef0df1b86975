/**
 * Goal: whatever brokers come and go, an acknowledged record has a leader that has it, or none (KIP-966).
 * Method: the rules by example, and a random history of brokers and writes against a model that knows who has what.
 */
import fc from 'fast-check'
import { electLeader } from '../../../src/controller/election.ts'
import { withoutEligible } from '../../../src/controller/eligible-replicas.ts'
import { withInSync } from '../../../src/controller/in-sync-state.ts'
import { isUsable, type LeadershipView, settled } from '../../../src/controller/leadership.ts'
import { initialPartition, type PartitionImage } from '../../../src/metadata/index.ts'
import { isFailure } from '../../../src/protocol/index.ts'

const view = (alive: readonly number[], more: Partial<LeadershipView> = {}): LeadershipView => ({
  isAlive: (id) => alive.includes(id),
  directoriesOf: () => [],
  lacksDirectories: () => false,
  minInSync: 1,
  isUncleanAllowed: false,
  ...more
})
const three = initialPartition([1, 2, 3])

test('nothing changes while everybody is there', () => {
  expect(settled(three, view([1, 2, 3]))).toBeNull()
})

test('a follower that is gone leaves the in-sync replicas, and the leader and its epoch stay', () => {
  const next = settled(three, view([1, 3]))
  expect(next).toMatchObject({ leader: 1, isr: [1, 3], leaderEpoch: 0, partitionEpoch: 1, elr: [] })
})

test('the next leader is the first of the assignment that is in sync, in a new epoch', () => {
  expect(settled(three, view([2, 3]))).toMatchObject({ leader: 2, isr: [2, 3], leaderEpoch: 1, partitionEpoch: 1 })
  const shrunk = { ...three, isr: [1, 3] }
  expect(settled(shrunk, view([2, 3]))).toMatchObject({ leader: 3, isr: [3], leaderEpoch: 1 })
})

test('the last in-sync replica stays eligible, and leads again when it is back', () => {
  const alone = settled(three, view([2])) as PartitionImage
  expect(alone).toMatchObject({ leader: 2, isr: [2] })
  const none = settled(alone, view([1, 3])) as PartitionImage
  expect(none).toMatchObject({ leader: -1, isr: [], elr: [2], leaderEpoch: 2 })
  expect(settled(none, view([1, 3]))).toBeNull()
  expect(settled(none, view([1, 2, 3]))).toMatchObject({ leader: 2, isr: [2], elr: [], leaderEpoch: 3 })
})

test('those who left while too few were in sync are eligible: nothing was committed without them', () => {
  const atTwo = { minInSync: 2 }
  const first = settled(three, view([1, 2], atTwo)) as PartitionImage
  expect(first).toMatchObject({ isr: [1, 2], elr: [] })
  const second = settled(first, view([1], atTwo)) as PartitionImage
  expect(second).toMatchObject({ leader: 1, isr: [1], elr: [2] })
  const nobody = settled(second, view([], atTwo)) as PartitionImage
  expect(nobody).toMatchObject({ leader: -1, isr: [], elr: [1, 2] })
  expect(settled(nobody, view([2, 3], atTwo))).toMatchObject({ leader: 2, isr: [2], elr: [1] })
})

test('an eligible replica is none any more where records are committed without it', () => {
  const shrunk = { ...three, isr: [1], elr: [2, 3] }
  expect(settled(shrunk, view([1, 2, 3], { minInSync: 2 }))).toBeNull()
  expect(settled(shrunk, view([1, 2, 3]))).toMatchObject({ leader: 1, isr: [1], elr: [] })
  expect(settled(shrunk, view([2, 3]))).toMatchObject({ leader: -1, isr: [], elr: [1] })
})

test('an unclean election takes whoever is there, where it is allowed', () => {
  const lost = { ...three, isr: [], elr: [1], leader: -1, leaderEpoch: 4 }
  expect(settled(lost, view([3]))).toBeNull()
  expect(settled(lost, view([3], { isUncleanAllowed: true }))).toMatchObject({
    leader: 3,
    isr: [3],
    elr: [],
    leaderEpoch: 5
  })
})

test('where all came back from an unclean stop the last leader leads, once it is there', () => {
  const atTwo = { minInSync: 2 }
  const last = settled({ ...three, isr: [2], elr: [1], leader: 2 }, view([], atTwo)) as PartitionImage
  expect(last).toMatchObject({ leader: -1, isr: [], elr: [2, 1], lastKnownElr: [2] })
  const first = settled(last, view([], { ...atTwo, unclean: [2] })) as PartitionImage
  expect(first).toMatchObject({ leader: -1, leaderEpoch: last.leaderEpoch, isr: [], elr: [1], lastKnownElr: [2] })
  expect(settled(first, view([2, 3], atTwo))).toBeNull()
  expect(settled(first, view([1, 2], atTwo))).toMatchObject({ leader: 1, isr: [1], elr: [], lastKnownElr: [] })
  const second = settled(first, view([2, 3], { ...atTwo, unclean: [1] })) as PartitionImage
  expect(second).toMatchObject({ leader: 2, isr: [2], elr: [], lastKnownElr: [] })
  const nobody = settled(first, view([3], { ...atTwo, unclean: [1] })) as PartitionImage
  expect(nobody).toMatchObject({ leader: -1, isr: [], elr: [], lastKnownElr: [2] })
  const lost = { ...nobody, directories: ['d1', 'd2', 'd3'] }
  expect(settled(lost, view([2, 3], { ...atTwo, directoriesOf: () => ['new'] }))).toBeNull()
  expect(settled(lost, view([2, 3], { ...atTwo, directoriesOf: (id) => [`d${id}`] }))).toMatchObject({ leader: 2 })
})

test('a broker that came back without its directory does not count as in sync', () => {
  const placed = { ...three, directories: ['d1', 'd2', 'd3'] }
  const directoriesOf = (id: number) => [id === 1 ? 'new' : `d${id}`]
  expect(settled(placed, view([1, 2, 3], { directoriesOf }))).toMatchObject({ leader: 2, isr: [2, 3], leaderEpoch: 1 })
  const single = { ...initialPartition([1]), directories: ['d1'] }
  expect(settled(single, view([1], { directoriesOf }))).toBeNull()
})

test('a single replica whose directory failed leads nothing until the directory is back, or another takes its place', () => {
  const single = { ...initialPartition([1]), directories: ['d1'] }
  const failed = { directoriesOf: () => ['d2'], lacksDirectories: () => true }
  const none = settled(single, view([1], failed)) as PartitionImage
  expect(none).toMatchObject({ leader: -1, isr: [], elr: [1], lastKnownElr: [1], leaderEpoch: 1 })
  for (const isUncleanAllowed of [false, true])
    expect(settled(none, view([1], { ...failed, isUncleanAllowed }))).toBeNull()
  const brokers = view([1], failed)
  expect(isFailure(electLeader(none, 'unclean', (id) => isUsable(id, none, brokers)))).toBe(true)
  const led = { leader: 1, isr: [1], elr: [], lastKnownElr: [], leaderEpoch: 2 }
  expect(settled(none, view([1], { directoriesOf: () => ['d1', 'd2'] }))).toMatchObject(led)
  expect(settled(none, view([1], { directoriesOf: () => ['d2', 'd3'] }))).toMatchObject(led)
})

/** A model of one partition: what each replica has, and what was acknowledged with acks=all. */
interface Model {
  state: PartitionImage
  readonly alive: Set<number>
  readonly logs: Map<number, number>
  acknowledged: number
  minInSync: number
}

type Step =
  | { readonly kind: 'sets'; readonly minInSync: number }
  | { readonly kind: 'goes' | 'comes'; readonly id: number }
  /** It lost the end of what it had, and says that it did not stop in good order. */
  | { readonly kind: 'comes short'; readonly id: number; readonly lost: number }
  | { readonly kind: 'writes'; readonly followers: readonly number[] }
  | { readonly kind: 'joins'; readonly id: number }

const id = fc.constantFrom(1, 2, 3)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('goes' as const, 'comes' as const), id }),
  fc.record({ kind: fc.constant('comes short' as const), id, lost: fc.nat(3) }),
  fc.record({ kind: fc.constant('writes' as const), followers: fc.subarray([1, 2, 3]) }),
  fc.record({ kind: fc.constant('joins' as const), id }),
  fc.record({ kind: fc.constant('sets' as const), minInSync: id })
)

function run(model: Model, step: Step): void {
  const { state, alive, logs, minInSync } = model
  if (step.kind === 'sets') {
    model.minInSync = step.minInSync
    if (minInSync !== step.minInSync) model.state = withoutEligible(state) ?? state
  } else if (step.kind === 'goes') alive.delete(step.id)
  else if (step.kind === 'comes') alive.add(step.id)
  else if (step.kind === 'comes short') {
    if (alive.has(step.id)) return
    const next = settled(state, view([...alive], { minInSync, unclean: [step.id] }))
    if (next !== null) model.state = next
    alive.add(step.id)
    logs.set(step.id, Math.max(0, (logs.get(step.id) ?? 0) - step.lost))
  } else if (!alive.has(state.leader)) return
  else if (step.kind === 'writes') {
    const end = (logs.get(state.leader) ?? 0) + 1
    logs.set(state.leader, end)
    for (const each of step.followers) if (alive.has(each)) logs.set(each, end)
    const isCommitted = state.isr.length >= minInSync && state.isr.every((each) => logs.get(each) === end)
    if (isCommitted) model.acknowledged = end
  } else if (alive.has(step.id) && !state.isr.includes(step.id)) {
    // A follower joins when it has all that the leader has; what it had beyond it is cut off.
    logs.set(step.id, logs.get(state.leader) ?? 0)
    const isr = state.replicas.filter((each) => each === step.id || state.isr.includes(each))
    model.state = { ...withInSync(state, isr, minInSync), partitionEpoch: state.partitionEpoch + 1 }
  }
}

/** What does not hold after a step; null: all does. */
function broken({ state, alive, logs, acknowledged }: Model): string | null {
  const { leader, isr, elr } = state
  const has = (id: number) => (logs.get(id) ?? 0) >= acknowledged
  if (leader >= 0 && !(alive.has(leader) && isr.includes(leader) && has(leader))) return 'the leader'
  if (!isr.every(has)) return 'who is in sync'
  if (!elr.every(has)) return 'who is eligible'
  return isr.some((each) => elr.includes(each)) ? 'in sync and eligible' : null
}

/** The controller looks at the partition after a step. */
function settle(model: Model): string | null {
  const { state, alive, logs, minInSync } = model
  const now = view([...alive], { minInSync })
  const next = settled(state, now)
  if (next === null) return null
  // Nobody else is left: what the last leader lost is lost.
  if (next.leader >= 0 && state.isr.length + state.elr.length === 0)
    model.acknowledged = Math.min(model.acknowledged, logs.get(next.leader) ?? 0)
  model.state = next
  if (next.partitionEpoch !== state.partitionEpoch + 1) return 'the partition epoch'
  if (next.leaderEpoch !== state.leaderEpoch + (next.leader === state.leader ? 0 : 1)) return 'the leader epoch'
  return settled(next, now) === null ? null : 'it is not settled'
}

test('a leader of a clean election has every acknowledged record', () => {
  const steps = fc.array(step, { maxLength: 60, size: 'max' })
  fc.assert(
    fc.property(id, steps, (minInSync, steps) => {
      const model: Model = { state: three, alive: new Set([1, 2, 3]), logs: new Map(), acknowledged: 0, minInSync }
      for (const each of steps) {
        run(model, each)
        const wrong = settle(model) ?? broken(model)
        if (wrong !== null) throw new Error(`${wrong}: ${JSON.stringify(model.state)}`)
      }
    })
  )
})
