/** Goal: how the replicas of a partition move (KIP-455). Method: Kafka's rules by example, and a random history of moves. */
import fc from 'fast-check'
import { withInSync } from '../../../src/controller/in-sync-state.ts'
import { type LeadershipView, settled, settledOn } from '../../../src/controller/leadership.ts'
import { cancelled, completed, isReassigning, reassigned } from '../../../src/controller/reassignment.ts'
import { encodePartition, initialPartition, type PartitionImage } from '../../../src/metadata/index.ts'
import { decodePartition } from '../../../src/metadata/partition-image.ts'
import { isFailure } from '../../../src/protocol/index.ts'

const noDirectory = () => undefined
const three = initialPartition([1, 2, 3])
const move = (state: PartitionImage, target: readonly number[]) => reassigned(state, target, noDirectory, 1)
const rules = { minInSync: 1, isUncleanAllowed: false }
const cancel = (state: PartitionImage, more: Partial<typeof rules> = {}) =>
  cancelled(state, 't:0', noDirectory, { ...rules, ...more })

test('new replicas come first, those that leave stay behind them until all new ones are in sync', () => {
  const begun = move(three, [4, 3])
  expect(begun).toMatchObject({ replicas: [4, 3, 1, 2], adding: [4], removing: [1, 2], isr: [1, 2, 3] })
  expect(completed({ ...begun, isr: [1, 2, 4] }, 1)).toMatchObject({ replicas: [4, 3, 1, 2] })
  expect(completed({ ...begun, isr: [1, 2, 3, 4] }, 1)).toMatchObject({
    replicas: [4, 3],
    isr: [3, 4],
    adding: [],
    removing: []
  })
})

test('another order, and fewer replicas that are all in sync, are done at once', () => {
  expect(move(three, [3, 1, 2])).toMatchObject({ replicas: [3, 1, 2], adding: [], removing: [] })
  expect(move(three, [2])).toMatchObject({ replicas: [2], isr: [2], adding: [], removing: [] })
  expect(move({ ...three, isr: [1, 3] }, [2])).toMatchObject({ replicas: [2, 1, 3], removing: [1, 3] })
})

test('a second move takes the place of the first', () => {
  const second = move(move(three, [4, 2, 3]), [5, 2, 3])
  expect(second).toMatchObject({ replicas: [5, 2, 3, 1, 4], adding: [5], removing: [1, 4] })
  // What it brings in has to be in sync; of those that an earlier one brought in nobody asks.
  expect(move(move(three, [4, 2, 3]), [5, 4])).toMatchObject({ adding: [5], removing: [1, 2, 3] })
  // Back to where it was: Kafka lists that until it is cancelled.
  const back = move(move(three, [4]), [1, 2, 3])
  expect(back).toMatchObject({ replicas: [1, 2, 3, 4], adding: [4], removing: [4], isr: [1, 2, 3] })
  expect(completed({ ...back, isr: [1, 2, 3, 4] }, 1)).toMatchObject({ adding: [4], removing: [4] })
  expect(cancel(back)).toMatchObject({ replicas: [1, 2, 3], adding: [], removing: [] })
  const joined = move(move(three, [4, 2, 3]), [1, 2, 3, 4])
  expect(joined).toMatchObject({ replicas: [1, 2, 3, 4], adding: [4], removing: [1] })
})

test('who comes has to be in sync; of those who stay only where fewer are to be left', () => {
  const behind = { ...three, isr: [1, 2] }
  const begun = move(behind, [4, 2, 3])
  expect(completed({ ...begun, isr: [1, 2, 4] }, 1)).toMatchObject({ replicas: [4, 2, 3], isr: [2, 4], adding: [] })
  expect(move(behind, [2, 3])).toMatchObject({ replicas: [2, 3, 1], removing: [1] })
  expect(move(behind, [1, 2])).toMatchObject({ replicas: [1, 2], removing: [] })
})

test('cancelling takes away what was added and keeps what was to go', () => {
  expect(cancel(three)).toMatchObject({ error: 'NO_REASSIGNMENT_IN_PROGRESS' })
  const begun = { ...move(three, [4, 5]), isr: [1, 4] }
  expect(cancel(begun)).toMatchObject({ replicas: [1, 2, 3], isr: [1], adding: [], removing: [] })
  const onlyNew = { ...begun, isr: [4] }
  expect(cancel(onlyNew)).toMatchObject({
    error: 'INVALID_REPLICA_ASSIGNMENT',
    message: 'Unable to revert partition assignment for t:0 because it would require an unclean leader election.'
  })
  expect(cancel(onlyNew, { isUncleanAllowed: true })).toMatchObject({ replicas: [1, 2, 3], isr: [1] })
})

test('directories move with their replicas, and are those of the new brokers', () => {
  const placed = initialPartition([1, 2], ['d1', 'd2'])
  const begun = reassigned(placed, [3, 1], (id) => `d${id}`, 1)
  expect(begun).toMatchObject({ replicas: [3, 1, 2], directories: ['d3', 'd1', 'd2'] })
  expect(completed({ ...begun, isr: [1, 2, 3] }, 1)).toMatchObject({ replicas: [3, 1], directories: ['d3', 'd1'] })
  expect(reassigned(placed, [3], noDirectory, 1).directories).toEqual([])
})

test('what moves is kept, and a partition that rests says nothing of it', () => {
  const begun = move(three, [4, 3])
  expect(decodePartition(encodePartition(begun, three), 0, three)).toEqual(begun)
  expect(encodePartition(three, three)).not.toMatch(/adding|removing/)
})

test('whatever moves begin and are cancelled while brokers come and go, the leader has every acknowledged record', () => {
  const target = fc.uniqueArray(fc.constantFrom(1, 2, 3, 4, 5), { minLength: 1, maxLength: 3 })
  const step = fc.oneof(
    fc.record({ kind: fc.constant('moves' as const), target }),
    fc.record({ kind: fc.constantFrom('cancels' as const, 'writes' as const) }),
    fc.record({
      kind: fc.constantFrom('joins' as const, 'lags' as const, 'goes' as const, 'comes' as const),
      id: fc.nat(5)
    })
  )
  fc.assert(
    fc.property(fc.constantFrom(1, 2), fc.array(step, { maxLength: 50 }), (minInSync, steps) => {
      let state: PartitionImage = three
      const alive = new Set([1, 2, 3, 4, 5])
      const ends = new Map<number, number>()
      let acknowledged = 0
      const view: LeadershipView = {
        isAlive: (id) => alive.has(id),
        directoriesOf: () => [],
        lacksDirectories: () => false,
        minInSync,
        isUncleanAllowed: false
      }
      const take = (next: PartitionImage) => {
        expect(next.partitionEpoch).toBe(state.partitionEpoch + 1)
        const hasLeft = state.replicas.some((id) => !next.replicas.includes(id))
        if (hasLeft) expect(next.leaderEpoch).toBe(state.leaderEpoch + 1)
        // Who leaves loses its log.
        for (const id of state.replicas) if (!next.replicas.includes(id)) ends.delete(id)
        state = next
      }
      const inSync = (isr: readonly number[]) =>
        take({ ...withInSync(state, isr, minInSync), partitionEpoch: state.partitionEpoch + 1 })
      for (const each of steps) {
        const { leader, replicas, isr } = state
        if (each.kind === 'moves') take(settledOn(state, reassigned(state, each.target, noDirectory, minInSync), view))
        else if (each.kind === 'cancels') {
          const next = cancelled(state, 't:0', noDirectory, view)
          if (!isFailure(next)) take(settledOn(state, next, view))
        } else if (each.kind === 'goes') alive.delete(each.id)
        else if (each.kind === 'comes') alive.add(each.id)
        else if (!alive.has(leader)) continue
        else if (each.kind === 'writes') {
          const end = (ends.get(leader) ?? 0) + 1
          for (const id of isr) ends.set(id, end)
          if (isr.length >= Math.min(minInSync, replicas.length)) acknowledged = end
        } else if (
          each.kind === 'joins' &&
          replicas.includes(each.id) &&
          alive.has(each.id) &&
          !isr.includes(each.id)
        ) {
          ends.set(each.id, ends.get(leader) ?? 0)
          inSync(replicas.filter((id) => id === each.id || isr.includes(id)))
        } else if (each.kind === 'lags' && each.id !== leader && isr.includes(each.id))
          inSync(isr.filter((id) => id !== each.id))
        const next = settled(state, view)
        if (next !== null) take(next)
        expect(settled(state, view)).toBeNull()
        for (const id of [...state.isr, ...state.elr]) {
          expect(state.replicas).toContain(id)
          expect(ends.get(id) ?? 0).toBeGreaterThanOrEqual(acknowledged)
        }
        if (state.leader >= 0) expect(state.isr).toContain(state.leader)
        for (const id of [...state.adding, ...state.removing]) expect(state.replicas).toContain(id)
        if (isReassigning(state)) expect(state.replicas.length).toBeGreaterThan(state.removing.length)
      }
    })
  )
})
