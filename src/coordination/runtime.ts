/*
 * Owns the way of a coordinator's records: appended to one partition of an internal topic, replayed into the state at
 * once, acknowledged later; and the same replay from the log when the partition begins to be led here.
 * Called by the shard of each kind of coordinator. Never knows what the records mean.
 */
import type { Env } from '../env/index.ts'
import type { ErrorName } from '../protocol/index.ts'
import * as records from '../records/index.ts'
import type { CoordinatedPartition, CoordinatorLog } from './settings.ts'

/** How one kind of coordinator's records are written, read and taken into its state. */
export interface RecordPlan<R> {
  encode(record: R, timestampMs: number): records.RecordInput
  /** `offset` is where the record is in the log, `producerId` -1 outside of transactions. */
  replay(record: R, at: { readonly offset: number; readonly producerId: number }): void
  /** A record of the log as it is read back. Keys and values are views: copy what is kept. */
  replayRead(
    key: Buffer | null,
    value: Buffer | null,
    at: { readonly offset: number; readonly producerId: number }
  ): void
  endTransaction(producerId: number, isCommit: boolean): void
}

export type ShardPhase = 'loading' | 'active' | 'closed'

/** Bytes that one read of a load asks for. */
const loadChunkBytes = 1 << 20
/** When the log could not be read: a disk may get well, and nobody else loads this coordinator. */
const retryLoadMs = 1_000

export class ShardLog<R> {
  readonly partition: CoordinatedPartition
  /** Of the leadership that this shard belongs to. */
  readonly leaderEpoch: number
  phase: ShardPhase = 'loading'
  readonly #env: Env
  readonly #log: CoordinatorLog
  readonly #plan: RecordPlan<R>
  /** What was appended is not in the log: the state, which has it, is to be read from the log anew. */
  readonly #lost: () => void
  /** Behind the last record that was appended here. */
  #appendedTo = 0
  #acknowledgedTo = 0

  constructor(env: Env, log: CoordinatorLog, partition: CoordinatedPartition, plan: RecordPlan<R>, lost: () => void) {
    this.#env = env
    this.#log = log
    this.partition = partition
    this.leaderEpoch = partition.leaderEpoch
    this.#plan = plan
    this.#lost = lost
  }

  /**
   * Appends the records as one batch and replays them, unless `isInState`: then the state has them already. Nothing has
   * changed when it answers an error. `acknowledged` resolves when the high watermark has passed them.
   */
  append(
    decided: readonly R[],
    options: { readonly timeoutMs: number; readonly isInState: boolean }
  ): { readonly error: ErrorName } | { readonly error: null; readonly acknowledged: Promise<ErrorName | null> } {
    if (this.phase !== 'active') return { error: 'NOT_COORDINATOR' }
    const nowMs = this.#env.clock.wallMs()
    const batch = records.buildBatch(decided.map((record) => this.#plan.encode(record, nowMs)))
    const appended = this.partition.append(batch, { origin: 'coordinator', produceVersion: 3, acks: -1 })
    if (appended.error !== null) return { error: appended.error }
    if (!options.isInState) {
      for (const [index, record] of decided.entries()) {
        this.#plan.replay(record, { offset: appended.firstOffset + index, producerId: -1 })
      }
    }
    this.#appendedTo = appended.lastOffset + 1
    return { error: null, acknowledged: this.#acknowledgement(this.#appendedTo, options.timeoutMs) }
  }

  async #acknowledgement(offset: number, timeoutMs: number): Promise<ErrorName | null> {
    const error = await this.partition.whenAcknowledged(offset, -1, timeoutMs)
    // A full disk makes the log take back what was appended: a state that has it would show what no restart finds again.
    if (error !== null && error !== 'REQUEST_TIMED_OUT' && this.phase === 'active') this.#lost()
    if (this.#isClosed) return 'NOT_COORDINATOR'
    if (error === null) this.#acknowledgedTo = Math.max(this.#acknowledgedTo, offset)
    return error
  }

  get #isClosed(): boolean {
    return this.phase === 'closed'
  }

  /** Null when everything that the state holds is acknowledged, so that it may be shown; else resolves when it is. */
  settled(timeoutMs: number): Promise<ErrorName | null> | null {
    return this.#acknowledgedTo >= this.#appendedTo ? null : this.#acknowledgement(this.#appendedTo, timeoutMs)
  }

  /** Reads the log into the state, a bounded part at a time. An empty log is loaded when this returns. `loaded` runs once. */
  load(loaded: () => void): void {
    const { logStartOffset, logEndOffset } = this.partition.log
    if (logStartOffset === logEndOffset) {
      this.#finish(loaded)
      return
    }
    void this.#loadAll(loaded)
  }

  #finish(loaded: () => void): void {
    if (this.phase !== 'loading') return
    this.phase = 'active'
    loaded()
  }

  async #loadAll(loaded: () => void): Promise<void> {
    const { partition } = this
    const startedMs = this.#env.clock.monotonicMs()
    let from = partition.log.logStartOffset
    while (this.phase === 'loading' && from < partition.log.logEndOffset) {
      const options = {
        maxBytes: loadChunkBytes,
        atLeastOneBatch: true,
        isolation: 'log_end',
        currentLeaderEpoch: -1,
        lastFetchedEpoch: -1
      } as const
      const read = await partition.read(from, options)
      if (read.error === 'OFFSET_OUT_OF_RANGE' && from < partition.log.logStartOffset) {
        from = partition.log.logStartOffset
        continue
      }
      if (read.error !== null || read.data === null) {
        this.#log.error('a coordinator could not be loaded', {
          topic: partition.topic,
          partition: partition.partition,
          error: read.error
        })
        await new Promise<void>((resolve) => void this.#env.timers.after(retryLoadMs, resolve))
        continue
      }
      const next = this.phase === 'loading' ? this.#replayBatches(read.data.chunks, from) : from
      read.data.release()
      if (next === from) break
      from = next
      await new Promise<void>((resolve) => this.#env.timers.endOfTurn(resolve))
    }
    if (this.phase !== 'loading') return
    this.#finish(loaded)
    const tookMs = Math.round(this.#env.clock.monotonicMs() - startedMs)
    this.#log.info('a coordinator was loaded', {
      topic: partition.topic,
      partition: partition.partition,
      toOffset: from,
      tookMs
    })
  }

  /** Returns the offset behind the last whole batch, `from` when there was none. */
  #replayBatches(chunks: readonly Uint8Array[], from: number): number {
    const first = chunks[0]
    const bytes = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks)
    const buf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    let next = from
    try {
      for (const at of records.entryPositions(buf)) {
        const last = records.entryLastOffset(buf, at)
        if (last >= from) this.#replayBatch(buf, at, from)
        next = Math.max(next, last + 1)
      }
    } catch (error) {
      if (!(error instanceof records.RecordsError)) throw error
      this.#damaged(next, error)
    }
    return next
  }

  #replayBatch(buf: Buffer, at: number, from: number): void {
    const isModern = records.magic(buf, at) === 2
    const producerId = isModern && records.isTransactional(buf, at) ? records.producerId(buf, at) : -1
    try {
      if (isModern && records.isControl(buf, at)) {
        const marker = records.readMarker(buf, at)
        if (marker !== null) this.#plan.endTransaction(producerId, marker.type === 'COMMIT')
        return
      }
      for (const record of records.recordsOf(buf, at)) {
        if (record.offset >= from)
          this.#plan.replayRead(record.key, record.value, { offset: record.offset, producerId })
      }
    } catch (error) {
      if (!(error instanceof records.RecordsError)) throw error
      this.#damaged(records.baseOffset(buf, at), error)
    }
  }

  #damaged(offset: number, error: records.RecordsError): void {
    const { topic, partition } = this.partition
    this.#log.error('a damaged batch was passed over while a coordinator was loaded', {
      topic,
      partition,
      offset,
      error: error.message
    })
  }
}
