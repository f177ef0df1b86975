/**
 * Goal: streams groups (KIP-1071) live as on Apache Kafka: tasks are given up before somebody else gets them, what is wrong with
 * topics is told, stale and unknown members are refused, and a restart forgets nothing that a record says.
 */
import { isFailure } from '../../../../src/protocol/index.ts'
import { GroupStage } from '../../../kit/group-stage.ts'
import { internal, joinStreams, streamsBeat, subtopology, topology } from '../../../kit/streams-member.ts'

type Beat = Awaited<ReturnType<typeof streamsBeat>>

async function stageWith(partitions: number, configs: Record<string, number> = {}): Promise<GroupStage> {
  const stage = new GroupStage({ configs })
  await stage.loaded()
  if (partitions > 0) stage.setTopic('in', partitions)
  return stage
}

function good(beat: Beat) {
  if (isFailure(beat)) throw new Error(`${beat.error} ${beat.message}`)
  return beat
}

const active = (partitions: readonly number[]) => [{ subtopologyId: '0', partitions }]
const has = (partitions: readonly number[]) => ({
  activeTasks: partitions.length === 0 ? [] : active(partitions),
  standbyTasks: [],
  warmupTasks: []
})
const stateOf = ({ coordinator }: GroupStage) => coordinator.describeStreams('g').state

test('the first member gets every task', async () => {
  const stage = await stageWith(3)
  const joined = good(await joinStreams(stage))
  expect(joined).toMatchObject({
    memberEpoch: 2,
    status: [],
    missingTopics: [],
    tasks: { activeTasks: active([0, 1, 2]) }
  })
  expect(stateOf(stage)).toBe('Stable')
  expect(good(await streamsBeat(stage, { memberEpoch: 2 })).tasks).toBeNull()
})

test('a task is active nowhere else before its holder has given it up', async () => {
  const stage = await stageWith(2)
  good(await joinStreams(stage))
  const second = good(await joinStreams(stage, { memberId: 'b' }))
  expect(second).toMatchObject({ memberEpoch: 3, tasks: { activeTasks: [] } })
  const told = good(await streamsBeat(stage, { memberEpoch: 2, ...has([0, 1]) }))
  const kept = told.tasks?.activeTasks[0]?.partitions ?? []
  expect(kept).toHaveLength(1)
  expect(told.memberEpoch).toBe(2)
  expect(good(await streamsBeat(stage, { memberId: 'b', memberEpoch: 3, ...has([]) })).tasks).toBeNull()
  expect(stateOf(stage)).toBe('Reconciling')
  expect(good(await streamsBeat(stage, { memberEpoch: 2, ...has(kept) })).memberEpoch).toBe(3)
  const given = good(await streamsBeat(stage, { memberId: 'b', memberEpoch: 3, ...has([]) }))
  expect(given.tasks?.activeTasks).toEqual(active([0, 1].filter((partition) => !kept.includes(partition))))
  expect(stateOf(stage)).toBe('Stable')
})

test('who does not give its tasks up in time is removed', async () => {
  const stage = await stageWith(2)
  good(await joinStreams(stage))
  good(await joinStreams(stage, { memberId: 'b' }))
  good(await streamsBeat(stage, { memberEpoch: 2, ...has([0, 1]) }))
  await stage.time.advance(29_000)
  good(await streamsBeat(stage, { memberEpoch: 2, ...has([0, 1]) }))
  await stage.time.advance(1500)
  expect(await streamsBeat(stage, { memberEpoch: 2, ...has([0, 1]) })).toMatchObject({ error: 'UNKNOWN_MEMBER_ID' })
})

test('a silent member is removed after the session timeout', async () => {
  const stage = await stageWith(2)
  good(await joinStreams(stage))
  await stage.time.advance(45_001)
  expect(stateOf(stage)).toBe('Empty')
})

test('a standby is never in the process that has the task', async () => {
  const stage = await stageWith(2, { 'streams.num.standby.replicas': 1 })
  stage.setTopic('log', 2)
  const told = topology(subtopology('0', { stateChangelogTopics: [internal('log')] }))
  good(await joinStreams(stage, { topology: told }))
  const alone = stage.coordinator.describeStreams('g').members[0]?.targetAssignment
  expect(alone).toMatchObject({ activeTasks: active([0, 1]), standbyTasks: [] })
  good(await joinStreams(stage, { memberId: 'b', topology: told }))
  for (const { targetAssignment } of stage.coordinator.describeStreams('g').members) {
    const [mine] = targetAssignment.activeTasks
    expect(targetAssignment.standbyTasks).toEqual(active([0, 1].filter((each) => !mine?.partitions.includes(each))))
  }
})

test('missing source topics are told, and found once they are there', async () => {
  const stage = await stageWith(0)
  const joined = good(await joinStreams(stage))
  expect(joined.status).toEqual([{ statusCode: 1, statusDetail: 'Source topics in are missing.' }])
  expect(stateOf(stage)).toBe('NotReady')
  stage.setTopic('in', 1)
  const found = good(await streamsBeat(stage, { memberEpoch: joined.memberEpoch, ...has([]) }))
  expect(found).toMatchObject({ status: [], tasks: { activeTasks: active([0]) } })
})

test('internal topics are to be made with as many partitions as their subtopologies need', async () => {
  const stage = await stageWith(3)
  const told = topology(
    subtopology('0', { repartitionSinkTopics: ['again'] }),
    subtopology('1', {
      sourceTopics: [],
      repartitionSourceTopics: [internal('again')],
      stateChangelogTopics: [internal('log')]
    })
  )
  const joined = good(await joinStreams(stage, { topology: told }))
  expect(joined.status).toMatchObject([{ statusCode: 3 }])
  expect(joined.missingTopics.map(({ name, partitions }) => [name, partitions]).sort()).toEqual([
    ['again', 3],
    ['log', 3]
  ])
  stage.setTopic('again', 3)
  stage.setTopic('log', 2)
  const wrong = good(await streamsBeat(stage, { memberEpoch: joined.memberEpoch, ...has([]) }))
  const statusDetail = 'Existing topic log has different number of partitions: expected 3, found 2'
  expect(wrong.status).toEqual([{ statusCode: 2, statusDetail }])
})

test('copartitioned topics that are not alike are told', async () => {
  const stage = await stageWith(3)
  stage.setTopic('other', 2)
  const group = { sourceTopics: [0, 1], sourceTopicRegex: [], repartitionSourceTopics: [] }
  const told = topology(subtopology('0', { sourceTopics: ['in', 'other'], copartitionGroups: [group] }))
  const statusDetail = 'Following topics do not have the same number of partitions: [{in=3, other=2}]'
  expect(good(await joinStreams(stage, { topology: told })).status).toEqual([{ statusCode: 2, statusDetail }])
})

test('a topology with a loop is refused', async () => {
  const stage = await stageWith(3)
  const loop = { sourceTopics: [], repartitionSinkTopics: ['x'], repartitionSourceTopics: [internal('x')] }
  expect(await joinStreams(stage, { topology: topology(subtopology('0', loop)) })).toMatchObject({
    error: 'STREAMS_INVALID_TOPOLOGY'
  })
})

test('another topology is refused, and one behind is told that it is stale', async () => {
  const stage = await stageWith(3)
  good(await joinStreams(stage, { topology: { ...topology(subtopology('0')), epoch: 2 } }))
  const behind = good(
    await joinStreams(stage, { memberId: 'b', topology: { ...topology(subtopology('0')), epoch: 1 } })
  )
  expect(behind.status).toMatchObject([{ statusCode: 0 }])
  expect(await joinStreams(stage, { memberId: 'c', topology: topology(subtopology('1')) })).not.toHaveProperty('error')
  expect(
    await joinStreams(stage, { memberId: 'd', topology: { ...topology(subtopology('1')), epoch: 2 } })
  ).toMatchObject({ error: 'INVALID_REQUEST', message: 'Topology updates are not supported yet.' })
})

test('the first assignment waits for the delay', async () => {
  const stage = await stageWith(2, { 'streams.initial.rebalance.delay.ms': 3000 })
  const joined = good(await joinStreams(stage))
  expect(joined).toMatchObject({ memberEpoch: 1, status: [{ statusCode: 5 }], tasks: { activeTasks: [] } })
  good(await joinStreams(stage, { memberId: 'b' }))
  await stage.time.advance(3001)
  for (const memberId of ['a', 'b'])
    expect(good(await streamsBeat(stage, { memberId, memberEpoch: 1, ...has([]) })).tasks?.activeTasks).toHaveLength(1)
})

test('everyone is told of a shutdown until the group is empty', async () => {
  const stage = await stageWith(2)
  const { memberEpoch } = good(await joinStreams(stage))
  const told = good(await streamsBeat(stage, { memberEpoch, ...has([0, 1]), shutdownApplication: true }))
  expect(told.status).toMatchObject([{ statusCode: 4 }])
  good(await streamsBeat(stage, { memberEpoch: -1 }))
  expect(stateOf(stage)).toBe('Empty')
  expect(good(await joinStreams(stage)).status).toEqual([])
})

test.each([
  ['a newer epoch', { memberEpoch: 9 }, 'FENCED_MEMBER_EPOCH'],
  ['an older epoch', { memberEpoch: 1, ...has([0]) }, 'FENCED_MEMBER_EPOCH'],
  ['an unknown member', { memberId: 'z', memberEpoch: 2 }, 'UNKNOWN_MEMBER_ID'],
  ['a task that there is not', { memberEpoch: 2, ...has([7]) }, 'INVALID_REQUEST'],
  ['a static member', { memberEpoch: 2, instanceId: 'i' }, 'INVALID_REQUEST'],
  ['an unknown group', { groupId: 'h', memberEpoch: 2 }, 'GROUP_ID_NOT_FOUND'],
  ['tasks of one type alone', { memberEpoch: 2, activeTasks: [] }, 'INVALID_REQUEST']
])('%s is refused', async (_, changed, error) => {
  const stage = await stageWith(2)
  good(await joinStreams(stage))
  expect(await streamsBeat(stage, changed)).toMatchObject({ error })
})

test('a full group takes nobody in', async () => {
  const stage = await stageWith(2, { 'group.streams.max.size': 1 })
  good(await joinStreams(stage))
  expect(await joinStreams(stage, { memberId: 'b' })).toMatchObject({ error: 'GROUP_MAX_SIZE_REACHED' })
})

test('a restart finds the group as it was, and its members go on', async () => {
  const stage = await stageWith(4)
  good(await joinStreams(stage))
  good(await joinStreams(stage, { memberId: 'b' }))
  good(await streamsBeat(stage, { memberEpoch: 2, ...has([0, 1, 2, 3]) }))
  const before = stage.coordinator.describeStreams('g')
  await stage.restart()
  expect(stage.coordinator.describeStreams('g')).toEqual(before)
  const kept = before.members.find(({ memberId }) => memberId === 'a')?.assignment.activeTasks[0]?.partitions ?? []
  expect(good(await streamsBeat(stage, { memberEpoch: 2, ...has(kept) })).memberEpoch).toBe(3)
})

test('a member commits for the tasks that it has, in its epoch or the one that gave them', async () => {
  const stage = await stageWith(2)
  good(await joinStreams(stage))
  good(await joinStreams(stage, { memberId: 'b' }))
  const told = good(await streamsBeat(stage, { memberEpoch: 2, ...has([0, 1]) }))
  const kept = told.tasks?.activeTasks[0]?.partitions[0] ?? 0
  good(await streamsBeat(stage, { memberEpoch: 2, ...has([kept]) }))
  const by = { memberId: 'a', generationId: 3 }
  expect(await stage.commit('in', kept, 5, by)).toBe('NONE')
  expect(await stage.commit('in', kept, 6, { ...by, generationId: 2 })).toBe('NONE')
  expect(await stage.commit('in', 1 - kept, 6, { ...by, generationId: 2 })).toBe('STALE_MEMBER_EPOCH')
  expect(await stage.commit('in', kept, 6, { ...by, generationId: 4 })).toBe('STALE_MEMBER_EPOCH')
  expect(await stage.commit('in', kept, 6)).toBe('UNKNOWN_MEMBER_ID')
})

test('an empty group is deleted with all its records, a full one is not', async () => {
  const stage = await stageWith(2)
  good(await joinStreams(stage))
  expect(await stage.coordinator.deleteGroup('g')).toMatchObject({ error: 'NON_EMPTY_GROUP' })
  good(await streamsBeat(stage, { memberEpoch: -1 }))
  expect(await stage.coordinator.deleteGroup('g')).toBeNull()
  await stage.restart()
  expect(stage.coordinator.list()).toEqual([])
})
