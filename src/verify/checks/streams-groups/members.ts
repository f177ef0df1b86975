import type { ErrorName } from '../../../protocol/index.ts'
import type { Check } from '../../check.ts'
import { configure } from '../../dialogue/coordinator.ts'
import {
  alive,
  api,
  type Body,
  beat,
  described,
  has,
  internal,
  joined,
  joining,
  streamsGroup,
  subtopology
} from '../../dialogue/streams-groups.ts'
import { equal, errorIs, found, only, present } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

const check = (says: string, run: Check['run']): Check => ({
  name: `StreamsGroupHeartbeat ${says}`,
  api,
  versions: [0, 0],
  run
})

/** A group over a topic of so many partitions, with a changelog where state is kept. */
async function application(
  t: Trial,
  partitions: number,
  { configs = {}, keepsState = false }: { configs?: Readonly<Record<string, string>>; keepsState?: boolean } = {}
) {
  const topic = await t.topic({ partitions })
  const logs = keepsState ? [internal((await t.topic({ partitions })).name)] : []
  const groupId = await streamsGroup(t, configs)
  const sub = subtopology('0', { sourceTopics: [topic.name], stateChangelogTopics: logs })
  const join = (memberId: string, changed: Partial<Body> = {}) => ({ ...joining(groupId, memberId, sub), ...changed })
  return { topic, groupId, join }
}

/** Configs of a group that a broker as it comes refuses. */
const refusedConfigs: readonly (readonly [name: string, value: string])[] = [
  ['streams.session.timeout.ms', '1'],
  ['streams.session.timeout.ms', '3600000'],
  ['streams.heartbeat.interval.ms', '1'],
  ['streams.heartbeat.interval.ms', '3600000'],
  ['streams.num.standby.replicas', '3'],
  ['streams.num.standby.replicas', '-1'],
  ['streams.initial.rebalance.delay.ms', '-1'],
  ['streams.assignment.interval.ms', '-1'],
  ['streams.assignment.interval.ms', '3600000'],
  ['streams.num.warmup.replicas', '1']
]

/** What makes a new epoch when a member joins again and says it. */
const changes: readonly (readonly [says: string, changed: Partial<Body>, epoch: number])[] = [
  ['nothing new', {}, 2],
  ['another rack', { rackId: 'r' }, 3],
  ['another process', { processId: 'other' }, 3],
  ['another rebalance timeout', { rebalanceTimeoutMs: 20_000 }, 3],
  ['other tags', { clientTags: [{ key: 'zone', value: 'x' }] }, 3],
  ['an endpoint', { userEndpoint: { host: 'h', port: 1 } }, 3]
]

export const streamsMembers: Check[] = [
  ...changes.map(([says, changed, epoch]) =>
    check(`of a member that joins again with ${says} gives it all tasks again in epoch ${epoch}`, async (t) => {
      const { groupId, join } = await application(t, 2)
      await joined(t, join('a'))
      const again = await joined(t, join('a', changed))
      const all = [{ subtopologyId: '0', partitions: [0, 1] }]
      equal([again.memberEpoch, again.activeTasks, again.standbyTasks], [epoch, all, []], 'answer')
      equal((await described(t, groupId)).groupEpoch, epoch, 'epoch of the group')
    })
  ),
  ...refusedConfigs.map(
    ([name, value]): Check => ({
      name: `IncrementalAlterConfigs of a group with ${name}=${value} is refused`,
      api: 'IncrementalAlterConfigs',
      versions: [1, 1],
      async run(t) {
        errorIs(await configure(t, await t.group(), { [name]: value }), ['INVALID_CONFIG', 'INVALID_REQUEST'], 'error')
      }
    })
  ),
  check('tells the interval that is configured for the group', async (t) => {
    const { join } = await application(t, 1, { configs: { 'streams.heartbeat.interval.ms': '7000' } })
    equal((await joined(t, join('a'))).heartbeatIntervalMs, 7000, 'interval')
  }),
  check('takes the last epoch from a member that has not heard of its new one', async (t) => {
    const { groupId, join } = await application(t, 2)
    await joined(t, join('a'))
    await joined(t, join('b'))
    const kept = only((await beat(t, alive(groupId, 'a', 2, has('0', [0, 1])))).activeTasks, 'tasks').partitions
    equal((await beat(t, alive(groupId, 'a', 2, has('0', kept)))).memberEpoch, 3, 'epoch')
    const again = await beat(t, alive(groupId, 'a', 2, has('0', kept)))
    equal([again.errorCode, again.memberEpoch], [0, 3], 'the last epoch with tasks that it has')
    errorIs((await beat(t, alive(groupId, 'a', 2, has('0', [0, 1])))).errorCode, 'FENCED_MEMBER_EPOCH', 'with more')
    errorIs((await beat(t, alive(groupId, 'a', 2))).errorCode, 'FENCED_MEMBER_EPOCH', 'without a list')
  }),
  check('of a member that has left is answered UNKNOWN_MEMBER_ID', async (t) => {
    const { groupId, join } = await application(t, 1)
    await joined(t, join('a'))
    await beat(t, alive(groupId, 'a', -1))
    const answer = await beat(t, alive(groupId, 'a', 2))
    errorIs(answer.errorCode, 'UNKNOWN_MEMBER_ID', 'error')
    equal(answer.errorMessage, `Member a is not a member of group ${groupId}.`, 'message')
    errorIs((await beat(t, alive(groupId, 'a', -1))).errorCode, 'UNKNOWN_MEMBER_ID', 'error of leaving again')
  }),
  check('gives the tasks of a member that left to the others', async (t) => {
    const { groupId, join } = await application(t, 2)
    await joined(t, join('a'))
    await joined(t, join('b'))
    await beat(t, alive(groupId, 'a', -1))
    const answer = await beat(t, alive(groupId, 'b', 3, has('0', [])))
    equal([answer.memberEpoch, answer.activeTasks], [4, [{ subtopologyId: '0', partitions: [0, 1] }]], 'tasks')
  }),
  check('removes a member that does not give up its tasks in time', async (t) => {
    const { groupId, join } = await application(t, 2)
    await joined(t, join('a', { rebalanceTimeoutMs: 500 }))
    await joined(t, join('b'))
    equal(
      only((await beat(t, alive(groupId, 'a', 2, has('0', [0, 1])))).activeTasks, 'tasks').partitions.length,
      1,
      'a'
    )
    await t.until('one member', async () => {
      const answer = { groupIds: [groupId], includeAuthorizedOperations: false }
      const { groups } = await t.aside('StreamsGroupDescribe', 0, answer)
      return groups[0]?.members.length === 1
    })
    errorIs((await beat(t, alive(groupId, 'a', 2))).errorCode, 'UNKNOWN_MEMBER_ID', 'error')
    const answer = await beat(t, alive(groupId, 'b', 3, has('0', [])))
    equal(only(answer.activeTasks, 'tasks').partitions, [0, 1], 'tasks of the other')
  }),
  check('keeps the active tasks of a member, and gives a third one its share', async (t) => {
    const { groupId, join } = await application(t, 3)
    await joined(t, join('a'))
    for (const memberId of ['b', 'c']) await joined(t, join(memberId))
    const group = await described(t, groupId)
    const targets = group.members.map(({ targetAssignment }) => targetAssignment.activeTasks)
    equal(
      targets.map((tasks) => tasks.flatMap(({ partitions }) => partitions).length),
      [1, 1, 1],
      'tasks of each'
    )
    equal([group.groupState, group.groupEpoch, group.assignmentEpoch], ['Reconciling', 4, 4], 'group')
  }),
  check('gives no standby to the process that has the task', async (t) => {
    const { groupId, join } = await application(t, 2, {
      configs: { 'streams.num.standby.replicas': '1' },
      keepsState: true
    })
    await joined(t, join('a', { processId: 'p' }))
    await joined(t, join('b', { processId: 'p' }))
    for (const { targetAssignment } of (await described(t, groupId)).members)
      equal([targetAssignment.activeTasks.length, targetAssignment.standbyTasks], [1, []], 'tasks')
  }),
  check('gives two standbys to three processes', async (t) => {
    const { groupId, join } = await application(t, 3, {
      configs: { 'streams.num.standby.replicas': '2' },
      keepsState: true
    })
    for (const memberId of ['a', 'b', 'c']) await joined(t, join(memberId))
    for (const { targetAssignment } of (await described(t, groupId)).members) {
      const active = only(targetAssignment.activeTasks, 'active tasks').partitions
      const standby = only(targetAssignment.standbyTasks, 'standby tasks').partitions
      equal([active.length, [...active, ...standby].sort()], [1, [0, 1, 2]], 'tasks of a member')
      equal(targetAssignment.warmupTasks, [], 'warm-up tasks')
    }
  }),
  check('gives no standby of a subtopology without state', async (t) => {
    const { groupId, join } = await application(t, 2, { configs: { 'streams.num.standby.replicas': '1' } })
    for (const memberId of ['a', 'b']) await joined(t, join(memberId))
    for (const { targetAssignment } of (await described(t, groupId)).members)
      equal(targetAssignment.standbyTasks, [], 'standby tasks')
  }),
  check('lets a process give up its standby before it gets the task', async (t) => {
    const { groupId, join } = await application(t, 2, {
      configs: { 'streams.num.standby.replicas': '1' },
      keepsState: true
    })
    await joined(t, join('a'))
    const { memberEpoch } = await joined(t, join('b'))
    const before = found((await described(t, groupId)).members, ({ memberId }) => memberId === 'b', 'b')
    equal(only(before.targetAssignment.standbyTasks, 'standby tasks').partitions.length, 1, 'standby tasks')
    await beat(t, alive(groupId, 'a', -1))
    const first = await beat(t, alive(groupId, 'b', memberEpoch, has('0', [])))
    const { partitions } = only(first.activeTasks, 'active tasks')
    equal([partitions.length, first.standbyTasks], [1, []], 'tasks')
    const next = await beat(t, alive(groupId, 'b', first.memberEpoch, has('0', partitions)))
    equal(only(next.activeTasks, 'active tasks').partitions, [0, 1], 'active tasks')
  }),
  check('shares the tasks of two subtopologies', async (t) => {
    const [one, two] = [await t.topic({ partitions: 2 }), await t.topic({ partitions: 2 })]
    const groupId = await streamsGroup(t)
    const subs = [subtopology('0', { sourceTopics: [one.name] }), subtopology('1', { sourceTopics: [two.name] })]
    await joined(t, joining(groupId, 'a', ...subs))
    await joined(t, joining(groupId, 'b', ...subs))
    const { members } = await described(t, groupId)
    const counts = members.map(
      ({ targetAssignment }) => targetAssignment.activeTasks.flatMap(({ partitions }) => partitions).length
    )
    equal(counts, [2, 2], 'tasks of each')
  }),
  check('tells all members where every partition is, and anew when that changes', async (t) => {
    const { topic, groupId, join } = await application(t, 2)
    const first = await joined(t, join('a', { userEndpoint: { host: 'one', port: 1 } }))
    await joined(t, join('b', { userEndpoint: { host: 'two', port: 2 } }))
    const kept = only((await beat(t, alive(groupId, 'a', 2, has('0', [0, 1])))).activeTasks, 'tasks').partitions
    await beat(t, alive(groupId, 'a', 2, has('0', kept)))
    const { endpointInformationEpoch } = await beat(t, alive(groupId, 'b', 3, has('0', [])))
    const answer = await beat(t, alive(groupId, 'a', 3, { endpointInformationEpoch: first.endpointInformationEpoch }))
    equal(answer.endpointInformationEpoch, endpointInformationEpoch, 'epoch')
    const endpoints = present(answer.partitionsByUserEndpoint, 'endpoints')
    equal(endpoints.map(({ userEndpoint }) => userEndpoint.host).sort(), ['one', 'two'], 'hosts')
    const active = endpoints.map(({ activePartitions }) => only(activePartitions, 'partitions'))
    equal(active.flatMap(({ partitions }) => partitions).sort(), [0, 1], 'partitions')
    equal([...new Set(active.map(({ topic: name }) => name))], [topic.name], 'topic')
  }),
  check('tells where standby partitions are', async (t) => {
    const { topic, groupId, join } = await application(t, 1, {
      configs: { 'streams.num.standby.replicas': '1' },
      keepsState: true
    })
    await joined(t, join('a', { userEndpoint: { host: 'one', port: 1 } }))
    const { memberEpoch } = await joined(t, join('b', { userEndpoint: { host: 'two', port: 2 } }))
    const answer = await beat(t, alive(groupId, 'b', memberEpoch, { endpointInformationEpoch: -1 }))
    const two = found(answer.partitionsByUserEndpoint, ({ userEndpoint }) => userEndpoint.host === 'two', 'two')
    equal([two.activePartitions, two.standbyPartitions], [[], [{ topic: topic.name, partitions: [0] }]], 'partitions')
  }),
  check('forgets that the application is to end when the last member has left', async (t) => {
    const { groupId, join } = await application(t, 1)
    await joined(t, join('a'))
    await beat(t, alive(groupId, 'a', 2, { shutdownApplication: true }))
    await beat(t, alive(groupId, 'a', -1))
    equal((await joined(t, join('a'))).status, [], 'status')
  }),
  check('tells the one who asks last of the one who asked first to end', async (t) => {
    const { groupId, join } = await application(t, 1)
    await joined(t, join('a'))
    const { memberEpoch } = await joined(t, join('b'))
    const words = (id: string) =>
      `Streams group member ${id} encountered a fatal error and requested a shutdown for the entire application.`
    const ask = { shutdownApplication: true }
    const first = only((await beat(t, alive(groupId, 'a', 2, ask))).status, 'status')
    const second = only((await beat(t, alive(groupId, 'b', memberEpoch, ask))).status, 'status')
    equal([first.statusDetail, second.statusDetail], [words('a'), words('a')], 'details')
  }),
  ...(
    [
      ['a negative epoch of the topology', -1, 'UNKNOWN_SERVER_ERROR'],
      ['the highest epoch of a topology', 2_147_483_647, 'NONE']
    ] as readonly (readonly [string, number, ErrorName])[]
  ).map(([says, epoch, error]) =>
    check(`of ${says} is answered ${error}`, async (t) => {
      const { join } = await application(t, 1)
      const { topology } = join('a')
      const answer = await beat(t, join('a', { topology: { subtopologies: topology?.subtopologies ?? [], epoch } }))
      errorIs(answer.errorCode, error, 'error')
    })
  )
]
