/*
 * Owns the exclusive use of a data directory. Node has no advisory locks, so each process that wants the directory first makes
 * a claim in it and then looks for the claims of others:
 * - Of any two processes at least one sees the claim of the other, because both claim before they look.
 * - A claim whose process is dead is removed. Its name is never used again, so that this cannot hit a living one.
 * - A claim that `.lock` names holds the directory. Of two that do not hold it yet, the one with the higher id gives up, and
 *   the one with the lower id waits until the other has either given up or become the holder before it looked.
 * Never touches the data.
 */
import * as fs from 'node:fs'
import { resolve } from 'node:path'
import { type DirectoryLock, DiskError, type LockListener } from '../env.ts'
import { pause } from '../pause.ts'
import { Claim, lastBeatMs, type Machine, type Rival, rivalsIn, signOf, thisMachine } from './claim.ts'
import { diskError } from './disk-error.ts'
import { clearLock, foreignHolder, holderIn, lockPath, olderHolder, readLock, writeLock } from './lock-owners.ts'
import { monotonicMs, wallMs } from './platform.ts'
import { realTimers } from './timers.ts'

/** A claim with only a heartbeat counts as dead after missing this many. */
const missedBeatsMax = 5
/** Beyond this age, in milliseconds, a heartbeat is from long ago even if two machines' clocks disagree. */
const ageMsMax = 300_000
/** Maximum time for another start to decide, in milliseconds. */
const decisionMsMax = 5_000

class Lock implements DirectoryLock {
  readonly #directory: string
  readonly #machine: Machine
  readonly #listener: LockListener
  readonly #since = new Date(wallMs())
  #claim: Claim | undefined
  #isHeld = false
  #isClaiming = false

  constructor(directory: string, machine: Machine, listener: LockListener) {
    this.#directory = directory
    this.#machine = machine
    this.#listener = listener
  }

  /** Rejects with DiskError. */
  async take(): Promise<void> {
    try {
      const holder = olderHolder(this.#directory) ?? foreignHolder(this.#directory)
      if (holder !== undefined) throw this.#locked(holder)
      await this.#win()
      this.#isHeld = true
      this.#writeLock()
    } catch (error) {
      this.#claim?.withdraw()
      throw diskError(error, this.#directory)
    }
  }

  get #silenceMsMax(): number {
    return missedBeatsMax * this.#machine.beatMs
  }

  #locked(holder: string): DiskError {
    const directory = this.#directory
    return new DiskError('LOCKED', directory, `${directory} is in use by ${holder} (${lockPath(directory)})`)
  }

  async #win(): Promise<void> {
    for (;;) {
      const claim = await Claim.make(this.#directory, this.#machine, () => this.#check())
      this.#claim = claim
      for (const rival of rivalsIn(this.#directory, claim.name, this.#machine)) await this.#outlive(rival, claim)
      // Another start may have met it between its two halves, bind and listen, and removed it as dead.
      if (claim.isThere) return
      claim.withdraw()
    }
  }

  /** Resolves when the rival is gone. Rejects with DiskError LOCKED when it holds the directory, or will. */
  async #outlive(rival: Rival, claim: Claim): Promise<void> {
    const startMs = monotonicMs()
    const firstBeatMs = lastBeatMs(rival)
    let isTold = false
    for (;;) {
      const waitedMs = monotonicMs() - startMs
      const sign = await this.#signOf(rival, firstBeatMs, waitedMs)
      if (sign === 'dead') {
        fs.rmSync(rival.path, { force: true })
        return
      }
      if (sign === 'alive') {
        const holder = holderIn(this.#directory, rival.name)
        if (holder !== undefined) throw this.#locked(holder)
        if (rival.id < claim.id || waitedMs > decisionMsMax)
          throw this.#locked(`process ${rival.pid}, which is starting`)
      } else if (!isTold) {
        isTold = true
        this.#listener.warn(
          'the data directory looks in use, maybe by another machine; waiting for a sign of its owner',
          {
            directory: this.#directory,
            holder: holderIn(this.#directory, rival.name) ?? `process ${rival.pid}`,
            atMostMs: this.#silenceMsMax
          }
        )
      }
      await pause(realTimers(false), sign === 'alive' ? 10 : 100)
    }
  }

  async #signOf(
    rival: Rival,
    firstBeatMs: number | undefined,
    waitedMs: number
  ): Promise<'alive' | 'dead' | 'unknown'> {
    const sign = await signOf(rival, this.#directory, this.#machine)
    if (sign !== 'unknown') return sign
    const beatMs = lastBeatMs(rival)
    if (beatMs === undefined) return 'dead'
    if (beatMs !== firstBeatMs) return 'alive'
    return waitedMs > this.#silenceMsMax || wallMs() - beatMs > ageMsMax ? 'dead' : 'unknown'
  }

  /** The claim holds the directory; what the file says is for people and for starts at the same time, which wait without it. */
  #writeLock(): void {
    try {
      writeLock(this.#directory, this.#claim?.name ?? '', this.#since)
    } catch (error) {
      const failure = diskError(error, lockPath(this.#directory))
      if (failure.code !== 'NO_SPACE') throw failure
      this.#listener.warn('could not write the lock file; using the directory without it', {
        directory: this.#directory,
        error: failure.message
      })
    }
  }

  /** After each heartbeat: checks that this process still holds the directory. */
  #check(): void {
    if (!this.#isHeld || this.#isClaiming) return
    try {
      const claim = this.#claim
      if (claim === undefined) return
      const isNamed = readLock(this.#directory).includes(claim.name)
      if (claim.isThere) {
        if (!isNamed) this.#writeLock()
      } else if (isNamed) void this.#claimAgain(claim)
      else this.#lose(fs.existsSync(this.#directory) ? 'was emptied or taken by another process' : 'was removed')
    } catch {
      // A temporary disk failure says nothing about who holds the directory.
    }
  }

  /** Somebody removed the claim alone: by hand, or because this process gave no sign for long. */
  async #claimAgain(old: Claim): Promise<void> {
    this.#isClaiming = true
    try {
      old.withdraw()
      await this.#win()
      if (this.#isHeld) this.#writeLock()
      else this.#claim?.withdraw()
    } catch (error) {
      const failure = diskError(error, this.#directory)
      if (this.#isHeld) this.#lose(failure.code === 'LOCKED' ? 'was taken by another process' : failure.message)
    } finally {
      this.#isClaiming = false
    }
  }

  #lose(why: string): void {
    this.release()
    this.#listener.lost(why)
  }

  release(): void {
    if (!this.#isHeld) return
    this.#isHeld = false
    try {
      clearLock(this.#directory, this.#claim?.name ?? '')
    } catch {
      // The directory is gone, so there is nothing to release.
    }
    this.#claim?.withdraw()
  }
}

const nobody: LockListener = { lost: () => {}, warn: () => {} }

/** As Disk.lock says; `machine` is another than this one in tests only. */
export async function lockDirectory(
  directory: string,
  listener: LockListener = nobody,
  machine: Machine = thisMachine()
): Promise<DirectoryLock> {
  const lock = new Lock(resolve(directory), machine, listener)
  await lock.take()
  return lock
}
