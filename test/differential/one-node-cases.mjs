// What one plain node is asked about reassignments, elections, the quorum, ACLs, quotas, SCRAM users, transactions, tokens,
// features, voters and log directories, and requests that name one thing twice: [api, versions, body or (version) => body].
const up = (
  name,
  mechanism = 1,
  iterations = 4096,
  salt = Buffer.from('salt'),
  saltedPassword = Buffer.alloc(32, 7)
) => ({
  name,
  mechanism,
  iterations,
  salt,
  saltedPassword
})
const part = (partitionIndex, replicas) => ({ partitionIndex, replicas })
const entity = (...pairs) => pairs.map(([entityType, entityName]) => ({ entityType, entityName }))
const set = (key, value) => ({ key, value, remove: false })
const remove = (key) => ({ key, value: 0, remove: true })
const match = (entityType, matchType, text = /** @type {string | null} */ (null)) => ({
  entityType,
  matchType,
  match: text
})
const strangeId = 'EREREREREREREREREREREQ'
const zeroId = 'AAAAAAAAAAAAAAAAAAAAAA'

const reassign = (topics, timeoutMs = 1000) => ['AlterPartitionReassignments', [0, 1], { timeoutMs, topics }]
const elect = (topicPartitions, electionType = 0, timeoutMs = 1000) => [
  'ElectLeaders',
  [0, 1, 2],
  (v) => ({ topicPartitions, timeoutMs, ...(v >= 1 ? { electionType } : {}) })
]
const quorum = (...topics) => [
  'DescribeQuorum',
  [0, 1, 2],
  {
    topics: topics.map(([topicName, ...partitions]) => ({
      topicName,
      partitions: partitions.map((partitionIndex) => ({ partitionIndex }))
    }))
  }
]
const acl = (more = {}) => ({
  resourceType: 2,
  resourceName: 'x',
  resourcePatternType: 3,
  principal: 'User:a',
  host: '*',
  operation: 2,
  permissionType: 3,
  ...more
})
const filter = (more = {}) => ({
  resourceTypeFilter: 2,
  resourceNameFilter: null,
  patternTypeFilter: 3,
  principalFilter: null,
  hostFilter: null,
  operation: 2,
  permissionType: 3,
  ...more
})
const transactions = (more) => [
  'ListTransactions',
  [0, 1, 2],
  (v) => ({ stateFilters: [], producerIdFilters: [], ...(typeof more === 'function' ? more(v) : more) })
]
const pattern = (transactionalIdPattern) => [
  'ListTransactions',
  [2],
  { stateFilters: [], producerIdFilters: [], transactionalIdPattern }
]
const feature = (name, maxVersionLevel, upgradeType = 1) => [
  'UpdateFeatures',
  [1, 2],
  { timeoutMs: 1000, validateOnly: true, featureUpdates: [{ feature: name, maxVersionLevel, upgradeType }] }
]
const quota = (parts, ops, validateOnly = false) => [
  'AlterClientQuotas',
  [0, 1],
  { entries: [{ entity: parts, ops }], validateOnly }
]
const quotas = (components, strict = false) => ['DescribeClientQuotas', [0, 1], { components, strict }]
const users = (deletions, upsertions) => ['AlterUserScramCredentials', [0], { deletions, upsertions }]
const described = (names) => [
  'DescribeUserScramCredentials',
  [0],
  { users: names === null ? null : names.map((name) => ({ name })) }
]
const dirs = (...moves) => [
  'AlterReplicaLogDirs',
  [1, 2],
  {
    dirs: moves.map(([path, ...topics]) => ({
      path,
      topics: topics.map(([name, ...partitions]) => ({ name, partitions }))
    }))
  }
]
const voter = (more = {}) => ({
  clusterId: null,
  voterId: 5,
  voterDirectoryId: strangeId,
  ...more
})
const addVoter = (more = {}, listeners = [{ name: 'CONTROLLER', host: 'localhost', port: 9 }]) => [
  'AddRaftVoter',
  [0, 1],
  { ...voter(more), timeoutMs: 1000, listeners }
]
const deleted = (topicNames, timeoutMs = 1000, versions = [1, 3, 5]) => [
  'DeleteTopics',
  versions,
  { topicNames, timeoutMs }
]
const deleted6 = (topics, timeoutMs = 1000) => [
  'DeleteTopics',
  [6],
  { topics: topics.map(([name, topicId]) => ({ name, topicId: topicId ?? zeroId })), timeoutMs }
]
const newTopic = (name) => ({ name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] })
const created = (names, timeoutMs, validateOnly = false) => [
  'CreateTopics',
  [2, 7],
  { topics: names.map(newTopic), timeoutMs, validateOnly }
]
const grown = (names, timeoutMs) => [
  'CreatePartitions',
  [0, 3],
  { topics: names.map((name) => ({ name, count: 9, assignments: null })), timeoutMs, validateOnly: false }
]
const values = [0, -1, 1.5, 1e-7, 1e300, Number.MAX_SAFE_INTEGER]
const codes = [0, 1, 7, 99, -1]

/** `t1` has three partitions, `t2` one; the node's id is 1; OWN stands for its log directory, ID1 and ID2 for the topics' ids. */
export const cases = [
  ...[
    null,
    [],
    [
      { name: 't1', partitionIndexes: [0, 0, 9] },
      { name: 'no', partitionIndexes: [0] }
    ]
  ].flatMap((topics) => [1000, 0, -1].map((timeoutMs) => ['ListPartitionReassignments', [0], { timeoutMs, topics }])),
  reassign([{ name: 't1', partitions: [part(0, [1]), part(1, [1])] }]),
  reassign([{ name: 't1', partitions: [part(0, null)] }]),
  reassign([
    { name: 't1', partitions: [part(0, [99]), part(1, [1, 99]), part(2, [1, 1]), part(0, []), part(0, [-1])] }
  ]),
  reassign([{ name: 't1', partitions: [part(9, [1]), part(-1, [1]), part(9, null), part(9, [99])] }]),
  reassign([
    { name: 'no', partitions: [part(0, [1]), part(1, null)] },
    { name: '', partitions: [part(0, [1])] }
  ]),
  reassign([]),
  reassign([
    { name: 't1', partitions: [] },
    { name: 'no', partitions: [] }
  ]),
  reassign([
    { name: 't1', partitions: [part(0, [1]), part(0, [1])] },
    { name: 't1', partitions: [part(0, [1])] }
  ]),
  ...[0, -5].map((timeoutMs) =>
    reassign(
      [
        { name: 't1', partitions: [part(0, [1])] },
        { name: 'no', partitions: [] }
      ],
      timeoutMs
    )
  ),
  reassign([], -1),
  [
    'AlterPartitionReassignments',
    [1],
    { timeoutMs: 1000, allowReplicationFactorChange: false, topics: [{ name: 't1', partitions: [part(0, [1])] }] }
  ],
  ...[0, 1, 2, -1].map((type) => elect([{ topic: 't1', partitions: [0, 1, 1] }], type)),
  elect([
    { topic: 't1', partitions: [9, -1] },
    { topic: 'no', partitions: [0] },
    { topic: '', partitions: [0] }
  ]),
  elect([
    { topic: 't1', partitions: [] },
    { topic: 'no', partitions: [] }
  ]),
  elect([
    { topic: 't1', partitions: [0] },
    { topic: 't1', partitions: [0, 1] }
  ]),
  elect(null),
  elect(null, 7),
  elect([]),
  ...[0, -1].flatMap((timeoutMs) => [
    elect([{ topic: 't1', partitions: [0] }], 0, timeoutMs),
    elect([{ topic: 't1', partitions: [0] }], 7, timeoutMs),
    elect(null, 0, timeoutMs),
    elect([], 0, timeoutMs)
  ]),
  quorum(['__cluster_metadata', 1]),
  quorum(['__cluster_metadata', 0, 1]),
  quorum(['__cluster_metadata', 0], ['t1', 0]),
  quorum(['__cluster_metadata', 0, 0]),
  quorum(['__cluster_metadata']),
  quorum(['t1', 0], ['no', 0]),
  quorum(),
  ...codes.flatMap((code) => [
    ...['resourceTypeFilter', 'patternTypeFilter', 'operation', 'permissionType'].flatMap((field) => [
      ['DescribeAcls', [1, 3], filter({ [field]: code })],
      ['DeleteAcls', [1, 3], { filters: [filter(), filter({ [field]: code })] }]
    ]),
    ...['resourceType', 'resourcePatternType', 'operation', 'permissionType'].map((field) => [
      'CreateAcls',
      [1, 3],
      { creations: [acl(), acl({ [field]: code })] }
    ])
  ]),
  ['CreateAcls', [1, 3], { creations: [] }],
  ['DeleteAcls', [1, 3], { filters: [] }],
  transactions({}),
  transactions({ stateFilters: ['Ongoing', 'Bogus', 'ongoing', 'Bogus', 'Empty', 'Dead', 'PrepareEpochFence', ''] }),
  transactions({ producerIdFilters: [1n, -1n] }),
  transactions((v) => (v >= 1 ? { durationFilter: 1000n } : {})),
  ...['a.*', '', '(', '[a-', '*', 'a**', 'a*+', '(?=a)', '(?<!a)b', '(a)\\1', 'a{1001}', 'a{2}{3}', '\\y', 'a\\'].map(
    pattern
  ),
  ...['(?i)a\\Qx*\\E', '(?P<n>a)', '[[:alpha:]]', '\\pL+', '\\x41', '[]a]', 'a{,2}', '(?:a|b)', '^a$', '\\.'].map(
    pattern
  ),
  ['DescribeTransactions', [0], { transactionalIds: [] }],
  ['DescribeTransactions', [0], { transactionalIds: [''] }],
  ...['PLAIN', ''].map((mechanism) => ['SaslHandshake', [0, 1], { mechanism }]),
  ...['x', ''].map((text) => ['SaslAuthenticate', [0, 1, 2], { authBytes: Buffer.from(text) }]),
  [
    'CreateDelegationToken',
    [1, 2, 3],
    { renewers: [{ principalType: 'Group', principalName: 'x' }], maxLifetimeMs: -1n }
  ],
  ...[
    ['User', 'bob'],
    ['', ''],
    [null, null]
  ].map(([ownerPrincipalType, ownerPrincipalName]) => [
    'CreateDelegationToken',
    [3],
    { ownerPrincipalType, ownerPrincipalName, renewers: [], maxLifetimeMs: 1000n }
  ]),
  ['RenewDelegationToken', [1, 2], { hmac: Buffer.from('ab'), renewPeriodMs: -1n }],
  ['ExpireDelegationToken', [1, 2], { hmac: Buffer.from('ab'), expiryTimePeriodMs: -1n }],
  ...[null, [], [{ principalType: 'User', principalName: 'x' }]].map((owners) => [
    'DescribeDelegationToken',
    [1, 2, 3],
    { owners }
  ]),
  ...[99, -1].map((brokerId) => ['UnregisterBroker', [0], { brokerId }]),
  dirs(),
  dirs(['OWN', ['t1', 0, 1, 0]]),
  dirs(['/no', ['t1', 0]]),
  dirs(['no', ['t1', 0]]),
  dirs(['', ['t1', 0]]),
  dirs(['/no', ['no', 0]]),
  dirs(['OWN', ['no', 0]], ['OWN', ['t1', 9, -1]]),
  dirs(['OWN', ['t1', 0]], ['/no', ['t1', 0]]),
  dirs(['/no', ['t1', 0]], ['OWN', ['t1', 0]]),
  dirs(['OWN', ['t1']]),
  addVoter(),
  addVoter({}, []),
  addVoter({ voterId: 1 }),
  addVoter({ voterDirectoryId: zeroId }),
  addVoter({ voterId: -1 }),
  ...[voter(), voter({ voterId: 1 }), voter({ voterId: -1 }), voter({ voterDirectoryId: zeroId })].map((body) => [
    'RemoveRaftVoter',
    [0],
    body
  ]),
  feature('metadata.version', 30),
  ...[31, 99, -1, 0, 6, 29].map((level) => feature('metadata.version', level)),
  ...[2, 3].flatMap((type) => [30, 29, 6].map((level) => feature('metadata.version', level, type))),
  ...[0, 9].map((type) => feature('metadata.version', 30, type)),
  feature('no.version', 1),
  feature('no.version', 0),
  feature('', 1),
  feature('kraft.version', 0),
  [
    'UpdateFeatures',
    [0],
    { timeoutMs: 1000, featureUpdates: [{ feature: 'metadata.version', maxVersionLevel: 29, allowDowngrade: true }] }
  ],
  ['UpdateFeatures', [0], { timeoutMs: -1, featureUpdates: [{ feature: 'metadata.version', maxVersionLevel: 30 }] }],
  ['UpdateFeatures', [0, 1, 2], { timeoutMs: 1000, featureUpdates: [] }],
  quotas([]),
  quota(entity(['client-id', 'c1']), [set('producer_byte_rate', 1000), set('request_percentage', 50.5)]),
  quota(entity(['user', 'u1']), [set('consumer_byte_rate', 2000)]),
  quota(entity(['user', 'u1'], ['client-id', 'c1']), [set('consumer_byte_rate', 3000)]),
  quota(entity(['client-id', null], ['user', 'u2']), [set('consumer_byte_rate', 3001)]),
  quota(entity(['ip', '127.0.0.1']), [set('connection_creation_rate', 100)]),
  quota(entity(['ip', null]), [set('connection_creation_rate', 200)]),
  quota(entity(['ip', '127.0.0.1']), [set('producer_byte_rate', 100)]),
  quota(entity(['client-id', 'c1']), [set('connection_creation_rate', 100)]),
  quota(entity(['ip', 'no such host']), [set('connection_creation_rate', 100)]),
  quota(entity(['ip', '']), [set('connection_creation_rate', 100)]),
  quota(entity(['ip', '127.0.0.1'], ['user', 'u1']), [set('connection_creation_rate', 100)]),
  quota(entity(['foo', 'x']), [set('producer_byte_rate', 1)]),
  quota(entity(['', 'x']), [set('producer_byte_rate', 1)]),
  quota([], [set('producer_byte_rate', 1)]),
  quota(entity(['user', 'a'], ['user', 'b']), [set('producer_byte_rate', 1)]),
  quota(entity(['user', '']), [set('producer_byte_rate', 1)]),
  quota(entity(['user', 'u1']), [set('foo', 1)]),
  quota(entity(['user', 'u1']), [remove('foo'), remove('producer_byte_rate')]),
  quota(entity(['user', 'u1']), [set('producer_byte_rate', 1), set('producer_byte_rate', 2)]),
  quota(entity(['user', 'u1']), []),
  ...values.flatMap((value) =>
    ['producer_byte_rate', 'request_percentage', 'controller_mutation_rate', 'connection_creation_rate'].map((key) =>
      quota(entity(key === 'connection_creation_rate' ? ['ip', '127.0.0.2'] : ['user', 'uv']), [set(key, value)])
    )
  ),
  [
    'AlterClientQuotas',
    [1],
    {
      entries: [1, 2].map((n) => ({ entity: entity(['user', 'ud']), ops: [set('producer_byte_rate', n)] })),
      validateOnly: false
    }
  ],
  [
    'AlterClientQuotas',
    [1],
    {
      entries: ['ug', 'foo'].map((n) => ({
        entity: entity([n === 'foo' ? 'foo' : 'user', n]),
        ops: [set('producer_byte_rate', 7)]
      })),
      validateOnly: false
    }
  ],
  quota(entity(['user', 'uvo']), [set('producer_byte_rate', 7)], true),
  quota(entity(['user', '<default>']), [set('producer_byte_rate', 7)]),
  quota(entity(['client-id', 'a/b %']), [set('producer_byte_rate', 8)]),
  quotas([]),
  quotas([], true),
  ...[false, true].flatMap((strict) => [
    quotas([match('user', 0, 'u1')], strict),
    quotas([match('user', 2)], strict),
    quotas([match('client-id', 2), match('user', 2)], strict),
    quotas([match('ip', 2)], strict),
    quotas([match('client-id', 1)], strict)
  ]),
  quotas([match('user', 1, 'x')]),
  quotas([match('user', 2, 'x')]),
  quotas([match('user', 0)]),
  quotas([match('user', 3)]),
  quotas([match('user', -1)]),
  quotas([match('ip', 2), match('user', 2)]),
  quotas([match('foo', 2)]),
  quotas([match('', 2)]),
  quotas([match('user', 2), match('user', 2)]),
  quota(entity(['user', 'u1']), [remove('consumer_byte_rate')]),
  quotas([match('user', 0, 'u1')], true),
  described(null),
  described(['nobody', 'x']),
  described(['nobody', 'nobody', 'x']),
  described(['']),
  users([], []),
  users([{ name: 'nobody', mechanism: 1 }], []),
  users([{ name: 'nobody', mechanism: 0 }], []),
  users([{ name: '', mechanism: 1 }], []),
  users([], [up('alice'), up('alice', 2)]),
  ...[4095, 4096, 16384, 16385, -1].map((iterations) => users([], [up('maxi', 1, iterations)])),
  ...[0, 3, -1].map((mechanism) => users([], [up('bob', mechanism)])),
  users([], [up('')]),
  users([], [up('salty', 2, 4096, Buffer.alloc(0))]),
  users([], [up('bob', 1, 4096, Buffer.from('s'), Buffer.alloc(0))]),
  users([{ name: 'maxi', mechanism: 1 }], [up('maxi')]),
  users([{ name: 'alice', mechanism: 1 }], [up('alice', 2)]),
  users([], [up('erin', 1, 1), up('erin')]),
  users([{ name: 'nobody', mechanism: 1 }], [up('carol'), up('dave', 1, 1)]),
  described(null),
  described([]),
  described(['carol', 'dave', 'maxi']),
  described(['carol', 'carol']),
  users(
    [
      { name: 'carol', mechanism: 1 },
      { name: 'carol', mechanism: 1 }
    ],
    []
  ),
  users(
    [
      { name: 'carol', mechanism: 1 },
      { name: 'maxi', mechanism: 1 }
    ],
    []
  ),
  described(null),
  ...[0, -1].flatMap((timeoutMs) => [
    created(['zz'], timeoutMs),
    created(['zz'], timeoutMs, true),
    created(['zz', 'zz'], timeoutMs),
    created(['zz', 'zz', 'bad name!'], timeoutMs),
    created([], timeoutMs),
    grown(['t1'], timeoutMs),
    grown(['t1', 't1'], timeoutMs),
    grown(['t1', 't1', 'no'], timeoutMs),
    grown([], timeoutMs),
    deleted(['t1', 'no'], timeoutMs),
    deleted(['t1', 't1'], timeoutMs),
    deleted([], timeoutMs),
    deleted6(
      [
        [null, 'ID1'],
        [null, strangeId]
      ],
      timeoutMs
    )
  ]),
  deleted(['t1', 't1']),
  deleted(['no', 'no', 'no']),
  deleted(['t1', 'no', 't1']),
  deleted([]),
  deleted6([['t1'], [null, 'ID1']]),
  deleted6([[null, 'ID1'], ['t1']]),
  deleted6([[null, 'ID1'], [null, 'ID1'], ['t1']]),
  deleted6([['t1'], ['t1'], [null, strangeId]]),
  deleted6([['t1'], [null, 'ID1'], [null, strangeId], ['no']]),
  deleted6([['t1', 'ID1']]),
  deleted6([
    ['t1', 'ID2'],
    ['t1', 'ID2']
  ]),
  deleted6([['t1', 'ID1'], [null]]),
  deleted6([[null], [null]]),
  deleted6([
    [null, strangeId],
    [null, strangeId]
  ]),
  deleted6([['no', strangeId]]),
  deleted6([]),
  deleted6([['t2'], ['t2'], [null, 'ID2']]),
  deleted6([['t1', 'ID1'], ['t1']])
]
