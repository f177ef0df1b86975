import type { Check } from '../../check.ts'
import {
  alive,
  api,
  beat,
  described,
  has,
  internal,
  joined,
  joining,
  streamsGroup,
  subtopology
} from '../../dialogue/streams-groups.ts'
import { equal, errorIs, holds, only, present } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

/** What a check sees to: a group with one subtopology over a topic of so many partitions. */
async function application(t: Trial, partitions: number, configs: Readonly<Record<string, string>> = {}) {
  const topic = await t.topic({ partitions })
  const groupId = await streamsGroup(t, configs)
  const join = (memberId: string) => joining(groupId, memberId, subtopology('0', { sourceTopics: [topic.name] }))
  return { topic, groupId, join }
}

const check = (says: string, run: Check['run']): Check => ({
  name: `StreamsGroupHeartbeat ${says}`,
  api,
  versions: [0, 0],
  run
})

export const streamsLife: Check[] = [
  check('v0 lets a member join, which gets every task', async (t) => {
    const { groupId, join } = await application(t, 3)
    const answer = await joined(t, join('a'))
    equal([answer.memberId, answer.memberEpoch, answer.status], ['a', 2, []], 'member')
    equal([answer.acceptableRecoveryLag, answer.taskOffsetIntervalMs], [0, 0], 'recovery')
    const all = [{ subtopologyId: '0', partitions: [0, 1, 2] }]
    equal([answer.activeTasks, answer.standbyTasks, answer.warmupTasks], [all, [], []], 'tasks')
    const next = await beat(t, alive(groupId, 'a', 2))
    equal([next.errorCode, next.memberEpoch, next.activeTasks, next.status], [0, 2, null, []], 'next heartbeat')
  }),
  check('gives a task to another member only when its holder has given it up', async (t) => {
    const { groupId, join } = await application(t, 2)
    await joined(t, join('a'))
    const second = await joined(t, join('b'))
    equal([second.memberEpoch, second.activeTasks], [3, []], 'second member')
    const told = await beat(t, alive(groupId, 'a', 2, has('0', [0, 1])))
    const kept = only(told.activeTasks, 'tasks of the first').partitions
    equal([told.memberEpoch, kept.length], [2, 1], 'first member')
    const waits = await beat(t, alive(groupId, 'b', 3, has('0', [])))
    equal([waits.errorCode, waits.activeTasks], [0, null], 'second member, while the first still has them')
    equal((await described(t, groupId)).groupState, 'Reconciling', 'state')
    equal((await beat(t, alive(groupId, 'a', 2, has('0', kept)))).memberEpoch, 3, 'epoch of the first')
    const given = await beat(t, alive(groupId, 'b', 3, has('0', [])))
    const rest = [0, 1].filter((partition) => !kept.includes(partition))
    equal(given.activeTasks, [{ subtopologyId: '0', partitions: rest }], 'tasks of the second')
    equal((await described(t, groupId)).groupState, 'Stable', 'state')
  }),
  check('lets a member leave', async (t) => {
    const { groupId, join } = await application(t, 1)
    await joined(t, join('a'))
    const answer = await beat(t, alive(groupId, 'a', -1))
    equal([answer.errorCode, answer.memberId, answer.memberEpoch, answer.status], [0, 'a', -1, []], 'answer')
    equal((await described(t, groupId)).groupState, 'Empty', 'state')
  }),
  check('tells of source topics that are missing', async (t) => {
    const groupId = await streamsGroup(t)
    const name = t.topicName()
    const answer = await joined(t, joining(groupId, 'a', subtopology('0', { sourceTopics: [name] })))
    equal(answer.status, [{ statusCode: 1, statusDetail: `Source topics ${name} are missing.` }], 'status')
    equal(answer.activeTasks, [], 'tasks')
    equal((await described(t, groupId)).groupState, 'NotReady', 'state')
  }),
  check('tells of copartitioned topics that are not alike', async (t) => {
    const [one, two] = [await t.topic({ partitions: 1 }), await t.topic({ partitions: 2 })]
    const groupId = await streamsGroup(t)
    const together = { sourceTopics: [0, 1], sourceTopicRegex: [], repartitionSourceTopics: [] }
    const sub = subtopology('0', { sourceTopics: [one.name, two.name], copartitionGroups: [together] })
    const answer = await joined(t, joining(groupId, 'a', sub))
    const told = only(answer.status, 'status')
    equal(told.statusCode, 2, 'status code')
    holds(told.statusDetail.startsWith('Following topics do not have the same number of partitions: [{'), 'detail')
  }),
  check('makes internal topics, and assigns tasks when they are there', async (t) => {
    const topic = await t.topic({ partitions: 2 })
    const groupId = await streamsGroup(t)
    const [again, log] = [t.topicName(), t.topicName()]
    const answer = await joined(
      t,
      joining(
        groupId,
        'a',
        subtopology('0', { sourceTopics: [topic.name], repartitionSinkTopics: [again] }),
        subtopology('1', { repartitionSourceTopics: [internal(again)], stateChangelogTopics: [internal(log)] })
      )
    )
    const told = only(answer.status, 'status')
    equal([told.statusCode, answer.activeTasks], [3, []], 'status code and tasks')
    let epoch = answer.memberEpoch
    await t.until('tasks', async () => {
      const next = await t.aside(api, 0, alive(groupId, 'a', epoch, has('0', [])))
      epoch = next.memberEpoch
      return next.activeTasks !== null && next.activeTasks.length === 2
    })
    const topology = present((await described(t, groupId)).topology, 'topology')
    const [, second] = present(topology.subtopologies, 'subtopologies')
    equal(
      second?.stateChangelogTopics.map(({ partitions }) => partitions),
      [2],
      'partitions of the changelog'
    )
    equal(
      second?.repartitionSourceTopics.map(({ partitions }) => partitions),
      [2],
      'of the repartition topic'
    )
  }),
  check('of a topology with a loop is answered STREAMS_INVALID_TOPOLOGY', async (t) => {
    const groupId = await streamsGroup(t)
    const name = t.topicName()
    const loop = subtopology('0', { repartitionSinkTopics: [name], repartitionSourceTopics: [internal(name)] })
    errorIs((await beat(t, joining(groupId, 'a', loop))).errorCode, 'STREAMS_INVALID_TOPOLOGY', 'error')
  }),
  check('refuses another topology', async (t) => {
    const { groupId, join } = await application(t, 1)
    await joined(t, join('a'))
    const answer = await beat(t, { ...join('b'), topology: { epoch: 1, subtopologies: [subtopology('0')] } })
    errorIs(answer.errorCode, 'INVALID_REQUEST', 'error')
    equal(answer.errorMessage, 'Topology updates are not supported yet.', 'message')
    equal((await described(t, groupId)).members.length, 1, 'members')
  }),
  check('tells all members that the application is to end', async (t) => {
    const { groupId, join } = await application(t, 1)
    await joined(t, join('a'))
    const { memberEpoch } = await joined(t, join('b'))
    const asked = await beat(t, alive(groupId, 'b', memberEpoch, { shutdownApplication: true }))
    equal(only(asked.status, 'status').statusCode, 4, 'status of who asks')
    equal(only((await beat(t, alive(groupId, 'a', 2))).status, 'status').statusCode, 4, 'status of the other')
  }),
  check('waits for more members before the first assignment', async (t) => {
    const { groupId, join } = await application(t, 2, { 'streams.initial.rebalance.delay.ms': '2000' })
    const answer = await joined(t, join('a'))
    equal([answer.memberEpoch, only(answer.status, 'status').statusCode, answer.activeTasks], [1, 5, []], 'answer')
    let epoch = 1
    await t.until('tasks', async () => {
      const next = await t.aside(api, 0, alive(groupId, 'a', epoch, has('0', [])))
      epoch = next.memberEpoch
      return next.activeTasks?.[0]?.partitions.length === 2
    })
  }),
  check('gives each stateful task a standby in another process', async (t) => {
    const topic = await t.topic({ partitions: 2 })
    const log = await t.topic({ partitions: 2 })
    const groupId = await streamsGroup(t, { 'streams.num.standby.replicas': '1' })
    const sub = subtopology('0', { sourceTopics: [topic.name], stateChangelogTopics: [internal(log.name)] })
    await joined(t, joining(groupId, 'a', sub))
    await joined(t, joining(groupId, 'b', sub))
    for (const { targetAssignment } of (await described(t, groupId)).members) {
      const active = only(targetAssignment.activeTasks, 'active tasks').partitions
      const standby = only(targetAssignment.standbyTasks, 'standby tasks').partitions
      equal([...active, ...standby].sort(), [0, 1], 'tasks of a member')
    }
  }),
  check('tells where the partitions are, to who does not know it', async (t) => {
    const { topic, groupId, join } = await application(t, 2)
    const userEndpoint = { host: 'h', port: 80 }
    await joined(t, { ...join('a'), userEndpoint })
    const answer = await beat(t, alive(groupId, 'a', 2, { endpointInformationEpoch: -1 }))
    const told = only(answer.partitionsByUserEndpoint, 'endpoints')
    equal([told.userEndpoint.host, told.userEndpoint.port], ['h', 80], 'endpoint')
    equal(only(told.activePartitions, 'partitions').topic, topic.name, 'topic')
    const { endpointInformationEpoch } = answer
    const again = await beat(t, alive(groupId, 'a', 2, { endpointInformationEpoch }))
    equal(again.partitionsByUserEndpoint, null, 'endpoints of who knows')
  }),
  {
    name: 'StreamsGroupDescribe of a group of another kind is answered GROUP_ID_NOT_FOUND',
    api: 'StreamsGroupDescribe',
    versions: [0, 0],
    async run(t) {
      const groupId = await t.group()
      const group = await described(t, groupId)
      errorIs(group.errorCode, 'GROUP_ID_NOT_FOUND', 'error')
      equal(group.errorMessage, `Group ${groupId} not found.`, 'message')
    }
  },
  {
    name: 'StreamsGroupDescribe shows a group with its topology and members',
    api: 'StreamsGroupDescribe',
    versions: [0, 0],
    async run(t) {
      const { topic, groupId, join } = await application(t, 2)
      await joined(t, { ...join('a'), clientTags: [{ key: 'zone', value: 'x' }], rackId: 'r' })
      const group = await described(t, groupId)
      equal([group.groupState, group.groupEpoch, group.assignmentEpoch], ['Stable', 2, 2], 'group')
      const subtopologies = present(group.topology, 'topology').subtopologies
      equal(only(subtopologies, 'subtopologies').sourceTopics, [topic.name], 'source topics')
      const shown = only(group.members, 'members')
      equal(
        [shown.memberId, shown.rackId, shown.processId, shown.topologyEpoch],
        ['a', 'r', 'process of a', 0],
        'member'
      )
      const all = [{ subtopologyId: '0', partitions: [0, 1] }]
      equal([shown.assignment.activeTasks, shown.targetAssignment.activeTasks], [all, all], 'tasks')
    }
  },
  {
    name: 'OffsetCommit of a member of a streams group is taken in its epoch alone, or for tasks that it had by then',
    api: 'OffsetCommit',
    versions: [9, 9],
    async run(t) {
      const { topic, groupId, join } = await application(t, 1)
      await joined(t, join('a'))
      const commit = async (memberId: string, epoch: number) => {
        const { topics } = await t.call('OffsetCommit', 9, {
          groupId,
          memberId,
          generationIdOrMemberEpoch: epoch,
          topics: [
            { name: topic.name, partitions: [{ partitionIndex: 0, committedOffset: 1n, committedMetadata: '' }] }
          ]
        })
        return topics[0]?.partitions[0]?.errorCode
      }
      errorIs(await commit('a', 2), 'NONE', 'its epoch')
      errorIs(await commit('a', 1), 'STALE_MEMBER_EPOCH', 'an older one')
      errorIs(await commit('a', 3), 'STALE_MEMBER_EPOCH', 'a newer one')
      errorIs(await commit('', -1), 'UNKNOWN_MEMBER_ID', 'nobody')
    }
  },
  {
    name: 'DeleteGroups of a streams group with members is answered NON_EMPTY_GROUP, and ListGroups knows its type',
    api: 'DeleteGroups',
    versions: [2, 2],
    async run(t) {
      const { groupId, join } = await application(t, 1)
      await joined(t, join('a'))
      const { groups } = await t.aside('ListGroups', 5, { statesFilter: [], typesFilter: ['streams'] })
      const listed = groups.find((group) => group.groupId === groupId)
      equal([listed?.groupType, listed?.groupState, listed?.protocolType], ['streams', 'Stable', 'streams'], 'listed')
      const remove = async () =>
        only((await t.call('DeleteGroups', 2, { groupsNames: [groupId] })).results, 'results').errorCode
      errorIs(await remove(), 'NON_EMPTY_GROUP', 'error')
      await beat(t, alive(groupId, 'a', -1))
      errorIs(await remove(), 'NONE', 'error once it is empty')
    }
  }
]
