import { errorCodes } from '../../../protocol/index.ts'
import type { Check } from '../../check.ts'
import { api, balanced, ConsumerMember, consumerGroup, described, member } from '../../dialogue/consumer-groups.ts'
import { heartbeat, join, joined, stableMember, sync } from '../../dialogue/groups.ts'
import { equal, errorIs, found, holds, only } from '../../expect.ts'
import type { Topic, Trial } from '../../trial.ts'

/** ConsumerProtocolAssignment v0 of one topic. */
function assignmentOf(topic: Topic, partitions: readonly number[]): Buffer {
  const name = Buffer.from(topic.name)
  const buf = Buffer.alloc(2 + 4 + 2 + name.length + 4 + 4 * partitions.length + 4)
  buf.writeInt32BE(1, 2)
  buf.writeInt16BE(name.length, 6)
  name.copy(buf, 8)
  buf.writeInt32BE(partitions.length, 8 + name.length)
  for (const [index, partition] of partitions.entries()) buf.writeInt32BE(partition, 12 + name.length + 4 * index)
  buf.writeInt32BE(-1, buf.length - 4)
  return buf
}

/** The partitions of the one topic in an assignment, [] for none. */
function partitionsIn(bytes: Uint8Array): number[] {
  const buf = Buffer.from(bytes)
  if (buf.length < 6 || buf.readInt32BE(2) === 0) return []
  const at = 8 + buf.readInt16BE(6)
  return Array.from({ length: buf.readInt32BE(at) }, (_, index) => buf.readInt32BE(at + 4 + 4 * index))
}

/** A stable classic group of one, that has all partitions of the topic. */
async function classicGroup(t: Trial, topic: Topic) {
  const groupId = await consumerGroup(t)
  const answer = await joined(t, groupId, { topics: [topic.name], protocols: { range: '' } })
  equal(answer.errorCode, 0, 'set-up: error of JoinGroup')
  const { memberId, generationId } = answer
  const client = await t.main()
  const partitions = Array.from({ length: topic.partitions }, (_, index) => index)
  const synced = await client.call('SyncGroup', 4, {
    groupId,
    memberId,
    generationId,
    assignments: [{ memberId, assignment: assignmentOf(topic, partitions) }]
  })
  equal(synced.errorCode, 0, 'set-up: error of SyncGroup')
  return { groupId, memberId, generationId }
}

const listedType = async (t: Trial, groupId: string) =>
  (await t.aside('ListGroups', 5, { statesFilter: [], typesFilter: [] })).groups.find(
    (group) => group.groupId === groupId
  )?.groupType

export const mixedGroups: Check[] = [
  {
    name: 'a classic group becomes a consumer group by the first member of the new protocol',
    api,
    versions: [1, 1],
    kip: 'KIP-848',
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      const classic = await classicGroup(t, topic)
      const two = new ConsumerMember(t, classic.groupId, { topics: [topic.name] })
      errorIs((await two.join()).errorCode, 'NONE', 'error')
      equal(await listedType(t, classic.groupId), 'consumer', 'type')
      const group = await described(t, classic.groupId)
      const old = found(group.members, ({ memberId }) => memberId === classic.memberId, 'the classic member')
      equal([old.memberType, old.memberEpoch], [0, classic.generationId], 'the classic member')
      equal(old.assignment.topicPartitions[0]?.partitions, [0, 1], 'what it has')
      equal(two.partitions, [], 'what the new one has')
    }
  },
  {
    name: 'a classic member of a consumer group learns of a rebalance by its heartbeat, and moves by joining again',
    api: 'JoinGroup',
    versions: [7, 7],
    kip: 'KIP-848',
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      const { groupId, memberId, generationId } = await classicGroup(t, topic)
      const two = await member(t, groupId, { topics: [topic.name] })
      const beatCode = await heartbeat(t, { groupId, memberId, generationId })
      errorIs(beatCode, 'REBALANCE_IN_PROGRESS', 'error of the heartbeat')
      const again = await join(t, groupId, { memberId, topics: [topic.name], protocols: { range: '' } })
      equal([again.errorCode, again.memberId, again.protocolName], [0, memberId, 'range'], 'answer of joining')
      const synced = await sync(t, { groupId, memberId, generationId: again.generationId })
      errorIs(synced.errorCode, 'NONE', 'error of syncing')
      equal(partitionsIn(synced.assignment).length, 1, 'partitions that are left')
      await t.until('the new member has the other', async () => {
        await two.poll()
        return two.partitions.length === 1
      })
    }
  },
  {
    name: 'a consumer group becomes a classic group when its last member of the new protocol leaves',
    api,
    versions: [1, 1],
    kip: 'KIP-848',
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      const { groupId } = await classicGroup(t, topic)
      const two = await member(t, groupId, { topics: [topic.name] })
      errorIs((await two.leave()).errorCode, 'NONE', 'error of leaving')
      equal(await listedType(t, groupId), 'classic', 'type')
      errorIs((await described(t, groupId)).errorCode, 'GROUP_ID_NOT_FOUND', 'error of describing it')
    }
  },
  {
    name: 'a consumer group whose members all leave stays a consumer group',
    api,
    versions: [1, 1],
    async run(t) {
      const groupId = await consumerGroup(t)
      const [one, two] = [
        await member(t, groupId, { topics: ['none'] }),
        await member(t, groupId, { topics: ['none'] })
      ]
      await one.leave()
      await two.leave()
      equal(await listedType(t, groupId), 'consumer', 'type')
    }
  },
  {
    name: 'an empty classic group gives way to a member of the new protocol',
    api,
    versions: [1, 1],
    async run(t) {
      const groupId = await consumerGroup(t)
      const old = await stableMember(t, groupId)
      await t.quietly('LeaveGroup', { groupId, members: [{ memberId: old.memberId, groupInstanceId: null }] }, 4)
      await member(t, groupId, { topics: ['none'] })
      equal(await listedType(t, groupId), 'consumer', 'type')
    }
  },
  {
    name: 'an empty consumer group gives way to a classic member',
    api: 'JoinGroup',
    versions: [7, 7],
    async run(t) {
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: ['none'] })
      await one.leave()
      await stableMember(t, groupId)
      equal(await listedType(t, groupId), 'classic', 'type')
    }
  },
  {
    name: 'a classic group of another protocol type is not upgraded: GROUP_ID_NOT_FOUND',
    api,
    versions: [1, 1],
    async run(t) {
      const groupId = await consumerGroup(t)
      await stableMember(t, groupId, { protocolType: 'connect' })
      const answer = await new ConsumerMember(t, groupId, { topics: ['none'] }).join()
      errorIs(answer.errorCode, 'GROUP_ID_NOT_FOUND', 'error')
      const message = `Cannot upgrade classic group ${groupId} to consumer group because the group does not use the consumer embedded protocol.`
      equal(answer.errorMessage, message, 'message')
    }
  },
  {
    name: 'a heartbeat of a member in a classic group is answered GROUP_ID_NOT_FOUND',
    api,
    versions: [1, 1],
    async run(t) {
      const groupId = await consumerGroup(t)
      const old = await stableMember(t, groupId)
      const one = new ConsumerMember(t, groupId, { memberId: old.memberId })
      const answer = await one.beat({ memberEpoch: 1 })
      errorIs(answer.errorCode, 'GROUP_ID_NOT_FOUND', 'error')
      equal(answer.errorMessage, `Group ${groupId} is not a consumer group.`, 'message')
    }
  },
  {
    name: 'a classic member joins a consumer group, is told its id first, and gets its share',
    api: 'JoinGroup',
    versions: [7, 7],
    kip: 'KIP-848',
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      const groupId = await consumerGroup(t)
      const one = await member(t, groupId, { topics: [topic.name] })
      const first = await join(t, groupId, { topics: [topic.name], protocols: { range: '' } })
      errorIs(first.errorCode, 'MEMBER_ID_REQUIRED', 'error of the first request')
      holds(first.memberId.length > 0, 'member id')
      const { memberId } = first
      const second = await join(t, groupId, { memberId, topics: [topic.name], protocols: { range: '' } })
      equal([second.errorCode, second.protocolType, second.leader, second.members], [0, 'consumer', '', []], 'answer')
      const client = await t.main()
      await t.until('it has its share', async () => {
        await one.poll()
        const { errorCode } = await client.call('Heartbeat', 4, {
          groupId,
          memberId,
          generationId: second.generationId
        })
        const again = await join(t, groupId, { memberId, topics: [topic.name], protocols: { range: '' } })
        const synced = await sync(t, { groupId, memberId, generationId: again.generationId })
        return errorCode !== undefined && partitionsIn(synced.assignment).length === 1 && one.partitions.length === 1
      })
    }
  },
  ...(
    [
      ['a protocol type that is not of consumers', { protocolType: 'connect' }, 'INCONSISTENT_GROUP_PROTOCOL'],
      ['no protocols', { protocols: {} }, 'INCONSISTENT_GROUP_PROTOCOL']
    ] as const
  ).map(
    ([says, options, error]): Check => ({
      name: `a JoinGroup with ${says} for a consumer group with members is answered ${error}`,
      api: 'JoinGroup',
      versions: [7, 7],
      async run(t) {
        const groupId = await consumerGroup(t)
        await member(t, groupId, { topics: ['none'] })
        const client = await t.main()
        const protocols = 'protocols' in options ? [] : [{ name: 'range', metadata: Buffer.alloc(10) }]
        const answer = await client.call('JoinGroup', 7, {
          groupId,
          sessionTimeoutMs: 30_000,
          rebalanceTimeoutMs: 30_000,
          memberId: 'm',
          protocolType: 'protocolType' in options ? options.protocolType : 'consumer',
          protocols
        })
        errorIs(answer.errorCode, error, 'error')
      }
    })
  ),
  {
    name: 'SyncGroup, Heartbeat and LeaveGroup of a stranger in a consumer group are answered UNKNOWN_MEMBER_ID',
    api: 'Heartbeat',
    versions: [4, 4],
    async run(t) {
      const groupId = await consumerGroup(t)
      await member(t, groupId, { topics: ['none'] })
      const stranger = { groupId, memberId: 'stranger', generationId: 1 }
      errorIs(await heartbeat(t, stranger), 'UNKNOWN_MEMBER_ID', 'error of Heartbeat')
      errorIs((await sync(t, stranger)).errorCode, 'UNKNOWN_MEMBER_ID', 'error of SyncGroup')
      const left = await t.call('LeaveGroup', 4, {
        groupId,
        members: [{ memberId: 'stranger', groupInstanceId: null }]
      })
      errorIs(only(left.members, 'members').errorCode, 'UNKNOWN_MEMBER_ID', 'error of LeaveGroup')
    }
  },
  {
    name: 'a member of the new protocol is unknown to SyncGroup and Heartbeat',
    api: 'Heartbeat',
    versions: [4, 4],
    async run(t) {
      const groupId = await consumerGroup(t)
      const { memberId, epoch: generationId } = await member(t, groupId, { topics: ['none'] })
      errorIs(await heartbeat(t, { groupId, memberId, generationId }), 'UNKNOWN_MEMBER_ID', 'error of Heartbeat')
      errorIs((await sync(t, { groupId, memberId, generationId })).errorCode, 'UNKNOWN_MEMBER_ID', 'error of SyncGroup')
    }
  },
  {
    name: 'LeaveGroup removes a member of the new protocol',
    api: 'LeaveGroup',
    versions: [4, 4],
    async run(t) {
      const groupId = await consumerGroup(t)
      const { memberId } = await member(t, groupId, { topics: ['none'] })
      const left = await t.call('LeaveGroup', 4, { groupId, members: [{ memberId, groupInstanceId: null }] })
      errorIs(only(left.members, 'members').errorCode, 'NONE', 'error')
      equal((await described(t, groupId)).groupState, 'Empty', 'state')
    }
  },
  {
    name: 'a classic member in another generation of a consumer group is answered ILLEGAL_GENERATION',
    api: 'Heartbeat',
    versions: [4, 4],
    async run(t) {
      const topic = await t.topic()
      const { groupId, memberId, generationId } = await classicGroup(t, topic)
      await member(t, groupId, { topics: [topic.name] })
      errorIs(
        await heartbeat(t, { groupId, memberId, generationId: generationId + 5 }),
        'ILLEGAL_GENERATION',
        'error of Heartbeat'
      )
      const synced = await sync(t, { groupId, memberId, generationId: generationId + 5 })
      errorIs(synced.errorCode, 'ILLEGAL_GENERATION', 'error of SyncGroup')
    }
  },
  {
    name: 'members of both protocols share the partitions, each once',
    api,
    versions: [1, 1],
    async run(t) {
      const topic = await t.topic({ partitions: 4 })
      const { groupId, memberId, generationId } = await classicGroup(t, topic)
      const two = await member(t, groupId, { topics: [topic.name] })
      let generation = generationId
      let own: number[] = []
      await t.until('both have two', async () => {
        await two.poll()
        const code = await heartbeat(t, { groupId, memberId, generationId: generation })
        if (code === errorCodes.REBALANCE_IN_PROGRESS) {
          const again = await join(t, groupId, { memberId, topics: [topic.name], protocols: { range: '' } })
          generation = again.generationId
          const synced = await sync(t, { groupId, memberId, generationId: generation })
          own = partitionsIn(synced.assignment)
        }
        return own.length === 2 && two.partitions.length === 2
      })
      equal([...own, ...two.partitions].sort(), [0, 1, 2, 3], 'partitions')
      await balanced(t, [two], [2])
    }
  }
]
