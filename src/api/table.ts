import { type ApiName, apis } from '../protocol/index.ts'
import type { Handler, RequestContext } from './context.ts'
import { addOffsetsToTxn } from './handlers/add-offsets-to-txn.ts'
import { addPartitionsToTxn } from './handlers/add-partitions-to-txn.ts'
import { addRaftVoter } from './handlers/add-raft-voter.ts'
import { alterClientQuotas } from './handlers/alter-client-quotas.ts'
import { alterConfigs } from './handlers/alter-configs.ts'
import { alterPartitionReassignments } from './handlers/alter-partition-reassignments.ts'
import { alterReplicaLogDirs } from './handlers/alter-replica-log-dirs.ts'
import { alterShareGroupOffsets } from './handlers/alter-share-group-offsets.ts'
import { alterUserScramCredentials } from './handlers/alter-user-scram-credentials.ts'
import { apiVersions } from './handlers/api-versions.ts'
import { consumerGroupDescribe } from './handlers/consumer-group-describe.ts'
import { consumerGroupHeartbeat } from './handlers/consumer-group-heartbeat.ts'
import { createAcls } from './handlers/create-acls.ts'
import { createDelegationToken } from './handlers/create-delegation-token.ts'
import { createPartitions } from './handlers/create-partitions.ts'
import { createTopics } from './handlers/create-topics.ts'
import { deleteAcls } from './handlers/delete-acls.ts'
import { deleteGroups } from './handlers/delete-groups.ts'
import { deleteRecords } from './handlers/delete-records.ts'
import { deleteShareGroupOffsets } from './handlers/delete-share-group-offsets.ts'
import { deleteShareGroupState } from './handlers/delete-share-group-state.ts'
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
import { describeShareGroupOffsets } from './handlers/describe-share-group-offsets.ts'
import { describeTopicPartitions } from './handlers/describe-topic-partitions.ts'
import { describeTransactions } from './handlers/describe-transactions.ts'
import { describeUserScramCredentials } from './handlers/describe-user-scram-credentials.ts'
import { electLeaders } from './handlers/elect-leaders.ts'
import { endTxn } from './handlers/end-txn.ts'
import { expireDelegationToken } from './handlers/expire-delegation-token.ts'
import { fetch } from './handlers/fetch.ts'
import { findCoordinator } from './handlers/find-coordinator.ts'
import { heartbeat } from './handlers/heartbeat.ts'
import { incrementalAlterConfigs } from './handlers/incremental-alter-configs.ts'
import { initProducerId } from './handlers/init-producer-id.ts'
import { initializeShareGroupState } from './handlers/initialize-share-group-state.ts'
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
import { readShareGroupState } from './handlers/read-share-group-state.ts'
import { readShareGroupStateSummary } from './handlers/read-share-group-state-summary.ts'
import { removeRaftVoter } from './handlers/remove-raft-voter.ts'
import { renewDelegationToken } from './handlers/renew-delegation-token.ts'
import { saslAuthenticate } from './handlers/sasl-authenticate.ts'
import { saslHandshake } from './handlers/sasl-handshake.ts'
import { shareAcknowledge } from './handlers/share-acknowledge.ts'
import { shareFetch } from './handlers/share-fetch.ts'
import { shareGroupDescribe } from './handlers/share-group-describe.ts'
import { shareGroupHeartbeat } from './handlers/share-group-heartbeat.ts'
import { streamsGroupDescribe } from './handlers/streams-group-describe.ts'
import { streamsGroupHeartbeat } from './handlers/streams-group-heartbeat.ts'
import { syncGroup } from './handlers/sync-group.ts'
import { txnOffsetCommit } from './handlers/txn-offset-commit.ts'
import { unregisterBroker } from './handlers/unregister-broker.ts'
import { updateFeatures } from './handlers/update-features.ts'
import { writeShareGroupState } from './handlers/write-share-group-state.ts'
import { writeTxnMarkers } from './handlers/write-txn-markers.ts'

/** Who uses a listener: clients and other brokers, or controllers among themselves. */
type ListenerKind = 'broker' | 'controller'

/** What the pipeline must know about an API, beyond its messages and handler. */
export interface ApiTraits {
  /**
   * `exclusive`: taken once all earlier requests on the connection have taken effect, and blocks later ones until it has too, as
   * if the broker served one at a time. `overlaps`: only the part before the handler's first `await` is ordered.
   * `overlapsItself`: like `overlaps` after requests of the same API, like `exclusive` otherwise.
   */
  readonly orders: 'exclusive' | 'overlaps' | 'overlapsItself'
  /** The handler may block the next request beyond its first `await` (`ordersUntil`). */
  readonly ordersLonger: boolean
  /** The handler is done with the frame's bytes when it returns. Other handlers get a copy and may keep views of it. */
  readonly borrowsFrame: boolean
  /** A long poll, which a stopping broker does not wait for. */
  readonly parks: boolean
  /** The kinds of listeners that serve it (`on` in its specification); `allApis` omits it on others. */
  readonly listeners: readonly string[]
  /** Allowed before authentication (the stage `authenticated`). */
  readonly beforeAuthentication: boolean
  /** Reserved to brokers: the stage `clusterAction` checks CLUSTER_ACTION on the cluster, so the handler need not. */
  readonly isClusterAction: boolean
  /** Done by the controller; other brokers forward it (the stage `forward`). */
  readonly isForwarded: boolean
  /**
   * The quota that requests count against, besides request time. Used by the stages `quota` and `throttle`; `none` skips them.
   */
  readonly quota: 'none' | 'request' | 'produce' | 'fetch' | 'controller-mutation'
}

/** One API: its versions, handler and traits. */
export interface ApiRow<K extends ApiName = ApiName> extends ApiTraits {
  readonly name: K
  readonly key: number
  readonly min: number
  readonly max: number
  readonly handler: Handler<K>
}

/** A row of any API. Its handler takes the type that its own codec decodes. */
export type AnyApiRow = Omit<ApiRow, 'handler'> & {
  readonly handler: (request: unknown, context: RequestContext) => unknown
}

/** The served APIs; nothing else is advertised. ApiVersions is answered from this table. */
export interface ApiTable {
  readonly rows: readonly AnyApiRow[]
  byKey(key: number): AnyApiRow | undefined
  byName(name: ApiName): AnyApiRow | undefined
}

const ordinary: Omit<ApiTraits, 'listeners'> = {
  orders: 'exclusive',
  ordersLonger: false,
  borrowsFrame: false,
  parks: false,
  beforeAuthentication: false,
  isClusterAction: false,
  isForwarded: false,
  quota: 'request'
}

/** A row with every version that any Kafka release had as stable. */
export function row<K extends ApiName>(name: K, handler: Handler<K>, traits: Partial<ApiTraits> = {}): AnyApiRow {
  const { key, minVersion, maxVersion, unstable, listeners } = apis[name]
  const max = unstable ? maxVersion - 1 : maxVersion
  const whole: ApiRow<K> = { name, key, min: minVersion, max, handler, listeners, ...ordinary, ...traits }
  return whole as unknown as AnyApiRow
}

const withUnstable = (each: AnyApiRow): AnyApiRow => ({ ...each, max: apis[each.name].maxVersion })

export function tableOf(rows: readonly AnyApiRow[]): ApiTable {
  const byKey: (AnyApiRow | undefined)[] = []
  const byName = new Map<ApiName, AnyApiRow>(rows.map((each) => [each.name, each]))
  for (const each of rows) byKey[each.key] = each
  for (let key = 0; key < byKey.length; key++) byKey[key] ??= undefined
  return {
    rows: [...rows].sort((a, b) => a.key - b.key),
    byKey: (key) => byKey[key],
    byName: (name) => byName.get(name)
  }
}

/** All implemented APIs of this kind of listener, in all stable versions, optionally with the unstable ones. */
export function allApis(kind: ListenerKind = 'broker', isUnstableServed = false): ApiTable {
  const rows = built.filter(({ listeners }) => listeners.includes(kind))
  return tableOf(isUnstableServed ? rows.map(withUnstable) : rows)
}

const built: readonly AnyApiRow[] = [
  row('Produce', produce, { orders: 'overlaps', ordersLonger: true, borrowsFrame: true, quota: 'produce' }),
  row('Fetch', fetch, { parks: true, quota: 'fetch' }),
  row('ListOffsets', listOffsets),
  row('Metadata', metadata),
  row('ApiVersions', apiVersions, { beforeAuthentication: true }),
  row('CreateTopics', createTopics, { isForwarded: true, quota: 'controller-mutation' }),
  row('DeleteTopics', deleteTopics, { isForwarded: true, quota: 'controller-mutation' }),
  row('DeleteRecords', deleteRecords),
  row('InitProducerId', initProducerId),
  row('OffsetForLeaderEpoch', offsetForLeaderEpoch),
  row('DescribeConfigs', describeConfigs),
  row('AlterConfigs', alterConfigs, { isForwarded: true }),
  row('DescribeLogDirs', describeLogDirs),
  row('CreatePartitions', createPartitions, { isForwarded: true, quota: 'controller-mutation' }),
  row('IncrementalAlterConfigs', incrementalAlterConfigs, { isForwarded: true }),
  row('DescribeCluster', describeCluster),
  row('DescribeProducers', describeProducers),
  row('ListConfigResources', listConfigResources),
  row('DescribeTopicPartitions', describeTopicPartitions),
  row('OffsetCommit', offsetCommit, { orders: 'overlapsItself', borrowsFrame: true }),
  row('OffsetFetch', offsetFetch),
  row('FindCoordinator', findCoordinator),
  row('JoinGroup', joinGroup, { parks: true }),
  row('Heartbeat', heartbeat, { borrowsFrame: true }),
  row('LeaveGroup', leaveGroup),
  row('SyncGroup', syncGroup, { parks: true }),
  row('DescribeGroups', describeGroups),
  row('ListGroups', listGroups),
  row('DeleteGroups', deleteGroups),
  row('OffsetDelete', offsetDelete),
  row('ConsumerGroupHeartbeat', consumerGroupHeartbeat),
  row('ConsumerGroupDescribe', consumerGroupDescribe),
  row('StreamsGroupHeartbeat', streamsGroupHeartbeat),
  row('StreamsGroupDescribe', streamsGroupDescribe),
  row('SaslHandshake', saslHandshake, { beforeAuthentication: true, quota: 'none' }),
  row('DescribeAcls', describeAcls),
  row('CreateAcls', createAcls, { isForwarded: true }),
  row('DeleteAcls', deleteAcls, { isForwarded: true }),
  row('AlterReplicaLogDirs', alterReplicaLogDirs),
  row('SaslAuthenticate', saslAuthenticate, { beforeAuthentication: true, quota: 'none' }),
  row('CreateDelegationToken', createDelegationToken, { isForwarded: true }),
  row('RenewDelegationToken', renewDelegationToken, { isForwarded: true }),
  row('ExpireDelegationToken', expireDelegationToken, { isForwarded: true }),
  row('DescribeDelegationToken', describeDelegationToken),
  row('ElectLeaders', electLeaders, { isForwarded: true }),
  row('AlterPartitionReassignments', alterPartitionReassignments, { isForwarded: true }),
  row('ListPartitionReassignments', listPartitionReassignments, { isForwarded: true }),
  row('DescribeClientQuotas', describeClientQuotas),
  row('AlterClientQuotas', alterClientQuotas, { isForwarded: true }),
  row('DescribeUserScramCredentials', describeUserScramCredentials),
  row('AlterUserScramCredentials', alterUserScramCredentials, { isForwarded: true }),
  row('DescribeQuorum', describeQuorum, { isForwarded: true }),
  row('UpdateFeatures', updateFeatures, { isForwarded: true }),
  row('UnregisterBroker', unregisterBroker, { isForwarded: true }),
  row('DescribeTransactions', describeTransactions),
  row('ListTransactions', listTransactions),
  row('AddPartitionsToTxn', addPartitionsToTxn),
  row('AddOffsetsToTxn', addOffsetsToTxn),
  row('EndTxn', endTxn),
  row('WriteTxnMarkers', writeTxnMarkers),
  row('TxnOffsetCommit', txnOffsetCommit),
  row('ShareGroupHeartbeat', shareGroupHeartbeat),
  row('ShareGroupDescribe', shareGroupDescribe),
  row('DescribeShareGroupOffsets', describeShareGroupOffsets),
  row('AlterShareGroupOffsets', alterShareGroupOffsets),
  row('DeleteShareGroupOffsets', deleteShareGroupOffsets),
  row('ShareFetch', shareFetch, { parks: true, quota: 'fetch' }),
  row('ShareAcknowledge', shareAcknowledge),
  row('InitializeShareGroupState', initializeShareGroupState, { isClusterAction: true }),
  row('ReadShareGroupState', readShareGroupState, { isClusterAction: true }),
  row('WriteShareGroupState', writeShareGroupState, { isClusterAction: true }),
  row('DeleteShareGroupState', deleteShareGroupState, { isClusterAction: true }),
  row('ReadShareGroupStateSummary', readShareGroupStateSummary, { isClusterAction: true }),
  row('AddRaftVoter', addRaftVoter, { isForwarded: true }),
  row('RemoveRaftVoter', removeRaftVoter, { isForwarded: true })
]
