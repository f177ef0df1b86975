import {
  entityKey,
  entityOf,
  type QuotaChange,
  type QuotaEntity,
  quotaFault,
  repeatedEntity,
  showEntity
} from '../../controller/index.ts'
import { type AlterClientQuotasRequest, errorCodes, type Failure, failed } from '../../protocol/index.ts'
import { mayOnCluster, notAuthorized } from '../cluster-rights.ts'
import type { Handler, RequestContext } from '../context.ts'

interface Change {
  readonly entity: QuotaEntity
  readonly ops: readonly QuotaChange[]
  readonly isMade: boolean
  readonly fault: Failure | null
}

/**
 * AlterClientQuotas (49): sets and removes quotas, entity by entity. They are stored and described but not enforced yet, which
 * the log says. Source: org.apache.kafka.controller.ClientQuotaControlManager#alterClientQuotas.
 */
export const alterClientQuotas: Handler<'AlterClientQuotas'> = async ({ entries, validateOnly }, context) => {
  const changes = changesOf(entries, context)
  const good = changes.filter(({ isMade }) => isMade)
  const unwritten = new Map<Change, Failure | null>()
  if (!validateOnly && good.length > 0) {
    const alter = async (change: Change) => unwritten.set(change, await context.alterQuotas(change.entity, change.ops))
    await Promise.all(good.map(alter))
    context.log.warn('client quotas changed; they are stored and can be described, but are not enforced yet')
  }
  return {
    entries: changes.map((change) => {
      const failure = change.fault ?? unwritten.get(change) ?? null
      return {
        errorCode: failure === null ? 0 : errorCodes[failure.error],
        errorMessage: failure?.message ?? null,
        entity: showEntity(change.entity)
      }
    })
  }
}

/**
 * One result per entity. An entity that sets the same quota twice is refused. If an entity is named twice, the first change is
 * made, although the response reports the second, as in Kafka.
 */
function changesOf(entries: AlterClientQuotasRequest['entries'], context: RequestContext): Change[] {
  const changes = new Map<string, Change>()
  const isAllowed = mayOnCluster(context, 'ALTER_CONFIGS')
  for (const { entity: parts, ops } of entries) {
    const entity = entityOf(parts)
    const first = changes.get(entityKey(entity))
    if (first !== undefined) {
      changes.set(entityKey(entity), { ...first, fault: repeatedEntity(entity) })
      continue
    }
    const fault = isAllowed ? faultOf(entity, ops) : failed('CLUSTER_AUTHORIZATION_FAILED', notAuthorized)
    changes.set(entityKey(entity), { entity, ops, isMade: fault === null, fault })
  }
  return [...changes.values()]
}

const faultOf = (entity: QuotaEntity, ops: readonly QuotaChange[]): Failure | null =>
  new Set(ops.map(({ key }) => key)).size < ops.length ? repeatedEntity(entity) : quotaFault(entity, ops)
