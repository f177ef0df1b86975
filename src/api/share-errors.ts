/*
 * Errors of share groups with Kafka's messages.
 */
import { errorCodes, type Failure, failed } from '../protocol/index.ts'
import { refusals } from './cluster-rights.ts'

export const groupRefused = failed(refusals.GROUP.error, refusals.GROUP.message)
export const topicRefused = failed(refusals.TOPIC.error, refusals.TOPIC.message)
export const unknownTopic = failed('UNKNOWN_TOPIC_OR_PARTITION', 'This server does not host this topic-partition.')

/** Kafka's default message for a failure that has none. */
const words = new Map([
  ['INVALID_GROUP_ID', 'The group id is invalid.'],
  ['NOT_COORDINATOR', 'This is not the correct coordinator.'],
  ['COORDINATOR_NOT_AVAILABLE', 'The coordinator is not available.'],
  ['COORDINATOR_LOAD_IN_PROGRESS', "The coordinator is loading and hence can't process requests."],
  ['UNSUPPORTED_VERSION', 'The version of API is not supported.'],
  ['FENCED_LEADER_EPOCH', 'The leader epoch in the request is older than the epoch on the broker.'],
  [
    'FENCED_STATE_EPOCH',
    'The share coordinator rejected the request because the share-group state epoch did not match.'
  ],
  [unknownTopic.error, unknownTopic.message]
])

export const failedRow = (failure: Failure | null) => ({
  errorCode: errorCodes[failure?.error ?? 'NONE'],
  errorMessage: failure === null ? null : (failure.message ?? words.get(failure.error) ?? null)
})

export const refusedOffsets = (failure: Failure) => ({ ...failedRow(failure), responses: [] })
