/** Destination of the broker's log lines. The CLI writes them to stderr; an embedded broker is silent by default. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

export interface Logger {
  /** Present on loggers that filter by level; the broker sets it when a client changes levels. */
  level?: LogLevel

  debug(message: string, fields?: Readonly<Record<string, unknown>>): void
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void
  error(message: string, fields?: Readonly<Record<string, unknown>>): void
  /** Called for each broker defect, in addition to its log line: a handler that threw, a response that failed to encode. */
  defect?(message: string, error: unknown): void
}

/** Logs the stack of a broker defect and calls the logger's `defect`. */
export function logDefect(log: Logger, message: string, error: unknown): void {
  log.error(message, { stack: error instanceof Error ? error.stack : String(error) })
  log.defect?.(message, error)
}

/** The message of a thrown value. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const nothing = () => {}
export const silentLogger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing }
