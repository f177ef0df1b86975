import type { RecordCodec } from '../../src/coordination/runtime/kind.ts'
import type { RecordInput } from '../../src/records/index.ts'
import { encodePrefixed, type PrefixedMessage } from '../../src/wire/index.ts'

/** A coordinator's record in bytes of its own. */
export function encodedRecord<R>(codec: Pick<RecordCodec<R>, 'encode'>, record: R, timestamp = 0): RecordInput {
  const bytes = (part: PrefixedMessage) => encodePrefixed(part.codec, part.prefix, part.value, part.version)
  const { key, value } = codec.encode(record)
  return { timestamp, key: bytes(key), value: value === null ? null : bytes(value) }
}
