import { none, read, refused } from '../row.ts'
import { because } from './reasons.ts'

const atMostOne = (value: string) => value.split(',').length <= 1

/** Broker configs of controllers, replication, quotas between brokers, and tiered storage. */
export const clusterEffects = {
  'alter.log.dirs.replication.quota.window.num': read(
    'broker/replication-throttles.ts',
    'Over how many samples the rate of moves between log directories is measured.'
  ),
  'alter.log.dirs.replication.quota.window.size.seconds': read(
    'broker/replication-throttles.ts',
    'How long one sample of that rate is.'
  ),
  'auto.leader.rebalance.enable': read('broker/cluster-part.ts', 'Whether leaders go back to their preferred brokers.'),
  'broker.heartbeat.interval.ms': read('broker/broker.ts', 'How often a broker of a cluster renews its lease.'),
  'broker.session.timeout.ms': read('broker/broker.ts', 'After how long a silent broker counts as gone.'),
  'controller.listener.names': read('server/listeners.ts', 'Listeners for controllers; they are not opened.'),
  'controller.performance.always.log.threshold.ms': none(
    because.ownMetadata,
    'From which duration on a slow controller event is logged.'
  ),
  'controller.performance.sample.period.ms': none(
    because.ownMetadata,
    'How often slow controller events are summed up.'
  ),
  'controller.quorum.append.linger.ms': none(
    because.ownMetadata,
    'How long the controller gathers changes before it writes them.'
  ),
  'controller.quorum.auto.join.enable': none(because.ownMetadata, 'Whether a controller joins the quorum by itself.'),
  'controller.quorum.bootstrap.servers': refused(
    because.noCluster,
    'Where the controllers of the quorum are found.',
    atMostOne
  ),
  'controller.quorum.election.backoff.max.ms': none(
    because.ownMetadata,
    'The longest wait before another election of a controller.'
  ),
  'controller.quorum.election.timeout.ms': none(because.ownMetadata, 'How long a candidate waits for votes.'),
  'controller.quorum.fetch.max.bytes': none(
    because.ownMetadata,
    'The most metadata that one fetch of a controller brings.'
  ),
  'controller.quorum.fetch.snapshot.max.bytes': none(
    because.ownMetadata,
    'The largest part of a metadata snapshot in one answer.'
  ),
  'controller.quorum.fetch.timeout.ms': none(
    because.ownMetadata,
    'After how long without its leader a controller calls an election.'
  ),
  'controller.quorum.request.timeout.ms': none(because.ownMetadata, 'How long a controller waits for an answer.'),
  'controller.quorum.retry.backoff.ms': none(because.ownMetadata, 'How long a controller waits before it tries again.'),
  'controller.quorum.voters': refused(because.noCluster, 'The controllers that vote, as id@host:port.', atMostOne),
  'controller.quota.window.num': none(because.noQuotas, 'How many samples the quota of topic changes has.'),
  'controller.quota.window.size.seconds': none(
    because.noQuotas,
    'How long one sample of the quota of topic changes is.'
  ),
  'controller.socket.timeout.ms': none(because.ownMetadata, 'How long the controller waits for a broker.'),
  'follower.fetch.last.tiered.offset.enable': none(
    because.noTiering,
    'Whether a new follower begins behind the tiered records.'
  ),
  'initial.broker.registration.timeout.ms': none(
    because.ownMetadata,
    'How long a start waits to be registered at the controller.'
  ),
  'inter.broker.listener.name': read('config/inter-broker.ts', 'The listener by which brokers reach each other.'),
  'internal.metadata.delete.delay.millis': none(
    because.ownMetadata,
    'How long the files of deleted metadata segments stay.'
  ),
  'internal.metadata.log.segment.bytes': none(because.ownMetadata, 'The segment size of the metadata log in tests.'),
  'internal.metadata.max.batch.size.in.bytes': none(because.ownMetadata, 'The largest batch of the metadata log.'),
  'leader.imbalance.check.interval.seconds': read(
    'broker/cluster-part.ts',
    'How often the balance of leaders is looked at.'
  ),
  'metadata.log.dir': read(
    'server/directory.ts',
    'Where the metadata log of an adopted Kafka directory is; ours is beside the records.'
  ),
  'metadata.log.max.record.bytes.between.snapshots': none(
    because.ownMetadata,
    'After how many bytes of metadata a snapshot is made.'
  ),
  'metadata.log.max.snapshot.interval.ms': none(
    because.ownMetadata,
    'After how long a snapshot of the metadata is made.'
  ),
  'metadata.log.segment.bytes': none(because.ownMetadata, 'The segment size of the metadata log.'),
  'metadata.log.segment.ms': none(because.ownMetadata, 'After how long a new segment of the metadata log begins.'),
  'metadata.max.idle.interval.ms': none(because.ownMetadata, 'How often an idle controller writes a record.'),
  'metadata.max.retention.bytes': none(because.ownMetadata, 'The size beyond which old metadata is deleted.'),
  'metadata.max.retention.ms': none(because.ownMetadata, 'How long old metadata is kept.'),
  'num.replica.fetchers': none(because.oneLoop, 'How many threads fetch from each leader.'),
  'process.roles': refused(
    'a controller without a broker is not built and no client could connect',
    'Whether the node is a broker, a controller or both.',
    (value) => value.split(',').some((role) => role.trim() === 'broker')
  ),
  'quota.window.num': none(because.noQuotas, 'How many samples the quota of a client has.'),
  'quota.window.size.seconds': none(because.noQuotas, 'How long one sample of the quota of a client is.'),
  'remote.fetch.max.wait.ms': none(because.noTiering, 'How long a Fetch waits for remote storage.'),
  'remote.list.offsets.request.timeout.ms': none(because.noTiering, 'How long a ListOffsets waits for remote storage.'),
  'remote.log.index.file.cache.total.size.bytes': none(because.noTiering, 'The size of the cache of remote indexes.'),
  'remote.log.index.file.cache.ttl.ms': none(because.noTiering, 'How long a remote index stays in the cache.'),
  'remote.log.manager.copier.thread.pool.size': none(
    because.noTiering,
    'How many threads copy segments to remote storage.'
  ),
  'remote.log.manager.copy.max.bytes.per.second': none(
    because.noTiering,
    'How fast segments are copied to remote storage.'
  ),
  'remote.log.manager.copy.quota.window.num': none(because.noTiering, 'How many samples the quota of copies has.'),
  'remote.log.manager.copy.quota.window.size.seconds': none(
    because.noTiering,
    'How long one sample of the quota of copies is.'
  ),
  'remote.log.manager.expiration.thread.pool.size': none(
    because.noTiering,
    'How many threads delete expired remote segments.'
  ),
  'remote.log.manager.fetch.max.bytes.per.second': none(
    because.noTiering,
    'How fast records are fetched from remote storage.'
  ),
  'remote.log.manager.fetch.quota.window.num': none(
    because.noTiering,
    'How many samples the quota of remote fetches has.'
  ),
  'remote.log.manager.fetch.quota.window.size.seconds': none(
    because.noTiering,
    'How long one sample of the quota of remote fetches is.'
  ),
  'remote.log.manager.follower.thread.pool.size': none(because.noTiering, 'How many threads follow tiered partitions.'),
  'remote.log.manager.task.interval.ms': none(because.noTiering, 'How often tiering looks for work.'),
  'remote.log.manager.task.retry.backoff.max.ms': none(
    because.noTiering,
    'The longest wait before tiering tries again.'
  ),
  'remote.log.manager.task.retry.backoff.ms': none(because.noTiering, 'The first wait before tiering tries again.'),
  'remote.log.manager.task.retry.jitter': none(because.noTiering, 'How much the waits of tiering vary.'),
  'remote.log.manager.thread.pool.size': none(because.noTiering, 'How many threads tiering has.'),
  'remote.log.metadata.custom.metadata.max.bytes': none(
    because.noTiering,
    'The most metadata that a storage plugin may add.'
  ),
  'remote.log.metadata.manager.class.name': none(
    because.noTiering,
    'The plugin that keeps the metadata of remote segments.'
  ),
  'remote.log.metadata.manager.class.path': none(
    because.noTiering,
    'Where the plugin for remote metadata is loaded from.'
  ),
  'remote.log.metadata.manager.impl.prefix': none(
    because.noTiering,
    'The prefix of configs for the plugin of remote metadata.'
  ),
  'remote.log.metadata.manager.listener.name': none(
    because.noTiering,
    'The listener that the plugin of remote metadata uses.'
  ),
  'remote.log.reader.max.pending.tasks': none(because.noTiering, 'How many reads of remote storage may wait.'),
  'remote.log.reader.threads': none(because.noTiering, 'How many threads read from remote storage.'),
  'remote.log.storage.manager.class.name': none(because.noTiering, 'The plugin that stores remote segments.'),
  'remote.log.storage.manager.class.path': none(
    because.noTiering,
    'Where the plugin for remote storage is loaded from.'
  ),
  'remote.log.storage.manager.impl.prefix': none(
    because.noTiering,
    'The prefix of configs for the plugin of remote storage.'
  ),
  'remote.log.storage.system.enable': refused(
    'tiered storage is not built yet and no segment would be copied to remote storage',
    'Whether old segments may move to remote storage.'
  ),
  'replica.fetch.backoff.ms': read('broker/cluster-part.ts', 'How long a follower waits after a failed fetch.'),
  'replica.fetch.max.bytes': read('broker/cluster-part.ts', 'How many bytes of a partition a follower asks for.'),
  'replica.fetch.min.bytes': read('broker/cluster-part.ts', 'How many bytes a fetch of a follower waits for.'),
  'replica.fetch.response.max.bytes': read('broker/cluster-part.ts', 'How many bytes one answer to a follower holds.'),
  'replica.fetch.wait.max.ms': read('broker/cluster-part.ts', 'How long a fetch of a follower waits.'),
  'replica.high.watermark.checkpoint.interval.ms': read(
    'server/settings.ts',
    'How often a broker of a cluster writes high watermarks.'
  ),
  'replica.lag.time.max.ms': read('broker/broker.ts', 'After how long behind a follower leaves the in-sync replicas.'),
  'replica.selector.class': read(
    'api/fetch-wait.ts',
    "Which replica a consumer reads: with Kafka's RackAwareReplicaSelector one in its own rack, otherwise the leader."
  ),
  'replica.socket.receive.buffer.bytes': none(because.kernel, 'The receive buffer of a follower.'),
  'replica.socket.timeout.ms': read('broker/cluster-part.ts', 'How long a follower waits for an answer of its leader.'),
  'replication.quota.window.num': read(
    'broker/replication-throttles.ts',
    'How many samples the rate of throttled replicas is taken from.'
  ),
  'replication.quota.window.size.seconds': read(
    'broker/replication-throttles.ts',
    'How long one sample of that rate is.'
  ),
  'unclean.leader.election.interval.ms': none(
    'an unclean election that is allowed is made at once',
    'How often unclean elections are looked for.'
  )
} as const
