/** Goal: who leads a partition after an election. Method: Kafka's rules as examples, a property, and one through the API. */
import fc from 'fast-check'
import { electLeader } from '../../../src/controller/election.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import {
  assignmentOf,
  encodeTopic,
  initialPartition,
  keys,
  MemoryMetadataStore,
  type PartitionImage
} from '../../../src/metadata/index.ts'
import { isFailure } from '../../../src/protocol/index.ts'
import { Harness } from '../../kit/harness.ts'
import { nameOf } from '../../kit/produce-and-fetch.ts'

const state = (more: Partial<PartitionImage>): PartitionImage => ({ ...initialPartition([1, 2, 3]), ...more })
const among =
  (...ids: readonly number[]) =>
  (id: number) =>
    ids.includes(id)

/** Leader, in-sync and eligible replicas; or the error. */
function shown(result: ReturnType<typeof electLeader>) {
  return isFailure(result) ? result.error : [result.leader, result.isr, result.elr]
}

test.each<[string, Partial<PartitionImage>, 'preferred' | 'unclean', readonly number[], unknown]>([
  ['the preferred leader leads', {}, 'preferred', [1, 2, 3], 'ELECTION_NOT_NEEDED'],
  ['any leader leads', { leader: 3 }, 'unclean', [1, 2, 3], 'ELECTION_NOT_NEEDED'],
  ['the preferred one is in sync again', { leader: 2 }, 'preferred', [1, 2], [1, [1, 2, 3], []]],
  ['the preferred one is not alive', { leader: 2 }, 'preferred', [2, 3], 'PREFERRED_LEADER_NOT_AVAILABLE'],
  ['the preferred one is not in sync', { leader: 2, isr: [2] }, 'preferred', [1, 2], 'PREFERRED_LEADER_NOT_AVAILABLE'],
  ['none leads, and another is in sync', { leader: -1, isr: [3] }, 'preferred', [2, 3], [3, [3], []]],
  ['one in sync comes before one that is not', { leader: -1, isr: [3] }, 'unclean', [2, 3], [3, [3], []]],
  [
    'the preferred one is eligible only',
    { leader: 2, isr: [2], elr: [1] },
    'preferred',
    [1, 2],
    'PREFERRED_LEADER_NOT_AVAILABLE'
  ],
  ['an eligible one has every record', { leader: -1, isr: [], elr: [2, 3] }, 'unclean', [1, 3], [3, [3], [2]]],
  ['only one is alive, which is behind', { leader: -1, isr: [1], elr: [2] }, 'unclean', [3], [3, [3], []]],
  ['nobody is alive', { leader: -1, isr: [1] }, 'unclean', [], 'ELIGIBLE_LEADERS_NOT_AVAILABLE']
])('%s', (_what, more, election, alive, expected) => {
  expect(shown(electLeader(state(more), election, among(...alive)))).toEqual(expected)
})

test('whoever is elected is alive, a replica, and in sync; a preferred election never takes one that is behind', () => {
  const some = fc.subarray([1, 2, 3])
  const partitions = fc.record({ leader: fc.constantFrom(-1, 1, 2, 3), isr: some, elr: some, leaderEpoch: fc.nat(5) })
  fc.assert(
    fc.property(partitions, some, fc.constantFrom('preferred', 'unclean'), (more, alive, election) => {
      const before = state(more)
      const after = electLeader(before, election, among(...alive))
      if (isFailure(after)) return
      expect(alive).toContain(after.leader)
      expect(after.isr).toContain(after.leader)
      if (!before.isr.includes(after.leader)) expect(after.elr).not.toContain(after.leader)
      expect([after.leaderEpoch, after.partitionEpoch]).toEqual([before.leaderEpoch + 1, before.partitionEpoch + 1])
      if (election === 'preferred') expect(before.isr.length > 0 ? before.isr : before.elr).toContain(after.leader)
    })
  )
})

test('ElectLeaders writes what was elected, and only the partitions where something was done are named', async () => {
  const metadata = new MemoryMetadataStore(createRealEnv({ unref: true }))
  await using harness = await Harness.start({ metadata })
  const topicId = 'AAAAAAAAAAAAAAAAAAAABQ'
  const assignment = assignmentOf([initialPartition([1]), initialPartition([1]), initialPartition([2])])
  const value = encodeTopic({ topicId, isInternal: false, assignment })
  const leaderless = {
    put: keys.partition(topicId, 1),
    value: '{"isr":[1],"leader":-1,"leaderEpoch":4,"partitionEpoch":6}'
  }
  await metadata.transaction([], [{ put: keys.topic('t'), value }, leaderless])
  const client = harness.connect()
  const elect = async (topicPartitions: null | readonly { topic: string; partitions: readonly number[] }[]) => {
    const answer = await client.call('ElectLeaders', 2, { electionType: 0, topicPartitions, timeoutMs: 1_000 })
    return answer.replicaElectionResults.map(({ topic, partitionResult }) => [
      topic,
      partitionResult.map(({ partitionId, errorCode }) => `${partitionId} ${nameOf(errorCode)}`)
    ])
  }
  expect(await elect(null)).toEqual([['t', ['1 NONE']]])
  const image = harness.broker.image.topic('t')?.partitions[1]
  expect(image).toMatchObject({ replicas: [1], isr: [1], leader: 1, leaderEpoch: 5, partitionEpoch: 7 })
  expect(
    nameOf(
      (await client.call('ElectLeaders', 2, { electionType: 0, topicPartitions: null, timeoutMs: 1_000 })).errorCode
    )
  ).toBe('NONE')
  const asked = [
    { topic: 't', partitions: [0, 7] },
    { topic: 'none', partitions: [0] }
  ]
  expect(await elect(asked)).toEqual([
    ['t', ['0 ELECTION_NOT_NEEDED', '7 UNKNOWN_TOPIC_OR_PARTITION']],
    ['none', ['0 UNKNOWN_TOPIC_OR_PARTITION']]
  ])
})
