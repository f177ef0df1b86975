/*
 * Resolves the regular expressions that clients subscribe with. Must not block the event loop.
 */
import { type Env, turnEnd } from '../../env/index.ts'
import { type Failure, failed } from '../../protocol/index.ts'
import { compilePattern } from '../patterns.ts'

/** The topics matched by a regular expression, with the metadata revision and the time of the match. */
export interface ResolvedRegex {
  readonly topics: ReadonlySet<string>
  readonly version: number
  readonly timestampMs: number
}

/** Maximum time to match topics before yielding to the event loop. */
const sliceMs = 5

const invalid = (regex: string, why: string): Failure =>
  failed('INVALID_REGULAR_EXPRESSION', `SubscribedTopicRegex \`${regex}\` is not a valid regular expression: ${why}.`)

/** Returns null for a valid expression, otherwise an error worded as in Kafka. */
export function regexFault(regex: string): Failure | null {
  const compiled = compilePattern(regex)
  return typeof compiled === 'string' ? invalid(regex, compiled) : null
}

/**
 * Returns, per expression, the topics allowed by `maySee` whose full name it matches. Takes as many turns of the event loop as it needs.
 * An invalid expression matches nothing.
 */
export async function matchTopics(
  env: Env,
  regexes: ReadonlySet<string>,
  topics: Iterable<{ readonly name: string }>,
  maySee: (topic: string) => boolean
): Promise<Map<string, ReadonlySet<string>>> {
  const names = [...topics].map(({ name }) => name)
  const matched = new Map<string, Set<string>>()
  // Never in the same turn as the request.
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
