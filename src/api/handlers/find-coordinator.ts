import { offsetsTopic, shareStateTopic, transactionsTopic } from '../../controller/index.ts'
import { type ErrorName, errorCodes, isFailure } from '../../protocol/index.ts'
import type { ResourceType } from '../../security/index.ts'
import { mayOnCluster, refusals } from '../cluster-rights.ts'
import type { Handler, RequestContext } from '../context.ts'
import { nodeOf } from '../nodes.ts'

/** Types of keys (org.apache.kafka.common.requests.FindCoordinatorRequest.CoordinatorType). */
const keyTypes = { group: 0, transaction: 1, share: 2 } as const
const firstVersionWithShares = 6

/** Kafka's message in versions 1 to 3, which always have one. Later versions only name an unknown key type. */
const messages: { readonly [K in ErrorName]?: string } = {
  NONE: 'NONE',
  COORDINATOR_NOT_AVAILABLE: 'The coordinator is not available.',
  GROUP_AUTHORIZATION_FAILED: refusals.GROUP.message,
  TRANSACTIONAL_ID_AUTHORIZATION_FAILED: refusals.TRANSACTIONAL_ID.message,
  INVALID_REQUEST:
    'This most likely occurs because of a request being malformed by the client library or the message was sent to an incompatible broker. See the broker logs for more details.'
}

interface Found {
  readonly error: ErrorName
  /** Used in every version with a field for it. */
  readonly message?: string | undefined
  readonly nodeId: number
  readonly host: string
  readonly port: number
}

const notFound = (error: ErrorName, message?: string): Found => ({ error, message, nodeId: -1, host: '', port: -1 })

/** The coordinator of a key type, and the permission that a client needs. */
interface CoordinatedKey {
  readonly topic: string
  readonly resource: ResourceType
  readonly partitionFor: (key: string, context: RequestContext) => number
}

/** A share partition as a key: group, topic id and partition. The group may contain colons (SharePartitionKey). */
const shareKey = /^.+:[\w-]{22}:\d{1,10}$/s

const coordinated: { readonly [keyType: number]: CoordinatedKey } = {
  [keyTypes.group]: {
    topic: offsetsTopic,
    resource: 'GROUP',
    partitionFor: (key, { groups }) => groups.partitionFor(key)
  },
  [keyTypes.transaction]: {
    topic: transactionsTopic,
    resource: 'TRANSACTIONAL_ID',
    partitionFor: (key, { transactions }) => transactions.partitionFor(key)
  },
  [keyTypes.share]: {
    topic: shareStateTopic,
    resource: 'CLUSTER',
    partitionFor: (key, { shareState }) => shareState.partitionFor(key)
  }
}

/**
 * FindCoordinator (10): finds the broker that coordinates a group or a transactional id. v1 adds key types (KIP-98), v4 batches
 * keys (KIP-699), v6 knows share groups (KIP-932). Creates the internal topic when it is first needed and responds once it
 * exists, where Kafka makes the client retry.
 */
export const findCoordinator: Handler<'FindCoordinator'> = async (request, context) => {
  const { apiVersion } = context
  const keyType = apiVersion === 0 ? keyTypes.group : request.keyType
  const keys = apiVersion >= 4 ? request.coordinatorKeys : [request.key]
  const kind = keyType === keyTypes.share && apiVersion < firstVersionWithShares ? undefined : coordinated[keyType]
  if (kind !== undefined && context.image.topic(kind.topic) === undefined) {
    const isAllowed = keys.some((key) => mayFind(key, kind, context))
    if (isAllowed) await context.topics.ensureInternal(kind.topic)
  }
  const found = keys.map((key) =>
    kind === undefined ? notFound('INVALID_REQUEST') : coordinatorOf(key, kind, context)
  )
  const isKnownType = Object.values<number>(keyTypes).includes(keyType)
  const isSaid = apiVersion < 4 || !isKnownType
  const fields = ({ error, message, nodeId, host, port }: Found) => {
    const errorMessage = message ?? (isSaid ? (messages[error] ?? null) : '')
    return { errorCode: errorCodes[error], errorMessage, nodeId, host, port }
  }
  if (apiVersion >= 4)
    return { coordinators: found.map((answer, index) => ({ key: keys[index] ?? '', ...fields(answer) })) }
  return fields(found[0] ?? notFound('INVALID_REQUEST'))
}

/** Only brokers look up the coordinators of share partitions. */
const mayFind = (key: string, { resource }: CoordinatedKey, context: RequestContext): boolean =>
  resource === 'CLUSTER' ? mayOnCluster(context, 'CLUSTER_ACTION') : context.may('DESCRIBE', resource, key)

function coordinatorOf(key: string, kind: CoordinatedKey, context: RequestContext): Found {
  const { topic, resource, partitionFor } = kind
  if (!mayFind(key, kind, context)) {
    const { error, message } = refusals[resource]
    return notFound(error, resource === 'CLUSTER' ? message : undefined)
  }
  if (topic === shareStateTopic && !shareKey.test(key)) return notFound('INVALID_REQUEST')
  const partitions = context.image.topic(topic)?.partitions ?? []
  const index = partitionFor(key, context)
  const leader = partitions[index]?.leader ?? -1
  // The log cannot be read or created at the moment. Clients retry; otherwise only the coordinator's own APIs would tell them,
  // with NOT_COORDINATOR.
  if (leader === context.cluster.brokerId && isFailure(context.partitions.leader(topic, index)))
    return notFound('COORDINATOR_NOT_AVAILABLE')
  const node = nodeOf(leader, context)
  if (node === undefined) return notFound('COORDINATOR_NOT_AVAILABLE')
  return { error: 'NONE', nodeId: leader, host: node.host, port: node.port }
}
