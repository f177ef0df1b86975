import type { OffsetCommitRequestInput } from '../../protocol/index.ts'
import { equal, only } from '../expect.ts'
import type { Topic, Trial } from '../trial.ts'
import type { Member } from './groups.ts'

interface Commit {
  readonly version?: number
  readonly offset?: number
  readonly partition?: number
  readonly metadata?: string | null
  readonly leaderEpoch?: number
  readonly member?: Pick<Member, 'memberId' | 'generationId'>
}

function commitBody(groupId: string, topic: Pick<Topic, 'name' | 'id'>, commit: Commit): OffsetCommitRequestInput {
  const { version = 7, offset = 0, partition = 0, metadata = '', leaderEpoch = -1, member } = commit
  return {
    groupId,
    ...(member === undefined ? {} : { generationIdOrMemberEpoch: member.generationId, memberId: member.memberId }),
    topics: [
      {
        name: topic.name,
        topicId: topic.id,
        partitions: [
          {
            partitionIndex: partition,
            committedOffset: BigInt(offset),
            committedMetadata: metadata,
            ...(version >= 6 ? { committedLeaderEpoch: leaderEpoch } : {})
          }
        ]
      }
    ]
  }
}

/** Commits one offset and gives the error. */
export async function commit(
  t: Trial,
  groupId: string,
  topic: Pick<Topic, 'name' | 'id'>,
  what: Commit = {}
): Promise<number> {
  const answer = await t.call('OffsetCommit', what.version ?? 7, commitBody(groupId, topic, what))
  return only(only(answer.topics, 'topics in the OffsetCommit answer').partitions, 'partitions').errorCode
}

/** The committed offset of one partition, with a version before groups were batched. */
export async function fetched(
  t: Trial,
  groupId: string,
  topic: Pick<Topic, 'name'>,
  { version = 7, partition = 0 } = {}
) {
  const topics = [{ name: topic.name, partitionIndexes: [partition] }]
  const answer = await t.call('OffsetFetch', version, { groupId, topics })
  equal(answer.errorCode, 0, 'error of the group')
  return only(only(answer.topics, 'topics in the OffsetFetch answer').partitions, 'partitions')
}
