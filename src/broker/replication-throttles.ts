/*
 * Reads replication throttles from the configs: the rates and the throttled replicas. Source: KIP-73;
 * kafka.server.TopicConfigHandler#parseThrottledPartitions, BrokerConfigHandler#processConfigChanges.
 */
import type { BrokerConfig, ReplicationRate } from '../config/index.ts'
import type { Env } from '../env/index.ts'
import type { ConfigValues, MetadataImage } from '../metadata/index.ts'
import { ReplicationThrottle } from '../replica/index.ts'

interface ThrottleHost {
  readonly env: Env
  readonly config: BrokerConfig
  readonly brokerId: number
  readonly image: MetadataImage
}

type ThrottledReplicas = 'leader.replication.throttled.replicas' | 'follower.replication.throttled.replicas'

/** Throttles what this broker's leaders send to throttled followers, and what its own throttled followers fetch. */
interface ReplicationThrottles {
  readonly leader: ReplicationThrottle
  readonly follower: ReplicationThrottle
}

export const replicationThrottles = (host: ThrottleHost): ReplicationThrottles => ({
  leader: throttleOf(host, 'leader.replication.throttled.rate', 'leader.replication.throttled.replicas'),
  follower: throttleOf(host, 'follower.replication.throttled.rate', 'follower.replication.throttled.replicas')
})

/** Throttles moves between this broker's log directories; every move counts. */
export const moveThrottle = ({ env, config }: Pick<ThrottleHost, 'env' | 'config'>): ReplicationThrottle =>
  new ReplicationThrottle({
    nowMs: () => env.clock.monotonicMs(),
    bytesPerSecond: () => config.replicationRate('replica.alter.log.dirs.io.max.bytes.per.second'),
    windows: () => config.number('alter.log.dirs.replication.quota.window.num'),
    windowMs: () => config.number('alter.log.dirs.replication.quota.window.size.seconds') * 1_000,
    isThrottled: () => true
  })

function throttleOf(
  { env, config, brokerId, image }: ThrottleHost,
  rate: ReplicationRate,
  replicas: ThrottledReplicas
): ReplicationThrottle {
  /** Keyed by the topic's config values, which are never changed in place. */
  const parsed = new WeakMap<ConfigValues, 'all' | ReadonlySet<number>>()
  return new ReplicationThrottle({
    nowMs: () => env.clock.monotonicMs(),
    bytesPerSecond: () => config.replicationRate(rate),
    windows: () => config.number('replication.quota.window.num'),
    windowMs: () => config.number('replication.quota.window.size.seconds') * 1_000,
    isThrottled: (topic, partition) => {
      const values = image.configs('topics', topic)
      if (!values.has(replicas)) return false
      let meant = parsed.get(values)
      if (meant === undefined) {
        meant = throttledPartitions(values.get(replicas) ?? '', brokerId)
        parsed.set(values, meant)
      }
      return meant === 'all' || meant.has(partition)
    }
  })
}

/** The partitions in `partition:broker,...` that name this broker; `*` means all. */
function throttledPartitions(list: string, brokerId: number): 'all' | ReadonlySet<number> {
  if (list.trim() === '*') return 'all'
  const pairs = list.split(',').map((pair) => pair.trim().split(':').map(Number))
  return new Set(pairs.filter(([, id]) => id === brokerId).map(([partition = -1]) => partition))
}
