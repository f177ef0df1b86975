/**
 * Goal: the same groups have the same assignment here as on Apache Kafka 4.3.1, again and again as members come and go.
 * Method: what Kafka's own classes made of random groups (test/differential/Assignors.java) is made here.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import type { AssignedMember } from '../../../src/coordination/assignors/assignor.ts'
import { rangeAssignor } from '../../../src/coordination/assignors/server-range.ts'
import { shareAssignor } from '../../../src/coordination/assignors/share.ts'
import { uniformAssignor } from '../../../src/coordination/assignors/uniform.ts'
import { KeptJavaOrder, stringsInJavaOrder } from '../../../src/coordination/group/modern/java-order.ts'
import { isFailure } from '../../../src/protocol/index.ts'

type Partitions = Readonly<Record<string, readonly number[]>>

interface Vector {
  readonly assignor?: 'range' | 'uniform'
  readonly type: 'homogeneous' | 'heterogeneous'
  readonly topics: Readonly<Record<string, number>>
  /** Of share groups: partitions whose state is there. */
  readonly ready?: { readonly '': Partitions }
  readonly members: readonly (readonly [string, string | null, readonly string[]])[]
  readonly before: Readonly<Record<string, Partitions>>
  readonly after: Readonly<Record<string, Partitions>>
}

const read = (name: string) =>
  gunzipSync(readFileSync(`test/fixtures/${name}-4.3.1.jsonl.gz`))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Vector)
const vectors = read('assignors')

const setsOf = (partitions: Partitions) =>
  new Map(Object.entries(partitions).map(([topicId, list]) => [topicId, new Set(list)]))

function assign({ assignor, type, topics, ready, members, before }: Vector): Record<string, Record<string, number[]>> {
  const known = new Map(
    members.map(([memberId, instanceId, topicIds]): [string, AssignedMember] => [
      memberId,
      {
        instanceId,
        topicIds: new Set(topicIds),
        topicCount: topicIds.length,
        assigned: setsOf(before[memberId] ?? {})
      }
    ])
  )
  const owned = [...known.values()].flatMap(({ assigned }) =>
    [...assigned].flatMap(([topicId, partitions]) => [...partitions].map((partition) => ({ topicId, partition })))
  )
  const takenOf = (topicId: string) =>
    new Set(owned.filter((place) => place.topicId === topicId).map(({ partition }) => partition))
  const isReady = (topicId: string, partition: number) => ready?.[''][topicId]?.includes(partition) === true
  const ofConsumers = assignor === 'range' ? rangeAssignor : uniformAssignor
  const assigned = (assignor === undefined ? shareAssignor(isReady) : ofConsumers)({
    memberIds: stringsInJavaOrder(known.keys()),
    members: known,
    assignedTo: (memberId) => known.get(memberId)?.assigned ?? new Map(),
    type,
    assignedOf: takenOf,
    partitionCount: (topicId) => topics[topicId] ?? -1
  })
  if (isFailure(assigned)) throw new Error(assigned.message ?? assigned.error)
  return Object.fromEntries(
    members.flatMap(([memberId]) => {
      const own = assigned.get(memberId)
      if (own === undefined) return []
      const sorted = [...own].map(([topicId, set]) => [topicId, [...set].sort((a, b) => a - b)])
      return [[memberId, Object.fromEntries(sorted)]]
    })
  )
}

test('there are enough of each kind', () => {
  for (const assignor of ['range', 'uniform'])
    for (const type of ['homogeneous', 'heterogeneous'])
      expect(vectors.filter((vector) => vector.assignor === assignor && vector.type === type).length).toBeGreaterThan(
        50
      )
  expect(vectors.length).toBeGreaterThan(500)
})

test('every assignment is Kafka’s', () => {
  for (const vector of vectors) expect(assign(vector)).toEqual(vector.after)
})

test('every assignment of a share group is Kafka’s', () => {
  const shared = read('share-assignor')
  for (const type of ['homogeneous', 'heterogeneous'])
    expect(shared.filter((vector) => vector.type === type).length).toBeGreaterThan(50)
  for (const vector of shared) {
    const ours = assign(vector)
    const told = ({ members }: Vector, assigned: Readonly<Record<string, Partitions>>) =>
      JSON.stringify(members.map(([memberId]) => [memberId, sortedBy(assigned[memberId] ?? {})]))
    expect(told(vector, ours)).toBe(told(vector, vector.after))
  }
})

test('an order that is kept while keys come and go is the one that would be made anew', () => {
  const steps = fc.array(fc.tuple(fc.nat(39), fc.integer({ min: 0, max: 7 })), { minLength: 100, maxLength: 100 })
  const isKept = (script: readonly (readonly [number, number])[]) => {
    const keys = new Map<string, true>()
    const kept = new KeptJavaOrder(keys)
    return script.every(([number, dice]) => {
      const key = `member-${number}`
      const anew = stringsInJavaOrder(new Set([...keys.keys(), key]))
      if (kept.with(key).join() !== anew.join()) return false
      if (dice === 0 && keys.delete(key)) kept.removed()
      if (dice === 0 || keys.has(key)) return true
      keys.set(key, true)
      kept.added(key)
      return true
    })
  }
  fc.assert(fc.property(steps, isKept), { numRuns: 20 })
})

const sortedBy = (partitions: Partitions) => Object.fromEntries(Object.entries(partitions).sort())
