import { none, read } from '../row.ts'
import { because } from './reasons.ts'

const shard = 'coordination/group/shard.ts'
const classic = 'coordination/group/classic/commands.ts'
const consumer = 'coordination/group/consumer/commands.ts'
/** Limits for the values of one group. */
const bound = (about: string) => read('controller/group-configs.ts', about, 'brokerName')
const shareGroups = 'coordination/group/share/commands.ts'
const sharePartition = 'share/served-partition.ts'
const shareCoordinator = 'coordination/share/coordinator.ts'
const streams = 'coordination/group/streams/commands.ts'

/** Broker configs of group coordinators and the offsets topic. */
export const groupEffects = {
  'group.consumer.assignment.interval.ms': read(
    consumer,
    'How often a group of the new protocol is assigned anew.',
    'consumer.assignment.interval.ms'
  ),
  'group.consumer.assignors': read(consumer, 'The assignors that the coordinator offers.'),
  'group.consumer.heartbeat.interval.ms': read(
    consumer,
    'How often a member of the new protocol reports.',
    'consumer.heartbeat.interval.ms'
  ),
  'group.consumer.max.assignment.interval.ms': bound('The longest assignment interval that a group may set.'),
  'group.consumer.max.heartbeat.interval.ms': bound('The longest heartbeat interval that a group may set.'),
  'group.consumer.max.session.timeout.ms': bound('The longest session timeout that a group may set.'),
  'group.consumer.max.size': read(consumer, 'How many members a group of the new protocol may have.'),
  'group.consumer.migration.policy': read(consumer, 'Whether groups may move between the old protocol and the new.'),
  'group.consumer.min.assignment.interval.ms': bound('The shortest assignment interval that a group may set.'),
  'group.consumer.min.heartbeat.interval.ms': bound('The shortest heartbeat interval that a group may set.'),
  'group.consumer.min.session.timeout.ms': bound('The shortest session timeout that a group may set.'),
  'group.consumer.regex.refresh.interval.ms': read(
    consumer,
    'How often regular expressions of subscriptions are matched again.'
  ),
  'group.consumer.session.timeout.ms': read(
    consumer,
    'After how long a silent member of the new protocol is removed.',
    'consumer.session.timeout.ms'
  ),
  'group.coordinator.append.linger.ms': none(
    because.atOnce,
    'How long the coordinator gathers records before it appends them.'
  ),
  'group.coordinator.background.threads': none(
    because.oneLoop,
    'How many threads do work for coordinators in the background.'
  ),
  'group.coordinator.cached.buffer.max.bytes': none(because.atOnce, 'The largest buffer that the coordinator keeps.'),
  'group.coordinator.rebalance.protocols': read('api/group-protocols.ts', 'The group protocols that are offered.'),
  'group.coordinator.threads': none(because.oneLoop, 'How many threads coordinate groups.'),
  'group.initial.rebalance.delay.ms': read(classic, 'How long a new group waits for more members.'),
  'group.max.session.timeout.ms': read(
    'coordination/group/coordinator.ts',
    'The longest session timeout that a member may ask for.'
  ),
  'group.max.size': read(classic, 'How many members a group may have.'),
  'group.min.session.timeout.ms': read(
    'coordination/group/coordinator.ts',
    'The shortest session timeout that a member may ask for.'
  ),
  'group.share.assignment.interval.ms': read(
    shareGroups,
    'How often a share group is assigned anew.',
    'share.assignment.interval.ms'
  ),
  'group.share.assignors': none(
    'share groups have one assignor, which cannot be changed',
    'The assignors of share groups.'
  ),
  'group.share.delivery.count.limit': read(
    sharePartition,
    'How often a record is delivered before it is given up.',
    'share.delivery.count.limit'
  ),
  'group.share.heartbeat.interval.ms': read(
    shareGroups,
    'How often a member of a share group reports.',
    'share.heartbeat.interval.ms'
  ),
  'group.share.initialize.retry.interval.ms': read(
    'coordination/group/share/states.ts',
    'How often the state of a share partition is asked for again.'
  ),
  'group.share.max.assignment.interval.ms': bound('The longest assignment interval that a share group may set.'),
  'group.share.max.delivery.count.limit': bound('The highest delivery count that a share group may set.'),
  'group.share.max.heartbeat.interval.ms': bound('The longest heartbeat interval that a share group may set.'),
  'group.share.max.partition.max.record.locks': bound('The most locked records of a partition that a group may set.'),
  'group.share.max.record.lock.duration.ms': bound('The longest lock that a share group may set.'),
  'group.share.max.session.timeout.ms': bound('The longest session timeout that a share group may set.'),
  'group.share.max.share.sessions': read('broker/coordinators.ts', 'How many share sessions a broker keeps.'),
  'group.share.max.size': read(shareGroups, 'How many members a share group may have.'),
  'group.share.min.assignment.interval.ms': bound('The shortest assignment interval that a share group may set.'),
  'group.share.min.delivery.count.limit': bound('The lowest delivery count that a share group may set.'),
  'group.share.min.heartbeat.interval.ms': bound('The shortest heartbeat interval that a share group may set.'),
  'group.share.min.partition.max.record.locks': bound('The fewest locked records of a partition that a group may set.'),
  'group.share.min.record.lock.duration.ms': bound('The shortest lock that a share group may set.'),
  'group.share.min.session.timeout.ms': bound('The shortest session timeout that a share group may set.'),
  'group.share.partition.max.record.locks': read(
    sharePartition,
    'How many records of a partition may be locked at a time.',
    'share.partition.max.record.locks'
  ),
  'group.share.persister.class.name': none(
    'it is a class of the JVM; the state is kept by the share coordinator',
    'The plugin that keeps the state of share groups.'
  ),
  'group.share.record.lock.duration.ms': read(
    sharePartition,
    'How long a delivered record stays locked.',
    'share.record.lock.duration.ms'
  ),
  'group.share.session.timeout.ms': read(
    shareGroups,
    'After how long a silent member of a share group is removed.',
    'share.session.timeout.ms'
  ),
  'group.streams.assignment.interval.ms': read(
    streams,
    'How often a streams group is assigned anew.',
    'streams.assignment.interval.ms'
  ),
  'group.streams.heartbeat.interval.ms': read(
    streams,
    'How often a member of a streams group reports.',
    'streams.heartbeat.interval.ms'
  ),
  'group.streams.initial.rebalance.delay.ms': read(
    streams,
    'How long a new streams group waits for more members.',
    'streams.initial.rebalance.delay.ms'
  ),
  'group.streams.max.assignment.interval.ms': bound('The longest assignment interval that a streams group may set.'),
  'group.streams.max.heartbeat.interval.ms': bound('The longest heartbeat interval that a streams group may set.'),
  'group.streams.max.session.timeout.ms': bound('The longest session timeout that a streams group may set.'),
  'group.streams.max.size': read(streams, 'How many members a streams group may have.'),
  'group.streams.max.standby.replicas': bound('The most standby replicas that a streams group may set.'),
  'group.streams.min.assignment.interval.ms': bound('The shortest assignment interval that a streams group may set.'),
  'group.streams.min.heartbeat.interval.ms': bound('The shortest heartbeat interval that a streams group may set.'),
  'group.streams.min.session.timeout.ms': bound('The shortest session timeout that a streams group may set.'),
  'group.streams.num.standby.replicas': read(
    streams,
    'How many standby replicas a task has.',
    'streams.num.standby.replicas'
  ),
  'group.streams.session.timeout.ms': read(
    streams,
    'After how long a silent member of a streams group is removed.',
    'streams.session.timeout.ms'
  ),
  'offset.metadata.max.bytes': read(shard, 'The longest text that a client may store with an offset.'),
  'offsets.commit.timeout.ms': read(shard, 'How long a commit waits for its replicas.'),
  'offsets.load.buffer.size': none(
    'group records are read as their log gives them',
    'The size of reads while groups are loaded.'
  ),
  'offsets.retention.check.interval.ms': read(shard, 'How often expired offsets are looked for.'),
  'offsets.retention.minutes': read(shard, 'How long the offsets of an empty group are kept.'),
  'offsets.topic.compression.codec': none(
    'group records are stored uncompressed',
    'The codec of the offsets topic, by number.'
  ),
  'offsets.topic.num.partitions': read(
    'controller/internal-topics.ts',
    'How many partitions the offsets topic is made with.'
  ),
  'offsets.topic.replication.factor': read(
    'controller/internal-topics.ts',
    'How many replicas the offsets topic is made with.'
  ),
  'offsets.topic.segment.bytes': read(
    'controller/internal-topics.ts',
    'The segment size that the offsets topic is made with.'
  ),
  'share.coordinator.append.linger.ms': none(because.atOnce, 'How long the share coordinator gathers records.'),
  'share.coordinator.cached.buffer.max.bytes': none(
    because.atOnce,
    'The largest buffer that the share coordinator keeps.'
  ),
  'share.coordinator.cold.partition.snapshot.interval.ms': read(
    shareCoordinator,
    'How often idle share partitions are written anew.'
  ),
  'share.coordinator.load.buffer.size': none(
    'logs are read a bounded part at a time',
    'The size of reads while share state is loaded.'
  ),
  'share.coordinator.snapshot.update.records.per.snapshot': read(
    shareCoordinator,
    'How many updates a snapshot of share state may have.'
  ),
  'share.coordinator.state.topic.compression.codec': none(
    'the records are stored uncompressed',
    'The codec of the share state topic, by number.'
  ),
  'share.coordinator.state.topic.min.isr': read(
    'controller/internal-topics.ts',
    'How many replicas of the share state topic must be in sync.'
  ),
  'share.coordinator.state.topic.num.partitions': read(
    'controller/internal-topics.ts',
    'How many partitions the share state topic is made with.'
  ),
  'share.coordinator.state.topic.prune.interval.ms': read(
    shareCoordinator,
    'How often the share state topic is pruned.'
  ),
  'share.coordinator.state.topic.replication.factor': read(
    'controller/internal-topics.ts',
    'How many replicas the share state topic is made with.'
  ),
  'share.coordinator.state.topic.segment.bytes': read(
    'controller/internal-topics.ts',
    'The segment size that the share state topic is made with.'
  ),
  'share.coordinator.threads': none(because.oneLoop, 'How many threads coordinate share state.'),
  'share.coordinator.write.timeout.ms': read(
    shareCoordinator,
    'How long a write of share state waits for its replicas.'
  )
} as const

const transactions = 'coordination/transaction/shard.ts'
const transactionCoordinator = 'coordination/transaction/coordinator.ts'
const waitsForMarkers = 'a request waits for the markers of the transaction before, and is not repeated'

/** Broker configs of the transaction coordinator. */
export const transactionEffects = {
  'add.partitions.to.txn.retry.backoff.max.ms': none(
    waitsForMarkers,
    'The longest wait before a partition is added again.'
  ),
  'add.partitions.to.txn.retry.backoff.ms': none(waitsForMarkers, 'The first wait before a partition is added again.'),
  'transaction.abort.timed.out.transaction.cleanup.interval.ms': read(
    transactions,
    'How often transactions that ran out of time are aborted.'
  ),
  'transaction.max.timeout.ms': read(transactionCoordinator, 'The longest timeout that a transaction may have.'),
  'transaction.partition.verification.enable': read(
    'api/transaction-gate.ts',
    'Whether a write is checked to belong to an open transaction.'
  ),
  'transaction.remove.expired.transaction.cleanup.interval.ms': read(
    transactions,
    'How often idle transactional ids are removed.'
  ),
  'transaction.state.log.load.buffer.size': none(
    'transaction records are read as their log gives them',
    'The size of reads while transactions are loaded.'
  ),
  'transaction.state.log.min.isr': read(
    'controller/internal-topics.ts',
    'How many replicas of the transaction topic must be in sync.'
  ),
  'transaction.state.log.num.partitions': read(
    'controller/internal-topics.ts',
    'How many partitions the transaction topic is made with.'
  ),
  'transaction.state.log.replication.factor': read(
    'controller/internal-topics.ts',
    'How many replicas the transaction topic is made with.'
  ),
  'transaction.state.log.segment.bytes': read(
    'controller/internal-topics.ts',
    'The segment size that the transaction topic is made with.'
  ),
  'transaction.two.phase.commit.enable': read(
    transactionCoordinator,
    'Whether a client may prepare a transaction and commit it later.'
  ),
  'transactional.id.expiration.ms': read(transactions, 'After how long an idle transactional id is removed.')
} as const
