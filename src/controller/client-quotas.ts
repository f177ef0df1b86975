/*
 * Client quotas (KIP-546, KIP-612): validation, storage and filters. They are stored and described, but not enforced yet. Source:
 * org.apache.kafka.controller.ClientQuotaControlManager, org.apache.kafka.image.ClientQuotasImage,
 * org.apache.kafka.server.config.QuotaConfig.
 */
import { type ConfigValues, keys, type MetadataImage } from '../metadata/index.ts'
import { type Failure, failed } from '../protocol/index.ts'
import { isHost } from './host-names.ts'
import { changeMetadata, type MetadataHost } from './write-metadata.ts'

/** Names by entity type; null stands for the default of that type. */
export type QuotaEntity = ReadonlyMap<string, string | null>

interface QuotaEntry {
  readonly entity: QuotaEntity
  readonly values: ReadonlyMap<string, number>
}

/** In Kafka's order. */
const entityTypes: readonly string[] = ['client-id', 'user', 'ip']

/** The maximum of a whole-number value; null if fractions are allowed. */
type Whole = { readonly max: number; readonly what: string } | null
const long: Whole = { max: 2 ** 63, what: 'a LONG' }
const int: Whole = { max: 0x7fffffff, what: 'an INT' }
const ofClients: ReadonlyMap<string, Whole> = new Map([
  ['producer_byte_rate', long],
  ['consumer_byte_rate', long],
  ['request_percentage', null],
  ['controller_mutation_rate', null]
])
const ofAddresses: ReadonlyMap<string, Whole> = new Map([['connection_creation_rate', int]])

const typeRank = (type: string) => entityTypes.indexOf(type)

/** The entity of a request. If a type is given twice, the last one counts. */
export function entityOf(
  parts: readonly { readonly entityType: string; readonly entityName: string | null }[]
): QuotaEntity {
  const names = new Map(parts.map(({ entityType, entityName }) => [entityType, entityName]))
  return new Map([...names].sort(([one], [other]) => typeRank(one) - typeRank(other)))
}

export const showEntity = (entity: QuotaEntity) =>
  [...entity].map(([entityType, entityName]) => ({ entityType, entityName }))

/** A unique text for each entity. */
export const entityKey = (entity: QuotaEntity): string => JSON.stringify([...entity])

const described = (entity: QuotaEntity) =>
  `ClientQuotaEntity(entries={${[...entity].map(([type, name]) => `${type}=${name}`).join(', ')}})`

export const repeatedEntity = (entity: QuotaEntity): Failure =>
  failed('INVALID_REQUEST', `Ignoring duplicate entity ${described(entity)}`)

export interface QuotaChange {
  readonly key: string
  readonly value: number
  readonly remove: boolean
}

/** Why these quotas cannot be set on this entity; null if they can. */
export function quotaFault(entity: QuotaEntity, changes: readonly QuotaChange[]): Failure | null {
  const why = entityFault(entity) ?? changesFault(entity, changes)
  return why === null ? null : failed('INVALID_REQUEST', why)
}

function entityFault(entity: QuotaEntity): string | null {
  if (entity.size === 0) return 'Invalid empty client quota entity'
  for (const [type, name] of entity) {
    if (typeRank(type) < 0) return `Unhandled client quota entity type: ${type}`
    if (name === '') return `Empty ${type} not supported`
  }
  if (entity.has('ip') && entity.size > 1)
    return 'Invalid quota entity combination, IP entity shouldnot be combined with User or ClientId'
  const address = entity.get('ip') ?? null
  return address === null || isHost(address) ? null : `${address} is not a valid IP or resolvable host.`
}

function changesFault(entity: QuotaEntity, changes: readonly QuotaChange[]): string | null {
  const known = entity.has('ip') ? ofAddresses : ofClients
  for (const { key, value, remove } of changes) {
    if (remove) continue
    const whole = known.get(key)
    if (whole === undefined) return `Invalid configuration key ${key}`
    const fault = valueFault(key, value, whole)
    if (fault !== null) return fault
  }
  return null
}

/** A value within this distance of a whole number counts as one. */
const tolerance = 1e-6

function valueFault(key: string, value: number, whole: Whole): string | null {
  if (value <= 0) return `Quota ${key} must be greater than 0`
  if (whole === null) return null
  if (value > whole.max) return `Proposed value for ${key} is too large for ${whole.what}.`
  return Math.abs(value - Math.trunc(value)) > tolerance ? `${key} cannot be a fractional value.` : null
}

/** Changes the quotas of one entity. Resolves with null once everyone sees them, or with the reason why they were not stored. */
export function alterQuotas(
  host: MetadataHost,
  entity: QuotaEntity,
  changes: readonly QuotaChange[]
): Promise<Failure | null> {
  const name = entityKey(entity)
  const key = keys.config('client-quotas', name)
  return changeMetadata(host, () => {
    const values = new Map(host.image.configs('client-quotas', name))
    // Stored as text, because JSON has neither NaN nor Infinity, which Kafka accepts.
    for (const { key: quota, value, remove } of changes) {
      if (remove) values.delete(quota)
      else values.set(quota, String(value))
    }
    return {
      compare: [{ key, modRevision: host.image.configRevision('client-quotas', name) }],
      operations: [
        values.size === 0 ? { delete: key } : { put: key, value: JSON.stringify(Object.fromEntries(values)) }
      ]
    }
  })
}

const numbers = (values: ConfigValues): ReadonlyMap<string, number> =>
  new Map([...values].map(([name, value]) => [name, Number(value)]))

const matchTypes = { exact: 0, default: 1, any: 2 } as const

interface QuotaFilter {
  readonly entityType: string
  readonly matchType: number
  readonly match: string | null
}

/** Why a filter is invalid; null if it is valid. */
export function filterFault(filters: readonly QuotaFilter[]): Failure | null {
  const refused = (why: string) => failed('INVALID_REQUEST', why)
  const types = new Set<string>()
  for (const { entityType, matchType, match } of filters) {
    if (entityType === '') return refused('Invalid empty entity type.')
    if (types.has(entityType)) return refused(`Entity type ${entityType} cannot appear more than once in the filter.`)
    if (typeRank(entityType) < 0) return failed('UNSUPPORTED_VERSION', `Unsupported entity type ${entityType}`)
    types.add(entityType)
    if (matchType === matchTypes.exact) {
      if (match === null) return refused('Request specified MATCH_TYPE_EXACT, but set match string to null.')
    } else if (matchType === matchTypes.default || matchType === matchTypes.any) {
      const name = matchType === matchTypes.default ? 'DEFAULT' : 'SPECIFIED'
      if (match !== null) return refused(`Request specified MATCH_TYPE_${name}, but also specified a match string.`)
    } else return refused(`Unknown match type ${matchType}`)
  }
  if (types.has('ip') && types.size > 1) {
    return refused(
      'Invalid entity filter component combination. IP filter component should not be used with user or clientId filter component.'
    )
  }
  return null
}

/** The entities that match all components; with `isStrict`, those that have no others. */
export function selectQuotas(image: MetadataImage, filters: readonly QuotaFilter[], isStrict: boolean): QuotaEntry[] {
  const found: QuotaEntry[] = []
  for (const name of image.configNames('client-quotas')) {
    const entity: QuotaEntity = new Map(JSON.parse(name) as [string, string | null][])
    if (isStrict && entity.size !== filters.length) continue
    if (!filters.every((filter) => matches(entity, filter))) continue
    found.push({ entity, values: numbers(image.configs('client-quotas', name)) })
  }
  return found
}

function matches(entity: QuotaEntity, { entityType, matchType, match }: QuotaFilter): boolean {
  const name = entity.get(entityType)
  if (name === undefined || matchType === matchTypes.any) return name !== undefined
  return matchType === matchTypes.default ? name === null : name === match
}
