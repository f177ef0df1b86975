const configTypes = ['topics', 'brokers', 'groups', 'client-metrics', 'client-quotas', 'users'] as const
/** Kinds of resources whose settings the metadata holds. */
export type ConfigType = (typeof configTypes)[number]

type ParsedKey =
  | { readonly kind: 'topic'; readonly name: string }
  | { readonly kind: 'partition'; readonly name: string; readonly partition: number }
  | { readonly kind: 'config'; readonly type: ConfigType; readonly name: string }
  | { readonly kind: 'broker'; readonly id: number }

/** Where everything stands in the metadata store. Topic names cannot hold a slash, so they need no escape; others do. */
export const keys = {
  clusterId: '/cluster/id',
  /** The id of the broker whose directory this is. */
  ownId: '/cluster/own-id',
  nextProducerId: '/producer-ids/next',
  topic: (name: string) => `/topics/${name}`,
  partition: (name: string, partition: number) => `/topics/${name}/partitions/${partition}`,
  config: (type: ConfigType, name: string) => `/configs/${type}/${encodeURIComponent(name)}`,
  broker: (id: number) => `/brokers/${id}`,
  /** Undefined for a key that this version does not know: a later one may have written it. */
  parse(key: string): ParsedKey | undefined {
    const [empty, kind, first = '', second, third, ...others] = key.split('/')
    if (empty !== '' || first === '' || others.length > 0) return undefined
    if (kind === 'topics' && second === undefined) return { kind: 'topic', name: first }
    if (kind === 'topics' && second === 'partitions' && isNumber(third))
      return { kind: 'partition', name: first, partition: Number(third) }
    if (kind === 'configs' && second !== undefined && third === undefined && isConfigType(first))
      return { kind: 'config', type: first, name: decodeURIComponent(second) }
    if (kind === 'brokers' && second === undefined && isNumber(first)) return { kind: 'broker', id: Number(first) }
    return undefined
  }
}

const isNumber = (text: string | undefined): boolean => text !== undefined && /^\d+$/.test(text)

const isConfigType = (text: string): text is ConfigType => (configTypes as readonly string[]).includes(text)
