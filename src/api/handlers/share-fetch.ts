import {
  type ErrorName,
  errorCodes,
  type Failure,
  failed,
  isFailure,
  type ShareFetchRequest
} from '../../protocol/index.ts'
import { type FetchedShare, finalSessionEpoch, initialSessionEpoch, type SessionPartition } from '../../share/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { servesShareGroups } from '../group-protocols.ts'
import { leaderHint, leaderNodes } from '../nodes.ts'
import {
  type AcknowledgedPartition,
  acknowledgeAll,
  errorOf,
  isShareMember,
  sharedTopicFault
} from '../share-acknowledgements.ts'

const firstVersionWithModes = 2
const exactMode = 1
const noRecords = Buffer.alloc(0)

/**
 * ShareFetch (78): a member acquires records, and acknowledges those it acquired before (KIP-932). v2 adds an acquire mode with
 * an exact record limit (KIP-1206) and lock renewal (KIP-1222). Waits while there is nothing to acquire.
 */
export const shareFetch: Handler<'ShareFetch'> = async (request, context) => {
  const { groupId, memberId, shareSessionEpoch: epoch } = request
  if (!servesShareGroups(context)) return refused('UNSUPPORTED_VERSION')
  if (groupId === null || !isShareMember(memberId)) return refused('INVALID_REQUEST')
  if (!context.may('READ', 'GROUP', groupId)) return refused('GROUP_AUTHORIZATION_FAILED')
  const fault = requestFault(request)
  if (fault !== null) return refused(fault.error, fault.message)
  const { shares } = context
  const partitions = shares.sessions.fetch({ groupId, memberId, epoch }, addedBy(request), forgottenBy(request))
  if (isFailure(partitions)) return refused(partitions.error)
  if (epoch === initialSessionEpoch) endWithConnection(groupId, memberId, context)
  // Kafka detects an unknown mode only when it is about to fetch, and does not expect it there.
  const { shareAcquireMode: mode } = request
  const isMode = context.apiVersion < firstVersionWithModes || mode === 0 || mode === exactMode
  if (!isMode && epoch !== finalSessionEpoch) return refused('UNKNOWN_SERVER_ERROR', null)
  const by = { groupId, memberId, isRenewAck: request.isRenewAck, tellsWhatIsMissing: false }
  const acknowledged = await acknowledgeAll(request.topics, by, context)
  if (epoch === finalSessionEpoch) await shares.endSession(groupId, memberId)
  const fetched = request.isRenewAck ? [] : await fetchFor(request, partitions, acknowledged, context)
  return answer(fetched, acknowledged, { groupId, isFirst: epoch === initialSessionEpoch }, context)
}

/** The member may have started another session over another connection in the meantime, which must be kept. */
function endWithConnection(groupId: string, memberId: string, { shares, connection }: RequestContext): void {
  const begun = shares.sessions.of(groupId, memberId)
  connection.onClosed(() => {
    if (shares.sessions.of(groupId, memberId) === begun) void shares.endSession(groupId, memberId)
  })
}

const refused = (error: ErrorName, errorMessage: string | null = null) => ({
  errorCode: errorCodes[error],
  errorMessage,
  acquisitionLockTimeoutMs: 0,
  responses: [],
  nodeEndpoints: []
})

function requestFault(request: ShareFetchRequest): Failure | null {
  const { shareSessionEpoch: epoch, isRenewAck, maxWaitMs, minBytes, maxBytes, maxRecords } = request
  const hasAcknowledgements = request.topics.some(({ partitions }) =>
    partitions.some(({ acknowledgementBatches }) => acknowledgementBatches.length > 0)
  )
  if (epoch === initialSessionEpoch && hasAcknowledgements)
    return failed('INVALID_REQUEST', 'The first request of a share session cannot acknowledge records.')
  const asksForRecords = maxWaitMs !== 0 || minBytes !== 0 || maxBytes !== 0 || maxRecords !== 0
  return isRenewAck && asksForRecords
    ? failed('INVALID_REQUEST', 'A request that renews locks cannot fetch records.')
    : null
}

const addedBy = ({ topics }: ShareFetchRequest): SessionPartition[] =>
  topics.flatMap(({ topicId, partitions }) =>
    partitions.map(({ partitionIndex }) => ({ topicId, partition: partitionIndex }))
  )

const forgottenBy = ({ forgottenTopicsData }: ShareFetchRequest): SessionPartition[] =>
  forgottenTopicsData.flatMap(({ topicId, partitions }) => partitions.map((partition) => ({ topicId, partition })))

/** Does not wait if there is already something to report. */
async function fetchFor(
  request: ShareFetchRequest,
  partitions: readonly SessionPartition[],
  acknowledged: readonly AcknowledgedPartition[],
  context: RequestContext
): Promise<FetchedShare[]> {
  const { shares, connection, apiVersion, config } = context
  const allowed: SessionPartition[] = []
  const refusals: FetchedShare[] = []
  for (const each of partitions) {
    const failure = sharedTopicFault(each.topicId, context)
    if (failure === null) allowed.push(each)
    else refusals.push({ ...each, result: failure })
  }
  const hasNews = refusals.length > 0 || acknowledged.some(({ failure }) => failure !== null)
  if (allowed.length === 0) return refusals
  const fetched = await shares.fetch({
    groupId: request.groupId ?? '',
    memberId: request.memberId ?? '',
    partitions: allowed,
    maxWaitMs: hasNews ? 0 : request.maxWaitMs,
    minBytes: request.minBytes,
    maxBytes: Math.min(request.maxBytes, config.number('fetch.max.bytes'), Math.max(1, context.answerRoomBytes)),
    recordsMax: request.maxRecords,
    batchSize: request.batchSize,
    isExact: apiVersion >= firstVersionWithModes && request.shareAcquireMode === exactMode,
    onClosed: (run) => connection.onClosed(run)
  })
  return [...refusals, ...fetched]
}

function answer(
  fetched: readonly FetchedShare[],
  acknowledged: readonly AcknowledgedPartition[],
  { groupId, isFirst }: { readonly groupId: string; readonly isFirst: boolean },
  context: RequestContext
) {
  const leaders: number[] = []
  const topics = new Map<string, Map<number, ReturnType<typeof partitionOf>>>()
  const put = (each: SessionPartition, row: ReturnType<typeof partitionOf>) => {
    const partitions = topics.get(each.topicId) ?? new Map<number, typeof row>()
    topics.set(each.topicId, partitions.set(each.partition, row))
  }
  for (const each of acknowledged) put(each, partitionOf(each.partition, null, each, leaders, context))
  for (const each of fetched) {
    const { topicId, partition, result } = each
    // The first response of a session contains every partition, later ones only those with changes.
    if (result === null && !isFirst) continue
    const told = acknowledged.find((other) => other.topicId === topicId && other.partition === partition) ?? null
    put(each, partitionOf(partition, each, told, leaders, context))
  }
  return {
    errorCode: 0,
    acquisitionLockTimeoutMs: context.shares.lockMs(groupId),
    responses: [...topics].map(([topicId, partitions]) => ({ topicId, partitions: [...partitions.values()] })),
    nodeEndpoints: leaderNodes(leaders, context)
  }
}

function partitionOf(
  partitionIndex: number,
  fetched: FetchedShare | null,
  acknowledged: AcknowledgedPartition | null,
  leaders: number[],
  context: RequestContext
) {
  const result = fetched?.result ?? null
  const failure = result !== null && isFailure(result) ? result : null
  const shared = result === null || isFailure(result) ? null : result
  if (shared !== null) {
    context.holdAnswer(shared.records.bytes.length)
    context.onSent(() => shared.records.release())
  }
  const topicId = fetched?.topicId ?? acknowledged?.topicId ?? ''
  const error = failure?.error ?? acknowledged?.failure?.error ?? 'NONE'
  const hint = leaderHint(error, context.image.topicById(topicId), partitionIndex)
  if (hint !== undefined) leaders.push(hint.leaderId)
  const said = errorOf(acknowledged?.failure ?? null)
  return {
    partitionIndex,
    ...errorOf(failure),
    acknowledgeErrorCode: said.errorCode,
    acknowledgeErrorMessage: said.errorMessage,
    currentLeader: hint ?? { leaderId: 0, leaderEpoch: 0 },
    records: shared?.records.bytes ?? noRecords,
    acquiredRecords: (shared?.rows ?? []).map(({ firstOffset, lastOffset, deliveryCount }) => ({
      firstOffset: BigInt(firstOffset),
      lastOffset: BigInt(lastOffset),
      deliveryCount
    }))
  }
}
