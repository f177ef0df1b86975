import { usageError } from './cli-error.ts'
import type { Start } from './client/offsets.ts'
import { didYouMean } from './suggest.ts'

/** Milliseconds of `@1700000000000` or of a date such as 2026-01-31T12:00:00Z. @throws CliError */
export function parseTime(option: string, text: string, words: readonly string[]): number {
  const timestamp = /^@\d+$/.test(text) ? Number(text.slice(1)) : Date.parse(text)
  if (Number.isNaN(timestamp) || !Number.isSafeInteger(timestamp))
    throw usageError(
      `${option} ${text}: write ${words.join(', ')}, a time such as 2026-01-31T12:00:00Z, or @ and milliseconds${didYouMean(text, words)}`
    )
  return timestamp
}

/** Where to begin to read. @throws CliError */
export function parseStart(option: string, text: string): Start {
  if (text === 'beginning' || text === 'earliest') return { at: 'beginning' }
  if (text === 'end' || text === 'latest') return { at: 'end' }
  if (/^-?\d+$/.test(text) && !Number.isSafeInteger(Number(text)))
    throw usageError(`${option} ${text}: too large for an offset`)
  if (/^\d+$/.test(text)) return { at: 'offset', offset: Number(text) }
  if (/^-\d+$/.test(text)) return { at: 'back', records: Number(text.slice(1)) }
  return { at: 'time', timestamp: parseTime(option, text, ['beginning', 'end', 'an offset', '-N']) }
}

/** Milliseconds of an ISO 8601 duration of days, hours, minutes and seconds: `P1DT2H3M4.5S`. @throws CliError */
export function parseDuration(option: string, text: string): number {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text.toUpperCase())
  if (match === null || !/\d/.test(text))
    throw usageError(`${option} ${text}: write a duration such as P1DT2H or PT30S`)
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((each) => Number(each ?? 0))
  return Math.round((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000)
}
