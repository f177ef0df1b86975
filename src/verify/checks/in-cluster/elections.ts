import { errorCodes } from '../../../protocol/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import { everywhere, moved, placedTopic, settledAs, threeOf } from '../../dialogue/cluster.ts'
import { stuckMove } from '../../dialogue/throttle.ts'
import { equal, errorIs, only } from '../../expect.ts'
import type { Topic, Trial } from '../../trial.ts'

type Asked = readonly { readonly topic: string; readonly partitions: readonly number[] }[] | null

async function elect(t: Trial, nodeId: number, topicPartitions: Asked, { version = 2, unclean = false } = {}) {
  const answer = await t.callAt(nodeId, 'ElectLeaders', version, {
    ...(version >= 1 ? { electionType: unclean ? 1 : 0 } : {}),
    topicPartitions,
    timeoutMs: 20_000
  })
  errorIs(answer.errorCode, 'NONE', 'error of the request')
  return answer.replicaElectionResults
}

async function electOne(t: Trial, nodeId: number, topic: string, options: Parameters<typeof elect>[3] = {}) {
  const results = only(await elect(t, nodeId, [{ topic, partitions: [0] }], options), 'topics')
  return only(results.partitionResult, 'partitions').errorCode
}

const isNotNeeded = (errorCode: number | undefined): boolean => errorCode === errorCodes.ELECTION_NOT_NEEDED

/** One that the broker under test leads though another is preferred. */
async function misled(t: Trial): Promise<Topic> {
  const [a, b, c] = threeOf(t)
  const topic = await placedTopic(t, [[a, b, c]])
  await moved(t, topic, [b, a, c])
  return topic
}

/**
 * Runs an election for a topic that wants one, and gives what `ask` found. A cluster that balances its leaders now and then
 * (auto.leader.rebalance.enable) may come first: it does not so twice in a row.
 */
async function elected<T>(t: Trial, ask: (topic: Topic) => Promise<T>, isLate: (found: T) => boolean) {
  for (let attempt = 1; ; attempt++) {
    const topic = await misled(t)
    const result = await ask(topic)
    if (attempt === 2 || !isLate(result)) return { topic, result }
  }
}

/** Who leads, by a client's wish. */
export const elections: Check[] = [
  ...atEveryVersion({
    api: 'ElectLeaders',
    from: 0,
    to: 2,
    kafka43: [0, 2],
    says: 'gives a partition to its preferred leader, with the next epoch',
    async run(t, version) {
      const [a, b, c] = threeOf(t)
      const ask = (one: Topic) => electOne(t, a, one.name, { version })
      const { topic, result } = await elected(t, ask, isNotNeeded)
      errorIs(result, 'NONE', 'error')
      await settledAs(t, topic.name, [[b, a, c]])
      await everywhere(t, topic.name, 'with epoch 1', ([partition]) => partition?.leaderEpoch === 1)
    }
  }),
  {
    name: 'ElectLeaders is taken by every broker, also for partitions that it has no replica of',
    api: 'ElectLeaders',
    versions: [2, 2],
    kip: 'KIP-460',
    async run(t) {
      const [a, b, c] = threeOf(t)
      for (const nodeId of [a, b, c]) {
        const { topic, result } = await elected(t, (one) => electOne(t, nodeId, one.name), isNotNeeded)
        errorIs(result, 'NONE', `error at broker ${nodeId}`)
        await settledAs(t, topic.name, [[b, a, c]])
        errorIs(await electOne(t, nodeId, topic.name), 'ELECTION_NOT_NEEDED', `error of the second at ${nodeId}`)
      }
    }
  },
  {
    name: 'of several partitions in one ElectLeaders each has an answer of its own',
    api: 'ElectLeaders',
    versions: [2, 2],
    kip: 'KIP-460',
    async run(t) {
      const [a, b, c] = threeOf(t)
      const other = await placedTopic(t, [[c, a]])
      const ask = async (topic: Topic) => {
        const results = await elect(t, b, [
          { topic: topic.name, partitions: [0, 5] },
          { topic: other.name, partitions: [0] }
        ])
        return results.flatMap(({ topic: name, partitionResult }) =>
          partitionResult.map((p) => [name === topic.name ? 1 : 2, p.partitionId, p.errorCode] as const)
        )
      }
      const isLate = (errors: readonly (readonly number[])[]) =>
        isNotNeeded(errors.find(([of, p]) => of === 1 && p === 0)?.[2])
      const { result: errors } = await elected(t, ask, isLate)
      const { ELECTION_NOT_NEEDED, UNKNOWN_TOPIC_OR_PARTITION } = errorCodes
      equal(
        [...errors].sort(),
        [
          [1, 0, 0],
          [1, 5, UNKNOWN_TOPIC_OR_PARTITION],
          [2, 0, ELECTION_NOT_NEEDED]
        ],
        'topics, partitions and errors'
      )
    }
  },
  {
    name: 'an unclean election of a partition that has a leader is answered ELECTION_NOT_NEEDED, and the leader stays',
    api: 'ElectLeaders',
    versions: [1, 2],
    kip: 'KIP-460',
    async run(t) {
      const [a, b, c] = threeOf(t)
      const topic = await placedTopic(t, [[a, b, c]])
      for (const version of [1, 2])
        errorIs(await electOne(t, c, topic.name, { version, unclean: true }), 'ELECTION_NOT_NEEDED', 'error')
      await everywhere(t, topic.name, 'under the same leader', ([p]) => p?.leaderId === a && p.leaderEpoch === 0)
    }
  },
  {
    name: 'ElectLeaders for all partitions names those whose leader it changed, and no others',
    api: 'ElectLeaders',
    versions: [2, 2],
    kip: 'KIP-460',
    alone: true,
    async run(t) {
      const [a, b, c] = threeOf(t)
      const other = await placedTopic(t, [[b, a]])
      const ask = async (one: Topic) => {
        // Who else is on the cluster may have partitions to elect for.
        const answer = await t.aside('ElectLeaders', 2, { electionType: 0, topicPartitions: null, timeoutMs: 20_000 })
        errorIs(answer.errorCode, 'NONE', 'error')
        const of = ({ name }: Topic) =>
          answer.replicaElectionResults
            .filter(({ topic }) => topic === name)
            .flatMap(({ partitionResult }) => partitionResult.map((p) => [p.partitionId, p.errorCode]))
        return { misled: of(one), other: of(other) }
      }
      const { topic, result } = await elected(t, ask, (found) => found.misled.length === 0)
      equal(result.misled, [[0, 0]], 'partitions and errors of the topic whose leader changes')
      equal(result.other, [], 'partitions and errors of the one where nothing is to do')
      await settledAs(t, topic.name, [[b, a, c]])
    }
  },
  {
    name: 'ElectLeaders is answered PREFERRED_LEADER_NOT_AVAILABLE while the preferred leader is not in sync',
    api: 'ElectLeaders',
    versions: [0, 2],
    kip: 'KIP-183',
    alone: true,
    async run(t) {
      const [a, b] = threeOf(t)
      await stuckMove(t, async (topic) => {
        for (const version of [0, 2])
          errorIs(await electOne(t, b, topic.name, { version }), 'PREFERRED_LEADER_NOT_AVAILABLE', 'error')
        await everywhere(t, topic.name, 'under the same leader', ([p]) => p?.leaderId === a && p.leaderEpoch === 0)
      })
    }
  }
]
