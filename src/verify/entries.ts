import {
  attributes,
  baseOffset,
  baseSequence,
  entryCodec,
  entryLastOffset,
  entryMaxTimestamp,
  entryPositions,
  isControl,
  isLogAppendTime,
  magic,
  partitionLeaderEpoch,
  producerEpoch,
  producerId,
  type RecordView,
  recordsOf
} from '../records/index.ts'

/** A batch or message as it is compared: its header fields and what is in it. */
interface Entry {
  readonly [field: string]: unknown
}

/** The whole entries of fetched bytes; what is cut off at the end is left out. @throws RecordsError */
export function entriesIn(bytes: Uint8Array | null): Entry[] {
  if (bytes === null) return []
  const buffer = Buffer.from(bytes)
  return [...entryPositions(buffer)].map((at) => entryAt(buffer, at))
}

function entryAt(buffer: Buffer, at: number): Entry {
  const format = magic(buffer, at)
  // The end of a transaction, and a log with LogAppendTime, have the time of the broker.
  const hasBrokersTime = format >= 2 && (isControl(buffer, at) || isLogAppendTime(buffer, at))
  const common = {
    magic: format,
    codec: entryCodec(buffer, at),
    baseOffset: baseOffset(buffer, at),
    lastOffset: entryLastOffset(buffer, at),
    ...(hasBrokersTime ? {} : { maxTimestamp: entryMaxTimestamp(buffer, at) }),
    records: [...recordsOf(buffer, at)].map((record) =>
      hasBrokersTime ? { ...plain(record), timestamp: 0 } : plain(record)
    )
  }
  if (format < 2) return common
  return {
    ...common,
    attributes: attributes(buffer, at),
    leaderEpoch: partitionLeaderEpoch(buffer, at),
    producerId: producerId(buffer, at),
    producerEpoch: producerEpoch(buffer, at),
    baseSequence: baseSequence(buffer, at)
  }
}

function plain({ offset, timestamp, key, value, headers }: RecordView): Entry {
  return { offset, timestamp, key, value, headers: headers.map((header) => ({ key: header.key, value: header.value })) }
}
