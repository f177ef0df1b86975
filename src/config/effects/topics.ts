import { none, read } from '../row.ts'
import { because } from './reasons.ts'

/** Configs of topics. The log has its own names for them (`LogConfig`). */
export const topicEffects = {
  'cleanup.policy': read(
    'log/clean/retention.ts',
    'Whether old records are deleted, compacted by key, or both.',
    'cleanupPolicy'
  ),
  'compression.gzip.level': read(
    'log/write/append-rules.ts',
    'How hard the broker compresses with gzip.',
    'compressionGzipLevel'
  ),
  'compression.lz4.level': read(
    'log/write/append-rules.ts',
    'How hard the broker compresses with LZ4.',
    'compressionLz4Level'
  ),
  'compression.type': read(
    'log/write/append-rules.ts',
    'The codec that batches are stored with; `producer` keeps theirs.',
    'compressionType'
  ),
  'compression.zstd.level': read(
    'log/write/append-rules.ts',
    'How hard the broker compresses with Zstandard.',
    'compressionZstdLevel'
  ),
  'delete.retention.ms': read(
    'log/clean/clean-log.ts',
    'How long a compacted log keeps tombstones.',
    'deleteRetentionMs'
  ),
  'file.delete.delay.ms': read(
    'log/state/log-segments.ts',
    'How long the files of a deleted segment stay.',
    'fileDeleteDelayMs'
  ),
  'flush.messages': read(
    'log/write/log-sync.ts',
    'After how many records the log is synced to the disk.',
    'flushMessages'
  ),
  'flush.ms': read('log/write/log-sync.ts', 'After how long the log is synced to the disk.', 'flushMs'),
  'follower.replication.throttled.replicas': read(
    'broker/replication-throttles.ts',
    'Replicas that are copied no faster than follower.replication.throttled.rate allows: `*`, or `partition:broker,...`.'
  ),
  'index.interval.bytes': read(
    'log/write/appends.ts',
    'How many bytes of records one index entry covers.',
    'indexIntervalBytes'
  ),
  'internal.segment.bytes': read(
    'config/broker-config.ts',
    'A segment size below what segment.bytes allows, for tests.'
  ),
  'leader.replication.throttled.replicas': read(
    'broker/replication-throttles.ts',
    'Leaders that serve followers no faster than leader.replication.throttled.rate allows: `*`, or `partition:broker,...`.'
  ),
  'local.retention.bytes': none(because.noTiering, 'How many bytes stay on local disk when the topic is tiered.'),
  'local.retention.ms': none(because.noTiering, 'How long records stay on local disk when the topic is tiered.'),
  'max.compaction.lag.ms': read(
    'log/clean/cleanable.ts',
    'The age at which a record must be compacted.',
    'maxCompactionLagMs'
  ),
  'max.message.bytes': read(
    'log/write/append-rules.ts',
    'The largest batch of records that is taken.',
    'maxMessageBytes'
  ),
  'message.timestamp.after.max.ms': read(
    'log/write/append-rules.ts',
    'How far in the future the timestamp of a record may be.',
    'messageTimestampAfterMaxMs'
  ),
  'message.timestamp.before.max.ms': read(
    'log/write/append-rules.ts',
    'How far in the past the timestamp of a record may be.',
    'messageTimestampBeforeMaxMs'
  ),
  'message.timestamp.type': read(
    'log/write/append-rules.ts',
    "Whether a record keeps its producer's timestamp or gets the time of its append.",
    'messageTimestampType'
  ),
  'min.cleanable.dirty.ratio': read(
    'log/clean/cleanable.ts',
    'The share of the log that must be uncompacted before the cleaner takes it.',
    'minCleanableDirtyRatio'
  ),
  'min.compaction.lag.ms': read(
    'log/clean/cleanable.ts',
    'The age before which no record is compacted.',
    'minCompactionLagMs'
  ),
  'min.insync.replicas': read('broker/min-in-sync.ts', 'How many replicas must be in sync for a write with acks=all.'),
  preallocate: read(
    'log/state/log-segments.ts',
    'Whether the file of a new segment gets its full size at once.',
    'preallocate'
  ),
  'remote.log.copy.disable': none(because.noTiering, 'Whether a tiered topic stops copying segments.'),
  'remote.log.delete.on.disable': none(
    because.noTiering,
    'Whether remote segments are deleted when tiering is switched off.'
  ),
  'remote.storage.enable': none(because.noTiering, 'Whether the topic is tiered.'),
  'retention.bytes': read(
    'log/clean/retention.ts',
    'The size of a partition beyond which old segments are deleted.',
    'retentionBytes'
  ),
  'retention.ms': read('log/clean/retention.ts', 'How long records are kept; -1 keeps them for ever.', 'retentionMs'),
  'segment.bytes': read('log/state/log-segments.ts', 'The size at which a new segment begins.', 'segmentBytes'),
  'segment.index.bytes': read('log/write/appends.ts', 'The largest size of an index file.', 'segmentIndexBytes'),
  'segment.jitter.ms': read(
    'log/state/log-segments.ts',
    'By how much the roll of a segment may come earlier.',
    'segmentJitterMs'
  ),
  'segment.ms': read('log/state/log-segments.ts', 'After how long a new segment begins.', 'segmentMs'),
  'unclean.leader.election.enable': read(
    'broker/cluster-part.ts',
    'Whether a replica that is behind may become leader.'
  )
} as const

const consumer = (about: string) => read('coordination/group/consumer/commands.ts', about)
const shareGroup = (about: string) => read('coordination/group/share/commands.ts', about)
const sharePartition = (about: string) => read('share/served-partition.ts', about)
const streams = (about: string) => read('coordination/group/streams/commands.ts', about)

/** Configs of groups. */
export const groupConfigEffects = {
  'consumer.assignment.interval.ms': consumer('How often the group is assigned anew.'),
  'consumer.heartbeat.interval.ms': consumer('How often a member reports.'),
  'consumer.session.timeout.ms': consumer('After how long a silent member is removed.'),
  'share.assignment.interval.ms': shareGroup('How often the share group is assigned anew.'),
  'share.auto.offset.reset': sharePartition('Where a share group without state begins to read.'),
  'share.delivery.count.limit': sharePartition('How often a record is delivered before it is given up.'),
  'share.heartbeat.interval.ms': shareGroup('How often a member of the share group reports.'),
  'share.isolation.level': sharePartition('Whether the share group sees records of open transactions.'),
  'share.partition.max.record.locks': sharePartition('How many records of a partition may be locked at a time.'),
  'share.record.lock.duration.ms': sharePartition('How long a delivered record stays locked.'),
  'share.renew.acknowledge.enable': read(
    'broker/coordinators.ts',
    'Whether a consumer may renew the lock of a record.'
  ),
  'share.session.timeout.ms': shareGroup('After how long a silent member of the share group is removed.'),
  'streams.assignment.interval.ms': streams('How often the streams group is assigned anew.'),
  'streams.heartbeat.interval.ms': streams('How often a member of the streams group reports.'),
  'streams.initial.rebalance.delay.ms': streams('How long the new streams group waits for more members.'),
  'streams.num.standby.replicas': streams('How many standby replicas a task has.'),
  'streams.session.timeout.ms': streams('After how long a silent member of the streams group is removed.')
} as const

const push = (about: string) => none('clients cannot push metrics yet', about)

/** Configs of client metrics subscriptions. */
export const clientMetricsEffects = {
  'interval.ms': push('How often a client pushes its metrics.'),
  match: push('Which clients the subscription is for.'),
  metrics: push('Which metrics the clients push.')
} as const
