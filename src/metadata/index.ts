/** The door of the metadata room: the key-value store and the typed image of what it holds. */
export {
  type BrokerImage,
  type ConfigType,
  type ConfigValues,
  type ImageDelta,
  loadImage,
  MetadataImage,
  type PartitionImage,
  type TopicImage,
  type TopicValue
} from './image.ts'
export { keys } from './keys.ts'
export { LocalMetadataStore } from './local-store.ts'
export { MemoryMetadataStore } from './memory-store.ts'
export type { Change, Compare, KeyValue, LeaseId, MetadataStore, Operation } from './store.ts'
