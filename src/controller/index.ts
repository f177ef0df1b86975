/** The door of the controller room: changes of the cluster's metadata and their rules. */

export { DirectoryAssignments } from './assign-directory.ts'
export {
  alterQuotas,
  entityKey,
  entityOf,
  filterFault,
  type QuotaChange,
  type QuotaEntity,
  quotaFault,
  repeatedEntity,
  selectQuotas,
  showEntity
} from './client-quotas.ts'
export {
  alterConfigs,
  type ConfigChange,
  type ConfigHost,
  type ConfigResource,
  changeableResource,
  operations,
  repeatedResources
} from './config-changes.ts'
export { Controller } from './controller.ts'
export { endEarlierLife } from './earlier-life.ts'
export type { Election } from './election.ts'
export {
  type FeatureUpdate,
  featureLevel,
  features,
  finalizedFeatures,
  updateFeatures,
  upgradeTypes
} from './features.ts'
export { changeInSync, type InSyncChange } from './in-sync.ts'
export { tooManyPartitions } from './placement.ts'
export { ProducerIds } from './producer-ids.ts'
export { type Reassignment, reassign } from './reassign.ts'
export { isReassigning } from './reassignment.ts'
export {
  alterCredentials,
  type CredentialChange,
  type CredentialInfo,
  credentialsOf,
  deletionFault,
  upsertionFault,
  usersWithCredentials
} from './scram-credentials.ts'
export type { NewTopic } from './topic-changes.ts'
export {
  isInternalTopic,
  metadataTopic,
  offsetsTopic,
  shareStateTopic,
  transactionsTopic
} from './topic-names.ts'
export { type PlannedTopic, Topics } from './topics.ts'
export { unregisterBroker } from './unregister.ts'
export { tellDynamicWithoutEffect, tellWithoutEffect } from './without-effect.ts'
