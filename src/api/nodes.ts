/*
 * Determines which brokers a client sees, and at which address: like Kafka, on the listener that the client uses
 * (kafka.server.metadata.KRaftMetadataCache#getAliveBrokerNodes). Fenced brokers and those without that listener are hidden.
 */
import type { Endpoint } from '../env/index.ts'
import type { BrokerImage, TopicImage } from '../metadata/index.ts'
import { type ErrorName, errorCodes } from '../protocol/index.ts'
import type { RequestContext } from './context.ts'

export interface Node extends Endpoint {
  readonly nodeId: number
  readonly rack: string | null
}

/** Where this client reaches a registered broker; undefined if the broker has no listener of that name. */
export function endpointOf({ id, endpoints }: BrokerImage, { cluster, connection }: RequestContext) {
  if (id === cluster.brokerId) return cluster.endpointFor(connection)
  return endpoints.find(({ name }) => name === connection.listenerName)
}

/** A live broker that this client can reach. */
export function nodeOf(id: number, context: RequestContext): Node | undefined {
  const broker = context.image.broker(id)
  const endpoint = broker === undefined || broker.isFenced ? undefined : endpointOf(broker, context)
  if (broker === undefined || endpoint === undefined) return undefined
  return { nodeId: id, host: endpoint.host, port: endpoint.port, rack: broker.rack }
}

export const nodesOf = (context: RequestContext): Node[] =>
  context.image.aliveBrokers.flatMap(({ id }) => nodeOf(id, context) ?? [])

/** Whether this client can be sent to a broker as a leader. */
export const reachableLeaders = (nodes: readonly Node[], { cluster }: RequestContext): ReadonlySet<number> =>
  new Set(nodes.map(({ nodeId }) => nodeId)).add(cluster.brokerId)

/** Kafka's error code for a client that cannot be sent to a leader, or 0. Created once for all partitions of a request. */
export function leaderErrors(nodes: readonly Node[], context: RequestContext): (leader: number) => number {
  const { image, apiVersion } = context
  const reachable = reachableLeaders(nodes, context)
  return (leader) => {
    if (reachable.has(leader)) return 0
    // Since Metadata v6 there is a separate error for a missing listener.
    const isUnreachable = apiVersion >= 6 && image.broker(leader) !== undefined
    return errorCodes[isUnreachable ? 'LISTENER_NOT_FOUND' : 'LEADER_NOT_AVAILABLE']
  }
}

/** The current leader, for a client that asked the wrong broker or used an old epoch (KIP-951); undefined for other errors. */
export function leaderHint(
  error: ErrorName,
  topic: TopicImage | undefined,
  partition: number
): { readonly leaderId: number; readonly leaderEpoch: number } | undefined {
  const isMoved = error === 'NOT_LEADER_OR_FOLLOWER' || error === 'FENCED_LEADER_EPOCH'
  const state = isMoved ? topic?.partitions[partition] : undefined
  return state === undefined ? undefined : { leaderId: state.leader, leaderEpoch: state.leaderEpoch }
}

/** The nodes of these leaders, without duplicates (KIP-951). */
export const leaderNodes = (leaderIds: Iterable<number>, context: RequestContext): Node[] =>
  [...new Set(leaderIds)].flatMap((id) => nodeOf(id, context) ?? [])
