import type { ProduceResponse } from '../../protocol/index.ts'
import type { Client } from '../client.ts'
import { equal, only } from '../expect.ts'
import type { Topic, Trial } from '../trial.ts'

interface ProduceOptions {
  /** 9 at most by default: topics by name. */
  readonly version?: number
  /** -1 by default. */
  readonly acks?: number
  readonly partition?: number
  readonly transactionalId?: string | null
  readonly client?: Client
}

export type PartitionProduced = ProduceResponse['responses'][number]['partitionResponses'][number]

/** Anything that a topic is known by; both name and id are sent where the version wants them. */
export type TopicLike = Pick<Topic, 'name' | 'id'>

export function produceBody(topic: TopicLike, records: Uint8Array | null, options: ProduceOptions = {}) {
  const partitionData = [{ index: options.partition ?? 0, records }]
  return {
    transactionalId: options.transactionalId ?? null,
    acks: options.acks ?? -1,
    timeoutMs: 10_000,
    topicData: [{ name: topic.name, topicId: topic.id, partitionData }]
  }
}

/** Produces to one partition and gives what was answered about it. */
export async function produce(
  trial: Trial,
  topic: TopicLike,
  records: Uint8Array | null,
  options: ProduceOptions = {}
): Promise<PartitionProduced> {
  const version = options.version ?? trial.best('Produce', 9)
  trial.need('Produce', version)
  const client = options.client ?? (await trial.main())
  const response = await client.call('Produce', version, produceBody(topic, records, options))
  return only(
    only(response.responses, 'topics in the Produce answer').partitionResponses,
    'partitions in the Produce answer'
  )
}

/** Produces as a set-up step, which must succeed, and gives the first offset. */
export async function produced(
  trial: Trial,
  topic: TopicLike,
  records: Uint8Array | null,
  options: ProduceOptions = {}
): Promise<number> {
  const body = produceBody(topic, records, options)
  const { responses } = await trial.quietly('Produce', body, options.version ?? 9)
  const partition = only(responses[0]?.partitionResponses, 'partitions in the Produce answer')
  equal(partition.errorCode, 0, 'set-up: error of Produce')
  return Number(partition.baseOffset)
}

/** A producer id of its own. A broker that has just started may need a moment for its first block of them. */
export async function producerId(trial: Trial): Promise<number> {
  return trial.until('a producer id', async () => {
    const asked = { transactionalId: null, transactionTimeoutMs: 60_000 }
    const answer = await trial.quietly('InitProducerId', asked, 4)
    return answer.errorCode === 0 ? Number(answer.producerId) : undefined
  })
}
