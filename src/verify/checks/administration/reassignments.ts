import type { ErrorName } from '../../../protocol/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import { equal, errorIs, only } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

interface Move {
  readonly partition?: number
  readonly replicas: (t: Trial) => readonly number[] | null
}

async function reassign(t: Trial, topic: string, version: number, moves: readonly Move[], timeoutMs = 20_000) {
  const partitions = moves.map(({ partition = 0, replicas }) => ({ partitionIndex: partition, replicas: replicas(t) }))
  const answer = await t.call('AlterPartitionReassignments', version, {
    timeoutMs,
    topics: [{ name: topic, partitions }]
  })
  return { ...answer, partitions: only(answer.responses, 'topics in the answer').partitions }
}

const itself = (t: Trial) => [t.target.nodeId]

const refusedMoves: readonly (readonly [what: string, error: ErrorName, move: Move])[] = [
  ['cancelling where nothing moves', 'NO_REASSIGNMENT_IN_PROGRESS', { replicas: () => null }],
  ['a move to a broker that does not exist', 'INVALID_REPLICA_ASSIGNMENT', { replicas: () => [9999] }],
  ['a move to one broker twice', 'INVALID_REPLICA_ASSIGNMENT', { replicas: (t) => [t.target.nodeId, t.target.nodeId] }],
  ['a move to no broker', 'INVALID_REPLICA_ASSIGNMENT', { replicas: () => [] }],
  ['a move of a partition that does not exist', 'UNKNOWN_TOPIC_OR_PARTITION', { partition: 9, replicas: itself }],
  ['cancelling for a negative partition', 'UNKNOWN_TOPIC_OR_PARTITION', { partition: -1, replicas: () => null }]
]

async function elect(
  t: Trial,
  version: number,
  topicPartitions: readonly { readonly topic: string; readonly partitions: readonly number[] }[] | null,
  { electionType = 0, timeoutMs = 20_000 } = {}
) {
  return t.call('ElectLeaders', version, {
    ...(version >= 1 ? { electionType } : {}),
    topicPartitions,
    timeoutMs
  })
}

export const reassignments: Check[] = [
  ...atEveryVersion({
    api: 'AlterPartitionReassignments',
    from: 0,
    to: 1,
    kafka43: [0, 1],
    says: 'takes a move of a partition to where it is',
    async run(t, version) {
      const topic = await t.topic({ partitions: 2 })
      const answer = await reassign(t, topic.name, version, [{ replicas: itself }, { partition: 1, replicas: itself }])
      equal([answer.errorCode, answer.errorMessage, answer.allowReplicationFactorChange], [0, null, true], 'answer')
      equal(
        answer.partitions.map((p) => [p.partitionIndex, p.errorCode, p.errorMessage]),
        [
          [0, 0, null],
          [1, 0, null]
        ],
        'partitions'
      )
    }
  }),
  ...refusedMoves.flatMap(([what, error, move]) =>
    [0, 1].map(
      (version): Check => ({
        name: `AlterPartitionReassignments v${version} answers ${error} to ${what}`,
        api: 'AlterPartitionReassignments',
        versions: [version, version],
        kip: 'KIP-455',
        async run(t) {
          const answer = await reassign(t, (await t.topic()).name, version, [move])
          errorIs(answer.errorCode, 'NONE', 'error of the request')
          errorIs(only(answer.partitions, 'partitions').errorCode, error, 'error of the partition')
        }
      })
    )
  ),
  {
    name: 'AlterPartitionReassignments of a topic that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'AlterPartitionReassignments',
    versions: [0, 0],
    kip: 'KIP-455',
    async run(t) {
      const { partitions } = await reassign(t, t.uniqueName(), 0, [{ replicas: itself }, { replicas: () => null }])
      equal(
        partitions.map(({ errorCode }) => errorCode),
        [3, 3],
        'errors'
      )
    }
  },
  {
    name: 'AlterPartitionReassignments whose time is up is refused as a whole: REQUEST_TIMED_OUT',
    api: 'AlterPartitionReassignments',
    versions: [1, 1],
    kip: 'KIP-455',
    async run(t) {
      const answer = await reassign(t, (await t.topic()).name, 1, [{ replicas: itself }], -1)
      errorIs(answer.errorCode, 'REQUEST_TIMED_OUT', 'error of the request')
      errorIs(only(answer.partitions, 'partitions').errorCode, 'REQUEST_TIMED_OUT', 'error of the partition')
    }
  },
  {
    name: 'ListPartitionReassignments v0 names no partition where none moves, and none that does not exist',
    api: 'ListPartitionReassignments',
    versions: [0, 0],
    kip: 'KIP-455',
    async run(t) {
      const topic = await t.topic()
      const asked = [
        { name: topic.name, partitionIndexes: [0, 0, 9] },
        { name: t.uniqueName(), partitionIndexes: [0] }
      ]
      for (const topics of [asked, []]) {
        const answer = await t.call('ListPartitionReassignments', 0, { timeoutMs: 20_000, topics })
        equal([answer.errorCode, answer.errorMessage, answer.topics], [0, null, []], 'answer')
      }
    }
  },
  ...atEveryVersion({
    api: 'ElectLeaders',
    from: 0,
    to: 2,
    kafka43: [0, 2],
    says: 'answers ELECTION_NOT_NEEDED where the preferred leader leads',
    async run(t, version) {
      const topic = await t.topic({ partitions: 2 })
      const answer = await elect(t, version, [{ topic: topic.name, partitions: [0, 1, 1] }])
      equal(answer.errorCode, 0, 'error')
      const results = only(answer.replicaElectionResults, 'topics').partitionResult
      equal(
        results.map((p) => [p.partitionId, p.errorCode]),
        [
          [0, 84],
          [1, 84],
          [1, 84]
        ],
        'partitions'
      )
    }
  }),
  ...[0, 2].map(
    (version): Check => ({
      name: `ElectLeaders v${version} of what does not exist is answered UNKNOWN_TOPIC_OR_PARTITION`,
      api: 'ElectLeaders',
      versions: [version, version],
      kip: 'KIP-183',
      async run(t) {
        const topic = await t.topic()
        const answer = await elect(t, version, [
          { topic: topic.name, partitions: [9, -1] },
          { topic: t.uniqueName(), partitions: [0] }
        ])
        const errors = answer.replicaElectionResults.flatMap(({ partitionResult }) => partitionResult)
        equal(
          errors.map(({ errorCode }) => errorCode),
          [3, 3, 3],
          'errors'
        )
      }
    })
  ),
  {
    name: 'ElectLeaders v1 holds no unclean election where there is a leader, and none of an unknown type',
    api: 'ElectLeaders',
    versions: [1, 1],
    kip: 'KIP-460',
    async run(t) {
      const asked = [{ topic: (await t.topic()).name, partitions: [0] }]
      const unclean = await elect(t, 1, asked, { electionType: 1 })
      errorIs(
        only(unclean.replicaElectionResults, 'topics').partitionResult[0]?.errorCode,
        'ELECTION_NOT_NEEDED',
        'one'
      )
      const unknown = await elect(t, 1, asked, { electionType: 9 })
      errorIs(unknown.errorCode, 'INVALID_REQUEST', 'error of the request')
      errorIs(only(unknown.replicaElectionResults, 'topics').partitionResult[0]?.errorCode, 'INVALID_REQUEST', 'two')
    }
  },
  {
    name: 'ElectLeaders for all partitions leaves out those where there is nothing to do',
    api: 'ElectLeaders',
    versions: [2, 2],
    kip: 'KIP-183',
    async run(t) {
      const topic = await t.topic()
      const answer = await t.aside('ElectLeaders', 2, { electionType: 0, topicPartitions: null, timeoutMs: 20_000 })
      errorIs(answer.errorCode, 'NONE', 'error')
      const own = answer.replicaElectionResults.filter((one) => one.topic === topic.name)
      equal(only(own, 'results of the topic').partitionResult, [], 'partitions')
    }
  },
  {
    name: 'ElectLeaders whose time is up is refused: REQUEST_TIMED_OUT, in version 0 for each partition',
    api: 'ElectLeaders',
    versions: [0, 0],
    async run(t) {
      const answer = await elect(t, 0, [{ topic: (await t.topic()).name, partitions: [0] }], { timeoutMs: -1 })
      errorIs(only(answer.replicaElectionResults, 'topics').partitionResult[0]?.errorCode, 'REQUEST_TIMED_OUT', 'error')
    }
  }
]
