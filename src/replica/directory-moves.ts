/*
 * Moves replicas between the log directories of this broker: fills a copy in the other directory in the background, and replaces
 * the log once the copy is complete. Does not decide what to move, and knows no files. Source: KIP-113;
 * kafka.server.ReplicaAlterLogDirsThread, kafka.cluster.Partition#maybeReplaceCurrentWithFutureReplica.
 */
import { DiskError, type Env, type Logger, pause, turnEnd } from '../env/index.ts'
import type { LogDirectories, PartitionLog, ReadResult } from '../log/index.ts'
import { isFailure } from '../protocol/index.ts'
import { FollowerState } from './follower-state.ts'
import type { ReplicaPartition } from './partition.ts'
import type { ReplicationThrottle } from './throttle.ts'

/** Bytes per read. */
const chunkBytes = 1 << 20
/** A copy that lacks no more than this is prepared to take over; up to as much again may be appended meanwhile. */
const nearBytes = 1 << 20
const lastBytesMax = 8 << 20
/** How long a blocked move waits. */
const pauseMs = 100

interface DirectoryMovesOptions {
  readonly env: Env
  readonly log: Logger
  readonly directories: LogDirectories
  /** replica.alter.log.dirs.io.max.bytes.per.second */
  readonly throttle: Pick<ReplicationThrottle, 'isExceeded' | 'record'> | undefined
  readonly find: (topic: string, partition: number) => ReplicaPartition | undefined
  /** The partition is now in another directory. */
  readonly moved: (partition: ReplicaPartition) => void
}

export class DirectoryMoves {
  readonly #options: DirectoryMovesOptions
  #isRunning = false
  #isStopped = false

  constructor(options: DirectoryMovesOptions) {
    this.#options = options
    this.wake()
  }

  /** There may be a new copy. */
  wake(): void {
    if (this.#isRunning || this.#isStopped) return
    this.#isRunning = true
    this.#run().catch((error) =>
      this.#options.log.error('stopped moving partitions between log directories', { error: String(error) })
    )
  }

  stop(): void {
    this.#isStopped = true
  }

  /** One move at a time, so that moves never use more than a share of the disk and of this thread. */
  async #run(): Promise<void> {
    const {
      directories,
      env: { timers }
    } = this.#options
    try {
      for (let copies = [...directories.copies]; copies.length > 0; copies = [...directories.copies]) {
        let hasMoved = false
        for (const copy of copies) {
          if (this.#isStopped) return
          if (await this.#step(copy)) hasMoved = true
        }
        await (hasMoved ? turnEnd(timers) : pause(timers, pauseMs))
        if (this.#isStopped) return
      }
    } finally {
      // In the turn in which no copy was left.
      this.#isRunning = false
    }
  }

  /** Returns false if nothing could be done now. */
  async #step(copy: PartitionLog): Promise<boolean> {
    const { directories, find, throttle } = this.#options
    const { topic, partition: index } = copy
    if (directories.copyOf(topic, index) !== copy) return true
    const partition = find(topic, index)
    if (copy.failed) return this.#giveUp(copy, 'the copy cannot be written')
    if (partition === undefined || partition.isOffline) return false
    try {
      const source = partition.log
      if (this.#follows(source, copy)) return true
      if (copy.logEndOffset < source.writtenOffset) {
        if (throttle?.isExceeded === true || !(await this.#copySome(source, copy))) return false
        if (!this.#isCurrent(partition, source, copy)) return true
      }
      // Appends may continue throughout: the last of them are copied in a turn in which none can arrive.
      if (source.sizeBetween(copy.logEndOffset, source.logEndOffset) > nearBytes) return true
      await directories.prepare(source, copy)
      return this.#isCurrent(partition, source, copy) ? this.#replace(partition, source, copy) : true
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      return this.#giveUp(copy, error.message)
    }
  }

  #isCurrent(partition: ReplicaPartition, source: PartitionLog, copy: PartitionLog): boolean {
    const { directories, find } = this.#options
    const { topic, partition: index } = copy
    const isThere = find(topic, index) === partition && partition.log === source && !source.failed
    return isThere && directories.copyOf(topic, index) === copy && !copy.failed && !this.#isStopped
  }

  #giveUp({ topic, partition, logDirectory }: PartitionLog, why: string): boolean {
    const fields = { topic, partition, to: logDirectory, why }
    this.#options.log.error('could not move a partition to another log directory; it stays where it is', fields)
    this.#options.directories.dropCopy(topic, partition)
    return true
  }

  /** Truncates what the log no longer has. Returns true if there was anything. @throws DiskError */
  #follows(source: PartitionLog, copy: PartitionLog): boolean {
    const follower = new FollowerState(copy, () => {})
    const { logEndOffset, latestLeaderEpoch: epoch } = copy
    const end = epoch < 0 ? { leaderEpoch: -1, endOffset: source.logEndOffset } : source.endOffsetForEpoch(epoch)
    if (end === undefined || logEndOffset < source.logStartOffset) {
      follower.startAnewAt(source.logStartOffset)
      return true
    }
    if (end.leaderEpoch >= epoch && end.endOffset >= logEndOffset) return false
    follower.truncateTo({ epoch: end.leaderEpoch, endOffset: end.endOffset })
    return true
  }

  /** Unwritten records may still be rolled back, so they are copied later. Rejects with DiskError. */
  async #copySome(source: PartitionLog, copy: PartitionLog): Promise<boolean> {
    const limits = { maxBytes: chunkBytes, atLeastOneBatch: true, upToOffset: source.writtenOffset }
    const from = copy.logEndOffset
    // The copy now reads at the end of the log, so new appends stay in memory.
    source.read(source.logEndOffset, limits)
    const read = await source.read(from, limits)
    if (isFailure(read)) return read.error === 'OFFSET_OUT_OF_RANGE'
    try {
      if (this.#isStopped || copy.failed || copy.logEndOffset !== from) return true
      if (!this.#append(source, copy, read)) return this.#giveUp(copy, 'the log has records that are damaged')
    } finally {
      read.release()
    }
    await copy.backPressure
    return read.bytes > 0
  }

  #append(source: PartitionLog, copy: PartitionLog, { chunks, bytes }: ReadResult): boolean {
    const records = chunks.length === 1 ? Buffer.from(chunks[0] as Uint8Array) : Buffer.concat(chunks)
    const { highWatermark, logStartOffset } = source
    this.#options.throttle?.record(bytes)
    return !isFailure(new FollowerState(copy, () => {}).append({ records, highWatermark, logStartOffset }))
  }

  /** Replaces the log with the copy in this turn, if the missing records are in memory. @throws DiskError */
  #replace(partition: ReplicaPartition, source: PartitionLog, copy: PartitionLog): boolean {
    const { directories, log, moved } = this.#options
    if (!this.#takeLast(source, copy) || !copy.settleNow() || !directories.replace(source, copy)) {
      // The copy has records that may still be rolled back.
      if (!copy.failed && copy.logEndOffset > source.writtenOffset) copy.truncateTo(source.writtenOffset)
      return false
    }
    partition.use(copy)
    directories.retire(source)
    const { topic, partition: index } = partition
    log.info('moved a partition to another log directory', {
      topic,
      partition: index,
      from: source.logDirectory,
      to: copy.logDirectory
    })
    moved(partition)
    return true
  }

  /** Returns false if some of it is not in memory. */
  #takeLast(source: PartitionLog, copy: PartitionLog): boolean {
    for (let left = lastBytesMax; copy.logEndOffset < source.logEndOffset; ) {
      if (left <= 0) return false
      const limits = { maxBytes: left, atLeastOneBatch: true, upToOffset: source.logEndOffset }
      const read = source.read(copy.logEndOffset, limits)
      if (read instanceof Promise) {
        void read.then((late) => isFailure(late) || late.release())
        return false
      }
      if (isFailure(read)) return false
      const isTaken = read.bytes > 0 && this.#append(source, copy, read)
      left -= read.bytes
      read.release()
      if (!isTaken) return false
    }
    return copy.logEndOffset === source.logEndOffset
  }
}
