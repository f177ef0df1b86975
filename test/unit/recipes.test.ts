/**
 * Goal: the YAML of the documents and of deploy/ does what it says. Method: each block and file is parsed and held against the form
 * of its kind; the settings of a broker start one, or are resolved as a start resolves them.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import yaml from 'js-yaml'
import { startEnvironment } from '../../src/cli/image/environment.ts'
import { createdTopics } from '../../src/cli/image/topics.ts'
import { parseStart } from '../../src/cli/start-options.ts'
import { interBrokerListener } from '../../src/config/index.ts'
import { Ottla } from '../../src/index.ts'
import { parseEtcdAddress } from '../../src/metadata/index.ts'
import { resolveSettings } from '../../src/server/settings.ts'

type Map = Record<string, unknown>
const docs = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'docs')
const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'))
const blocks = pages.flatMap((page) =>
  [...readFileSync(join(docs, page), 'utf8').matchAll(/^```ya?ml\n([\s\S]*?)^```$/gm)].map((match, index) => ({
    name: `${page.replaceAll('\\', '/')} ${index + 1}`,
    value: yaml.load(match[1] ?? '') as Map
  }))
)
const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce((each, key) => (each as Map | undefined)?.[key], value)
const keysOf = (value: unknown) => Object.keys((value ?? {}) as Map)
const onlyKnown = (value: unknown, known: readonly string[]) =>
  expect(keysOf(value).filter((key) => !known.includes(key))).toEqual([])

test('there are workflows and a compose file', () => {
  expect(blocks.filter(({ value }) => 'jobs' in value).length).toBeGreaterThan(1)
  expect(blocks.filter(({ value }) => 'services' in value).length).toBeGreaterThan(0)
})

test.each(blocks)('$name has the form of a workflow or of a compose file', ({ value }) => {
  if (!('jobs' in value)) {
    onlyKnown(value, ['services', 'volumes', 'networks'])
    for (const service of Object.values(value.services as Map)) {
      onlyKnown(service, ['build', 'image', 'ports', 'environment', 'volumes', 'depends_on', 'healthcheck'])
      for (const name of keysOf(at(service, 'depends_on'))) expect(keysOf(value.services)).toContain(name)
      for (const volume of (at(service, 'volumes') ?? []) as string[])
        expect(keysOf(value.volumes)).toContain(volume.split(':')[0])
    }
    return
  }
  onlyKnown(value, ['name', 'on', 'jobs', 'true'])
  for (const job of Object.values(value.jobs as Map)) {
    onlyKnown(job, ['runs-on', 'services', 'steps'])
    for (const service of Object.values((at(job, 'services') ?? {}) as Map))
      onlyKnown(service, ['image', 'ports', 'env', 'options'])
    for (const step of at(job, 'steps') as Map[]) {
      onlyKnown(step, ['name', 'if', 'uses', 'with', 'run', 'env'])
      expect('uses' in step).not.toBe('run' in step)
    }
  }
})

const brokers = blocks.flatMap(({ name, value }) => {
  const services = { ...(at(value, 'services') as Map), ...(at(value, 'jobs', 'test', 'services') as Map) }
  return services.kafka === undefined ? [] : [{ name, kafka: services.kafka as Map }]
})

test.each(brokers)('the broker of $name starts with its settings, and has its topics', async ({ kafka }) => {
  const given = (kafka.environment ?? kafka.env ?? {}) as Record<string, string>
  const { KAFKA_LOG_DIRS: _, ...environment } = startEnvironment({
    environment: given,
    properties: new globalThis.Map(),
    hasAddressFlag: false,
    hasDirectoryFlag: false,
    mountPoints: [],
    hostname: 'kafka'
  })
  const names = createdTopics(given.KAFKA_CREATE_TOPICS ?? '', undefined).arguments.map(
    (topic) => topic.split(':')[0] ?? ''
  )
  expect(names).toContain('orders')
  // The published ports are those that it listens on; here any free port stands for each.
  const listening = [...(environment.KAFKA_LISTENERS ?? '').matchAll(/:(\d+)(?:,|$)/g)].map((match) => match[1])
  for (const port of kafka.ports as string[]) expect(listening).toContain(String(port).split(':').at(-1))
  const listeners = environment.KAFKA_LISTENERS?.replaceAll(/:\/\/[^,]*/g, '://127.0.0.1:0')
  await using broker = await Ottla.start({
    memory: true,
    topics: names,
    environment: { ...environment, KAFKA_LISTENERS: listeners }
  })
  expect(broker.clusterId).toBe(given.CLUSTER_ID ?? broker.clusterId)
})

type Manifest = Map & { readonly kind: string; readonly apiVersion: string; readonly spec: Map }
const deploy = join(docs, '..', 'deploy')
const readDeploy = (path: string) => yaml.loadAll(readFileSync(join(deploy, path), 'utf8'))
const textAt = (value: unknown, ...path: string[]) => String(at(value, ...path))
const listAt = (value: unknown, ...path: string[]) => (at(value, ...path) ?? []) as Map[]

/** What the image makes of the environment of one broker; everything in it is understood, or this fails. */
function settingsIn(environment: Record<string, string>, words: readonly string[], hostname: string) {
  const ours = ['OTTLA_METADATA', 'OTTLA_NODE_ID', 'POD_NAME']
  onlyKnown(environment, [...ours, ...keysOf(environment).filter((name) => name.startsWith('KAFKA_'))])
  const { profile, http = '' } = parseStart(words)
  const variables = startEnvironment({
    environment,
    properties: new globalThis.Map(),
    hasAddressFlag: false,
    hasDirectoryFlag: false,
    mountPoints: ['/data'],
    hostname
  })
  const { OTTLA_METADATA: metadata } = environment
  const settings = resolveSettings({ environment: variables, metadata, profile: profile as 'production' })
  expect(settings.warnings).toEqual([])
  // The profile for development would keep one replica of offsets and transactions.
  expect(settings.config.number('offsets.topic.replication.factor')).toBe(3)
  expect(settings.config.number('min.insync.replicas')).toBe(2)
  expect(settings.dataDir).toBe(resolve('/data'))
  const brokers = settings.advertised.get(interBrokerListener(settings.config))
  return {
    ...settings,
    etcds: parseEtcdAddress(metadata ?? '').endpoints,
    brokers,
    httpPort: Number(http.split(':')[1])
  }
}

test('the compose file has three brokers with settings that are understood, and three members of etcd', () => {
  const [file] = readDeploy('compose.yaml') as [Map]
  onlyKnown(file, ['services', 'volumes', 'x-etcd', 'x-broker', 'x-settings'])
  const services = Object.entries(file.services as Map) as [string, Map][]
  const mounted = services.flatMap(([, service]) => (service.volumes as string[]).map((each) => each.split(':')[0]))
  expect(mounted.sort()).toEqual(keysOf(file.volumes).sort())
  const etcds = services.filter(([name]) => name.startsWith('etcd-'))
  for (const [name, service] of etcds) {
    onlyKnown(service, ['image', 'restart', 'command', 'volumes'])
    checkMember(
      name,
      service.command as string[],
      (each) => each,
      services.map(([each]) => each)
    )
  }
  const found = services
    .filter(([name]) => !name.startsWith('etcd-'))
    .map(([name, service]) => {
      onlyKnown(service, [
        'image',
        'command',
        'restart',
        'stop_grace_period',
        'depends_on',
        'ports',
        'environment',
        'volumes'
      ])
      expect(service.depends_on).toEqual(etcds.map(([each]) => each))
      expect(service.volumes).toEqual([`${name}:/data`])
      const {
        brokerId,
        etcds: members,
        brokers,
        listeners,
        advertised
      } = settingsIn(service.environment as Record<string, string>, service.command as string[], name)
      expect(members).toEqual(etcds.map(([host]) => ({ host, port: 2379 })))
      expect(brokers?.host).toBe(name)
      const outside = listeners.find((each) => each.name === 'OUTSIDE')?.port
      expect(advertised.get('OUTSIDE')).toMatchObject({ host: 'localhost', port: outside })
      expect(service.ports).toEqual([`127.0.0.1:${outside}:${outside}`])
      return [brokerId, outside]
    })
  expect(found).toEqual([
    [1, 9092],
    [2, 9093],
    [3, 9094]
  ])
})

/** A member of etcd says its own name in every address that others are told, and knows all members. */
function checkMember(
  name: string,
  words: readonly string[],
  hostOf: (name: string) => string,
  names: readonly string[]
) {
  const flags = new globalThis.Map(
    words
      .filter((word) => word.startsWith('--'))
      .map((word) => {
        const [, flag = '', value = ''] = /^--([^=]+)=(.*)$/.exec(word) ?? []
        return [flag, value]
      })
  )
  const members = names.filter((each) => each.startsWith('etcd-'))
  expect(members).toHaveLength(3)
  expect(flags.get('name')).toBe(name)
  expect(flags.get('advertise-client-urls')).toBe(`http://${hostOf(name)}:2379`)
  expect(flags.get('initial-advertise-peer-urls')).toBe(`http://${hostOf(name)}:2380`)
  expect(flags.get('initial-cluster')).toBe(members.map((each) => `${each}=http://${hostOf(each)}:2380`).join())
  expect(flags.get('auto-compaction-retention')).toBe('1h')
  expect(Number(flags.get('quota-backend-bytes'))).toBeGreaterThanOrEqual(2 ** 31)
}

const manifests = ['etcd', 'ottla'].map((name) => ({ name, all: readDeploy(`kubernetes/${name}.yaml`) as Manifest[] }))
const versions: Readonly<Record<string, string>> = {
  Service: 'v1',
  StatefulSet: 'apps/v1',
  PodDisruptionBudget: 'policy/v1'
}

test.each(manifests)('the manifests of $name belong together', ({ name, all }) => {
  for (const each of all) {
    onlyKnown(each, ['apiVersion', 'kind', 'metadata', 'spec'])
    expect(each.apiVersion).toBe(versions[each.kind])
    expect(textAt(each, 'metadata', 'name')).toMatch(/^[a-z][a-z0-9-]{0,62}$/)
  }
  const of = (kind: string) => all.filter((each) => each.kind === kind)
  const [set] = of('StatefulSet')
  const pod = at(set, 'spec', 'template') as Map
  const labels = at(pod, 'metadata', 'labels')
  const containers = listAt(pod, 'spec', 'containers')
  const [container = {}] = containers
  expect(containers).toHaveLength(1)
  const ports = new globalThis.Map(listAt(container, 'ports').map((each) => [each.name, each.containerPort]))
  expect(at(set, 'spec', 'replicas')).toBe(3)
  expect(at(set, 'spec', 'selector', 'matchLabels')).toEqual(labels)
  const [apart = {}] = listAt(
    pod,
    'spec',
    'affinity',
    'podAntiAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution'
  )
  expect(at(apart, 'labelSelector', 'matchLabels')).toEqual(labels)
  const [budget] = of('PodDisruptionBudget')
  expect(budget?.spec).toEqual({ maxUnavailable: 1, selector: { matchLabels: labels } })
  for (const service of of('Service')) {
    expect(service.spec.selector).toEqual(labels)
    for (const { port, targetPort } of listAt(service, 'spec', 'ports')) expect(ports.get(targetPort)).toBe(port)
  }
  const headless = of('Service').find((each) => textAt(each, 'metadata', 'name') === at(set, 'spec', 'serviceName'))
  expect(headless?.spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true })
  const claims = listAt(set, 'spec', 'volumeClaimTemplates').map((each) => at(each, 'metadata', 'name'))
  expect(listAt(container, 'volumeMounts').map((each) => each.name)).toEqual(claims)
  for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
    if (container[probe] === undefined) continue
    const way = (at(container, probe, 'httpGet') ?? at(container, probe, 'tcpSocket')) as Map
    expect(ports.has(way.port)).toBe(true)
  }
  for (const n of [0, 1, 2]) {
    const podName = `${name}-${n}`
    const filled = (text: unknown) => String(text).replaceAll('$(POD_NAME)', podName)
    const args = (container.args as unknown[]).map(filled)
    if (name === 'etcd') {
      checkMember(podName, args, (each) => `${each}.etcd`, ['etcd-0', 'etcd-1', 'etcd-2'])
      continue
    }
    const environment = Object.fromEntries(
      listAt(container, 'env').map((each) => [each.name, each.value === undefined ? podName : filled(each.value)])
    )
    const settings = settingsIn(environment, args, podName)
    expect(settings.brokerId).toBe(n)
    expect(settings.etcds).toEqual([0, 1, 2].map((m) => ({ host: `etcd-${m}.etcd`, port: 2379 })))
    for (const { host } of settings.advertised.values())
      expect(host).toBe(`${podName}.${at(set, 'spec', 'serviceName')}`)
    for (const listener of settings.listeners) expect(ports.get(listener.name.toLowerCase())).toBe(listener.port)
    expect(settings.httpPort).toBe(ports.get('http'))
    expect(at(container, 'readinessProbe', 'httpGet')).toEqual({ path: '/readyz', port: 'http' })
    expect(at(container, 'livenessProbe', 'httpGet')).toEqual({ path: '/livez', port: 'http' })
    expect(at(pod, 'spec', 'enableServiceLinks')).toBe(false)
  }
})

test('the start of docs/cluster.md is understood, and its brokers reach each other by a listener of their own', () => {
  const page = readFileSync(join(docs, 'cluster.md'), 'utf8')
  const [, line = ''] = /^```sh\nottla (start [\s\S]*?)\n```$/m.exec(page) ?? []
  const { set = [], metadata, nodeId, profile, dataDir } = parseStart(line.replaceAll('\\\n', ' ').split(/\s+/))
  const configs = Object.fromEntries(
    set.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)])
  )
  const options = { set: configs, metadata, nodeId: Number(nodeId), profile: profile as 'production', dataDir }
  const { warnings, brokerId, advertised, config } = resolveSettings(options)
  expect(warnings).toEqual([])
  expect(brokerId).toBe(1)
  expect(advertised.get(interBrokerListener(config))).toEqual({ host: 'ottla-1', port: 9093 })
  expect(parseEtcdAddress(metadata ?? '').endpoints).toHaveLength(3)
  for (const [, name = '', value = ''] of page.matchAll(/^\| `([a-z.]+\.ms)` \| (\d+) \|/gm))
    expect([name, config.raw(name as 'request.timeout.ms')]).toEqual([name, value])
})
