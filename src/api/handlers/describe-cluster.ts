import { errorCodes } from '../../protocol/index.ts'
import { clusterOperations } from '../cluster-rights.ts'
import type { Handler } from '../context.ts'
import { endpointOf } from '../nodes.ts'

const brokers = 1
const controllers = 2

/** DescribeCluster (60): the brokers and the cluster id. v1 adds an endpoint type (KIP-919), v2 fenced brokers (KIP-1073). */
export const describeCluster: Handler<'DescribeCluster'> = (request, context) => {
  const { apiVersion } = context
  const base = {
    clusterId: context.cluster.id,
    controllerId: context.image.controllerId,
    brokers: [],
    endpointType: brokers
  }
  if (apiVersion >= 1 && request.endpointType !== brokers) {
    const isKnown = request.endpointType === controllers
    return {
      ...base,
      clusterId: '',
      controllerId: -1,
      errorCode: errorCodes[isKnown ? 'MISMATCHED_ENDPOINT_TYPE' : 'UNSUPPORTED_ENDPOINT_TYPE'],
      errorMessage: isKnown
        ? 'The request was sent to an endpoint of type BROKER, but we wanted an endpoint of type CONTROLLER'
        : `Unsupported endpoint type ${request.endpointType}`
    }
  }
  const shown = request.includeFencedBrokers ? [...context.image.brokers] : context.image.aliveBrokers
  return {
    ...base,
    errorCode: 0,
    errorMessage: null,
    brokers: shown.flatMap((broker) => {
      const endpoint = endpointOf(broker, context)
      if (endpoint === undefined) return []
      const { id: brokerId, rack, isFenced } = broker
      return { brokerId, host: endpoint.host, port: endpoint.port, rack, isFenced }
    }),
    clusterAuthorizedOperations: clusterOperations(request.includeClusterAuthorizedOperations, context)
  }
}
