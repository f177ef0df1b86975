/** Why a broker could not start or carry out an operation. The code is for programs; the message tells people what is wrong. */
export type OttlaErrorCode =
  /** An option or argument has an unknown name, a wrong type, or a value out of range. */
  | 'BAD_OPTION'
  | 'BAD_CONFIG'
  | 'DATA_DIR_LOCKED'
  | 'DATA_DIR_UNREADABLE'
  /** A running broker lost its directory: it was removed, or another process took it. */
  | 'DATA_DIR_LOST'
  | 'PORT_IN_USE'
  | 'CANNOT_LISTEN'
  /** The store of the cluster's metadata does not answer, or refuses this broker. */
  | 'METADATA_UNREACHABLE'
  /** A topic cannot be created because of its name, number of partitions or configs. */
  | 'BAD_TOPIC'
  | 'TOPIC_EXISTS'
  | 'UNKNOWN_TOPIC'
  /** The log refused a record, or did not take it in time. */
  | 'PRODUCE_FAILED'
  | 'READ_FAILED'
  | 'TOO_MANY_RECORDS'
  /** The last of several brokers has crashed because of a defect. */
  | 'BROKER_FAILED'
  /** The broker has already been stopped. */
  | 'STOPPED'
  /** The broker has stopped and released its resources, but not all of its data is on disk. */
  | 'STOP_INCOMPLETE'

export class OttlaError extends Error {
  readonly code: OttlaErrorCode
  constructor(code: OttlaErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'OttlaError'
    this.code = code
  }
}
