import { offsetsTopic, shareStateTopic, transactionsTopic } from '../../controller/index.ts'
import { type ErrorName, errorCodes, isFailure } from '../../protocol/index.ts'
import type { ResourceType } from '../../security/index.ts'
import { mayOnCluster, refusals } from '../cluster-rights.ts'
import type { Handler, RequestContext } from '../context.ts'
import { nodeOf } from '../nodes.ts'

/** Kinds of keys (org.apache.kafka.common.requests.FindCoordinatorRequest.CoordinatorType). */
const keyTypes = { group: 0, transaction: 1, share: 2 } as const
const firstVersionWithShares = 6

/** What Kafka says in versions 1 to 3, where it always says something. Later versions name an unknown kind of key alone. */
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
  /** Said in every version that has a place for it. */
  readonly message?: string | undefined
  readonly nodeId: number
  readonly host: string
  readonly port: number
}

const notFound = (error: ErrorName, message?: string): Found => ({ error, message, nodeId: -1, host: '', port: -1 })

/** What the coordinators of a kind of key are, and what a client must be allowed to know of it. */
interface CoordinatedKey {
  readonly topic: string
  readonly resource: ResourceType
  readonly partitionFor: (key: string, context: RequestContext) => number
}

/** A share partition as a key: group, topic id and partition, where the group may have colons too (SharePartitionKey). */
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
 * FindCoordinator (10): which broker coordinates a group or a transactional id. v1 names the kind of key (KIP-98), v4 asks
 * for several keys at once (KIP-699), v6 knows share groups (KIP-932). Makes the internal topic when it is first needed, and
 * answers when it is there, where Kafka has the client ask again.
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

/** Brokers alone ask for the coordinators of share partitions. */
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
  // Its log cannot be read or made now: clients ask again, which the coordinator's own calls alone would tell them by NOT_COORDINATOR.
  if (leader === context.cluster.brokerId && isFailure(context.partitions.leader(topic, index)))
    return notFound('COORDINATOR_NOT_AVAILABLE')
  const node = nodeOf(leader, context)
  if (node === undefined) return notFound('COORDINATOR_NOT_AVAILABLE')
  return { error: 'NONE', nodeId: leader, host: node.host, port: node.port }
}
