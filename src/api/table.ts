import { type ApiName, apis } from '../protocol/index.ts'
import type { Handler } from './context.ts'
import { addRaftVoter } from './handlers/add-raft-voter.ts'
import { alterClientQuotas } from './handlers/alter-client-quotas.ts'
import { alterConfigs } from './handlers/alter-configs.ts'
import { alterPartitionReassignments } from './handlers/alter-partition-reassignments.ts'
import { alterReplicaLogDirs } from './handlers/alter-replica-log-dirs.ts'
import { alterUserScramCredentials } from './handlers/alter-user-scram-credentials.ts'
import { apiVersions } from './handlers/api-versions.ts'
import { createAcls } from './handlers/create-acls.ts'
import { createDelegationToken } from './handlers/create-delegation-token.ts'
import { createPartitions } from './handlers/create-partitions.ts'
import { createTopics } from './handlers/create-topics.ts'
import { deleteAcls } from './handlers/delete-acls.ts'
import { deleteGroups } from './handlers/delete-groups.ts'
import { deleteRecords } from './handlers/delete-records.ts'
import { deleteTopics } from './handlers/delete-topics.ts'
import { describeAcls } from './handlers/describe-acls.ts'
import { describeClientQuotas } from './handlers/describe-client-quotas.ts'
import { describeCluster } from './handlers/describe-cluster.ts'
import { describeConfigs } from './handlers/describe-configs.ts'
import { describeDelegationToken } from './handlers/describe-delegation-token.ts'
import { describeGroups } from './handlers/describe-groups.ts'
import { describeLogDirs } from './handlers/describe-log-dirs.ts'
import { describeProducers } from './handlers/describe-producers.ts'
import { describeQuorum } from './handlers/describe-quorum.ts'
import { describeTopicPartitions } from './handlers/describe-topic-partitions.ts'
import { describeTransactions } from './handlers/describe-transactions.ts'
import { describeUserScramCredentials } from './handlers/describe-user-scram-credentials.ts'
import { electLeaders } from './handlers/elect-leaders.ts'
import { expireDelegationToken } from './handlers/expire-delegation-token.ts'
import { fetch } from './handlers/fetch.ts'
import { findCoordinator } from './handlers/find-coordinator.ts'
import { heartbeat } from './handlers/heartbeat.ts'
import { incrementalAlterConfigs } from './handlers/incremental-alter-configs.ts'
import { initProducerId } from './handlers/init-producer-id.ts'
import { joinGroup } from './handlers/join-group.ts'
import { leaveGroup } from './handlers/leave-group.ts'
import { listConfigResources } from './handlers/list-config-resources.ts'
import { listGroups } from './handlers/list-groups.ts'
import { listOffsets } from './handlers/list-offsets.ts'
import { listPartitionReassignments } from './handlers/list-partition-reassignments.ts'
import { listTransactions } from './handlers/list-transactions.ts'
import { metadata } from './handlers/metadata.ts'
import { offsetCommit } from './handlers/offset-commit.ts'
import { offsetDelete } from './handlers/offset-delete.ts'
import { offsetFetch } from './handlers/offset-fetch.ts'
import { offsetForLeaderEpoch } from './handlers/offset-for-leader-epoch.ts'
import { produce } from './handlers/produce.ts'
import { removeRaftVoter } from './handlers/remove-raft-voter.ts'
import { renewDelegationToken } from './handlers/renew-delegation-token.ts'
import { saslAuthenticate } from './handlers/sasl-authenticate.ts'
import { saslHandshake } from './handlers/sasl-handshake.ts'
import { syncGroup } from './handlers/sync-group.ts'
import { unregisterBroker } from './handlers/unregister-broker.ts'
import { updateFeatures } from './handlers/update-features.ts'

export interface RegistryEntry<K extends ApiName> {
  readonly min: number
  readonly max: number
  readonly handler: Handler<K>
}

/** What is served, and nothing else is advertised. ApiVersions is answered from this table. */
export type Registry = { readonly [K in ApiName]?: RegistryEntry<K> }

/** Every version of the API that any release of Kafka spoke as stable. */
function all<K extends ApiName>(name: K, handler: Handler<K>): { readonly [P in K]: RegistryEntry<K> } {
  const { minVersion, maxVersion, unstable } = apis[name]
  return { [name]: { min: minVersion, max: unstable ? maxVersion - 1 : maxVersion, handler } } as {
    readonly [P in K]: RegistryEntry<K>
  }
}

export const registry: Registry = {
  ...all('Produce', produce),
  ...all('Fetch', fetch),
  ...all('ListOffsets', listOffsets),
  ...all('Metadata', metadata),
  ...all('ApiVersions', apiVersions),
  ...all('CreateTopics', createTopics),
  ...all('DeleteTopics', deleteTopics),
  ...all('DeleteRecords', deleteRecords),
  ...all('InitProducerId', initProducerId),
  ...all('OffsetForLeaderEpoch', offsetForLeaderEpoch),
  ...all('DescribeConfigs', describeConfigs),
  ...all('AlterConfigs', alterConfigs),
  ...all('DescribeLogDirs', describeLogDirs),
  ...all('CreatePartitions', createPartitions),
  ...all('IncrementalAlterConfigs', incrementalAlterConfigs),
  ...all('DescribeCluster', describeCluster),
  ...all('DescribeProducers', describeProducers),
  ...all('ListConfigResources', listConfigResources),
  ...all('DescribeTopicPartitions', describeTopicPartitions),
  ...all('OffsetCommit', offsetCommit),
  ...all('OffsetFetch', offsetFetch),
  ...all('FindCoordinator', findCoordinator),
  ...all('JoinGroup', joinGroup),
  ...all('Heartbeat', heartbeat),
  ...all('LeaveGroup', leaveGroup),
  ...all('SyncGroup', syncGroup),
  ...all('DescribeGroups', describeGroups),
  ...all('ListGroups', listGroups),
  ...all('DeleteGroups', deleteGroups),
  ...all('OffsetDelete', offsetDelete),
  ...all('SaslHandshake', saslHandshake),
  ...all('DescribeAcls', describeAcls),
  ...all('CreateAcls', createAcls),
  ...all('DeleteAcls', deleteAcls),
  ...all('AlterReplicaLogDirs', alterReplicaLogDirs),
  ...all('SaslAuthenticate', saslAuthenticate),
  ...all('CreateDelegationToken', createDelegationToken),
  ...all('RenewDelegationToken', renewDelegationToken),
  ...all('ExpireDelegationToken', expireDelegationToken),
  ...all('DescribeDelegationToken', describeDelegationToken),
  ...all('ElectLeaders', electLeaders),
  ...all('AlterPartitionReassignments', alterPartitionReassignments),
  ...all('ListPartitionReassignments', listPartitionReassignments),
  ...all('DescribeClientQuotas', describeClientQuotas),
  ...all('AlterClientQuotas', alterClientQuotas),
  ...all('DescribeUserScramCredentials', describeUserScramCredentials),
  ...all('AlterUserScramCredentials', alterUserScramCredentials),
  ...all('DescribeQuorum', describeQuorum),
  ...all('UpdateFeatures', updateFeatures),
  ...all('UnregisterBroker', unregisterBroker),
  ...all('DescribeTransactions', describeTransactions),
  ...all('ListTransactions', listTransactions),
  ...all('AddRaftVoter', addRaftVoter),
  ...all('RemoveRaftVoter', removeRaftVoter)
}
