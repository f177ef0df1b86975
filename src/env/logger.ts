/** Where the broker's lines go. The command line writes them to stderr; an embedded broker is silent unless told otherwise. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

export interface Logger {
  /** A logger that drops less important lines by itself has this; the broker sets it when a client changes levels. */
  level?: LogLevel

  debug(message: string, fields?: Readonly<Record<string, unknown>>): void
  info(message: string, fields?: Readonly<Record<string, unknown>>): void
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void
  error(message: string, fields?: Readonly<Record<string, unknown>>): void
  /** Told of each defect of ours beside its line in the log: a handler that threw, an answer that could not be encoded. */
  defect?(message: string, error: unknown): void
}

/** Something of ours is broken: its stack goes to the log, and whoever watches for defects is told. */
export function logDefect(log: Logger, message: string, error: unknown): void {
  log.error(message, { stack: error instanceof Error ? error.stack : String(error) })
  log.defect?.(message, error)
}

/** What was thrown, in words. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const nothing = () => {}
export const silentLogger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing }
