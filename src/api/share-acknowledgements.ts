/*
 * The acknowledgements in ShareFetch and ShareAcknowledge: validation, and the result for each partition
 * (kafka.server.KafkaApis#handleAcknowledgements).
 */
import { asOffset, errorCodes, type Failure, failed } from '../protocol/index.ts'
import { type Acknowledgement, acknowledgeTypes } from '../share/index.ts'
import type { RequestContext } from './context.ts'

interface WireAcknowledgement {
  readonly firstOffset: bigint
  readonly lastOffset: bigint
  readonly acknowledgeTypes: readonly number[]
}

interface AcknowledgedTopic {
  readonly topicId: string
  readonly partitions: readonly {
    readonly partitionIndex: number
    readonly acknowledgementBatches: readonly WireAcknowledgement[]
  }[]
}

export interface AcknowledgedPartition {
  readonly topicId: string
  readonly partition: number
  readonly failure: Failure | null
}

interface Acknowledger {
  readonly groupId: string
  readonly memberId: string
  readonly isRenewAck: boolean
  readonly tellsWhatIsMissing: boolean
}

/** Length of a uuid in its longest form. */
const memberIdCharsMax = 36

/** A member without an id, or with one that no client generates, has no session. */
export const isShareMember = (memberId: string | null): memberId is string =>
  memberId !== null && memberId !== '' && memberId.length <= memberIdCharsMax

/** Why a topic cannot be shared with this client: its id is unknown, or the client may not read it. */
export function sharedTopicFault(topicId: string, context: RequestContext): Failure | null {
  const topic = context.image.topicById(topicId)
  if (topic === undefined) return failed('UNKNOWN_TOPIC_ID')
  return context.may('READ', 'TOPIC', topic.name) ? null : failed('TOPIC_AUTHORIZATION_FAILED')
}

/**
 * Takes effect immediately and resolves once it is durable. Partitions without acknowledgements are omitted, except unknown ones
 * in a ShareAcknowledge, which names partitions for no other purpose. If a partition is named twice, the last entry counts.
 */
export function acknowledgeAll(
  topics: readonly AcknowledgedTopic[],
  by: Acknowledger,
  context: RequestContext
): Promise<AcknowledgedPartition[]> {
  const named = new Map<string, { topicId: string; partition: number; batches: readonly WireAcknowledgement[] }>()
  for (const { topicId, partitions } of topics) {
    for (const { partitionIndex: partition, acknowledgementBatches: batches } of partitions) {
      const counts = batches.length > 0 || (by.tellsWhatIsMissing && isMissing(topicId, partition, context))
      if (counts) named.set(`${topicId}/${partition}`, { topicId, partition, batches })
    }
  }
  return Promise.all(
    [...named.values()].map(async ({ topicId, partition, batches }) => {
      const failure = await acknowledge({ topicId, partition }, batches, by, context)
      return { topicId, partition, failure }
    })
  )
}

const isMissing = (topicId: string, partition: number, context: RequestContext): boolean =>
  sharedTopicFault(topicId, context) !== null || context.image.topicById(topicId)?.partitions[partition] === undefined

function acknowledge(
  where: { readonly topicId: string; readonly partition: number },
  given: readonly WireAcknowledgement[],
  by: Acknowledger,
  context: RequestContext
): Failure | null | Promise<Failure | null> {
  const refused = sharedTopicFault(where.topicId, context)
  if (refused !== null) return refused
  const batches = given.map((each) => ({
    firstOffset: asOffset(each.firstOffset),
    lastOffset: asOffset(each.lastOffset),
    types: each.acknowledgeTypes
  }))
  return areInvalid(batches, by)
    ? failed('INVALID_REQUEST')
    : context.shares.acknowledge({ groupId: by.groupId, ...where }, by.memberId, batches)
}

/** Whether these acknowledgements are invalid (KafkaApis#validateAcknowledgementBatches, which gives no reason). */
function areInvalid(batches: readonly Acknowledgement[], { isRenewAck }: Acknowledger): boolean {
  let end = -1
  for (const { firstOffset, lastOffset, types } of batches) {
    if (firstOffset > lastOffset || firstOffset < end || types.length === 0) return true
    if (types.length > 1 && types.length !== lastOffset - firstOffset + 1) return true
    if (types.some((type) => type < 0 || type > acknowledgeTypes.renew)) return true
    if (types.includes(acknowledgeTypes.renew) && !isRenewAck) return true
    end = lastOffset
  }
  return false
}

/** Error code and message of a failure, as in both responses. */
export const errorOf = (failure: Failure | null) => ({
  errorCode: errorCodes[failure?.error ?? 'NONE'],
  errorMessage: failure === null ? null : (failure.message ?? null)
})
