// Records what Apache Kafka answers to requests about topics, configs and the cluster, for test/unit/broker/admin.test.ts:
// node test/differential/record-admin.mjs HOST PORT > test/fixtures/admin-4.3.1.jsonl, against a broker that has just begun.
import { createRealEnv } from '../../dist/env/real/index.js'
import { Client } from '../../dist/verify/client.js'

const T = (name, o = {}) => ({ name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [], ...o })
const create = (topics, o = {}, v = 7) => ['CreateTopics', v, { topics, timeoutMs: 10000, validateOnly: false, ...o }]
const conf = (o) => Object.entries(o).map(([name, value]) => ({ name, value }))
const inc = (resources, validateOnly = false) => [
  'IncrementalAlterConfigs',
  1,
  {
    resources: resources.map(([resourceType, resourceName, configs]) => ({
      resourceType,
      resourceName,
      configs: configs.map(([name, configOperation, value]) => ({ name, configOperation, value }))
    })),
    validateOnly
  }
]
const alt = (resources, validateOnly = false) => [
  'AlterConfigs',
  2,
  {
    resources: resources.map(([resourceType, resourceName, configs]) => ({
      resourceType,
      resourceName,
      configs: configs.map(([name, value]) => ({ name, value }))
    })),
    validateOnly
  }
]
const desc = (resourceType, resourceName, configurationKeys = /** @type {string[] | null} */ (null), v = 4) => [
  'DescribeConfigs',
  v,
  { resources: [{ resourceType, resourceName, configurationKeys }], includeSynonyms: true, includeDocumentation: false }
]
const del = (o, v = 6) => ['DeleteTopics', v, { ...(v >= 6 ? { topics: o } : { topicNames: o }), timeoutMs: 10000 }]
const parts = (topics, validateOnly = false) => ['CreatePartitions', 3, { topics, timeoutMs: 10000, validateOnly }]
const long = 'x'.repeat(250)
const id0 = 'AAAAAAAAAAAAAAAAAAAAAA',
  idX = 'TKwO6bbqSE-cgKVY7G_NSQ'
const cases = {
  create: [
    create([T('a1', { numPartitions: 3, configs: conf({ 'retention.ms': '1000' }) })]),
    create([T('a1')]),
    create([T('')]),
    create([T('.')]),
    create([T('..')]),
    create([T(long)]),
    create([T('a b')]),
    create([T('a/b')]),
    create([T('c.d')]),
    create([T('c_d')]),
    create([T('dup'), T('dup')]),
    create([T('dup'), T('dup'), T('okdup')]),
    create([T('r', { replicationFactor: 2 })]),
    create([T('r', { replicationFactor: 0 })]),
    create([T('r', { replicationFactor: -2 })]),
    create([T('r', { replicationFactor: 32767 })]),
    create([T('p', { numPartitions: 0 })]),
    create([T('p', { numPartitions: -2 })]),
    create([T('def', { numPartitions: -1, replicationFactor: -1 })]),
    create([T('p', { numPartitions: 20000 })]),
    create([T('v', { numPartitions: 2 })], { validateOnly: true }),
    create([T('p', { numPartitions: 6000 }), T('p2', { numPartitions: 6000 })], { validateOnly: true }),
    create([T('as', { numPartitions: 1, replicationFactor: 1, assignments: [{ partitionIndex: 0, brokerIds: [1] }] })]),
    create([
      T('as', { numPartitions: -1, replicationFactor: 1, assignments: [{ partitionIndex: 0, brokerIds: [1] }] })
    ]),
    create([
      T('as', { numPartitions: 1, replicationFactor: -1, assignments: [{ partitionIndex: 0, brokerIds: [1] }] })
    ]),
    create([
      T('as', { numPartitions: -1, replicationFactor: -1, assignments: [{ partitionIndex: 1, brokerIds: [1] }] })
    ]),
    create([
      T('as', {
        numPartitions: -1,
        replicationFactor: -1,
        assignments: [
          { partitionIndex: 0, brokerIds: [1] },
          { partitionIndex: 0, brokerIds: [1] }
        ]
      })
    ]),
    create([
      T('as', { numPartitions: -1, replicationFactor: -1, assignments: [{ partitionIndex: 0, brokerIds: [9] }] })
    ]),
    create([
      T('as', { numPartitions: -1, replicationFactor: -1, assignments: [{ partitionIndex: 0, brokerIds: [] }] })
    ]),
    create([
      T('as', { numPartitions: -1, replicationFactor: -1, assignments: [{ partitionIndex: 0, brokerIds: [1, 1] }] })
    ]),
    create([
      T('as', {
        numPartitions: -1,
        replicationFactor: -1,
        assignments: [
          { partitionIndex: 0, brokerIds: [1] },
          { partitionIndex: 2, brokerIds: [1] }
        ]
      })
    ]),
    create([
      T('as', { numPartitions: -1, replicationFactor: -1, assignments: [{ partitionIndex: -1, brokerIds: [1] }] })
    ]),
    create([
      T('as', {
        numPartitions: -1,
        replicationFactor: -1,
        assignments: [
          { partitionIndex: 1, brokerIds: [1] },
          { partitionIndex: 0, brokerIds: [1] }
        ]
      })
    ]),
    ...[
      { nope: '1' },
      { 'retention.ms': 'x' },
      { 'retention.ms': null },
      { 'retention.ms': '-2' },
      { 'retention.ms': '' },
      { 'cleanup.policy': 'foo' },
      { 'cleanup.policy': 'compact,delete' },
      { 'cleanup.policy': 'compact,compact' },
      { 'cleanup.policy': '' },
      { 'cleanup.policy': 'Compact' },
      { 'segment.bytes': '10' },
      { 'min.insync.replicas': '0' },
      { 'min.insync.replicas': '5' },
      { 'compression.type': 'zip' },
      { 'compression.type': 'GZIP' },
      { 'compression.gzip.level': '0' },
      { 'compression.gzip.level': '10' },
      { 'compression.lz4.level': '18' },
      { 'compression.zstd.level': '23' },
      { 'min.cleanable.dirty.ratio': '1.5' },
      { 'min.cleanable.dirty.ratio': 'x' },
      { preallocate: 'yes' },
      { preallocate: 'TRUE' },
      { 'message.timestamp.type': 'foo' },
      { 'max.message.bytes': '-1' },
      { 'max.message.bytes': ' 100 ' },
      { 'max.message.bytes': '99999999999' },
      { 'max.message.bytes': '1.5' },
      { 'max.message.bytes': '+7' },
      { 'min.compaction.lag.ms': '100', 'max.compaction.lag.ms': '10' },
      { 'max.compaction.lag.ms': '0' },
      { 'leader.replication.throttled.replicas': 'x' },
      { 'leader.replication.throttled.replicas': '0:1,1:1' },
      { 'leader.replication.throttled.replicas': '*' },
      { 'leader.replication.throttled.replicas': '' },
      { 'remote.storage.enable': 'true' },
      { 'local.retention.ms': '5', 'retention.ms': '4' },
      { 'local.retention.bytes': '10', 'retention.bytes': '5' },
      { 'segment.ms': '0' },
      { 'file.delete.delay.ms': '-1' },
      { 'index.interval.bytes': '-1' },
      { 'flush.messages': '0' },
      { 'message.timestamp.before.max.ms': '-1' },
      { 'internal.segment.bytes': '100' },
      { 'unclean.leader.election.enable': 'true' },
      { 'segment.index.bytes': '3' },
      { 'message.format.version': '3.0' },
      { 'message.downconversion.enable': 'false' },
      { 'errors.deadletterqueue.topic': 'x' },
      { 'remote.log.copy.disable': 'true' },
      { 'remote.log.delete.on.disable': 'true' }
    ].map((c, i) => create([T(`cf${i}`, { configs: conf(c) })], { validateOnly: true })),
    create([
      T('dupcfg', {
        configs: [
          { name: 'retention.ms', value: '1' },
          { name: 'retention.ms', value: '2' }
        ]
      })
    ]),
    create([T('__consumer_offsets')]),
    create([T('__cluster_metadata')]),
    create([]),
    create([T('__share_group_state')]),
    create([T('v2', { numPartitions: 2 })], {}, 2),
    create([T('v4', { numPartitions: -1, replicationFactor: -1 })], {}, 4),
    create([T('v3', { numPartitions: -1, replicationFactor: -1 })], {}, 3),
    create([T('null', { configs: [{ name: '', value: '' }] })])
  ],
  delete: [
    create([T('d1'), T('d2'), T('d3')]),
    del([{ name: 'd1', topicId: id0 }]),
    del([{ name: 'd1', topicId: id0 }]),
    del([
      { name: 'd2', topicId: id0 },
      { name: 'd2', topicId: id0 }
    ]),
    del([{ name: null, topicId: id0 }]),
    del([{ name: null, topicId: idX }]),
    del([{ name: 'd2', topicId: idX }]),
    del([
      { name: null, topicId: idX },
      { name: null, topicId: idX }
    ]),
    del([]),
    del([{ name: '', topicId: id0 }]),
    del([{ name: 'bad name', topicId: id0 }]),
    del(['d3', 'none'], 5),
    del(['none', 'none'], 4),
    del(['none'], 1),
    del([{ name: '__cluster_metadata', topicId: id0 }]),
    del([
      { name: 'd2', topicId: id0 },
      { name: 'none', topicId: id0 },
      { name: 'd2', topicId: idX }
    ])
  ],
  parts: [
    create([T('g1'), T('g2')]),
    parts([{ name: 'g1', count: 3, assignments: null }]),
    parts([{ name: 'g1', count: 3, assignments: null }]),
    parts([{ name: 'g1', count: 2, assignments: null }]),
    parts([{ name: 'g1', count: 0, assignments: null }]),
    parts([{ name: 'g1', count: -1, assignments: null }]),
    parts([{ name: 'none', count: 3, assignments: null }]),
    parts([
      { name: 'g2', count: 3, assignments: null },
      { name: 'g2', count: 4, assignments: null }
    ]),
    parts([{ name: 'g2', count: 3, assignments: [{ brokerIds: [1] }] }]),
    parts([{ name: 'g2', count: 3, assignments: [{ brokerIds: [1] }, { brokerIds: [1] }, { brokerIds: [1] }] }]),
    parts([{ name: 'g2', count: 2, assignments: [{ brokerIds: [5] }] }]),
    parts([{ name: 'g2', count: 2, assignments: [{ brokerIds: [1, 1] }] }]),
    parts([{ name: 'g2', count: 2, assignments: [{ brokerIds: [] }] }]),
    parts([{ name: 'g2', count: 2, assignments: [] }]),
    parts([{ name: 'g2', count: 9, assignments: null }], true),
    parts([{ name: '', count: 9, assignments: null }]),
    parts([]),
    parts([{ name: 'g2', count: 2, assignments: [{ brokerIds: [1] }] }])
  ],
  alter: [
    create([T('t1')]),
    inc([[2, 't1', [['retention.ms', 0, '5000']]]]),
    desc(2, 't1', ['retention.ms', 'cleanup.policy', 'nope']),
    inc([[2, 't1', [['cleanup.policy', 2, 'compact']]]]),
    desc(2, 't1', ['cleanup.policy']),
    inc([[2, 't1', [['cleanup.policy', 2, 'compact']]]]),
    inc([[2, 't1', [['cleanup.policy', 3, 'delete']]]]),
    desc(2, 't1', ['cleanup.policy']),
    inc([[2, 't1', [['cleanup.policy', 3, 'compact']]]]),
    desc(2, 't1', ['cleanup.policy']),
    inc([[2, 't1', [['retention.ms', 2, '1']]]]),
    inc([[2, 't1', [['retention.ms', 3, '1']]]]),
    inc([[2, 't1', [['retention.ms', 1, null]]]]),
    inc([[2, 't1', [['retention.ms', 1, 'x']]]]),
    inc([[2, 't1', [['nope', 0, '1']]]]),
    inc([[2, 't1', [['nope', 1, null]]]]),
    inc([[2, 't1', [['nope', 2, '1']]]]),
    inc([[2, 't1', [['retention.ms', 0, null]]]]),
    inc([[2, 't1', [['cleanup.policy', 2, null]]]]),
    inc([[2, 't1', [['retention.ms', 7, '1']]]]),
    inc([[2, 't1', [['retention.ms', -1, '1']]]]),
    inc([
      [
        2,
        't1',
        [
          ['retention.ms', 0, '1'],
          ['retention.ms', 0, '2']
        ]
      ]
    ]),
    inc([[2, 't1', [['', 0, '1']]]]),
    inc([[2, 't1', []]]),
    inc([[2, 'none', [['retention.ms', 0, '1']]]]),
    inc([[2, '', [['retention.ms', 0, '1']]]]),
    inc([[2, 'bad name', [['retention.ms', 0, '1']]]]),
    inc([[2, '__cluster_metadata', [['retention.ms', 0, '1']]]]),
    inc([
      [2, 't1', [['retention.ms', 0, '7']]],
      [2, 't1', [['retention.ms', 0, '8']]]
    ]),
    inc([[0, 't1', [['retention.ms', 0, '7']]]]),
    inc([[3, 't1', [['retention.ms', 0, '7']]]]),
    inc([[99, 't1', [['retention.ms', 0, '7']]]]),
    inc([[4, '1', [['log.retention.ms', 0, '7000000']]]]),
    desc(4, '1', ['log.retention.ms', 'log.retention.hours', 'log.retention.minutes']),
    desc(2, 't1', ['retention.ms']),
    inc([[4, '', [['log.retention.ms', 0, '8000000']]]]),
    desc(4, '1', ['log.retention.ms']),
    desc(2, 't1', ['retention.ms']),
    inc([[4, '1', [['log.retention.ms', 1, null]]]]),
    desc(4, '1', ['log.retention.ms']),
    desc(2, 't1', ['retention.ms']),
    inc([[4, '', [['log.retention.ms', 1, null]]]]),
    inc([[4, '1', [['log.retention.minutes', 0, '5']]]]),
    inc([[4, '1', [['log.dirs', 0, '/x']]]]),
    inc([[4, '1', [['nope.nope', 0, 'x']]]]),
    desc(4, '1', ['nope.nope']),
    inc([[4, '1', [['nope.nope', 1, null]]]]),
    inc([[4, '2', [['log.retention.ms', 0, '1']]]]),
    inc([[4, 'abc', [['log.retention.ms', 0, '1']]]]),
    inc([[4, '1', [['log.retention.ms', 0, 'x']]]]),
    inc([[4, '1', [['log.retention.ms', 0, '-5']]]]),
    inc([[4, '1', [['num.io.threads', 0, '9']]]]),
    inc([[4, '1', [['num.io.threads', 1, null]]]]),
    inc([[4, '1', [['background.threads', 0, '0']]]]),
    inc([[4, '1', [['log.cleaner.threads', 0, '2']]]]),
    inc([[4, '1', [['log.cleaner.threads', 1, null]]]]),
    inc([[4, '', [['listeners', 0, 'x']]]]),
    inc([[4, '1', [['message.max.bytes', 0, '2000000']]]]),
    desc(2, 't1', ['max.message.bytes']),
    inc([[4, '1', [['message.max.bytes', 1, null]]]]),
    inc([[4, '', [['log.cleanup.policy', 2, 'compact']]]]),
    desc(4, '1', ['log.cleanup.policy']),
    desc(2, 't1', ['cleanup.policy']),
    inc([[4, '', [['log.cleanup.policy', 1, null]]]]),
    inc([[4, '1', [['max.connections.per.ip', 0, '5000']]]]),
    inc([[4, '1', [['max.connections.per.ip', 1, null]]]]),
    inc([[4, '1', [['unclean.leader.election.enable', 0, 'true']]]]),
    inc([[4, '1', [['unclean.leader.election.enable', 1, null]]]]),
    inc([[16, 'm1', [['interval.ms', 0, '1000']]]]),
    desc(16, 'm1'),
    inc([[16, 'm1', [['nope', 0, '1000']]]]),
    inc([[16, '', [['interval.ms', 0, '1000']]]]),
    inc([[16, 'm1', [['match', 0, 'client_id=x']]]]),
    inc([[16, 'm1', [['match', 0, 'foo=x']]]]),
    inc([[16, 'm1', [['metrics', 2, 'org.apache.']]]]),
    desc(16, 'm1'),
    desc(16, 'none'),
    desc(16, ''),
    inc([
      [
        16,
        'm1',
        [
          ['interval.ms', 1, null],
          ['match', 1, null],
          ['metrics', 1, null]
        ]
      ]
    ]),
    desc(16, 'm1'),
    inc([[32, 'gr', [['consumer.session.timeout.ms', 0, '50000']]]]),
    desc(32, 'gr'),
    inc([[32, 'gr', [['consumer.session.timeout.ms', 0, '1']]]]),
    inc([[32, 'gr', [['nope', 0, '1']]]]),
    inc([[32, '', [['consumer.session.timeout.ms', 0, '50000']]]]),
    inc([[32, 'gr', [['consumer.heartbeat.interval.ms', 0, '60000']]]]),
    inc([[32, 'gr', [['share.auto.offset.reset', 0, 'foo']]]]),
    inc([[32, 'gr', [['share.isolation.level', 0, 'foo']]]]),
    inc([[32, 'gr', [['share.auto.offset.reset', 0, 'by_duration:PT1H']]]]),
    inc([
      [
        32,
        'gr',
        [
          ['consumer.session.timeout.ms', 1, null],
          ['share.auto.offset.reset', 1, null]
        ]
      ]
    ]),
    desc(32, 'none'),
    desc(32, ''),
    inc([
      [
        2,
        't1',
        [
          ['max.compaction.lag.ms', 0, '10'],
          ['min.compaction.lag.ms', 0, '100']
        ]
      ]
    ]),
    inc([[2, 't1', [['segment.bytes', 0, '10']]]]),
    inc([[2, 't1', [['retention.ms', 0, '1']]]], true),
    desc(2, 't1', ['retention.ms']),
    inc([]),
    inc([[2, 't1', [['remote.storage.enable', 0, 'true']]]]),
    inc([[2, 't1', [['min.insync.replicas', 0, '5']]]]),
    inc([[2, 't1', [['min.insync.replicas', 1, null]]]]),
    alt([
      [
        2,
        't1',
        [
          ['segment.ms', '100'],
          ['cleanup.policy', 'compact']
        ]
      ]
    ]),
    desc(2, 't1', ['segment.ms', 'cleanup.policy', 'retention.ms']),
    alt([[2, 't1', []]]),
    desc(2, 't1', ['segment.ms', 'cleanup.policy']),
    alt([[2, 't1', [['nope', '1']]]]),
    alt([[2, 't1', [['segment.ms', null]]]]),
    alt([
      [
        2,
        't1',
        [
          ['segment.ms', '1'],
          ['segment.ms', '2']
        ]
      ]
    ]),
    alt([[2, 'none', []]]),
    alt([[2, '', []]]),
    alt([[4, '1', [['log.retention.ms', '1000000']]]]),
    alt([[4, '1', []]]),
    alt([[4, '1', [['log.dirs', 'x']]]]),
    alt([[4, '7', []]]),
    alt([[0, 'x', []]]),
    alt([[2, 't1', [['segment.ms', 'x']]]], true),
    alt([[16, 'mm', [['interval.ms', '1000']]]]),
    alt([[16, 'mm', []]]),
    alt([[32, 'gg', [['consumer.session.timeout.ms', '50000']]]]),
    alt([[32, 'gg', []]])
  ],
  desc: [
    create([T('t2')]),
    desc(2, 't2'),
    desc(4, '1'),
    desc(2, 'none'),
    desc(2, ''),
    desc(2, 'bad name'),
    desc(2, 't2', []),
    desc(4, '9'),
    desc(4, 'x'),
    desc(8, '9'),
    desc(8, ''),
    desc(0, 'x'),
    desc(3, 'x'),
    desc(99, 'x'),
    desc(1, 'x'),
    desc(2, 't2', ['retention.ms'], 1),
    desc(2, 't2', ['retention.ms'], 2),
    desc(2, 't2', ['retention.ms'], 3),
    desc(4, '1', ['log.retention.ms', 'ssl.key.password', 'nope', 'num.io.threads', 'listeners'], 1),
    desc(2, '__cluster_metadata'),
    [
      'DescribeConfigs',
      4,
      {
        resources: [
          { resourceType: 2, resourceName: 't2', configurationKeys: ['retention.ms'] },
          { resourceType: 2, resourceName: 't2', configurationKeys: ['retention.ms'] }
        ],
        includeSynonyms: false,
        includeDocumentation: false
      }
    ],
    ['ListConfigResources', 1, { resourceTypes: [] }],
    ['ListConfigResources', 1, { resourceTypes: [2] }],
    ['ListConfigResources', 1, { resourceTypes: [4, 8, 16, 32] }],
    ['ListConfigResources', 1, { resourceTypes: [0] }],
    ['ListConfigResources', 1, { resourceTypes: [3] }],
    ['ListConfigResources', 1, { resourceTypes: [2, 2] }],
    ['ListConfigResources', 0, {}]
  ],
  meta: [
    create([T('m1', { numPartitions: 2 })]),
    ...[13, 12, 10, 9, 8, 5, 1, 0].map((v) => [
      'Metadata',
      v,
      {
        topics: [{ name: 'm1', topicId: id0 }],
        ...(v >= 4 ? { allowAutoTopicCreation: false } : {}),
        ...(v >= 8 ? { includeTopicAuthorizedOperations: true } : {}),
        ...(v >= 8 && v <= 10 ? { includeClusterAuthorizedOperations: true } : {})
      }
    ]),
    ...['none', '', 'bad name', long, '.', '__consumer_offsets_x'].map((name) => [
      'Metadata',
      12,
      { topics: [{ name, topicId: id0 }], allowAutoTopicCreation: false }
    ]),

    ...['', 'bad name', 'none2'].map((name) => ['Metadata', 4, { topics: [{ name }], allowAutoTopicCreation: false }]),
    ['Metadata', 12, { topics: [{ name: null, topicId: idX }] }],
    ['Metadata', 12, { topics: [{ name: 'm1', topicId: idX }] }],
    ['Metadata', 10, { topics: [{ name: null, topicId: idX }] }],
    ['Metadata', 11, { topics: [{ name: null, topicId: idX }] }],
    [
      'Metadata',
      12,
      {
        topics: [
          { name: 'm1', topicId: id0 },
          { name: 'm1', topicId: id0 }
        ]
      }
    ],
    [
      'Metadata',
      12,
      {
        topics: [
          { name: 'none', topicId: id0 },
          { name: 'm1', topicId: id0 },
          { name: null, topicId: idX }
        ],
        allowAutoTopicCreation: false
      }
    ],
    ['Metadata', 12, { topics: [] }],
    ['Metadata', 1, { topics: [] }],
    ...[0, 1, 2].map((v) => ['DescribeCluster', v, { includeClusterAuthorizedOperations: true }]),
    ['DescribeCluster', 1, { endpointType: 2 }],
    ['DescribeCluster', 1, { endpointType: 7 }],
    ['DescribeCluster', 2, { endpointType: 1, includeFencedBrokers: true }],
    ['DescribeCluster', 2, { endpointType: 2, includeFencedBrokers: true }],
    ...[
      { topics: [{ name: 'm1' }] },
      { topics: [{ name: 'm1' }], responsePartitionLimit: 1 },
      { topics: [{ name: 'm1' }], responsePartitionLimit: 0 },
      { topics: [{ name: 'm1' }], responsePartitionLimit: -5 },
      { topics: [{ name: 'none' }] },
      { topics: [{ name: 'bad name' }] },
      { topics: [{ name: 'm1' }, { name: 'a0' }] },
      { topics: [{ name: 'm1' }, { name: 'm1' }] },
      { topics: [{ name: 'm1' }], cursor: { topicName: 'm1', partitionIndex: 1 } },
      { topics: [{ name: 'm1' }], cursor: { topicName: 'm1', partitionIndex: 5 } },
      { topics: [{ name: 'm1' }], cursor: { topicName: 'zz', partitionIndex: 0 } },
      { topics: [{ name: 'm1' }], cursor: { topicName: 'a', partitionIndex: 0 } },
      { topics: [{ name: 'm1' }], cursor: { topicName: 'm1', partitionIndex: -1 } },
      { topics: [{ name: 'm1' }, { name: 'none' }], responsePartitionLimit: 2 },
      { topics: [{ name: 'm1' }, { name: 'mzz' }], responsePartitionLimit: 2 }
    ].map((o) => ['DescribeTopicPartitions', 0, { responsePartitionLimit: 2000, cursor: null, ...o }]),
    ...[1, 2, 3, 4].flatMap((v) => [['DescribeLogDirs', v, { topics: [{ topic: 'm1', partitions: [0, 1, 7] }] }]]),
    ['DescribeLogDirs', 4, { topics: [] }],
    ['DescribeLogDirs', 4, { topics: [{ topic: 'none', partitions: [0] }] }],
    ['DescribeLogDirs', 4, { topics: [{ topic: 'm1', partitions: [] }] }]
  ]
}
const pauseMs = 500
const [host, port] = [process.argv[2], Number(process.argv[3])]
const client = await Client.open(
  createRealEnv(),
  { host, port },
  { clientId: 'record', transcript: undefined, index: 0 }
)
const plain = (_, value) => (typeof value === 'bigint' ? String(value) : value)
for (const list of Object.values(cases)) {
  for (const [api, version, request] of /** @type {[any, number, any][]} */ (list)) {
    const answer = await client.call(api, version, request)
    // A Kafka broker learns of what its controller did a little later.
    if (/Create|Delete|Alter/.test(api)) await new Promise((done) => setTimeout(done, pauseMs))
    console.log(JSON.stringify({ api, version, request, answer }, plain))
  }
}
process.exit(0)
