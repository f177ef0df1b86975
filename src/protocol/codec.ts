import type * as wire from '../wire/index.ts'
import type { Reader, Writer } from '../wire/index.ts'

/** The parts of the wire room that generated code uses. */
export type Wire = typeof wire

/** Reads and writes one message at any of its versions. `I` is what an encoder takes: fields with a default may be absent. */
export interface MessageCodec<T, I = T> {
  readonly name: string
  readonly minVersion: number
  readonly maxVersion: number
  /** First version with compact lengths and tagged fields; 32767 when there is none. */
  readonly flexibleFrom: number
  /** @throws DecodeError */
  decode(reader: Reader, version: number): T
  /** Writes exactly `size` bytes, not counting long `records`. */
  encode(writer: Writer, value: I, version: number): void
  /** @throws UnsupportedVersionError if a field is set that the version lacks and that may not be dropped. */
  size(value: I, version: number): number
}

export interface ApiDescription<K extends string, Q, QI, P, PI> {
  readonly name: K
  readonly key: number
  readonly minVersion: number
  readonly maxVersion: number
  readonly flexibleFrom: number
  /** What Apache Kafka 4.3 itself speaks; null when it dropped the API. */
  readonly kafka43: readonly [number, number] | null
  /** The last version is off by default in Kafka. */
  readonly unstable: boolean
  readonly listeners: readonly string[]
  readonly request: MessageCodec<Q, QI>
  readonly response: MessageCodec<P, PI>
}
