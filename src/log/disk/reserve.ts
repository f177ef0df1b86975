/*
 * Reserves some MiB of disk space and releases them when the disk is full, so that operations that free space can still write:
 * log start offsets, topic deletions, retention changes. Never takes more than a small part of the volume, and takes the space
 * back when there is room again.
 */
import { DiskError, type Env, type Logger, unlessRefused } from '../../env/index.ts'

const reserveFile = 'ottla-reserve'
const reserveBytesMax = 4 << 20
/** Maximum size of the reserve, as a part of the volume. */
const volumeParts = 16
/** Bytes released for one write that does not fit; the next attempt releases twice as much. */
const stepBytes = 64 * 1024
/** The reserve is created only while this many times its size is free. */
const roomTimes = 2
/** Below this free part of the volume, the operator is warned. */
const warnPart = 0.05

export class Reserve {
  readonly #env: Env
  readonly #directory: string
  readonly #logger: Logger
  readonly #path: string
  readonly #bytesMax: number
  #bytes: number
  #hasWarned = false

  /** A maximum of 0 bytes disables the reserve. */
  constructor(env: Env, directory: string, logger: Logger, bytesMax = reserveBytesMax) {
    this.#env = env
    this.#directory = directory
    this.#logger = logger
    this.#bytesMax = bytesMax
    this.#path = env.disk.join(directory, reserveFile)
    this.#bytes = this.#onDisk()
  }

  #onDisk(): number {
    return unlessRefused(() => this.#env.disk.stat(this.#path)?.size ?? 0, 0)
  }

  /** Whether space is so short that deleted files should be removed immediately, without their delay. */
  get isNeeded(): boolean {
    const volume = this.#env.disk.volume(this.#directory)
    return volume !== undefined && volume.usableBytes < Math.max(stepBytes, this.#sizeFor(volume.totalBytes))
  }

  /**
   * Runs `work`, and retries it with part of the reserve while the disk is full. @throws DiskError for any other error, or when
   * the reserve is used up
   */
  spend<T>(work: () => T): T {
    for (let step = stepBytes; ; step *= 2) {
      try {
        return work()
      } catch (error) {
        if (!(error instanceof DiskError) || error.code !== 'NO_SPACE' || !this.give(step)) throw error
      }
    }
  }

  /** Like `spend`, for asynchronous work. Rejects with DiskError. */
  async spendLater<T>(work: () => Promise<T>): Promise<T> {
    for (let step = stepBytes; ; step *= 2) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof DiskError) || error.code !== 'NO_SPACE' || !this.give(step)) throw error
      }
    }
  }

  /** Releases this many bytes, or all that remain. Returns false if none remain. */
  give(bytes: number = stepBytes): boolean {
    if (this.#bytes === 0) return false
    const left = Math.max(0, this.#bytes - bytes)
    try {
      const file = this.#env.disk.open(this.#path, 'write')
      try {
        file.truncate(left)
      } finally {
        file.close()
      }
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      this.#bytes = this.#onDisk()
      return false
    }
    this.#bytes = left
    return true
  }

  /** Call before startup writes anything, because startup must succeed on a full disk too. */
  giveIfFull(): void {
    const volume = this.#env.disk.volume(this.#directory)
    if (volume !== undefined && volume.usableBytes < stepBytes) this.give()
  }

  /** Called periodically: takes back released space, and warns if the disk is nearly full. */
  renew(): void {
    const volume = this.#env.disk.volume(this.#directory)
    if (volume === undefined) return
    this.#warn(volume)
    const wanted = this.#sizeFor(volume.totalBytes)
    if (this.#bytes >= wanted || volume.usableBytes < roomTimes * (wanted - this.#bytes)) return
    try {
      this.#fill(wanted)
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      this.#bytes = this.#onDisk()
    }
  }

  #sizeFor(totalBytes: number): number {
    return Math.floor(Math.min(this.#bytesMax, totalBytes / volumeParts) / stepBytes) * stepBytes
  }

  #fill(wanted: number): void {
    const file = this.#env.disk.open(this.#path, 'create')
    try {
      // Not zeros, for which some file systems allocate no space.
      const piece = this.#env.random.bytes(stepBytes)
      while (this.#bytes < wanted) {
        file.write([piece], this.#bytes)
        this.#bytes += piece.length
      }
    } finally {
      file.close()
    }
  }

  #warn({ usableBytes, totalBytes }: { readonly usableBytes: number; readonly totalBytes: number }): void {
    const isLow = usableBytes < warnPart * totalBytes
    if (isLow && !this.#hasWarned)
      this.#logger.warn('the disk is nearly full', { directory: this.#directory, freeBytes: usableBytes, totalBytes })
    this.#hasWarned = isLow || (this.#hasWarned && usableBytes < 2 * warnPart * totalBytes)
  }
}
