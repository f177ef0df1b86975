/** A broker's registration. Its key is attached to the broker's lease, so it disappears with the broker. */
export interface BrokerImage {
  readonly id: number
  /** Grows with every registration of this id (as in KIP-631), so that requests of an earlier one can be recognized. */
  readonly epoch: number
  /** Identifies the process that registered. */
  readonly incarnation: string
  readonly rack: string | null
  /** One endpoint per listener, under the listener's name. */
  readonly endpoints: readonly BrokerEndpoint[]
  /** Ids of its usable log directories. */
  readonly directories: readonly string[]
  /** It has other log directories that are currently unusable. */
  readonly lacksDirectories?: boolean | undefined
  /** Its cordoned log directories, which get no new partitions (KIP-1066). */
  readonly cordoned?: readonly string[] | undefined
  /** It is registered, but does not lead and is hidden from clients. */
  readonly isFenced: boolean
}

interface BrokerEndpoint {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly securityProtocol: string
}

export const encodeBroker = (broker: BrokerImage): string => JSON.stringify(broker)

/** @throws Error if the value is invalid */
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
