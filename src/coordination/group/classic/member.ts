import type { ErrorName } from '../../../protocol/index.ts'

export interface MemberProtocol {
  readonly name: string
  readonly metadata: Uint8Array
}

export interface JoinedMember {
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly metadata: Uint8Array
}

/** What a JoinGroup is answered. */
export interface JoinAnswer {
  readonly error: ErrorName
  readonly generationId: number
  readonly protocolType: string | null
  readonly protocolName: string | null
  readonly leader: string
  readonly skipAssignment: boolean
  readonly memberId: string
  readonly members: readonly JoinedMember[]
}

/** What a SyncGroup is answered. */
export interface SyncAnswer {
  readonly error: ErrorName
  readonly protocolType: string | null
  readonly protocolName: string | null
  readonly assignment: Uint8Array
}

export type Respond<A> = (answer: A) => void

export const noAssignment: Uint8Array = new Uint8Array(0)

export function joinError(error: ErrorName, memberId: string): JoinAnswer {
  return {
    error,
    generationId: -1,
    protocolType: null,
    protocolName: null,
    leader: '',
    skipAssignment: false,
    memberId,
    members: []
  }
}

export function syncError(error: ErrorName): SyncAnswer {
  return { error, protocolType: null, protocolName: null, assignment: noAssignment }
}

interface MemberFacts {
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly clientId: string
  readonly clientHost: string
  readonly protocolType: string
  readonly rebalanceTimeoutMs: number
  readonly sessionTimeoutMs: number
  readonly protocols: readonly MemberProtocol[]
  readonly assignment: Uint8Array
}

/** A member of a classic group. Everything in it is a copy: nothing refers to a connection's buffers. */
export class ClassicMember {
  readonly memberId: string
  readonly groupInstanceId: string | null
  readonly clientId: string
  readonly clientHost: string
  readonly protocolType: string
  rebalanceTimeoutMs: number
  sessionTimeoutMs: number
  protocols: readonly MemberProtocol[]
  assignment: Uint8Array
  /** A JoinGroup that waits for the end of the join phase. */
  awaitingJoin: Respond<JoinAnswer> | null = null
  /** A SyncGroup that waits for the leader's. */
  awaitingSync: Respond<SyncAnswer> | null = null
  /** It has not got its first answer yet, so it cannot send heartbeats: its own longer time applies. */
  isNew = false

  constructor(facts: MemberFacts) {
    this.memberId = facts.memberId
    this.groupInstanceId = facts.groupInstanceId
    this.clientId = facts.clientId
    this.clientHost = facts.clientHost
    this.protocolType = facts.protocolType
    this.rebalanceTimeoutMs = facts.rebalanceTimeoutMs
    this.sessionTimeoutMs = facts.sessionTimeoutMs
    this.protocols = facts.protocols
    this.assignment = facts.assignment
  }

  metadata(protocolName: string | null): Uint8Array {
    return this.protocols.find((protocol) => protocol.name === protocolName)?.metadata ?? noAssignment
  }

  /** Same names and metadata in the same order. */
  matches(protocols: readonly MemberProtocol[]): boolean {
    if (protocols.length !== this.protocols.length) return false
    return protocols.every((protocol, index) => {
      const own = this.protocols[index]
      return own !== undefined && own.name === protocol.name && Buffer.compare(own.metadata, protocol.metadata) === 0
    })
  }

  /** A member that waits for an answer of ours is alive without heartbeats, a new one only for so long. */
  get hasSatisfiedHeartbeat(): boolean {
    return !this.isNew && (this.awaitingJoin !== null || this.awaitingSync !== null)
  }
}
