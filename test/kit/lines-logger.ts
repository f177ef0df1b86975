import type { Logger } from '../../src/env/index.ts'

/** Keeps warnings and errors as they are shown to people: the message, then its fields. */
export function linesLogger(lines: string[]): Logger {
  const write: Logger['warn'] = (message, fields = {}) => {
    const shown = Object.entries(fields).map(
      ([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`
    )
    lines.push(message + shown.join(''))
  }
  return { debug() {}, info() {}, warn: write, error: write }
}
