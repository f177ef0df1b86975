/**
 * Goal: whatever members, clocks, restarts and the log do, a classic group keeps its guarantees (G1, G2, D2).
 * Method: random churn against a coordinator on virtual time. After every step
 *  - a partition has one owner per generation, no matter who sends SyncGroup, or how often;
 *  - commits are only accepted from members of the current generation, and accepted ones are never lost;
 *  - leader, members and pending requests are consistent, and the number of timers is bounded by the members;
 *  - a restart restores the same state;
 * and at the end, once all members are silent, no request is left pending and every member has been removed.
 */
import fc from 'fast-check'
import { ClassicGroup } from '../../src/coordination/group/classic/group.ts'
import type { JoinAnswer } from '../../src/coordination/index.ts'
import { GroupStage, subscription } from '../kit/group-stage.ts'
import { turn } from '../kit/virtual-time.ts'

const clientCount = 5
const partitionCount = 3

type Step =
  | { readonly do: 'join'; readonly client: number; readonly asNew: boolean; readonly metadata: number }
  | { readonly do: 'sync' | 'heartbeat' | 'leave'; readonly client: number }
  | {
      readonly do: 'commit'
      readonly client: number
      readonly partition: number
      readonly offset: number
      readonly staleBy: number
    }
  | { readonly do: 'advance'; readonly ms: number }
  /** Well-behaved clients: those in the mask join, rejoin with their ids, and sync after a while. */
  | { readonly do: 'rally'; readonly joining: number; readonly syncing: number; readonly afterMs: number }
  | { readonly do: 'restart' | 'hold' | 'acknowledge' | 'refuse' | 'accept' }

const client = fc.integer({ min: 0, max: clientCount - 1 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('rally' as const),
      joining: fc.integer({ min: 1, max: 2 ** clientCount - 1 }),
      syncing: fc.integer({ min: 1, max: 2 ** clientCount - 1 }),
      afterMs: fc.constantFrom(0, 3000, 6000)
    })
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('join' as const),
      client,
      asNew: fc.boolean(),
      metadata: fc.integer({ min: 0, max: 1 })
    })
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('sync' as const), client }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('heartbeat' as const, 'leave' as const), client }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('commit' as const),
      client,
      partition: fc.integer({ min: 0, max: partitionCount - 1 }),
      offset: fc.nat(1000),
      staleBy: fc.constantFrom(0, 0, 0, 1)
    })
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.constantFrom(100, 3000, 6000, 11_000) })
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('restart' as const, 'hold' as const, 'refuse' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('acknowledge' as const, 'accept' as const) }) }
)

interface Client {
  memberId: string
  generationId: number
  /** Members in its last JoinGroup response as leader. */
  members: readonly string[]
  /** Clients 0 and 1 are static. */
  readonly instance: string | null
}

class Churn {
  readonly stage: GroupStage
  readonly clients: Client[]
  /** Owner of each partition, by generation. */
  readonly owners = new Map<string, string>()
  /** Successfully committed offsets by partition; undefined while the last response is unknown. */
  readonly committed = new Map<number, number>()
  open = 0
  problems: string[] = []

  constructor(seed: number) {
    this.stage = new GroupStage({ seed, configs: { 'offsets.retention.minutes': 1e9 } })
    this.clients = Array.from({ length: clientCount }, (_, index) => ({
      memberId: '',
      generationId: -1,
      members: [],
      instance: index < 2 ? `pod-${index}` : null
    }))
  }

  get group(): ClassicGroup | undefined {
    const group = this.stage.coordinator.find('g')
    return group instanceof ClassicGroup ? group : undefined
  }

  async run(each: Step): Promise<void> {
    switch (each.do) {
      case 'join':
        this.#join(this.clients[each.client] as Client, each)
        break
      case 'sync':
        this.#sync(this.clients[each.client] as Client)
        break
      case 'rally':
        await this.#rally(each)
        break
      case 'heartbeat':
        this.stage.heartbeat(this.clients[each.client] as Client)
        break
      case 'leave':
        this.stage.coordinator.leave('g', [
          { memberId: this.clients[each.client]?.memberId ?? '', groupInstanceId: null, reason: null }
        ])
        break
      case 'commit':
        await this.#commit(each)
        break
      case 'advance':
        await this.stage.time.advance(each.ms)
        break
      case 'restart':
        await this.#restart()
        break
      case 'hold':
        this.stage.partition.isHeld = true
        break
      case 'acknowledge':
        this.stage.partition.acknowledge()
        break
      case 'refuse':
        this.stage.partition.refusal = 'NOT_ENOUGH_REPLICAS'
        break
      case 'accept':
        this.stage.partition.refusal = null
    }
    await turn()
    this.#check()
  }

  #join(self: Client, { asNew, metadata }: { readonly asNew: boolean; readonly metadata: number }): void {
    if (asNew) self.memberId = ''
    this.open++
    const protocols = [{ name: 'range', metadata: subscription(`t${metadata}`) }]
    const joining = this.stage.join({
      memberId: self.memberId,
      groupInstanceId: self.instance,
      protocols,
      requiresKnownMemberId: true
    })
    void joining.then((answer) => this.#joined(self, answer))
  }

  async #rally({ joining, syncing, afterMs }: Step & { readonly do: 'rally' }): Promise<void> {
    const chosen = (mask: number) => this.clients.filter((_, index) => (mask & (1 << index)) !== 0)
    for (let time = 0; time < 2; time++) {
      // A dynamic member that was given its id has not joined with it yet.
      for (const self of chosen(joining))
        if (!this.group?.members.get(self.memberId)?.awaitingJoin) this.#join(self, { asNew: false, metadata: 0 })
      await turn()
    }
    await this.stage.time.advance(afterMs)
    for (const self of chosen(syncing)) this.#sync(self)
    await turn()
  }

  #joined(self: Client, answer: JoinAnswer): void {
    this.open--
    if (answer.error === 'UNKNOWN_MEMBER_ID' || answer.error === 'FENCED_INSTANCE_ID') self.memberId = ''
    if (answer.error === 'NONE' || answer.error === 'MEMBER_ID_REQUIRED') self.memberId = answer.memberId
    if (answer.error !== 'NONE') return
    self.generationId = answer.generationId
    self.members = answer.members.map(({ memberId }) => memberId)
    if (answer.leader === answer.memberId && !self.members.includes(answer.memberId))
      this.problems.push('a leader that is no member')
  }

  #sync(self: Client): void {
    const { memberId, generationId, members } = self
    this.open++
    const parts = Object.fromEntries(members.map((id, index) => [id, partsOf(index, members.length).join(',')]))
    void this.stage.coordinator
      .sync({
        groupId: 'g',
        memberId,
        generationId,
        groupInstanceId: self.instance,
        protocolType: null,
        protocolName: null,
        assignments: Object.entries(parts).map(([id, text]) => ({ memberId: id, assignment: Buffer.from(text) }))
      })
      .then((answer) => {
        this.open--
        if (answer.error !== 'NONE') return
        const text = Buffer.from(answer.assignment).toString()
        for (const partition of text.split(',').filter((part) => part !== ''))
          this.#own(`${generationId}/${partition}`, self.instance ?? memberId)
      })
  }

  #own(what: string, who: string): void {
    const owner = this.owners.get(what) ?? who
    this.owners.set(what, owner)
    if (owner !== who) this.problems.push(`${what} belongs to ${owner} and to ${who}`)
  }

  async #commit(each: Step & { readonly do: 'commit' }): Promise<void> {
    const self = this.clients[each.client] as Client
    const { partition, offset } = each
    const generationId = self.generationId - each.staleBy
    const group = this.group
    const mayCommit =
      generationId >= 0
        ? group?.generationId === generationId &&
          group.members.has(self.memberId) &&
          group.state !== 'CompletingRebalance'
        : group === undefined || group.state === 'Empty'
    const wasHeld = this.stage.partition.isHeld
    const committing = this.stage.commit('t', partition, offset, { memberId: self.memberId, generationId })
    this.open++
    const settle = async () => {
      const error = await committing
      this.open--
      if (error === 'NONE') this.committed.set(partition, offset)
      if (error === 'NONE' && !mayCommit) this.problems.push(`generation ${generationId} of ${self.memberId} committed`)
    }
    if (!wasHeld) await settle()
    else {
      void settle()
      // Responses arrive in commit order, so the last one counts.
      await turn()
    }
  }

  async #restart(): Promise<void> {
    this.stage.partition.acknowledge()
    await turn()
    const before = this.#durable()
    await this.stage.restart()
    await turn()
    if (before !== null) expect(this.#durable()).toEqual(before)
    for (const [partition, offset] of this.committed) expect(await this.stage.fetch('t', partition)).toBe(offset)
  }

  /** Null during a rebalance: a restart then restores the previous generation. */
  #durable(): unknown {
    const group = this.group
    if (group === undefined || (group.state !== 'Stable' && group.state !== 'Empty')) return null
    const { state, generationId, protocolType, protocolName, leaderId, stateTimestampMs } = group
    const members = [...group.members.values()].map(
      ({ memberId, groupInstanceId, assignment }) => `${memberId} ${groupInstanceId} ${Buffer.from(assignment)}`
    )
    // A group without a generation is written without the time of later changes.
    return {
      state,
      generationId,
      protocolType,
      protocolName,
      leaderId,
      members: members.sort(),
      isTimed: stateTimestampMs !== null
    }
  }

  #check(): void {
    expect(this.problems).toEqual([])
    expect(this.stage.faults).toEqual([])
    const group = this.group
    if (group === undefined) return
    const { members, leaderId, pendingSync, pendingJoin, staticMembers } = group
    if (members.size > 0) expect(members.has(leaderId ?? '')).toBe(true)
    expect([...members.values()].filter(({ awaitingJoin }) => awaitingJoin !== null)).toHaveLength(
      group.awaitingJoinCount
    )
    for (const memberId of pendingSync) expect(members.has(memberId)).toBe(true)
    for (const memberId of pendingJoin) expect(members.has(memberId)).toBe(false)
    for (const [instance, memberId] of staticMembers) expect(members.get(memberId)?.groupInstanceId).toBe(instance)
    if (group.state === 'Empty') expect(members.size).toBe(0)
    if (group.state === 'Stable')
      expect(
        [...members.values()].every(({ awaitingJoin, awaitingSync }) => awaitingJoin === null && awaitingSync === null)
      ).toBe(true)
    // One per member and per id handed out, including replaced members, plus those of the group itself.
    expect(this.stage.time.timerCount).toBeLessThan(200)
  }

  async finish(): Promise<void> {
    this.stage.partition.refusal = null
    this.stage.partition.acknowledge()
    await this.stage.time.advance(1_200_000)
    expect(this.open).toBe(0)
    const group = this.group
    if (group !== undefined) expect([group.state, group.members.size, group.pendingJoin.size]).toEqual(['Empty', 0, 0])
    for (const [partition, offset] of this.committed) expect(await this.stage.fetch('t', partition)).toBe(offset)
  }
}

/** Assigns every partition to one member. */
const partsOf = (index: number, of: number): number[] =>
  Array.from({ length: partitionCount }, (_, partition) => partition).filter((partition) => partition % of === index)

test('a classic group keeps its guarantees under any churn', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 120 }), fc.nat(), async (steps, seed) => {
      const churn = new Churn(seed)
      for (const each of steps) await churn.run(each)
      await churn.finish()
    }),
    { numRuns: Number(process.env.RUNS ?? 300) }
  )
})
