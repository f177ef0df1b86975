/*
 * Owns where records are checked before they are appended: here, or in a worker thread where that could hold up the loop. Keeps
 * no state of a log: what it answers is appended later, in one turn.
 */
import { type Env, messageOf } from '../../env/index.ts'
import { isFailure } from '../../protocol/index.ts'
import {
  adopted,
  batchHeaderBytes,
  codecId,
  magic,
  RecordsRefusal,
  type ValidateOptions,
  type Validation,
  validateJob,
  validateRecords
} from '../../records/index.ts'

/**
 * From here on a message to a worker and back costs little beside decompressing or compressing. For batches of 128 KiB it
 * was measured to cost more: two to three times the CPU, half the throughput.
 */
const workerBytesMin = 256 * 1024
/** What a smaller batch may grow to here: a decompression bomb then holds up the loop for a few milliseconds at most. */
export const inlineOutputBytesMax = 2 << 20
/** Copies that wait for workers. Beyond it batches are checked here, and clients are slowed down by that. */
const waitingBytesMax = 64 << 20

export class RecordChecks {
  readonly #env: Env
  #waitingBytes = 0

  constructor(env: Env) {
    this.#env = env
  }

  /**
   * `validateRecords`, at once or later. Later it holds a copy: `records` need not outlive this call. `options` bounds what
   * is decompressed here by `inlineOutputBytesMax`; what grows beyond it is left to a worker, with the bound of all records.
   */
  validate(records: Buffer, options: ValidateOptions): Validation | Promise<Validation> {
    const { length } = records
    if (length > options.maxMessageBytes) return validateRecords(records, options)
    if (this.#waitingBytes + length > waitingBytesMax) return validateRecords(records, unbounded(options))
    if (length >= workerBytesMin) {
      return isCodecAtWork(records, options) ? this.#inWorker(records, options) : validateRecords(records, options)
    }
    const here = validateRecords(records, options)
    return isFailure(here) && here.isTooMuchOutput ? this.#inWorker(records, options) : here
  }

  async #inWorker(records: Buffer, options: ValidateOptions): Promise<Validation> {
    const copy = Buffer.allocUnsafeSlow(records.length)
    records.copy(copy)
    const { length } = copy
    this.#waitingBytes += length
    try {
      return adopted(await this.#env.offload(validateJob, { records: copy, options: unbounded(options) }))
    } catch (error) {
      const reason = messageOf(error)
      return new RecordsRefusal('UNKNOWN_SERVER_ERROR', { reason })
    } finally {
      this.#waitingBytes -= length
    }
  }
}

const unbounded = (options: ValidateOptions): ValidateOptions => ({ ...options, decompressedBytesMax: undefined })

/** Old formats always are: they are rebuilt. */
function isCodecAtWork(records: Buffer, { compressionType }: ValidateOptions): boolean {
  const isOld = records.length < batchHeaderBytes || magic(records, 0) !== 2
  return isOld || codecId(records, 0) !== 0 || (compressionType !== 'producer' && compressionType !== 'uncompressed')
}
