/*
 * Java's properties format (java.util.Properties#load), with the line on which each setting begins.
 */
interface Property {
  readonly name: string
  readonly value: string
  /** Counted from 1. */
  readonly line: number
}

interface LogicalLine {
  readonly text: string
  readonly line: number
}

const blank = /^[ \t\f]*/

/** An odd number of backslashes at the end joins the next line. */
function isContinued(text: string): boolean {
  let at = text.length
  while (text[at - 1] === '\\') at--
  return (text.length - at) % 2 === 1
}

/** Joins continued lines: a comment is never continued, and leading blanks of a continuation are skipped. */
function logicalLines(text: string): LogicalLine[] {
  const lines: LogicalLine[] = []
  let begun: LogicalLine | undefined
  const naturalLines = text.split(/\r\n|\r|\n/)
  // Java treats a lone backslash at the very end as an empty line, but not before \r\n.
  const isCutShort = !text.endsWith('\r\n') && naturalLines.at(-1) === '' && isContinued(naturalLines.at(-2) ?? '')
  if (isCutShort) naturalLines.pop()
  for (const [index, natural] of naturalLines.entries()) {
    const part = natural.replace(blank, '')
    const before: string = begun?.text ?? ''
    if (before === '' && (part === '' || part.startsWith('#') || part.startsWith('!'))) {
      // A line with nothing but a backslash joins nothing to the next line.
      begun = undefined
      continue
    }
    const whole: LogicalLine = { text: before + part, line: begun?.line ?? index + 1 }
    begun = undefined
    // Only this part is checked: the text before it has already lost its own backslash.
    if (isContinued(part)) begun = { text: whole.text.slice(0, -1), line: whole.line }
    else lines.push(whole)
  }
  if (begun !== undefined) lines.push(begun)
  return lines
}

const escapes: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n', f: '\f' }

/** @throws Error like Java, for \u without four hexadecimal digits */
function unescaped(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|[\s\S])/g, (_all, code: string) => {
    if (code.length === 5) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
    if (code === 'u') throw new Error('\\u needs four hexadecimal digits')
    return escapes[code] ?? code
  })
}

/** All settings in file order. @throws Error that names the line */
export function parseProperties(text: string): Property[] {
  return logicalLines(text).map(({ text: whole, line }) => {
    const key = /^(?:\\[\s\S]|[^\\=: \t\f])*/.exec(whole)?.[0] ?? ''
    const value = whole.slice(key.length).replace(/^[ \t\f]*[=:]?[ \t\f]*/, '')
    try {
      return { name: unescaped(key), value: unescaped(value), line }
    } catch (error) {
      throw new Error(`line ${line}: ${(error as Error).message}`)
    }
  })
}
