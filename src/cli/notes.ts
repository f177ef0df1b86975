/**
 * What is said to a person and to nobody else: lines on stderr that appear only when stderr is a terminal, so that scripts see
 * records, results and errors only.
 */
export class Notes {
  readonly isShown: boolean
  readonly #write: (text: string) => void

  constructor(
    isShown = process.stderr.isTTY === true,
    write = (text: string): void => void process.stderr.write(text)
  ) {
    this.isShown = isShown
    this.#write = write
  }

  say(text: string): void {
    if (this.isShown) this.#write(`${text}\n`)
  }
}

/** Something went on that whoever reads the output has to know, terminal or not. */
export function warn(text: string): void {
  process.stderr.write(`ottla: ${text}\n`)
}
