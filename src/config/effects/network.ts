import { none, read, refused } from '../row.ts'
import { because } from './reasons.ts'

/** Broker configs of connections, requests and topics created by clients. */
export const networkEffects = {
  'advertised.listeners': read('server/listeners.ts', 'The addresses that clients are told to connect to.'),
  'auto.create.topics.enable': read(
    'api/handlers/metadata.ts',
    'Whether a topic is made when a client asks for its metadata.'
  ),
  'background.threads': none(because.oneLoop, 'How many threads do work in the background.'),
  'broker.id': read('server/settings.ts', 'The id of this broker; node.id is its other name.'),
  'broker.rack': read('broker/broker.ts', 'The rack of this broker, which clients are told.'),
  'client.quota.callback.class': refused(because.noPlugins, 'A plugin that decides the quotas of clients.'),
  'config.providers': refused(
    'providers are classes of the JVM and references to them would be taken as plain text',
    'Plugins that look up the values of configs elsewhere.'
  ),
  'connections.max.idle.ms': read('server/settings.ts', 'After how long an idle connection is closed.'),
  'controlled.shutdown.enable': read('server/boot.ts', 'Whether a stop moves leaders to other brokers first.'),
  'default.replication.factor': read(
    'controller/topics.ts',
    'How many replicas a topic gets when nobody says how many.'
  ),
  'delete.records.purgatory.purge.interval.requests': none(
    because.waiters,
    'How often answered DeleteRecords requests are purged.'
  ),
  'delete.topic.enable': read('api/handlers/delete-topics.ts', 'Whether clients may delete topics.'),
  'early.start.listeners': none('all listeners open together', 'Listeners that open before the others.'),
  'fetch.max.bytes': read('api/handlers/fetch.ts', 'The most bytes that one Fetch answer holds.'),
  'fetch.purgatory.purge.interval.requests': none(because.waiters, 'How often answered Fetch requests are purged.'),
  'kafka.metrics.polling.interval.secs': none(
    because.ownMetrics,
    'How often metrics reporters of the old kind are asked.'
  ),
  'kafka.metrics.reporters': none(because.ownMetrics, 'Plugins of the old kind that report metrics.'),
  'listener.security.protocol.map': read('server/listeners.ts', 'The security protocol of each listener, by name.'),
  listeners: read('server/listeners.ts', 'The addresses that the broker listens on.'),
  'max.connection.creation.rate': read('server/settings.ts', 'How many connections a second are accepted; more wait.'),
  'max.connections': read('server/settings.ts', 'How many connections may be open at a time.'),
  'max.connections.per.ip': read('server/settings.ts', 'How many connections one address may have at a time.'),
  'max.connections.per.ip.overrides': read('server/settings.ts', 'Limits of connections for single addresses.'),
  'max.incremental.fetch.session.cache.slots': read('broker/broker.ts', 'How many fetch sessions are remembered.'),
  'max.request.partition.size.limit': read(
    'api/handlers/describe-topic-partitions.ts',
    'How many partitions one DescribeTopicPartitions answer holds.'
  ),
  'metric.reporters': none(because.ownMetrics, 'Plugins that report metrics.'),
  'metrics.num.samples': none(because.ownMetrics, 'How many samples a metric is computed from.'),
  'metrics.recording.level': none(because.ownMetrics, 'How detailed the metrics are.'),
  'metrics.sample.window.ms': none(because.ownMetrics, 'How much time one sample of a metric covers.'),
  'node.id': read('server/settings.ts', 'The id of this node, which clients are told.'),
  'num.io.threads': none(because.oneLoop, 'How many threads handle requests.'),
  'num.network.threads': none(because.oneLoop, 'How many threads read and write sockets.'),
  'num.partitions': read('controller/topics.ts', 'How many partitions a topic gets when nobody says how many.'),
  'producer.purgatory.purge.interval.requests': none(
    because.waiters,
    'How often answered Produce requests are purged.'
  ),
  'queued.max.request.bytes': read(
    'server/settings.ts',
    'How many bytes of requests may be in memory; -1 is 256 MiB here.'
  ),
  'queued.max.requests': none(
    'memory for requests is bounded by bytes, not by their number',
    'How many requests may wait for a thread.'
  ),
  'request.timeout.ms': read(
    'coordination/transaction/shard.ts',
    'How long records of transactions and their markers wait for their replicas.'
  ),
  'server.max.startup.time.ms': none('a start ends when it is done', 'How long a start may take.'),
  'share.fetch.purgatory.purge.interval.requests': none(
    because.waiters,
    'How often answered ShareFetch requests are purged.'
  ),
  'socket.connection.setup.timeout.max.ms': none(
    because.noClient,
    'The longest wait for a connection to another node.'
  ),
  'socket.connection.setup.timeout.ms': none(because.noClient, 'The first wait for a connection to another node.'),
  'socket.listen.backlog.size': none('the runtime sets it', 'How many connections may wait to be accepted.'),
  'socket.receive.buffer.bytes': none(because.kernel, 'The size of the receive buffer of a socket.'),
  'socket.request.max.bytes': read('server/settings.ts', 'The largest request that is read.'),
  'socket.send.buffer.bytes': none(because.kernel, 'The size of the send buffer of a socket.'),
  'telemetry.max.bytes': none('clients cannot push metrics yet', 'The largest push of client metrics that is taken.'),
  'unstable.api.versions.enable': read('server/boot.ts', 'Whether unstable versions of APIs are served.'),
  'unstable.feature.versions.enable': none(
    'only stable features are offered',
    'Whether unstable levels of features are offered.'
  )
} as const
