import type { Reader, Writer } from '../wire/index.ts'
import * as wire from '../wire/index.ts'
import type { MessageCodec, Wire } from './codec.ts'
import { loadCodec } from './load-codec.ts'

type Codecs<T, I> = { readonly [name: string]: MessageCodec<T, I> }

/** A codec whose code is loaded synchronously on first use, so that a process loads only the messages it needs. */
export class LazyCodec<T, I> implements MessageCodec<T, I> {
  readonly name: string
  readonly minVersion: number
  readonly maxVersion: number
  readonly flexibleFrom: number
  readonly #file: string
  #codec: MessageCodec<T, I> | undefined

  constructor(file: string, name: string, minVersion: number, maxVersion: number, flexibleFrom: number) {
    this.#file = file
    this.name = name
    this.minVersion = minVersion
    this.maxVersion = maxVersion
    this.flexibleFrom = flexibleFrom
  }

  #load(): MessageCodec<T, I> {
    const { default: load } = loadCodec(this.#file) as { default(given: Wire): Codecs<T, I> }
    const codec = load(wire)[`${this.name[0]?.toLowerCase()}${this.name.slice(1)}`]
    if (codec === undefined) throw new Error(`the generated ${this.#file} has no codec of ${this.name}`)
    this.#codec = codec
    return codec
  }

  decode(reader: Reader, version: number): T {
    return (this.#codec ?? this.#load()).decode(reader, version)
  }

  encode(writer: Writer, value: I, version: number): void {
    ;(this.#codec ?? this.#load()).encode(writer, value, version)
  }

  size(value: I, version: number): number {
    return (this.#codec ?? this.#load()).size(value, version)
  }
}
