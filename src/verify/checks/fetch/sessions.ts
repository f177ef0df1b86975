import type { FetchResponse } from '../../../protocol/index.ts'
import type { Check } from '../../check.ts'
import { fetchBody, fetchWhole } from '../../dialogue/fetch.ts'
import { produced } from '../../dialogue/produce.ts'
import { batchOf, textsIn } from '../../dialogue/records.ts'
import { equal, errorIs, holds } from '../../expect.ts'
import type { Topic, Trial } from '../../trial.ts'

const version = 12

/** Begins a session with all partitions of a topic from their start. */
function begin(t: Trial, topic: Topic): Promise<FetchResponse> {
  const partitions = Array.from({ length: topic.partitions }, (_, partition) => ({
    partition,
    fetchOffset: 0n,
    partitionMaxBytes: 10_000
  }))
  const topics = [{ topic: topic.name, topicId: topic.id, partitions }]
  return fetchWhole(t, { maxWaitMs: 0, minBytes: 1, sessionId: 0, sessionEpoch: 0, topics }, { version })
}

interface Step {
  readonly at?: readonly (readonly [partition: number, offset: number])[]
  readonly forget?: readonly number[]
  readonly maxWaitMs?: number
}

/** The next fetch of a session: only what changes is sent. */
function next(
  t: Trial,
  topic: Topic,
  sessionId: number,
  sessionEpoch: number,
  step: Step = {}
): Promise<FetchResponse> {
  const partitions = (step.at ?? []).map(([partition, offset]) => ({
    partition,
    fetchOffset: BigInt(offset),
    partitionMaxBytes: 10_000
  }))
  const topics = partitions.length === 0 ? [] : [{ topic: topic.name, topicId: topic.id, partitions }]
  const forgottenTopicsData =
    step.forget === undefined ? [] : [{ topic: topic.name, topicId: topic.id, partitions: step.forget }]
  return fetchWhole(
    t,
    { maxWaitMs: step.maxWaitMs ?? 0, minBytes: 1, sessionId, sessionEpoch, topics, forgottenTopicsData },
    { version }
  )
}

function got(answer: FetchResponse): [number, (string | null)[]][] {
  return answer.responses.flatMap((one) =>
    one.partitions.map((p): [number, (string | null)[]] => [p.partitionIndex, textsIn(p.records)])
  )
}

export const fetchSessions: Check[] = [
  {
    name: 'a Fetch with session epoch 0 is full and opens a session',
    api: 'Fetch',
    versions: [version, version],
    kip: 'KIP-227',
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      await produced(t, topic, batchOf(t, ['a']))
      const answer = await begin(t, topic)
      errorIs(answer.errorCode, 'NONE', 'error')
      holds(answer.sessionId > 0, 'session id', answer.sessionId)
      equal(
        got(answer),
        [
          [0, ['a']],
          [1, []]
        ],
        'partitions and values'
      )
    }
  },
  {
    name: 'the next Fetch of a session lists only partitions with something new',
    api: 'Fetch',
    versions: [version, version],
    kip: 'KIP-227',
    async run(t) {
      const topic = await t.topic({ partitions: 3 })
      const { sessionId } = await begin(t, topic)
      equal(got(await next(t, topic, sessionId, 1)), [], 'partitions when nothing happened')
      await produced(t, topic, batchOf(t, ['new']), { partition: 1 })
      const answer = await next(t, topic, sessionId, 2)
      equal(answer.sessionId, sessionId, 'session id')
      equal(got(answer), [[1, ['new']]], 'partitions and values')
    }
  },
  {
    name: 'a session remembers each partition’s offset until the client moves it',
    api: 'Fetch',
    versions: [version, version],
    kip: 'KIP-227',
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a']))
      await produced(t, topic, batchOf(t, ['b']))
      const { sessionId } = await begin(t, topic)
      equal(got(await next(t, topic, sessionId, 1)), [[0, ['a', 'b']]], 'values when the offset was not moved')
      equal(got(await next(t, topic, sessionId, 2, { at: [[0, 1]] })), [[0, ['b']]], 'values from 1 on')
      equal(got(await next(t, topic, sessionId, 3, { at: [[0, 2]] })), [], 'values at the end')
    }
  },
  {
    name: 'a session takes new partitions and forgets others',
    api: 'Fetch',
    versions: [version, version],
    kip: 'KIP-227',
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      const { sessionId } = await begin(t, { ...topic, partitions: 1 })
      await produced(t, topic, batchOf(t, ['zero']))
      await produced(t, topic, batchOf(t, ['one']), { partition: 1 })
      const added = await next(t, topic, sessionId, 1, { at: [[1, 0]] })
      equal(
        got(added).sort(),
        [
          [0, ['zero']],
          [1, ['one']]
        ],
        'after adding partition 1'
      )
      const without = await next(t, topic, sessionId, 2, { forget: [0] })
      equal(got(without), [[1, ['one']]], 'after forgetting partition 0')
    }
  },
  {
    name: 'a Fetch in a session may wait for records of a partition that it does not name again',
    api: 'Fetch',
    versions: [version, version],
    kip: 'KIP-227',
    async run(t) {
      const topic = await t.topic()
      const { sessionId } = await begin(t, topic)
      const waiting = next(t, topic, sessionId, 1, { maxWaitMs: 20_000 })
      await t.sleep(50)
      await produced(t, topic, batchOf(t, ['late']))
      equal(got(await waiting), [[0, ['late']]], 'partitions and values')
    }
  },
  {
    name: 'a session id that nobody has is answered FETCH_SESSION_ID_NOT_FOUND',
    api: 'Fetch',
    versions: [version, version],
    kip: 'KIP-227',
    async run(t) {
      const answer = await next(t, await t.topic(), 123_456_789, 1)
      errorIs(answer.errorCode, 'FETCH_SESSION_ID_NOT_FOUND', 'error')
      equal([answer.sessionId, answer.responses], [0, []], 'session id and topics')
    }
  },
  {
    name: 'a session epoch out of turn is answered INVALID_FETCH_SESSION_EPOCH',
    api: 'Fetch',
    versions: [version, version],
    kip: 'KIP-227',
    async run(t) {
      const topic = await t.topic()
      const { sessionId } = await begin(t, topic)
      const answer = await next(t, topic, sessionId, 5)
      errorIs(answer.errorCode, 'INVALID_FETCH_SESSION_EPOCH', 'error')
      equal(answer.responses, [], 'topics')
      errorIs((await next(t, topic, sessionId, 1)).errorCode, 'NONE', 'error of the epoch whose turn it is')
    }
  },
  {
    name: 'a retried session epoch is answered INVALID_FETCH_SESSION_EPOCH',
    api: 'Fetch',
    versions: [version, version],
    kip: 'KIP-227',
    async run(t) {
      const topic = await t.topic()
      const { sessionId } = await begin(t, topic)
      errorIs((await next(t, topic, sessionId, 1)).errorCode, 'NONE', 'error of epoch 1')
      errorIs((await next(t, topic, sessionId, 1)).errorCode, 'INVALID_FETCH_SESSION_EPOCH', 'error of epoch 1 again')
    }
  },
  {
    name: 'session epoch -1 with a session id answers in full and closes the session',
    api: 'Fetch',
    versions: [version, version],
    kip: 'KIP-227',
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a']))
      const { sessionId } = await begin(t, topic)
      const last = await fetchWhole(t, { ...fetchBody(topic, 0), sessionId, sessionEpoch: -1 }, { version })
      errorIs(last.errorCode, 'NONE', 'error of the last Fetch')
      equal([last.sessionId, got(last)], [0, [[0, ['a']]]], 'session id and values')
      errorIs((await next(t, topic, sessionId, 1)).errorCode, 'FETCH_SESSION_ID_NOT_FOUND', 'error afterwards')
    }
  },
  {
    name: 'a partition that does not exist stays in the session and is reported each time',
    api: 'Fetch',
    versions: [version, version],
    kip: 'KIP-227',
    async run(t) {
      const topic = await t.topic()
      const { sessionId } = await begin(t, { ...topic, partitions: 2 })
      for (const epoch of [1, 2]) {
        const answer = await next(t, topic, sessionId, epoch)
        const errors = answer.responses.flatMap((one) => one.partitions.map((p) => [p.partitionIndex, p.errorCode]))
        equal(errors, [[1, 3]], `partitions and errors at epoch ${epoch}`)
      }
    }
  },
  {
    name: 'a session may be carried on over another connection',
    api: 'Fetch',
    versions: [version, version],
    kip: 'KIP-227',
    async run(t) {
      const topic = await t.topic()
      const { sessionId } = await begin(t, topic)
      await produced(t, topic, batchOf(t, ['a']))
      const other = await t.connect()
      const answer = await other.call('Fetch', version, {
        maxWaitMs: 0,
        minBytes: 1,
        sessionId,
        sessionEpoch: 1,
        topics: []
      })
      equal([answer.errorCode, got(answer)], [0, [[0, ['a']]]], 'error and values')
    }
  },
  {
    name: 'a session by topic id reports a deleted topic with an error that makes the client refresh its metadata',
    api: 'Fetch',
    versions: [13, 13],
    kip: 'KIP-516',
    async run(t) {
      t.need('Fetch', 13)
      const topic = await t.topic()
      const first = await fetchWhole(t, { ...fetchBody(topic, 0), sessionId: 0, sessionEpoch: 0 }, { version: 13 })
      holds(first.sessionId > 0, 'session id', first.sessionId)
      await t.quietly('DeleteTopics', { topicNames: [topic.name], timeoutMs: 5000 }, 5)
      await t.until('Fetch to notice', async () => {
        const { responses } = await t.quietly('Fetch', fetchBody(topic, 0), 12)
        return responses[0]?.partitions[0]?.errorCode !== 0
      })
      const next = { maxWaitMs: 0, minBytes: 1, sessionId: first.sessionId, sessionEpoch: 1, topics: [] }
      const answer = await t.aside('Fetch', 13, next)
      const stale = ['UNKNOWN_TOPIC_ID', 'UNKNOWN_TOPIC_OR_PARTITION'] as const
      errorIs(answer.responses[0]?.partitions[0]?.errorCode, stale, 'error of the partition')
    }
  },
  {
    name: 'a session that began with names cannot go on with topic ids: FETCH_SESSION_TOPIC_ID_ERROR',
    api: 'Fetch',
    versions: [12, 13],
    kip: 'KIP-516',
    async run(t) {
      t.need('Fetch', 13)
      const topic = await t.topic()
      const { sessionId } = await begin(t, topic)
      const answer = await fetchWhole(t, { ...fetchBody(topic, 0), sessionId, sessionEpoch: 1 }, { version: 13 })
      errorIs(answer.errorCode, 'FETCH_SESSION_TOPIC_ID_ERROR', 'error')
    }
  }
]
