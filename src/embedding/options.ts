import { nearestName, topicTable } from '../config/index.ts'
import type { StartOptions, TopicOptions } from '../server/index.ts'
import {
  aBoolean,
  aConfigMap,
  aName,
  aString,
  bad,
  type Check,
  checkProperties,
  isObject,
  oneOf,
  shown,
  wholeNumber
} from './check.ts'

/** Options of an embedded broker, in addition to those of every start. */
export interface EmbeddingOptions extends StartOptions {
  /**
   * Number of brokers in the cluster, all in this process; 1 by default. With a `port`, broker n listens on `port` + n - 1. With
   * a `dataDir`, broker n keeps its records in `.brokers/n` below it, and the first broker in `dataDir` itself.
   */
  readonly brokers?: number | undefined
  /**
   * True runs each broker on its own thread, so that they can use several cores. False by default. `broker(id).running` and `env`
   * are then unavailable.
   */
  readonly threads?: boolean | undefined
  /**
   * True lets the process exit while the broker is running: its listeners, connections, timers and threads are unreferenced, and
   * the broker is not stopped cleanly. False by default. Has no effect with an explicit `env`.
   */
  readonly unref?: boolean | undefined
}

const aPort = wholeNumber(0, 65535)
const anObject: Check = (value) => (isObject(value) ? undefined : 'must be an object')

const anEnv: Check = (value) => {
  const missing = ['clock', 'machine', 'timers', 'random', 'disk', 'net', 'offload', 'rare'].find(
    (name) => !isObject(value) || !value[name]
  )
  return missing === undefined ? undefined : `must be an environment, and lacks '${missing}'`
}

const someNames: Check = (value) => {
  if (!Array.isArray(value)) return aName(value)
  return value.length === 0 ? 'must name a directory' : value.map(aName).find((fault) => fault !== undefined)
}

const aFunction: Check = (value) => (typeof value === 'function' ? undefined : 'must be a function')

const aLogger: Check = (value) => {
  const missing =
    typeof value === 'object' && value !== null
      ? ['debug', 'info', 'warn', 'error'].find(
          (name) => typeof (value as Record<string, unknown>)[name] !== 'function'
        )
      : 'debug'
  return missing === undefined
    ? undefined
    : `must be an object with the functions debug, info, warn and error ('console' is one)`
}

const table: Readonly<Record<Exclude<keyof EmbeddingOptions, 'topics'> | 'topics' | 'log' | 'env', Check>> = {
  memory: aBoolean,
  dataDir: someNames,
  defaultDataDir: aName,
  host: aString,
  port: aPort,
  defaultPort: aPort,
  topics: (value) => (Array.isArray(value) ? undefined : 'must be an array of topics'),
  config: aConfigMap,
  set: aConfigMap,
  properties: aString,
  propertiesName: aString,
  environment: anObject,
  profile: oneOf('dev', 'production'),
  durability: oneOf('os', 'disk'),
  clusterId: aString,
  metadata: aName,
  nodeId: wholeNumber(0, 0x7fffffff),
  repairMetadata: aBoolean,
  onFatal: aFunction,
  signal: (value) => (value instanceof AbortSignal ? undefined : 'must be an AbortSignal'),
  unref: aBoolean,
  brokers: wholeNumber(1, 100),
  threads: aBoolean,
  http: aName,
  log: aLogger,
  env: anEnv
}

const topicChecks: Readonly<Record<keyof TopicOptions, Check>> = {
  name: aName,
  partitions: wholeNumber(1, 0x7fffffff),
  configs: aConfigMap
}

/**
 * The options without undefined values. @throws OttlaError BAD_OPTION, BAD_TOPIC or BAD_CONFIG that names the invalid value and
 * what is allowed
 */
export function checkOptions<T extends EmbeddingOptions>(options: T): T {
  if (!isObject(options)) throw bad(`Ottla.start takes an object with options, not ${shown(options)}`)
  checkProperties('', options, table)
  if (
    options.memory === false &&
    options.dataDir === undefined &&
    options.defaultDataDir === undefined &&
    !namesDirectory(options)
  )
    throw bad("option 'memory' is false: name the directory for the records in 'dataDir'")
  if (options.threads === true && 'env' in options && options.env !== undefined)
    throw bad("'threads' start brokers with the process's own environment: leave out 'env'")
  if ((options.brokers ?? 1) > 1 || options.threads === true) {
    const other = (['metadata', 'nodeId'] as const).find((name) => options[name] !== undefined)
    if (other !== undefined)
      throw bad(`'${other}' is for a broker alone, and 'brokers' starts several: ${insteadOf[other]}`)
  }
  checkTopics(options.topics ?? [])
  const config = defined(options.config ?? {})
  return { ...options, config }
}

/** What to do where `brokers` starts several. */
const insteadOf = {
  metadata: 'start each broker of a cluster on etcd by itself, with a node id of its own',
  nodeId: 'their ids are 1, 2, 3 and so on'
}

/** `log.dirs` can come from several sources, so only the obvious case without one is refused. */
const namesDirectory = ({ config = {}, properties, environment }: StartOptions): boolean =>
  'log.dirs' in config || 'log.dir' in config || properties !== undefined || environment !== undefined

const defined = <T>(map: Readonly<Record<string, T | undefined>>): Record<string, T> =>
  Object.fromEntries(Object.entries(map).filter((entry): entry is [string, T] => entry[1] !== undefined))

function checkTopics(topics: readonly unknown[]): void {
  const names = new Set<string>()
  for (const [index, topic] of topics.entries()) {
    checkTopic(`topics[${index}]`, topic)
    const name = typeof topic === 'string' ? topic : topic.name
    if (names.has(name)) throw bad(`option 'topics' has the topic '${name}' twice`, 'BAD_TOPIC')
    names.add(name)
  }
}

/** @throws OttlaError BAD_TOPIC */
export function checkTopic(what: string, topic: unknown): asserts topic is string | TopicOptions {
  if (typeof topic === 'string') return
  if (!isObject(topic))
    throw bad(`option '${what}' must be a name or { name, partitions, configs }, not ${shown(topic)}`, 'BAD_TOPIC')
  checkProperties(what, topic, topicChecks, 'BAD_TOPIC')
  if (topic.name === undefined) throw bad(`option '${what}' has no name`, 'BAD_TOPIC')
  for (const name of Object.keys(topic.configs ?? {}))
    if (!topicTable.has(name)) throw bad(`option '${what}.configs': ${unknownConfig(name, topicTable)}`, 'BAD_TOPIC')
}

function unknownConfig(name: string, table: ReadonlyMap<string, unknown>): string {
  const near = nearestName(name, table.keys())
  return `unknown config '${name}'${near === undefined ? '' : `: did you mean '${near}'?`}`
}

const drainMsDefault = 1_000
const stopChecks = { drainMs: wholeNumber(0, Number.MAX_SAFE_INTEGER) }

/** How long a stop waits for pending requests, in milliseconds. @throws OttlaError BAD_OPTION */
export function drainMsOf(options: { readonly drainMs?: number | undefined }): number {
  checkProperties('', options, stopChecks)
  return options.drainMs ?? drainMsDefault
}
