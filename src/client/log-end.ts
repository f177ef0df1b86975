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

/** How ListOffsets names the ends of a log (KIP-79). */
const timestamps = { earliest: -2n, latest: -1n } as const

interface AskedEnd {
  readonly topic: string
  readonly partition: number
  /** The broker that asks; clients are -1, which is the default. */
  readonly replicaId?: number
  /** 0, which is the default: up to the high watermark; 1: up to the last stable offset. */
  readonly isolationLevel?: number
  /** -1, which is the default: whatever it is. */
  readonly currentLeaderEpoch?: number
}

/** Where a partition begins or ends, as its leader says, to whom `call` sends ListOffsets. */
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
