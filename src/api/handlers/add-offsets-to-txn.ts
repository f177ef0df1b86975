import { offsetsTopic } from '../../controller/index.ts'
import { type ErrorName, errorCodes } from '../../protocol/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { fencedAs } from '../fenced.ts'

/**
 * AddOffsetsToTxn (25): adds the offsets of a group to a transaction, that is, their partition of __consumer_offsets. Producers
 * with transaction version 2 leave this to TxnOffsetCommit (KIP-890). Source: KIP-98;
 * kafka.server.KafkaApis#handleAddOffsetsToTxnRequest.
 */
export const addOffsetsToTxn: Handler<'AddOffsetsToTxn'> = async (request, context) => {
  const { transactionalId, groupId, producerId, producerEpoch } = request
  const answer = (error: ErrorName) => ({ errorCode: errorCodes[fencedAs(error, context.apiVersion >= 2)] })
  if (!context.may('WRITE', 'TRANSACTIONAL_ID', transactionalId)) return answer('TRANSACTIONAL_ID_AUTHORIZATION_FAILED')
  if (!context.may('READ', 'GROUP', groupId)) return answer('GROUP_AUTHORIZATION_FAILED')
  const partition = await offsetsPartitionOf(groupId, context)
  if (partition < 0) return answer('COORDINATOR_NOT_AVAILABLE')
  const failure = await context.transactions.addPartitions({
    transactionalId,
    producerId: Number(producerId),
    producerEpoch,
    partitions: [{ topic: offsetsTopic, partition }],
    clientVersion: 0
  })
  return answer(failure?.error ?? 'NONE')
}

async function offsetsPartitionOf(groupId: string, context: RequestContext): Promise<number> {
  if (context.image.topic(offsetsTopic) === undefined) await context.topics.ensureInternal(offsetsTopic)
  return context.groups.partitionFor(groupId)
}
