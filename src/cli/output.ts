import { usageError } from './cli-error.ts'
import { isReaderGone, whenStdoutFails } from './standard-streams.ts'

/** Writes to stdout no faster than its reader takes it. */
export class Output {
  #waiting: Promise<void> | undefined
  #go: (() => void) | undefined
  #isClosed = false

  /** True once the reader has gone, where `whenClosed` asked to be told. */
  get isClosed(): boolean {
    return this.#isClosed
  }

  /** Lets a command end in good order when the reader has had enough, such as `head`; without it the process exits at once. */
  whenClosed(act: () => void): void {
    whenStdoutFails((error, exit) => {
      if (!isReaderGone(error)) exit()
      if (this.#isClosed) return
      this.#isClosed = true
      this.#go?.()
      act()
    })
  }

  line(text: string): void {
    this.bytes(`${text}\n`)
  }

  bytes(chunk: string | Uint8Array): void {
    if (this.#isClosed || process.stdout.write(chunk)) return
    this.#waiting ??= new Promise((resolve) => {
      this.#go = () => {
        this.#waiting = undefined
        resolve()
      }
      process.stdout.once('drain', this.#go)
    })
  }

  /** Resolves when stdout has room again, or nobody reads it any more. */
  async settled(): Promise<void> {
    await this.#waiting
  }

  /** One JSON object on a line of its own. An integer that JSON readers would round is written as text. */
  json(value: object): void {
    this.line(jsonText(value))
  }

  /** Rows under a heading, in columns as wide as their longest cell. */
  table(heading: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
    const cells = [heading, ...rows.map((row) => row.map(String))]
    const widths = heading.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)))
    for (const row of cells)
      this.line(
        row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()
      )
  }
}

export function jsonText(value: object): string {
  return JSON.stringify(value, (_key, each) => {
    if (typeof each !== 'bigint') return each
    return Number.isSafeInteger(Number(each)) ? Number(each) : String(each)
  })
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']

/** A number of bytes as people read it: `1.5 MiB`. */
export function bytesText(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}

export const countText = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`

/** Splits `name=value`. @throws CliError */
export function parseAssignment(text: string): { readonly name: string; readonly value: string } {
  const at = text.indexOf('=')
  if (at < 1) throw usageError(`'${text}' is not name=value`)
  return { name: text.slice(0, at).trim(), value: text.slice(at + 1).trim() }
}

/** Bytes as JSON shows them: text where it is UTF-8, `{ base64 }` where it is not. */
export function bytesToJson(bytes: Uint8Array | null): string | { base64: string } | null {
  if (bytes === null) return null
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const text = buffer.toString('utf8')
  return Buffer.from(text, 'utf8').equals(buffer) ? text : { base64: buffer.toString('base64') }
}

/** The other way round; other JSON values become their text. */
export function jsonToBytes(value: unknown): Buffer | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return Buffer.from(value, 'utf8')
  if (typeof value === 'object' && typeof (value as { base64?: unknown }).base64 === 'string') {
    return Buffer.from((value as { base64: string }).base64, 'base64')
  }
  return Buffer.from(JSON.stringify(value), 'utf8')
}
