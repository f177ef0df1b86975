/*
 * Owns regular expressions that clients send, in the syntax of RE2, which Kafka uses. The engine needs time in proportion to the
 * text whatever the pattern is, so that none can hold up the loop.
 */
import { loadPackage } from '../wire/index.ts'

interface Re2Module {
  readonly RE2JS: {
    compile(pattern: string): { testExact(text: string): boolean }
  }
}

/** Tells whether a pattern matches a whole text; null when Kafka would refuse the pattern. Loads the engine at its first use. */
export function re2Matcher(pattern: string): ((text: string) => boolean) | null {
  const { RE2JS } = loadPackage('re2js') as Re2Module
  try {
    const compiled = RE2JS.compile(pattern)
    return (text) => compiled.testExact(text)
  } catch {
    return null
  }
}
