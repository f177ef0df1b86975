export type DecodeErrorCode =
  | 'TRUNCATED'
  | 'BAD_LENGTH'
  | 'BAD_VARINT'
  | 'UNEXPECTED_NULL'
  | 'BAD_TAG'
  | 'BAD_VALUE'
  | 'BAD_VERSION'
  | 'TRAILING_BYTES'
  | 'TOO_LARGE'

/** The only error thrown when reading hostile or corrupt bytes. `at` is the offset within the input. */
export class DecodeError extends Error {
  readonly code: DecodeErrorCode
  readonly at: number
  constructor(code: DecodeErrorCode, at: number, message: string) {
    super(`${message} (at byte ${at})`)
    this.name = 'DecodeError'
    this.code = code
    this.at = at
  }
}

/** A value that the requested message version cannot carry, like Kafka's UnsupportedVersionException. */
export class UnsupportedVersionError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnsupportedVersionError'
  }
}
