import { errorCodes } from '../../protocol/index.ts'
import { authorizedOperations } from '../../security/index.ts'
import type { Handler } from '../context.ts'

const brokers = 1
const controllers = 2

/** DescribeCluster (60): the brokers and the cluster's id. v1 asks for an endpoint type (KIP-919), v2 for fenced brokers (KIP-1073). */
export const describeCluster: Handler<'DescribeCluster'> = (request, context) => {
  const { apiVersion, connection } = context
  const base = {
    clusterId: context.cluster.id,
    controllerId: context.cluster.brokerId,
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
  const own = context.cluster.endpointFor(connection)
  return {
    ...base,
    errorCode: 0,
    errorMessage: null,
    brokers: [...context.image.brokers].map(({ id, rack, endpoints }) => {
      const { host, port } = id === context.cluster.brokerId ? own : (endpoints[0] ?? own)
      return { brokerId: id, host, port, rack, isFenced: false }
    }),
    clusterAuthorizedOperations: request.includeClusterAuthorizedOperations
      ? authorizedOperations(context, 'CLUSTER', 'kafka-cluster')
      : undefined
  }
}
