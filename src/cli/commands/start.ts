import { readFileSync } from 'node:fs'
import { Ottla, type OttlaOptions } from '../../index.ts'
import { CliError } from '../cli-error.ts'
import { createLogger } from '../logger.ts'
import { parseAssignment } from '../output.ts'
import { onInterrupt } from '../signals.ts'
import { type StartArguments, startOptions } from '../start-options.ts'

/** How long a stop waits for answers that are under way. */
const drainMs = 5_000

/** @throws CliError */
export function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65535) throw new CliError(`--port ${text}: a port is a number from 0 to 65535`, 2)
  return port
}

/** `name` or `name:partitions`. @throws CliError */
export function parseTopic(text: string): { readonly name: string; readonly partitions?: number } {
  const match = /^([^:]+)(?::(\d+))?$/.exec(text)
  if (match === null || match[2] === '0') throw new CliError(`--topic ${text}: write name or name:partitions`, 2)
  const name = match[1] as string
  return match[2] === undefined ? { name } : { name, partitions: Number(match[2]) }
}

function readProperties(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new CliError(`--config ${path}: ${(error as Error).message}`, 2)
  }
}

function optionsOf(args: StartArguments): OttlaOptions {
  if (args.memory && args.dataDir !== undefined)
    throw new CliError('--memory keeps nothing in --data-dir: give one of them', 2)
  const level = args.logLevel as 'debug' | 'info' | 'warn' | 'error' | undefined
  return {
    // Given flags only: a listener or directory in server.properties holds unless a flag says otherwise.
    ...(args.host === undefined ? {} : { host: args.host }),
    ...(args.port === undefined ? {} : { port: parsePort(args.port) }),
    ...(args.memory ? { memory: true } : args.dataDir === undefined ? {} : { dataDir: args.dataDir }),
    topics: (args.topic ?? []).map(parseTopic),
    config: Object.fromEntries((args.set ?? []).map(parseAssignment).map(({ name, value }) => [name, value])),
    ...(args.config === undefined ? {} : { properties: readProperties(args.config) }),
    environment: process.env,
    profile: (args.profile ?? 'dev') as 'dev' | 'production',
    durability: (args.durability ?? 'os') as 'os' | 'disk',
    repairMetadata: args.repairMetadata ?? false,
    onFatal: () => process.exit(1),
    log: createLogger((args.logFormat ?? 'pretty') as 'pretty' | 'json', level ?? 'info'),
    defaultPort: Number(startOptions.port.default)
  }
}

export async function run(args: StartArguments): Promise<void> {
  const options = optionsOf(args)
  const starting = Ottla.start(options)
  // From the first line on a signal finds somebody who stops in good order; before it, what has started is stopped too.
  onInterrupt((signal) => {
    options.log?.info(`${signal}: answering what is under way, then stopping; once more stops at once`)
    starting
      .then((broker) => broker.stop({ drainMs }))
      .then(
        () => process.exit(0),
        (error) => {
          options.log?.error('the broker did not stop cleanly', { stack: (error as Error).stack })
          process.exit(1)
        }
      )
  })
  const broker = await starting
  const { bootstrap, port } = broker
  process.stdout.write(args.json ? `${JSON.stringify({ bootstrap, port })}\n` : `${bootstrap}\n`)
}
