/*
 * Serves the members of share groups: loads share partitions on demand, keeps sessions, delays fetches, and applies acknowledgements
 * (kafka.server.share.SharePartitionManager). Does not check permissions.
 */
import { type Failure, failed, isFailure } from '../protocol/index.ts'
import type { ShareKey, ShareOptions } from './contract.ts'
import { loadSharePartition, type ServedSharePartition, type SharedRecords } from './served-partition.ts'
import { type SessionPartition, ShareSessions } from './sessions.ts'
import type { Acknowledgement } from './share-partition.ts'

const nameOf = ({ groupId, topicId, partition }: ShareKey) => `${groupId}:${topicId}:${partition}`

interface ShareFetchCommand {
  readonly groupId: string
  readonly memberId: string
  readonly partitions: readonly SessionPartition[]
  readonly maxWaitMs: number
  /** The fetch waits until the log has at least this many bytes from the first record the member would get. */
  readonly minBytes: number
  readonly maxBytes: number
  readonly recordsMax: number
  readonly batchSize: number
  readonly isExact: boolean
  /** Registers a callback for when the client's connection closes. */
  readonly onClosed: (run: () => void) => { cancel(): void }
}

/** Releases records that were acquired while the connection was closing, after the session had already released its own. */
async function releaseAll(served: readonly (ServedSharePartition | Failure)[], memberId: string): Promise<void> {
  await Promise.all(served.map((each) => (isFailure(each) ? null : each.release(memberId))))
}

/** Whether a fetch can complete: at least one partition failed, or enough bytes are available. */
function isEnough(served: readonly (ServedSharePartition | Failure)[], minBytes: number): boolean {
  let bytes = 0
  for (const each of served) {
    if (isFailure(each)) return true
    bytes += each.readyBytes
    if (bytes >= minBytes) return true
  }
  return false
}

export interface FetchedShare extends SessionPartition {
  readonly result: SharedRecords | Failure | null
}

export class Shares {
  readonly sessions: ShareSessions
  readonly #options: ShareOptions
  readonly #served = new Map<string, Promise<ServedSharePartition | Failure>>()

  constructor(options: ShareOptions) {
    this.#options = options
    this.sessions = new ShareSessions(() => options.configs.sessionsMax)
  }

  lockMs(groupId: string): number {
    return this.#options.configs.number(groupId, 'share.record.lock.duration.ms')
  }

  /** A share partition stays loaded from the first fetch of any member until no member of the group has a session. */
  async #serve(key: ShareKey): Promise<ServedSharePartition | Failure> {
    const name = nameOf(key)
    const known = this.#served.get(name)
    const served = await known
    if (served !== undefined && !isFailure(served)) {
      if (served.isServing) return served
      // Its log was closed and may have been reopened since: its pending writes must not overwrite those of its successor.
      served.close()
    }
    // Another fetch may have started to load it in the meantime.
    const now = this.#served.get(name)
    if (now !== undefined && now !== known) return now
    const partition = this.#options.leader(key.topicId, key.partition)
    if (isFailure(partition)) {
      this.#served.delete(name)
      return partition
    }
    const loading = loadSharePartition(this.#options, key, partition)
    this.#served.set(name, loading)
    const loaded = await loading
    if (isFailure(loaded) && this.#served.get(name) === loading) this.#served.delete(name)
    return loaded
  }

  /** Waits for records or an error, until `maxWaitMs` has elapsed. */
  async fetch(command: ShareFetchCommand): Promise<FetchedShare[]> {
    const { groupId, partitions, maxWaitMs } = command
    const minBytes = Math.max(1, Math.min(command.minBytes, command.maxBytes))
    const { clock } = this.#options.env
    const deadlineMs = clock.monotonicMs() + maxWaitMs
    let isWanted = true
    const closed = command.onClosed(() => {
      isWanted = false
    })
    try {
      for (;;) {
        const served = await Promise.all(partitions.map((each) => this.#serve({ groupId, ...each })))
        const isDue = isEnough(served, minBytes) || clock.monotonicMs() >= deadlineMs
        const found = isWanted && isDue ? await this.#acquire(command, served) : []
        const leftMs = deadlineMs - clock.monotonicMs()
        if (!isWanted && this.sessions.of(groupId, command.memberId) === undefined)
          await releaseAll(served, command.memberId)
        if (!isWanted || leftMs <= 0 || found.some(({ result }) => result !== null)) return found
        // New records may have arrived while the other partitions were read.
        if (isDue && isEnough(served, minBytes)) continue
        await this.#untilAvailable(served, leftMs, command)
      }
    } finally {
      closed.cancel()
    }
  }

  async #acquire(
    command: ShareFetchCommand,
    served: readonly (ServedSharePartition | Failure)[]
  ): Promise<FetchedShare[]> {
    const found: FetchedShare[] = []
    let { maxBytes, recordsMax } = command
    for (const [index, each] of command.partitions.entries()) {
      const one = served[index]
      let result: FetchedShare['result'] = null
      if (one !== undefined && isFailure(one)) result = one
      else if (one !== undefined && recordsMax > 0 && maxBytes > 0)
        result = await one.acquire({ ...command, recordsMax, maxBytes })
      if (result !== null && !isFailure(result)) {
        maxBytes -= result.records.bytes.length
        for (const { firstOffset, lastOffset } of result.rows) recordsMax -= lastOffset - firstOffset + 1
      }
      found.push({ ...each, result })
    }
    return found
  }

  #untilAvailable(
    served: readonly (ServedSharePartition | Failure)[],
    leftMs: number,
    { onClosed }: ShareFetchCommand
  ): Promise<void> {
    return new Promise((resolve) => {
      const waits: { cancel(): void }[] = []
      const finish = () => {
        for (const wait of waits) wait.cancel()
        resolve()
      }
      waits.push(this.#options.env.timers.after(leftMs, finish), onClosed(finish))
      for (const each of served) if (!isFailure(each)) waits.push(each.onceAvailable(finish))
    })
  }

  /** Fails with UNKNOWN_TOPIC_OR_PARTITION if no member fetches from the share partition. */
  async acknowledge(key: ShareKey, memberId: string, batches: readonly Acknowledgement[]): Promise<Failure | null> {
    const served = await this.#served.get(nameOf(key))
    if (served === undefined) return failed('UNKNOWN_TOPIC_OR_PARTITION')
    return isFailure(served) ? served : served.acknowledge(memberId, batches)
  }

  /** Closes a member's session and releases its records. Resolves once the release is written. */
  async endSession(groupId: string, memberId: string): Promise<void> {
    const partitions = this.sessions.remove(groupId, memberId)
    await Promise.all(
      partitions.map(async (each) => {
        const served = await this.#served.get(nameOf({ groupId, ...each }))
        if (served !== undefined && !isFailure(served)) await served.release(memberId)
      })
    )
    if (!this.sessions.hasGroup(groupId)) await this.#forgetGroup(groupId)
  }

  async #forgetGroup(groupId: string): Promise<void> {
    for (const [name, loading] of this.#served) {
      const served = await loading
      const isOver = !isFailure(served) && served.key.groupId === groupId && !this.sessions.hasGroup(groupId)
      if (!isOver || this.#served.get(name) !== loading) continue
      this.#served.delete(name)
      served.close()
    }
  }

  stop(): void {
    for (const loading of this.#served.values())
      void loading.then((served) => (isFailure(served) ? undefined : served.close()))
    this.#served.clear()
  }
}
