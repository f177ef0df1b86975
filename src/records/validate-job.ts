import type { Job } from '../env/index.ts'
import { validateRecords } from './validate.ts'
import type { ValidateOptions, Validation } from './validation.ts'

export interface ValidateTask {
  /** In an array buffer of their own, which goes to the worker. */
  readonly records: Uint8Array
  readonly options: ValidateOptions
}

/** `validateRecords` for a worker thread. What comes back holds plain byte arrays: see `adopted`. */
export const validateJob: Job<ValidateTask, Validation> = {
  module: import.meta.url,
  name: 'validateJob',
  run: ({ records, options }) => validateRecords(bufferOver(records), options),
  argumentTransfers: ({ records }) => ownedBuffers([records]),
  resultTransfers: (validation) =>
    validation.error === null ? ownedBuffers(validation.batches.map(({ buffer }) => buffer)) : []
}

const bufferOver = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)

/** Those that no other view can share. */
const ownedBuffers = (all: readonly Uint8Array[]): ArrayBuffer[] => [
  ...new Set(all.filter((bytes) => bytes.length === bytes.buffer.byteLength).map(({ buffer }) => buffer as ArrayBuffer))
]

/** The answer of a worker with buffers again, which a message between threads makes byte arrays of. */
export const adopted = (validation: Validation): Validation =>
  validation.error === null
    ? { ...validation, batches: validation.batches.map((each) => ({ ...each, buffer: bufferOver(each.buffer) })) }
    : validation
