/** The door of the metadata room: the key-value store and the typed image of what it holds. */
export { type Adopted, type AdoptOptions, adoptDirectory } from './adopt.ts'
export {
  type BrokerImage,
  type ConfigValues,
  type ImageDelta,
  loadImage,
  MetadataImage,
  metricName,
  type PartitionImage,
  type TopicImage
} from './image.ts'
export { hasKafkaMetadata, readKafkaMetadata } from './kafka-metadata.ts'
export { type ConfigType, keys } from './keys.ts'
export { LocalMetadataStore } from './local-store.ts'
export { MemoryMetadataStore } from './memory-store.ts'
export { readMetaProperties } from './meta-properties.ts'
export type { Change, Compare, LeaseId, MetadataStore, Operation } from './store.ts'
