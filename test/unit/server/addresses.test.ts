/** Goal: clients are told an address that works, and settings are read as Kafka reads them. Method: the decisions, without sockets. */
import type { ConnectionContext } from '../../../src/api/index.ts'
import type { Disk } from '../../../src/env/index.ts'
import { containerGateway, createAdvertiser, gatewayIn } from '../../../src/server/advertise.ts'
import { parseListeners, parseProtocolMap, shownAddress } from '../../../src/server/listeners.ts'
import { resolveSettings } from '../../../src/server/settings.ts'

const map = parseProtocolMap('PLAINTEXT:PLAINTEXT,SSL:SSL, inner:PLAINTEXT')

const parse = (...entries: string[]) => parseListeners(entries, (name) => map.get(name))

test('listeners are read with names, hosts of both families and no host at all', () => {
  expect(parse('PLAINTEXT://:9092', 'INNER://10.0.0.1:9093', 'SSL://[::1]:9094')).toEqual([
    { name: 'PLAINTEXT', host: '', port: 9092, securityProtocol: 'PLAINTEXT' },
    { name: 'INNER', host: '10.0.0.1', port: 9093, securityProtocol: 'PLAINTEXT' },
    { name: 'SSL', host: '::1', port: 9094, securityProtocol: 'SSL' }
  ])
})

test('addresses are shown with brackets around those of IPv6', () => {
  expect(
    [
      { host: '::', port: 1 },
      { host: '', port: 2 },
      { host: 'a', port: 3 }
    ].map(shownAddress)
  ).toEqual(['[::]:1', '*:2', 'a:3'])
})

test.each([
  'PLAINTEXT:9092',
  'PLAINTEXT://a',
  'PLAINTEXT://a:70000',
  'OTHER://a:1',
  'PLAINTEXT://a:-1',
  'PLAINTEXT://a b:1'
])('the listener %s is refused by name', (text) => {
  expect(() => parse(text)).toThrow(text.split('://')[0] as string)
})

test('a protocol map with a protocol that does not exist is refused', () => {
  expect(() => parseProtocolMap('A:B')).toThrow(
    'Invalid security protocol `B` defined in listener.security.protocol.map'
  )
})

test('the default gateway is read from the routes of the kernel', () => {
  const routes = 'Iface\tDestination\tGateway \tFlags\neth0\t000011AC\t00000000\t0001\neth0\t00000000\t010011AC\t0003\n'
  expect(gatewayIn(routes)).toBe('172.17.0.1')
  expect(gatewayIn('')).toBeUndefined()
  const disk = (files: Record<string, string>) =>
    ({
      exists: (path: string) => path in files,
      readFile: (path: string) => Buffer.from(files[path] ?? '')
    }) as unknown as Disk
  expect(containerGateway(disk({ '/proc/net/route': routes }))).toBeUndefined()
  expect(containerGateway(disk({ '/.dockerenv': '', '/proc/net/route': routes }))).toBe('172.17.0.1')
})

const reached = (localHost: string, remoteHost: string, listenerName = 'PLAINTEXT') =>
  ({ localHost, localPort: 9092, remoteHost, listenerName }) as unknown as ConnectionContext

test('a client is told the socket that it reached, localhost through a gateway, or what is set; the log says it once', () => {
  const lines: string[] = []
  const log = { debug() {}, info: (line: string) => void lines.push(line), warn() {}, error() {} }
  const explicit = new Map([['OUTER', { host: 'kafka.example', port: 19092 }]])
  const advertiser = createAdvertiser({ explicit, gateway: '172.17.0.1', log: () => log })
  expect(advertiser.endpointFor(reached('172.17.0.2', '172.17.0.3'))).toEqual({ host: '172.17.0.2', port: 9092 })
  expect(advertiser.endpointFor(reached('172.17.0.2', '172.17.0.1'))).toEqual({ host: 'localhost', port: 9092 })
  expect(advertiser.endpointFor(reached('172.17.0.2', '172.17.0.1', 'OUTER'))).toEqual({
    host: 'kafka.example',
    port: 19092
  })
  advertiser.endpointFor(reached('172.17.0.2', '172.17.0.3'))
  expect(lines).toEqual([
    'advertising 172.17.0.2:9092 to clients from 172.17.0.3 (the address they connected to); override with advertised.listeners',
    expect.stringMatching(/^advertising localhost:9092 to clients from 172\.17\.0\.1 \(they came through .*gateway/),
    'advertising kafka.example:19092 to clients from 172.17.0.1 (advertised.listeners)'
  ])
})

test('flags win over listeners, listeners over the default; controllers have none of ours', () => {
  const properties =
    'listeners=PLAINTEXT://10.1.1.1:7000,CONTROLLER://:9093\ncontroller.listener.names=CONTROLLER\nnode.id=3'
  const places = (options: Parameters<typeof resolveSettings>[0]) =>
    resolveSettings(options).listeners.map(({ host, port }) => `${host}:${port}`)
  expect(places({ properties })).toEqual(['10.1.1.1:7000'])
  expect(resolveSettings({ properties }).brokerId).toBe(3)
  expect(places({ properties, port: 5 })).toEqual(['127.0.0.1:5'])
  expect(places({ properties, host: '::1' })).toEqual(['::1:0'])
  expect(places({ host: '[::1]' })).toEqual(['::1:0'])
  expect(places({ defaultPort: 9092 })).toEqual(['127.0.0.1:9092'])
  expect(() => resolveSettings({ config: { listeners: 'SSL://:1' } })).toThrow(/SSL/)
  expect(() => resolveSettings({ port: 5, config: { listeners: 'SSL://:1' } })).toThrow(/SSL/)
  expect(() => resolveSettings({ config: { 'listener.security.protocol.map': 'PLAINTEXT:SASL_SSL' } })).toThrow(/SASL/)
})

test('config wins over environment, environment over properties, each with its own spelling', () => {
  const { config } = resolveSettings({
    properties: 'num.partitions=1\nlog.retention.ms=1\nmessage.max.bytes=1',
    environment: { KAFKA_LOG_RETENTION_MS: '2', KAFKA_MESSAGE_MAX_BYTES: '2', PATH: '/bin' },
    config: { 'message.max.bytes': 3 }
  })
  expect(
    (['num.partitions', 'log.retention.ms', 'message.max.bytes'] as const).map((name) => config.number(name))
  ).toEqual([1, 2, 3])
})
