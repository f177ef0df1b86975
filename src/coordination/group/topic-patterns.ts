/*
 * Owns regular expressions that clients subscribe by: RE2's, whose matching takes time in proportion to the text, by the package
 * re2js, which is loaded when the first such subscription comes. Nothing of it may hold the loop up.
 */
import type { Env } from '../../env/index.ts'
import { type Failure, failed } from '../../protocol/index.ts'
import { loadPackage } from '../../wire/index.ts'

interface Pattern {
  /** Whether all of the text matches. */
  testExact(text: string): boolean
}

interface Re2 {
  readonly RE2JS: { compile(pattern: string): Pattern }
}

/** The topics that a regular expression matched, at which revision of the metadata and when. */
export interface ResolvedRegex {
  readonly topics: ReadonlySet<string>
  readonly version: number
  readonly timestampMs: number
}

let loaded: Re2 | undefined

function re2(): Re2 {
  loaded ??= loadPackage('re2js') as Re2
  return loaded
}

/**
 * What an expression may come to with its repeats written out. More is refused, which Kafka does not: reading and matching it would
 * hold everybody up, 4,000 for some tens of milliseconds, and nobody writes such an expression.
 */
const expandedSizeMax = 4_000
/** How long topics are matched before others get their turn. */
const sliceMs = 5

const invalid = (regex: string, why: string): Failure =>
  failed('INVALID_REGULAR_EXPRESSION', `SubscribedTopicRegex \`${regex}\` is not a valid regular expression: ${why}.`)

/** Null for an expression that can be subscribed by, else why not, in Kafka's words. */
export function regexFault(regex: string): Failure | null {
  const compiled = compile(regex)
  return typeof compiled === 'string' ? invalid(regex, compiled) : null
}

function compile(regex: string): Pattern | string {
  if (expandedSize(regex) > expandedSizeMax) return 'expression too large'
  try {
    return re2().RE2JS.compile(regex)
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

/**
 * The topics whose whole name each expression matches, of those that `maySee` allows. Goes on for as many turns of the loop as it
 * takes; an expression that does not compile matches nothing.
 */
export async function matchTopics(
  env: Env,
  regexes: ReadonlySet<string>,
  topics: Iterable<{ readonly name: string }>,
  maySee: (topic: string) => boolean
): Promise<Map<string, ReadonlySet<string>>> {
  const names = [...topics].map(({ name }) => name)
  const matched = new Map<string, Set<string>>()
  // Never in the turn of the request that asks.
  await new Promise<void>((resolve) => env.timers.endOfTurn(resolve))
  let sliceEndsMs = env.machine.monotonicMs() + sliceMs
  for (const regex of regexes) {
    const found = new Set<string>()
    matched.set(regex, found)
    const pattern = compile(regex)
    if (typeof pattern === 'string') continue
    for (const name of names) {
      if (pattern.testExact(name) && maySee(name)) found.add(name)
      if (env.machine.monotonicMs() < sliceEndsMs) continue
      await new Promise<void>((resolve) => env.timers.endOfTurn(resolve))
      sliceEndsMs = env.machine.monotonicMs() + sliceMs
    }
  }
  return matched
}
