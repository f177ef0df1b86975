/*
 * Owns how the image reads the environments that were written for other images of Kafka (Apache, Confluent, Bitnami,
 * wurstmeister): all of them become variables that `ottla start` reads. Touches no file.
 */
import { CliError } from '../cli-error.ts'

/** What the translation needs to know beside the environment. */
export interface ImageFacts {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Configs that the mounted server.properties names. */
  readonly properties: ReadonlyMap<string, string>
  /** Whether flags say where to listen, and where records are kept: then no variable may. */
  readonly hasAddressFlag: boolean
  readonly hasDirectoryFlag: boolean
  /** Where something is mounted in this container. */
  readonly mountPoints: readonly string[]
  readonly hostname: string
}

type Variables = Record<string, string | undefined>

/** In a StatefulSet every pod has the same environment, and a name of its own. */
const ordinal = /-(\d{1,9})$/

/** Where other images keep their records: a volume that is mounted there is used, so that it is not left empty. */
const dataDirectories: readonly (readonly [mountPoint: string, directory: string])[] = [
  ['/var/lib/kafka/data', '/var/lib/kafka/data'],
  ['/var/lib/kafka', '/var/lib/kafka/data'],
  ['/bitnami/kafka/data', '/bitnami/kafka/data'],
  ['/bitnami/kafka', '/bitnami/kafka/data'],
  ['/bitnami', '/bitnami/kafka/data'],
  ['/tmp/kraft-combined-logs', '/tmp/kraft-combined-logs'],
  ['/tmp/kafka-logs', '/tmp/kafka-logs'],
  ['/kafka', '/kafka/data']
]
const defaultDirectory = '/data'

/** Switches of other images that are no configs, and that need nothing done here. */
const switches =
  /^KAFKA_(?:ENABLE_KRAFT|KRAFT_CLUSTER_ID|CLUSTER_ID|CREATE_TOPICS|CREATE_TOPICS_SEPARATOR|MOUNTED_CONF_DIR|INITSCRIPTS_DIR|CERTS_DIR|DATA_DIR|DATA_DIRS|BASE_DIR|VOLUME_DIR|CONF_DIR|CONF_FILE|TMP_DIR|PID_FILE|DAEMON_(?:USER|GROUP)|EXTRA_FLAGS|REST_\w+|CONFLUENT_SUPPORT_\w+|TOOLS_LOG4J_LOGLEVEL)$/

/** Kubernetes and Docker links describe a service named kafka in such variables, which are no settings of it. */
const serviceVariable = /^KAFKA(?:_[A-Z0-9]+)*_(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT_\d+_(?:TCP|UDP)(?:_\w+)?)$/

/** The environment for `ottla start`. What flags say stays stronger than it, a mounted server.properties weaker. */
export function startEnvironment(facts: ImageFacts): Variables {
  const variables = withoutForeign(facts.environment)
  oldNames(variables)
  nodeIdOf(variables, facts.hostname)
  if (facts.hasAddressFlag) return { ...variables, ...directoryOf(variables, facts) }
  const isSet = (name: string) => facts.properties.has(name) || Boolean(variables[variableOf(name)])
  const advertised = variables.KAFKA_ADVERTISED_LISTENERS || facts.properties.get('advertised.listeners')
  if (variables.KAFKA_ADVERTISED_LISTENERS)
    variables.KAFKA_ADVERTISED_LISTENERS = namedHosts(variables.KAFKA_ADVERTISED_LISTENERS, facts.hostname)
  if (!isSet('listeners')) {
    // As Apache's and Confluent's images do: the ports of advertised.listeners, on every interface.
    variables.KAFKA_LISTENERS =
      advertised?.replace(/:\/\/(?:\[[^\]]*\]|[^:,]*):/g, '://0.0.0.0:') ?? 'PLAINTEXT://0.0.0.0:9092'
  }
  for (const name of ['KAFKA_LISTENERS', 'KAFKA_ADVERTISED_LISTENERS'])
    if (variables[name] !== undefined) variables[name] = variables[name].replace(/(?:\s*,\s*)+$/, '')
  if (variables.KAFKA_ADVERTISED_LISTENERS === '') delete variables.KAFKA_ADVERTISED_LISTENERS
  return { ...variables, ...directoryOf(variables, facts) }
}

/** `OTTLA_NODE_ID=hostname` asks for the number at the end of the host's name. @throws CliError */
function nodeIdOf(variables: Variables, hostname: string): void {
  const asked = variables.OTTLA_NODE_ID
  delete variables.OTTLA_NODE_ID
  if (asked === undefined || asked === '' || variables.KAFKA_NODE_ID) return
  const [, id] = (asked === 'hostname' ? ordinal.exec(hostname) : /^(\d+)$/.exec(asked)) ?? []
  if (id === undefined)
    throw new CliError(
      asked === 'hostname'
        ? `OTTLA_NODE_ID=hostname: the name '${hostname}' does not end in a dash and a number`
        : `OTTLA_NODE_ID=${asked}: write a number, or hostname for the number at the end of the host's name`,
      2
    )
  variables.KAFKA_NODE_ID = String(Number(id))
}

const variableOf = (config: string) => `KAFKA_${config.toUpperCase().replace(/\./g, '_')}`

/** Bitnami's KAFKA_CFG_ names as the plain ones; without variables that are no settings, and without empty addresses. */
function withoutForeign(environment: Readonly<Record<string, string | undefined>>): Variables {
  const variables: Variables = {}
  const clusterId = environment.CLUSTER_ID || environment.KAFKA_CLUSTER_ID || environment.KAFKA_KRAFT_CLUSTER_ID
  for (const [name, value] of Object.entries(environment)) {
    if (name.startsWith('KAFKA_CFG_') || switches.test(name) || serviceVariable.test(name)) continue
    if (/^KAFKA\w*_PORT$/.test(name) && value?.startsWith('tcp://')) continue
    variables[name] = value
  }
  for (const [name, value] of Object.entries(environment))
    if (name.startsWith('KAFKA_CFG_') && value !== '') variables[name.replace('KAFKA_CFG_', 'KAFKA_')] = value
  for (const name of ['KAFKA_LISTENERS', 'KAFKA_ADVERTISED_LISTENERS', 'KAFKA_LOG_DIRS', 'KAFKA_LOG_DIR'])
    if (variables[name]?.trim() === '') delete variables[name]
  if (clusterId !== undefined && clusterId !== '') variables.CLUSTER_ID = clusterId
  variables.KAFKA_LOG_DIRS ??= variables.KAFKA_LOG_DIR
  delete variables.KAFKA_LOG_DIR
  return variables
}

/** Names of Kafka before 3.0, which wurstmeister's and Spotify's images take: a host and a port instead of a URL. */
function oldNames(variables: Variables): void {
  const take = (...names: readonly string[]) => {
    const value = names.map((name) => variables[name]).find((each) => each !== undefined && each !== '')
    for (const name of names) delete variables[name]
    return value
  }
  const port = take('KAFKA_PORT') ?? '9092'
  const host = take('KAFKA_HOST_NAME') ?? '0.0.0.0'
  const advertisedHost = take('KAFKA_ADVERTISED_HOST_NAME', 'KAFKA_ADVERTISED_HOST', 'ADVERTISED_HOST')
  const advertisedPort = take('KAFKA_ADVERTISED_PORT', 'ADVERTISED_PORT') ?? port
  if (advertisedHost !== undefined && variables.KAFKA_ADVERTISED_LISTENERS === undefined) {
    variables.KAFKA_ADVERTISED_LISTENERS = `PLAINTEXT://${advertisedHost}:${advertisedPort}`
    variables.KAFKA_LISTENERS ??= `PLAINTEXT://${host}:${port}`
  } else if (port !== '9092' || host !== '0.0.0.0') variables.KAFKA_LISTENERS ??= `PLAINTEXT://${host}:${port}`
}

/** `PLAINTEXT://:9092` advertises the name of the machine, as in Kafka. */
const namedHosts = (listeners: string, hostname: string) => listeners.replace(/:\/\/:/g, `://${hostname}:`)

function directoryOf(variables: Variables, { properties, hasDirectoryFlag, mountPoints }: ImageFacts): Variables {
  const isSet =
    hasDirectoryFlag ||
    variables.KAFKA_LOG_DIRS !== undefined ||
    ['log.dirs', 'log.dir'].some((name) => properties.has(name))
  if (isSet) return {}
  const mounted = dataDirectories.find(([mountPoint]) => mountPoints.includes(mountPoint))
  return { KAFKA_LOG_DIRS: mounted?.[1] ?? defaultDirectory }
}
