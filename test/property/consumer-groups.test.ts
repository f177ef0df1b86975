/**
 * Goal: whatever the members of a consumer group do, no two read the same partition, and in the end each partition has a reader (G1).
 * Method: 1 to 50 members join, leave, stall, die and rejoin, topics grow and the broker restarts, in random order on virtual time.
 * After every step, no partition may have two owners. At the end, all members behave well, and every partition must have an owner.
 */
import fc from 'fast-check'
import { ConsumerMemberClient } from '../kit/consumer-member.ts'
import { GroupStage, topicId } from '../kit/group-stage.ts'
import { seed } from '../kit/seed.ts'

const heartbeatMs = 5000

type Step =
  | { readonly kind: 'join' }
  | { readonly kind: 'beat' | 'lateBeat' | 'leave' | 'stall' | 'awake'; readonly of: number }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'grow' | 'restart' }

const member = fc.nat(99)
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ kind: 'join' }) },
  { weight: 20, arbitrary: member.map((of): Step => ({ kind: 'beat', of })) },
  { weight: 6, arbitrary: member.map((of): Step => ({ kind: 'lateBeat', of })) },
  { weight: 2, arbitrary: member.map((of): Step => ({ kind: 'leave', of })) },
  { weight: 2, arbitrary: member.map((of): Step => ({ kind: 'stall', of })) },
  { weight: 2, arbitrary: member.map((of): Step => ({ kind: 'awake', of })) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 60_000 }).map((ms): Step => ({ kind: 'wait', ms })) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ kind: 'grow' }, { kind: 'restart' }) }
)

class World {
  readonly stage = new GroupStage({ configs: { 'consumer.assignment.interval.ms': 1000 } })
  readonly members: ConsumerMemberClient[] = []
  readonly #assignor: string
  readonly #stalled = new Set<ConsumerMemberClient>()
  /** Time of each member's last response. A member stops reading on its own when its session has expired. */
  readonly #heardMs = new Map<ConsumerMemberClient, number>()
  partitions = 100
  #joined = 0

  constructor(assignor: string) {
    this.#assignor = assignor
    this.stage.setTopic('t', this.partitions)
  }

  #nowMs(): number {
    return this.stage.time.env.clock.monotonicMs()
  }

  async join(): Promise<void> {
    if (this.members.length >= 50) return
    const client = new ConsumerMemberClient(this.stage, `m${this.#joined++}`, { serverAssignor: this.#assignor })
    this.members.push(client)
    await this.#beat(client)
  }

  async #beat(client: ConsumerMemberClient): Promise<void> {
    await client.beat()
    this.#heardMs.set(client, this.#nowMs())
  }

  async do(step: Step): Promise<void> {
    const client = 'of' in step ? this.members[step.of % Math.max(this.members.length, 1)] : undefined
    if (step.kind === 'join') await this.join()
    else if (step.kind === 'wait') await this.stage.time.advance(step.ms)
    else if (step.kind === 'restart') await this.stage.restart()
    else if (step.kind === 'grow') this.stage.setTopic('t', ++this.partitions)
    else if (client === undefined) return
    else if (step.kind === 'stall') this.#stalled.add(client)
    else if (step.kind === 'awake') this.#stalled.delete(client)
    else if (step.kind === 'leave') {
      await client.leave()
      this.members.splice(this.members.indexOf(client), 1)
    } else if (!this.#stalled.has(client)) {
      await this.#beat(client)
      // A late member has stopped reading the partitions it lost, and has not started reading new ones.
      if (step.kind === 'lateBeat') client.revoke()
      else client.reconcile()
    }
    this.#expireSessions()
    this.check()
  }

  /** A client whose session has expired stops reading, whether or not the broker has told it. */
  #expireSessions(): void {
    for (const client of this.members)
      if (this.#nowMs() - (this.#heardMs.get(client) ?? 0) >= 30_000) client.owned.clear()
  }

  check(): void {
    const owners = new Map<string, string>()
    for (const { memberId, owned } of this.members)
      for (const place of owned) {
        const other = owners.get(place)
        if (other !== undefined) throw new Error(`${place} is owned by ${other} and ${memberId}`)
        owners.set(place, memberId)
      }
  }

  /** All members behave well until the assignment is stable. */
  async settle(): Promise<void> {
    this.#stalled.clear()
    for (let round = 0; round < 16; round++) {
      for (const client of this.members) {
        await this.#beat(client)
        client.reconcile()
        this.check()
      }
      await this.stage.time.advance(heartbeatMs)
    }
    const owned = new Set(this.members.flatMap((client) => [...client.owned]))
    const all = Array.from({ length: this.partitions }, (_, partition) => `${topicId('t')} ${partition}`)
    if (this.members.length > 0) expect([...owned].sort()).toEqual(all.sort())
    const group = this.stage.coordinator.find('g')
    if (group !== undefined) expect(group.state).toBe(this.members.length === 0 ? 'Empty' : 'Stable')
    if (this.members.length === 0) return
    const sizes = this.members.map((client) => client.owned.size)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
  }
}

for (const assignor of ['uniform', 'range']) {
  test(`members of a group with the ${assignor} assignor never read the same partition, and in the end all`, async () => {
    const property = fc.asyncProperty(fc.array(steps, { minLength: 20, maxLength: 120 }), async (script) => {
      const world = new World(assignor)
      await world.join()
      for (const step of script) await world.do(step)
      await world.settle()
      expect(world.stage.faults).toEqual([])
    })
    await fc.assert(property, { seed, numRuns: 25 })
  })
}
