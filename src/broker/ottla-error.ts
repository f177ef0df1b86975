/** Why a broker could not start, for people and for programs. The message names the bad value and what to do. */
export type OttlaErrorCode =
  | 'BAD_CONFIG'
  | 'DATA_DIR_LOCKED'
  | 'DATA_DIR_UNREADABLE'
  /** Of a broker that served: its directory was removed, or another process took it. */
  | 'DATA_DIR_LOST'
  | 'PORT_IN_USE'
  | 'CANNOT_LISTEN'
  | 'BAD_TOPIC'

export class OttlaError extends Error {
  readonly code: OttlaErrorCode
  constructor(code: OttlaErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'OttlaError'
    this.code = code
  }
}
