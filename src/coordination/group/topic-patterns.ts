/*
 * Owns the topics that clients subscribe to by regular expressions. Nothing of it may hold the loop up.
 */
import { type Env, turnEnd } from '../../env/index.ts'
import { type Failure, failed } from '../../protocol/index.ts'
import { compilePattern } from '../patterns.ts'

/** The topics that a regular expression matched, at which revision of the metadata and when. */
export interface ResolvedRegex {
  readonly topics: ReadonlySet<string>
  readonly version: number
  readonly timestampMs: number
}

/** How long topics are matched before others get their turn. */
const sliceMs = 5

const invalid = (regex: string, why: string): Failure =>
  failed('INVALID_REGULAR_EXPRESSION', `SubscribedTopicRegex \`${regex}\` is not a valid regular expression: ${why}.`)

/** Null for an expression that can be subscribed by, else why not, in Kafka's words. */
export function regexFault(regex: string): Failure | null {
  const compiled = compilePattern(regex)
  return typeof compiled === 'string' ? invalid(regex, compiled) : null
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
  await turnEnd(env.timers)
  let sliceEndsMs = env.machine.monotonicMs() + sliceMs
  for (const regex of regexes) {
    const found = new Set<string>()
    matched.set(regex, found)
    const pattern = compilePattern(regex)
    if (typeof pattern === 'string') continue
    for (const name of names) {
      if (pattern.testExact(name) && maySee(name)) found.add(name)
      if (env.machine.monotonicMs() < sliceEndsMs) continue
      await turnEnd(env.timers)
      sliceEndsMs = env.machine.monotonicMs() + sliceMs
    }
  }
  return matched
}
