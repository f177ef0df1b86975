import { resolve } from 'node:path'
import {
  BrokerConfig,
  collectSettings,
  environmentSource,
  listOf,
  namedSource,
  type Profile,
  propertiesSource
} from '../config/index.ts'
import { type Endpoint, OttlaError } from '../env/index.ts'
import type { LogStoreConfig } from '../log/index.ts'
import { addressesOf, type ListenerAddress } from './listeners.ts'
import type { ServerLimits } from './server.ts'

/** Used where queued.max.request.bytes is Kafka's -1: no limit at all would let clients take all memory. */
const requestBytesMax = 256 * 1024 * 1024

/** A topic to be made. */
export interface TopicOptions {
  /** 1 to 249 of the characters a-z, A-Z, 0-9, `.`, `_` and `-`. */
  readonly name: string
  /** At least 1; the config `num.partitions` (1) by default. */
  readonly partitions?: number | undefined
  /** Kafka's topic configs by name, such as `cleanup.policy`. */
  readonly configs?: Readonly<Record<string, string | number | boolean>> | undefined
}

/** How to start a broker, as people say it. Where several name a setting: `set`, `config`, `environment`, `properties`. */
export interface StartOptions {
  /** True: everything is kept in memory, whatever `dataDir` and `log.dirs` say. That is also the default where no directory is named. */
  readonly memory?: boolean | undefined
  /** Directory where records are kept, or several; a relative one is settled at the start. Wins over `log.dirs`. */
  readonly dataDir?: string | readonly string[] | undefined
  /** The cluster's id, as `kafka-storage format --cluster-id` takes it: any text. A directory of another cluster is refused. */
  readonly clusterId?: string | undefined
  /**
   * Where the metadata of a cluster is, as `etcd://host:2379,host:2379/prefix`, or `etcds://` for TLS: all brokers that name the same place are one
   * cluster. Each needs a `nodeId` of its own. By default a broker is alone, and keeps its metadata with its records.
   */
  readonly metadata?: string | undefined
  /** The broker's id, 0 to 2^31 - 1; wins over `node.id`. By default what the data directory says, else 1. */
  readonly nodeId?: number | undefined
  /** The directory where neither `dataDir` nor `log.dirs` names one. Memory by default. */
  readonly defaultDataDir?: string | undefined
  /** Where to listen. Either wins over `listeners`. */
  readonly host?: string | undefined
  /** 0 takes a free one. */
  readonly port?: number | undefined
  /** The port where neither `port` nor `listeners` names one. 0 by default: a free one. */
  readonly defaultPort?: number | undefined
  /** Topics to have from the start; one that is there already stays as it is. */
  readonly topics?: readonly (string | TopicOptions)[] | undefined
  /** Kafka's broker configs by name. An unknown name is an error. */
  readonly config?: Readonly<Record<string, string | number | boolean>> | undefined
  /** As `config`, said by `--set` flags: an unknown name is a warning, and errors call it by its flag. */
  readonly set?: Readonly<Record<string, string>> | undefined
  /** The text of a server.properties. */
  readonly properties?: string | undefined
  /** What errors call that text: the path of its file. */
  readonly propertiesName?: string | undefined
  /** Variables such as KAFKA_LOG_RETENTION_MS are read from it; nothing is when it is absent. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined
  /** `host:port` where /metrics, /livez and /readyz are served over HTTP, such as `127.0.0.1:9644`. Nowhere by default. */
  readonly http?: string | undefined
  /** `dev`, the default: quick groups and small internal topics. `production`: Kafka's defaults to the letter. */
  readonly profile?: Profile | undefined
  /** `os`, the default: acknowledged when the kernel has it. `disk`: when the disk has it. */
  readonly durability?: 'os' | 'disk' | undefined
  /** Opens damaged metadata: keeps a copy, drops what is damaged, finds topics that are then missing by their directories. */
  readonly repairMetadata?: boolean | undefined
  /** Called when a broker that served cannot go on, as when its data directory is removed. It has stopped writing then. */
  readonly onFatal?: ((error: OttlaError) => void) | undefined
  /** Gives up waiting for the etcd of `metadata`, as long as the start waits for that: it rejects with METADATA_UNREACHABLE then. */
  readonly signal?: AbortSignal | undefined
}

/** What the options and all configs come to. */
export interface ResolvedSettings {
  readonly config: BrokerConfig
  readonly warnings: readonly string[]
  /** Undefined: what the data directory says, else 1. */
  readonly brokerId: number | undefined
  /** Undefined: what the data directory says, else a random one. */
  readonly clusterId: string | undefined
  /** Undefined: in memory. */
  readonly dataDir: string | undefined
  /** The log directories, each once: `dataDir` and those beside it. */
  readonly dataDirs: readonly string[]
  readonly repairMetadata: boolean
  readonly listeners: readonly ListenerAddress[]
  /** By listener name. */
  readonly advertised: ReadonlyMap<string, Endpoint>
}

/** `isClustered`: the broker is one of several. @throws OttlaError BAD_CONFIG that names the bad value and where it was set. */
export function resolveSettings(options: StartOptions, isClustered = false): ResolvedSettings {
  const profile = options.profile ?? 'dev'
  const own = options.durability === undefined ? {} : { 'ottla.durability': options.durability }
  const ownId = options.nodeId === undefined ? {} : { 'node.id': options.nodeId }
  const { values, origins, warnings } = collectSettings(
    [
      propertiesSource(options.properties ?? '', options.propertiesName ?? 'properties'),
      environmentSource(options.environment ?? {}),
      namedSource(options.config ?? {}, (name) => `option config['${name}']`, { strict: true }),
      namedSource(options.set ?? {}, (name) => `--set ${name}`),
      namedSource(own, () => 'durability'),
      namedSource(ownId, () => 'node id')
    ],
    profile
  )
  const config = new BrokerConfig(values, profile, origins, isClustered)
  const more: string[] = []
  const addresses = addressesOf(options, config)
  return {
    config,
    brokerId: brokerIdOf(config),
    clusterId: clusterIdOf(options),
    ...directoriesOf(options, config, more),
    repairMetadata: options.repairMetadata ?? false,
    listeners: addresses.listeners,
    advertised: addresses.advertised,
    warnings: [...warnings, ...more, ...addresses.warnings]
  }
}

function brokerIdOf(config: BrokerConfig): number | undefined {
  for (const name of ['node.id', 'broker.id'] as const)
    if (config.isSet(name) && config.number(name) >= 0) return config.number(name)
  return undefined
}

/** The names that the images of Apache, Confluent and Bitnami have for it. An empty variable counts as not set, as there. */
const clusterIdVariables = ['CLUSTER_ID', 'KAFKA_CLUSTER_ID', 'KAFKA_KRAFT_CLUSTER_ID']

function clusterIdOf({ clusterId, environment = {} }: StartOptions): string | undefined {
  if (clusterId === '') throw new OttlaError('BAD_CONFIG', 'the cluster id is empty')
  return clusterId ?? clusterIdVariables.map((name) => environment[name]).find((id) => id !== undefined && id !== '')
}

/** Absolute paths, because the working directory of an embedding program may change. */
function directoriesOf(
  options: StartOptions,
  config: BrokerConfig,
  warnings: string[]
): Pick<ResolvedSettings, 'dataDir' | 'dataDirs'> {
  const name = config.isSet('log.dirs') ? 'log.dirs' : config.isSet('log.dir') ? 'log.dir' : undefined
  const origin = name === undefined ? '' : `${name} (${config.origins.get(name)})`
  if (options.memory) {
    if (name !== undefined) warnings.push(`no effect here: ${origin}; everything is kept in memory`)
    return { dataDir: undefined, dataDirs: [] }
  }
  if (options.dataDir !== undefined) {
    const given = typeof options.dataDir === 'string' ? [options.dataDir] : options.dataDir
    const dataDirs = eachOnce(given)
    if (name !== undefined) warnings.push(`records are kept in ${dataDirs.join(', ')}, which overrides ${origin}`)
    return { dataDir: dataDirs[0], dataDirs }
  }
  const named = name === undefined ? [] : config.list(name)
  const dataDirs = eachOnce(named.length > 0 || options.defaultDataDir === undefined ? named : [options.defaultDataDir])
  return { dataDir: dataDirs[0], dataDirs }
}

const eachOnce = (paths: readonly string[]): string[] => [...new Set(paths.map((path) => resolve(path)))]

export function limitsOf(config: BrokerConfig): ServerLimits {
  const queued = config.number('queued.max.request.bytes')
  return {
    frameBytesMax: config.number('socket.request.max.bytes'),
    requestBytesMax: queued > 0 ? queued : requestBytesMax,
    idleMsMax: config.number('connections.max.idle.ms'),
    get connectionsMax() {
      return config.number('max.connections')
    },
    get connectionsPerSecondMax() {
      return config.number('max.connection.creation.rate')
    },
    connectionsPerIpMax(host) {
      const override = listOf(config.string('max.connections.per.ip.overrides')).find(
        (each) => each.slice(0, each.lastIndexOf(':')) === host
      )
      return override === undefined
        ? config.number('max.connections.per.ip')
        : Number(override.slice(override.lastIndexOf(':') + 1))
    }
  }
}

export function logStoreConfigOf(config: BrokerConfig): LogStoreConfig {
  return {
    durability: config.string('ottla.durability') === 'disk' ? 'disk' : 'os',
    get producerIdExpirationMs() {
      return config.number('producer.id.expiration.ms')
    },
    tailCacheBytes: config.number('ottla.tail.cache.bytes'),
    openFilesMax: config.number('ottla.open.files.max'),
    retentionCheckIntervalMs: config.number('log.retention.check.interval.ms'),
    flushCheckpointIntervalMs: config.number('log.flush.offset.checkpoint.interval.ms'),
    startOffsetCheckpointIntervalMs: config.number('log.flush.start.offset.checkpoint.interval.ms'),
    ...(config.isClustered
      ? { highWatermarkCheckpointIntervalMs: config.number('replica.high.watermark.checkpoint.interval.ms') }
      : {}),
    cleanerEnable: config.boolean('log.cleaner.enable'),
    get cleanerBackoffMs() {
      return config.number('log.cleaner.backoff.ms')
    },
    get cleanerDedupeBufferBytes() {
      return config.number('log.cleaner.dedupe.buffer.size')
    },
    get cleanerIoMaxBytesPerSecond() {
      return config.number('log.cleaner.io.max.bytes.per.second')
    },
    get cleanerDeleteRetentionMs() {
      return config.number('log.cleaner.delete.retention.ms')
    }
  }
}
