import type { ErrorName } from '../../../protocol/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import { equal, errorIs, found, holds, only } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

const metadataLog = '__cluster_metadata'
const strangeId = 'b7Qm0bW1Rr2Wc3s1b0X9dw'

const quorumOf = (topicName: string, ...partitions: readonly number[]) => ({
  topics: [{ topicName, partitions: partitions.map((partitionIndex) => ({ partitionIndex })) }]
})

async function updateFeature(
  t: Trial,
  version: number,
  feature: string,
  maxVersionLevel: number,
  more: { readonly upgradeType?: number; readonly timeoutMs?: number } = {}
) {
  return t.call('UpdateFeatures', version, {
    timeoutMs: 20_000,
    featureUpdates: [{ feature, maxVersionLevel, ...(version >= 1 ? { upgradeType: more.upgradeType ?? 1 } : {}) }],
    ...(version >= 1 ? { validateOnly: true } : {})
  })
}

async function metadataLevel(t: Trial): Promise<number> {
  const answer = await t.quietly('ApiVersions', {
    clientSoftwareName: 'ottla-verify',
    clientSoftwareVersion: '1.0'
  })
  return found(answer.finalizedFeatures, ({ name }) => name === 'metadata.version', 'metadata.version').maxVersionLevel
}

const refusedFeatures: readonly (readonly [what: string, feature: string, level: number, upgradeType: number])[] = [
  ['an unknown feature', 'no.such.version', 1, 1],
  ['an unknown feature at level 0', 'no.such.version', 0, 1],
  ['a level above all', 'metadata.version', 30_000, 1],
  ['a negative level', 'metadata.version', -1, 1],
  ['an unknown kind of change', 'metadata.version', 7, 9],
  ['a lower level as an upgrade', 'metadata.version', 7, 1]
]

const refusedVoters: readonly (readonly [
  what: string,
  error: ErrorName,
  more: { clusterId?: string; voterId?: number }
])[] = [
  ['another cluster', 'INCONSISTENT_CLUSTER_ID', { clusterId: 'another' }],
  ['a negative id', 'INVALID_REQUEST', { voterId: -1 }]
]

/** Moves partitions of a topic; gives an error by partition. */
async function moveTo(t: Trial, version: number, path: string, topic: string, partitions: readonly number[]) {
  const answer = await t.call('AlterReplicaLogDirs', version, {
    dirs: [{ path, topics: [{ name: topic, partitions }] }]
  })
  const moved = only(answer.results, 'topics').partitions
  return moved.map(({ partitionIndex, errorCode }) => [partitionIndex, errorCode]).sort()
}

async function ownDirectory(t: Trial, topic: string): Promise<string> {
  const answer = await t.quietly('DescribeLogDirs', { topics: [{ topic, partitions: [0] }] })
  return found(answer.results, ({ topics }) => topics.length > 0, 'the directory of the topic').logDir
}

/** What one node says of itself as a controller, and of what it does not do. */
export const oneNode: Check[] = [
  ...atEveryVersion({
    api: 'DescribeQuorum',
    from: 0,
    to: 2,
    kafka43: [0, 2],
    says: 'shows the leader of the metadata among its voters',
    async run(t, version) {
      const answer = await t.call('DescribeQuorum', version, quorumOf(metadataLog, 0))
      errorIs(answer.errorCode, 'NONE', 'error')
      const topic = only(answer.topics, 'topics')
      const partition = only(topic.partitions, 'partitions')
      equal([topic.topicName, partition.partitionIndex, partition.errorCode], [metadataLog, 0, 0], 'partition')
      const leader = found(partition.currentVoters, (one) => one.replicaId === partition.leaderId, 'the leader')
      holds(partition.leaderEpoch > 0, 'leader epoch', partition.leaderEpoch)
      holds(partition.highWatermark > 0n, 'high watermark', partition.highWatermark)
      holds(leader.logEndOffset >= partition.highWatermark, 'log end of the leader', leader.logEndOffset)
      if (version >= 1) holds(leader.lastCaughtUpTimestamp > 0n, 'time of the leader', leader.lastCaughtUpTimestamp)
      if (version < 2) return
      const node = found(answer.nodes, (one) => one.nodeId === partition.leaderId, 'the address of the leader')
      holds(node.listeners.length > 0, 'listeners', node.listeners)
    }
  }),
  ...[0, 2].map(
    (version): Check => ({
      name: `DescribeQuorum v${version} of anything but the metadata is answered UNKNOWN_TOPIC_OR_PARTITION`,
      api: 'DescribeQuorum',
      versions: [version, version],
      kip: 'KIP-595',
      async run(t) {
        const topic = await t.topic()
        for (const asked of [quorumOf(topic.name, 0), quorumOf(metadataLog, 1), quorumOf(metadataLog, 0, 0)]) {
          const answer = await t.call('DescribeQuorum', version, asked)
          errorIs(answer.errorCode, 'NONE', 'error')
          for (const { errorCode } of only(answer.topics, 'topics').partitions)
            errorIs(errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error of the partition')
        }
        equal((await t.call('DescribeQuorum', version, { topics: [] })).topics, [], 'topics where none is asked for')
      }
    })
  ),
  ...atEveryVersion({
    api: 'UpdateFeatures',
    from: 0,
    to: 2,
    kafka43: [0, 2],
    says: 'takes the level that a feature has',
    async run(t, version) {
      const answer = await updateFeature(t, version, 'metadata.version', await metadataLevel(t))
      errorIs(answer.errorCode, 'NONE', 'error')
      if (version <= 1) errorIs(only(answer.results, 'features').errorCode, 'NONE', 'error of the feature')
    }
  }),
  ...refusedFeatures.map(
    ([what, feature, level, upgradeType]): Check => ({
      name: `UpdateFeatures to ${what} is answered INVALID_UPDATE_VERSION`,
      api: 'UpdateFeatures',
      versions: [1, 1],
      kip: 'KIP-584',
      async run(t) {
        const answer = await updateFeature(t, 1, feature, level, { upgradeType })
        errorIs(answer.errorCode, 'INVALID_UPDATE_VERSION', 'error')
        equal(answer.results, [], 'features')
      }
    })
  ),
  {
    name: 'UnregisterBroker of a broker that is not registered is answered BROKER_ID_NOT_REGISTERED',
    api: 'UnregisterBroker',
    versions: [0, 0],
    async run(t) {
      for (const brokerId of [99_999, -1]) {
        const answer = await t.call('UnregisterBroker', 0, { brokerId })
        errorIs(answer.errorCode, 'BROKER_ID_NOT_REGISTERED', 'error')
      }
    }
  },
  ...(['AddRaftVoter', 'RemoveRaftVoter'] as const).flatMap((api) =>
    refusedVoters.map(
      ([what, error, more]): Check => ({
        name: `${api} for ${what} is answered ${error}`,
        api,
        versions: [0, 0],
        kip: 'KIP-853',
        async run(t) {
          const voter = { clusterId: t.target.clusterId, voterId: 99_999, voterDirectoryId: strangeId, ...more }
          const listeners = [{ name: 'CONTROLLER', host: 'localhost', port: 9 }]
          const answer =
            api === 'AddRaftVoter'
              ? await t.call('AddRaftVoter', 0, { ...voter, timeoutMs: 1_000, listeners })
              : await t.call('RemoveRaftVoter', 0, voter)
          errorIs(answer.errorCode, error, 'error')
        }
      })
    )
  ),
  ...atEveryVersion({
    api: 'AlterReplicaLogDirs',
    from: 0,
    to: 2,
    kafka43: [1, 2],
    says: 'takes a move to the directory of a partition, and refuses one to a directory that does not exist',
    async run(t, version) {
      t.need('AlterReplicaLogDirs', version)
      const topic = await t.topic({ partitions: 2 })
      const path = await ownDirectory(t, topic.name)
      // The paths differ from broker to broker: only the answers are compared.
      equal(
        await moveTo(t, version, path, topic.name, [0, 1, 0]),
        [
          [0, 0],
          [1, 0]
        ],
        'errors of a move to itself'
      )
      equal(await moveTo(t, version, '/no/such/directory', topic.name, [0]), [[0, 57]], 'errors of another directory')
      equal(await moveTo(t, version, path, t.uniqueName(), [0]), [[0, 3]], 'errors of another topic')
    }
  }),
  ...atEveryVersion({
    api: 'ListTransactions',
    from: 0,
    to: 2,
    kafka43: [0, 2],
    says: 'lists nothing of a producer that does not exist, and names states that do not exist',
    async run(t, version) {
      const answer = await t.call('ListTransactions', version, {
        stateFilters: ['Ongoing', 'Bogus', 'ongoing', 'Bogus'],
        producerIdFilters: [9_007_199_254_740_991n]
      })
      errorIs(answer.errorCode, 'NONE', 'error')
      equal([...answer.unknownStateFilters].sort(), ['Bogus', 'ongoing'], 'unknown states')
      equal(answer.transactionStates, [], 'transactions')
    }
  }),
  {
    name: 'ListTransactions v2 refuses a pattern that is no regular expression: INVALID_REGULAR_EXPRESSION',
    api: 'ListTransactions',
    versions: [2, 2],
    kip: 'KIP-1152',
    async run(t) {
      const ask = (transactionalIdPattern: string) =>
        t.call('ListTransactions', 2, { stateFilters: [], producerIdFilters: [], transactionalIdPattern })
      for (const pattern of ['(', '[a-', '*', 'a**', '(?=a)', '(a)\\1', 'a{2000}'])
        errorIs((await ask(pattern)).errorCode, 'INVALID_REGULAR_EXPRESSION', `error of ${pattern}`)
      const name = t.uniqueName('txn')
      for (const pattern of [name, `${name}.*`, `(?i)${name}\\Q.\\E`, `[[:alpha:]]+${name}`, `^(?P<n>${name})$`]) {
        const answer = await ask(pattern)
        errorIs(answer.errorCode, 'NONE', `error of ${pattern}`)
        equal(answer.transactionStates, [], 'transactions')
      }
    }
  },
  {
    name: 'DescribeTransactions of an id that nobody used finds nothing',
    api: 'DescribeTransactions',
    versions: [0, 0],
    kip: 'KIP-664',
    async run(t) {
      const ids = [t.uniqueName('txn'), '']
      const answer = await t.call('DescribeTransactions', 0, { transactionalIds: ids })
      equal(
        answer.transactionStates.map(({ transactionalId }) => transactionalId),
        ids,
        'ids'
      )
      // Kafka without a transaction log, or while it loads it, says that it is not the coordinator.
      const errors = ['TRANSACTIONAL_ID_NOT_FOUND', 'NOT_COORDINATOR', 'COORDINATOR_LOAD_IN_PROGRESS'] as const
      errorIs(answer.transactionStates[0]?.errorCode, errors, 'error of the first')
      errorIs(answer.transactionStates[1]?.errorCode, 'INVALID_REQUEST', 'error of no id')
    }
  }
]
