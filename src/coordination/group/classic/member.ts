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

/** Response to a JoinGroup. */
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

/** Response to a SyncGroup. */
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

/** A member of a classic group. Holds copies only: nothing refers to a connection's buffers. */
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
  /** JoinGroup pending until the end of the join phase. */
  awaitingJoin: Respond<JoinAnswer> | null = null
  /** SyncGroup pending until the leader's arrives. */
  awaitingSync: Respond<SyncAnswer> | null = null
  /** The member has not had its first response yet, so it cannot send heartbeats, and a longer timeout applies. */
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

  /** Whether names, metadata and order are the same. */
  matches(protocols: readonly MemberProtocol[]): boolean {
    if (protocols.length !== this.protocols.length) return false
    return protocols.every((protocol, index) => {
      const own = this.protocols[index]
      return own !== undefined && own.name === protocol.name && Buffer.compare(own.metadata, protocol.metadata) === 0
    })
  }

  /** A member with a pending request needs no heartbeats. A new one only until its timeout. */
  get hasSatisfiedHeartbeat(): boolean {
    return !this.isNew && (this.awaitingJoin !== null || this.awaitingSync !== null)
  }
}
