/*
 * State of one classic group: members, generation, leader, protocol, and pending JoinGroup and SyncGroup requests.
 * Changed by the transitions in this folder (join, rebalance, sync, leave), which the shard runs one at a time.
 * Does not use timers or the log.
 */
import { type ErrorName, type Failure, failed } from '../../../protocol/index.ts'
import type { Committer, DescribedGroup, Group } from '../group.ts'
import type { CommittedOffset } from '../offsets/store.ts'
import { type GroupRecord, groupRecord } from '../records.ts'
import { describeClassic } from './describe.ts'
import {
  ClassicMember,
  type JoinAnswer,
  type JoinedMember,
  joinError,
  type MemberProtocol,
  type Respond,
  type SyncAnswer,
  syncError
} from './member.ts'

type ClassicState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead'

/** Valid previous states of each state (org.apache.kafka.coordinator.group.classic.ClassicGroupState). */
const before: { readonly [K in ClassicState]: readonly ClassicState[] } = {
  Empty: ['PreparingRebalance'],
  PreparingRebalance: ['Stable', 'CompletingRebalance', 'Empty'],
  CompletingRebalance: ['PreparingRebalance'],
  Stable: ['CompletingRebalance'],
  Dead: ['Stable', 'PreparingRebalance', 'CompletingRebalance', 'Empty', 'Dead']
}

const consumerProtocolType = 'consumer'
const noMembers: ReadonlyMap<string, ClassicMember> = new Map()
const noInstances: ReadonlyMap<string, string> = new Map()
const noIds: ReadonlySet<string> = new Set()

export class ClassicGroup implements Group {
  readonly type = 'classic'
  readonly groupId: string
  state: ClassicState = 'Empty'
  previousState: ClassicState = 'Dead'
  /** Wall clock milliseconds of the last state change; null if the record is too old to include it. */
  stateTimestampMs: number | null
  protocolType: string | null = null
  protocolName: string | null = null
  leaderId: string | null = null
  generationId = 0
  /** A member joined during the initial rebalance delay, which may therefore be extended. */
  newMemberAdded = false
  /** Null if unknown. */
  subscribedTopics: ReadonlySet<string> | null = null
  // Created on first use: a group without members needs none of them.
  #members: Map<string, ClassicMember> | undefined
  #staticMembers: Map<string, string> | undefined
  #pendingJoin: Set<string> | undefined
  #pendingSync: Set<string> | undefined
  /** Number of members that support each protocol. */
  #supporters: Map<string, number> | undefined
  #awaitingJoin = 0

  constructor(groupId: string, nowMs: number) {
    this.groupId = groupId
    this.stateTimestampMs = nowMs
  }

  get members(): ReadonlyMap<string, ClassicMember> {
    return this.#members ?? noMembers
  }

  /** Member ids by instance id. */
  get staticMembers(): ReadonlyMap<string, string> {
    return this.#staticMembers ?? noInstances
  }

  /** Member ids that were handed out but have not joined yet (KIP-394). */
  get pendingJoin(): ReadonlySet<string> {
    return this.#pendingJoin ?? noIds
  }

  /** Members that have not sent SyncGroup in this generation yet. */
  get pendingSync(): ReadonlySet<string> {
    return this.#pendingSync ?? noIds
  }

  expectJoin(memberId: string): void {
    this.#pendingJoin ??= new Set()
    this.#pendingJoin.add(memberId)
  }

  expectSync(memberId: string): void {
    this.#pendingSync ??= new Set()
    this.#pendingSync.add(memberId)
  }

  syncSeen(memberId: string): void {
    this.#pendingSync?.delete(memberId)
  }

  expectNoSyncs(): void {
    this.#pendingSync?.clear()
  }

  get awaitingJoinCount(): number {
    return this.#awaitingJoin
  }

  get hasAllMembersJoined(): boolean {
    return this.members.size === this.#awaitingJoin && this.pendingJoin.size === 0
  }

  get usesConsumerProtocol(): boolean {
    return this.protocolType === consumerProtocolType
  }

  /** The longest rebalance timeout of any member. */
  get rebalanceTimeoutMs(): number {
    let longest = 0
    for (const member of this.members.values()) longest = Math.max(longest, member.rebalanceTimeoutMs)
    return longest
  }

  get canRebalance(): boolean {
    return before.PreparingRebalance.includes(this.state)
  }

  transitionTo(state: ClassicState, nowMs: number): void {
    if (!before[state].includes(this.state))
      throw new Error(`group ${this.groupId}: invalid transition from ${this.state} to ${state}`)
    this.previousState = this.state
    this.state = state
    this.stateTimestampMs = nowMs
  }

  add(member: ClassicMember, awaitingJoin: Respond<JoinAnswer> | null): void {
    if (this.members.size === 0) this.protocolType = member.protocolType
    if (member.groupInstanceId !== null) this.#setStatic(member.groupInstanceId, member.memberId)
    this.leaderId ??= member.memberId
    this.#members ??= new Map()
    this.#members.set(member.memberId, member)
    this.#count(member.protocols, 1)
    this.#pendingJoin?.delete(member.memberId)
    this.awaitJoin(member, awaitingJoin)
  }

  #setStatic(groupInstanceId: string, memberId: string): void {
    this.#staticMembers ??= new Map()
    this.#staticMembers.set(groupInstanceId, memberId)
  }

  remove(memberId: string): void {
    const member = this.members.get(memberId)
    if (member !== undefined) {
      // Fail a pending request, so that its client rejoins.
      this.answerJoin(member, joinError('UNKNOWN_MEMBER_ID', ''))
      this.answerSync(member, syncError('UNKNOWN_MEMBER_ID'))
      this.#members?.delete(memberId)
      this.#count(member.protocols, -1)
      if (member.groupInstanceId !== null) this.#staticMembers?.delete(member.groupInstanceId)
    }
    if (this.leaderId === memberId) this.electAnyLeader()
    this.#pendingJoin?.delete(memberId)
    this.syncSeen(memberId)
  }

  electAnyLeader(): void {
    const [first] = this.members.keys()
    this.leaderId = first ?? null
  }

  /** Returns false if a leader is needed but no joined member can be one. */
  electJoinedLeader(): boolean {
    const leader = this.leaderId === null ? undefined : this.members.get(this.leaderId)
    if (leader === undefined) return false
    if (leader.awaitingJoin !== null) return true
    for (const member of this.members.values()) {
      if (member.awaitingJoin === null) continue
      this.leaderId = member.memberId
      return true
    }
    return false
  }

  /** A static member rejoined with a new id: fences the old one (KIP-345). */
  replaceStaticMember(groupInstanceId: string, oldMemberId: string, newMemberId: string): ClassicMember {
    const old = this.members.get(oldMemberId)
    if (old === undefined) throw new Error(`group ${this.groupId} has no member ${oldMemberId}`)
    this.answerJoin(old, joinError('FENCED_INSTANCE_ID', oldMemberId))
    this.answerSync(old, syncError('FENCED_INSTANCE_ID'))
    const { clientId, clientHost, protocolType, protocols, assignment, rebalanceTimeoutMs, sessionTimeoutMs } = old
    const facts = { memberId: newMemberId, groupInstanceId, clientId, clientHost, protocolType, protocols, assignment }
    const member = new ClassicMember({ ...facts, rebalanceTimeoutMs, sessionTimeoutMs })
    this.#members?.delete(oldMemberId)
    this.#members?.set(newMemberId, member)
    this.syncSeen(oldMemberId)
    if (this.leaderId === oldMemberId) this.leaderId = newMemberId
    this.#setStatic(groupInstanceId, newMemberId)
    return member
  }

  /** Validates a request's member id. Returns null if it is a member that is not fenced. */
  memberRefusal(memberId: string, groupInstanceId: string | null): Failure | null {
    if (groupInstanceId !== null) {
      const known = this.staticMembers.get(groupInstanceId)
      if (known === undefined) return failed('UNKNOWN_MEMBER_ID')
      if (known !== memberId) return failed('FENCED_INSTANCE_ID')
    }
    return this.members.has(memberId) ? null : failed('UNKNOWN_MEMBER_ID')
  }

  /** Whether a member with this protocol type and these protocols is compatible with the other members. */
  supports(protocolType: string, protocols: readonly MemberProtocol[]): boolean {
    if (this.state === 'Empty') return protocolType !== '' && protocols.length > 0
    if (this.protocolType !== protocolType) return false
    if (this.members.size === 0) return protocols.length > 0
    return protocols.some(({ name }) => this.#isSupportedByAll(name))
  }

  #isSupportedByAll(name: string): boolean {
    return this.#supporters?.get(name) === this.members.size
  }

  /** A protocol that a client lists twice counts once. */
  #count(protocols: readonly MemberProtocol[], by: 1 | -1): void {
    this.#supporters ??= new Map()
    for (const name of new Set(protocols.map((protocol) => protocol.name))) {
      const count = (this.#supporters.get(name) ?? 0) + by
      if (count === 0) this.#supporters.delete(name)
      else this.#supporters.set(name, count)
    }
  }

  /** Whether the protocol counts match the members, for invariant checks. */
  get hasTrueCounts(): boolean {
    const counted = new Map<string, number>()
    for (const { protocols } of this.members.values())
      for (const name of new Set(protocols.map((protocol) => protocol.name)))
        counted.set(name, (counted.get(name) ?? 0) + 1)
    const known = this.#supporters ?? new Map<string, number>()
    return counted.size === known.size && [...counted].every(([name, n]) => known.get(name) === n)
  }

  /** Each member votes for its first protocol that all support. Most votes win; in a tie, the protocol voted for first. */
  selectProtocol(): string {
    const votes = new Map<string, number>()
    for (const member of this.members.values()) {
      const vote = member.protocols.find(({ name }) => this.#isSupportedByAll(name))
      if (vote !== undefined) votes.set(vote.name, (votes.get(vote.name) ?? 0) + 1)
    }
    let best = ''
    let most = 0
    for (const [name, count] of votes) if (count > most) [best, most] = [name, count]
    if (most === 0) throw new Error(`group ${this.groupId} has no protocol that all members support`)
    return best
  }

  update(
    member: ClassicMember,
    facts: {
      readonly protocols: readonly MemberProtocol[]
      readonly rebalanceTimeoutMs: number
      readonly sessionTimeoutMs: number
    }
  ): void {
    this.#count(member.protocols, -1)
    this.#count(facts.protocols, 1)
    member.protocols = facts.protocols
    member.rebalanceTimeoutMs = facts.rebalanceTimeoutMs
    member.sessionTimeoutMs = facts.sessionTimeoutMs
  }

  /** Fails any earlier pending request of the same member id, so that none waits forever. */
  awaitJoin(member: ClassicMember, respond: Respond<JoinAnswer> | null): void {
    const waiting = member.awaitingJoin
    if (waiting !== null && respond !== null) waiting(joinError('REBALANCE_IN_PROGRESS', member.memberId))
    if (waiting === null && respond !== null) this.#awaitingJoin++
    if (waiting !== null && respond === null) this.#awaitingJoin--
    member.awaitingJoin = respond
  }

  answerJoin(member: ClassicMember, answer: JoinAnswer): void {
    const respond = member.awaitingJoin
    if (respond === null) return
    this.awaitJoin(member, null)
    respond(answer)
  }

  /** Returns true if a request was pending. */
  answerSync(member: ClassicMember, answer: SyncAnswer): boolean {
    const respond = member.awaitingSync
    if (respond === null) return false
    member.awaitingSync = null
    respond(answer)
    return true
  }

  startNextGeneration(nowMs: number): void {
    // Java int arithmetic: the generation wraps around.
    this.generationId = (this.generationId + 1) | 0
    const isEmpty = this.members.size === 0
    this.protocolName = isEmpty ? null : this.selectProtocol()
    this.transitionTo(isEmpty ? 'Empty' : 'CompletingRebalance', nowMs)
    this.expectNoSyncs()
  }

  joinedMembers(): JoinedMember[] {
    return [...this.members.values()].map((member) => ({
      memberId: member.memberId,
      groupInstanceId: member.groupInstanceId,
      metadata: member.metadata(this.protocolName)
    }))
  }

  /** Response to a successful join. Only the leader gets the member list. */
  joined(memberId: string, skipAssignment = false): JoinAnswer {
    return {
      error: 'NONE',
      generationId: this.generationId,
      protocolType: this.protocolType,
      protocolName: this.protocolName,
      leader: this.leaderId ?? '',
      skipAssignment,
      memberId,
      members: this.leaderId === memberId ? this.joinedMembers() : []
    }
  }

  isSubscribedTo(topic: string): boolean {
    return this.subscribedTopics === null ? this.usesConsumerProtocol : this.subscribedTopics.has(topic)
  }

  commitRefusal({ memberId, groupInstanceId, generationId, isTransactional = false }: Committer): Failure | null {
    if (this.state === 'Dead') return failed('COORDINATOR_NOT_AVAILABLE')
    if (generationId < 0 && this.state === 'Empty') return null
    if (generationId >= 0 || memberId !== '' || groupInstanceId !== null) {
      const refusal = this.memberRefusal(memberId, groupInstanceId)
      if (refusal !== null) return refusal
      if (generationId !== this.generationId) return failed('ILLEGAL_GENERATION')
    } else if (this.state !== 'Empty' && !isTransactional) {
      return failed('UNKNOWN_MEMBER_ID')
    }
    // The member knows its generation but not its assignment yet.
    return this.state === 'CompletingRebalance' && !isTransactional ? failed('REBALANCE_IN_PROGRESS') : null
  }

  fetchRefusal(): null {
    return null
  }

  deleteRefusal(): Failure | null {
    if (this.state === 'Dead') return failed('GROUP_ID_NOT_FOUND')
    return this.state === 'Empty' ? null : failed('NON_EMPTY_GROUP')
  }

  /** With the consumer protocol, subscriptions are known, so the offsets of other topics can be deleted. */
  offsetDeleteRefusal(): Failure | null {
    if (this.state === 'Dead') return failed('GROUP_ID_NOT_FOUND')
    return this.state === 'Empty' || this.usesConsumerProtocol ? null : failed('NON_EMPTY_GROUP')
  }

  offsetsAgeFrom(): ((committed: CommittedOffset) => number) | null {
    const sinceCommit = (committed: CommittedOffset) => committed.commitTimestampMs
    const { protocolType, state, stateTimestampMs } = this
    if (protocolType === null) return sinceCommit
    if (state === 'Empty') return stateTimestampMs === null ? sinceCommit : () => stateTimestampMs
    return this.usesConsumerProtocol && this.subscribedTopics !== null && state === 'Stable' ? sinceCommit : null
  }

  get isAbandoned(): boolean {
    return this.state === 'Empty' && this.pendingJoin.size === 0
  }

  removals(): GroupRecord[] {
    return [groupRecord(this.groupId, null)]
  }

  giveWay(): readonly GroupRecord[] | Failure {
    return this.state === 'Empty' ? this.removals() : failed('INCONSISTENT_GROUP_PROTOCOL')
  }

  describe(): DescribedGroup {
    return describeClassic(this)
  }

  close(): void {
    this.#answerAll('NOT_COORDINATOR')
  }

  /** Another group has replaced this one: fails pending requests and disables remaining deadlines. */
  end(error: ErrorName): void {
    this.#answerAll(error)
    this.state = 'Dead'
  }

  #answerAll(error: ErrorName): void {
    for (const member of this.members.values()) {
      this.answerJoin(member, joinError(error, member.memberId))
      this.answerSync(member, syncError(error))
    }
  }
}
