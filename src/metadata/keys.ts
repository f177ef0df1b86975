const configTypes = ['topics', 'brokers', 'groups', 'client-metrics', 'client-quotas', 'users'] as const
/** Kinds of resources with settings in the metadata. */
export type ConfigType = (typeof configTypes)[number]

export type ParsedKey =
  | { readonly kind: 'topic'; readonly name: string }
  | { readonly kind: 'partition'; readonly topicId: string; readonly partition: number }
  | { readonly kind: 'config'; readonly type: ConfigType; readonly name: string }
  | { readonly kind: 'broker'; readonly id: number }
  | { readonly kind: 'registration'; readonly id: number }
  | { readonly kind: 'controller' }
  | { readonly kind: 'feature'; readonly name: string }
  /** Known, but not part of the image. */
  | { readonly kind: 'other' }

/**
 * The layout of the metadata store. Topic names and ids cannot contain a slash and need no escaping; others do. A topic is a
 * single key that holds its whole assignment. A partition has a key only while its state differs from its assignment; the key
 * uses the topic id, so that a late write can never hit a new topic of the same name.
 */
export const keys = {
  clusterId: '/cluster/id',
  /** Id of the broker that owns this directory. */
  ownId: '/cluster/own-id',
  nextProducerId: '/producer-ids/next',
  /** The standalone broker whose metadata was moved here, or is being moved. */
  carried: '/cluster/carried',
  /** The current controller. Attached to its lease. */
  controller: '/controller',
  topic: (name: string) => `/topics/${name}`,
  partition: (topicId: string, partition: number) => `/partitions/${topicId}/${partition}`,
  /** A prefix for the states of all partitions of a topic. */
  partitionsOf: (topicId: string) => `/partitions/${topicId}/`,
  config: (type: ConfigType, name: string) => `/configs/${type}/${encodeURIComponent(name)}`,
  /** A live broker's registration. Attached to its lease. */
  broker: (id: number) => `/brokers/${id}`,
  /** The last registration of a broker in a cluster. It stays after the broker is gone, until it is unregistered. */
  registration: (id: number) => `/registrations/${id}`,
  feature: (name: string) => `/features/${encodeURIComponent(name)}`,
  /** Undefined for a key unknown to this version; a later one may have written it. */
  parse(key: string): ParsedKey | undefined {
    if (others.has(key)) return { kind: 'other' }
    if (key === keys.controller) return { kind: 'controller' }
    const [empty, kind, first = '', second, ...rest] = key.split('/')
    if (empty !== '' || rest.length > 0) return undefined
    // The default of all brokers has an empty name.
    if (kind === 'configs' && second !== undefined && isConfigType(first)) {
      const name = decoded(second)
      return name === undefined ? undefined : { kind: 'config', type: first, name }
    }
    if (first === '') return undefined
    if (kind === 'partitions' && isNumber(second))
      return { kind: 'partition', topicId: first, partition: Number(second) }
    if (second !== undefined) return undefined
    if (kind === 'topics') return { kind: 'topic', name: first }
    if (kind === 'brokers' && isNumber(first)) return { kind: 'broker', id: Number(first) }
    if (kind === 'registrations' && isNumber(first)) return { kind: 'registration', id: Number(first) }
    const name = kind === 'features' ? decoded(first) : undefined
    return name === undefined ? undefined : { kind: 'feature', name }
  }
}

const others: ReadonlySet<string> = new Set([keys.clusterId, keys.ownId, keys.nextProducerId, keys.carried])

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

const isNumber = (text: string | undefined): boolean => text !== undefined && /^\d{1,10}$/.test(text)

const isConfigType = (text: string): text is ConfigType => (configTypes as readonly string[]).includes(text)
