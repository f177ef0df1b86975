/*
 * Converts the coordinator's answers to heartbeats of the newer group protocols into responses.
 */
import type { HeartbeatAnswer } from '../coordination/index.ts'
import { errorCodes, type Failure, isFailure } from '../protocol/index.ts'

/** For consumer and share groups. */
export function heartbeatAnswer(beat: HeartbeatAnswer | Failure) {
  if (isFailure(beat)) return heartbeatError(errorCodes[beat.error], beat.message)
  const { memberId, memberEpoch, heartbeatIntervalMs, assignment } = beat
  const topicPartitions = assignment?.map(({ topicId, partitions }) => ({ topicId, partitions: [...partitions] }))
  return {
    errorCode: 0,
    memberId,
    memberEpoch,
    heartbeatIntervalMs,
    assignment: topicPartitions === undefined ? null : { topicPartitions }
  }
}

export const heartbeatError = (errorCode: number, errorMessage: string | null = null) => ({
  errorCode,
  errorMessage,
  memberEpoch: 0,
  heartbeatIntervalMs: 0
})

/** Kafka 4.3 has no warm-up tasks yet and requests no task offsets. */
export const taskRecovery = { acceptableRecoveryLag: 0, taskOffsetIntervalMs: 0 }

export const streamsHeartbeatError = (errorCode: number, errorMessage: string | null = null) => ({
  ...heartbeatError(errorCode, errorMessage),
  ...taskRecovery,
  memberId: '',
  status: [],
  endpointInformationEpoch: 0
})
