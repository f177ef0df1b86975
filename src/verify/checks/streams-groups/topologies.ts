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
import { createTopic, newTopic } from '../../dialogue/topics.ts'
import { equal, errorIs, holds, only, present } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

type Subtopology = ReturnType<typeof subtopology>

const check = (says: string, run: Check['run']): Check => ({
  name: `StreamsGroupHeartbeat ${says}`,
  api,
  versions: [0, 0],
  run
})

/** What a member that joins is told of its topology: codes and words. */
async function told(t: Trial, ...subtopologies: Subtopology[]) {
  const groupId = await streamsGroup(t)
  const answer = await joined(t, joining(groupId, 'a', ...subtopologies))
  const { statusCode, statusDetail } = only(answer.status, 'status')
  return { groupId, statusCode, statusDetail, answer }
}

/** Heartbeats until the member has so many tasks of a subtopology; gives its epoch. */
async function untilTasks(t: Trial, groupId: string, epoch: number, count: number): Promise<number> {
  let memberEpoch = epoch
  await t.until(`${count} tasks`, async () => {
    const next = await t.aside(api, 0, alive(groupId, 'a', memberEpoch))
    if (next.errorCode === 0) ({ memberEpoch } = next)
    return next.activeTasks?.flatMap(({ partitions }) => partitions).length === count
  })
  return memberEpoch
}

const invalidTopologies: readonly (readonly [says: string, subtopologies: readonly Subtopology[], message: string])[] =
  [
    [
      'a repartition topic that nobody writes',
      [subtopology('0', { repartitionSourceTopics: [internal('again')] })],
      'Failed to compute number of partitions for all repartition topics, because a repartition source topic is never used as a sink topic.'
    ],
    ['a subtopology without sources', [subtopology('0')], 'No source topics found for subtopology 0']
  ]

export const streamsTopologies: Check[] = [
  ...invalidTopologies.map(([says, subtopologies, message]) =>
    check(`of ${says} is answered STREAMS_INVALID_TOPOLOGY`, async (t) => {
      const answer = await beat(t, joining(await streamsGroup(t), 'a', ...subtopologies))
      errorIs(answer.errorCode, 'STREAMS_INVALID_TOPOLOGY', 'error')
      equal(answer.errorMessage, message, 'message')
    })
  ),
  check('of a subtopology that comes twice is answered UNKNOWN_SERVER_ERROR', async (t) => {
    const topic = await t.topic()
    const sub = subtopology('0', { sourceTopics: [topic.name] })
    errorIs((await beat(t, joining(await streamsGroup(t), 'a', sub, sub))).errorCode, 'UNKNOWN_SERVER_ERROR', 'error')
  }),
  check('tells of all source topics that are missing', async (t) => {
    const names = [t.topicName(), t.topicName()].sort()
    const { statusCode, statusDetail } = await told(t, subtopology('0', { sourceTopics: names }))
    equal([statusCode, statusDetail], [1, `Source topics ${names.join(', ')} are missing.`], 'status')
  }),
  check('assigns tasks once a missing source topic is there', async (t) => {
    const name = t.topicName()
    const { groupId, answer } = await told(t, subtopology('0', { sourceTopics: [name] }))
    errorIs((await createTopic(t, newTopic(name, { numPartitions: 3 }))).errorCode, 'NONE', 'CreateTopics')
    await untilTasks(t, groupId, answer.memberEpoch, 3)
    equal((await described(t, groupId)).groupState, 'Stable', 'state')
  }),
  check('assigns the tasks of new partitions', async (t) => {
    const topic = await t.topic({ partitions: 1 })
    const groupId = await streamsGroup(t)
    const { memberEpoch } = await joined(t, joining(groupId, 'a', subtopology('0', { sourceTopics: [topic.name] })))
    const grown = {
      topics: [{ name: topic.name, count: 2, assignments: null }],
      timeoutMs: 10_000,
      validateOnly: false
    }
    errorIs(only((await t.call('CreatePartitions', 3, grown)).results, 'topics').errorCode, 'NONE', 'CreatePartitions')
    await untilTasks(t, groupId, memberEpoch, 2)
  }),
  check('takes all tasks when a source topic is deleted', async (t) => {
    const [kept, lost] = [await t.topic(), await t.topic()]
    const groupId = await streamsGroup(t)
    const subs = [subtopology('0', { sourceTopics: [kept.name] }), subtopology('1', { sourceTopics: [lost.name] })]
    const { memberEpoch } = await joined(t, joining(groupId, 'a', ...subs))
    const { responses } = await t.call('DeleteTopics', 5, { topicNames: [lost.name], timeoutMs: 10_000 })
    errorIs(only(responses, 'topics').errorCode, 'NONE', 'DeleteTopics')
    let status = ''
    await t.until('no tasks', async () => {
      const next = await t.aside(api, 0, alive(groupId, 'a', memberEpoch))
      status = (next.status ?? []).map((each) => `${each.statusCode} ${each.statusDetail}`).join()
      return next.activeTasks?.length === 0
    })
    equal(status, `1 Source topics ${lost.name} are missing.`, 'status')
    equal((await described(t, groupId)).groupState, 'NotReady', 'state')
  }),
  check('tells of a changelog that has other partitions than its source', async (t) => {
    const [topic, log] = [await t.topic({ partitions: 2 }), await t.topic({ partitions: 1 })]
    const sub = subtopology('0', { sourceTopics: [topic.name], stateChangelogTopics: [internal(log.name)] })
    const { statusCode, statusDetail } = await told(t, sub)
    equal(statusCode, 2, 'status code')
    equal(
      statusDetail,
      `Existing topic ${log.name} has different number of partitions: expected 2, found 1`,
      'status detail'
    )
  }),
  check('tells of a repartition topic that has other partitions than were asked for', async (t) => {
    const [topic, again] = [await t.topic({ partitions: 2 }), await t.topic({ partitions: 1 })]
    const writes = subtopology('0', { sourceTopics: [topic.name], repartitionSinkTopics: [again.name] })
    const reads = subtopology('1', { repartitionSourceTopics: [internal(again.name, 3)] })
    const { statusCode, statusDetail } = await told(t, writes, reads)
    equal(statusCode, 2, 'status code')
    equal(
      statusDetail,
      `Existing topic ${again.name} has different number of partitions: expected 3, found 1`,
      'status detail'
    )
  }),
  check('tells which internal topics it makes', async (t) => {
    const topic = await t.topic()
    const log = t.topicName()
    const sub = subtopology('0', { sourceTopics: [topic.name], stateChangelogTopics: [internal(log)] })
    const { statusCode, statusDetail } = await told(t, sub)
    equal([statusCode, statusDetail], [3, `Internal topics are missing: ${log}`], 'status')
  }),
  check('makes internal topics with the configs and partitions that were asked for', async (t) => {
    const topic = await t.topic({ partitions: 2 })
    const [again, log] = [t.topicName(), t.topicName()]
    const topicConfigs = [{ key: 'cleanup.policy', value: 'compact' }]
    const writes = subtopology('0', { sourceTopics: [topic.name], repartitionSinkTopics: [again] })
    const reads = subtopology('1', {
      repartitionSourceTopics: [internal(again, 3)],
      stateChangelogTopics: [{ ...internal(log), replicationFactor: 1, topicConfigs }]
    })
    const { groupId, answer } = await told(t, writes, reads)
    await untilTasks(t, groupId, answer.memberEpoch, 5)
    const subtopologies = present((await described(t, groupId)).topology?.subtopologies, 'subtopologies')
    const made = only(subtopologies[1]?.stateChangelogTopics, 'changelogs')
    equal([made.partitions, made.replicationFactor, made.topicConfigs], [3, 1, topicConfigs], 'changelog')
    const resources = [{ resourceType: 2, resourceName: log, configurationKeys: ['cleanup.policy'] }]
    const { results } = await t.call('DescribeConfigs', 4, { resources })
    equal(only(only(results, 'resources').configs, 'configs').value, 'compact', 'config of the topic')
  }),
  check('gives copartitioned repartition topics as many partitions as the source', async (t) => {
    const topic = await t.topic({ partitions: 3 })
    const other = await t.topic({ partitions: 1 })
    const again = t.topicName()
    const together = { sourceTopics: [0], sourceTopicRegex: [], repartitionSourceTopics: [0] }
    const writes = subtopology('0', { sourceTopics: [other.name], repartitionSinkTopics: [again] })
    const reads = subtopology('1', {
      sourceTopics: [topic.name],
      repartitionSourceTopics: [internal(again)],
      copartitionGroups: [together]
    })
    const { groupId, answer } = await told(t, writes, reads)
    await untilTasks(t, groupId, answer.memberEpoch, 4)
    const subtopologies = present((await described(t, groupId)).topology?.subtopologies, 'subtopologies')
    equal(only(subtopologies[1]?.repartitionSourceTopics, 'repartition topics').partitions, 3, 'partitions')
  }),
  check('has one task for each partition of the widest source topic', async (t) => {
    const [narrow, wide] = [await t.topic({ partitions: 1 }), await t.topic({ partitions: 3 })]
    const sub = subtopology('0', { sourceTopics: [narrow.name, wide.name] })
    const answer = await joined(t, joining(await streamsGroup(t), 'a', sub))
    equal(answer.activeTasks, [{ subtopologyId: '0', partitions: [0, 1, 2] }], 'tasks')
  }),
  check('goes by the topology that the first member told', async (t) => {
    const topic = await t.topic()
    const groupId = await streamsGroup(t)
    const sub = subtopology('0', { sourceTopics: [topic.name] })
    const at = (memberId: string, epoch: number) => ({
      ...joining(groupId, memberId, sub),
      topology: { epoch, subtopologies: [sub] }
    })
    await joined(t, at('a', 5))
    const answer = await joined(t, at('b', 3))
    const status = only(answer.status, 'status')
    equal(
      [status.statusCode, status.statusDetail],
      [0, "The member's topology epoch 3 is behind the group's topology epoch 5."],
      'status'
    )
    const group = await described(t, groupId)
    equal(
      [group.topology?.epoch, group.members.map(({ topologyEpoch }) => topologyEpoch).sort()],
      [5, [3, 5]],
      'epochs'
    )
  }),
  check('of another topology of the same epoch is answered INVALID_REQUEST', async (t) => {
    const [one, two] = [await t.topic(), await t.topic()]
    const groupId = await streamsGroup(t)
    await joined(t, joining(groupId, 'a', subtopology('0', { sourceTopics: [one.name] })))
    const answer = await beat(t, joining(groupId, 'b', subtopology('0', { sourceTopics: [two.name] })))
    errorIs(answer.errorCode, 'INVALID_REQUEST', 'error')
    equal(answer.errorMessage, 'Topology updates are not supported yet.', 'message')
  }),
  check('keeps the topology of a group that is empty', async (t) => {
    const [one, two] = [await t.topic(), await t.topic()]
    const groupId = await streamsGroup(t)
    await joined(t, joining(groupId, 'a', subtopology('0', { sourceTopics: [one.name] })))
    await beat(t, alive(groupId, 'a', -1))
    const answer = await beat(t, joining(groupId, 'b', subtopology('0', { sourceTopics: [two.name] })))
    errorIs(answer.errorCode, 'INVALID_REQUEST', 'error')
    equal(present((await described(t, groupId)).topology, 'topology').epoch, 0, 'epoch of the topology')
  }),
  check('shows the topology as it was told while topics are missing', async (t) => {
    const name = t.topicName()
    const { groupId } = await told(
      t,
      subtopology('0', { sourceTopics: [name], stateChangelogTopics: [internal(`${name}-log`)] })
    )
    const group = await described(t, groupId)
    const shown = only(present(group.topology, 'topology').subtopologies, 'subtopologies')
    equal([shown.sourceTopics, shown.stateChangelogTopics], [[name], [internal(`${name}-log`)]], 'topics')
  }),
  check('says that an assignment waits for its interval', async (t) => {
    const topic = await t.topic({ partitions: 2 })
    const groupId = await streamsGroup(t, { 'streams.assignment.interval.ms': '15000' })
    const sub = subtopology('0', { sourceTopics: [topic.name] })
    await joined(t, joining(groupId, 'a', sub))
    const answer = await joined(t, joining(groupId, 'b', sub))
    const status = only(answer.status, 'status')
    equal(
      [status.statusCode, status.statusDetail, answer.activeTasks],
      [5, 'Assignment delayed due to the configured assignment interval.', []],
      'answer'
    )
    equal((await described(t, groupId)).groupState, 'Assigning', 'state')
    const first = await beat(t, alive(groupId, 'a', 2, has('0', [0, 1])))
    holds(first.activeTasks === null && first.memberEpoch === 2, 'the first member keeps its tasks')
  })
]
