import type { LogLevel as Level, Logger } from '../env/index.ts'
import { createLossyWriter } from './standard-streams.ts'

const ranks: Record<Level, number> = { debug: 20, info: 30, warn: 40, error: 50 }
const colours: Record<Level, string> = {
  debug: '\u001b[2m',
  info: '\u001b[32m',
  warn: '\u001b[33m',
  error: '\u001b[31m'
}

/**
 * Log lines on stderr, for people or as JSON in the form that pino made common (`level`, `time`, `msg`). Written by hand:
 * loading a logger would take longer than the broker takes to start. A line that cannot be written is lost, and nothing else.
 */
export function createLogger(format: 'pretty' | 'json', least: Level): Logger {
  const colour = format === 'pretty' && process.stderr.isTTY === true && process.env.NO_COLOR === undefined
  const lineOf = (level: Level, message: string, fields?: Readonly<Record<string, unknown>>) =>
    format === 'json' ? jsonLine(level, message, fields) : prettyLine(level, message, fields, colour)
  const put = createLossyWriter(process.stderr, (count) =>
    lineOf('warn', `${count} log lines were dropped, because the reader of stderr did not keep up`)
  )
  const write = (level: Level, message: string, fields?: Readonly<Record<string, unknown>>) => {
    if (ranks[level] < ranks[logger.level ?? least]) return
    put(lineOf(level, message, fields))
  }
  const logger: Logger = {
    level: least,
    debug: (message, fields) => write('debug', message, fields),
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields)
  }
  return logger
}

function jsonLine(level: Level, message: string, fields: Readonly<Record<string, unknown>> | undefined): string {
  const line = { level: ranks[level], time: Date.now(), pid: process.pid, msg: message, ...fields }
  return `${JSON.stringify(line, (_key, value) => (typeof value === 'bigint' ? Number(value) : value))}\n`
}

function prettyLine(
  level: Level,
  message: string,
  fields: Readonly<Record<string, unknown>> | undefined,
  colour: boolean
): string {
  const time = new Date().toISOString().slice(11, 23)
  const { stack, ...rest } = fields ?? {}
  const details = Object.entries(rest).map(
    ([key, value]) => ` ${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`
  )
  const name = level.toUpperCase().padEnd(5)
  const shown = colour ? `${colours[level]}${name}\u001b[0m` : name
  return `${time} ${shown} ${message}${details.join('')}\n${stack === undefined ? '' : `${String(stack)}\n`}`
}
