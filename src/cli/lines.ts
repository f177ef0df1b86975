const newline = 0x0a

/**
 * Cuts a stream into lines without their ends, as bytes: what is no UTF-8 arrives as it is. Yields the lines of one chunk
 * together. A last line without an end counts; nothing after the last end does not. The lines are views valid until the next
 * step.
 */
export async function* splitLines(source: AsyncIterable<unknown>): AsyncGenerator<Buffer[]> {
  let pieces: Buffer[] = []
  for await (const each of source) {
    const chunk = Buffer.isBuffer(each) ? each : Buffer.from(each as string)
    const lines: Buffer[] = []
    let from = 0
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      const rest = chunk.subarray(from, at)
      lines.push(pieces.length === 0 ? rest : Buffer.concat([...pieces, rest]))
      pieces = []
      from = at + 1
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from))
    if (lines.length > 0) yield lines
  }
  if (pieces.length > 0) yield [Buffer.concat(pieces)]
}
