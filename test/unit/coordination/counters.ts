import type { Decision } from '../../../src/coordination/runtime/decision.ts'
import type { CoordinatorKind, ShardWriter } from '../../../src/coordination/runtime/kind.ts'
import { type ErrorName, failed } from '../../../src/protocol/index.ts'
import type { PrefixedMessage, Writer } from '../../../src/wire/index.ts'

/** A counter has a new value, or is gone. */
export interface Count {
  readonly name: string
  readonly value: number | null
}

/** The state of the smallest coordinator that uses all of the runtime: counters by name, pending ones by producer. */
export class Counters {
  readonly values = new Map<string, number>()
  readonly pending = new Map<number, Count[]>()
  readonly waiting: ((error: ErrorName) => void)[] = []
  readonly events: string[] = []
  readonly shard: ShardWriter<Count>

  constructor(shard: ShardWriter<Count>) {
    this.shard = shard
  }

  /** Decides only. */
  add(name: string, by: number, producer?: { producerId: number; producerEpoch: number }): Decision<Count, number> {
    const value = (this.values.get(name) ?? 0) + by
    if (value < 0) return failed('INVALID_REQUEST')
    return { records: [{ name, value }], answer: value, ...(producer && { producer }) }
  }

  /** A counter that goes by itself. */
  lend(name: string, forMs: number): Decision<Count, null> {
    const decide = (): Decision<Count, null> => ({ records: [{ name, value: null }], answer: null })
    const timers = [{ name, afterMs: forMs, decide }]
    return { records: [{ name, value: 1 }], answer: null, timers }
  }

  take({ name, value }: Count): void {
    if (value === null) this.values.delete(name)
    else this.values.set(name, value)
  }
}

const text = {
  size: (value: string) => value.length,
  encode: (writer: Writer, value: string) => writer.raw(Buffer.from(value))
}
const textMessage = (value: string): PrefixedMessage => ({
  codec: text as PrefixedMessage['codec'],
  prefix: 0,
  value,
  version: 0
})
const textIn = (message: Buffer): string => message.toString('latin1', 2)

export const counterKind: CoordinatorKind<Counters, Count> = {
  writeTimeoutMs: () => 5000,
  records: {
    encode: ({ name, value }) => ({
      key: textMessage(name),
      value: value === null ? null : textMessage(String(value))
    }),
    decode: (key, value) =>
      key === null ? null : { name: textIn(key), value: value === null ? null : Number(textIn(value)) }
  },
  make: (shard) => new Counters(shard),
  replay: (state, count, { producerId }) => {
    if (producerId === -1) state.take(count)
    else state.pending.set(producerId, [...(state.pending.get(producerId) ?? []), count])
  },
  endTransaction: (state, producerId, result) => {
    if (result === 'COMMIT') for (const count of state.pending.get(producerId) ?? []) state.take(count)
    state.pending.delete(producerId)
  },
  loaded: ({ events }) => void events.push('loaded'),
  onImage: ({ events }, { deletedTopics }) => void events.push(...deletedTopics.map(({ name }) => `deleted ${name}`)),
  closed: ({ events, waiting }) => {
    events.push('closed')
    for (const respond of waiting.splice(0)) respond('NOT_COORDINATOR')
  }
}
