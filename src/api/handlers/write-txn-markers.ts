import type { TransactionMarker } from '../../coordination/index.ts'
import { getOrAdd } from '../../env/index.ts'
import { errorCodes, type WriteTxnMarkersRequestMarker } from '../../protocol/index.ts'
import { mayOnCluster } from '../cluster-rights.ts'
import type { Handler, RequestContext } from '../context.ts'
import { errorAnswer } from '../error-answers.ts'

/**
 * WriteTxnMarkers (27): ends transactions in partitions led here. Sent by transaction coordinators, and by administrators who
 * abort a hanging transaction. v2 adds the transaction version of the marker (KIP-1228). Source: KIP-98, KIP-664;
 * kafka.server.KafkaApis#handleWriteTxnMarkersRequest.
 */
export const writeTxnMarkers: Handler<'WriteTxnMarkers'> = async (request, context) => {
  if (!mayOnCluster(context, 'ALTER') && !mayOnCluster(context, 'CLUSTER_ACTION'))
    return errorAnswer('WriteTxnMarkers', context.apiVersion, request, errorCodes.CLUSTER_AUTHORIZATION_FAILED)
  const written = await Promise.all(request.markers.flatMap((marker) => write(marker, context)))
  return { markers: answerOf(written) }
}

interface Written {
  readonly producerId: bigint
  readonly name: string
  readonly partitionIndex: number
  readonly errorCode: number
}

function write(asked: WriteTxnMarkersRequestMarker, context: RequestContext): Promise<Written>[] {
  const { producerId, producerEpoch, transactionResult, coordinatorEpoch, transactionVersion } = asked
  const marker: TransactionMarker = {
    producerId: Number(producerId),
    producerEpoch,
    result: transactionResult ? 'COMMIT' : 'ABORT',
    coordinatorEpoch,
    transactionVersion: transactionVersion >= 2 ? 2 : 0
  }
  return asked.topics.flatMap(({ name, partitionIndexes }) =>
    [...new Set(partitionIndexes)].map(async (partitionIndex) => {
      const failure = await context.markers.write(marker, { topic: name, partition: partitionIndex })
      return { producerId, name, partitionIndex, errorCode: errorCodes[failure?.error ?? 'NONE'] }
    })
  )
}

/**
 * Kafka reports each producer, topic and partition once, however often the request names it, and omits markers without
 * partitions.
 */
function answerOf(written: readonly Written[]) {
  const producers = new Map<bigint, Map<string, Map<number, number>>>()
  for (const { producerId, name, partitionIndex, errorCode } of written) {
    const topics = getOrAdd(producers, producerId, () => new Map<string, Map<number, number>>())
    getOrAdd(topics, name, () => new Map<number, number>()).set(partitionIndex, errorCode)
  }
  return [...producers].map(([producerId, topics]) => ({
    producerId,
    topics: [...topics].map(([name, partitions]) => ({
      name,
      partitions: [...partitions].map(([partitionIndex, errorCode]) => ({ partitionIndex, errorCode }))
    }))
  }))
}
