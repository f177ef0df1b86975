/** Goal: what other images of Kafka are told, this one understands. Method: the translation alone, environment by environment. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ImageFacts, startEnvironment } from '../../../src/cli/image/environment.ts'
import { kafkaCommand } from '../../../src/cli/image/kafka-commands.ts'
import { notReady, readyUrl } from '../../../src/cli/image/readiness.ts'
import { createdTopics } from '../../../src/cli/image/topics.ts'

const facts = (environment: Record<string, string>, more: Partial<ImageFacts> = {}): ImageFacts => ({
  environment,
  properties: new Map(),
  hasAddressFlag: false,
  hasDirectoryFlag: false,
  mountPoints: ['/', '/proc', '/data'],
  hostname: 'kafka-0',
  ...more
})
const translate = (environment: Record<string, string>, more: Partial<ImageFacts> = {}) => {
  const variables = startEnvironment(facts(environment, more))
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined))
}
const any = 'PLAINTEXT://0.0.0.0:9092'

test('the defaults of the image hold where nobody says otherwise', () => {
  expect(translate({})).toEqual({ KAFKA_LISTENERS: any, KAFKA_LOG_DIRS: '/data' })
})

test.each([
  ['listeners', { KAFKA_LISTENERS: 'A://:1' }, { KAFKA_LISTENERS: 'A://:1' }],
  [
    'an empty variable counts as none',
    { KAFKA_LISTENERS: '', KAFKA_LOG_DIRS: ' ' },
    { KAFKA_LISTENERS: any, KAFKA_LOG_DIRS: '/data' }
  ],
  ['log.dirs', { KAFKA_LOG_DIRS: '/x' }, { KAFKA_LOG_DIRS: '/x' }],
  ['log.dir', { KAFKA_LOG_DIR: '/x' }, { KAFKA_LOG_DIRS: '/x' }],
  ['log.dirs wins over log.dir', { KAFKA_LOG_DIR: '/x', KAFKA_LOG_DIRS: '/y' }, { KAFKA_LOG_DIRS: '/y' }],
  [
    'listeners follow advertised.listeners, as in the images of Apache and Confluent',
    { KAFKA_ADVERTISED_LISTENERS: 'A://broker:29092,B://[::1]:9092' },
    { KAFKA_LISTENERS: 'A://0.0.0.0:29092,B://0.0.0.0:9092' }
  ],
  [
    'an empty host is advertised as the name of the machine, as in Kafka',
    { KAFKA_CFG_ADVERTISED_LISTENERS: 'PLAINTEXT://:9092', KAFKA_CFG_LISTENERS: 'PLAINTEXT://:9092' },
    { KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://kafka-0:9092', KAFKA_LISTENERS: 'PLAINTEXT://:9092' }
  ],
  [
    'a comma too many at the end, as the .NET module writes it',
    { KAFKA_LISTENERS: 'A://:1', KAFKA_ADVERTISED_LISTENERS: 'A://h:1,' },
    { KAFKA_ADVERTISED_LISTENERS: 'A://h:1' }
  ],
  [
    "Bitnami's prefix",
    { KAFKA_CFG_NUM_PARTITIONS: '3', KAFKA_CFG_NODE_ID: '0' },
    { KAFKA_NUM_PARTITIONS: '3', KAFKA_NODE_ID: '0' }
  ],
  ['the id of a pod', { OTTLA_NODE_ID: 'hostname' }, { KAFKA_NODE_ID: '0' }],
  ['an id that is set', { OTTLA_NODE_ID: 'hostname', KAFKA_CFG_NODE_ID: '5' }, { KAFKA_NODE_ID: '5' }],
  ['an id that is a number', { OTTLA_NODE_ID: '7', KAFKA_NODE_ID: '' }, { KAFKA_NODE_ID: '7' }],
  ['CLUSTER_ID', { CLUSTER_ID: 'a', KAFKA_CLUSTER_ID: 'b' }, { CLUSTER_ID: 'a' }],
  ["Bitnami's cluster ids", { KAFKA_KRAFT_CLUSTER_ID: 'c', CLUSTER_ID: '' }, { CLUSTER_ID: 'c' }],
  [
    "wurstmeister's names",
    { KAFKA_ADVERTISED_HOST_NAME: 'host', KAFKA_ADVERTISED_PORT: '19092', KAFKA_PORT: '9094' },
    { KAFKA_LISTENERS: 'PLAINTEXT://0.0.0.0:9094', KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://host:19092' }
  ],
  [
    "Spotify's names",
    { ADVERTISED_HOST: 'host', ADVERTISED_PORT: '9092' },
    { KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://host:9092' }
  ],
  ['variables that are not of Kafka stay', { HOME: '/x', OTTLA_BOOTSTRAP: 'y' }, { HOME: '/x', OTTLA_BOOTSTRAP: 'y' }]
])('%s', (_what, environment, expected) => {
  expect(translate(environment)).toMatchObject(expected)
})

test('an id that cannot be told is refused, and the number of a pod may have several digits', () => {
  const asked = { OTTLA_NODE_ID: 'hostname' }
  expect(translate(asked, { hostname: 'ottla-eu-12' })).toMatchObject({ KAFKA_NODE_ID: '12' })
  expect(() => translate(asked, { hostname: 'kafka' })).toThrow("the name 'kafka' does not end in")
  expect(() => translate({ OTTLA_NODE_ID: 'x' })).toThrow('OTTLA_NODE_ID=x')
})

test('the variables by which Kubernetes and Docker describe a service named kafka are no settings', () => {
  const service = {
    KAFKA_SERVICE_HOST: '10.0.0.1',
    KAFKA_SERVICE_PORT: '9092',
    KAFKA_SERVICE_PORT_CLIENT: '9092',
    KAFKA_PORT: 'tcp://10.0.0.1:9092',
    KAFKA_PORT_9092_TCP: 'tcp://10.0.0.1:9092',
    KAFKA_PORT_9092_TCP_ADDR: '10.0.0.1',
    KAFKA_HEADLESS_SERVICE_HOST: '10.0.0.1',
    KAFKA_HEADLESS_PORT: 'tcp://10.0.0.1:9092'
  }
  expect(translate(service)).toEqual({ KAFKA_LISTENERS: any, KAFKA_LOG_DIRS: '/data' })
})

test('a flag for the address or the directory leaves them alone, a mounted file too', () => {
  expect(translate({}, { hasAddressFlag: true, hasDirectoryFlag: true })).toEqual({})
  const properties = new Map([
    ['listeners', 'A://:1'],
    ['log.dirs', '/x']
  ])
  expect(translate({}, { properties })).toEqual({})
  expect(translate({}, { properties: new Map([['advertised.listeners', 'A://h:7']]) })).toMatchObject({
    KAFKA_LISTENERS: 'A://0.0.0.0:7'
  })
})

test.each([
  ['/var/lib/kafka/data', '/var/lib/kafka/data'],
  ['/bitnami/kafka', '/bitnami/kafka/data'],
  ['/bitnami', '/bitnami/kafka/data'],
  ['/tmp/kraft-combined-logs', '/tmp/kraft-combined-logs'],
  ['/elsewhere', '/data']
])('a volume at %s has its records in %s', (mounted, directory) => {
  expect(translate({}, { mountPoints: ['/', '/data', mounted] })).toMatchObject({ KAFKA_LOG_DIRS: directory })
})

describe('KAFKA_CREATE_TOPICS', () => {
  test.each([
    ['a:1:1', undefined, ['a:1']],
    ['a:1:1:compact,b:3:1', undefined, ['a:1:cleanup.policy=compact', 'b:3']],
    [' a , b:2 ,', undefined, ['a', 'b:2']],
    ['a:1:1;b:2:1', ';', ['a:1', 'b:2']],
    ['a:1:1\nb:2:1:compact,delete\n', "$'\\n'", ['a:1', 'b:2:cleanup.policy=compact,delete']],
    ['a.b_c-d:1:1:', undefined, ['a.b_c-d:1']],
    ['', undefined, []]
  ])('%j with separator %j', (text, separator, expected) => {
    expect(createdTopics(text, separator)).toEqual({ arguments: expected, notes: [] })
  })

  test('one broker has one replica, and says so', () => {
    expect(createdTopics('a:1:3', undefined)).toEqual({
      arguments: ['a:1'],
      notes: [expect.stringContaining('1 replica')]
    })
  })

  test.each(['a:0:1', 'a:x', ':1:1', 'a b', 'a:1:1:compact:more'])('%j is refused by name', (text) => {
    expect(() => createdTopics(text, undefined)).toThrow(`KAFKA_CREATE_TOPICS: '${text}'`)
  })
})

describe("Kafka's tools", () => {
  const at = ['--bootstrap-server', 'k:9092']
  test.each([
    ['kafka-topics --list', ['topics', 'list', '--names', '--internal']],
    ['kafka-topics --list --exclude-internal', ['topics', 'list', '--names']],
    [
      'kafka-topics --create --topic t --partitions 2 --replication-factor 1 --config a=1 --config b=2 --if-not-exists',
      'topics create t --partitions 2 --replication 1 --config a=1 --config b=2 --if-not-exists'.split(' ')
    ],
    ['kafka-topics --describe --topic t', ['topics', 'describe', 't']],
    ['kafka-topics --delete --topic=t', ['topics', 'delete', 't']],
    ['kafka-configs --describe --entity-type topics --entity-name t --all', ['configs', 'show', 'topic', 't', '--all']],
    [
      'kafka-configs --alter --topic t --add-config retention.ms=1,cleanup.policy=[compact,delete]',
      ['configs', 'set', 'topic', 't', 'retention.ms=1', 'cleanup.policy=compact,delete']
    ],
    [
      'kafka-configs --alter --entity-type brokers --entity-name 1 --delete-config a,b',
      ['configs', 'unset', 'broker', '1', 'a', 'b']
    ],
    ['kafka-consumer-groups --list', ['groups', 'list', '--type=classic', '--type=consumer']],
    ['kafka-groups --list --group-type share', ['groups', 'list', '--type=share']],
    ['kafka-streams-groups --describe --all-groups --state', 'groups describe --all --type=streams --state'.split(' ')],
    ['kafka-share-groups --delete-offsets --group g --topic t', ['groups', 'delete-offsets', 'g', 't']],
    [
      'kafka-consumer-groups --reset-offsets --group g --topic t:0 --shift-by -5',
      ['groups', 'reset', 'g', 't:0', '--shift-by=-5', '--dry-run']
    ],
    [
      'kafka-consumer-groups --reset-offsets --group g --all-topics --to-datetime 2026-01-01T00:00:00.000 --execute',
      ['groups', 'reset', 'g', '--all-topics', '--to=2026-01-01T00:00:00.000Z']
    ],
    [
      'kafka-streams-groups --reset-offsets --group g --all-input-topics --to-earliest --execute --delete-all-internal-topics',
      ['groups', 'reset', 'g', '--all-topics', '--to=beginning', '--delete-all-internal-topics']
    ],
    [
      'kafka-consumer-groups --reset-offsets --group g --group h --topic t --to-latest --execute',
      ['groups', 'reset', 'g', 't', '--also=h', '--to=end']
    ],
    [
      'kafka-share-groups --reset-offsets --all-groups --topic t --to-latest',
      ['groups', 'reset', 't', '--all', '--type=share', '--to=end', '--dry-run']
    ],
    ['kafka-consumer-groups --describe --group g', ['groups', 'describe', 'g']],
    ['kafka-console-producer --topic t', ['produce', 't']],
    [
      'kafka-console-consumer --topic t --from-beginning --max-messages 1',
      ['consume', 't', '--from', 'beginning', '--count', '1']
    ],
    ['kafka-console-consumer --topic t --group g', ['consume', 't', '--group', 'g']],
    ['kafka-broker-api-versions', ['ready']]
  ])('%s', (line, expected) => {
    const [name = '', ...args] = line.split(' ')
    expect(kafkaCommand(name, [...args, ...at])).toEqual([...expected, '--bootstrap', 'k:9092'])
  })

  test('kafka-storage has nothing to format, and makes ids as Kafka writes them', () => {
    const args = ['format', '--ignore-formatted', '-t', 'id', '-c', '/etc/kafka/kafka.properties']
    expect(kafkaCommand('kafka-storage', args)).toMatch(/^Nothing to format/)
    expect(kafkaCommand('kafka-storage', ['random-uuid'])).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_-]{21}$/)
  })

  test.each(['kafka-topics --nosuch', 'kafka-topics --create', 'kafka-topics', 'kafka-topics --topic', 'kafka-nosuch'])(
    '%s is refused',
    (line) => {
      const [name = '', ...args] = line.split(' ')
      expect(() => kafkaCommand(name, args)).toThrow(/understood|missing|say what|needs a value|no tool/)
    }
  )
})

test.each([
  ['9644', 'http://127.0.0.1:9644/readyz'],
  ['*:9644', 'http://127.0.0.1:9644/readyz'],
  ['0.0.0.0:9644', 'http://127.0.0.1:9644/readyz'],
  ['[::]:1', 'http://[::1]:1/readyz'],
  ['inside:80', 'http://inside:80/readyz'],
  // A free port, which only the broker knows, and what is no address.
  ['0', undefined],
  ['inside', undefined]
])('with --http %s the health check asks %s', (http, url) => {
  expect(readyUrl(http)).toBe(url)
})

test('the health check is what /readyz says, and a broker that does not answer is not ready', async () => {
  let status = 200
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/readyz' ? status : 404, { Connection: 'close' })
    response.end(status === 200 ? 'ok\n' : 'partition t-0 is offline\n')
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const url = readyUrl(`127.0.0.1:${(server.address() as AddressInfo).port}`) ?? ''
  expect(await notReady(url)).toBeNull()
  status = 503
  expect(await notReady(url)).toBe('partition t-0 is offline')
  await new Promise((resolve) => {
    server.close(resolve)
    server.closeAllConnections()
  })
  expect(await notReady(url)).toMatch(/ECONNREFUSED|closed/)
})
