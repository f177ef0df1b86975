import { errorCodes } from '../../../protocol/index.ts'
import type { Check } from '../../check.ts'
import { withLevel } from '../../dialogue/features.ts'
import {
  addPartition,
  described,
  end,
  type Producer,
  producer,
  send,
  settledInit
} from '../../dialogue/transactions.ts'
import { equal, errorIs, holds, only } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

/** What a broker answers an API whose feature is at 0. */
const switchedOff: readonly {
  readonly feature: string
  readonly apis: readonly (readonly [api: Check['api'], ask: (t: Trial) => Promise<number>])[]
}[] = [
  {
    feature: 'group.version',
    apis: [
      [
        'ConsumerGroupHeartbeat',
        async (t) => {
          const answer = await t.aside('ConsumerGroupHeartbeat', 1, {
            groupId: t.uniqueName('g'),
            memberId: 'AAAAAAAAAAAAAAAAAAAAAQ',
            memberEpoch: 0,
            rebalanceTimeoutMs: 5_000,
            subscribedTopicNames: ['x'],
            topicPartitions: []
          })
          return answer.errorCode
        }
      ],
      [
        'ConsumerGroupDescribe',
        async (t) => {
          const answer = await t.aside('ConsumerGroupDescribe', 1, {
            groupIds: [t.uniqueName('g')],
            includeAuthorizedOperations: false
          })
          return only(answer.groups, 'groups').errorCode
        }
      ]
    ]
  },
  {
    feature: 'share.version',
    apis: [
      [
        'ShareGroupHeartbeat',
        async (t) => {
          const answer = await t.aside('ShareGroupHeartbeat', 1, {
            groupId: t.uniqueName('g'),
            memberId: 'AAAAAAAAAAAAAAAAAAAAAQ',
            memberEpoch: 0,
            subscribedTopicNames: ['x']
          })
          return answer.errorCode
        }
      ],
      [
        'ShareGroupDescribe',
        async (t) => {
          const answer = await t.aside('ShareGroupDescribe', 1, {
            groupIds: [t.uniqueName('g')],
            includeAuthorizedOperations: false
          })
          return only(answer.groups, 'groups').errorCode
        }
      ],
      [
        'ShareFetch',
        async (t) => {
          const answer = await t.aside('ShareFetch', 1, {
            groupId: t.uniqueName('g'),
            memberId: 'AAAAAAAAAAAAAAAAAAAAAQ',
            shareSessionEpoch: 0,
            maxWaitMs: 0,
            minBytes: 0,
            topics: [],
            forgottenTopicsData: []
          })
          return answer.errorCode
        }
      ],
      [
        'ShareAcknowledge',
        async (t) => {
          const answer = await t.aside('ShareAcknowledge', 1, {
            groupId: t.uniqueName('g'),
            memberId: 'AAAAAAAAAAAAAAAAAAAAAQ',
            shareSessionEpoch: 1,
            topics: []
          })
          return answer.errorCode
        }
      ]
    ]
  },
  {
    feature: 'streams.version',
    apis: [
      [
        'StreamsGroupHeartbeat',
        async (t) => {
          const answer = await t.aside('StreamsGroupHeartbeat', 0, {
            groupId: t.uniqueName('g'),
            memberId: 'AAAAAAAAAAAAAAAAAAAAAQ',
            memberEpoch: 0,
            endpointInformationEpoch: 0,
            rebalanceTimeoutMs: 1_000,
            topology: { epoch: 0, subtopologies: [] },
            activeTasks: [],
            standbyTasks: [],
            warmupTasks: [],
            processId: 'p',
            clientTags: []
          })
          return answer.errorCode
        }
      ],
      [
        'StreamsGroupDescribe',
        async (t) => {
          const answer = await t.aside('StreamsGroupDescribe', 0, {
            groupIds: [t.uniqueName('g')],
            includeAuthorizedOperations: false
          })
          return only(answer.groups, 'groups').errorCode
        }
      ]
    ]
  }
]

const off: Check[] = switchedOff.flatMap(({ feature, apis }) =>
  apis.map(
    ([api, ask]): Check => ({
      name: `${api} is answered UNSUPPORTED_VERSION while ${feature} is 0, and served once it is raised`,
      api,
      versions: feature === 'streams.version' ? [0, 0] : [1, 1],
      kip: 'KIP-584',
      alone: true,
      async run(t) {
        await withLevel(t, feature, 0, async () => errorIs(await ask(t), 'UNSUPPORTED_VERSION', 'error'))
        await t.until('an answer that is not UNSUPPORTED_VERSION', async () => (await ask(t)) !== 35)
      }
    })
  )
)

/** A transaction that is committed as older clients do it. */
async function oldTransaction(t: Trial, by: Producer): Promise<void> {
  const topic = await t.topic()
  errorIs(await addPartition(t, by, topic), 'NONE', 'error of AddPartitionsToTxn')
  errorIs((await send(t, by, topic, ['x'], { version: 11 })).errorCode, 'NONE', 'error of Produce')
  errorIs((await end(t, by, true, { version: 4 })).errorCode, 'NONE', 'error of EndTxn')
  await described(t, by.transactionalId, ['CompleteCommit'])
}

const transactionLevels: Check[] = [0, 1].flatMap((level): Check[] => [
  {
    name: `with transaction.version ${level} a transaction of older clients keeps its epoch`,
    api: 'EndTxn',
    versions: [4, 4],
    kip: 'KIP-890',
    alone: true,
    async run(t) {
      await withLevel(t, 'transaction.version', level, async () => {
        const by = await producer(t)
        await oldTransaction(t, by)
        equal((await described(t, by.transactionalId)).producerEpoch, by.epoch, 'epoch after the end')
        await oldTransaction(t, by)
      })
    }
  },
  {
    name: `a producer of transaction.version ${level} goes on when it is raised to 2`,
    api: 'InitProducerId',
    versions: [5, 5],
    kip: 'KIP-890',
    alone: true,
    async run(t) {
      let by: Producer | undefined
      await withLevel(t, 'transaction.version', level, async () => {
        by = await producer(t)
        await oldTransaction(t, by)
      })
      if (by === undefined) return
      await oldTransaction(t, by)
      const next = await settledInit(t, by.transactionalId, { as: by })
      errorIs(next.errorCode, 'NONE', 'error of InitProducerId')
      holds(next.producerEpoch > by.epoch, 'epoch', next.producerEpoch)
    }
  },
  {
    name: `a transaction that runs out of time with transaction.version ${level} is aborted and its producer fenced`,
    api: 'EndTxn',
    versions: [4, 4],
    kip: 'KIP-890',
    alone: true,
    async run(t) {
      await withLevel(t, 'transaction.version', level, async () => {
        const by = await producer(t, { timeoutMs: 100 })
        const topic = await t.topic()
        errorIs(await addPartition(t, by, topic), 'NONE', 'error of AddPartitionsToTxn')
        await send(t, by, topic, ['x'], { version: 11 })
        const state = await described(t, by.transactionalId, ['CompleteAbort'])
        equal(state.producerEpoch, by.epoch + 1, 'epoch of the abort')
        errorIs((await end(t, by, true, { version: 4 })).errorCode, 'PRODUCER_FENCED', 'error of EndTxn')
      })
    }
  }
])

const isEarly: ReadonlySet<number> = new Set([
  errorCodes.COORDINATOR_LOAD_IN_PROGRESS,
  errorCodes.COORDINATOR_NOT_AVAILABLE,
  errorCodes.NOT_COORDINATOR
])

/** A producer of version 2 and the first of its requests that the coordinator would have to write down. */
const tooNew: readonly (readonly [api: Check['api'], version: number, ask: (t: Trial) => Promise<number>])[] = [
  ['Produce', 12, async (t) => (await send(t, await producer(t), await t.topic(), ['x'])).errorCode],
  [
    'AddPartitionsToTxn',
    5,
    async (t) => {
      const { transactionalId, producerId, epoch } = await producer(t)
      const topics = [{ name: (await t.topic()).name, partitions: [0] }]
      const asked = { transactionalId, producerId, producerEpoch: epoch, verifyOnly: false, topics }
      return (await t.aside('AddPartitionsToTxn', 5, { transactions: [asked] })).errorCode
    }
  ],
  [
    'TxnOffsetCommit',
    5,
    async (t) => {
      const { transactionalId, producerId, epoch } = await producer(t)
      const topic = await t.topic()
      const groupId = await t.group()
      const partitions = [{ partitionIndex: 0, committedOffset: 1n, committedMetadata: '' }]
      return t.until('an answer of a coordinator that is loaded', async () => {
        const answer = await t.aside('TxnOffsetCommit', 5, {
          transactionalId,
          groupId,
          producerId,
          producerEpoch: epoch,
          generationId: -1,
          memberId: '',
          groupInstanceId: null,
          topics: [{ name: topic.name, partitions }]
        })
        const { errorCode } = only(only(answer.topics, 'topics').partitions, 'partitions')
        return isEarly.has(errorCode) ? undefined : errorCode
      })
    }
  ],
  [
    'EndTxn',
    5,
    async (t) => {
      const by = await producer(t)
      errorIs(await addPartition(t, by, await t.topic()), 'NONE', 'error of AddPartitionsToTxn')
      return (await end(t, by, true)).errorCode
    }
  ]
]

const refusedProducers = tooNew.map(
  ([api, version, ask]): Check => ({
    name: `with transaction.version 0 ${api} v${version} of a producer of version 2 is answered UNSUPPORTED_VERSION`,
    api,
    versions: [version, version],
    kip: 'KIP-890',
    alone: true,
    async run(t) {
      await withLevel(t, 'transaction.version', 0, async () => errorIs(await ask(t), 'UNSUPPORTED_VERSION', 'error'))
    }
  })
)

/** What the finalized levels of features switch. */
export const featureEffects: Check[] = [
  ...off,
  ...transactionLevels,
  ...refusedProducers,
  {
    name: 'min.insync.replicas of one broker can be set while eligible.leader.replicas.version is 0 alone',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    kip: 'KIP-966',
    alone: true,
    async run(t) {
      const broker = String(t.target.nodeId)
      const alter = async (configOperation: number, value: string | null, validateOnly: boolean) => {
        const configs = [{ name: 'min.insync.replicas', configOperation, value }]
        const resources = [{ resourceType: 4, resourceName: broker, configs }]
        const answer = await t.aside('IncrementalAlterConfigs', 1, { resources, validateOnly })
        return only(answer.responses, 'resources').errorCode
      }
      errorIs(await alter(0, '1', true), 'INVALID_CONFIG', 'error while it is 1')
      await withLevel(t, 'eligible.leader.replicas.version', 0, async () => {
        await t.until('a change that is taken', async () => (await alter(0, '1', false)) === 0)
        errorIs(await alter(1, null, false), 'NONE', 'error of the removal')
      })
      await t.until('a change that is refused', async () => (await alter(0, '1', true)) === 40)
    }
  }
]
