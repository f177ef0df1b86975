import type { BrokerConfig, NumberConfigName } from '../config/index.ts'
import type { NewTopic } from './topic-changes.ts'
import { transactionLogConfigs } from './topic-configs.ts'

interface InternalTopic {
  readonly partitions: NumberConfigName
  readonly replicationFactor: NumberConfigName
  readonly segmentBytes: NumberConfigName
}

/** The configs that determine how an internal topic is created. */
const internalTopics: Readonly<Record<string, InternalTopic>> & { readonly __share_group_state: InternalTopic } = {
  __consumer_offsets: {
    partitions: 'offsets.topic.num.partitions',
    replicationFactor: 'offsets.topic.replication.factor',
    segmentBytes: 'offsets.topic.segment.bytes'
  },
  __transaction_state: {
    partitions: 'transaction.state.log.num.partitions',
    replicationFactor: 'transaction.state.log.replication.factor',
    segmentBytes: 'transaction.state.log.segment.bytes'
  },
  __share_group_state: {
    partitions: 'share.coordinator.state.topic.num.partitions',
    replicationFactor: 'share.coordinator.state.topic.replication.factor',
    segmentBytes: 'share.coordinator.state.topic.segment.bytes'
  }
}

/**
 * An internal topic with Kafka's configs for it. In the dev profile it has at most as many replicas as there are brokers, and
 * works with one broker fewer.
 */
export function internalTopic(name: string, config: BrokerConfig, aliveBrokers: number): NewTopic {
  const rows = internalTopics[name] ?? internalTopics.__share_group_state
  const wanted = config.number(rows.replicationFactor)
  const replicationFactor = config.profile === 'dev' ? Math.max(1, Math.min(wanted, aliveBrokers)) : wanted
  const minInSync = (row: NumberConfigName) =>
    config.profile === 'dev' && !config.isSet(row)
      ? Math.min(config.number(row), Math.max(1, replicationFactor - 1))
      : config.number(row)
  const configs = new Map([
    ['cleanup.policy', name === '__share_group_state' ? 'delete' : 'compact'],
    ['segment.bytes', String(config.number(rows.segmentBytes))]
  ])
  if (name === '__consumer_offsets') configs.set('compression.type', 'producer')
  if (name === '__transaction_state')
    for (const [key, value] of transactionLogConfigs(minInSync('transaction.state.log.min.isr')))
      configs.set(key, value)
  if (name === '__share_group_state') {
    configs.set('compression.type', 'producer')
    configs.set('min.insync.replicas', String(minInSync('share.coordinator.state.topic.min.isr')))
    configs.set('retention.ms', '-1')
  }
  return { name, partitions: config.number(rows.partitions), replicationFactor, assignments: [], configs }
}
