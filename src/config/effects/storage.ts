import { defaultOf, none, read } from '../row.ts'
import { because } from './reasons.ts'

/** Broker configs of logs: their location, retention, writing and compaction. */
export const storageEffects = {
  'compression.gzip.level': defaultOf('compression.gzip.level', 'How hard the broker compresses with gzip.'),
  'compression.lz4.level': defaultOf('compression.lz4.level', 'How hard the broker compresses with LZ4.'),
  'compression.type': defaultOf('compression.type', 'The codec that batches are stored with; `producer` keeps theirs.'),
  'compression.zstd.level': defaultOf('compression.zstd.level', 'How hard the broker compresses with Zstandard.'),
  'cordoned.log.dirs': read(
    'broker/cordoned-directories.ts',
    'Log directories that get no new partitions; `*` for all. One that is cordoned takes no partition from another one either.'
  ),
  'log.cleaner.backoff.ms': read('server/settings.ts', 'How long the cleaner waits before it looks for work again.'),
  'log.cleaner.dedupe.buffer.size': read('server/settings.ts', 'Memory for the keys of one pass of compaction.'),
  'log.cleaner.delete.retention.ms': defaultOf('delete.retention.ms', 'How long a compacted log keeps tombstones.'),
  'log.cleaner.enable': read('server/settings.ts', 'Whether logs with the policy `compact` are compacted.'),
  'log.cleaner.io.buffer.load.factor': none(
    'the buffer for keys is sized by the keys that a pass finds',
    'How full the buffer for keys may get.'
  ),
  'log.cleaner.io.buffer.size': none(
    'the cleaner reads batch by batch',
    'Memory of the cleaner for reading and writing.'
  ),
  'log.cleaner.io.max.bytes.per.second': read('server/settings.ts', 'How fast the cleaner may read and write.'),
  'log.cleaner.max.compaction.lag.ms': defaultOf(
    'max.compaction.lag.ms',
    'The age at which a record must be compacted.'
  ),
  'log.cleaner.min.cleanable.ratio': defaultOf(
    'min.cleanable.dirty.ratio',
    'The share of a log that must be uncompacted before the cleaner takes it.'
  ),
  'log.cleaner.min.compaction.lag.ms': defaultOf(
    'min.compaction.lag.ms',
    'The age before which no record is compacted.'
  ),
  'log.cleaner.threads': none('one cleaner works through all logs', 'How many threads compact logs.'),
  'log.cleanup.policy': defaultOf('cleanup.policy', 'Whether old records are deleted, compacted by key, or both.'),
  'log.dir': read('server/settings.ts', 'The directories for records where log.dirs names none.'),
  'log.dir.failure.timeout.ms': none(
    'a broker that lost a directory tells the cluster until it is heard',
    'How long a broker goes on when it cannot tell the controller of a failed directory.'
  ),
  'log.dirs': read('server/settings.ts', 'The directories for records, which share the partitions.'),
  'log.flush.interval.messages': defaultOf('flush.messages', 'After how many records a log is synced to the disk.'),
  'log.flush.interval.ms': defaultOf('flush.ms', 'After how long a log is synced to the disk.'),
  'log.flush.offset.checkpoint.interval.ms': read('server/settings.ts', 'How often recovery points are written.'),
  'log.flush.scheduler.interval.ms': defaultOf(
    'flush.ms',
    'After how long a log is synced to the disk where log.flush.interval.ms is not set.'
  ),
  'log.flush.start.offset.checkpoint.interval.ms': read(
    'server/settings.ts',
    'How often log start offsets are written.'
  ),
  'log.index.interval.bytes': defaultOf('index.interval.bytes', 'How many bytes of records one index entry covers.'),
  'log.index.size.max.bytes': defaultOf('segment.index.bytes', 'The largest size of an index file.'),
  'log.initial.task.delay.ms': none(
    'the tasks begin after their first interval',
    'When the first log tasks run after a start.'
  ),
  'log.local.retention.bytes': none(because.noTiering, 'How many bytes stay on local disk when a log is tiered.'),
  'log.local.retention.ms': none(because.noTiering, 'How long records stay on local disk when a log is tiered.'),
  'log.message.timestamp.after.max.ms': defaultOf(
    'message.timestamp.after.max.ms',
    'How far in the future the timestamp of a record may be.'
  ),
  'log.message.timestamp.before.max.ms': defaultOf(
    'message.timestamp.before.max.ms',
    'How far in the past the timestamp of a record may be.'
  ),
  'log.message.timestamp.type': defaultOf(
    'message.timestamp.type',
    "Whether a record keeps its producer's timestamp or gets the time of its append."
  ),
  'log.preallocate': defaultOf('preallocate', 'Whether the file of a new segment gets its full size at once.'),
  'log.retention.bytes': defaultOf('retention.bytes', 'The size of a partition beyond which old segments are deleted.'),
  'log.retention.check.interval.ms': read('server/settings.ts', 'How often expired segments are looked for.'),
  'log.retention.hours': defaultOf('retention.ms', 'How many hours records are kept, where no finer setting says so.'),
  'log.retention.minutes': defaultOf(
    'retention.ms',
    'How many minutes records are kept, where log.retention.ms is not set.'
  ),
  'log.retention.ms': defaultOf('retention.ms', 'How many milliseconds records are kept; -1 keeps them for ever.'),
  'log.roll.hours': defaultOf('segment.ms', 'After how many hours a new segment begins, where log.roll.ms is not set.'),
  'log.roll.jitter.hours': defaultOf('segment.jitter.ms', 'By how many hours the roll of a segment may come earlier.'),
  'log.roll.jitter.ms': defaultOf(
    'segment.jitter.ms',
    'By how many milliseconds the roll of a segment may come earlier.'
  ),
  'log.roll.ms': defaultOf('segment.ms', 'After how many milliseconds a new segment begins.'),
  'log.segment.bytes': defaultOf('segment.bytes', 'The size at which a new segment begins.'),
  'log.segment.delete.delay.ms': defaultOf('file.delete.delay.ms', 'How long the files of a deleted segment stay.'),
  'message.max.bytes': defaultOf('max.message.bytes', 'The largest batch of records that is taken.'),
  'min.insync.replicas': defaultOf(
    'min.insync.replicas',
    'How many replicas must be in sync for a write with acks=all.'
  ),
  'num.recovery.threads.per.data.dir': none(because.oneLoop, 'How many threads recover logs at a start.'),
  'num.replica.alter.log.dirs.threads': none(
    'moves go one after another, in the background',
    'How many threads move replicas between directories.'
  ),
  'producer.id.expiration.check.interval.ms': none(
    'idle producers are looked for together with expired segments',
    'How often idle idempotent producers are looked for.'
  ),
  'producer.id.expiration.ms': read('server/settings.ts', 'After how long an idle idempotent producer is forgotten.'),
  'unclean.leader.election.enable': read(
    'broker/cluster-part.ts',
    'Whether a replica that is behind may become leader.'
  )
} as const
