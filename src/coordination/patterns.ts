/*
 * Client-supplied regular expressions. As in Kafka these are RE2 expressions, which match in time linear in the text whatever the
 * pattern. The re2js package is loaded on first use.
 */
import { loadPackage } from '../wire/index.ts'

interface Pattern {
  /** Whether the whole text matches. */
  testExact(text: string): boolean
}

interface Re2 {
  readonly RE2JS: { compile(pattern: string): Pattern }
}

/**
 * Maximum size of an expression with its repeats expanded. Unlike Kafka, larger ones are rejected: compiling and matching them would
 * block the event loop (4,000 atoms already take some tens of milliseconds), and no real subscription needs them.
 */
const expandedSizeMax = 4_000

/** Compiles an expression, or returns the reason it is invalid, worded as Kafka's engine does. */
export function compilePattern(regex: string): Pattern | string {
  if (expandedSize(regex) > expandedSizeMax) return 'expression too large'
  try {
    return (loadPackage('re2js') as Re2).RE2JS.compile(regex)
  } catch (error) {
    const described = error as { getDescription?: () => string; message?: string }
    return described.getDescription?.() ?? described.message ?? String(error)
  }
}

/** A repeatable item other than a group: an escape, a character class, or a character. */
const atom = /\\Q[\s\S]*?(?:\\E|$)|\\[pPx]\{[^}]*\}|\\[\s\S]?|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]?|[\s\S]/y
const repeat = /\{(\d+)(?:,(\d*))?\}/y

/** Number of atoms in an expression with every `{n,m}` expanded. Only exact for well-formed expressions. */
export function expandedSize(regex: string): number {
  const outer: number[] = []
  let size = 0
  let last = 0
  for (let at = 0; at < regex.length && size <= expandedSizeMax; ) {
    repeat.lastIndex = at
    const times = repeat.exec(regex)
    atom.lastIndex = at
    const text = times?.[0] ?? atom.exec(regex)?.[0] ?? ''
    at += Math.max(text.length, 1)
    if (times !== null) {
      const most = Math.max(Number(times[1]), Number(times[2] ?? 0), 1)
      size += last * (most - 1)
      last *= most
    } else if (text === '(') {
      outer.push(size)
      size = 0
    } else if (text === ')') {
      last = size
      size += outer.pop() ?? 0
    } else {
      last = text.startsWith('\\Q') ? text.length : 1
      size += last
    }
  }
  return outer.reduce((sum, each) => sum + each, size)
}
