import type { TransactionMarker } from '../../coordination/index.ts'
import { errorCodes, type WriteTxnMarkersRequestMarker } from '../../protocol/index.ts'
import { mayOnCluster } from '../cluster-rights.ts'
import type { Handler, RequestContext } from '../context.ts'
import { errorAnswer } from '../error-answers.ts'

/**
 * WriteTxnMarkers (27): ends transactions in partitions that are led here. Transaction coordinators ask it, and administrators
 * who abort a transaction that hangs. v2 says which transaction version the marker belongs to (KIP-1228).
 * Source: KIP-98, KIP-664; kafka.server.KafkaApis#handleWriteTxnMarkersRequest.
 */
export const writeTxnMarkers: Handler<'WriteTxnMarkers'> = async (request, context) => {
  if (!mayOnCluster(context, 'ALTER') && !mayOnCluster(context, 'CLUSTER_ACTION'))
    return errorAnswer('WriteTxnMarkers', context.apiVersion, request, errorCodes.CLUSTER_AUTHORIZATION_FAILED)
  return { markers: await Promise.all(request.markers.map((marker) => write(marker, context))) }
}

async function write(asked: WriteTxnMarkersRequestMarker, context: RequestContext) {
  const { producerId, producerEpoch, transactionResult, coordinatorEpoch, transactionVersion } = asked
  const marker: TransactionMarker = {
    producerId: Number(producerId),
    producerEpoch,
    result: transactionResult ? 'COMMIT' : 'ABORT',
    coordinatorEpoch,
    transactionVersion: transactionVersion >= 2 ? 2 : 0
  }
  const topics = asked.topics.map(async ({ name, partitionIndexes }) => ({
    name,
    partitions: await Promise.all(
      partitionIndexes.map(async (partitionIndex) => {
        const failure = await context.markers.write(marker, { topic: name, partition: partitionIndex })
        return { partitionIndex, errorCode: errorCodes[failure?.error ?? 'NONE'] }
      })
    )
  }))
  return { producerId, topics: await Promise.all(topics) }
}
