import { errorCodes, failed, isFailure } from '../../protocol/index.ts'
import { zeroUuid } from '../../wire/index.ts'
import type { Handler } from '../context.ts'
import { servesShareGroups } from '../group-protocols.ts'
import { failedRow, groupRefused, refusedOffsets, topicRefused } from '../share-errors.ts'

/** DeleteShareGroupOffsets (92): makes an empty share group forget its state for topics (KIP-932). */
export const deleteShareGroupOffsets: Handler<'DeleteShareGroupOffsets'> = async (request, context) => {
  const { groupId } = request
  if (!servesShareGroups(context)) return refusedOffsets(failed('UNSUPPORTED_VERSION'))
  if (!context.may('DELETE', 'GROUP', groupId)) return refusedOffsets(groupRefused)
  const names = request.topics.map(({ topicName }) => topicName)
  const mayRead = (topicName: string) => context.may('READ', 'TOPIC', topicName)
  const deleted = await context.groups.deleteShareOffsets(groupId, names.filter(mayRead))
  if (isFailure(deleted)) return refusedOffsets(deleted)
  return {
    errorCode: errorCodes.NONE,
    errorMessage: null,
    responses: [
      ...names
        .filter((topicName) => !mayRead(topicName))
        .map((topicName) => ({ topicName, topicId: zeroUuid, ...failedRow(topicRefused) })),
      ...deleted.map(({ topic, topicId, failure }) => ({ topicName: topic, topicId, ...failedRow(failure) }))
    ]
  }
}
