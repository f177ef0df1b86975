import type { MessageCodec } from './codec.ts'
import { apis, otherMessages } from './generated/index.ts'

export type { MessageCodec } from './codec.ts'
export * from './error-codes.ts'
export { Failure, failed, isFailure } from './failure.ts'
export * from './generated/index.ts'
export * from './headers.ts'

/** Every message by the name of its schema, such as `OffsetCommitKey` or `ProducerSnapshot`. */
export const messages: ReadonlyMap<string, MessageCodec<unknown>> = /* @__PURE__ */ messagesByName()

function messagesByName(): ReadonlyMap<string, MessageCodec<unknown>> {
  const all: readonly MessageCodec<unknown, never>[] = [
    ...Object.values(apis).flatMap(({ request, response }) => [request, response]),
    ...otherMessages
  ]
  return new Map(all.map((codec) => [codec.name, codec as unknown as MessageCodec<unknown>]))
}

/** The largest offset that is exact as a number. */
const maxSafe = BigInt(Number.MAX_SAFE_INTEGER)

/**
 * A wire offset as a number. Offsets outside the safe integer range become the nearest safe integer, which is also
 * outside every log.
 */
export function asOffset(value: bigint): number {
  if (value > maxSafe) return Number.MAX_SAFE_INTEGER
  return value < -maxSafe ? -Number.MAX_SAFE_INTEGER : Number(value)
}
