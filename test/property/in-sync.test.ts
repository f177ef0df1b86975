/**
 * Goal: whatever happens with followers, fencing, late metadata and rejected ISR changes, a record only counts as committed if every
 * replica in the ISR has it, and committed records stay committed.
 * Method: a leader partition over a log of numbers, with random appends, fetches and time steps, and a metadata store that accepts or
 * rejects proposed changes and delivers updates late. After every step, the high watermark is compared with the actual replicas. At
 * the end, all replicas must be in sync and all records committed.
 */
import fc from 'fast-check'
import type { PartitionLog } from '../../src/log/index.ts'
import { initialPartition, type PartitionImage } from '../../src/metadata/index.ts'
import { ReplicaPartition } from '../../src/replica/partition.ts'

const replicas = [1, 2, 3]
const lagTimeMaxMs = 30

type Step =
  | { readonly do: 'append'; readonly count: number }
  | { readonly do: 'write'; readonly share: number }
  | { readonly do: 'fetch'; readonly id: number; readonly share: number }
  | { readonly do: 'advance'; readonly ms: number }
  | { readonly do: 'fence' | 'unfence'; readonly id: number }
  /** The follower restarts with part of its log. */
  | { readonly do: 'restart'; readonly id: number; readonly share: number }
  /** The follower is fenced for a while, and the others continue. */
  | { readonly do: 'absent'; readonly id: number; readonly ms: number }
  | { readonly do: 'rehear' | 'propose' | 'commit' | 'refuse' | 'hear' }

const follower = fc.constantFrom(2, 3)
const share = fc.constantFrom(0, 0.5, 1)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('write' as const), share }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('fetch' as const), id: follower, share }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.constantFrom(1, 20, 40) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('fence' as const, 'unfence' as const), id: follower }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), id: follower, share }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('absent' as const), id: follower, ms: fc.constantFrom(0, 20, 40) })
  },
  { weight: 1, arbitrary: fc.constant({ do: 'rehear' as const }) },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constantFrom('propose', 'commit', 'commit', 'refuse', 'hear') as fc.Arbitrary<'propose'>
    })
  }
)

/** The part of a log that a leader uses. */
class NumberLog {
  logEndOffset = 0
  logStartOffset = 0
  writtenOffset = 0
  highWatermark = 0
  latestLeaderEpoch = -1
  failed = false
  settled: ((failure: null) => void) | undefined

  append(): unknown {
    const firstOffset = this.logEndOffset++
    return { error: null, firstOffset, lastOffset: firstOffset }
  }

  writeTo(offset: number): void {
    this.writtenOffset = offset
    this.settled?.(null)
  }

  assignLeaderEpoch(epoch: number): void {
    this.latestLeaderEpoch = epoch
  }
}

class World {
  readonly log = new NumberLog()
  readonly ends = new Map([
    [2, 0],
    [3, 0]
  ])
  readonly fenced = new Set<number>()
  /** Broker epochs of the followers. */
  readonly epochs = new Map([
    [2, 0],
    [3, 0]
  ])
  /** Contents of the metadata store, which reach the leader later. */
  truth: PartitionImage = initialPartition(replicas)
  heard = this.truth
  news: PartitionImage[] = []
  proposal: { readonly isr: readonly number[]; readonly on: number; readonly epochs: Map<number, number> } | undefined
  nowMs = 0
  readonly partition: ReplicaPartition

  constructor(minInSync: number) {
    this.partition = new ReplicaPartition({
      env: {} as never,
      brokerId: 1,
      topic: 't',
      topicId: '',
      partition: 0,
      log: this.log as unknown as PartitionLog,
      image: this.truth,
      minInSyncReplicas: () => minInSync,
      rules: {
        nowMs: () => this.nowMs,
        lagTimeMaxMs: () => lagTimeMaxMs,
        epochOf: (id) => (this.fenced.has(id) ? undefined : this.epochs.get(id))
      },
      moveStart: async () => {},
      mayJoin: () => {},
      traffic: []
    })
  }

  fetch(id: number, part: number): void {
    const end = this.ends.get(id) ?? 0
    this.partition.followerReached(id, end)
    this.ends.set(id, end + Math.ceil((this.log.logEndOffset - end) * part))
  }

  #write(isr: readonly number[]): void {
    this.truth = { ...this.truth, isr, partitionEpoch: this.truth.partitionEpoch + 1 }
    this.news.push(this.truth)
  }

  fence(id: number): void {
    this.fenced.add(id)
    if (this.truth.isr.includes(id)) this.#write(this.truth.isr.filter((each) => each !== id))
  }

  propose(): void {
    if (this.proposal !== undefined) return
    const on = this.partition.partitionEpoch
    const isr = this.partition.proposeIsr()
    if (isr !== null) this.proposal = { isr, on, epochs: new Map(this.epochs) }
  }

  /** Compare-and-set: the leader sees a rejection immediately, and a change with the next metadata update. */
  commit(isTaken: boolean): void {
    const { proposal } = this
    if (proposal === undefined) return
    this.proposal = undefined
    const isNew = (id: number) => this.fenced.has(id) || proposal.epochs.get(id) !== this.epochs.get(id)
    const isFenced = proposal.isr.some((id) => isNew(id) && !this.truth.isr.includes(id))
    if (isTaken && proposal.on === this.truth.partitionEpoch && !isFenced) this.#write(proposal.isr)
    else this.partition.isrRefused(proposal.isr)
  }

  hear(): void {
    const image = this.news.shift()
    if (image === undefined) return
    this.heard = image
    this.partition.update(image)
  }

  unfence(id: number, share = 1): void {
    if (!this.fenced.delete(id)) return
    this.epochs.set(id, (this.epochs.get(id) ?? 0) + 1)
    this.ends.set(id, Math.floor((this.ends.get(id) ?? 0) * share))
  }

  absent(id: number, ms: number): void {
    this.fence(id)
    while (this.news.length > 0) this.hear()
    for (let n = 0; n < 2; n++) {
      this.run({ do: 'append', count: 1 })
      this.log.writeTo(this.log.logEndOffset)
      this.fetch(5 - id, 1)
      this.nowMs += ms
    }
    this.unfence(id)
  }

  run(each: Step): void {
    switch (each.do) {
      case 'append':
        for (let n = 0; n < each.count; n++) this.partition.append(Buffer.alloc(0), { origin: 'coordinator', acks: 1 })
        break
      case 'write': {
        const { writtenOffset, logEndOffset } = this.log
        this.log.writeTo(writtenOffset + Math.ceil((logEndOffset - writtenOffset) * each.share))
        break
      }
      case 'fetch':
        this.fetch(each.id, each.share)
        break
      case 'advance':
        this.nowMs += each.ms
        break
      case 'fence':
        this.fence(each.id)
        break
      case 'absent':
        this.absent(each.id, each.ms)
        break
      case 'rehear':
        // Another partition of the topic changed.
        this.partition.update(this.heard)
        break
      case 'unfence':
        this.unfence(each.id)
        break
      case 'restart':
        this.fence(each.id)
        while (this.news.length > 0) this.hear()
        this.unfence(each.id, each.share)
        break
      case 'propose':
        this.propose()
        break
      case 'commit':
      case 'refuse':
        this.commit(each.do === 'commit')
        break
      case 'hear':
        this.hear()
        break
    }
  }

  check(before: number): void {
    const { highWatermark, writtenOffset } = this.log
    const least = Math.min(writtenOffset, ...this.truth.isr.flatMap((id) => (id === 1 ? [] : [this.ends.get(id) ?? 0])))
    if (highWatermark > least) throw new Error(`committed to ${highWatermark}, and a replica in sync has ${least}`)
    if (highWatermark < before) throw new Error(`committed went back from ${before} to ${highWatermark}`)
    if (!this.truth.isr.includes(1)) throw new Error('the leader left its in-sync replicas')
  }

  rest(): void {
    for (const id of replicas) this.unfence(id)
    for (let round = 0; round < 6; round++) {
      this.log.writeTo(this.log.logEndOffset)
      for (const id of [2, 3]) for (let n = 0; n < 2; n++) this.fetch(id, 1)
      this.propose()
      this.commit(true)
      while (this.news.length > 0) this.hear()
    }
  }
}

test.each([1, 2, 3])('with min.insync.replicas %i nothing is committed that a replica in sync lacks', (minInSync) => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 80 }), (steps) => {
      const world = new World(minInSync)
      for (const each of steps) {
        const { highWatermark } = world.log
        world.run(each)
        world.check(highWatermark)
      }
      world.rest()
      expect([...world.truth.isr].sort()).toEqual(replicas)
      expect(world.log.highWatermark).toBe(world.log.logEndOffset)
    }),
    { numRuns: 800 }
  )
})

test('lagging followers leave the ISR, and rejoin once they keep up, despite constant appends', () => {
  const world = new World(1)
  for (let round = 0; round < 40; round++) {
    world.run({ do: 'append', count: 2 })
    world.run({ do: 'write', share: 1 })
    if (round >= 20) for (const id of [2, 3]) world.fetch(id, 1)
    world.run({ do: 'advance', ms: 5 })
    world.propose()
    world.commit(true)
    while (world.news.length > 0) world.hear()
    if (round === 19) expect(world.truth.isr).toEqual([1])
  }
  expect(world.truth.isr).toEqual(replicas)
})
