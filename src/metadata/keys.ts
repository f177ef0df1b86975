import type { ConfigType } from './image.ts'

export type ParsedKey =
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
  parse(key: string): ParsedKey | undefined {
    const [, room, first = '', second, third] = key.split('/')
    if (room === 'topics' && second === undefined) return { kind: 'topic', name: first }
    if (room === 'topics' && second === 'partitions')
      return { kind: 'partition', name: first, partition: Number(third) }
    if (room === 'configs') return { kind: 'config', type: first as ConfigType, name: decodeURIComponent(second ?? '') }
    if (room === 'brokers') return { kind: 'broker', id: Number(first) }
    return undefined
  }
}
