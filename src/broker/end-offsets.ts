/*
 * Looks up where a partition ends, on this broker or on the one that leads it. Share group lag is computed from it. Source:
 * KIP-1226; org.apache.kafka.server.NetworkPartitionMetadataClient.
 */
import { logEnd } from '../client/index.ts'
import { type Failure, failed, isFailure, type RequestInputMap } from '../protocol/index.ts'
import type { Partition } from '../replica/index.ts'
import type { Peers } from './peers.ts'

interface Leaders {
  leader(topic: string, partition: number): Partition | Failure
}

/** High watermark of a partition led here. */
export function endOffsetHere(replicas: Leaders, topic: string, partition: number): number | Failure {
  const led = replicas.leader(topic, partition)
  if (isFailure(led)) return led
  return led.isEndKnown ? led.highWatermark : failed('OFFSET_NOT_AVAILABLE')
}

/** Asks the leader like a client would. */
export function endOffsetElsewhere(
  peers: Peers,
  leader: number,
  topic: string,
  partition: number
): Promise<number | Failure> {
  const call = (asked: RequestInputMap['ListOffsets']) =>
    peers.call(leader, 'ListOffsets', asked, { role: 'end-offsets' })
  return logEnd(call, 'latest', { topic, partition })
}
