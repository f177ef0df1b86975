import type { Endpoint, Env } from '../env/index.ts'
import { type ApiName, apis } from '../protocol/index.ts'
import { Client } from './client.ts'
import { NotAdvertised } from './expect.ts'

/** One broker of the cluster, as Metadata shows it. */
interface ClusterBroker extends Endpoint {
  readonly nodeId: number
  readonly rack: string | null
}

/** The broker under test, as it describes itself before the first check. */
export interface Target {
  readonly env: Env
  readonly endpoint: Endpoint
  readonly nodeId: number
  readonly brokerCount: number
  /** All that are alive: the broker under test first, then the others by their ids. */
  readonly brokers: readonly ClusterBroker[]
  readonly clusterId: string | null
  /** What it advertises, by API key. */
  readonly ranges: ReadonlyMap<number, readonly [number, number]>
  /** Start of the name of everything that this run creates. */
  readonly prefix: string
  /** Wall milliseconds that scripts use as their present: the same for both brokers of a differential run. */
  readonly nowMs: number
}

export function advertises(target: Target, api: ApiName, version: number): boolean {
  const range = target.ranges.get(apis[api].key)
  if (range === undefined || version < range[0] || version > range[1]) return false
  return !(api === 'Produce' && version < 3 && listsProduceInVain(target))
}

/**
 * Kafka 4 lists Produce from version 0 on, which librdkafka wants to see, but closes the connection on versions before 3
 * (KAFKA-18659). Its range of Fetch tells the truth about which formats it speaks.
 */
function listsProduceInVain(target: Target): boolean {
  return (target.ranges.get(apis.Fetch.key)?.[0] ?? 0) >= 4
}

/**
 * The highest version that the broker and this codec share, at most `atMost`.
 * @throws NotAdvertised when there is none.
 */
export function bestVersion(target: Target, api: ApiName, atMost = 32767): number {
  const range = target.ranges.get(apis[api].key)
  const version = range === undefined ? -1 : Math.min(range[1], apis[api].maxVersion, atMost)
  if (range === undefined || version < Math.max(range[0], apis[api].minVersion)) throw new NotAdvertised(api)
  return version
}

interface TargetOptions {
  readonly prefix: string
  readonly nowMs: number
}

/**
 * Asks a broker what it speaks and who it is. In a cluster the checks go to one broker, by the address it gives for itself.
 * @throws NetError, ConnectionLost
 */
export async function openTarget(env: Env, bootstrap: Endpoint, options: TargetOptions): Promise<Target> {
  const client = await Client.open(env, bootstrap, { clientId: 'ottla-verify', transcript: undefined, index: -1 })
  try {
    const { apiKeys } = await client.call('ApiVersions', 0, {})
    const ranges = new Map(apiKeys.map((range) => [range.apiKey, [range.minVersion, range.maxVersion] as const]))
    const draft = {
      env,
      endpoint: bootstrap,
      nodeId: -1,
      brokerCount: 0,
      brokers: [],
      clusterId: null,
      ranges,
      ...options
    }
    const metadata = await client.call('Metadata', bestVersion(draft, 'Metadata'), { topics: [] })
    const { clusterId } = metadata
    const brokers = metadata.brokers.map(({ nodeId, host, port, rack }) => ({ nodeId, host, port, rack: rack ?? null }))
    const own = brokers.find((broker) => broker.port === bootstrap.port && broker.host === bootstrap.host) ?? brokers[0]
    const nodeId = own?.nodeId ?? -1
    const endpoint = own === undefined || brokers.length === 1 ? bootstrap : { host: own.host, port: own.port }
    brokers.sort((a, b) => Number(b === own) - Number(a === own) || a.nodeId - b.nodeId)
    return { ...draft, endpoint, nodeId, brokerCount: brokers.length, brokers, clusterId }
  } finally {
    client.close()
  }
}
