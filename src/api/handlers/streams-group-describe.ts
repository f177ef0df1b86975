import { type DescribedStreamsGroup, notDescribedStreams } from '../../coordination/index.ts'
import { errorCodes } from '../../protocol/index.ts'
import { authorizedOperations } from '../../security/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { servesStreamsGroups } from '../group-protocols.ts'
import { topicsOf } from '../streams-topics.ts'

/** StreamsGroupDescribe (89): streams groups with their topology and members, and the members' current and target tasks. */
export const streamsGroupDescribe: Handler<'StreamsGroupDescribe'> = (request, context) => {
  const isServed = servesStreamsGroups(context)
  const mayDescribe = (groupId: string) => context.may('DESCRIBE', 'GROUP', groupId)
  const described = request.groupIds.map((groupId): DescribedStreamsGroup => {
    if (!isServed) return notDescribedStreams(groupId, 'UNSUPPORTED_VERSION')
    if (!mayDescribe(groupId)) return notDescribedStreams(groupId, 'GROUP_AUTHORIZATION_FAILED')
    return withoutHiddenTopics(context.groups.describeStreams(groupId), context)
  })
  // As in Kafka, groups that may not be described come first.
  const isForbidden = ({ error }: DescribedStreamsGroup) => Number(error === 'GROUP_AUTHORIZATION_FAILED')
  described.sort((a, b) => isForbidden(b) - isForbidden(a))
  return { groups: described.map((group) => responseOf(group, request.includeAuthorizedOperations, context)) }
}

/** A client that may not describe one of the application's topics learns nothing about the group. */
function withoutHiddenTopics(group: DescribedStreamsGroup, context: RequestContext): DescribedStreamsGroup {
  const topics = topicsOf(group.topology?.subtopologies ?? [])
  if (topics.every((topic) => context.may('DESCRIBE', 'TOPIC', topic))) return group
  const message = 'The described group uses topics that the client is not authorized to describe.'
  return notDescribedStreams(group.groupId, 'TOPIC_AUTHORIZATION_FAILED', message)
}

function responseOf(group: DescribedStreamsGroup, wantsOperations: boolean, context: RequestContext) {
  const { groupId, error, errorMessage, state, groupEpoch, assignmentEpoch, topology, members } = group
  return {
    errorCode: errorCodes[error],
    errorMessage,
    groupId,
    groupState: state,
    groupEpoch,
    assignmentEpoch,
    topology,
    members: members.map((member) => ({ ...member, taskOffsets: [], taskEndOffsets: [], isClassic: false })),
    authorizedOperations:
      wantsOperations && error === 'NONE' ? authorizedOperations(context, 'GROUP', groupId) : undefined
  }
}
