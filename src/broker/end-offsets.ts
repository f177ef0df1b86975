/*
 * Owns asking where a partition ends, wherever it is led: here, or on the broker that leads it. Lags of share groups are counted from it.
 * Source: KIP-1226; org.apache.kafka.server.NetworkPartitionMetadataClient.
 */
import { isCallFailure } from '../client/index.ts'
import { asOffset, errorCodes, errorName, type Failure, failed, isFailure } from '../protocol/index.ts'
import type { Partition } from '../replica/index.ts'
import type { Peers } from './peers.ts'

/** How ListOffsets asks for the end (KIP-79). */
const latest = -1n

interface Leaders {
  leader(topic: string, partition: number): Partition | Failure
}

/** The high watermark of a partition that is led here. */
export function endOffsetHere(replicas: Leaders, topic: string, partition: number): number | Failure {
  const led = replicas.leader(topic, partition)
  if (isFailure(led)) return led
  return led.isEndKnown ? led.highWatermark : failed('OFFSET_NOT_AVAILABLE')
}

/** As a client would ask the leader for it. */
export async function endOffsetElsewhere(
  peers: Peers,
  leader: number,
  topic: string,
  partition: number
): Promise<number | Failure> {
  const partitions = [{ partitionIndex: partition, timestamp: latest, currentLeaderEpoch: -1 }]
  const asked = { replicaId: -1, isolationLevel: 0, topics: [{ name: topic, partitions }] }
  const answer = await peers.call(leader, 'ListOffsets', asked, { role: 'end-offsets' })
  if (isCallFailure(answer)) return failed(answer.error, answer.message)
  const found = answer.topics[0]?.partitions[0]
  if (found === undefined) return failed('UNKNOWN_SERVER_ERROR')
  return found.errorCode === errorCodes.NONE ? asOffset(found.offset) : failed(errorName(found.errorCode))
}
