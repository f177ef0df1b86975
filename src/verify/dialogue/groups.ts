import {
  type DescribeGroupsResponse,
  errorCodes,
  type JoinGroupResponse,
  type SyncGroupResponse
} from '../../protocol/index.ts'
import type { Client } from '../client.ts'
import { equal, only } from '../expect.ts'
import type { Trial } from '../trial.ts'

/** A member of a classic group, as it knows itself. */
export interface Member {
  readonly client: Client
  readonly groupId: string
  readonly memberId: string
  readonly instanceId: string | null
  readonly generationId: number
}

interface JoinOptions {
  readonly version?: number
  readonly client?: Client
  readonly memberId?: string
  readonly instanceId?: string | null
  readonly sessionTimeoutMs?: number
  readonly rebalanceTimeoutMs?: number
  readonly protocolType?: string
  /** Names of protocols, with the user data in the subscription of each. */
  readonly protocols?: Readonly<Record<string, string>>
  /** Topics of every subscription. */
  readonly topics?: readonly string[]
}

/** What a consumer sends as metadata: Kafka's coordinator reads it to learn the topics (ConsumerProtocolSubscription v0). */
function subscription(topics: readonly string[], userData: string): Buffer {
  const version = Buffer.alloc(2)
  const count = Buffer.alloc(4)
  count.writeInt32BE(topics.length)
  const names = topics.map((topic) =>
    Buffer.concat([Buffer.of(topic.length >> 8, topic.length & 0xff), Buffer.from(topic)])
  )
  const size = Buffer.alloc(4)
  size.writeInt32BE(userData.length)
  return Buffer.concat([version, count, ...names, size, Buffer.from(userData)])
}

/** The user data of a subscription that names no topics. */
export function userDataOf(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? [])
    .subarray(10)
    .toString()
}

/** Sends one JoinGroup. */
export async function join(t: Trial, groupId: string, options: JoinOptions = {}): Promise<JoinGroupResponse> {
  const version = options.version ?? t.best('JoinGroup', 7)
  t.need('JoinGroup', version)
  const client = options.client ?? (await t.main())
  const { instanceId = null, protocols = { range: 'metadata' }, topics = [] } = options
  return client.call('JoinGroup', version, {
    groupId,
    sessionTimeoutMs: options.sessionTimeoutMs ?? 30_000,
    ...(version >= 1 ? { rebalanceTimeoutMs: options.rebalanceTimeoutMs ?? 30_000 } : {}),
    memberId: options.memberId ?? '',
    ...(instanceId === null ? {} : { groupInstanceId: instanceId }),
    protocolType: options.protocolType ?? 'consumer',
    protocols: Object.entries(protocols).map(([name, data]) => ({ name, metadata: subscription(topics, data) }))
  })
}

/**
 * Joins as a client does: when it is told its member id first (KIP-394), it joins again with it. Kafka's periodic clean-up may
 * drop a group that has nothing but such an id, after which a client starts over.
 */
export async function joined(t: Trial, groupId: string, options: JoinOptions = {}): Promise<JoinGroupResponse> {
  const first = await join(t, groupId, options)
  if (first.errorCode !== errorCodes.MEMBER_ID_REQUIRED) return first
  const second = await join(t, groupId, { ...options, memberId: first.memberId })
  return second.errorCode === errorCodes.UNKNOWN_MEMBER_ID ? joined(t, groupId, options) : second
}

interface SyncOptions {
  readonly version?: number
  readonly instanceId?: string | null
  readonly client?: Client
  readonly protocolType?: string | null
  readonly protocolName?: string | null
}

type Assignments = Readonly<Record<string, string>>

export async function sync(
  t: Trial,
  member: Pick<Member, 'groupId' | 'memberId' | 'generationId'>,
  assignments: Assignments = {},
  options: SyncOptions = {}
): Promise<SyncGroupResponse> {
  const version = options.version ?? t.best('SyncGroup', 4)
  t.need('SyncGroup', version)
  const client = options.client ?? (await t.main())
  const { groupId, memberId, generationId } = member
  return client.call('SyncGroup', version, {
    groupId,
    generationId,
    memberId,
    ...(options.instanceId == null ? {} : { groupInstanceId: options.instanceId }),
    ...(version >= 5 ? { protocolType: options.protocolType ?? null, protocolName: options.protocolName ?? null } : {}),
    assignments: Object.entries(assignments).map(([id, assignment]) => ({
      memberId: id,
      assignment: Buffer.from(assignment)
    }))
  })
}

/** A group of one that is stable: the member joined, gave itself the assignment `mine` and has it. */
export async function stableMember(t: Trial, groupId: string, options: JoinOptions = {}): Promise<Member> {
  const client = options.client ?? (await t.main())
  const answer = await joined(t, groupId, { ...options, client })
  equal(answer.errorCode, 0, 'error of JoinGroup')
  const { memberId, generationId } = answer
  const instanceId = options.instanceId ?? null
  const member: Member = { client, groupId, memberId, instanceId, generationId }
  const given = await sync(t, member, { [memberId]: 'mine' }, { client, instanceId })
  equal([given.errorCode, Buffer.from(given.assignment).toString()], [0, 'mine'], 'error and assignment of SyncGroup')
  return member
}

/** Several members of one stable generation, each on a connection of its own, the leader first. */
export async function stableGroup(
  t: Trial,
  groupId: string,
  count: number,
  options: JoinOptions = {}
): Promise<Member[]> {
  const first = await stableMember(t, groupId, { ...options, client: await t.connect() })
  const clients = [first.client]
  const ids = [first.memberId]
  for (let index = 1; index < count; index++) {
    const client = await t.connect()
    const refused = await join(t, groupId, { ...options, client, version: 4 })
    equal(refused.errorCode, errorCodes.MEMBER_ID_REQUIRED, 'error of the first JoinGroup of a new member')
    clients.push(client)
    ids.push(refused.memberId)
  }
  const answers = await Promise.all(
    clients.map((client, index) => join(t, groupId, { ...options, client, memberId: ids[index] ?? '' }))
  )
  const members = answers.map((answer, index): Member => {
    equal(answer.errorCode, 0, 'error of JoinGroup')
    return {
      client: clients[index] as Client,
      groupId,
      memberId: answer.memberId,
      instanceId: null,
      generationId: answer.generationId
    }
  })
  const leader = members.findIndex((member) => member.memberId === answers[0]?.leader)
  const assignments = Object.fromEntries(members.map((member, index) => [member.memberId, `part-${index}`]))
  await Promise.all(
    members.map((member, index) => sync(t, member, index === leader ? assignments : {}, { client: member.client }))
  )
  return [...members.splice(leader, 1), ...members]
}

export async function heartbeat(
  t: Trial,
  member: Pick<Member, 'groupId' | 'memberId' | 'generationId'> & Partial<Member>,
  version = 3
): Promise<number> {
  t.need('Heartbeat', version)
  const { client = await t.main(), groupId, memberId, generationId, instanceId = null } = member
  const instance = instanceId === null ? {} : { groupInstanceId: instanceId }
  return (await client.call('Heartbeat', version, { groupId, generationId, memberId, ...instance })).errorCode
}

/** Leaves by member id; gives the error of the group or else that of the member. */
export async function leave(
  t: Trial,
  member: Pick<Member, 'groupId' | 'memberId'> & Partial<Member>,
  version = 3
): Promise<number> {
  t.need('LeaveGroup', version)
  const { client = await t.main(), groupId, memberId, instanceId = null } = member
  if (version < 3) return (await client.call('LeaveGroup', version, { groupId, memberId })).errorCode
  const answer = await client.call('LeaveGroup', version, {
    groupId,
    members: [{ memberId, groupInstanceId: instanceId }]
  })
  return answer.errorCode !== 0 ? answer.errorCode : only(answer.members, 'members in the LeaveGroup answer').errorCode
}

type GroupDescribed = DescribeGroupsResponse['groups'][number]

export async function describeGroup(t: Trial, groupId: string, version = 5): Promise<GroupDescribed> {
  const answer = await t.call('DescribeGroups', version, { groups: [groupId] })
  return only(answer.groups, 'groups in the DescribeGroups answer')
}

/** The group's state at the moment, outside of the transcript. */
export async function stateOf(t: Trial, groupId: string): Promise<string> {
  const answer = await t.quietly('DescribeGroups', { groups: [groupId] }, 5)
  return answer.groups[0]?.groupState ?? ''
}
