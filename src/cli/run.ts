/*
 * Owns which command a command line means, and loads only that, so that starting a broker stays quick.
 * Needs no process of its own. Never does the work of a command itself.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { usageError } from './cli-error.ts'
import { isStart, parseStart, type StartArguments } from './start-options.ts'

async function runWithYargs(args: readonly string[]): Promise<void> {
  const { topCommands } = await import('./command-list.ts')
  const { createParser } = await import('./parser.ts')
  const first = args[0] ?? ''
  const isDefault = first === '' || first.startsWith('-')
  const named = topCommands.find(({ name }) => name === (isDefault ? 'start' : first))
  if (named === undefined) {
    const { unknownCommand } = await import('./usage-errors.ts')
    throw usageError(
      unknownCommand(
        first,
        topCommands.map(({ name }) => name)
      )
    )
  }
  await createParser(args, ownVersion(), named, await named.load()).parseAsync()
}

function ownVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** A build makes one file of what a start loads: a hundred small ones take longer to load than a broker takes to start. */
async function loadStart(): Promise<{ run(args: StartArguments): Promise<void> }> {
  const bundle = new URL('./start.cjs', import.meta.url)
  return existsSync(bundle) ? createRequire(import.meta.url)(fileURLToPath(bundle)) : import('./commands/start.ts')
}

/** `ottla help topics`, `ottla -h topics` and `ottla version` are what people try first. */
function asOptions(args: readonly string[]): readonly string[] {
  if (['help', '-h', '--help'].includes(args[0] ?? '') && args.length > 1) return [...args.slice(1), '--help']
  if (args[0] === 'help') return ['--help']
  return args[0] === 'version' ? ['--version', ...args.slice(1)] : args
}

/** Runs the command that the arguments name. Rejects with what it threw; `exitCodeOf` knows how the process is to end. */
export async function runCommand(given: readonly string[]): Promise<void> {
  const args = asOptions(given)
  if (isStart(args)) {
    const parsed = parseStart(args)
    await (await loadStart()).run(parsed)
  } else await runWithYargs(args)
}
