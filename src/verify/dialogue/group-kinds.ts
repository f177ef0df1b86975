import { equal } from '../expect.ts'
import type { Trial } from '../trial.ts'
import { consumerGroup, member } from './consumer-groups.ts'
import { leave, stableMember } from './groups.ts'
import { beat } from './share-groups.ts'

export interface Made {
  readonly groupId: string
  /** Where the group has an offset, if its kind has any. */
  readonly topic: string
}

async function withOffset(t: Trial, groupId: string): Promise<Made> {
  const { name: topic } = await t.topic()
  const partitions = [{ partitionIndex: 0, committedOffset: 7n, committedMetadata: '' }]
  const { topics } = await t.quietly('OffsetCommit', { groupId, topics: [{ name: topic, partitions }] }, 7)
  equal(topics[0]?.partitions[0]?.errorCode, 0, 'set-up: error of OffsetCommit')
  return { groupId, topic }
}

async function classicGroup(t: Trial, protocolType: string, isEmpty: boolean): Promise<Made> {
  const made = await withOffset(t, await t.group())
  const client = await t.aloof()
  const options = { protocolType, version: t.best('JoinGroup', 3), topics: [made.topic], client }
  const first = await stableMember(t, made.groupId, options)
  if (isEmpty) equal(await leave(t, first), 0, 'set-up: error of LeaveGroup')
  return made
}

async function consumers(t: Trial, isEmpty: boolean): Promise<Made> {
  const made = await withOffset(t, await consumerGroup(t))
  const first = await member(t, made.groupId, { topics: [made.topic], polls: true })
  if (isEmpty) equal((await first.leave()).errorCode, 0, 'set-up: error of leaving')
  return made
}

async function shareGroup(t: Trial, isEmpty: boolean): Promise<Made> {
  const [{ name: topic }, groupId] = [await t.topic(), await t.group()]
  const body = { groupId, memberId: 'sharer', rackId: null, subscribedTopicNames: [topic] }
  const joined = await beat(t, body, true)
  equal(joined.errorCode, 0, 'set-up: error of ShareGroupHeartbeat')
  if (isEmpty) await beat(t, { ...body, subscribedTopicNames: null, memberEpoch: -1 }, true)
  return { groupId, topic }
}

/** Groups by what they are: each of them is asked what another kind would be. How they are made is not compared. */
export const kinds = {
  'a group that only has offsets': (t: Trial) => t.group().then((groupId) => withOffset(t, groupId)),
  'an empty classic group': (t: Trial) => classicGroup(t, 'consumer', true),
  'a classic group with a member': (t: Trial) => classicGroup(t, 'consumer', false),
  'a classic group of another protocol type': (t: Trial) => classicGroup(t, 'connect', false),
  'an empty consumer group': (t: Trial) => consumers(t, true),
  'a consumer group with a member': (t: Trial) => consumers(t, false),
  'an empty share group': (t: Trial) => shareGroup(t, true),
  'a share group with a member': (t: Trial) => shareGroup(t, false)
}
