import { parseArgs } from 'node:util'

/**
 * The options of `ottla start`, one table for both of its parsers: yargs, which explains and suggests, and the platform's
 * own, which takes a right command line in a fraction of the time that loading yargs needs.
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
  port: { type: 'string', alias: 'p', default: '9092', describe: 'Port to listen on; 0 takes a free one' },
  'data-dir': {
    type: 'string',
    alias: 'd',
    default: './ottla-data',
    describe: "Where records are kept, in Kafka's own layout"
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
    describe: 'A topic to have from the start: name or name:partitions'
  },
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
    describe: 'Acknowledge when the kernel has the records, or when the disk has'
  },
  'log-format': {
    type: 'string',
    default: 'pretty',
    choices: ['pretty', 'json'],
    describe: 'Form of the log lines on stderr'
  },
  'log-level': {
    type: 'string',
    default: 'info',
    choices: ['debug', 'info', 'warn', 'error'],
    describe: 'Least important log lines to show'
  },
  'repair-metadata': {
    type: 'boolean',
    describe: 'Open damaged metadata: keep a copy, drop what is damaged, find lost topics by their directories'
  },
  json: { type: 'boolean', describe: 'The line on stdout as JSON' }
} as const satisfies Record<string, StartOption>

export interface StartArguments {
  readonly host?: string | undefined
  readonly port?: string | undefined
  readonly dataDir?: string | undefined
  readonly memory?: boolean | undefined
  readonly config?: string | undefined
  readonly set?: readonly string[] | undefined
  readonly topic?: readonly string[] | undefined
  readonly profile?: string | undefined
  readonly durability?: string | undefined
  readonly logFormat?: string | undefined
  readonly logLevel?: string | undefined
  readonly repairMetadata?: boolean | undefined
  readonly json?: boolean | undefined
}

const camel = (name: string) => name.replace(/-(.)/g, (_all, letter: string) => letter.toUpperCase())

/** The arguments of a start that is right in form; undefined leaves it to yargs: other commands, help, anything wrong. */
export function parseStartQuickly(args: readonly string[]): StartArguments | undefined {
  const own = args[0] === 'start' ? args.slice(1) : args
  try {
    const table = Object.entries(startOptions as Record<string, StartOption>)
    const options = Object.fromEntries(
      table.map(([name, { type, multiple = false, alias }]) => [
        name,
        { type, multiple, ...(alias === undefined ? {} : { short: alias }) }
      ])
    )
    const { values } = parseArgs({ args: [...own], options, strict: true, allowPositionals: false })
    for (const [name, { choices }] of table) {
      const value = values[name]
      if (value !== undefined && choices !== undefined && !choices.includes(String(value))) return undefined
    }
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [camel(name), value]))
  } catch {
    return undefined
  }
}
