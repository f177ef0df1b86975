/** Why a broker could not start or do what it was asked for, for people and for programs. The message names what is wrong. */
export type OttlaErrorCode =
  /** An option or argument has an unknown name, a wrong type, or a value out of range. */
  | 'BAD_OPTION'
  | 'BAD_CONFIG'
  | 'DATA_DIR_LOCKED'
  | 'DATA_DIR_UNREADABLE'
  /** Of a broker that served: its directory was removed, or another process took it. */
  | 'DATA_DIR_LOST'
  | 'PORT_IN_USE'
  | 'CANNOT_LISTEN'
  /** The store of the cluster's metadata does not answer, or refuses this broker. */
  | 'METADATA_UNREACHABLE'
  /** A topic cannot be made: its name, number of partitions or configs. */
  | 'BAD_TOPIC'
  | 'TOPIC_EXISTS'
  | 'UNKNOWN_TOPIC'
  /** The log refused a record, or did not take it in time. */
  | 'PRODUCE_FAILED'
  | 'READ_FAILED'
  | 'TOO_MANY_RECORDS'
  /** Of several brokers the last one has died of a defect. */
  | 'BROKER_FAILED'
  /** The broker was stopped before. */
  | 'STOPPED'
  /** The broker has stopped and given everything back, but not all that it had is on the disk. */
  | 'STOP_INCOMPLETE'

export class OttlaError extends Error {
  readonly code: OttlaErrorCode
  constructor(code: OttlaErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'OttlaError'
    this.code = code
  }
}
