/** Goal: replicas spread over racks and brokers as Kafka spreads them. Method: stripes by example, and what always holds. */
import fc from 'fast-check'
import { RackStripes } from '../../../src/controller/rack-stripes.ts'

const broker = (id: number, rack: string | null = null, isFenced = false) => ({ id, rack, isFenced })
const none = () => 0
const take = (stripes: RackStripes, partitions: number, count: number) =>
  Array.from({ length: partitions }, () => stripes.next(count))

test('three racks of three brokers give the stripes that Kafka describes', () => {
  const brokers = ['a', 'b', 'c'].flatMap((rack, at) => [0, 1, 2].map((n) => broker(10 * (at + 1) + n, rack)))
  expect(take(new RackStripes(brokers, 0, none), 3, 3)).toEqual([
    [10, 20, 30],
    [21, 31, 11],
    [32, 12, 22]
  ])
})

test('without racks the brokers follow each other, and a rack with one broker takes a replica of each partition', () => {
  const plain = [broker(1), broker(2), broker(3)]
  expect(take(new RackStripes(plain, 1, none), 3, 2)).toEqual([
    [2, 3],
    [3, 1],
    [1, 2]
  ])
  const uneven = [broker(1, 'a'), broker(2, 'a'), broker(3, 'b')]
  expect(take(new RackStripes(uneven, 0, none), 2, 2)).toEqual([
    [1, 3],
    [3, 2]
  ])
})

test('a fenced broker leads nothing, and comes last in its rack', () => {
  const brokers = [broker(1, 'a', true), broker(2, 'a'), broker(3, 'b', true)]
  for (const replicas of take(new RackStripes(brokers, 0, none), 4, 3)) expect(replicas).toEqual([2, 3, 1])
})

test('topics of one size, one after the other, leave no broker out', () => {
  const brokers = Array.from({ length: 50 }, (_, id) => broker(id, `rack ${id % 5}`))
  const led = new Map<number, number>()
  for (let topic = 0; topic < 50; topic++)
    for (const [leader = -1] of take(new RackStripes(brokers, topic * 10, none), 10, 3))
      led.set(leader, (led.get(leader) ?? 0) + 1)
  expect([...new Set(led.values()), led.size]).toEqual([10, 50])
})

test('each partition has distinct brokers in as many racks as can be, and every broker leads as often, but for one', () => {
  const brokers = fc.uniqueArray(fc.record({ id: fc.nat(50), rack: fc.constantFrom(null, 'a', 'b', 'c') }), {
    minLength: 1,
    maxLength: 9,
    selector: ({ id }) => id
  })
  fc.assert(
    fc.property(brokers, fc.nat(100), fc.nat(8), fc.infiniteStream(fc.nat()), (some, firstIndex, more, numbers) => {
      const all = some.map(({ id, rack }) => broker(id, rack))
      const count = 1 + (more % all.length)
      const racks = new Set(all.map(({ rack }) => rack)).size
      const placed = take(new RackStripes(all, firstIndex, (n) => (numbers.next().value ?? 0) % n), 30, count)
      const rackOf = new Map(all.map(({ id, rack }) => [id, rack]))
      for (const replicas of placed) {
        expect(new Set(replicas).size).toBe(count)
        expect(new Set(replicas.map((id) => rackOf.get(id))).size).toBe(Math.min(count, racks))
      }
      if (racks > 1) return
      const led = all.map(({ id }) => placed.filter(([leader]) => leader === id).length)
      expect(Math.max(...led) - Math.min(...led)).toBeLessThanOrEqual(1)
    })
  )
})
