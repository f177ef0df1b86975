import { errorCodes, type InitProducerIdResponse, type ProduceResponse } from '../../protocol/index.ts'
import { AbortedBatches, entryPositions, isControl, recordsOf } from '../../records/index.ts'
import { equal, only } from '../expect.ts'
import type { Topic, Trial } from '../trial.ts'
import { fetchBody } from './fetch.ts'
import { type PartitionProduced, produceBody, type TopicLike } from './produce.ts'
import { batchOf } from './records.ts'

/** A producer with a transactional id, as it knows itself. */
export interface Producer {
  readonly transactionalId: string
  readonly producerId: bigint
  readonly epoch: number
}

const isPause = (code: number | undefined) => code === errorCodes.CONCURRENT_TRANSACTIONS

/** A transactional id that the broker under test coordinates. */
export async function transactionalId(t: Trial): Promise<string> {
  const word = t.uniqueName('tx')
  for (let attempt = 0; ; attempt++) {
    const key = attempt === 0 ? word : `${word}.${attempt}`
    const node = await t.until(`a coordinator for ${key}`, async () => {
      const answer = await t.quietly('FindCoordinator', { key, keyType: 1 }, 3)
      return answer.errorCode === 0 ? answer.nodeId : undefined
    })
    if (node === t.target.nodeId || t.target.brokerCount === 1 || attempt >= 200) return key
  }
}

interface Init {
  readonly version?: number
  readonly timeoutMs?: number
  /** Goes on as this producer. */
  readonly as?: Producer
}

/** Asks once. Producer ids differ from broker to broker, so this is not part of the transcript. */
export function init(t: Trial, id: string, { version = 5, timeoutMs = 30_000, as }: Init = {}) {
  return t.aside('InitProducerId', version, {
    transactionalId: id,
    transactionTimeoutMs: timeoutMs,
    ...(as === undefined ? {} : { producerId: as.producerId, producerEpoch: as.epoch })
  })
}

/** Asks until the coordinator has nothing left to do for the transaction before, as clients do. */
export function settledInit(t: Trial, id: string, options: Init = {}): Promise<InitProducerIdResponse> {
  return t.until(`a producer id for ${id}`, async () => {
    const answer = await init(t, id, options)
    const isEarly = isPause(answer.errorCode) || answer.errorCode === errorCodes.COORDINATOR_LOAD_IN_PROGRESS
    return isEarly || answer.errorCode === errorCodes.NOT_COORDINATOR ? undefined : answer
  })
}

/** A producer with a new transactional id, or the next of the same id. */
export async function producer(t: Trial, options: Init & { readonly id?: string } = {}): Promise<Producer> {
  const id = options.id ?? (await transactionalId(t))
  const answer = await settledInit(t, id, options)
  equal(answer.errorCode, 0, 'set-up: error of InitProducerId')
  return { transactionalId: id, producerId: answer.producerId, epoch: answer.producerEpoch }
}

/** The error for one partition, asked until the coordinator is at rest. */
export async function addPartition(
  t: Trial,
  by: Producer,
  topic: TopicLike,
  version = 3,
  partition = 0
): Promise<number> {
  return t.until('an answer of AddPartitionsToTxn', async () => {
    const code = await addPartitionOnce(t, by, topic, version, partition)
    return isPause(code) ? undefined : code
  })
}

async function addPartitionOnce(t: Trial, by: Producer, topic: TopicLike, version = 3, partition = 0) {
  const topics = [{ name: topic.name, partitions: [partition] }]
  const answer = await t.aside('AddPartitionsToTxn', version, {
    v3AndBelowTransactionalId: by.transactionalId,
    v3AndBelowProducerId: by.producerId,
    v3AndBelowProducerEpoch: by.epoch,
    v3AndBelowTopics: topics
  })
  return only(only(answer.resultsByTopicV3AndBelow, 'topics').resultsByPartition, 'partitions').partitionErrorCode
}

interface Send {
  readonly version?: number
  readonly sequence?: number
  readonly partition?: number
  readonly transactionalId?: string | null
}

/** One transactional batch, sent once. */
export async function sendOnce(
  t: Trial,
  by: Producer,
  topic: TopicLike,
  texts: readonly string[],
  { version = 12, sequence = 0, partition = 0, transactionalId: id = by.transactionalId }: Send = {}
): Promise<PartitionProduced> {
  const batch = batchOf(t, texts, {
    producerId: Number(by.producerId),
    producerEpoch: by.epoch,
    baseSequence: sequence,
    isTransactional: true
  })
  const body = produceBody(topic, batch, { version, partition, transactionalId: id })
  const response: ProduceResponse = await t.aside('Produce', version, body)
  return only(only(response.responses, 'topics').partitionResponses, 'partitions')
}

/** Sent until the markers of the transaction before are written. */
export function send(t: Trial, by: Producer, topic: TopicLike, texts: readonly string[], options: Send = {}) {
  return t.until('an answer of Produce', async () => {
    const answer = await sendOnce(t, by, topic, texts, options)
    const isEarly = isPause(answer.errorCode) || answer.errorCode === errorCodes.NOT_ENOUGH_REPLICAS
    return isEarly ? undefined : answer
  })
}

interface End {
  readonly version?: number
}

function endOnce(t: Trial, by: Producer, committed: boolean, { version = 5 }: End = {}) {
  const { transactionalId: id, producerId, epoch } = by
  return t.aside('EndTxn', version, { transactionalId: id, producerId, producerEpoch: epoch, committed })
}

/** Asked until the coordinator is at rest; gives the answer. */
export function end(t: Trial, by: Producer, committed: boolean, options: End = {}) {
  return t.until('an answer of EndTxn', async () => {
    const answer = await endOnce(t, by, committed, options)
    return isPause(answer.errorCode) ? undefined : answer
  })
}

/** Commits or aborts as set-up; the producer as it is after it. */
export async function ended(t: Trial, by: Producer, committed: boolean, options: End = {}): Promise<Producer> {
  const answer = await end(t, by, committed, options)
  equal(answer.errorCode, 0, 'set-up: error of EndTxn')
  return (options.version ?? 5) >= 5 ? { ...by, producerId: answer.producerId, epoch: answer.producerEpoch } : by
}

/** What DescribeTransactions tells, once the transaction is in one of these states. */
export function described(t: Trial, id: string, states?: readonly string[]) {
  return t.until(
    `transaction ${id} in ${states?.join(' or ') ?? 'any state'}`,
    async () => {
      const { transactionStates } = await t.aside('DescribeTransactions', 0, { transactionalIds: [id] })
      const answer = only(transactionStates, 'transactions')
      return states === undefined || states.includes(answer.transactionState) ? answer : undefined
    },
    20_000
  )
}

/** Values that a reader of committed records sees, once the last stable offset is the high watermark. */
export async function readCommitted(t: Trial, topic: Topic, partition = 0): Promise<(string | null)[]> {
  const answer = await t.until('a last stable offset at the end', async () => {
    const { responses } = await t.quietly('Fetch', fetchBody(topic, 0, { partition, isolationLevel: 1 }), 12)
    const found = only(responses[0]?.partitions, 'partitions')
    return found.lastStableOffset === found.highWatermark ? found : undefined
  })
  return committedTexts(answer.records, answer.abortedTransactions ?? [])
}

/** What is left of fetched bytes without control records and aborted transactions, as a consumer filters them. */
function committedTexts(
  bytes: Uint8Array | null,
  transactions: readonly { readonly producerId: bigint; readonly firstOffset: bigint }[]
): (string | null)[] {
  if (bytes === null) return []
  const aborted = new AbortedBatches(transactions)
  const texts: (string | null)[] = []
  const buf = Buffer.from(bytes)
  for (const at of entryPositions(buf)) {
    if (aborted.has(buf, at) || isControl(buf, at)) continue
    for (const { value } of recordsOf(buf, at)) texts.push(value?.toString() ?? null)
  }
  return texts
}
