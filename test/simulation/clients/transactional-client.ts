/**
 * Requests of a transactional producer with either protocol: the current one, where Produce and TxnOffsetCommit add to the transaction
 * and each end bumps the epoch (KIP-890), and that of older clients, which add partitions and groups explicitly.
 */
import { asOffset } from '../../../src/protocol/index.ts'
import { buildBatch } from '../../../src/records/index.ts'
import { Violation } from '../../kit/sim-world.ts'
import type { Caller } from './client.ts'

export interface Place {
  readonly topic: string
  readonly partition: number
}

export interface Identity {
  readonly transactionalId: string
  readonly producerId: bigint
  readonly producerEpoch: number
  /** Adds partitions and groups explicitly. */
  readonly isOld: boolean
}

/** Result of a request: an error code, or -1 if the response lacks it. */
type Outcome = number

export interface Offsets {
  readonly groupId: string
  readonly topic: string
  readonly offset: number
}

function byTopic(places: readonly Place[]): [string, number[]][] {
  const topics = new Map<string, number[]>()
  for (const { topic, partition } of places) topics.set(topic, [...(topics.get(topic) ?? []), partition])
  return [...topics]
}

const ofClient = ({ transactionalId, producerId, producerEpoch }: Identity) => ({
  transactionalId,
  producerId,
  producerEpoch
})

export async function addPartitions(client: Caller, by: Identity, places: readonly Place[]): Promise<Outcome> {
  const answer = await client.call('AddPartitionsToTxn', 3, {
    v3AndBelowTransactionalId: by.transactionalId,
    v3AndBelowProducerId: by.producerId,
    v3AndBelowProducerEpoch: by.producerEpoch,
    v3AndBelowTopics: byTopic(places).map(([name, partitions]) => ({ name, partitions }))
  })
  const codes = answer.resultsByTopicV3AndBelow.flatMap(({ resultsByPartition }) =>
    resultsByPartition.map(({ partitionErrorCode }) => partitionErrorCode)
  )
  return codes.find((code) => code !== 0) ?? (codes.length === places.length ? 0 : -1)
}

/** Writes one record to each partition, with its sequence number. Returns their offsets by partition, or the first error. */
export async function produce(
  client: Caller,
  by: Identity,
  batch: {
    readonly places: readonly Place[]
    readonly value: string
    readonly sequence: number
    readonly wallMs: number
  }
): Promise<{ readonly errorCode: Outcome; readonly offsets: ReadonlyMap<string, number> }> {
  const { places, value, sequence, wallMs } = batch
  const records = () =>
    buildBatch([{ timestamp: wallMs, value: Buffer.from(value) }], {
      producerId: Number(by.producerId),
      producerEpoch: by.producerEpoch,
      baseSequence: sequence,
      isTransactional: true
    })
  const { responses } = await client.call('Produce', by.isOld ? 9 : 12, {
    transactionalId: by.transactionalId,
    acks: -1,
    timeoutMs: 5_000,
    topicData: byTopic(places).map(([name, partitions]) => ({
      name,
      partitionData: partitions.map((index) => ({ index, records: records() }))
    }))
  })
  const offsets = new Map<string, number>()
  let errorCode = 0
  for (const { name, partitionResponses } of responses) {
    for (const found of partitionResponses) {
      if (found.errorCode === 0) offsets.set(`${name}-${found.index}`, asOffset(found.baseOffset))
      else errorCode = found.errorCode
    }
  }
  return { errorCode, offsets }
}

export async function sendOffsets(client: Caller, by: Identity, { groupId, topic, offset }: Offsets): Promise<Outcome> {
  if (by.isOld) {
    const { errorCode } = await client.call('AddOffsetsToTxn', 3, { ...ofClient(by), groupId })
    if (errorCode !== 0) return errorCode
  }
  const partitions = [{ partitionIndex: 0, committedOffset: BigInt(offset), committedMetadata: '' }]
  const topics = [{ name: topic, partitions }]
  const answer = await client.call('TxnOffsetCommit', by.isOld ? 3 : 5, { ...ofClient(by), groupId, topics })
  return answer.topics[0]?.partitions[0]?.errorCode ?? -1
}

/** Producer id and epoch for the next transaction. */
export async function endTransaction(
  client: Caller,
  by: Identity,
  committed: boolean
): Promise<{ readonly errorCode: Outcome; readonly next: Identity }> {
  if (by.isOld) {
    const { errorCode } = await client.call('EndTxn', 4, { ...ofClient(by), committed })
    return { errorCode, next: by }
  }
  const { errorCode, producerId, producerEpoch } = await client.call('EndTxn', 5, { ...ofClient(by), committed })
  const isNewer = producerId !== by.producerId || producerEpoch > by.producerEpoch
  if (errorCode === 0 && !isNewer)
    throw new Violation(`${by.transactionalId}: epoch ${by.producerEpoch} is followed by ${producerEpoch}`)
  return { errorCode, next: { ...by, producerId, producerEpoch } }
}

/** A fenced epoch must not change anything, whatever it sends, and whenever (T3, T5). `isOpen`: a later transaction is open. */
export async function mustBeFenced(
  client: Caller,
  by: Identity,
  late: {
    readonly places: readonly Place[]
    readonly offsets: Offsets
    /** Offsets of its records: they may be returned again, as for a retry, until a partition has its marker. */
    readonly sent: ReadonlyMap<string, number>
    readonly isOpen: boolean
    /** Every partition has the transaction's marker. Until then, as in Kafka, a partition accepts records of that transaction. */
    readonly isMarked: boolean
    /** The responding broker knows the later epoch. */
    readonly isAll: boolean
    readonly nth: number
  },
  wallMs: number
): Promise<void> {
  const { places, offsets, sent, isOpen, isMarked, isAll, nth } = late
  const asked = staleRequests[nth % (isAll ? staleRequests.length : 6)] as string
  const code = async () => {
    if (asked === 'AddPartitionsToTxn') return addPartitions(client, by, places)
    if (asked === 'AddOffsetsToTxn')
      return (await client.call('AddOffsetsToTxn', 3, { ...ofClient(by), groupId: offsets.groupId })).errorCode
    if (asked.endsWith('Produce')) {
      const { errorCode, offsets: taken } = await produce(client, asked === 'Produce' ? by : { ...by, isOld: true }, {
        places,
        value: zombieValue,
        sequence: 0,
        wallMs
      })
      return [...taken].some(([place, offset]) => sent.get(place) !== offset) ? 0 : errorCode || -1
    }
    if (asked === 'TxnOffsetCommit') return isMarked ? sendOffsets(client, by, offsets) : -1
    // EndTxn may be repeated until another transaction has started.
    return isOpen ? (await endTransaction(client, by, asked === 'EndTxn')).errorCode : -1
  }
  if ((await code()) !== 0) return
  throw new Violation(`${by.transactionalId}: ${asked} of epoch ${by.producerEpoch}, which is over, was taken`)
}

/** As in Kafka, a leader that verifies with a former coordinator may be told that the epoch is still valid. */
const staleRequests = [
  'Produce',
  'TxnOffsetCommit',
  'EndTxn',
  'an abort',
  'AddPartitionsToTxn',
  'AddOffsetsToTxn',
  'an old Produce'
]
export const zombieValue = 'zombie'
