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

/** The one way in which reading hostile or broken bytes fails. `at` is the offset in the bytes that were being read. */
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

/** A value that the asked version of a message cannot carry, as Kafka's UnsupportedVersionException. */
export class UnsupportedVersionError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnsupportedVersionError'
  }
}
