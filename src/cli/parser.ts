/*
 * Owns how a command line becomes a call of a command, and what is said of one that is wrong.
 * Not for `start`: its options have a parser that is quicker to load.
 */
import type { Argv } from 'yargs'
import yargs from 'yargs'
import { usageError } from './cli-error.ts'
import { type CommandFile, hasSubcommands, nameOf, type TopCommand, topCommands } from './command-list.ts'
import type { Command } from './commands/common.ts'
import { exitCodes } from './exit-codes.ts'
import type { KnownOption, UsageContext } from './usage-context.ts'
import { explainUsage } from './usage-errors.ts'

const exitCodesText = `Exit codes: ${exitCodes.done} done, ${exitCodes.failed} failed, ${exitCodes.usage} wrong usage, ${exitCodes.defect} a defect of Ottla.`

interface YargsOptions {
  readonly key: Readonly<Record<string, boolean>>
  readonly alias: Readonly<Record<string, readonly string[]>>
  readonly array: readonly string[]
  readonly boolean: readonly string[]
  readonly choices: Readonly<Record<string, readonly unknown[]>>
}

function declared({ build }: Command): YargsOptions {
  return (build(yargs([]).help(false).version(false)) as Argv & { getOptions(): YargsOptions }).getOptions()
}

const positionalsOf = ({ usage }: Command) => [...usage.matchAll(/[<[](\w[\w-]*)/g)].map((match) => match[1] ?? '')

/** The options that a command declares, positional arguments left out. */
export function optionsOf(command: Command): KnownOption[] {
  const { key, alias, array, boolean, choices } = declared(command)
  const positionals = new Set(positionalsOf(command))
  const aliases = new Set(Object.values(alias).flat())
  return Object.keys(key)
    .filter((name) => !positionals.has(name) && !aliases.has(name))
    .map((name) => ({
      name,
      aliases: (alias[name] ?? []).filter((each) => each.length === 1),
      isArray: array.includes(name),
      isFlag: boolean.includes(name),
      choices: (choices[name] ?? []).map(String)
    }))
}

/** The words of which a positional argument is one, where it has a fixed choice. */
export function choicesOf(command: Command): string[] {
  const { choices } = declared(command)
  return positionalsOf(command).flatMap((name) => (choices[name] ?? []).map(String))
}

/** An option that takes one value and was given two would reach the command as a list. @throws CliError */
function refuseRepeated(options: readonly KnownOption[], parsed: Readonly<Record<string, unknown>>): void {
  for (const { name, isArray } of options)
    if (!isArray && Array.isArray(parsed[name])) throw usageError(`--${name} was given more than once`)
}

function addLeaf(parser: Argv, command: Command, usage: string | string[] = command.usage): void {
  parser.command(
    usage,
    command.describe,
    (y) => command.build(y),
    (parsed) => {
      refuseRepeated(optionsOf(command), parsed)
      return command.run(parsed as never)
    }
  )
}

function addTop(parser: Argv, { name, describe }: TopCommand, { commands, shared }: CommandFile): void {
  const [only] = commands
  if (only !== undefined && !hasSubcommands(name, commands)) {
    addLeaf(parser, only, name === 'start' ? ['start', '$0'] : only.usage)
    return
  }
  parser.command(name, describe, (y) => {
    shared?.(y)
    for (const command of commands) addLeaf(y, command, command.isDefault ? [command.usage, '$0'] : command.usage)
    if (commands.some(({ isDefault }) => isDefault)) return y
    return y.demandCommand(1, `say what to do: ${commands.map(nameOf).join(', ')}`)
  })
}

/** All commands with their usage in the list, but only the one that was asked for with its options. */
export function createParser(
  args: readonly string[],
  version: string,
  named: TopCommand | undefined,
  file: CommandFile
): Argv {
  const parser = yargs([...args])
    .scriptName('ottla')
    .usage('$0 [command] [options]\n\nA Kafka-compatible broker. With no command it starts one.')
    // Whoever reads messages by program, this one included, needs the same ones everywhere.
    .locale('en')
    .version('version', 'Show the version', version)
    .alias('version', 'V')
    .help('help', 'Show help')
    .alias('help', 'h')
    .strict()
    .parserConfiguration({ 'camel-case-expansion': true, 'greedy-arrays': false })
    .exitProcess(false)
    .wrap(Math.min(120, process.stdout.columns ?? 100))
    .epilogue(exitCodesText)
    .fail((message, error) => {
      // What yargs itself finds wrong, or what a reader of an option's value threw, comes as a YError or as a message.
      if (error !== undefined && error.name !== 'YError') throw error
      throw usageError(explainUsage(message ?? error?.message ?? '', args, contextOf(args, named, file)))
    })
  for (const each of topCommands) {
    if (each === named) addTop(parser, each, file)
    else
      parser.command(
        each.name,
        each.describe,
        (y) => y,
        () => {}
      )
  }
  return parser
}

export function contextOf(args: readonly string[], named: TopCommand | undefined, file: CommandFile): UsageContext {
  if (named === undefined) return { path: [], usage: '', options: [], subcommands: [] }
  const { commands, shared } = file
  const [only] = commands
  if (only !== undefined && !hasSubcommands(named.name, commands))
    return { path: [named.name], usage: only.usage, options: optionsOf(only), subcommands: [] }
  const sub = commands.find((each) => args.slice(1).includes(nameOf(each)))
  const subcommands = commands.map(nameOf)
  if (sub !== undefined)
    return {
      path: [named.name, nameOf(sub)],
      usage: `${named.name} ${sub.usage}`,
      options: optionsOf(sub),
      subcommands
    }
  const fallback = commands.find(({ isDefault }) => isDefault)
  if (fallback !== undefined)
    return { path: [named.name], usage: named.name, options: optionsOf(fallback), subcommands }
  const options =
    shared === undefined ? [] : optionsOf({ usage: named.name, describe: '', build: shared, run: () => {} })
  return { path: [named.name], usage: `${named.name} <command>`, options, subcommands }
}
