import { errorCodes, failed } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

/** DeleteGroups (42): deletes empty groups and their offsets (KIP-229). */
export const deleteGroups: Handler<'DeleteGroups'> = async (request, context) => {
  const groupIds = [...new Set(request.groupsNames)]
  const failures = await Promise.all(
    groupIds.map((groupId) => {
      const isAllowed = context.may('DELETE', 'GROUP', groupId)
      return isAllowed ? context.groups.deleteGroup(groupId) : failed('GROUP_AUTHORIZATION_FAILED')
    })
  )
  return {
    results: groupIds.map((groupId, index) => ({ groupId, errorCode: errorCodes[failures[index]?.error ?? 'NONE'] }))
  }
}
