/*
 * Asks the transaction coordinator on another broker whether partitions belong to a transaction, or to add them. Source: KIP-890;
 * org.apache.kafka.server.transaction.AddPartitionsToTxnManager.
 */
import { isCallFailure } from '../client/index.ts'
import type { AdmitCommand } from '../coordination/index.ts'
import { type ErrorName, errorCodes, errorName, type Failure, failed } from '../protocol/index.ts'
import { failuresIn, indexesByTopic } from './partition-results.ts'
import type { Peers } from './peers.ts'

/** The first version used between brokers. */
const brokersVersion = 4

/**
 * Errors of a coordinator that has not heard of a topic yet. The asking broker leads the partition, so the topic exists. The
 * second error is for the other partitions of the request; producers would treat it as final.
 */
const behind: ReadonlySet<ErrorName> = new Set<ErrorName>(['UNKNOWN_TOPIC_OR_PARTITION', 'OPERATION_NOT_ATTEMPTED'])

/**
 * Null for each partition of the command that belongs to the transaction. A broker that does not answer counts as not being the
 * coordinator.
 */
export async function admittedElsewhere(
  peers: Pick<Peers, 'call'>,
  coordinatorId: number,
  { transactionalId, producerId, producerEpoch, partitions, adds }: AdmitCommand
): Promise<readonly (Failure | null)[]> {
  const all = (error: ErrorName) => partitions.map(() => failed(error))
  if (coordinatorId < 0) return all('COORDINATOR_NOT_AVAILABLE')
  const transaction = {
    transactionalId,
    producerId: BigInt(producerId),
    producerEpoch,
    verifyOnly: !adds,
    topics: [...indexesByTopic(partitions)].map(([name, indexes]) => ({ name, partitions: indexes }))
  }
  const asked = { transactions: [transaction] }
  const answer = await peers.call(coordinatorId, 'AddPartitionsToTxn', asked, { leastVersion: brokersVersion })
  if (isCallFailure(answer)) return all('NOT_COORDINATOR')
  if (answer.errorCode !== errorCodes.NONE) return all(errorName(answer.errorCode))
  const toldOf = (code: number) => (behind.has(errorName(code)) ? errorCodes.COORDINATOR_NOT_AVAILABLE : code)
  const answered = (answer.resultsByTransaction[0]?.topicResults ?? []).flatMap(({ name, resultsByPartition }) =>
    resultsByPartition.map(({ partitionIndex, partitionErrorCode }) => ({
      topic: name,
      partition: partitionIndex,
      errorCode: toldOf(partitionErrorCode)
    }))
  )
  return partitions.map(failuresIn(answered))
}
