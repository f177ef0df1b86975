import { errorCodes, type Failure, failed, isFailure } from '../../protocol/index.ts'
import { authorizedOperations } from '../../security/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { servesShareGroups } from '../group-protocols.ts'

/** The only assignor of share groups (org.apache.kafka.coordinator.group.assignor.SimpleAssignor). */
const assignorName = 'simple'

/** ShareGroupDescribe (77): share groups with their members, epochs and assignments (KIP-932). */
export const shareGroupDescribe: Handler<'ShareGroupDescribe'> = (request, context) => ({
  groups: [...new Set(request.groupIds)].map((groupId) => {
    const told = described(groupId, request.includeAuthorizedOperations, context)
    if (!isFailure(told)) return told
    const errorMessage = told.message ?? null
    return { ...nothingTold, errorCode: errorCodes[told.error], errorMessage, groupId, authorizedOperations: undefined }
  })
})

const nothingTold = { groupState: '', groupEpoch: 0, assignmentEpoch: 0, assignorName: '', members: [] }

function described(groupId: string, wantsOperations: boolean, context: RequestContext) {
  if (!servesShareGroups(context)) return failed('UNSUPPORTED_VERSION')
  if (!context.may('DESCRIBE', 'GROUP', groupId)) return failed('GROUP_AUTHORIZATION_FAILED')
  const group = context.groups.shareGroup(groupId)
  if (isFailure(group)) return group
  const members = [...group.members.values()].map(({ assigned, subscribedTopics, ...member }) => ({
    memberId: member.memberId,
    rackId: member.rackId,
    memberEpoch: member.memberEpoch,
    clientId: member.clientId,
    clientHost: member.clientHost,
    subscribedTopicNames: [...subscribedTopics],
    assignment: {
      topicPartitions: [...assigned].flatMap(([topicId, partitions]) => {
        const topicName = context.image.topicById(topicId)?.name
        return topicName === undefined ? [] : [{ topicId, topicName, partitions: [...partitions] }]
      })
    }
  }))
  if (members.some(({ assignment }) => hidesTopic(assignment, context))) return hidden
  return {
    errorCode: 0,
    errorMessage: null,
    groupId,
    groupState: group.state,
    groupEpoch: group.groupEpoch,
    assignmentEpoch: group.assignmentEpoch,
    assignorName,
    members,
    authorizedOperations: wantsOperations ? authorizedOperations(context, 'GROUP', groupId) : undefined
  }
}

const hidden: Failure = failed(
  'TOPIC_AUTHORIZATION_FAILED',
  'The group has described topic(s) that the client is not authorized to describe.'
)

const hidesTopic = (
  { topicPartitions }: { readonly topicPartitions: readonly { readonly topicName: string }[] },
  context: RequestContext
): boolean => topicPartitions.some(({ topicName }) => !context.may('DESCRIBE', 'TOPIC', topicName))
