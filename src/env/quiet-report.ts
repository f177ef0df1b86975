import type { Machine } from './env.ts'
import type { Logger, LogLevel } from './logger.ts'

/** Minimum interval between two identical lines. */
const quietMs = 60_000
const keysKept = 200

type Fields = Readonly<Record<string, unknown>>
/** Takes a line, the key that identifies repeats of it (by default the line itself), and its fields. */
export type QuietReport = (line: string, key?: string, fields?: Fields) => void

/**
 * Rate-limits lines that outside causes can repeat without limit, such as a full disk or a reconnecting client, so that they
 * do not fill the log. Lines with the same key are written at most once a minute, with the number suppressed in between.
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

/** As `quietReport`, for every line of a logger: lines with the same message and fields count as repeats. */
export function quietLogger(machine: Machine, logger: Logger): Logger {
  const at = (level: LogLevel): Logger['info'] => {
    const report = quietReport(machine, (line, fields) => logger[level](line, fields))
    return (message, fields) => report(message, fields && `${message} ${JSON.stringify(fields)}`, fields)
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
