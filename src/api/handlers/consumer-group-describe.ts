import { type DescribedConsumerGroup, notDescribedConsumer } from '../../coordination/index.ts'
import { errorCodes } from '../../protocol/index.ts'
import { authorizedOperations } from '../../security/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { servesConsumerGroups } from '../group-protocols.ts'

/**
 * ConsumerGroupDescribe (69): members of consumer groups with their epochs and their current and target assignments (KIP-848). v1
 * adds the protocol of each member (KIP-1099). Each group is described once, however often it is named.
 */
export const consumerGroupDescribe: Handler<'ConsumerGroupDescribe'> = (request, context) => {
  const isServed = servesConsumerGroups(context)
  const groupIds = [...new Set(request.groupIds)]
  const mayDescribe = (groupId: string) => context.may('DESCRIBE', 'GROUP', groupId)
  const described = groupIds.map((groupId): DescribedConsumerGroup => {
    if (!isServed) return notDescribedConsumer(groupId, 'UNSUPPORTED_VERSION')
    if (!mayDescribe(groupId)) return notDescribedConsumer(groupId, 'GROUP_AUTHORIZATION_FAILED')
    return withoutHiddenTopics(context.groups.describeConsumer(groupId), context)
  })
  return { groups: described.map((group) => responseOf(group, request.includeAuthorizedOperations, context)) }
}

/** A client that may not describe one of the assigned topics learns nothing about the group. */
function withoutHiddenTopics(group: DescribedConsumerGroup, context: RequestContext): DescribedConsumerGroup {
  const hides = ({ topicName }: { readonly topicName: string }) => !context.may('DESCRIBE', 'TOPIC', topicName)
  const isHidden = group.members.some(
    ({ assignment, targetAssignment }) => assignment.some(hides) || targetAssignment.some(hides)
  )
  if (!isHidden) return group
  const errorMessage = 'The group has described topic(s) that the client is not authorized to describe.'
  return notDescribedConsumer(group.groupId, 'TOPIC_AUTHORIZATION_FAILED', errorMessage)
}

function responseOf(group: DescribedConsumerGroup, wantsOperations: boolean, context: RequestContext) {
  const { groupId, error, errorMessage, state, groupEpoch, assignmentEpoch, assignorName, members } = group
  return {
    errorCode: errorCodes[error],
    errorMessage,
    groupId,
    groupState: state,
    groupEpoch,
    assignmentEpoch,
    assignorName,
    members: members.map(({ assignment, targetAssignment, ...member }) => ({
      ...member,
      assignment: { topicPartitions: assignment },
      targetAssignment: { topicPartitions: targetAssignment }
    })),
    authorizedOperations:
      wantsOperations && error === 'NONE' ? authorizedOperations(context, 'GROUP', groupId) : undefined
  }
}
