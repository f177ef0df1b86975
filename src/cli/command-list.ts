/*
 * The list of all commands: their names, help texts and files. Loads a command only when it is needed.
 */
import type { Argv } from 'yargs'
import type { Command } from './commands/common.ts'

/** The exports of a file in `commands/`. */
export interface CommandFile {
  /** Subcommands. A command without subcommands has exactly one, of its own name. */
  readonly commands: readonly Command[]
  /** Options that may also precede the subcommand. */
  readonly shared?: (yargs: Argv) => Argv
}

export interface TopCommand {
  readonly name: string
  readonly describe: string
  readonly load: () => Promise<CommandFile>
}

const top = (name: string, describe: string, load: () => Promise<CommandFile>): TopCommand => ({ name, describe, load })

export const topCommands: readonly TopCommand[] = [
  top('start', 'Start a broker; also what ottla without a command does', () => import('./commands/start-usage.ts')),
  top('topics', 'Topics, their partitions, offsets and records', () => import('./commands/topics.ts')),
  top('produce', 'Send lines of stdin or of files as records', () => import('./commands/produce.ts')),
  top('consume', 'Show records', () => import('./commands/consume.ts')),
  top('groups', 'Consumer groups and their offsets', () => import('./commands/groups.ts')),
  top(
    'transactions',
    'Transactional ids, open transactions, and those that hang',
    () => import('./commands/transactions.ts')
  ),
  top('configs', 'Configs of topics, brokers and groups', () => import('./commands/configs.ts')),
  top(
    'cluster',
    'Brokers, what is not in sync, and moving replicas between brokers',
    () => import('./commands/cluster.ts')
  ),
  top('migrate', 'Make a stopped node the first broker of a cluster on etcd', () => import('./commands/migrate.ts')),
  top('ready', 'Succeed once a broker answers', () => import('./commands/ready.ts')),
  top('verify', 'Check that a broker does what Kafka clients rely on', () => import('./commands/verify.ts')),
  top('frames', 'Check or decode bytes of the Kafka protocol', () => import('./commands/frames.ts')),
  top('completion', 'Print a completion script for a shell', () => import('./commands/completion.ts'))
]

export const nameOf = ({ usage }: Command): string => usage.split(' ')[0] ?? ''

/** True for commands such as `topics`, whose second word is the action. */
export function hasSubcommands(name: string, commands: readonly Command[]): boolean {
  return commands.length > 1 || (commands[0] !== undefined && nameOf(commands[0]) !== name)
}
