/**
 * Goal: the YAML of the documents does what it says. Method: each block is parsed, held against the form of its kind, and the
 * settings of its broker start one.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import yaml from 'js-yaml'
import { startEnvironment } from '../../src/cli/image/environment.ts'
import { createdTopics } from '../../src/cli/image/topics.ts'
import { Ottla } from '../../src/index.ts'

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
