import { CliError } from './cli-error.ts'

/** Writes lines to stdout no faster than its reader takes them. */
export class Output {
  #waiting: Promise<void> | undefined

  constructor() {
    // A reader such as `head` that has had enough is no failure.
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0)
      throw error
    })
  }

  line(text: string): void {
    this.bytes(`${text}\n`)
  }

  bytes(chunk: string | Uint8Array): void {
    if (process.stdout.write(chunk)) return
    this.#waiting ??= new Promise((resolve) => {
      process.stdout.once('drain', () => {
        this.#waiting = undefined
        resolve()
      })
    })
  }

  /** Resolves when stdout has room again. */
  async settled(): Promise<void> {
    await this.#waiting
  }

  json(value: unknown): void {
    this.line(JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? Number(each) : each)))
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

/** Splits `name=value`. @throws CliError */
export function parseAssignment(text: string): { readonly name: string; readonly value: string } {
  const at = text.indexOf('=')
  if (at < 1) throw new CliError(`'${text}' is not name=value`, 2)
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
