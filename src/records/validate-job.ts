import type { Job } from '../env/index.ts'
import { isFailure } from '../protocol/index.ts'
import { validateRecords } from './validate.ts'
import { RecordsRefusal, type ValidateOptions, type Validation } from './validation.ts'

export interface ValidateTask {
  /** In its own array buffer, which is transferred to the worker. */
  readonly records: Uint8Array
  readonly options: ValidateOptions
}

/** Runs `validateRecords` in a worker thread. The result holds plain byte arrays: see `adopted`. */
export const validateJob: Job<ValidateTask, Validation> = {
  module: import.meta.url,
  name: 'validateJob',
  run: ({ records, options }) => validateRecords(bufferOver(records), options),
  argumentTransfers: ({ records }) => ownedBuffers([records]),
  resultTransfers: (validation) =>
    isFailure(validation) ? [] : ownedBuffers(validation.batches.map(({ buffer }) => buffer))
}

const bufferOver = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)

/** Those that no other view can share. */
const ownedBuffers = (all: readonly Uint8Array[]): ArrayBuffer[] => [
  ...new Set(all.filter((bytes) => bytes.length === bytes.buffer.byteLength).map(({ buffer }) => buffer as ArrayBuffer))
]

/** Restores a worker's result: messages between threads turn buffers into byte arrays, and refusals into plain objects. */
export const adopted = (validation: Validation): Validation =>
  'batches' in validation
    ? { ...validation, batches: validation.batches.map((each) => ({ ...each, buffer: bufferOver(each.buffer) })) }
    : new RecordsRefusal(validation.error, validation)
