import type { ApiName } from '../protocol/index.ts'

/** A field in which two brokers that are both right may answer otherwise. */
export interface Difference {
  /** `*` for every API. */
  readonly api: ApiName | '*'
  /** Path of the field in the response: array positions as `[]`; a last `*` matches everything below. */
  readonly field: string
  /**
   * `any`: the values are not compared. `renamed`: they may differ, but the same value of one broker must always meet the same
   * value of the other within a check. `unordered`: the array is compared as a set. `records`: record batches are compared by
   * their header fields and what is in them, as far as the shorter answer goes.
   */
  readonly as: 'any' | 'renamed' | 'unordered' | 'records'
  readonly reason: string
}

const brokerId = 'Brokers choose their ids'
const address = 'Each broker has its own address'
const topicId = 'Topic ids are random'
const memberId = 'Member ids end in a random uuid'
const wallClock = 'The broker stamps its own wall clock'
const producerId = 'Brokers give producer ids from blocks of their own'
const texts = 'Texts are for people'
const metadataLog = 'The log of the metadata is that of each broker'
const features = 'The features of a release are that of its own software'

/** Everything that legitimately differs between two brokers. The only such table: a check never hides a field by itself. */
export const differences: readonly Difference[] = [
  { api: '*', field: 'throttleTimeMs', as: 'any', reason: 'Quotas depend on the load of the moment' },
  { api: '*', field: 'nodeEndpoints', as: 'any', reason: address },
  { api: '*', field: 'clusterId', as: 'renamed', reason: 'Clusters have random ids' },
  { api: '*', field: 'controllerId', as: 'any', reason: 'Kafka names any of its brokers as the controller' },
  { api: 'Metadata', field: 'brokers', as: 'unordered', reason: 'Kafka lists brokers in hash order' },
  { api: 'DescribeCluster', field: 'brokers', as: 'unordered', reason: 'Kafka lists brokers in hash order' },
  { api: '*', field: 'brokers[].nodeId', as: 'renamed', reason: brokerId },
  { api: '*', field: 'brokers[].brokerId', as: 'renamed', reason: brokerId },
  { api: '*', field: 'brokers[].host', as: 'any', reason: address },
  { api: '*', field: 'brokers[].port', as: 'any', reason: address },
  { api: '*', field: 'brokers[].rack', as: 'any', reason: 'A rack is the setting of a broker' },
  {
    api: 'ApiVersions',
    field: 'apiKeys',
    as: 'any',
    reason: 'Brokers differ in the APIs and versions that they speak'
  },
  { api: 'ApiVersions', field: 'supportedFeatures', as: 'any', reason: features },
  { api: 'ApiVersions', field: 'finalizedFeatures', as: 'any', reason: features },
  { api: 'ApiVersions', field: 'finalizedFeaturesEpoch', as: 'any', reason: features },
  { api: 'Metadata', field: 'topics[].topicId', as: 'renamed', reason: topicId },
  { api: 'Metadata', field: 'topics[].partitions[].leaderId', as: 'renamed', reason: brokerId },
  { api: 'Metadata', field: 'topics[].partitions[].replicaNodes[]', as: 'renamed', reason: brokerId },
  { api: 'Metadata', field: 'topics[].partitions[].isrNodes[]', as: 'renamed', reason: brokerId },
  { api: 'Metadata', field: 'topics[].partitions', as: 'unordered', reason: 'Kafka lists partitions in hash order' },
  { api: 'Metadata', field: 'topics', as: 'unordered', reason: 'Kafka lists topics in hash order' },
  { api: 'DescribeTopicPartitions', field: 'topics[].topicId', as: 'renamed', reason: topicId },
  { api: 'DescribeTopicPartitions', field: 'topics[].partitions[].leaderId', as: 'renamed', reason: brokerId },
  { api: 'DescribeTopicPartitions', field: 'topics[].partitions[].replicaNodes[]', as: 'renamed', reason: brokerId },
  { api: 'DescribeTopicPartitions', field: 'topics[].partitions[].isrNodes[]', as: 'renamed', reason: brokerId },
  { api: 'ShareGroupHeartbeat', field: 'assignment.topicPartitions[].topicId', as: 'renamed', reason: topicId },
  {
    api: 'ShareGroupHeartbeat',
    field: 'assignment.topicPartitions',
    as: 'unordered',
    reason: 'Kafka answers in hash order'
  },
  {
    api: 'ShareGroupDescribe',
    field: 'groups[].members[].assignment.topicPartitions[].topicId',
    as: 'renamed',
    reason: topicId
  },
  { api: 'ShareFetch', field: 'responses[].topicId', as: 'renamed', reason: topicId },
  {
    api: 'ShareFetch',
    field: 'responses[].partitions[].records',
    as: 'records',
    reason: 'Kafka answers with whole batches'
  },
  { api: 'ShareAcknowledge', field: 'responses[].partitions[].errorMessage', as: 'any', reason: texts },
  { api: 'ShareAcknowledge', field: 'responses[].topicId', as: 'renamed', reason: topicId },
  { api: 'DescribeShareGroupOffsets', field: 'groups[].topics[].topicId', as: 'renamed', reason: topicId },
  {
    api: 'DescribeShareGroupOffsets',
    field: 'groups[].topics[].partitions',
    as: 'unordered',
    reason: 'Kafka answers in hash order'
  },
  { api: 'AlterShareGroupOffsets', field: 'responses[].topicId', as: 'renamed', reason: topicId },
  { api: 'DeleteShareGroupOffsets', field: 'responses[].topicId', as: 'renamed', reason: topicId },
  { api: 'InitializeShareGroupState', field: 'results[].topicId', as: 'renamed', reason: topicId },
  { api: 'ReadShareGroupState', field: 'results[].topicId', as: 'renamed', reason: topicId },
  { api: 'WriteShareGroupState', field: 'results[].topicId', as: 'renamed', reason: topicId },
  { api: 'DeleteShareGroupState', field: 'results[].topicId', as: 'renamed', reason: topicId },
  { api: 'ReadShareGroupStateSummary', field: 'results[].topicId', as: 'renamed', reason: topicId },
  {
    api: 'ConsumerGroupHeartbeat',
    field: 'assignment.topicPartitions[].topicId',
    as: 'renamed',
    reason: topicId
  },
  {
    api: 'ConsumerGroupHeartbeat',
    field: 'assignment.topicPartitions',
    as: 'unordered',
    reason: 'Kafka answers in hash order'
  },
  { api: 'ConsumerGroupDescribe', field: 'groups', as: 'unordered', reason: 'Kafka answers in hash order' },
  { api: 'ConsumerGroupDescribe', field: 'groups[].errorMessage', as: 'any', reason: texts },
  { api: 'ConsumerGroupDescribe', field: 'groups[].members[].memberId', as: 'renamed', reason: memberId },
  {
    api: 'ConsumerGroupDescribe',
    field: 'groups[].members',
    as: 'unordered',
    reason: 'Kafka lists members in hash order'
  },
  {
    api: 'ConsumerGroupDescribe',
    field: 'groups[].members[].assignment.topicPartitions[].topicId',
    as: 'renamed',
    reason: topicId
  },
  {
    api: 'ConsumerGroupDescribe',
    field: 'groups[].members[].targetAssignment.topicPartitions[].topicId',
    as: 'renamed',
    reason: topicId
  },
  {
    api: 'StreamsGroupDescribe',
    field: 'groups[].members',
    as: 'unordered',
    reason: 'Kafka lists members in hash order'
  },
  { api: 'CreateTopics', field: 'topics[].topicId', as: 'renamed', reason: topicId },
  { api: 'CreateTopics', field: 'topics', as: 'unordered', reason: 'Kafka answers in hash order' },
  {
    api: 'CreateTopics',
    field: 'topics[].configs',
    as: 'any',
    reason: 'Lists what a release knows; compared by DescribeConfigs checks'
  },
  { api: 'CreateTopics', field: 'topics[].errorMessage', as: 'any', reason: texts },
  { api: 'DeleteTopics', field: 'responses[].topicId', as: 'renamed', reason: topicId },
  { api: 'DeleteTopics', field: 'responses', as: 'unordered', reason: 'Kafka answers in hash order' },
  { api: '*', field: 'responses[].errorMessage', as: 'any', reason: texts },
  { api: '*', field: 'results[].errorMessage', as: 'any', reason: texts },
  { api: '*', field: 'errorMessage', as: 'any', reason: texts },
  { api: 'Produce', field: 'responses', as: 'unordered', reason: 'Kafka answers in hash order' },
  { api: 'Produce', field: 'responses[].partitionResponses', as: 'unordered', reason: 'Kafka answers in hash order' },
  { api: 'Produce', field: 'responses[].topicId', as: 'renamed', reason: topicId },
  { api: 'Produce', field: 'responses[].partitionResponses[].logAppendTimeMs', as: 'renamed', reason: wallClock },
  { api: 'Produce', field: 'responses[].partitionResponses[].errorMessage', as: 'any', reason: texts },
  {
    api: 'Produce',
    field: 'responses[].partitionResponses[].recordErrors[].batchIndexErrorMessage',
    as: 'any',
    reason: texts
  },
  { api: 'Produce', field: 'responses[].partitionResponses[].currentLeader.leaderId', as: 'renamed', reason: brokerId },
  { api: 'Fetch', field: 'sessionId', as: 'renamed', reason: 'Fetch session ids are random' },
  { api: 'Fetch', field: 'responses[].topicId', as: 'renamed', reason: topicId },
  {
    api: 'Fetch',
    field: 'responses[].partitions',
    as: 'unordered',
    reason: 'Kafka puts partitions with errors behind the others'
  },
  {
    api: 'Fetch',
    field: 'responses[].partitions[].records',
    as: 'records',
    reason:
      'Within its limits a broker chooses how many batches it gives, may cut the last, and has its own compressors'
  },
  {
    api: 'Fetch',
    field: 'responses[].partitions[].abortedTransactions[].producerId',
    as: 'renamed',
    reason: producerId
  },
  { api: 'Fetch', field: 'records[].producerId', as: 'renamed', reason: producerId },
  { api: 'Fetch', field: 'responses', as: 'unordered', reason: 'A session may rotate its partitions' },
  { api: 'ListOffsets', field: 'topics[].partitions', as: 'unordered', reason: 'Kafka answers in hash order' },
  { api: 'ListOffsets', field: 'topics', as: 'unordered', reason: 'Kafka answers in hash order' },
  {
    api: 'DescribeConfigs',
    field: 'results[].configs',
    as: 'any',
    reason: 'Lists what a release knows and how the broker is set'
  },
  { api: 'DescribeLogDirs', field: 'results[].logDir', as: 'any', reason: 'Directories are the setting of a broker' },
  { api: 'DescribeLogDirs', field: 'results[].totalBytes', as: 'any', reason: 'Disks differ' },
  { api: 'DescribeLogDirs', field: 'results[].usableBytes', as: 'any', reason: 'Disks differ' },
  {
    api: 'DescribeLogDirs',
    field: 'results[].topics[].partitions',
    as: 'unordered',
    reason: 'Kafka answers in hash order'
  },
  { api: 'DescribeLogDirs', field: 'results[].topics', as: 'unordered', reason: 'Kafka answers in hash order' },
  {
    api: 'ListConfigResources',
    field: 'configResources',
    as: 'any',
    reason: 'Other users of the cluster have topics too'
  },
  {
    api: 'InitProducerId',
    field: 'producerId',
    as: 'renamed',
    reason: 'Producer ids count up over the life of a cluster'
  },
  {
    api: 'DescribeProducers',
    field: 'topics[].partitions[].activeProducers[].producerId',
    as: 'renamed',
    reason: 'Producer ids count up over the life of a cluster'
  },
  {
    api: 'DescribeProducers',
    field: 'topics[].partitions[].activeProducers[].lastTimestamp',
    as: 'any',
    reason: wallClock
  },
  { api: 'DescribeProducers', field: 'topics[].partitions[].errorMessage', as: 'any', reason: texts },
  { api: 'AlterPartitionReassignments', field: 'responses[].partitions[].errorMessage', as: 'any', reason: texts },
  { api: 'ElectLeaders', field: 'replicaElectionResults[].partitionResult[].errorMessage', as: 'any', reason: texts },
  { api: 'DescribeQuorum', field: 'topics[].partitions[].errorMessage', as: 'any', reason: texts },
  { api: 'DescribeQuorum', field: 'topics[].partitions[].leaderId', as: 'renamed', reason: brokerId },
  { api: 'DescribeQuorum', field: 'topics[].partitions[].leaderEpoch', as: 'any', reason: metadataLog },
  { api: 'DescribeQuorum', field: 'topics[].partitions[].highWatermark', as: 'any', reason: metadataLog },
  { api: 'DescribeQuorum', field: 'topics[].partitions[].currentVoters', as: 'any', reason: metadataLog },
  { api: 'DescribeQuorum', field: 'topics[].partitions[].observers', as: 'any', reason: metadataLog },
  { api: 'DescribeQuorum', field: 'nodes', as: 'any', reason: address },
  { api: 'AlterReplicaLogDirs', field: 'results', as: 'unordered', reason: 'Kafka answers in hash order' },
  { api: 'AlterReplicaLogDirs', field: 'results[].partitions', as: 'unordered', reason: 'Kafka answers in hash order' },
  { api: 'AlterClientQuotas', field: 'entries', as: 'unordered', reason: 'Kafka answers in hash order' },
  { api: 'AlterClientQuotas', field: 'entries[].errorMessage', as: 'any', reason: texts },
  { api: 'DescribeClientQuotas', field: 'entries', as: 'unordered', reason: 'Kafka answers in hash order' },
  { api: 'AlterUserScramCredentials', field: 'results', as: 'unordered', reason: 'Kafka answers in hash order' },
  { api: 'DescribeUserScramCredentials', field: 'results', as: 'unordered', reason: 'Kafka answers in hash order' },
  { api: 'DeleteAcls', field: 'filterResults[].errorMessage', as: 'any', reason: texts },
  { api: 'ListTransactions', field: 'unknownStateFilters', as: 'unordered', reason: 'Kafka answers in hash order' },
  { api: 'FindCoordinator', field: 'nodeId', as: 'renamed', reason: brokerId },
  { api: 'FindCoordinator', field: 'host', as: 'any', reason: address },
  { api: 'FindCoordinator', field: 'port', as: 'any', reason: address },
  { api: 'FindCoordinator', field: 'coordinators[].nodeId', as: 'renamed', reason: brokerId },
  { api: 'FindCoordinator', field: 'coordinators[].host', as: 'any', reason: address },
  { api: 'FindCoordinator', field: 'coordinators[].port', as: 'any', reason: address },
  { api: 'FindCoordinator', field: 'coordinators[].errorMessage', as: 'any', reason: texts },
  { api: 'JoinGroup', field: 'memberId', as: 'renamed', reason: memberId },
  { api: 'JoinGroup', field: 'leader', as: 'renamed', reason: memberId },
  { api: 'JoinGroup', field: 'members[].memberId', as: 'renamed', reason: memberId },
  { api: 'JoinGroup', field: 'members', as: 'unordered', reason: 'Members are listed in hash order of random ids' },
  { api: 'LeaveGroup', field: 'members[].memberId', as: 'renamed', reason: memberId },
  { api: 'DescribeGroups', field: 'groups[].members[].memberId', as: 'renamed', reason: memberId },
  {
    api: 'DescribeGroups',
    field: 'groups[].members',
    as: 'unordered',
    reason: 'Members are listed in hash order of random ids'
  },
  { api: 'DescribeGroups', field: 'groups[].members[].clientHost', as: 'any', reason: address },
  { api: 'DescribeGroups', field: 'groups[].errorMessage', as: 'any', reason: texts },
  { api: 'DescribeGroups', field: 'groups', as: 'unordered', reason: 'Kafka answers in hash order' },
  { api: 'ListGroups', field: 'groups', as: 'any', reason: 'Other users of the cluster have groups too' },
  { api: 'DeleteGroups', field: 'results', as: 'unordered', reason: 'Kafka answers in hash order' },
  { api: 'OffsetCommit', field: 'topics[].topicId', as: 'renamed', reason: topicId },
  { api: 'OffsetFetch', field: 'groups[].topics[].topicId', as: 'renamed', reason: topicId },
  { api: 'OffsetFetch', field: 'topics', as: 'unordered', reason: 'Kafka lists all topics of a group in hash order' },
  {
    api: 'OffsetFetch',
    field: 'groups[].topics',
    as: 'unordered',
    reason: 'Kafka lists all topics of a group in hash order'
  }
]
