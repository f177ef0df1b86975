import {
  type ErrorName,
  errorCodes,
  type FetchRequestInput,
  type FetchRequestTopicPartitionInput
} from '../../src/protocol/index.ts'
import { readRecords } from '../../src/records/index.ts'
import type { HarnessClient } from './harness.ts'

/** The error's name, 'NONE' for none. */
export function nameOf(code: number): ErrorName | 'NONE' {
  const found = Object.entries(errorCodes).find(([, value]) => value === code)
  return code === 0 ? 'NONE' : ((found?.[0] ?? `code ${code}`) as ErrorName)
}

export interface ProduceOptions {
  readonly version?: number
  readonly acks?: number
  readonly partition?: number
  readonly topicId?: string
  readonly transactionalId?: string | null
}

export async function produce(
  client: HarnessClient,
  name: string,
  records: Buffer | null,
  options: ProduceOptions = {}
) {
  const { version = 9, acks = -1, partition = 0, topicId, transactionalId = null } = options
  const topic = topicId === undefined ? { name } : { topicId }
  const body = {
    transactionalId,
    acks,
    timeoutMs: 1_000,
    topicData: [{ ...topic, partitionData: [{ index: partition, records }] }]
  }
  const answer = await client.call('Produce', version, body)
  const result = answer.responses[0]?.partitionResponses[0]
  if (result === undefined) throw new Error('Produce answers no partition')
  return { ...result, error: nameOf(result.errorCode) }
}

export const asked = (
  partition: number,
  fetchOffset: number,
  more: Partial<FetchRequestTopicPartitionInput> = {}
): FetchRequestTopicPartitionInput => ({
  partition,
  fetchOffset: BigInt(fetchOffset),
  partitionMaxBytes: 1 << 20,
  ...more
})

export interface FetchOptions extends Partial<Omit<FetchRequestInput, 'topics'>> {
  readonly version?: number
  readonly topicId?: string
}

/** A fetch of partitions of one topic that does not wait unless told to. */
export async function fetch(
  client: HarnessClient,
  topic: string,
  partitions: readonly FetchRequestTopicPartitionInput[],
  { version = 12, topicId, ...more }: FetchOptions = {}
) {
  const name = topicId === undefined ? { topic } : { topicId }
  const answer = await client.call('Fetch', version, {
    maxWaitMs: 0,
    minBytes: 1,
    maxBytes: 1 << 24,
    ...(version >= 7 ? { sessionId: 0, sessionEpoch: -1 } : {}),
    ...more,
    topics: partitions.length === 0 ? [] : [{ ...name, partitions }]
  })
  const told = answer.responses.flatMap((each) =>
    each.partitions.map((partition) => ({
      ...partition,
      topic: each.topic,
      error: nameOf(partition.errorCode),
      values: partition.records === null ? [] : textOf(partition.records as Buffer)
    }))
  )
  return { ...answer, error: nameOf(answer.errorCode), told }
}

export const textOf = (records: Buffer): string[] =>
  [...readRecords(records)].map(({ value }) => value?.toString() ?? 'null')
