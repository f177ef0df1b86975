import { createReadStream } from 'node:fs'
import { CliError } from './cli-error.ts'
import { splitLines } from './lines.ts'

/** One line of a file or of stdin, without its end; a view that is valid until the next step. */
interface InputLine {
  readonly bytes: Buffer
  /** Such as `orders.jsonl, line 3`. */
  readonly place: string
}

interface InputLines {
  readonly lines: readonly InputLine[]
  /** True where nothing more has come yet: what a person types, or a slow program writes, should go out at once. */
  readonly isPause: boolean
}

interface Source {
  readonly name: string
  readonly stream: AsyncIterable<unknown> & { readonly readableLength: number }
  readonly isStdin: boolean
}

/** The lines of files in order, or of stdin where there are none. @throws CliError for what cannot be read. */
export async function* inputLines(
  files: readonly string[],
  stdin: Source['stream'] = process.stdin
): AsyncGenerator<InputLines> {
  const sources: Source[] =
    files.length === 0
      ? [{ name: 'stdin', stream: stdin, isStdin: true }]
      : files.map((name) => ({ name, stream: createReadStream(name), isStdin: false }))
  for (const { name, stream, isStdin } of sources) {
    let number = 0
    const pieces = splitLines(stream)
    try {
      for (;;) {
        const step = await pieces.next().catch((error: Error) => {
          throw new CliError(`cannot read ${name}: ${error.message}`)
        })
        if (step.done) break
        const lines = step.value.map((bytes) => ({ bytes, place: `${name}, line ${++number}` }))
        yield { lines, isPause: isStdin && stream.readableLength === 0 }
      }
    } finally {
      // Closes the source, so that a command which fails does not wait for its stdin to end.
      await pieces.return(undefined)
    }
  }
}
