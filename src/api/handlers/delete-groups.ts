import { errorCodes } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

/** DeleteGroups (42): removes empty groups and their offsets (KIP-229). */
export const deleteGroups: Handler<'DeleteGroups'> = async (request, context) => {
  const groupIds = [...new Set(request.groupsNames)]
  const errors = await Promise.all(
    groupIds.map((groupId) => {
      const isAllowed = context.may('DELETE', 'GROUP', groupId)
      return isAllowed ? context.groups.deleteGroup(groupId) : 'GROUP_AUTHORIZATION_FAILED'
    })
  )
  return {
    results: groupIds.map((groupId, index) => ({ groupId, errorCode: errorCodes[errors[index] ?? 'NONE'] }))
  }
}
