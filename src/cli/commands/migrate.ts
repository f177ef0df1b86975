import { createRealEnv } from '../../env/real/index.ts'
import { migrate } from '../../server/index.ts'
import { usageError } from '../cli-error.ts'
import { createLogger } from '../logger.ts'
import { countText, Output, parseAssignment } from '../output.ts'
import { startOptions } from '../start-options.ts'
import { type Command, command } from './common.ts'

interface MigrateArguments {
  readonly dataDir: string
  readonly metadata: string | undefined
  readonly set: readonly string[]
  readonly json: boolean
}

async function run({ dataDir, metadata, set, json }: MigrateArguments): Promise<void> {
  if (metadata === undefined) throw usageError('say where the metadata of the cluster is to be: --metadata etcd://...')
  const pairs = set.map(parseAssignment).map(({ name, value }) => [name, value])
  const dataDirs = dataDir.split(',')
  const options = { dataDir: dataDirs, metadata, set: Object.fromEntries(pairs), environment: process.env }
  const done = await migrate(options, createRealEnv(), createLogger('pretty', 'warn'))
  const out = new Output()
  if (json) out.json(done)
  else {
    const { brokerId, clusterId, topics } = done
    out.line(`broker ${brokerId} of cluster ${clusterId}: ${countText(topics, 'topic')} at ${done.metadata}`)
    out.line(`start it with --node-id ${brokerId} --metadata ${done.metadata}`)
  }
  await out.settled()
}

export const commands: readonly Command[] = [
  command(
    'migrate',
    'Takes the metadata of a stopped node to an etcd where no cluster is yet; its records stay where they are',
    (y) =>
      y
        .option('data-dir', {
          type: 'string',
          requiresArg: true,
          alias: 'd',
          default: startOptions['data-dir'].default,
          describe: 'The data directory of the node; several as a,b'
        })
        .option('metadata', {
          type: 'string',
          requiresArg: true,
          default: process.env.OTTLA_METADATA,
          defaultDescription: '$OTTLA_METADATA',
          describe: 'etcd://HOST:2379,HOST:2379/PREFIX; etcds:// for TLS, with --set ottla.etcd.ca.file=FILE'
        })
        .option('set', {
          type: 'string',
          array: true,
          requiresArg: true,
          alias: 's',
          default: [] as string[],
          describe: 'A config by its name, as of ottla start'
        })
        .option('json', { type: 'boolean', default: false, describe: 'Write one line of JSON' })
        .example('$0 migrate --data-dir ./ottla-data --metadata etcd://etcd-0:2379/ottla', ''),
    ({ dataDir, metadata, set, json }) => run({ dataDir, metadata, set, json })
  )
]
