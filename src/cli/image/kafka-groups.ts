/*
 * Owns what Kafka's four tools for groups ask of `ottla groups`.
 */
import { CliError } from '../cli-error.ts'

type Options = ReadonlyMap<string, readonly string[]>

const aims = ['to-offset', 'to-datetime', 'by-duration', 'shift-by', 'from-file'] as const
const places = { 'to-earliest': 'beginning', 'to-latest': 'end', 'to-current': 'current' } as const

/** Options that take a value, and switches, of all four. */
export const groupValues: readonly string[] = [
  'group',
  'topic',
  'input-topic',
  'group-type',
  'protocol',
  'delete-internal-topic',
  'timeout',
  ...aims
]
export const groupSwitches: readonly string[] = [
  ...['list', 'describe', 'delete', 'reset-offsets', 'delete-offsets'],
  ...['members', 'offsets', 'state', 'verbose', 'all-groups', 'all-topics', 'all-input-topics'],
  ...['dry-run', 'execute', 'export', 'delete-all-internal-topics', 'share', 'streams'],
  ...Object.keys(places)
]

/** The arguments of `ottla` without the broker's place. `types` are those that the tool is for. @throws CliError */
export function groupArguments(options: Options, types: readonly string[]): readonly string[] {
  const flag = (name: string) => (options.has(name) ? [`--${name}`] : [])
  const valued = (name: string, as = name) => (options.get(name) ?? []).map((value) => `--${as}=${value}`)
  const typed = types.map((type) => `--type=${type}`)
  const groups = options.has('all-groups') ? ['--all', ...typed] : (options.get('group') ?? [])
  if (options.has('list')) {
    const named = ['share', 'streams'].filter((type) => options.has(type)).map((type) => `--type=${type}`)
    return ['list', ...typed, ...named, ...valued('group-type', 'type'), ...valued('protocol')]
  }
  if (groups.length === 0) throw new CliError('--group is missing')
  const topics = [...(options.get('topic') ?? []), ...(options.get('input-topic') ?? [])]
  const allTopics = options.has('all-topics') || options.has('all-input-topics') ? ['--all-topics'] : []
  if (options.has('describe')) return ['describe', ...groups, ...['members', 'state', 'verbose'].flatMap(flag)]
  if (options.has('delete')) return ['delete', ...groups, ...flag('delete-all-internal-topics')]
  if (options.has('delete-offsets') && (options.has('all-groups') || groups.length > 1))
    throw new CliError('--delete-offsets takes one --group')
  if (options.has('delete-offsets')) return ['delete-offsets', ...groups, ...topics]
  if (!options.has('reset-offsets'))
    throw new CliError('say what to do: --list, --describe, --delete, --reset-offsets or --delete-offsets')
  const internal = [...valued('delete-internal-topic'), ...flag('delete-all-internal-topics')]
  const tried = options.has('execute') ? [] : ['--dry-run']
  const [first = '', ...others] = groups
  return [
    'reset',
    ...(options.has('all-groups')
      ? [...topics, ...groups]
      : [first, ...topics, ...others.map((group) => `--also=${group}`)]),
    ...allTopics,
    ...aimArguments(options),
    ...tried,
    ...flag('export'),
    ...internal
  ]
}

/** Kafka reads a time without a zone as UTC. */
function aimArguments(options: Options): readonly string[] {
  const place = Object.entries(places).find(([name]) => options.has(name))
  if (place !== undefined) return [`--to=${place[1]}`]
  const aim = aims.find((name) => options.has(name))
  const value = aim === undefined ? undefined : options.get(aim)?.at(-1)
  if (aim === undefined || value === undefined) return []
  if (aim === 'to-datetime') return [`--to=${/Z$|[+-]\d\d:?\d\d$/.test(value) ? value : `${value}Z`}`]
  return [aim === 'to-offset' ? `--to=${value}` : `--${aim}=${value}`]
}
