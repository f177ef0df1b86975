/*
 * Reopens a log that failed while the broker runs: a new log reads its files as after a crash, and replaces the failed one.
 * Trusts only the bounds of the failed log's in-memory state, and never treats a record as durable that a failed sync may have
 * lost.
 */

import { asDiskError } from '../disk/disk-errors.ts'
import type { StoreServices } from '../disk/store-services.ts'
import type { FileLog } from '../log.ts'
import type { LogState } from '../state/log-state.ts'
import { openLog } from './recovery.ts'

const pieceBytes = 1 << 20
/** Initial and maximum delay before the files are read again, while that keeps failing. */
const waitMs = { first: 500, most: 5_000 }

/** The known state of a log apart from its files. */
export interface Bounds {
  readonly knowsRecoveryPoints: boolean
  readonly recoveryPoint: number
  readonly logStartOffset: number
  readonly highWatermark: number
}

interface ReopenerOptions {
  /** Runs once after this many milliseconds, unless the store is closed first. */
  readonly later: (ms: number, work: () => void) => void
  /** Whether it is still the partition's current log. */
  readonly isWanted: (failed: FileLog) => boolean
  /** Creates a log for the same files, not yet opened. */
  readonly make: (failed: FileLog) => FileLog
  readonly boundsOf: (failed: FileLog) => Bounds
  readonly opened: (log: FileLog) => void
}

export class Reopener {
  readonly #options: ReopenerOptions
  readonly #underWay = new Set<Promise<void>>()

  constructor(options: ReopenerOptions) {
    this.#options = options
  }

  /** Retries reading its files until that succeeds. */
  failed(log: FileLog, afterMs = waitMs.first): void {
    this.#options.later(afterMs, () => {
      const done: Promise<void> = this.#reopen(log)
        .catch((error) => {
          asDiskError(error)
          this.failed(log, Math.min(2 * afterMs, waitMs.most))
        })
        .finally(() => this.#underWay.delete(done))
      this.#underWay.add(done)
    })
  }

  /** Rejects with DiskError if the disk still fails. */
  async #reopen(failed: FileLog): Promise<void> {
    const { isWanted, make, boundsOf, opened } = this.#options
    await atRest(failed)
    if (!isWanted(failed)) return
    const { state, services } = failed
    if (state.isCleaning) {
      this.failed(failed)
      return
    }
    for (const { logPath } of state.segments) services.pool.forget(logPath)
    if (state.isOpened && !state.isRewritten) await rewriteUnsynced(state, services)
    state.noteRewritten()
    if (!isWanted(failed)) return
    const log = make(failed)
    takeOver(log, failed, boundsOf(failed))
    opened(log)
  }

  /** Resolves when no files are being reopened. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#underWay)
  }
}

/** Resolves when nothing of the failed log touches its files any more. */
async function atRest(log: FileLog): Promise<void> {
  await log.writer.idle()
  await log.sideFiles.idle()
}

/**
 * After a sync that failed the kernel may take pages for clean that it never wrote: the next sync would succeed and say
 * nothing. So the bytes of all segments that are not known to be synced are written once more in place, which makes them
 * dirty again, and synced. They are the same bytes: a power loss in between leaves old ones or new ones. Rejects with DiskError.
 */
async function rewriteUnsynced(log: LogState, services: StoreServices): Promise<void> {
  const { pool, env } = services
  for (const [n, segment] of log.segments.entries()) {
    const end = log.segments[n + 1]?.baseOffset ?? Number.POSITIVE_INFINITY
    if (end <= log.recoveryPoint || !env.disk.exists(segment.logPath)) continue
    await pool.using(segment.logPath, async (file) => {
      const size = file.size()
      const piece = Buffer.allocUnsafe(Math.min(size, pieceBytes))
      for (let at = 0; at < size; ) {
        const read = await file.read(piece, 0, Math.min(piece.length, size - at), at)
        if (read === 0) break
        await file.writeLater([piece.subarray(0, read)], at)
        at += read
      }
      await file.sync()
    })
  }
}

/** Reads what the files hold into `log`, which is new. What producers were refused stays refused. @throws DiskError */
function takeOver(log: FileLog, failed: FileLog, bounds: Bounds): void {
  openLog(log, { isClean: false, ...bounds })
  log.state.producers.keepRefused(failed.state.producers, log.logEndOffset)
  log.state.compactedTo(Math.min(failed.state.compactedUpTo, log.logEndOffset))
}
