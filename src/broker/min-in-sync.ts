import type { BrokerConfig } from '../config/index.ts'
import type { MetadataImage } from '../metadata/index.ts'

/** min.insync.replicas of a topic. */
export const minInSyncOf = (config: BrokerConfig, image: MetadataImage, topic: string): number =>
  Number(config.topicValue('min.insync.replicas', image.configs('topics', topic)))
