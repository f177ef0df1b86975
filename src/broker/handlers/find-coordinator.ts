import { offsetsTopic } from '../../coordination/index.ts'
import { type ErrorName, errorCodes } from '../../protocol/index.ts'
import type { Handler, RequestContext } from '../context.ts'
import { isFailure } from '../failure.ts'

/** Kinds of keys (org.apache.kafka.common.requests.FindCoordinatorRequest.CoordinatorType). */
const keyTypes = { group: 0, transaction: 1, share: 2 } as const

interface Found {
  readonly error: ErrorName
  readonly message: string | null
  readonly nodeId: number
  readonly host: string
  readonly port: number
}

const notFound = (error: ErrorName, message: string | null = null): Found => ({
  error,
  message,
  nodeId: -1,
  host: '',
  port: -1
})

/**
 * FindCoordinator (10): which broker coordinates a group. v1 names the kind of key (KIP-98), v4 asks for several keys at
 * once (KIP-699), v6 knows share groups (KIP-932). Makes __consumer_offsets when it is first needed, and answers when it is
 * there, where Kafka has the client ask again.
 */
export const findCoordinator: Handler<'FindCoordinator'> = async (request, context) => {
  const { apiVersion } = context
  const keyType = apiVersion === 0 ? keyTypes.group : request.keyType
  const keys = apiVersion >= 4 ? request.coordinatorKeys : [request.key]
  const isMissing =
    keyType === keyTypes.group && keys.length > 0 && context.broker.image.topic(offsetsTopic) === undefined
  const made = isMissing ? await context.broker.topics.ensureInternal(offsetsTopic) : null
  const failure = isFailure(made) ? notFound('COORDINATOR_NOT_AVAILABLE', made.message) : null
  const found = keys.map((key) => failure ?? coordinatorOf(key, keyType, context))
  if (apiVersion >= 4)
    return { coordinators: found.map((answer, index) => ({ key: keys[index] ?? '', ...fields(answer) })) }
  return fields(found[0] ?? notFound('INVALID_REQUEST'))
}

function fields({ error, message, nodeId, host, port }: Found) {
  return { errorCode: errorCodes[error], errorMessage: message, nodeId, host, port }
}

function coordinatorOf(key: string, keyType: number, context: RequestContext): Found {
  const { broker, connection } = context
  if (keyType === keyTypes.transaction)
    return notFound('INVALID_REQUEST', 'Transactions are not served by this broker.')
  if (keyType !== keyTypes.group) return notFound('INVALID_REQUEST')
  if (!broker.authorizer.may(connection.principal, 'DESCRIBE', 'GROUP', key))
    return notFound('GROUP_AUTHORIZATION_FAILED')
  const leader = broker.image.topic(offsetsTopic)?.partitions[broker.groups.partitionFor(key)]?.leader ?? -1
  const endpoint =
    leader === broker.brokerId ? broker.advertisedEndpoint(connection) : broker.image.broker(leader)?.endpoints[0]
  if (endpoint === undefined) return notFound('COORDINATOR_NOT_AVAILABLE')
  return { error: 'NONE', message: null, nodeId: leader, host: endpoint.host, port: endpoint.port }
}
