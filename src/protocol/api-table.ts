import type { ApiDescription, MessageCodec } from './codec.ts'
import { LazyCodec } from './lazy-codec.ts'

type AnyApi = ApiDescription<string, unknown, never, unknown, never>

const numbersOf = (text: string) => text.split(',').map(Number)

function codecOf(file: string, name: string, versions: string): MessageCodec<unknown, never> {
  const [minVersion, maxVersion, flexibleFrom] = numbersOf(versions) as [number, number, number]
  return new LazyCodec(file, name, minVersion, maxVersion, flexibleFrom)
}

function apiOf(line: string): AnyApi {
  const [key, name, file, ofRequest, ofResponse, kafka43, stability, ...listeners] = line.split(' ') as string[] &
    [string, string, string, string, string, string, string]
  const request = codecOf(file, `${name}Request`, ofRequest)
  const { minVersion, maxVersion, flexibleFrom } = request
  return {
    name,
    key: Number(key),
    minVersion,
    maxVersion,
    flexibleFrom,
    kafka43: kafka43 === 'none' ? null : (numbersOf(kafka43) as [number, number]),
    unstable: stability === 'unstable',
    listeners,
    request,
    response: codecOf(file, `${name}Response`, ofResponse)
  }
}

/**
 * APIs by name, of a line for each: key, name, file of its codecs, first, last and first flexible version of the request, the
 * same of the response, what Kafka 4.3 speaks, whether the last version is stable, and the listeners.
 */
export const apisOf = (lines: string): Readonly<Record<string, AnyApi>> =>
  Object.fromEntries(
    lines
      .trim()
      .split('\n')
      .map(apiOf)
      .map((api) => [api.name, api])
  )
