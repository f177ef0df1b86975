/** The door of the metadata room: the key-value store and the typed image of its contents. */
export { type Adopted, type AdoptOptions, adoptDirectory, claimDirectory } from './adopt.ts'
export { type BrokerImage, decodeBroker, encodeBroker } from './broker-image.ts'
export { carryMetadata, isCarryUnfinished } from './carry.ts'
export { type EtcdAddress, type EtcdFiles, parseEtcdAddress, shownEtcd } from './etcd-address.ts'
export { type ConfigValues, loadImage, MetadataImage } from './image.ts'
export type { ImageDelta } from './image-delta.ts'
export { readKafkaMetadata } from './kafka-metadata.ts'
export { type ConfigType, keys } from './keys.ts'
export { bytesOf, storeLimits, tooLarge } from './limits.ts'
export { loadEtcd } from './load-etcd.ts'
export { hasKafkaMetadata, hasLocalMetadata, isMigrated, setAsMigrated } from './local-files.ts'
export { LocalMetadataStore } from './local-store.ts'
export { MemoryMetadataStore } from './memory-store.ts'
export { readMetaProperties } from './meta-properties.ts'
export {
  encodePartition,
  initialPartition,
  lostDirectory,
  type PartitionImage,
  type ReplicaSet
} from './partition-image.ts'
export { PortMetadataStore, serveStore } from './port-store.ts'
export { StoreHandle } from './shared-store.ts'
export type { Change, Compare, KeyValue, LeaseId, MetadataStore, Operation } from './store.ts'
export { metricName, type TopicImage } from './topic-image.ts'
export { invalidTopicName } from './topic-name.ts'
export { assignmentOf, encodeTopic, extended } from './topic-value.ts'
