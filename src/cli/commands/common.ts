import type { ArgumentsCamelCase, Argv } from 'yargs'
import { createRealEnv } from '../../env/real/index.ts'
import { usageError } from '../cli-error.ts'
import { Cluster } from '../client/cluster.ts'
import { Output } from '../output.ts'

export interface ClusterArguments {
  readonly bootstrap: string
  readonly json: boolean
}

/** One command: `topics create`, or `produce`, which has no subcommands. */
export interface Command {
  /** Its name and arguments as in the help: `create <names..>`. */
  readonly usage: string
  readonly describe: string
  readonly build: (yargs: Argv) => Argv
  /** Runs when its group is given no subcommand: `cluster show`. */
  readonly isDefault?: boolean
  /** The arguments from yargs; the command that declared the options knows their types. */
  readonly run: (parsed: never) => Promise<void> | void
}

/** Ties the options declared by `build` to the arguments of `run`. */
export function command<A>(
  usage: string,
  describe: string,
  build: (yargs: Argv) => Argv<A>,
  run: (parsed: ArgumentsCamelCase<A>) => Promise<void> | void
): Command {
  return {
    usage,
    describe,
    build: build as unknown as (yargs: Argv) => Argv,
    run: run as (parsed: never) => Promise<void> | void
  }
}

/** The same command as the default of its group. */
export const asDefault = (each: Command): Command => ({ ...each, isDefault: true })

export function bootstrapOption<T>(yargs: Argv<T>): Argv<T & { bootstrap: string }> {
  return yargs.option('bootstrap', {
    // The long form is the name used by Kafka's own tools.
    alias: ['b', 'bootstrap-server'],
    type: 'string',
    requiresArg: true,
    default: process.env.OTTLA_BOOTSTRAP || '127.0.0.1:9092',
    defaultDescription: '$OTTLA_BOOTSTRAP or 127.0.0.1:9092',
    describe: 'Bootstrap brokers: host:port,host:port'
  }) as unknown as Argv<T & { bootstrap: string }>
}

/** The options of every command that talks to a broker. */
export function clusterOptions<T>(yargs: Argv<T>): Argv<T & ClusterArguments> {
  return bootstrapOption(yargs).option('json', {
    type: 'boolean',
    default: false,
    describe: 'Write JSON lines: one object per line'
  }) as unknown as Argv<T & ClusterArguments>
}

/**
 * Parses a number option; undefined stays undefined. Declared as text, because an invalid number must not become NaN. @throws
 * CliError
 */
export function wholeNumber(name: string, least: number, most = 2_147_483_647): (value: unknown) => number | undefined {
  return (value) => {
    if (value === undefined) return undefined
    const number = Number(value)
    if (!/^-?\d+$/.test(String(value)) || number < least || number > most)
      throw usageError(`${name} ${String(value)}: write a whole number from ${least} to ${most}`)
    return number
  }
}

/** Positional words; yargs converts those that look like numbers. */
export const wordsOf = (value: unknown): string[] => (value === undefined ? [] : (value as unknown[]).map(String))

/** Runs `work` with a cluster and stdout, then closes every connection. */
export async function withCluster(
  bootstrap: string,
  work: (cluster: Cluster, out: Output) => Promise<void>
): Promise<void> {
  const cluster = Cluster.at(createRealEnv(), bootstrap)
  const out = new Output()
  try {
    await work(cluster, out)
    await out.settled()
  } finally {
    await cluster.close()
  }
}
