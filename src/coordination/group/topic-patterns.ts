/*
 * Owns regular expressions that clients subscribe by: RE2's, whose matching takes time in proportion to the text, by the package
 * re2js, which is loaded when the first such subscription comes. Nothing of it may hold the loop up.
 */
import type { Env } from '../../env/index.ts'
import { type Failure, failed } from '../../protocol/index.ts'
import { loadPackage } from '../../wire/index.ts'

interface Pattern {
  /** Whether all of the text matches. */
  matches(text: string): boolean
  programSize(): number
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

/** Longer ones are refused before they are read: Kafka would take them, and nobody writes them. */
const patternMaxLength = 10_000
/** Instructions of a compiled expression: one topic's name takes at most so many steps for each of its characters. */
const programMaxSize = 20_000
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
  if (regex.length > patternMaxLength) return 'expression too large'
  try {
    const pattern = re2().RE2JS.compile(regex)
    return pattern.programSize() > programMaxSize ? 'expression too large' : pattern
  } catch (error) {
    const described = error as { getDescription?: () => string; message?: string }
    return described.getDescription?.() ?? described.message ?? String(error)
  }
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
      if (pattern.matches(name) && maySee(name)) found.add(name)
      if (env.machine.monotonicMs() < sliceEndsMs) continue
      await new Promise<void>((resolve) => env.timers.endOfTurn(resolve))
      sliceEndsMs = env.machine.monotonicMs() + sliceMs
    }
  }
  return matched
}
