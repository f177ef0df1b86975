import type { Machine } from './env.ts'
import type { Logger, LogLevel } from './logger.ts'

/** The same line is written once in so long, with how often it was left out. */
const quietMs = 60_000
const keysKept = 200

type Fields = Readonly<Record<string, unknown>>
/** Takes a line, the key under which it counts as the same one (the line itself where none is given), and its fields. */
export type QuietReport = (line: string, key?: string, fields?: Fields) => void

/**
 * What others can cause as often as they like, a full disk or a client that comes again and again, would otherwise fill the
 * log. Lines with the same key are written once a minute at most, and then tell how often they were left out.
 */
export function quietReport(machine: Machine, report: (line: string, fields?: Fields) => void): QuietReport {
  const known = new Map<string, { untilMs: number; leftOut: number }>()
  return (line, key = line, fields) => {
    const nowMs = machine.monotonicMs()
    const before = known.get(key)
    if (before !== undefined && nowMs < before.untilMs) {
      before.leftOut++
      return
    }
    known.delete(key)
    const [oldest] = known.keys()
    if (known.size >= keysKept && oldest !== undefined) known.delete(oldest)
    known.set(key, { untilMs: nowMs + quietMs, leftOut: 0 })
    const leftOut = before?.leftOut ?? 0
    if (fields !== undefined) report(line, leftOut === 0 ? fields : { ...fields, leftOut })
    else report(leftOut === 0 ? line : `${line} (and ${leftOut} times since this was last written)`)
  }
}

/** As `quietReport`, for every line of a logger: lines of the same message and fields are the same. */
export function quietLogger(machine: Machine, logger: Logger): Logger {
  const at = (level: LogLevel): Logger['info'] => {
    const report = quietReport(machine, (line, fields) => logger[level](line, fields))
    return (message, fields) => report(message, fields && `${message} ${JSON.stringify(fields)}`, fields)
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
