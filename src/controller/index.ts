/** The door of the controller room: what changes the cluster's metadata, and the rules for it. */

export {
  entityKey,
  entityOf,
  filterFault,
  type QuotaChange,
  type QuotaEntity,
  quotaFault,
  quotaOperation,
  repeatedEntity,
  selectQuotas,
  showEntity
} from './client-quotas.ts'
export {
  type ConfigChange,
  type ConfigHost,
  type ConfigResource,
  changeableResource,
  changed,
  operations,
  repeatedResources,
  tellDynamicWithoutEffect,
  tellWithoutEffect,
  writeConfigs
} from './config-changes.ts'
export { featureFault, features } from './features.ts'
export { faultOfReplicas, tooManyPartitions } from './placement.ts'
export { ProducerIds } from './producer-ids.ts'
export {
  type CredentialInfo,
  credentialOperation,
  credentialsOf,
  deletionFault,
  upsertionFault,
  usersWithCredentials
} from './scram-credentials.ts'
export { invalidTopicName, isInternalTopic, metadataTopic, offsetsTopic } from './topic-names.ts'
export { type NewTopic, type PlannedTopic, Topics } from './topics.ts'
export { writeMetadata } from './write-metadata.ts'
