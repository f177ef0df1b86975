/*
 * Starts and stops a whole broker: settings, port, data directory, metadata, logs, topics, in that order. Knows neither the
 * command line nor the platform.
 */
import { type ApiTable, allApis } from '../api/index.ts'
import { Broker, isCordoned } from '../broker/index.ts'
import { BrokerLoggers, loggerNames } from '../config/index.ts'
import { tellDynamicWithoutEffect } from '../controller/index.ts'
import {
  DiskError,
  type Endpoint,
  type Env,
  type Logger,
  type Meters,
  messageOf,
  NetError,
  OttlaError
} from '../env/index.ts'
import { cleanStopEpoch, type FoundDirectory, openFileStore, openMemoryStore, openSeveralStores } from '../log/index.ts'
import { MemoryMetadataStore, type MetadataStore } from '../metadata/index.ts'
import { type Advertiser, containerGateway, createAdvertiser, registeredEndpoints } from './advertise.ts'
import { directoryError, homeFirst, isThere, seemsThere } from './directory.ts'
import { guardTimers } from './guarded-timers.ts'
import { directoryLost, goesOn, type HeldDirectory, holdDirectory } from './held-directory.ts'
import { shownAddress } from './listeners.ts'
import { meterAll, stagesFor } from './metered.ts'
import type { Seat } from './seat.ts'
import { type Server, startServer } from './server.ts'
import { limitsOf, logStoreConfigOf, type ResolvedSettings, resolveSettings, type StartOptions } from './settings.ts'
import { type Stages, standardStages } from './stages.ts'
import { createTopics } from './wanted-topics.ts'

/** A running broker. */
export interface Running {
  readonly broker: Broker
  readonly server: Server
  /** Where the first listener can be reached from this machine. */
  readonly endpoint: Endpoint
  /** Absolute path; undefined when everything is in memory. */
  readonly dataDir: string | undefined
  /** Why the broker is not ready: offline partitions and coordinators, one line each. */
  problems(): readonly string[]
  /**
   * Answers pending requests for at most `drainMs` milliseconds, then closes connections, logs and metadata, and releases the
   * directory. Runs every step even if some fail. Rejects with OttlaError STOP_INCOMPLETE if any failed, unless the directory was
   * deleted first, when there was nothing left to save. In a cluster, leadership moves to other brokers first, unless `handsOver`
   * is false.
   */
  stop(drainMs: number, handsOver?: boolean): Promise<void>
  /** Starts answering clients, where the seat defers this beyond the start. */
  serve(): void
  /** Creates the topics that do not exist. Rejects with OttlaError BAD_TOPIC. */
  createTopics(topics: NonNullable<StartOptions['topics']>): Promise<void>
  /** Behaves as if the process were killed: breaks connections, writes nothing more and notifies nobody. */
  kill(): Promise<void>
}

/**
 * Starts a broker. With `meters` it records its metrics there. Rejects with an OttlaError for anything the caller can fix, and
 * then leaves nothing open or locked.
 */
export async function boot(
  options: StartOptions,
  env: Env,
  log: Logger,
  meters?: Meters,
  seat?: Seat
): Promise<Running> {
  const resolved = resolveSettings(options, seat !== undefined)
  const settings = seat === undefined ? homeFirst(env, resolved) : resolved
  for (const warning of settings.warnings) log.warn(warning)
  const undo: Step[] = []
  try {
    const apis = allApis('broker', settings.config.boolean('unstable.api.versions.enable'))
    const stages = stagesFor(env, standardStages(apis, settings.listeners), meters)
    const loggers = new BrokerLoggers(log)
    const guarded = guardTimers(env, log)
    const running = await start({ options, settings, env: guarded, log, loggers, apis, stages, seat, undo })
    if (meters !== undefined) meterAll(running.broker, running.server, meters)
    return running
  } catch (error) {
    await runAll(undo.reverse())
    throw asOttlaError(error, settings)
  }
}

type Step = () => Promise<void> | void

/** Runs all steps in order even if some fail, and returns the errors. */
async function runAll(steps: readonly Step[]): Promise<unknown[]> {
  const errors: unknown[] = []
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      errors.push(error)
    }
  }
  return errors
}

/** State shared by the steps of a start. */
interface Start {
  readonly options: StartOptions
  readonly settings: ResolvedSettings
  readonly env: Env
  readonly log: Logger
  readonly loggers: BrokerLoggers
  readonly apis: ApiTable
  readonly stages: Stages
  /** Undefined for a standalone broker. */
  readonly seat: Seat | undefined
  /** What to undo when the start fails, in the order of creation. */
  readonly undo: Step[]
}

async function start(begun: Start): Promise<Running> {
  const { options, settings, env, log, seat, undo } = begun
  const { config, dataDir } = settings
  let broker: Broker | undefined
  // Opens the port first: it is quick to find out whether it is free, while recovering logs may take a while.
  const server = await startServer({
    env,
    broker() {
      if (broker === undefined) throw new Error('a connection was served before there was a broker')
      return broker
    },
    listeners: settings.listeners,
    stages: begun.stages,
    limits: limitsOf(config)
  })
  undo.push(() => server.stop(0))
  const directory = await holdDirectory(begun)
  const metadata = seat?.metadata ?? directory.opened?.store ?? new MemoryMetadataStore(env)
  undo.push(() => (broker === undefined ? metadata.close() : undefined))
  const started = await startBroker(begun, server, directory, metadata)
  broker = started
  undo.push(() => started.stop())
  tellDynamicWithoutEffect(started)
  await createTopics(started, options.topics ?? [])
  directory.onLost((path, why) => {
    if (goesOn(seat, started.logs, directory, path, why)) return
    started.abandon()
    void server.stop(0)
    const error = directoryLost(path, why, log)
    options.onFatal?.(error)
  })
  const serve = () => {
    server.serve()
    tellPlaces(server, settings, log)
  }
  if (seat?.servesLater !== true) serve()
  return {
    broker: started,
    server,
    endpoint: reachable(server),
    dataDir,
    serve,
    problems: () => problemsOf(started),
    createTopics: (topics) => createTopics(started, topics),
    async kill() {
      started.abandon()
      await server.stop(0)
      await directory.release()
    },
    async stop(drainMs, handsOver = true) {
      if (handsOver && config.boolean('controlled.shutdown.enable')) await started.retire()
      const beganMs = env.machine.monotonicMs()
      const connections = server.connectionCount
      const errors = await runAll([() => server.stop(drainMs), () => started.stop(), () => directory.release()])
      if (errors.length > 0) noteFailedStop(errors, env, dataDir, log)
      const tookMs = Math.round(env.machine.monotonicMs() - beganMs)
      log.info('broker stopped', { tookMs, connections, isClean: errors.length === 0 })
    }
  }
}

function startBroker(
  { settings, env, log, loggers, apis, seat }: Start,
  server: Server,
  { reserve, opened, several }: HeldDirectory,
  metadata: MetadataStore
): Promise<Broker> {
  const { config, dataDir, dataDirs } = settings
  const adopted = opened?.adopted
  const foldsCase = opened?.foldsCase ?? false
  const advertiser = createAdvertiser({
    explicit: settings.advertised,
    gateway: containerGateway(env.disk),
    log: () => loggers.named(loggerNames.server)
  })
  const brokerId = seat?.brokerId ?? adopted?.brokerId ?? settings.brokerId ?? 1
  config.settle({
    'broker.id': String(brokerId),
    'node.id': String(brokerId),
    listeners: server.endpoints.map(shownListener).join(','),
    ...(dataDir === undefined ? {} : { 'log.dirs': dataDirs.join(',') })
  })
  const logs = { env, settings: logStoreConfigOf(config), logger: loggers.named(loggerNames.log) }
  return Broker.start({
    env,
    log,
    loggers,
    config,
    brokerId,
    apis,
    clusterId: seat?.clusterId ?? adopted?.clusterId ?? settings.clusterId,
    metadata,
    isShared: seat !== undefined,
    refusesName: (name) => dataDir !== undefined && env.disk.refusesName?.(`${name}-0`) === true,
    foldsCase,
    cleanStopEpoch: seat === undefined ? -1 : lastCleanStop(env, dataDirs),
    openLogs(configOf) {
      if (dataDir === undefined) return openMemoryStore(logs)
      if (several === undefined) return openFileStore({ ...logs, directory: dataDir, foldsCase, configOf, reserve })
      return openSeveralStores({
        ...logs,
        found: several,
        configOf,
        isThere: (path, id) => isThere(env, path, id),
        seemsThere: (path) => seemsThere(env, path)
      })
    },
    ...whereToFind(server, settings, advertiser, several ?? [{ id: adopted?.directoryId, path: dataDir ?? '' }]),
    // A broker in memory loses everything when it stops, so each start gets a new directory id.
    ...(seat !== undefined && dataDir === undefined ? { directories: [env.random.uuid()] } : {})
  })
}

/**
 * Broker epoch of the last clean shutdown if all directories agree on it, else -1
 * (kafka.log.LogManager#readBrokerEpochFromCleanShutdownFiles).
 */
function lastCleanStop({ disk }: Env, dataDirs: readonly string[]): number {
  const [first = -1, ...others] = dataDirs.map((path) => cleanStopEpoch(disk, path))
  return others.every((epoch) => epoch === first) ? first : -1
}

/** The addresses of this broker for clients and other brokers, and its log directories. */
const whereToFind = (
  { endpoints }: Server,
  settings: ResolvedSettings,
  advertiser: Advertiser,
  directories: readonly Pick<FoundDirectory, 'id' | 'path'>[]
) => ({
  advertisedEndpoint: (connection: Parameters<Advertiser['endpointFor']>[0]) => advertiser.endpointFor(connection),
  endpoints: registeredEndpoints(endpoints, settings),
  directories: directories.flatMap(({ id }) => id ?? []),
  cordoned: directories.flatMap(({ id, path }) => (isCordoned(settings.config, path) ? (id ?? []) : []))
})

function problemsOf({ replicas, coordinators: { groups, transactions } }: Broker): string[] {
  const offline = replicas.directories().filter(({ isOffline }) => isOffline)
  return [
    ...(replicas.isFenced ? ['this broker has no lease, and serves no partition'] : []),
    ...offline.map(({ directory }) => `log directory ${directory} is offline`),
    ...replicas.offline().map(({ topic, partition }) => `partition ${topic}-${partition} is offline`),
    ...groups.notReady().map((partition) => `the group coordinator of __consumer_offsets-${partition} is offline`),
    ...transactions
      .notReady()
      .map((partition) => `the transaction coordinator of __transaction_state-${partition} is offline`)
  ]
}

/** @throws OttlaError STOP_INCOMPLETE */
function noteFailedStop(errors: readonly unknown[], env: Env, dataDir: string | undefined, log: Logger): void {
  const reasons = errors.map((error) => messageOf(error)).join('; ')
  if (dataDir !== undefined && !env.disk.exists(dataDir)) {
    log.warn('the data directory was deleted while the broker was running', { directory: dataDir, error: reasons })
    return
  }
  throw new OttlaError('STOP_INCOMPLETE', `broker stopped, but not cleanly: ${reasons}`, { cause: errors[0] })
}

function tellPlaces({ endpoints }: Server, { dataDirs, config }: ResolvedSettings, log: Logger): void {
  const places = endpoints.map(shownAddress).join(', ')
  const records = dataDirs.length === 0 ? 'in memory' : `in ${dataDirs.join(', ')}`
  log.info(`serving on ${places}, records ${records}, profile ${config.profile}`)
}

/** Formatted as in `listeners`. */
function shownListener({ name, host, port }: Server['endpoints'][number]): string {
  return `${name}://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** A listener on every interface is reached locally at its loopback address. */
function reachable({ endpoints }: Server): Endpoint {
  const [first] = endpoints
  if (first === undefined) throw new Error('a server without a listener')
  const { host, port } = first
  return { host: host === '' || host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host, port }
}

function asOttlaError(error: unknown, { listeners, dataDir }: ResolvedSettings): unknown {
  const places = listeners.map(shownAddress).join(', ')
  if (error instanceof NetError) {
    const taken = error.code === 'EADDRINUSE'
    return new OttlaError(
      taken ? 'PORT_IN_USE' : 'CANNOT_LISTEN',
      taken
        ? `${places} is in use by another program; stop it or choose another port (0 takes a free one)`
        : `cannot listen on ${places}: ${error.message}`,
      { cause: error }
    )
  }
  if (error instanceof DiskError) return directoryError(error, dataDir ?? '')
  return error
}
