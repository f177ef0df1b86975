import { parseArgs } from 'node:util'
import { type CliError, usageError } from './cli-error.ts'
import { didYouMean } from './suggest.ts'

/**
 * The options of `ottla start`, one table for its parser, which is the platform's own because loading yargs takes longer than
 * parsing, and for yargs, which shows the help of all commands.
 */
export interface StartOption {
  readonly type: 'string' | 'boolean'
  /** May be given several times. */
  readonly multiple?: boolean
  readonly alias?: string
  readonly default?: string
  readonly choices?: readonly string[]
  readonly describe: string
}

export const startOptions = {
  host: { type: 'string', default: '127.0.0.1', describe: 'Address to listen on; 0.0.0.0 or :: for every interface' },
  port: { type: 'string', alias: 'p', default: '9092', describe: 'Port to listen on; 0 picks a free one' },
  brokers: {
    type: 'string',
    default: '1',
    describe: 'Number of brokers in this process, on consecutive ports'
  },
  threads: { type: 'boolean', describe: 'Run each broker on its own thread, to use several cores' },
  'data-dir': {
    type: 'string',
    alias: 'd',
    multiple: true,
    default: './ottla-data',
    describe: "Where records are kept, in Kafka's own layout; several, as a,b or given again, share the partitions"
  },
  memory: { type: 'boolean', alias: 'm', describe: 'Keep everything in memory, nothing on disk' },
  config: { type: 'string', alias: 'c', describe: 'A Kafka server.properties to read' },
  set: {
    type: 'string',
    alias: 's',
    multiple: true,
    describe: "A Kafka config by Kafka's name: --set log.retention.ms=3600000"
  },
  topic: {
    type: 'string',
    alias: 't',
    multiple: true,
    describe: 'Create this topic at start: name, name:partitions or name:partitions:config=value'
  },
  'cluster-id': {
    type: 'string',
    describe: "The cluster's id for a new data directory; a directory of another cluster is refused"
  },
  metadata: {
    type: 'string',
    describe:
      'Be one broker of the cluster whose metadata is there: etcd://HOST:2379,HOST:2379/PREFIX; etcds:// for TLS, with --set ottla.etcd.ca.file=FILE. Give each a --node-id'
  },
  'node-id': { type: 'string', describe: "The broker's id in its cluster, which other brokers and clients are told" },
  profile: {
    type: 'string',
    default: 'dev',
    choices: ['dev', 'production'],
    describe: "dev: quick groups, small internal topics; production: Kafka's defaults to the letter"
  },
  durability: {
    type: 'string',
    default: 'os',
    choices: ['os', 'disk'],
    describe: 'When to acknowledge records: once the kernel has them, or once the disk has'
  },
  'log-format': {
    type: 'string',
    default: 'pretty',
    choices: ['pretty', 'json'],
    describe: 'Format of the log lines on stderr'
  },
  'log-level': {
    type: 'string',
    default: 'info',
    choices: ['debug', 'info', 'warn', 'error'],
    describe: 'Minimum level of the log lines to show'
  },
  'kafka-lines': {
    type: 'boolean',
    describe: "Once it serves, print the lines of Kafka's log that Testcontainers and others wait for"
  },
  'repair-metadata': {
    type: 'boolean',
    describe: 'Repair damaged metadata: keep a copy, drop the damaged part, recover topics from their directories'
  },
  http: {
    type: 'string',
    describe: 'Serve /metrics, /livez and /readyz at this address, such as 127.0.0.1:9644'
  },
  json: { type: 'boolean', describe: 'The line on stdout as JSON' }
} as const satisfies Record<string, StartOption>

export interface StartArguments {
  readonly host?: string | undefined
  readonly port?: string | undefined
  readonly brokers?: string | undefined
  readonly threads?: boolean | undefined
  readonly dataDir?: readonly string[] | undefined
  readonly memory?: boolean | undefined
  readonly config?: string | undefined
  readonly set?: readonly string[] | undefined
  readonly topic?: readonly string[] | undefined
  readonly clusterId?: string | undefined
  readonly metadata?: string | undefined
  readonly nodeId?: string | undefined
  readonly profile?: string | undefined
  readonly durability?: string | undefined
  readonly logFormat?: string | undefined
  readonly logLevel?: string | undefined
  readonly kafkaLines?: boolean | undefined
  readonly repairMetadata?: boolean | undefined
  readonly http?: string | undefined
  readonly json?: boolean | undefined
}

const camel = (name: string) => name.replace(/-(.)/g, (_all, letter: string) => letter.toUpperCase())

const help = ['--help', '-h', '--version', '-V']
const seeHelp = ' (see ottla start --help)'
const table: Readonly<Record<string, StartOption>> = startOptions

/** Whether a command line starts a broker, rightly or wrongly: not when it names another command or asks for help. */
export function isStart(args: readonly string[]): boolean {
  const [first = '-'] = args
  const end = args.indexOf('--')
  if ((end < 0 ? args : args.slice(0, end)).some((arg) => help.includes(arg))) return false
  return first === 'start' || first === '' || first.startsWith('-')
}

function unknownOption(rawName: string): CliError {
  const guess = rawName.startsWith('--') ? didYouMean(rawName.slice(2), Object.keys(table), (name) => `--${name}`) : ''
  return usageError(`Unknown argument ${rawName}${guess}${seeHelp}`)
}

/** Reads the arguments of a start. Of an option that is given twice, and may not be, the last one holds. @throws CliError */
export function parseStart(args: readonly string[]): StartArguments {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { type, multiple = false, alias }]) => [
      name,
      { type, multiple, ...(alias === undefined ? {} : { short: alias }) }
    ])
  )
  const own = args[0] === 'start' ? args.slice(1) : args
  const { tokens } = parseArgs({ args: [...own], options, strict: false, allowPositionals: true, tokens: true })
  const parsed: Record<string, string | boolean | string[]> = {}
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional')
      throw usageError(`unexpected argument '${token.value}': a start takes options only${seeHelp}`)
    const { name, rawName } = token
    // `--port -m` is a forgotten value; one that does begin with a dash is written `--port=-m`.
    const value = token.inlineValue === false && token.value.startsWith('-') ? undefined : token.value
    const option = Object.hasOwn(table, name) ? table[name] : undefined
    if (option === undefined) throw unknownOption(rawName)
    const key = camel(name)
    if (option.type === 'boolean') parsed[key] = switchOf(rawName, value)
    else if (option.multiple)
      parsed[key] = [...((parsed[key] as string[] | undefined) ?? []), textOf(rawName, value, option)]
    else parsed[key] = textOf(rawName, value, option)
  }
  return parsed
}

function switchOf(rawName: string, value: string | undefined): boolean {
  if (value === undefined || value === 'true') return true
  if (value === 'false') return false
  throw usageError(`${rawName} takes no value${seeHelp}`)
}

function textOf(rawName: string, value: string | undefined, { choices }: StartOption): string {
  if (value === undefined) throw usageError(`${rawName} needs a value${seeHelp}`)
  if (choices !== undefined && !choices.includes(value))
    throw usageError(`${rawName} ${value}: choose one of ${choices.join(', ')}${didYouMean(value, choices)}${seeHelp}`)
  return value
}
