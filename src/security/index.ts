/** Public interface of the security room: authorization. Until ACLs exist, every operation is allowed. */
export interface Principal {
  readonly type: string
  readonly name: string
}

/** Kafka's operations and their codes (org.apache.kafka.common.acl.AclOperation). */
const operations = {
  READ: 3,
  WRITE: 4,
  CREATE: 5,
  DELETE: 6,
  ALTER: 7,
  DESCRIBE: 8,
  CLUSTER_ACTION: 9,
  DESCRIBE_CONFIGS: 10,
  ALTER_CONFIGS: 11,
  IDEMPOTENT_WRITE: 12
} as const

export type Operation = keyof typeof operations
export type ResourceType = 'TOPIC' | 'GROUP' | 'CLUSTER' | 'TRANSACTIONAL_ID'

/** The principal and the host that a request comes from. ACLs can match either. */
interface Requester {
  readonly principal: Principal
  readonly remoteHost: string
}

export interface Authorizer {
  may(who: Requester, operation: Operation, type: ResourceType, name: string): boolean
  /** Whether the operation is allowed on at least one resource of this type (Kafka's authorizeByResourceType). */
  mayOnSome(who: Requester, operation: Operation, type: ResourceType): boolean
}

export const allowAll: Authorizer = { may: () => true, mayOnSome: () => true }

const byType: Record<ResourceType, readonly Operation[]> = {
  TOPIC: ['READ', 'WRITE', 'CREATE', 'DELETE', 'ALTER', 'DESCRIBE', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS'],
  GROUP: ['READ', 'DELETE', 'DESCRIBE', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS'],
  CLUSTER: ['CREATE', 'ALTER', 'DESCRIBE', 'CLUSTER_ACTION', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS', 'IDEMPOTENT_WRITE'],
  TRANSACTIONAL_ID: ['WRITE', 'DESCRIBE']
}

/** Name of the only CLUSTER resource. */
export const clusterName = 'kafka-cluster'

/** Bit field of the operations that the requester is authorized to perform on a resource (KIP-430). */
export function authorizedOperations(
  by: { may(operation: Operation, type: ResourceType, name: string): boolean },
  type: ResourceType,
  name: string
): number {
  let bits = 0
  for (const operation of byType[type]) if (by.may(operation, type, name)) bits |= 1 << operations[operation]
  return bits
}
