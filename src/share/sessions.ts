/*
 * Share sessions: remembers the partitions each member fetches, so that its requests list only the changes. Each member has one session,
 * tied to the connection that opened it. Source: org.apache.kafka.server.share.session.ShareSessionCache.
 */
import { type Failure, failed } from '../protocol/index.ts'

export interface SessionPartition {
  readonly topicId: string
  readonly partition: number
}

export const initialSessionEpoch = 0
export const finalSessionEpoch = -1

interface ShareSession {
  readonly groupId: string
  readonly memberId: string
  epoch: number
  readonly partitions: Map<string, SessionPartition>
}

interface SessionRequest {
  readonly groupId: string
  readonly memberId: string
  readonly epoch: number
}

const keyOf = (groupId: string, memberId: string) => `${memberId.length} ${memberId}${groupId}`
const nameOf = ({ topicId, partition }: SessionPartition) => `${topicId}/${partition}`
const nextEpoch = (epoch: number) => (epoch >= 0x7fffffff ? 1 : epoch + 1)

export class ShareSessions {
  readonly #sessions = new Map<string, ShareSession>()
  readonly #sessionsMax: () => number

  constructor(sessionsMax: () => number) {
    this.#sessionsMax = sessionsMax
  }

  get size(): number {
    return this.#sessions.size
  }

  /** Returns the member's session. Each request with the initial epoch replaces it with a new object. */
  of(groupId: string, memberId: string): object | undefined {
    return this.#sessions.get(keyOf(groupId, memberId))
  }

  hasGroup(groupId: string): boolean {
    for (const session of this.#sessions.values()) if (session.groupId === groupId) return true
    return false
  }

  /**
   * Returns the partitions of a ShareFetch in the order to fetch them. A request with the initial epoch starts a new session. Fails with
   * SHARE_SESSION_NOT_FOUND, INVALID_SHARE_SESSION_EPOCH, SHARE_SESSION_LIMIT_REACHED.
   */
  fetch(
    request: SessionRequest,
    added: readonly SessionPartition[],
    forgotten: readonly SessionPartition[]
  ): readonly SessionPartition[] | Failure {
    const { groupId, memberId, epoch } = request
    const key = keyOf(groupId, memberId)
    const known = this.#sessions.get(key)
    if (epoch === finalSessionEpoch) return known === undefined ? failed('SHARE_SESSION_NOT_FOUND') : []
    if (epoch === initialSessionEpoch) {
      this.#sessions.delete(key)
      if (this.#sessions.size >= this.#sessionsMax()) return failed('SHARE_SESSION_LIMIT_REACHED')
      const partitions = new Map(added.map((each) => [nameOf(each), each]))
      this.#sessions.set(key, { groupId, memberId, epoch: 1, partitions })
      return [...partitions.values()]
    }
    const fault = faultOf(known, epoch)
    if (fault !== null || known === undefined) return fault ?? failed('SHARE_SESSION_NOT_FOUND')
    for (const each of added) known.partitions.set(nameOf(each), each)
    for (const each of forgotten) known.partitions.delete(nameOf(each))
    known.epoch = nextEpoch(known.epoch)
    const all = [...known.partitions.values()]
    const first = all.length === 0 ? 0 : known.epoch % all.length
    return [...all.slice(first), ...all.slice(0, first)]
  }

  /** Checks the session of a ShareAcknowledge, which cannot open one. Returns null if the request may proceed. */
  acknowledge({ groupId, memberId, epoch }: SessionRequest): Failure | null {
    if (epoch === initialSessionEpoch) return failed('INVALID_SHARE_SESSION_EPOCH')
    const known = this.#sessions.get(keyOf(groupId, memberId))
    if (known === undefined) return failed('SHARE_SESSION_NOT_FOUND')
    if (epoch === finalSessionEpoch) return null
    const fault = faultOf(known, epoch)
    if (fault === null) known.epoch = nextEpoch(known.epoch)
    return fault
  }

  /** Closes the session and returns its partitions, whose records the caller must release. */
  remove(groupId: string, memberId: string): readonly SessionPartition[] {
    const key = keyOf(groupId, memberId)
    const known = this.#sessions.get(key)
    this.#sessions.delete(key)
    return known === undefined ? [] : [...known.partitions.values()]
  }
}

function faultOf(session: ShareSession | undefined, epoch: number): Failure | null {
  if (session === undefined) return failed('SHARE_SESSION_NOT_FOUND')
  return session.epoch === epoch ? null : failed('INVALID_SHARE_SESSION_EPOCH')
}
