/** The names of Kafka errors that this room can answer with. */
export type RecordsErrorName =
  | 'CORRUPT_MESSAGE'
  | 'INVALID_RECORD'
  | 'INVALID_TIMESTAMP'
  | 'MESSAGE_TOO_LARGE'
  | 'UNKNOWN_SERVER_ERROR'
  | 'UNSUPPORTED_COMPRESSION_TYPE'

/**
 * Thrown by every reader of this room for bytes that are not what they should be. `code` is the Kafka error that a
 * broker answers for such bytes: damaged checksums and sizes are CORRUPT_MESSAGE, records that cannot be read
 * INVALID_RECORD, streams that cannot be decompressed UNKNOWN_SERVER_ERROR, and output over its bound MESSAGE_TOO_LARGE.
 */
export class RecordsError extends Error {
  readonly code: RecordsErrorName

  constructor(code: RecordsErrorName, message: string) {
    super(message)
    this.name = 'RecordsError'
    this.code = code
  }
}
