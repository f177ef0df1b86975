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

/** Used if queued.max.request.bytes is -1 (Kafka's default): without any limit, clients could exhaust all memory. */
const requestBytesMax = 256 * 1024 * 1024

/** A topic to create. */
export interface TopicOptions {
  /** 1 to 249 of the characters a-z, A-Z, 0-9, `.`, `_` and `-`. */
  readonly name: string
  /** At least 1; the config `num.partitions` (1) by default. */
  readonly partitions?: number | undefined
  /** Kafka's topic configs by name, such as `cleanup.policy`. */
  readonly configs?: Readonly<Record<string, string | number | boolean>> | undefined
}

/**
 * Options of a start, as a user gives them. If several sources set the same config, the order is `set`, `config`, `environment`,
 * `properties`.
 */
export interface StartOptions {
  /**
   * True keeps everything in memory, whatever `dataDir` and `log.dirs` say. Memory is also the default if no directory is named.
   */
  readonly memory?: boolean | undefined
  /** One or more directories for the records. Relative paths are resolved at start. Overrides `log.dirs`. */
  readonly dataDir?: string | readonly string[] | undefined
  /** The cluster id, any text, as for `kafka-storage format --cluster-id`. A directory of another cluster is refused. */
  readonly clusterId?: string | undefined
  /**
   * The metadata store of a cluster: `etcd://host:2379,host:2379/prefix`, or `etcds://` for TLS. All brokers that name the same
   * place form one cluster, each with its own `nodeId`. Without it the broker is standalone and keeps its metadata next to its
   * records.
   */
  readonly metadata?: string | undefined
  /** The broker id, 0 to 2^31 - 1. Overrides `node.id`. Defaults to the id in the data directory, or 1. */
  readonly nodeId?: number | undefined
  /** The directory used if neither `dataDir` nor `log.dirs` is set. Defaults to memory. */
  readonly defaultDataDir?: string | undefined
  /** Where to listen. Either option overrides `listeners`. */
  readonly host?: string | undefined
  /** 0 picks a free port. */
  readonly port?: number | undefined
  /** The port used if neither `port` nor `listeners` is set. Defaults to 0, a free port. */
  readonly defaultPort?: number | undefined
  /** Topics to create at start. Existing topics stay as they are. */
  readonly topics?: readonly (string | TopicOptions)[] | undefined
  /** Kafka's broker configs by name. An unknown name is an error. */
  readonly config?: Readonly<Record<string, string | number | boolean>> | undefined
  /** Like `config`, but set with `--set` flags: unknown names only cause a warning, and errors name the flag. */
  readonly set?: Readonly<Record<string, string>> | undefined
  /** The contents of a server.properties file. */
  readonly properties?: string | undefined
  /** How errors refer to that text: the file's path. */
  readonly propertiesName?: string | undefined
  /** Environment variables such as KAFKA_LOG_RETENTION_MS. If absent, none are read. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined
  /** `host:port` for /metrics, /livez and /readyz, such as `127.0.0.1:9644`. Off by default. */
  readonly http?: string | undefined
  /** `dev`, the default, has fast rebalances and small internal topics. `production` has exactly Kafka's defaults. */
  readonly profile?: Profile | undefined
  /** `os`, the default, acknowledges once the kernel has the data; `disk` once the disk has it. */
  readonly durability?: 'os' | 'disk' | undefined
  /** Repairs damaged metadata: keeps a copy, drops the damaged part, and recovers missing topics from their directories. */
  readonly repairMetadata?: boolean | undefined
  /**
   * Called when a running broker cannot continue, for example because its data directory was deleted. It has stopped writing by
   * then.
   */
  readonly onFatal?: ((error: OttlaError) => void) | undefined
  /** Aborts waiting for the etcd named in `metadata` during start-up, which then rejects with METADATA_UNREACHABLE. */
  readonly signal?: AbortSignal | undefined
}

/** The resolved options and configs. */
export interface ResolvedSettings {
  readonly config: BrokerConfig
  readonly warnings: readonly string[]
  /** Undefined: the id in the data directory, or 1. */
  readonly brokerId: number | undefined
  /** Undefined: the id in the data directory, or a random one. */
  readonly clusterId: string | undefined
  /** Undefined when in memory. */
  readonly dataDir: string | undefined
  /** All log directories without duplicates, `dataDir` first. */
  readonly dataDirs: readonly string[]
  readonly repairMetadata: boolean
  readonly listeners: readonly ListenerAddress[]
  /** Keyed by listener name. */
  readonly advertised: ReadonlyMap<string, Endpoint>
}

/**
 * `isClustered` is true for one of several brokers. @throws OttlaError BAD_CONFIG that names the bad value and where it was set
 */
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

/** The variable names used by the Apache, Confluent and Bitnami images. As there, an empty variable counts as unset. */
const clusterIdVariables = ['CLUSTER_ID', 'KAFKA_CLUSTER_ID', 'KAFKA_KRAFT_CLUSTER_ID']

function clusterIdOf({ clusterId, environment = {} }: StartOptions): string | undefined {
  if (clusterId === '') throw new OttlaError('BAD_CONFIG', 'the cluster id is empty')
  return clusterId ?? clusterIdVariables.map((name) => environment[name]).find((id) => id !== undefined && id !== '')
}

/** Absolute paths, because an embedding program may change its working directory. */
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
