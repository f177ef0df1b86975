import { getOrAdd } from '../../env/index.ts'
import { type ErrorName, errorCodes } from '../../protocol/index.ts'
import { finalSessionEpoch } from '../../share/index.ts'
import type { Handler } from '../context.ts'
import { servesShareGroups } from '../group-protocols.ts'
import { leaderHint, leaderNodes } from '../nodes.ts'
import { acknowledgeAll, errorOf, isShareMember } from '../share-acknowledgements.ts'

/**
 * ShareAcknowledge (79): a member accepts, releases or rejects records it acquired (KIP-932). v2 can renew acquisition locks
 * (KIP-1222). The last request of a session releases everything the member still holds.
 */
export const shareAcknowledge: Handler<'ShareAcknowledge'> = async (request, context) => {
  const { groupId, memberId, shareSessionEpoch: epoch } = request
  if (!servesShareGroups(context)) return refused('UNSUPPORTED_VERSION')
  if (groupId === null || !isShareMember(memberId)) return refused('INVALID_REQUEST')
  if (!context.may('READ', 'GROUP', groupId)) return refused('GROUP_AUTHORIZATION_FAILED')
  const fault = context.shares.sessions.acknowledge({ groupId, memberId, epoch })
  if (fault !== null) return refused(fault.error)
  const acknowledged = await acknowledgeAll(
    request.topics,
    { groupId, memberId, isRenewAck: request.isRenewAck, tellsWhatIsMissing: true },
    context
  )
  if (epoch === finalSessionEpoch) await context.shares.endSession(groupId, memberId)
  const leaders: number[] = []
  const topics = new Map<string, PartitionAnswer[]>()
  for (const { topicId, partition, failure } of acknowledged) {
    const hint = leaderHint(failure?.error ?? 'NONE', context.image.topicById(topicId), partition)
    if (hint !== undefined) leaders.push(hint.leaderId)
    const currentLeader = hint ?? { leaderId: 0, leaderEpoch: 0 }
    getOrAdd(topics, topicId, () => []).push({ partitionIndex: partition, ...errorOf(failure), currentLeader })
  }
  return {
    errorCode: 0,
    acquisitionLockTimeoutMs: context.shares.lockMs(groupId),
    responses: [...topics].map(([topicId, partitions]) => ({ topicId, partitions })),
    nodeEndpoints: leaderNodes(leaders, context)
  }
}

type PartitionAnswer = ReturnType<typeof errorOf> & {
  readonly partitionIndex: number
  readonly currentLeader: { readonly leaderId: number; readonly leaderEpoch: number }
}

const refused = (error: ErrorName) => ({
  errorCode: errorCodes[error],
  acquisitionLockTimeoutMs: 0,
  responses: [],
  nodeEndpoints: []
})
