/** A broker as it has registered itself. The key hangs on its lease: a broker that is gone has none. */
export interface BrokerImage {
  readonly id: number
  /** Higher at every registration of this id (as in KIP-631), so that what an earlier one sends is told apart. */
  readonly epoch: number
  /** Of the process that registered. */
  readonly incarnation: string
  readonly rack: string | null
  /** One for each listener, under the listener's name. */
  readonly endpoints: readonly BrokerEndpoint[]
  /** Ids of its log directories. */
  readonly directories: readonly string[]
  /** It has others that cannot be used now. */
  readonly lacksDirectories?: boolean | undefined
  /** Those of them that get no new partitions (KIP-1066). */
  readonly cordoned?: readonly string[] | undefined
  /** It is there, but neither leads nor is told to clients. */
  readonly isFenced: boolean
}

interface BrokerEndpoint {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly securityProtocol: string
}

export const encodeBroker = (broker: BrokerImage): string => JSON.stringify(broker)

/** @throws Error for what is no such value. */
export function decodeBroker(text: string, id: number): BrokerImage {
  const value = JSON.parse(text) as Partial<BrokerImage> | null
  if (value === null || value.id !== id || !Array.isArray(value.endpoints)) throw new Error('fields are missing')
  return {
    id,
    epoch: value.epoch ?? 0,
    incarnation: value.incarnation ?? '',
    rack: value.rack ?? null,
    endpoints: value.endpoints,
    directories: value.directories ?? [],
    ...(value.lacksDirectories === true ? { lacksDirectories: true } : {}),
    ...(value.cordoned === undefined ? {} : { cordoned: value.cordoned }),
    isFenced: value.isFenced ?? false
  }
}
