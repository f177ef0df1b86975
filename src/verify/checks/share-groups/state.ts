import type { ErrorName } from '../../../protocol/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import { equal, errorIs, only } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

type Name =
  | 'InitializeShareGroupState'
  | 'ReadShareGroupState'
  | 'WriteShareGroupState'
  | 'DeleteShareGroupState'
  | 'ReadShareGroupStateSummary'

/** A share partition whose state a check keeps itself, as a group coordinator and a leader would. */
async function keeping(t: Trial) {
  const topic = await t.topic()
  const groupId = await t.group()
  // The topic of the states is made when somebody asks for their coordinator.
  await t.until('a share coordinator', async () => {
    const coordinatorKeys = [`${groupId}:${topic.id}:0`]
    const { coordinators } = await t.quietly('FindCoordinator', { keyType: 2, coordinatorKeys })
    return coordinators[0]?.errorCode === 0
  })
  const about = (partition: object) => ({ groupId, topics: [{ topicId: topic.id, partitions: [partition] }] })
  const ask = async (api: Name, version: number, partition: object) => {
    const answer = await t.call(api, version, about({ partition: 0, ...partition }) as never)
    return only(only(answer.results, 'topics').partitions as readonly object[], 'partitions') as Row
  }
  const begun = (stateEpoch = 3, startOffset = 0) =>
    t.until('the state', async () => {
      const partition = { partition: 0, stateEpoch, startOffset: BigInt(startOffset) }
      const { results } = await t.quietly('InitializeShareGroupState', about(partition) as never)
      return results[0]?.partitions[0]?.errorCode === 0
    })
  return { ask, begun }
}

/** What the answers of the five have, some of it each. */
type Row = { readonly partition: number; readonly errorCode: number; readonly [name: string]: unknown }

const written = { stateEpoch: 3, leaderEpoch: 0, startOffset: 2n, stateBatches: [] }
const batch = (firstOffset: bigint, lastOffset: bigint, deliveryState: number, deliveryCount: number) => ({
  firstOffset,
  lastOffset,
  deliveryState,
  deliveryCount
})

/** Of a state with epoch 3 that leader epoch 5 has read: what is asked, and the error. */
const refused: readonly (readonly [says: string, api: Name, version: number, partition: object, error: ErrorName])[] = [
  ['an older epoch', 'InitializeShareGroupState', 0, { stateEpoch: 2, startOffset: 0n }, 'FENCED_STATE_EPOCH'],
  ['an older leader', 'ReadShareGroupState', 0, { leaderEpoch: 4 }, 'FENCED_LEADER_EPOCH'],
  ['an older leader', 'WriteShareGroupState', 1, { ...written, leaderEpoch: 4 }, 'FENCED_LEADER_EPOCH'],
  ['an older epoch', 'WriteShareGroupState', 1, { ...written, leaderEpoch: 5, stateEpoch: 2 }, 'FENCED_STATE_EPOCH'],
  [
    'a negative partition',
    'InitializeShareGroupState',
    0,
    { partition: -1, stateEpoch: 3, startOffset: 0n },
    'INVALID_REQUEST'
  ],
  ['a negative partition', 'DeleteShareGroupState', 0, { partition: -1 }, 'INVALID_REQUEST'],
  ['a negative partition', 'ReadShareGroupStateSummary', 1, { partition: -1, leaderEpoch: 0 }, 'INVALID_REQUEST']
]

export const shareStates: Check[] = [
  {
    name: 'InitializeShareGroupState v0 makes a state',
    api: 'InitializeShareGroupState',
    versions: [0, 0],
    async run(t) {
      const { ask, begun } = await keeping(t)
      await begun()
      const row = await ask('InitializeShareGroupState', 0, { stateEpoch: 3, startOffset: 7n })
      equal([row.partition, row.errorCode], [0, 0], 'partition and error')
      const read = await ask('ReadShareGroupState', 0, { leaderEpoch: 0 })
      equal([read.errorCode, read.stateEpoch, read.startOffset, read.stateBatches], [0, 3, 7n, []], 'state')
    }
  },
  {
    name: 'ReadShareGroupState v0 of a state that was not made is answered INVALID_REQUEST',
    api: 'ReadShareGroupState',
    versions: [0, 0],
    async run(t) {
      const { ask } = await keeping(t)
      const row = await ask('ReadShareGroupState', 0, { leaderEpoch: 0 })
      errorIs(row.errorCode, ['INVALID_REQUEST', 'COORDINATOR_LOAD_IN_PROGRESS', 'NOT_COORDINATOR'], 'error')
    }
  },
  {
    name: 'WriteShareGroupState v1 of a state that was not made is answered INVALID_REQUEST',
    api: 'WriteShareGroupState',
    versions: [1, 1],
    async run(t) {
      const { ask } = await keeping(t)
      const row = await ask('WriteShareGroupState', 1, { ...written, deliveryCompleteCount: 0 })
      errorIs(row.errorCode, ['INVALID_REQUEST', 'COORDINATOR_LOAD_IN_PROGRESS', 'NOT_COORDINATOR'], 'error')
    }
  },
  ...atEveryVersion({
    api: 'WriteShareGroupState',
    from: 0,
    to: 1,
    kafka43: [0, 1],
    says: 'keeps what became of records, and joins ranges that are alike',
    async run(t, version) {
      const { ask, begun } = await keeping(t)
      await begun()
      const count = version >= 1 ? { deliveryCompleteCount: 3 } : {}
      const stateBatches = [batch(2n, 4n, 2, 1), batch(5n, 6n, 2, 1), batch(7n, 9n, 0, 2)]
      equal((await ask('WriteShareGroupState', version, { ...written, ...count, stateBatches })).errorCode, 0, 'error')
      const read = await ask('ReadShareGroupState', 0, { leaderEpoch: 0 })
      const kept = [batch(2n, 6n, 2, 1), batch(7n, 9n, 0, 2)]
      equal([read.errorCode, read.startOffset, read.stateBatches], [0, 2n, kept], 'state')
    }
  }),
  {
    name: 'WriteShareGroupState v1 cuts what is before the start',
    api: 'WriteShareGroupState',
    versions: [1, 1],
    async run(t) {
      const { ask, begun } = await keeping(t)
      await begun()
      const first = { ...written, deliveryCompleteCount: 0, startOffset: 0n, stateBatches: [batch(0n, 9n, 0, 1)] }
      equal((await ask('WriteShareGroupState', 1, first)).errorCode, 0, 'error of the first')
      const second = { ...written, deliveryCompleteCount: 2, startOffset: 4n, stateBatches: [batch(5n, 6n, 2, 1)] }
      equal((await ask('WriteShareGroupState', 1, second)).errorCode, 0, 'error of the second')
      const read = await ask('ReadShareGroupState', 0, { leaderEpoch: 0 })
      equal(read.stateBatches, [batch(4n, 4n, 0, 1), batch(5n, 6n, 2, 1), batch(7n, 9n, 0, 1)], 'state')
    }
  },
  ...atEveryVersion({
    api: 'ReadShareGroupStateSummary',
    from: 0,
    to: 1,
    kafka43: [0, 1],
    says: 'tells where a share partition stands',
    async run(t, version) {
      const { ask, begun } = await keeping(t)
      await begun(3, 7)
      const row = await ask('ReadShareGroupStateSummary', version, { leaderEpoch: 0 })
      equal([row.errorCode, row.stateEpoch, row.leaderEpoch, row.startOffset], [0, 3, 0, 7n], 'summary')
      if (version >= 1) equal(row.deliveryCompleteCount, 0, 'count')
    }
  }),
  {
    name: 'DeleteShareGroupState v0 removes a state, and one that there is not is no error',
    api: 'DeleteShareGroupState',
    versions: [0, 0],
    async run(t) {
      const { ask, begun } = await keeping(t)
      await begun()
      equal((await ask('DeleteShareGroupState', 0, {})).errorCode, 0, 'error')
      errorIs((await ask('ReadShareGroupState', 0, { leaderEpoch: 0 })).errorCode, 'INVALID_REQUEST', 'error of a read')
      equal((await ask('DeleteShareGroupState', 0, {})).errorCode, 0, 'error of the second')
    }
  },
  ...refused.map(
    ([says, api, version, partition, error]): Check => ({
      name: `${api} v${version} of ${says} is answered ${error}`,
      api,
      versions: [version, version],
      async run(t) {
        const { ask, begun } = await keeping(t)
        await begun()
        equal((await ask('ReadShareGroupState', 0, { leaderEpoch: 5 })).errorCode, 0, 'set-up: error of a read')
        const count = api === 'WriteShareGroupState' ? { deliveryCompleteCount: 0 } : {}
        errorIs((await ask(api, version, { ...count, ...partition })).errorCode, error, 'error')
      }
    })
  )
]
