/*
 * Owns regular expressions that clients send: RE2's, as in Kafka, whose matching takes time in proportion to the text whatever the
 * pattern is, by the package re2js, which is loaded when the first one comes.
 */
import { loadPackage } from '../wire/index.ts'

interface Pattern {
  /** Whether all of the text matches. */
  testExact(text: string): boolean
}

interface Re2 {
  readonly RE2JS: { compile(pattern: string): Pattern }
}

/**
 * What an expression may come to with its repeats written out. More is refused, which Kafka does not: reading and matching it would
 * hold everybody up, 4,000 for some tens of milliseconds, and nobody writes such an expression.
 */
const expandedSizeMax = 4_000

/** A text: why the expression is refused, in the words of Kafka's engine. */
export function compilePattern(regex: string): Pattern | string {
  if (expandedSize(regex) > expandedSizeMax) return 'expression too large'
  try {
    return (loadPackage('re2js') as Re2).RE2JS.compile(regex)
  } catch (error) {
    const described = error as { getDescription?: () => string; message?: string }
    return described.getDescription?.() ?? described.message ?? String(error)
  }
}

/** One of what a repeat may stand behind, beside groups: an escape, a set, or a character. */
const atom = /\\Q[\s\S]*?(?:\\E|$)|\\[pPx]\{[^}]*\}|\\[\s\S]?|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]?|[\s\S]/y
const repeat = /\{(\d+)(?:,(\d*))?\}/y

/** How many atoms an expression has once `{n,m}` is written out as often as it says. Right for what is well formed. */
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
