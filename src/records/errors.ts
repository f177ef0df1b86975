/** Kafka error names that this room can return. */
export type RecordsErrorName =
  | 'CORRUPT_MESSAGE'
  | 'INVALID_RECORD'
  | 'INVALID_TIMESTAMP'
  | 'MESSAGE_TOO_LARGE'
  | 'UNKNOWN_SERVER_ERROR'
  | 'UNSUPPORTED_COMPRESSION_TYPE'

/**
 * Thrown by every reader of this room for invalid bytes. `code` is the Kafka error that a broker returns for them:
 * CORRUPT_MESSAGE for bad checksums and sizes, INVALID_RECORD for unreadable records, UNKNOWN_SERVER_ERROR for streams that
 * cannot be decompressed, and MESSAGE_TOO_LARGE for output over its limit.
 */
export class RecordsError extends Error {
  readonly code: RecordsErrorName

  constructor(code: RecordsErrorName, message: string) {
    super(message)
    this.name = 'RecordsError'
    this.code = code
  }
}
