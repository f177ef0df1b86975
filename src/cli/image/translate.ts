/*
 * Owns what this container was told, by flags, environment and mounted files, as a command line and an environment of
 * `ottla start`. One translation, so that the entry point and the health check agree.
 */
import { existsSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { parseArgs } from 'node:util'
import { type StartOption, startOptions } from '../start-options.ts'
import { startEnvironment } from './environment.ts'
import { createdTopics } from './topics.ts'

/** Where other images look for a mounted server.properties: Apache's, Bitnami's, wurstmeister's, Confluent's. */
const propertiesFiles = [
  '/mnt/shared/config/server.properties',
  '/bitnami/kafka/config/server.properties',
  '/opt/bitnami/kafka/config/server.properties',
  '/opt/kafka/config/server.properties',
  '/opt/kafka/config/kraft/server.properties',
  '/etc/kafka/server.properties',
  '/etc/kafka/kafka.properties'
]

const logLevels: Readonly<Record<string, string>> = {
  TRACE: 'debug',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
  FATAL: 'error',
  OFF: 'error'
}

/** The flags that were given; wrong ones are left to the command, which explains them. */
function flagsOf(args: readonly string[]): Readonly<Record<string, unknown>> {
  const options = Object.fromEntries(
    Object.entries(startOptions as Record<string, StartOption>).map(([name, { type, multiple = false, alias }]) => [
      name,
      { type, multiple, ...(alias === undefined ? {} : { short: alias }) }
    ])
  )
  return parseArgs({ args: [...args], options, strict: false, allowPositionals: true }).values
}

/** Names and values of a properties file, as far as the choice of defaults needs them. */
function propertiesIn(path: string | undefined): ReadonlyMap<string, string> {
  if (path === undefined || !existsSync(path)) return new Map()
  const lines = readFileSync(path, 'utf8').split(/\r?\n/)
  const pairs = lines.map((line) => /^\s*([a-z][\w.]*)\s*[=:\s]\s*(.*)$/.exec(line)).filter((match) => match !== null)
  return new Map(pairs.map(([, name = '', value = '']) => [name, value]))
}

/** The fifth field of a line is where something is mounted (proc_pid_mountinfo(5)). */
function mountPoints(): string[] {
  const table = '/proc/self/mountinfo'
  if (!existsSync(table)) return []
  return readFileSync(table, 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
}

interface Translated {
  readonly args: readonly string[]
  readonly environment: NodeJS.ProcessEnv
  /** `host:port` where the first listener for clients is reached from within this container. */
  readonly bootstrap: string
  /** As `--http` has it; undefined: metrics and health are off. */
  readonly http: string | undefined
  /** Lines for the log. */
  readonly notes: readonly string[]
}

/** `args` are the flags after `start`. @throws CliError */
export function translated(args: readonly string[]): Translated {
  const flags = flagsOf(args)
  const { KAFKA_MOUNTED_CONF_DIR: mountedConfigs, KAFKA_LOG4J_ROOT_LOGLEVEL: level = '' } = process.env
  const files = [...(mountedConfigs ? [`${mountedConfigs}/server.properties`] : []), ...propertiesFiles]
  const found = files.find((path) => existsSync(path))
  const given = typeof flags.config === 'string' ? flags.config : undefined
  const properties = propertiesIn(given ?? found)
  const environment = startEnvironment({
    environment: process.env,
    properties,
    hasAddressFlag: flags.host !== undefined || flags.port !== undefined,
    hasDirectoryFlag: flags['data-dir'] !== undefined || flags.memory === true,
    mountPoints: mountPoints(),
    hostname: hostname()
  })
  const topics = createdTopics(process.env.KAFKA_CREATE_TOPICS ?? '', process.env.KAFKA_CREATE_TOPICS_SEPARATOR)
  const more = topics.arguments.map((topic) => `--topic=${topic}`)
  if (flags.port !== undefined && flags.host === undefined) more.push('--host=0.0.0.0')
  if (given === undefined && found !== undefined) more.push(`--config=${found}`)
  const logLevel = logLevels[level.toUpperCase()]
  if (logLevel !== undefined && flags['log-level'] === undefined) more.push(`--log-level=${logLevel}`)
  const listeners = environment.KAFKA_LISTENERS ?? properties.get('listeners') ?? ''
  const controllers = environment.KAFKA_CONTROLLER_LISTENER_NAMES ?? properties.get('controller.listener.names') ?? ''
  return {
    args: ['start', ...args, '--kafka-lines', ...more],
    environment,
    bootstrap: reachable(listeners, controllers, flags),
    http: typeof flags.http === 'string' ? flags.http : undefined,
    notes: topics.notes
  }
}

function reachable(listeners: string, controllers: string, flags: Readonly<Record<string, unknown>>): string {
  const names = controllers.split(',').map((name) => name.trim().toUpperCase())
  const entries = listeners.split(',').map((entry) => /^\s*([^:]+):\/\/(.*):(\d+)\s*$/.exec(entry))
  const [, , host = '', port = '9092'] = entries.find((entry) => !names.includes(entry?.[1]?.toUpperCase() ?? '')) ?? []
  const asked = typeof flags.host === 'string' ? flags.host : host
  const isAny = asked === '' || asked === '0.0.0.0' || asked === '::' || asked === '[::]'
  return `${isAny ? '127.0.0.1' : asked}:${typeof flags.port === 'string' ? flags.port : port}`
}
