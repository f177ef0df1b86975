/*
 * Builds the response that reports one error for a whole request: at the top level if the response has a field for it, otherwise
 * in each of its parts. Source: org.apache.kafka.common.requests.AbstractRequest#getErrorResponse and its overrides.
 */

import { type ApiName, errorCodes, type RequestMap, type ResponseInputMap } from '../protocol/index.ts'
import { zeroUuid } from '../wire/index.ts'
import { notAuthorized } from './cluster-rights.ts'
import { heartbeatError, streamsHeartbeatError } from './group-heartbeat.ts'

/** `null` means that there is no response and the client notices the error by the closed connection. */
type ErrorAnswer<K extends ApiName> = (
  request: RequestMap[K],
  errorCode: number,
  version: number
) => ResponseInputMap[K] | null

interface ShareStateTopic {
  readonly topicId: string
  readonly partitions: readonly { readonly partition: number }[]
}

/** The five share state APIs have error messages. `more` holds the other fields of a partition's entry. */
function ofShareState<More extends object>(topics: readonly ShareStateTopic[], errorCode: number, more?: More) {
  const errorMessage = errorCode === errorCodes.CLUSTER_AUTHORIZATION_FAILED ? notAuthorized : null
  return topics.map(({ topicId, partitions }) => ({
    topicId,
    partitions: partitions.map(({ partition }) => ({ partition, errorCode, errorMessage, ...(more as More) }))
  }))
}

const noSharePartitions = { acquisitionLockTimeoutMs: 0, responses: [], nodeEndpoints: [] }

const inParts: { readonly [K in ApiName]?: ErrorAnswer<K> } = {
  Produce: ({ acks, topicData }, errorCode) =>
    acks === 0
      ? null
      : {
          responses: topicData.map(({ name, topicId, partitionData }) => ({
            name,
            topicId,
            partitionResponses: partitionData.map(({ index }) => ({ index, errorCode, baseOffset: -1n }))
          }))
        },
  Fetch: ({ topics }, errorCode, version) => ({
    errorCode,
    responses:
      version >= 7
        ? []
        : topics.map(({ topic, topicId, partitions }) => ({
            topic,
            topicId,
            partitions: partitions.map(({ partition }) => ({
              partitionIndex: partition,
              errorCode,
              highWatermark: -1n,
              abortedTransactions: null,
              records: Buffer.alloc(0)
            }))
          }))
  }),
  ListOffsets: ({ topics }, errorCode, version) => ({
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex }) => ({
        partitionIndex,
        errorCode,
        ...(version === 0 ? { oldStyleOffsets: [] } : {})
      }))
    }))
  }),
  Metadata: ({ topics }, errorCode, version) => ({
    brokers: [],
    clusterId: null,
    topics: (topics ?? []).map(({ name, topicId }) => ({
      errorCode,
      name: version < 12 ? (name ?? '') : name,
      topicId,
      partitions: []
    })),
    errorCode: version >= 13 ? errorCode : 0
  }),
  OffsetCommit: ({ topics }, errorCode) => ({
    topics: topics.map(({ name, topicId, partitions }) => ({
      name,
      topicId,
      partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode }))
    }))
  }),
  OffsetFetch: ({ topics, groups }, errorCode, version) => {
    if (version >= 8) return { groups: groups.map(({ groupId }) => ({ groupId, errorCode, topics: [] })) }
    if (version >= 2) return { errorCode, topics: [] }
    return {
      topics: (topics ?? []).map(({ name, partitionIndexes }) => ({
        name,
        partitions: partitionIndexes.map((partitionIndex) => ({
          partitionIndex,
          committedOffset: -1n,
          metadata: '',
          errorCode
        }))
      }))
    }
  },
  AddPartitionsToTxn: ({ v3AndBelowTopics }, errorCode, version) =>
    version >= 4
      ? { errorCode, resultsByTransaction: [] }
      : {
          resultsByTopicV3AndBelow: v3AndBelowTopics.map(({ name, partitions }) => ({
            name,
            resultsByPartition: partitions.map((partitionIndex) => ({ partitionIndex, partitionErrorCode: errorCode }))
          }))
        },
  WriteTxnMarkers: ({ markers }, errorCode) => ({
    markers: markers.map(({ producerId, topics }) => ({
      producerId,
      topics: topics.map(({ name, partitionIndexes }) => ({
        name,
        partitions: partitionIndexes.map((partitionIndex) => ({ partitionIndex, errorCode }))
      }))
    }))
  }),
  TxnOffsetCommit: ({ topics }, errorCode) => ({
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode }))
    }))
  }),
  FindCoordinator: ({ coordinatorKeys }, errorCode, version) =>
    version >= 4
      ? {
          coordinators: coordinatorKeys.map((key) => ({
            key,
            errorCode,
            errorMessage: null,
            nodeId: -1,
            host: '',
            port: -1
          }))
        }
      : { errorCode, nodeId: -1, host: '', port: -1 },
  DescribeGroups: ({ groups }, errorCode) => ({
    groups: groups.map((groupId) => ({
      errorCode,
      groupId,
      groupState: '',
      protocolType: '',
      protocolData: '',
      members: []
    }))
  }),
  ConsumerGroupDescribe: ({ groupIds }, errorCode) => ({
    groups: groupIds.map((groupId) => ({
      errorCode,
      groupId,
      groupState: '',
      groupEpoch: 0,
      assignmentEpoch: 0,
      assignorName: '',
      members: []
    }))
  }),
  StreamsGroupDescribe: ({ groupIds }, errorCode) => ({
    groups: groupIds.map((groupId) => ({
      errorCode,
      groupId,
      groupState: '',
      groupEpoch: 0,
      assignmentEpoch: 0,
      members: []
    }))
  }),
  StreamsGroupHeartbeat: (_, errorCode) => streamsHeartbeatError(errorCode),
  ConsumerGroupHeartbeat: (_, errorCode) => heartbeatError(errorCode),
  ShareGroupHeartbeat: (_, errorCode) => heartbeatError(errorCode),
  CreateTopics: ({ topics }, errorCode) => ({ topics: topics.map(({ name }) => ({ name, errorCode, configs: [] })) }),
  DeleteTopics: ({ topics, topicNames }, errorCode, version) => ({
    responses:
      version >= 6
        ? topics.map(({ name, topicId }) => ({ name, topicId, errorCode }))
        : topicNames.map((name) => ({ name, errorCode }))
  }),
  DeleteRecords: ({ topics }, errorCode) => ({
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, lowWatermark: -1n, errorCode }))
    }))
  }),
  OffsetForLeaderEpoch: ({ topics }, errorCode) => ({
    topics: topics.map(({ topic, partitions }) => ({
      topic,
      partitions: partitions.map(({ partition }) => ({ partition, errorCode }))
    }))
  }),
  CreateAcls: ({ creations }, errorCode) => ({ results: creations.map(() => ({ errorCode, errorMessage: null })) }),
  DeleteAcls: ({ filters }, errorCode) => ({
    filterResults: filters.map(() => ({ errorCode, errorMessage: null, matchingAcls: [] }))
  }),
  DescribeConfigs: ({ resources }, errorCode) => ({
    results: resources.map(({ resourceType, resourceName }) => ({
      errorCode,
      errorMessage: null,
      resourceType,
      resourceName,
      configs: []
    }))
  }),
  AlterConfigs: ({ resources }, errorCode) => ({
    responses: resources.map(({ resourceType, resourceName }) => ({
      errorCode,
      errorMessage: null,
      resourceType,
      resourceName
    }))
  }),
  IncrementalAlterConfigs: ({ resources }, errorCode) => ({
    responses: resources.map(({ resourceType, resourceName }) => ({
      errorCode,
      errorMessage: null,
      resourceType,
      resourceName
    }))
  }),
  AlterReplicaLogDirs: ({ dirs }, errorCode) => ({
    results: dirs.flatMap(({ topics }) =>
      topics.map(({ name, partitions }) => ({
        topicName: name,
        partitions: partitions.map((partitionIndex) => ({ partitionIndex, errorCode }))
      }))
    )
  }),
  DescribeLogDirs: (_, errorCode, version) => ({ errorCode: version >= 3 ? errorCode : 0, results: [] }),
  CreatePartitions: ({ topics }, errorCode) => ({
    results: topics.map(({ name }) => ({ name, errorCode, errorMessage: null }))
  }),
  DeleteGroups: ({ groupsNames }, errorCode) => ({
    results: groupsNames.map((groupId) => ({ groupId, errorCode }))
  }),
  ElectLeaders: ({ topicPartitions }, errorCode, version) => ({
    errorCode: version >= 1 ? errorCode : 0,
    replicaElectionResults: (topicPartitions ?? []).map(({ topic, partitions }) => ({
      topic,
      partitionResult: partitions.map((partitionId) => ({ partitionId, errorCode, errorMessage: null }))
    }))
  }),
  AlterClientQuotas: ({ entries }, errorCode) => ({
    entries: entries.map(({ entity }) => ({
      errorCode,
      errorMessage: null,
      entity: entity.map(({ entityType, entityName }) => ({ entityType, entityName }))
    }))
  }),
  AlterUserScramCredentials: ({ deletions, upsertions }, errorCode) => ({
    results: [...new Set([...deletions, ...upsertions].map(({ name }) => name))].map((user) => ({
      user,
      errorCode,
      errorMessage: null
    }))
  }),
  ShareFetch: (_, errorCode) => ({ errorCode, ...noSharePartitions }),
  ShareAcknowledge: (_, errorCode) => ({ errorCode, ...noSharePartitions }),
  InitializeShareGroupState: ({ topics }, errorCode) => ({ results: ofShareState(topics, errorCode) }),
  ReadShareGroupState: ({ topics }, errorCode) => ({
    results: ofShareState(topics, errorCode, { stateEpoch: 0, startOffset: 0n, stateBatches: [] })
  }),
  WriteShareGroupState: ({ topics }, errorCode) => ({ results: ofShareState(topics, errorCode) }),
  DeleteShareGroupState: ({ topics }, errorCode) => ({ results: ofShareState(topics, errorCode) }),
  ReadShareGroupStateSummary: ({ topics }, errorCode) => ({
    results: ofShareState(topics, errorCode, { stateEpoch: 0, leaderEpoch: 0, startOffset: 0n })
  }),
  DescribeProducers: ({ topics }, errorCode) => ({
    topics: topics.map(({ name, partitionIndexes }) => ({
      name,
      partitions: partitionIndexes.map((partitionIndex) => ({
        partitionIndex,
        errorCode,
        errorMessage: null,
        activeProducers: []
      }))
    }))
  }),
  DescribeTransactions: ({ transactionalIds }, errorCode) => ({
    transactionStates: transactionalIds.map((transactionalId) => notDescribedTransaction(transactionalId, errorCode))
  }),
  DescribeTopicPartitions: ({ topics }, errorCode) => ({
    topics: topics.map(({ name }) => ({ errorCode, name, topicId: zeroUuid, partitions: [] })),
    nextCursor: null
  })
}

/** The fields of a DescribeTransactions entry that reveals nothing. */
export const notDescribedTransaction = (transactionalId: string, errorCode: number) => ({
  errorCode,
  transactionalId,
  transactionState: '',
  transactionTimeoutMs: 0,
  transactionStartTimeMs: 0n,
  producerId: 0n,
  producerEpoch: 0,
  topics: []
})

const noBytes = Buffer.alloc(0)

/** The fields that some response with a top-level error must have. An encoder reads only those of its own message. */
const emptyFields = {
  errorMessage: null,
  apiKeys: [],
  assignment: noBytes,
  authBytes: noBytes,
  brokers: [],
  clusterId: '',
  configResources: [],
  controllerId: -1,
  entries: [],
  expiryTimestampMs: -1n,
  groups: [],
  hmac: noBytes,
  issueTimestampMs: -1n,
  leader: '',
  maxTimestampMs: -1n,
  mechanisms: [],
  memberId: '',
  members: [],
  principalName: '',
  principalType: '',
  producerEpoch: -1,
  producerId: -1n,
  protocolName: '',
  resources: [],
  responses: [],
  results: [],
  tokenId: '',
  tokenRequesterPrincipalName: '',
  tokenRequesterPrincipalType: '',
  tokens: [],
  topics: [],
  transactionStates: [],
  unknownStateFilters: []
}

/** The response to a request that fails as a whole with one error. */
export function errorAnswer<K extends ApiName>(
  name: K,
  version: number,
  request: RequestMap[K],
  errorCode: number
): ResponseInputMap[K] | null {
  const answerOf = inParts[name] as ErrorAnswer<K> | undefined
  if (answerOf !== undefined) return answerOf(request, errorCode, version)
  return { ...emptyFields, errorCode } as unknown as ResponseInputMap[K]
}
