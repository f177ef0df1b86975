import { readFileSync } from 'node:fs'
import { type Logger, Ottla, OttlaError, type OttlaOptions } from '../../index.ts'
import { CliError } from '../cli-error.ts'
import { guardExit } from '../exit-guard.ts'
import { createLogger } from '../logger.ts'
import { parseAssignment } from '../output.ts'
import { onInterrupt } from '../signals.ts'
import { whenStdoutFails } from '../standard-streams.ts'
import { type StartArguments, startOptions } from '../start-options.ts'

/** How long a stop waits for answers that are under way. */
const drainMs = 5_000
/** How long a broker with a defect may take to stop. */
const defectStopMs = drainMs + 5_000

/** @throws CliError */
export function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65535) throw new CliError(`--port ${text}: a port is a number from 0 to 65535`, 2)
  return port
}

/** @throws CliError */
function parseBrokers(text: string): number {
  const count = Number(text)
  if (!/^\d+$/.test(text) || count < 1 || count > 100)
    throw new CliError(`--brokers ${text}: a cluster has 1 to 100 brokers`, 2)
  return count
}

const nodeIdMax = 0x7fffffff

/** @throws CliError */
function parseNodeId(text: string): number {
  const id = Number(text)
  if (!/^\d+$/.test(text) || id > nodeIdMax)
    throw new CliError(`--node-id ${text}: an id is a number from 0 to ${nodeIdMax}`, 2)
  return id
}

interface StartTopic {
  readonly name: string
  readonly partitions?: number
  readonly configs?: Readonly<Record<string, string>>
}

/** `name`, `name:partitions` or `name:partitions:config=value`, with more configs after more colons. @throws CliError */
export function parseTopic(text: string): StartTopic {
  const match = /^([^:]+)(?::(\d+)((?::[\w.]+=[^:]*)*))?$/.exec(text)
  if (match === null || match[2] === '0')
    throw new CliError(`--topic ${text}: write name, name:partitions or name:partitions:config=value`, 2)
  const [, name = '', partitions, settings = ''] = match
  if (partitions === undefined) return { name }
  const pairs = settings.split(':').slice(1).map(parseAssignment)
  const configs = Object.fromEntries(pairs.map(({ name, value }) => [name, value]))
  return { name, partitions: Number(partitions), ...(pairs.length === 0 ? {} : { configs }) }
}

/**
 * The lines by which Apache Kafka says that it serves, with ZooKeeper, with KRaft, and as older modules of Testcontainers
 * look for it. They go to stdout, where Kafka's images write their log, and where some modules look only.
 */
const kafkaLines = (nodeId: number) => [
  `[KafkaServer id=${nodeId}] started`,
  `[BrokerLifecycleManager id=${nodeId}] The broker has been unfenced. Transitioning from RECOVERY to RUNNING.`,
  `[KafkaRaftServer nodeId=${nodeId}] Kafka Server started`
]

/** Latin-1, as Kafka reads the file: what is beyond it is written with \u escapes. */
function readProperties(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch (error) {
    throw new CliError(`--config ${path}: ${(error as Error).message}`, 2)
  }
}

/** A password in it is better kept in the environment than in a command line, which everybody on the machine can read. */
function metadataOf({ metadata = process.env.OTTLA_METADATA }: StartArguments): Pick<OttlaOptions, 'metadata'> {
  return metadata === undefined || metadata === '' ? {} : { metadata }
}

function optionsOf(args: StartArguments): OttlaOptions & { readonly log: Logger } {
  if (args.memory && args.dataDir !== undefined)
    throw new CliError('--memory keeps nothing in --data-dir: give one of them', 2)
  const dataDirs = args.dataDir?.flatMap((paths) => paths.split(','))
  if (dataDirs?.includes('')) throw new CliError('--data-dir is empty: name a directory', 2)
  const level = args.logLevel as 'debug' | 'info' | 'warn' | 'error' | undefined
  return {
    // Given flags only: a listener or directory in server.properties holds unless a flag says otherwise.
    ...(args.host === undefined ? {} : { host: args.host }),
    ...(args.port === undefined ? {} : { port: parsePort(args.port) }),
    ...(args.brokers === undefined ? {} : { brokers: parseBrokers(args.brokers) }),
    ...(args.threads ? { threads: true } : {}),
    ...(args.memory ? { memory: true } : dataDirs === undefined ? {} : { dataDir: dataDirs }),
    ...(args.http === undefined ? {} : { http: args.http }),
    ...(args.clusterId === undefined ? {} : { clusterId: args.clusterId }),
    ...metadataOf(args),
    ...(args.nodeId === undefined ? {} : { nodeId: parseNodeId(args.nodeId) }),
    topics: (args.topic ?? []).map(parseTopic),
    set: Object.fromEntries((args.set ?? []).map(parseAssignment).map(({ name, value }) => [name, value])),
    ...(args.config === undefined ? {} : { properties: readProperties(args.config), propertiesName: args.config }),
    environment: process.env,
    profile: (args.profile ?? 'dev') as 'dev' | 'production',
    durability: (args.durability ?? 'os') as 'os' | 'disk',
    repairMetadata: args.repairMetadata ?? false,
    onFatal: () => process.exit(1),
    log: createLogger((args.logFormat ?? 'pretty') as 'pretty' | 'json', level ?? 'info'),
    defaultPort: Number(startOptions.port.default),
    defaultDataDir: startOptions['data-dir'].default
  }
}

/** Whether a signal came while the start waited for the metadata: nothing was opened yet. */
const isGivenUp = (error: unknown): boolean => error instanceof OttlaError && error.code === 'METADATA_UNREACHABLE'

export async function run(args: StartArguments): Promise<void> {
  const options = optionsOf(args)
  const { log } = options
  // A broker whose stdout nobody reads any more serves on.
  whenStdoutFails(() => {})
  const waiting = new AbortController()
  const starting = Ottla.start({ ...options, signal: waiting.signal })
  const stop = () => starting.then((broker) => broker.stop({ drainMs }))
  guardExit(stop, log, defectStopMs)
  // From the first line on a signal finds somebody who stops in good order; before it, what has started is stopped too.
  onInterrupt((signal) => {
    log.info(`${signal}: the broker answers what is under way and stops; a second signal stops it at once`)
    waiting.abort()
    stop().then(
      () => process.exit(0),
      (error) => {
        log.error('the broker did not stop cleanly', { stack: (error as Error).stack })
        process.exit(1)
      }
    )
  })
  const broker = await starting.catch((error) => {
    // Whoever sent the signal knows, and the process is about to end.
    if (waiting.signal.aborted && isGivenUp(error)) process.exit(0)
    throw error
  })
  const { bootstrap, port } = broker
  process.stdout.write(args.json ? `${JSON.stringify({ bootstrap, port })}\n` : `${bootstrap}\n`)
  if (args.kafkaLines) process.stdout.write(`${kafkaLines(broker.nodeId).join('\n')}\n`)
}
