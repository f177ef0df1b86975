import { errorCodes } from '../protocol/index.ts'
import { Client } from './client.ts'
import { advertises, bestVersion, type Target } from './target.ts'

/** Removes what a check made. Failures are not reported: they say nothing about what the check was for. */
export async function clearAway(target: Target, topics: readonly string[], groups: readonly string[]): Promise<void> {
  try {
    const options = { clientId: 'ottla-verify', transcript: undefined, index: -1 }
    const client = await Client.open(target.env, target.endpoint, options)
    const deadline = target.env.timers.after(10_000, () => client.close())
    try {
      if (groups.length > 0) await removeGroups(target, client, groups)
      if (topics.length > 0) await removeTopics(target, client, topics)
    } finally {
      deadline.cancel()
      client.close()
    }
  } catch {
    return
  }
}

async function removeTopics(target: Target, client: Client, names: readonly string[]): Promise<void> {
  await client.call('DeleteTopics', bestVersion(target, 'DeleteTopics', 5), { topicNames: names, timeoutMs: 5_000 })
}

async function removeGroups(target: Target, client: Client, groupsNames: readonly string[]): Promise<void> {
  const version = bestVersion(target, 'DeleteGroups')
  const { results } = await client.call('DeleteGroups', version, { groupsNames })
  const busy = results.filter(({ errorCode }) => errorCode === errorCodes.NON_EMPTY_GROUP).map(({ groupId }) => groupId)
  if (busy.length === 0) return
  for (const groupId of busy) await removeMembers(target, client, groupId)
  await client.call('DeleteGroups', version, { groupsNames: busy })
}

async function removeMembers(target: Target, client: Client, groupId: string): Promise<void> {
  const described = await client.call('DescribeGroups', bestVersion(target, 'DescribeGroups'), { groups: [groupId] })
  const members = described.groups[0]?.members ?? []
  if (members.length === 0) {
    await removeConsumers(target, client, groupId)
    await removeStreams(target, client, groupId)
    await removeSharers(target, client, groupId)
    return
  }
  const leaving = members.map(({ memberId, groupInstanceId }) => ({
    memberId,
    groupInstanceId: groupInstanceId ?? null
  }))
  await client.call('LeaveGroup', bestVersion(target, 'LeaveGroup'), { groupId, members: leaving })
}

/** Of a consumer group, which DescribeGroups does not know. */
async function removeConsumers(target: Target, client: Client, groupId: string): Promise<void> {
  if (!advertises(target, 'ConsumerGroupDescribe', 0)) return
  const { groups } = await client.call('ConsumerGroupDescribe', 0, {
    groupIds: [groupId],
    includeAuthorizedOperations: false
  })
  const members = (groups[0]?.members ?? []).map(({ memberId, instanceId: groupInstanceId }) => ({
    memberId,
    groupInstanceId
  }))
  await client.call('LeaveGroup', bestVersion(target, 'LeaveGroup'), { groupId, members })
}

async function removeStreams(target: Target, client: Client, groupId: string): Promise<void> {
  if (!advertises(target, 'StreamsGroupDescribe', 0)) return
  const { groups } = await client.call('StreamsGroupDescribe', 0, {
    groupIds: [groupId],
    includeAuthorizedOperations: false
  })
  for (const { memberId } of groups[0]?.members ?? []) {
    const leaving = { memberEpoch: -1, endpointInformationEpoch: 0, shutdownApplication: false }
    await client.call('StreamsGroupHeartbeat', 0, { groupId, memberId, ...leaving })
  }
}

async function removeSharers(target: Target, client: Client, groupId: string): Promise<void> {
  if (!advertises(target, 'ShareGroupDescribe', 1)) return
  const { groups } = await client.call('ShareGroupDescribe', 1, {
    groupIds: [groupId],
    includeAuthorizedOperations: false
  })
  for (const { memberId } of groups[0]?.members ?? [])
    await client.call('ShareGroupHeartbeat', 1, { groupId, memberId, memberEpoch: -1 })
}
