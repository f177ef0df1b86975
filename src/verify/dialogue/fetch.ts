import type { FetchRequestInput, FetchResponse } from '../../protocol/index.ts'
import type { Client } from '../client.ts'
import { equal, only } from '../expect.ts'
import type { Trial } from '../trial.ts'
import type { TopicLike } from './produce.ts'
import { textsIn } from './records.ts'

interface FetchOptions {
  /** 12 at most by default: topics by name. */
  readonly version?: number
  readonly partition?: number
  readonly maxWaitMs?: number
  readonly minBytes?: number
  readonly maxBytes?: number
  readonly partitionMaxBytes?: number
  readonly isolationLevel?: number
  readonly currentLeaderEpoch?: number
  readonly lastFetchedEpoch?: number
  readonly sessionId?: number
  readonly sessionEpoch?: number
  readonly client?: Client
}

type PartitionFetched = FetchResponse['responses'][number]['partitions'][number]

export function fetchBody(topic: TopicLike, offset: number | bigint, options: FetchOptions = {}): FetchRequestInput {
  return {
    replicaId: -1,
    maxWaitMs: options.maxWaitMs ?? 0,
    minBytes: options.minBytes ?? 1,
    maxBytes: options.maxBytes ?? 10_000_000,
    isolationLevel: options.isolationLevel ?? 0,
    sessionId: options.sessionId ?? 0,
    sessionEpoch: options.sessionEpoch ?? -1,
    topics: [
      {
        topic: topic.name,
        topicId: topic.id,
        partitions: [
          {
            partition: options.partition ?? 0,
            currentLeaderEpoch: options.currentLeaderEpoch ?? -1,
            fetchOffset: BigInt(offset),
            lastFetchedEpoch: options.lastFetchedEpoch ?? -1,
            partitionMaxBytes: options.partitionMaxBytes ?? 1_000_000
          }
        ]
      }
    ]
  }
}

/** A fetch whose whole answer is wanted. */
export async function fetchWhole(
  trial: Trial,
  body: FetchRequestInput,
  options: FetchOptions = {}
): Promise<FetchResponse> {
  const version = options.version ?? trial.best('Fetch', 12)
  trial.need('Fetch', version)
  const client = options.client ?? (await trial.main())
  return client.call('Fetch', version, body)
}

/** Fetches from one partition and gives what was answered about it. */
export async function fetch(
  trial: Trial,
  topic: TopicLike,
  offset: number | bigint,
  options: FetchOptions = {}
): Promise<PartitionFetched> {
  const response = await fetchWhole(trial, fetchBody(topic, offset, options), options)
  return only(only(response.responses, 'topics in the Fetch answer').partitions, 'partitions in the Fetch answer')
}

/** The stored bytes from `offset` on, without being part of the transcript. */
export async function readBytes(
  trial: Trial,
  topic: TopicLike,
  offset = 0,
  partition = 0,
  partitionMaxBytes = 1_000_000
): Promise<Buffer> {
  const { responses } = await trial.quietly('Fetch', fetchBody(topic, offset, { partition, partitionMaxBytes }), 12)
  const answer = only(responses[0]?.partitions, 'partitions in the Fetch answer')
  equal(answer.errorCode, 0, 'error of the Fetch that reads back')
  return Buffer.from(answer.records ?? [])
}

/** The values from `offset` on, without being part of the transcript. */
export async function readTexts(trial: Trial, topic: TopicLike, offset = 0, partition = 0): Promise<(string | null)[]> {
  return textsIn(await readBytes(trial, topic, offset, partition))
}
