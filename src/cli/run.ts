/*
 * Owns which command a command line means, and loads only that, so that starting a broker stays quick.
 * Needs no process of its own. Never does the work of a command itself.
 */
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'
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

interface StartCommand {
  run(args: StartArguments): Promise<void>
}

/** A build makes one file of what a start loads: a hundred small ones take longer to load than a broker takes to start. */
async function loadStart(): Promise<StartCommand> {
  const bundle = new URL('./start.cjs', import.meta.url)
  if (!existsSync(bundle)) return import('./commands/start.ts')
  const require = createRequire(import.meta.url)
  if (process.version.startsWith('v20.')) readInPieces(require, fileURLToPath(new URL('../broker.cjs', bundle)))
  return require(fileURLToPath(bundle))
}

/**
 * Node 20 reads a module into one large buffer. When malloc gets such a block back it takes blocks of that size for common, and
 * keeps what the compiler gives back: 3 to 6 MB that stay resident. A build makes `file` of ASCII only.
 */
function readInPieces({ extensions }: NodeJS.Require, file: string): void {
  const load = extensions['.js']
  extensions['.cjs'] = (module, path) => {
    if (path !== file) return load(module, path)
    const { _compile: compile } = module as NodeModule & { _compile(source: string, path: string): unknown }
    compile.call(module, textOf(path), path)
  }
}

function textOf(path: string): string {
  const piece = Buffer.allocUnsafe(64 * 1024)
  const file = openSync(path, 'r')
  let text = ''
  for (let bytes = readSync(file, piece); bytes > 0; bytes = readSync(file, piece))
    text += piece.toString('latin1', 0, bytes)
  closeSync(file)
  return text
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
