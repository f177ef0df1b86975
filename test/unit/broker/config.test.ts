/** Goal: where a config's value comes from, and that a value nobody can use is refused. Method: examples, random properties files. */
import fc from 'fast-check'
import {
  BrokerConfig,
  type BrokerConfigName,
  brokerTable,
  type ConfigSource,
  collectSettings,
  configSources,
  environmentSource,
  namedSource,
  type Profile,
  parseProperties,
  propertiesSource
} from '../../../src/config/index.ts'
import type { OttlaError } from '../../../src/env/index.ts'
import { anyText } from '../../kit/any-text.ts'

const configOf = (values: Readonly<Record<string, string>> = {}, profile: Profile = 'production') =>
  new BrokerConfig(new Map(Object.entries(values)), profile)
const none = new Map<string, string>()

describe('properties files', () => {
  test('are read as Java reads them', () => {
    const text = [
      '# a comment',
      '! another',
      '  num.partitions = 3  ',
      'log.dirs: /a,/b',
      'broker.rack here',
      'sasl.enabled.mechanisms=PLAIN,\\',
      '   SCRAM-SHA-256',
      'a\\=b=c\\u0041\\td',
      'empty=',
      ''
    ].join('\r\n')
    expect(parseProperties(text).map(({ name, value }) => [name, value])).toEqual([
      ['num.partitions', '3  '],
      ['log.dirs', '/a,/b'],
      ['broker.rack', 'here'],
      ['sasl.enabled.mechanisms', 'PLAIN,SCRAM-SHA-256'],
      ['a=b', expect.stringMatching(/^cA/)],
      ['empty', '']
    ])
  })

  test('any text is read, but for \\u without its digits', () => {
    fc.assert(
      fc.property(anyText(300), (text) => {
        if (!text.includes('\\u')) parseProperties(text)
      })
    )
  })

  test('names and values of letters survive', () => {
    const word = fc.stringMatching(/^[a-z][a-z.]{0,20}$/)
    fc.assert(
      fc.property(fc.dictionary(word, word), (values) => {
        const text = Object.entries(values)
          .map(([name, value]) => `${name}=${value}`)
          .join('\n')
        expect(Object.fromEntries(parseProperties(text).map(({ name, value }) => [name, value]))).toEqual({ ...values })
      })
    )
  })
})

test('environment variables name configs as in the images of Kafka, and the variables of the images are left alone', () => {
  const { settings } = environmentSource({
    KAFKA_LOG_RETENTION_MS: '5',
    KAFKA_LISTENER_NAME_MY__NAME_X___Y: 'z',
    KAFKA_HEAP_OPTS: '-Xmx1g',
    KAFKA_OPTS: '',
    PATH: '/bin',
    KAFKA_LOG_DIR: '/x',
    KAFKA_UNSET: undefined
  })
  expect(settings).toEqual([
    { name: 'log.retention.ms', value: '5', origin: 'KAFKA_LOG_RETENTION_MS' },
    { name: 'listener.name.my_name.x-y', value: 'z', origin: 'KAFKA_LISTENER_NAME_MY__NAME_X___Y' },
    { name: 'log.dir', value: '/x', origin: 'KAFKA_LOG_DIR' }
  ])
})

describe('settings', () => {
  const source = (values: Readonly<Record<string, string>>) => namedSource(values, (name) => `--set ${name}`)
  const collect = (values: Readonly<Record<string, string>>) => collectSettings([source(values)])

  test('later sources win', () => {
    const { values } = collectSettings([source({ 'num.partitions': '2' }), source({ 'num.partitions': '3' })])
    expect(values.get('num.partitions')).toBe('3')
  })

  test('an unknown name is a warning with the nearest known one, and is not kept', () => {
    const { values, warnings } = collect({ 'num.partition': '3' })
    expect(warnings).toEqual(["--set num.partition: unknown config 'num.partition': did you mean 'num.partitions'?"])
    expect(values.size).toBe(0)
    expect(collect({ 'retention.ms': '1' }).warnings[0]).toMatch(/retention\.ms/)
  })

  test.each([
    ['num.partitions', 'x', 'Invalid value x for configuration num.partitions: Not a number of type INT'],
    ['num.partitions', '0', 'Invalid value 0 for configuration num.partitions: Value must be at least 1'],
    [
      'num.partitions',
      '3000000000',
      'Invalid value 3000000000 for configuration num.partitions: Not a number of type INT'
    ],
    [
      'auto.create.topics.enable',
      'yes',
      'Invalid value yes for configuration auto.create.topics.enable: Expected value to be either true or false'
    ],
    [
      'compression.type',
      'zip',
      'Invalid value zip for configuration compression.type: String must be one of: uncompressed, zstd, lz4, snappy, gzip, producer'
    ]
  ])('%s=%s is refused by name', (name, value, message) => {
    expect(() => collect({ [name]: value })).toThrow(message)
  })

  test("every default of Kafka's is a value that is taken", () => {
    const refused = [...brokerTable.values()].filter(({ name, default: fallback }) => {
      try {
        if (fallback !== null) collect({ [name]: fallback })
        return false
      } catch {
        return true
      }
    })
    // Only one of security.inter.broker.protocol and its listener may be set, and Kafka's node has an id.
    expect(refused.map(({ name }) => name)).toEqual([])
  })
})

describe('origins', () => {
  const file = (text: string) => propertiesSource(text, 'server.properties')
  const fault = (...sources: ConfigSource[]) => {
    try {
      collectSettings(sources)
    } catch (error) {
      return [(error as OttlaError).code, (error as OttlaError).message]
    }
    return undefined
  }

  test.each([
    [file('# first\nnum.partitions=2\n\nlog.retention.ms=x\n'), 'server.properties:4: '],
    [environmentSource({ KAFKA_LOG_RETENTION_MS: 'x' }), 'KAFKA_LOG_RETENTION_MS: '],
    [namedSource({ 'log.retention.ms': 'x' }, (name) => `--set ${name}`), '--set log.retention.ms: ']
  ])('an error says where the value came from', (source, place) => {
    expect(fault(source)).toEqual(['BAD_CONFIG', expect.stringContaining(place)])
  })

  test('an error in the format says the line', () => {
    expect(() => file('a=b\nc=\\u12')).toThrow('server.properties: line 2: ')
  })

  test('a rule between configs names all places that took part', () => {
    const env = environmentSource({ KAFKA_SOCKET_REQUEST_MAX_BYTES: '100' })
    expect(fault(file('queued.max.request.bytes=5'), env)?.[1]).toMatch(
      /^server\.properties:1, KAFKA_SOCKET_REQUEST_MAX_BYTES: .*queued\.max\.request\.bytes must be larger/
    )
  })

  test('a name that stands twice in a file is told, and the later wins', () => {
    const { values, warnings } = collectSettings([file('num.partitions=1\nnum.partitions=2\n')])
    expect(values.get('num.partitions')).toBe('2')
    expect(warnings).toEqual(['num.partitions is set twice: server.properties:2 wins over server.properties:1'])
  })

  test('an unknown name is an error where the source is strict', () => {
    expect(fault(namedSource({ 'log.retention.mss': '1' }, (name) => name, { strict: true }))).toEqual([
      'BAD_CONFIG',
      "log.retention.mss: unknown config 'log.retention.mss': did you mean 'log.retention.ms'?"
    ])
  })

  test('a name in another case is known, and one that Kafka removed is told as such', () => {
    expect(collectSettings([namedSource({ 'LOG.RETENTION.MS': '1' }, () => 'flag')]).warnings).toEqual([
      "flag: unknown config 'LOG.RETENTION.MS': did you mean 'log.retention.ms'?"
    ])
    expect(collectSettings([file('port=9093\nzookeeper.connect=zk:2181\n')]).warnings).toEqual([
      "server.properties:1: 'port' was removed from Kafka and has no effect: use 'listeners'",
      "server.properties:2: 'zookeeper.connect' was removed from Kafka and has no effect"
    ])
  })

  test('variables that begin as in the image of Bitnami are configs too, and win', () => {
    const { values } = collectSettings([
      environmentSource({ KAFKA_CFG_NUM_PARTITIONS: '4', KAFKA_NUM_PARTITIONS: '3', KAFKA_CFG_LOG_RETENTION_MS: '7' })
    ])
    expect([...values]).toEqual([
      ['num.partitions', '4'],
      ['log.retention.ms', '7']
    ])
  })

  test('variables that name no config are told in one line', () => {
    const { warnings } = collectSettings([
      environmentSource({ KAFKA_PORT: 'tcp://x', KAFKA_LOG__DIR: '/x', KAFKA_SERVICE_HOST: 'y' })
    ])
    expect(warnings).toEqual([
      expect.stringMatching(/KAFKA_PORT.*KAFKA_LOG__DIR \(did you mean 'log\.dir'\?\).*KAFKA_SERVICE_HOST/)
    ])
  })
})

describe('what would promise a protection that is not there', () => {
  test.each([
    ['KAFKA_OPTS', '-Xmx1g -Djava.security.auth.login.config=/etc/kafka/jaas.conf', 'SASL'],
    ['KAFKA_CLIENT_USERS', 'user', 'SASL'],
    ['KAFKA_INTER_BROKER_PASSWORD_FILE', '/run/secrets/x', 'SASL'],
    ['KAFKA_CFG_SASL_ENABLED_MECHANISMS', 'PLAIN', 'SASL'],
    ['KAFKA_SSL_KEYSTORE_FILENAME', 'broker.jks', 'TLS'],
    ['KAFKA_TLS_CLIENT_AUTH', 'required', 'TLS'],
    ['KAFKA_CERTIFICATE_PASSWORD', 'x', 'TLS']
  ])('is refused in variables of other images: %s', (variable, value, what) => {
    const collect = (text: string) => collectSettings([environmentSource({ [variable]: text })])
    expect(() => collect(value)).toThrow(new RegExp(`^${variable}.* is refused: ${what} is not built yet`))
    expect(() => collect('')).not.toThrow()
  })

  test('is not refused where a variable of another image asks for nothing', () => {
    const environment = { KAFKA_OPTS: '-Xmx1g', KAFKA_TLS_CLIENT_AUTH: 'none', KAFKA_SASL_ENABLED_MECHANISMS: '' }
    expect(() => collectSettings([environmentSource(environment)])).not.toThrow()
  })

  const start = (values: Readonly<Record<string, string>>) => () =>
    collectSettings([namedSource(values, (name) => name)])

  test.each([
    ['authorizer.class.name', 'org.apache.kafka.metadata.authorizer.StandardAuthorizer'],
    ['super.users', 'User:admin'],
    ['allow.everyone.if.no.acl.found', 'false'],
    ['sasl.enabled.mechanisms', 'PLAIN'],
    ['sasl.jaas.config', 'secret'],
    ['ssl.client.auth', 'required'],
    ['ssl.keystore.location', '/x'],
    ['security.inter.broker.protocol', 'SSL'],
    ['listener.name.internal.ssl.client.auth', 'required'],
    ['listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config', 'secret'],
    ['principal.builder.class', 'com.example.Builder'],
    ['delegation.token.secret.key', 'secret'],
    ['create.topic.policy.class.name', 'com.example.Policy'],
    ['alter.config.policy.class.name', 'com.example.Policy'],
    ['client.quota.callback.class', 'com.example.Callback'],
    ['config.providers', 'file'],
    ['connections.max.reauth.ms', '1000'],
    ['remote.log.storage.system.enable', 'true'],
    ['process.roles', 'controller'],
    ['controller.quorum.voters', '1@a:1,2@b:1,3@c:1']
  ])('%s refuses a start, and its value is not shown', (name, value) => {
    expect(start({ [name]: value })).toThrow(`${name} is refused: `)
    expect(start({ [name]: value })).not.toThrow(/secret\b(?!\.key)/)
  })

  test('their defaults, and values that ask for nothing, do not', () => {
    const refused = [...brokerTable.values()].filter(({ effect }) => effect.kind === 'refused')
    expect(refused.length).toBeGreaterThan(50)
    for (const { name, default: fallback } of refused) if (fallback !== null) start({ [name]: fallback })()
    start({
      'allow.everyone.if.no.acl.found': 'true',
      'ssl.endpoint.identification.algorithm': '',
      'process.roles': 'broker,controller',
      'controller.quorum.voters': '1@localhost:9093'
    })()
  })
})

test('configs without effect are told by reason, but not where they have their default', () => {
  const { warnings } = collectSettings([
    propertiesSource('num.io.threads=16\nnum.network.threads=3\nbackground.threads=4\nmetric.reporters=x', 'f')
  ])
  expect(warnings).toEqual([
    'no effect here: num.io.threads (f:1), background.threads (f:3); one event loop does the work of these threads',
    'no effect here: metric.reporters (f:4); metrics are counters that Prometheus reads over HTTP (--http), without reporters and samples'
  ])
})

describe('layers', () => {
  test('one broker before all brokers before the file before the default', () => {
    const config = configOf({ 'log.retention.ms': '1' })
    expect(config.number('log.retention.ms')).toBe(1)
    config.setDynamic(new Map([['log.retention.ms', '2']]), none)
    expect(config.number('log.retention.ms')).toBe(2)
    config.setDynamic(new Map([['log.retention.ms', '2']]), new Map([['log.retention.ms', '3']]))
    expect(config.number('log.retention.ms')).toBe(3)
    expect(config.layers('log.retention.ms').map(({ value, source }) => [value, source])).toEqual([
      ['3', configSources.dynamicBroker],
      ['2', configSources.dynamicDefaultBroker],
      ['1', configSources.staticBroker],
      ['168', configSources.default]
    ])
    config.setDynamic(none, none)
    expect(config.number('log.retention.ms')).toBe(1)
  })

  test('who asked is told of a change, until he does not want it any more', () => {
    const config = configOf()
    let told = 0
    const watch = config.onChange(() => told++)
    config.setDynamic(none, new Map([['message.max.bytes', '5']]))
    watch.cancel()
    config.setDynamic(none, none)
    expect(told).toBe(1)
  })

  test('the finer unit wins, whoever set it, and less than no time is for ever', () => {
    expect(configOf({ 'log.retention.hours': '2' }).topicValue('retention.ms', none)).toBe('7200000')
    expect(
      configOf({ 'log.retention.hours': '2', 'log.retention.minutes': '1' }).topicValue('retention.ms', none)
    ).toBe('60000')
    expect(configOf({ 'log.retention.ms': '9', 'log.retention.minutes': '1' }).topicValue('retention.ms', none)).toBe(
      '9'
    )
    expect(configOf({ 'log.retention.hours': '-1' }).topicValue('retention.ms', none)).toBe('-1')
    expect(configOf().topicValue('retention.ms', none)).toBe('604800000')
  })

  test('an override of the topic wins over everything', () => {
    const config = configOf({ 'log.retention.ms': '9' })
    const entry = config.describeTopic('retention.ms', new Map([['retention.ms', '4']]))
    expect(entry).toMatchObject({ value: '4', source: configSources.topic })
    expect(entry.synonyms.map(({ name }) => name)).toEqual(['retention.ms', 'log.retention.ms', 'log.retention.hours'])
  })

  test('what the start decided is told, but not over what was set', () => {
    const config = configOf({ 'node.id': '7' })
    expect(config.number('broker.id')).toBe(-1)
    config.settle({ 'node.id': '1', 'broker.id': '7', 'log.dirs': '/x' })
    expect([config.number('node.id'), config.number('broker.id'), config.list('log.dirs')]).toEqual([7, 7, ['/x']])
  })
})

test('the developer profile is quick and small, production is Kafka to the letter', () => {
  expect(configOf({}, 'dev').number('group.initial.rebalance.delay.ms')).toBe(0)
  expect(configOf({}, 'dev').number('offsets.topic.num.partitions')).toBe(4)
  for (const { name, default: fallback } of brokerTable.values())
    expect(configOf().raw(name as BrokerConfigName)).toBe(fallback)
})

test('the log gets every config of its topic, typed', () => {
  const overrides = new Map([
    ['cleanup.policy', 'compact, delete'],
    ['preallocate', 'TRUE'],
    ['segment.bytes', ' 1048576 '],
    ['message.timestamp.type', 'LogAppendTime'],
    ['min.cleanable.dirty.ratio', '0.25']
  ])
  const log = configOf({ 'message.max.bytes': '7' }).logConfig(overrides)
  expect(log).toMatchObject({
    cleanupPolicy: { compact: true, delete: true },
    preallocate: true,
    segmentBytes: 1_048_576,
    messageTimestampType: 'LogAppendTime',
    minCleanableDirtyRatio: 0.25,
    maxMessageBytes: 7,
    retentionMs: 604_800_000
  })
  for (const [name, value] of Object.entries(log)) expect([name, Number.isNaN(value)]).toEqual([name, false])
})

test('logs with the same overrides share one object until a config of the broker changes', () => {
  const config = configOf()
  const overrides = new Map([['segment.bytes', '1048576']])
  const before = config.logConfig(overrides)
  expect(config.logConfig(overrides)).toBe(before)
  config.setDynamic(new Map([['message.max.bytes', '9']]), none)
  expect(config.logConfig(overrides)).toEqual({ ...before, maxMessageBytes: 9 })
})
