import {
  asOffset,
  errorCodes,
  errorName,
  type Failure,
  failed,
  type ListOffsetsRequestInput,
  type ListOffsetsResponse
} from '../protocol/index.ts'
import { type CallFailure, isCallFailure } from './call-failure.ts'

/** Special ListOffsets timestamps for the ends of a log (KIP-79). */
const timestamps = { earliest: -2n, latest: -1n } as const

interface AskedEnd {
  readonly topic: string
  readonly partition: number
  /** Broker id of the requester. The default, -1, is a client. */
  readonly replicaId?: number
  /** 0, the default, ends at the high watermark; 1 ends at the last stable offset. */
  readonly isolationLevel?: number
  /** The default, -1, skips the leader epoch check. */
  readonly currentLeaderEpoch?: number
}

/** Looks up the first or the end offset of a partition. `call` sends the ListOffsets request to its leader. */
export async function logEnd(
  call: (request: ListOffsetsRequestInput) => Promise<ListOffsetsResponse | CallFailure>,
  which: keyof typeof timestamps,
  { topic: name, partition, replicaId = -1, isolationLevel = 0, currentLeaderEpoch = -1 }: AskedEnd
): Promise<number | Failure> {
  const partitions = [{ partitionIndex: partition, currentLeaderEpoch, timestamp: timestamps[which] }]
  const answer = await call({ replicaId, isolationLevel, topics: [{ name, partitions }] })
  if (isCallFailure(answer)) return answer
  const found = answer.topics[0]?.partitions[0]
  if (found === undefined) return failed('UNKNOWN_SERVER_ERROR')
  return found.errorCode === errorCodes.NONE ? asOffset(found.offset) : failed(errorName(found.errorCode))
}
