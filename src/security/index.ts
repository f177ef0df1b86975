/** The door of the security room: who may do what. Until ACLs exist, everybody may do everything. */
export interface Principal {
  readonly type: string
  readonly name: string
}

/** Kafka's operations and their codes (org.apache.kafka.common.acl.AclOperation). */
export const operations = {
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

export interface Authorizer {
  may(principal: Principal, operation: Operation, type: ResourceType, name: string): boolean
}

export const allowAll: Authorizer = { may: () => true }

const byType: Record<ResourceType, readonly Operation[]> = {
  TOPIC: ['READ', 'WRITE', 'CREATE', 'DELETE', 'ALTER', 'DESCRIBE', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS'],
  GROUP: ['READ', 'DELETE', 'DESCRIBE', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS'],
  CLUSTER: ['CREATE', 'ALTER', 'DESCRIBE', 'CLUSTER_ACTION', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS', 'IDEMPOTENT_WRITE'],
  TRANSACTIONAL_ID: ['WRITE', 'DESCRIBE']
}

/** The bit field of authorized operations that clients ask for (KIP-430). */
export function authorizedOperations(
  authorizer: Authorizer,
  principal: Principal,
  type: ResourceType,
  name: string
): number {
  let bits = 0
  for (const operation of byType[type])
    if (authorizer.may(principal, operation, type, name)) bits |= 1 << operations[operation]
  return bits
}
