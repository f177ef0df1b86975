#!/usr/bin/env node
/*
 * The `ottla` command: finds what was asked for and loads only that, so that starting a broker stays quick.
 * Called by the shell. Never does the work of a command itself.
 */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { CliError } from './cli-error.ts'
import { parseStartQuickly, type StartArguments } from './start-options.ts'

/** What a command's file exports. */
interface Command {
  readonly build: (yargs: import('yargs').Argv) => import('yargs').Argv
  readonly run: (args: never) => Promise<void> | void
}

const commands: readonly (readonly [usage: string, describe: string, load: () => Promise<Command>])[] = [
  ['topics', 'List, create, delete, describe topics', () => import('./commands/topics.ts')],
  ['produce <topic> [files..]', 'Send lines of stdin or of files as records', () => import('./commands/produce.ts')],
  ['consume <topics..>', 'Show records', () => import('./commands/consume.ts')],
  ['groups', 'List, describe, delete, reset consumer groups', () => import('./commands/groups.ts')],
  ['configs', 'Show and change configs of topics and brokers', () => import('./commands/configs.ts')],
  ['ready', 'Succeeds once a broker answers', () => import('./commands/ready.ts')],
  ['verify', 'Check that a broker does what Kafka clients rely on', () => import('./commands/verify.ts')],
  ['frames', 'Check or decode bytes of the Kafka protocol', () => import('./commands/frames.ts')]
]

async function parseWithYargs(args: readonly string[]): Promise<void> {
  const [{ default: yargs }, start] = await Promise.all([import('yargs'), import('./commands/start-usage.ts')])
  const parser = yargs([...args])
    .scriptName('ottla')
    .usage('$0 [command] [options]\n\nA Kafka-compatible broker. With no command it starts one.')
    .command(['start', '$0'], 'Start a broker', start.build, async (parsed) => {
      const { run } = await loadStart()
      await run(parsed as StartArguments)
    })
    .version(await ownVersion())
    .alias('help', 'h')
    .strict()
    .parserConfiguration({ 'camel-case-expansion': true, 'greedy-arrays': false })
    .exitProcess(false)
    .wrap(Math.min(120, process.stdout.columns ?? 100))
    .fail((message, error) => {
      throw error ?? new CliError(`${explained(message, args)} (see ottla --help)`, 2)
    })
  const named = commands.find(([usage]) => usage.split(' ')[0] === args[0])
  for (const [usage, describe, load] of commands) {
    // Only the one that was asked for is loaded; the others just stand in the list.
    const command = named?.[0] === usage ? await load() : undefined
    parser.command(
      usage,
      describe,
      (y) => command?.build(y) ?? y,
      (parsed) => command?.run(parsed as never)
    )
  }
  await parser.parseAsync()
}

/** yargs takes a command that it does not know for an argument of `start`. */
function explained(message: string, args: readonly string[]): string {
  const [first = ''] = args
  const isCommand =
    first.startsWith('-') || first === 'start' || commands.some(([usage]) => usage.split(' ')[0] === first)
  return isCommand ? message.replace(/\s*\n\s*/g, ' ') : `no command is named '${first}'`
}

async function ownVersion(): Promise<string> {
  const { readFileSync } = await import('node:fs')
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  return version
}

/** A build makes one file of what a start loads: a hundred small ones take longer to load than a broker takes to start. */
async function loadStart(): Promise<{ run(args: StartArguments): Promise<void> }> {
  const bundle = new URL('./start.cjs', import.meta.url)
  return existsSync(bundle) ? createRequire(import.meta.url)(fileURLToPath(bundle)) : import('./commands/start.ts')
}

async function main(): Promise<void> {
  const args = process.argv.slice(2)
  const quick = parseStartQuickly(args)
  if (quick === undefined) await parseWithYargs(args)
  else await (await loadStart()).run(quick)
}

/** One line for what the user can change, a stack for what only we can. */
function fail(error: unknown): void {
  const failure = error as Error & { readonly exitCode?: number }
  const known = failure.name === 'CliError' || failure.name === 'OttlaError'
  process.stderr.write(`ottla: ${known ? failure.message : (failure.stack ?? String(failure))}\n`)
  process.exitCode = failure.exitCode ?? 1
}

main().catch(fail)
