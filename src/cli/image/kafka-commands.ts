/*
 * Owns what Kafka's own command names in the image do, for health checks and scripts that call them: each becomes a command
 * of `ottla`. Options that have no counterpart are refused, never passed over.
 */
import { randomBytes } from 'node:crypto'
import { CliError } from '../cli-error.ts'
import { groupArguments, groupSwitches, groupValues } from './kafka-groups.ts'

type Options = ReadonlyMap<string, readonly string[]>

interface Tool {
  /** Options with a value, and switches. */
  readonly values: readonly string[]
  readonly switches: readonly string[]
  /** The arguments of `ottla`, or the text to print. */
  readonly run: (options: Options) => readonly string[] | string
}

const one = (options: Options, name: string) => options.get(name)?.at(-1)
const needed = (options: Options, name: string): string => {
  const value = one(options, name)
  if (value === undefined) throw new CliError(`--${name} is missing`)
  return value
}
/** `--flag value` of `ottla` for an option of Kafka's, where it was given. */
const passed = (options: Options, name: string, flag: string) =>
  (options.get(name) ?? []).flatMap((value) => [flag, value])

const servers = ['bootstrap-server', 'broker-list', 'command-config', 'zookeeper']
function at(options: Options): string[] {
  const server = one(options, 'bootstrap-server') ?? one(options, 'broker-list')
  if (options.has('command-config')) throw new CliError('--command-config is not understood here')
  return server === undefined ? [] : ['--bootstrap', server]
}

function topics(options: Options): readonly string[] {
  if (options.has('create')) {
    const counts = [
      ...passed(options, 'partitions', '--partitions'),
      ...passed(options, 'replication-factor', '--replication')
    ]
    const rest = [
      ...passed(options, 'config', '--config'),
      ...(options.has('if-not-exists') ? ['--if-not-exists'] : [])
    ]
    return ['topics', 'create', needed(options, 'topic'), ...counts, ...rest, ...at(options)]
  }
  if (options.has('delete')) return ['topics', 'delete', needed(options, 'topic'), ...at(options)]
  if (options.has('describe')) return ['topics', 'describe', needed(options, 'topic'), ...at(options)]
  if (options.has('list'))
    return ['topics', 'list', '--names', ...(options.has('exclude-internal') ? [] : ['--internal']), ...at(options)]
  throw new CliError('say what to do: --list, --create, --describe or --delete')
}

function configs(options: Options): readonly string[] {
  const kind = one(options, 'entity-type')?.replace(/s$/, '') ?? (options.has('topic') ? 'topic' : 'broker')
  const name = one(options, 'entity-name') ?? one(options, kind) ?? ''
  const resource = [kind, name]
  if (options.has('describe'))
    return ['configs', 'show', ...resource, ...(options.has('all') ? ['--all'] : []), ...at(options)]
  const added = one(options, 'add-config')
  if (added !== undefined) return ['configs', 'set', ...resource, ...assignments(added), ...at(options)]
  return ['configs', 'unset', ...resource, ...needed(options, 'delete-config').split(','), ...at(options)]
}

/** `a=1,b=[x,y]`: commas part configs, but not within brackets. */
const assignments = (text: string) =>
  [...text.matchAll(/([^=,]+)=(?:\[([^\]]*)\]|([^,]*))/g)].map(([, name, list, value]) => `${name}=${list ?? value}`)

/** A tool for groups of these types. */
const groupTool = (...types: readonly string[]): Tool => ({
  values: [...servers, ...groupValues],
  switches: groupSwitches,
  run: (options) => ['groups', ...groupArguments(options, types), ...at(options)]
})

function consume(options: Options): readonly string[] {
  const from = options.has('from-beginning') ? ['--from', 'beginning'] : ['--from', 'end']
  const group = passed(options, 'group', '--group')
  const rest = [...passed(options, 'max-messages', '--count'), ...passed(options, 'partition', '--partition')]
  return ['consume', needed(options, 'topic'), ...(group.length > 0 ? group : from), ...rest, ...at(options)]
}

/** 16 random bytes as Kafka writes a Uuid; one that begins with a dash is drawn again, as Uuid.randomUuid does. */
function randomUuid(): string {
  const text = randomBytes(16).toString('base64url')
  return text.startsWith('-') ? randomUuid() : text
}

const tools: Readonly<Record<string, Tool>> = {
  'kafka-topics': {
    values: [...servers, 'topic', 'partitions', 'replication-factor', 'config'],
    switches: ['create', 'list', 'describe', 'delete', 'if-not-exists', 'if-exists', 'exclude-internal'],
    run: topics
  },
  'kafka-configs': {
    values: [...servers, 'entity-type', 'entity-name', 'topic', 'broker', 'add-config', 'delete-config'],
    switches: ['alter', 'describe', 'all', 'force'],
    run: configs
  },
  'kafka-groups': groupTool(),
  'kafka-consumer-groups': groupTool('classic', 'consumer'),
  'kafka-share-groups': groupTool('share'),
  'kafka-streams-groups': groupTool('streams'),
  'kafka-console-consumer': {
    values: [...servers, 'topic', 'group', 'max-messages', 'partition'],
    switches: ['from-beginning'],
    run: consume
  },
  'kafka-console-producer': {
    values: [...servers, 'topic'],
    switches: [],
    run: (options) => ['produce', needed(options, 'topic'), ...at(options)]
  },
  'kafka-broker-api-versions': { values: servers, switches: [], run: (options) => ['ready', ...at(options)] },
  'kafka-storage': {
    values: ['cluster-id', 't', 'config', 'c', 'release-version', 'feature'],
    switches: ['format', 'random-uuid', 'info', 'ignore-formatted', 'g', 'standalone'],
    run: (options) => {
      if (options.has('random-uuid')) return randomUuid()
      return 'Nothing to format: the broker does it when it starts, with the CLUSTER_ID of its environment.'
    }
  }
}

/** The arguments of `ottla` for a tool of Kafka's, or what to print instead. @throws CliError */
export function kafkaCommand(name: string, args: readonly string[]): readonly string[] | string {
  const tool = tools[name]
  if (tool === undefined) throw new CliError(`no tool is named '${name}'`)
  return tool.run(parse(name, tool, args))
}

/** Words without a dash, such as `format`, count as switches. @throws CliError */
function parse(name: string, tool: Tool, args: readonly string[]): Options {
  const options = new Map<string, string[]>()
  for (let at = 0; at < args.length; at++) {
    const [, option = '', inline] = /^-{0,2}([a-z-]+)(?:=(.*))?$/s.exec(args[at] ?? '') ?? []
    const takesValue = tool.values.includes(option)
    if (!takesValue && !tool.switches.includes(option))
      throw new CliError(
        `${name}: '${args[at]}' is not understood here; this is a short form of ottla, see ottla --help`
      )
    const value = takesValue ? (inline ?? args[++at]) : ''
    if (value === undefined) throw new CliError(`${name}: --${option} needs a value`)
    options.set(option, [...(options.get(option) ?? []), value])
  }
  return options
}
