// What a client is answered that may not do what it asks, in every API: [api, body or (version) => body, what it may do after all,
// the first version, the last]. Kafka makes a topic that Metadata asks for a little later: such a case has one version.
// Rights are written `OPERATION TYPE name`. The topics `secret` and `open`, and the group `g`, are there; `missing` is not.
const id = (version, from, name, topicId) => (version >= from ? { topicId } : { name })
const zeroId = 'AAAAAAAAAAAAAAAAAAAAAA'
const strangeId = 'EREREREREREREREREREREQ'
const mayRead = (topic) => [`READ TOPIC ${topic}`, `DESCRIBE TOPIC ${topic}`]
const sees = (topic) => [`DESCRIBE TOPIC ${topic}`]
const topicsOf = (...names) => names.map((name) => ({ name, partitions: [{ partitionIndex: 0 }] }))

const produced = (version, records, /** @type {string | null} */ transactionalId = null) => ({
  transactionalId,
  acks: -1,
  timeoutMs: 1000,
  topicData: [
    { ...id(version, 13, 'secret', 'SECRET'), partitionData: [{ index: 0, records }] },
    { ...id(version, 13, 'missing', strangeId), partitionData: [{ index: 0, records }] }
  ]
})
const fetched = (version, replicaId = -1) => ({
  ...(version >= 15 ? { replicaState: { replicaId, replicaEpoch: -1n } } : { replicaId }),
  maxWaitMs: 0,
  minBytes: 0,
  maxBytes: 1000,
  topics: [id(version, 13, 'secret', 'SECRET'), id(version, 13, 'missing', strangeId)].map(({ topicId, name }) => ({
    ...(topicId === undefined ? { topic: name } : { topicId }),
    partitions: [{ partition: 0, fetchOffset: 0n, partitionMaxBytes: 1000 }]
  }))
})
const metadata = (topics, more = {}) => [
  'Metadata',
  (v) => ({
    topics: v === 0 && topics === null ? [] : topics,
    ...(v >= 4 ? { allowAutoTopicCreation: true } : {}),
    ...(v >= 8 ? { includeTopicAuthorizedOperations: true } : {}),
    ...(v >= 8 && v <= 10 ? { includeClusterAuthorizedOperations: true } : {}),
    ...more
  })
]
const committed = (v) => ({
  groupId: 'g',
  generationIdOrMemberEpoch: -1,
  memberId: '',
  topics: [
    {
      ...id(v, 10, 'secret', 'SECRET'),
      partitions: [{ partitionIndex: 0, committedOffset: 1n, committedMetadata: '' }]
    }
  ]
})
const offsets = (topics) => [
  'OffsetFetch',
  (v) => {
    const asked =
      topics?.map((name) => ({ ...id(v, 10, name, 'SECRET'), partitionIndexes: [0] })) ?? (v < 2 ? [] : null)
    return v >= 8 ? { groups: [{ groupId: 'g', topics: asked }] } : { groupId: 'g', topics: asked }
  }
]
const coordinator = (keyType, key) => [
  'FindCoordinator',
  (v) => (v >= 4 ? { keyType, coordinatorKeys: [key] } : { key, ...(v >= 1 ? { keyType } : {}) })
]
const joining = {
  groupId: 'g',
  memberId: strangeId,
  memberEpoch: 0,
  rebalanceTimeoutMs: 10_000,
  subscribedTopicNames: ['secret'],
  topicPartitions: []
}
const sharing = { groupId: 'g', memberId: strangeId, memberEpoch: 0, subscribedTopicNames: ['secret'] }
const shareFetched = {
  groupId: 'g',
  memberId: strangeId,
  shareSessionEpoch: 0,
  maxWaitMs: 0,
  minBytes: 0,
  maxBytes: 1000,
  maxRecords: 1,
  batchSize: 1,
  topics: [{ topicId: 'SECRET', partitions: [{ partitionIndex: 0, acknowledgementBatches: [] }] }],
  forgottenTopicsData: []
}
const shareAcknowledged = {
  groupId: 'g',
  memberId: strangeId,
  shareSessionEpoch: 1,
  topics: [
    {
      topicId: 'SECRET',
      partitions: [
        { partitionIndex: 0, acknowledgementBatches: [{ firstOffset: 0n, lastOffset: 0n, acknowledgeTypes: [1] }] }
      ]
    }
  ]
}
const streaming = {
  groupId: 'g',
  memberId: strangeId,
  memberEpoch: 0,
  endpointInformationEpoch: 0,
  rebalanceTimeoutMs: 10_000,
  processId: 'p',
  topology: {
    epoch: 1,
    subtopologies: [
      {
        subtopologyId: '0',
        sourceTopics: ['secret'],
        sourceTopicRegex: [],
        stateChangelogTopics: [],
        repartitionSinkTopics: [],
        repartitionSourceTopics: [],
        copartitionGroups: []
      }
    ]
  },
  activeTasks: [],
  standbyTasks: [],
  warmupTasks: []
}
const created = (name) => ({ name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] })
const creating = (...names) => ['CreateTopics', { topics: names.map(created), timeoutMs: 5000, validateOnly: true }]
const deleting = (v) => ({
  ...(v >= 6
    ? {
        topics: [
          { name: 'secret', topicId: zeroId },
          { name: 'missing', topicId: zeroId },
          { name: null, topicId: 'OPEN' },
          { name: null, topicId: strangeId }
        ]
      }
    : { topicNames: ['secret', 'missing'] }),
  timeoutMs: 5000
})
const resources = [
  [2, 'secret'],
  [2, 'missing'],
  [4, '1'],
  [4, ''],
  [8, '1'],
  [16, 'm'],
  [32, 'g']
].map(([resourceType, resourceName]) => ({ resourceType, resourceName }))
const acl = {
  resourceType: 2,
  resourceName: 'x',
  resourcePatternType: 3,
  principal: 'User:a',
  host: '*',
  operation: 2,
  permissionType: 3
}
const aclFilter = {
  resourceTypeFilter: 2,
  resourceNameFilter: 'x',
  patternTypeFilter: 3,
  principalFilter: null,
  hostFilter: null,
  operation: 2,
  permissionType: 3
}
const member = { groupId: 'g', generationId: 1, memberId: 'm' }
const growth = {
  topics: ['secret', 'missing'].map((name) => ({ name, count: 2, assignments: null })),
  timeoutMs: 5000,
  validateOnly: true
}
const alteredConfigs = [
  'AlterConfigs',
  {
    resources: resources.filter(({ resourceType }) => resourceType !== 8).map((each) => ({ ...each, configs: [] })),
    validateOnly: true
  }
]
const incremental = [
  'IncrementalAlterConfigs',
  { resources: resources.map((each) => ({ ...each, configs: [] })), validateOnly: true }
]
const voter = { voterId: 7, voterDirectoryId: strangeId, clusterId: null }
const endpoint = { name: 'CONTROLLER', host: 'localhost', port: 1 }

const mayWriteTx = ['WRITE TRANSACTIONAL_ID tx', 'DESCRIBE TRANSACTIONAL_ID tx']
const transaction = { transactionalId: 'tx', producerId: 1n, producerEpoch: 0 }
const added = (v) => {
  const topics = [{ name: 'secret', partitions: [0] }]
  return v >= 4
    ? { transactions: [{ ...transaction, verifyOnly: false, topics }] }
    : {
        v3AndBelowTransactionalId: 'tx',
        v3AndBelowProducerId: 1n,
        v3AndBelowProducerEpoch: 0,
        v3AndBelowTopics: topics
      }
}
const offsetsInTransaction = {
  ...transaction,
  groupId: 'g',
  topics: [{ name: 'secret', partitions: [{ partitionIndex: 0, committedOffset: 1n, committedMetadata: '' }] }]
}

/** Batches: `BATCH` is an ordinary one, `TRANSACTIONAL` belongs to a transaction. */
export const cases = [
  ['Produce', (v) => produced(v, 'BATCH'), [], 3],
  ['Produce', (v) => produced(v, 'TRANSACTIONAL', 'tx'), [], 3],
  [
    'Produce',
    (v) => produced(v, 'TRANSACTIONAL', 'tx'),
    ['WRITE TRANSACTIONAL_ID tx', 'DESCRIBE TRANSACTIONAL_ID tx'],
    3
  ],
  ['Fetch', fetched, []],
  ['Fetch', fetched, mayRead('missing')],
  ['Fetch', (v) => fetched(v, 2), mayRead('secret')],
  [
    'ListOffsets',
    {
      replicaId: -1,
      topics: ['secret', 'missing'].map((name) => ({ name, partitions: [{ partitionIndex: 0, timestamp: -1n }] }))
    },
    []
  ],
  [...metadata([{ name: 'secret' }, { name: 'missing' }]), []],
  [...metadata(null), []],
  [...metadata(null), [...sees('open'), 'CREATE CLUSTER kafka-cluster']],
  [...metadata([{ name: 'secret' }, { name: 'missing' }]), [...sees('secret'), ...sees('missing')]],
  [...metadata([{ name: 'secret' }, { name: 'missing' }], { allowAutoTopicCreation: false }), sees('missing'), 4],
  [...metadata([{ name: 'missing2' }]), ['DESCRIBE TOPIC missing2', 'CREATE TOPIC missing2'], 12, 12],
  [...metadata([{ name: 'missing3' }]), ['DESCRIBE TOPIC missing3', 'CREATE CLUSTER kafka-cluster'], 12, 12],
  [
    ...metadata([
      { name: null, topicId: 'SECRET' },
      { name: null, topicId: strangeId }
    ]),
    [],
    12
  ],
  ['OffsetCommit', committed, []],
  ['OffsetCommit', committed, ['READ GROUP g', 'DESCRIBE GROUP g']],
  [...offsets(['secret']), []],
  [...offsets(['secret']), ['DESCRIBE GROUP g']],
  [...offsets(null), ['DESCRIBE GROUP g']],
  [...offsets(null), ['DESCRIBE GROUP g', 'DESCRIBE TOPIC secret']],
  [...coordinator(0, 'g'), []],
  [...coordinator(1, 'tx'), []],
  [...coordinator(2, 'g:SECRET:0'), [], 6],
  [
    'JoinGroup',
    {
      groupId: 'g',
      sessionTimeoutMs: 10000,
      rebalanceTimeoutMs: 10000,
      memberId: '',
      protocolType: 'consumer',
      protocols: [{ name: 'range', metadata: Buffer.alloc(0) }]
    },
    []
  ],
  ['Heartbeat', member, []],
  [
    'LeaveGroup',
    (v) => (v >= 3 ? { groupId: 'g', members: [{ memberId: 'm' }] } : { groupId: 'g', memberId: 'm' }),
    []
  ],
  [
    'SyncGroup',
    (v) => ({ ...member, ...(v >= 5 ? { protocolType: 'consumer', protocolName: 'range' } : {}), assignments: [] }),
    []
  ],
  ['DescribeGroups', (v) => ({ groups: ['g'], ...(v >= 3 ? { includeAuthorizedOperations: true } : {}) }), []],
  ['ListGroups', {}, []],
  ['ListGroups', {}, ['DESCRIBE GROUP g']],
  ['ListGroups', {}, ['DESCRIBE CLUSTER kafka-cluster']],
  [...creating('new', 'secret'), []],
  [...creating('new', 'new2', 'secret'), ['CREATE TOPIC new', 'CREATE TOPIC new2', 'DESCRIBE_CONFIGS TOPIC new2']],
  [...creating('new', 'secret'), ['CREATE CLUSTER kafka-cluster']],
  ['DeleteTopics', deleting, []],
  ['DeleteTopics', deleting, [...sees('secret'), ...sees('missing'), ...sees('open')]],
  ['DeleteTopics', deleting, ['DELETE TOPIC missing', ...sees('missing')]],
  [
    'DeleteRecords',
    {
      topics: ['secret', 'missing'].map((name) => ({ name, partitions: [{ partitionIndex: 0, offset: 0n }] })),
      timeoutMs: 1000
    },
    []
  ],
  ['InitProducerId', { transactionalId: null, transactionTimeoutMs: 1000 }, []],
  ['InitProducerId', { transactionalId: 'tx', transactionTimeoutMs: 1000 }, []],
  ['InitProducerId', { transactionalId: null, transactionTimeoutMs: 1000 }, ['WRITE TOPIC any', 'DESCRIBE TOPIC any']],
  ['InitProducerId', { transactionalId: null, transactionTimeoutMs: 1000 }, ['IDEMPOTENT_WRITE CLUSTER kafka-cluster']],
  [
    'OffsetForLeaderEpoch',
    {
      replicaId: -2,
      topics: ['secret', 'missing'].map((topic) => ({
        topic,
        partitions: [{ partition: 0, currentLeaderEpoch: -1, leaderEpoch: 0 }]
      }))
    },
    []
  ],
  ['DescribeAcls', aclFilter, []],
  ['CreateAcls', { creations: [acl] }, []],
  ['DeleteAcls', { filters: [aclFilter] }, []],
  [
    'DescribeConfigs',
    { resources: [{ resourceType: 2, resourceName: 'missing', configurationKeys: null }] },
    ['DESCRIBE_CONFIGS TOPIC missing']
  ],
  ['DescribeConfigs', { resources: resources.map((each) => ({ ...each, configurationKeys: null })) }, []],
  [...alteredConfigs, []],
  [...alteredConfigs, ['ALTER_CONFIGS GROUP g', 'DESCRIBE_CONFIGS GROUP g']],
  [...incremental, []],
  [...incremental, ['ALTER_CONFIGS TOPIC missing', 'DESCRIBE_CONFIGS TOPIC missing']],
  ['AlterReplicaLogDirs', { dirs: [{ path: '/nowhere', topics: [{ name: 'secret', partitions: [0] }] }] }, []],
  ['DescribeLogDirs', { topics: null }, []],
  ['CreatePartitions', growth, []],
  ['CreatePartitions', growth, [...sees('secret'), 'ALTER TOPIC missing', ...sees('missing')]],
  ['DeleteGroups', { groupsNames: ['g', 'h'] }, []],
  [
    'ElectLeaders',
    (v) => ({
      ...(v >= 1 ? { electionType: 0 } : {}),
      topicPartitions: [{ topic: 'secret', partitions: [0] }],
      timeoutMs: 1000
    }),
    []
  ],
  [
    'AlterPartitionReassignments',
    { timeoutMs: 1000, topics: [{ name: 'secret', partitions: [{ partitionIndex: 0, replicas: [1] }] }] },
    []
  ],
  ['ListPartitionReassignments', { timeoutMs: 1000, topics: null }, []],
  ['OffsetDelete', { groupId: 'g', topics: topicsOf('secret') }, []],
  ['OffsetDelete', { groupId: 'g', topics: topicsOf('secret', 'missing') }, ['DELETE GROUP g', 'DESCRIBE GROUP g']],
  ['DescribeClientQuotas', { components: [], strict: false }, []],
  [
    'AlterClientQuotas',
    {
      entries: [
        {
          entity: [{ entityType: 'user', entityName: 'u' }],
          ops: [{ key: 'producer_byte_rate', value: 1, remove: false }]
        }
      ],
      validateOnly: true
    },
    []
  ],
  ['DescribeUserScramCredentials', { users: [{ name: 'u' }] }, []],
  [
    'AlterUserScramCredentials',
    {
      deletions: [{ name: 'u', mechanism: 1 }],
      upsertions: [
        { name: 'w', mechanism: 1, iterations: 4096, salt: Buffer.from('salt'), saltedPassword: Buffer.alloc(32, 7) }
      ]
    },
    []
  ],
  ['DescribeQuorum', { topics: [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }] }, []],
  [
    'UpdateFeatures',
    (v) => ({
      timeoutMs: 1000,
      featureUpdates: [{ feature: 'metadata.version', maxVersionLevel: 20, ...(v >= 1 ? { upgradeType: 1 } : {}) }],
      ...(v >= 1 ? { validateOnly: true } : {})
    }),
    []
  ],
  ['DescribeCluster', { includeClusterAuthorizedOperations: true }, []],
  ['DescribeCluster', { includeClusterAuthorizedOperations: true }, ['CREATE CLUSTER kafka-cluster']],
  [
    'DescribeCluster',
    { includeClusterAuthorizedOperations: true },
    ['DESCRIBE CLUSTER kafka-cluster', 'CREATE CLUSTER kafka-cluster']
  ],
  ['DescribeProducers', { topics: [{ name: 'secret', partitionIndexes: [0] }] }, []],
  ['DescribeProducers', { topics: [{ name: 'missing', partitionIndexes: [0] }] }, []],
  ['UnregisterBroker', { brokerId: 77 }, []],
  ['DescribeTransactions', { transactionalIds: ['tx'] }, []],
  ['ListTransactions', { stateFilters: [], producerIdFilters: [] }, []],
  ['ListConfigResources', (v) => (v >= 1 ? { resourceTypes: [] } : {}), []],
  [
    'DescribeTopicPartitions',
    { topics: [{ name: 'secret' }, { name: 'missing' }], responsePartitionLimit: 10, cursor: null },
    []
  ],
  ['DescribeTopicPartitions', { topics: [], responsePartitionLimit: 10, cursor: null }, sees('open')],
  ['AddRaftVoter', { ...voter, timeoutMs: 1000, listeners: [endpoint] }, []],
  ['RemoveRaftVoter', voter, []],
  ['AddPartitionsToTxn', added, []],
  ['AddPartitionsToTxn', added, mayWriteTx],
  ['AddOffsetsToTxn', { ...transaction, groupId: 'g' }, []],
  ['AddOffsetsToTxn', { ...transaction, groupId: 'g' }, mayWriteTx],
  ['EndTxn', { ...transaction, committed: true }, []],
  [
    'WriteTxnMarkers',
    {
      markers: [
        {
          producerId: 1n,
          producerEpoch: 0,
          transactionResult: true,
          topics: [{ name: 'secret', partitionIndexes: [0] }],
          coordinatorEpoch: 0
        }
      ]
    },
    []
  ],
  ['TxnOffsetCommit', offsetsInTransaction, []],
  ['TxnOffsetCommit', offsetsInTransaction, mayWriteTx],
  ['TxnOffsetCommit', offsetsInTransaction, [...mayWriteTx, 'READ GROUP g', 'DESCRIBE GROUP g']],
  ['ConsumerGroupHeartbeat', joining, []],
  ['ConsumerGroupHeartbeat', joining, ['READ GROUP g']],
  ['ConsumerGroupDescribe', { groupIds: ['g', 'strange'], includeAuthorizedOperations: true }, []],
  [
    'ConsumerGroupDescribe',
    { groupIds: ['g', 'strange'], includeAuthorizedOperations: true },
    ['DESCRIBE GROUP strange']
  ],
  ['ShareGroupHeartbeat', sharing, []],
  ['ShareGroupHeartbeat', sharing, ['READ GROUP g']],
  ['ShareGroupDescribe', { groupIds: ['g', 'strange'], includeAuthorizedOperations: true }, []],
  ['ShareGroupDescribe', { groupIds: ['g', 'strange'], includeAuthorizedOperations: true }, ['DESCRIBE GROUP strange']],
  ['ShareFetch', shareFetched, []],
  ['ShareFetch', shareFetched, ['READ GROUP g']],
  ['ShareAcknowledge', shareAcknowledged, []],
  ['ShareAcknowledge', shareAcknowledged, ['READ GROUP g']],
  ['DescribeShareGroupOffsets', { groups: [{ groupId: 'g', topics: [{ topicName: 'secret', partitions: [0] }] }] }, []],
  [
    'DescribeShareGroupOffsets',
    { groups: [{ groupId: 'g', topics: [{ topicName: 'secret', partitions: [0] }] }] },
    ['DESCRIBE GROUP g']
  ],
  ...[[], ['READ GROUP sg'], ['READ GROUP sg', 'READ TOPIC open']].map((rights) => [
    'AlterShareGroupOffsets',
    {
      groupId: 'sg',
      topics: ['secret', 'open', 'strange'].map((topicName) => ({
        topicName,
        partitions: [{ partitionIndex: 0, startOffset: 0n }]
      }))
    },
    rights
  ]),
  ...[[], ['DELETE GROUP sg'], ['DELETE GROUP sg', 'READ TOPIC open']].map((rights) => [
    'DeleteShareGroupOffsets',
    { groupId: 'sg', topics: ['secret', 'open', 'strange'].map((topicName) => ({ topicName })) },
    rights
  ]),
  ...[
    ['InitializeShareGroupState', { partition: 0, stateEpoch: 0, startOffset: 0n }],
    ['ReadShareGroupState', { partition: 0, leaderEpoch: 0 }],
    ['WriteShareGroupState', { partition: 0, stateEpoch: 0, leaderEpoch: 0, startOffset: 0n, stateBatches: [] }],
    ['DeleteShareGroupState', { partition: 0 }],
    ['ReadShareGroupStateSummary', { partition: 0, leaderEpoch: 0 }]
  ].map(([api, /** @type {any} */ partition]) => [
    api,
    (v) => ({
      groupId: 'g',
      topics: [
        {
          topicId: 'SECRET',
          partitions: [
            v >= 1 && api === 'WriteShareGroupState' ? { ...Object(partition), deliveryCompleteCount: 0 } : partition
          ]
        }
      ]
    }),
    []
  ]),
  ['StreamsGroupHeartbeat', streaming, []],
  ['StreamsGroupHeartbeat', streaming, ['READ GROUP g']],
  ['StreamsGroupDescribe', { groupIds: ['g', 'strange'], includeAuthorizedOperations: true }, []],
  [
    'StreamsGroupDescribe',
    { groupIds: ['g', 'strange'], includeAuthorizedOperations: true },
    ['DESCRIBE GROUP strange']
  ]
]
