import type { Argv } from 'yargs'
import { type StartOption, startOptions } from '../start-options.ts'
import { type Command, command } from './common.ts'

/** What yargs has to know of `start`: apart from its work, so that other commands do not load a broker to list it. */
function build(yargs: Argv): Argv {
  for (const [name, option] of Object.entries(startOptions as Record<string, StartOption>)) {
    yargs.option(name, {
      type: option.type,
      ...(option.multiple ? { array: true } : {}),
      ...(option.type === 'string' ? { requiresArg: true } : {}),
      ...(option.alias === undefined ? {} : { alias: option.alias }),
      ...(option.choices === undefined ? {} : { choices: option.choices }),
      describe: option.describe,
      defaultDescription: option.default
    })
  }
  return yargs
    .example('$0', 'a broker on 127.0.0.1:9092 with its data in ./ottla-data')
    .example('$0 --memory --port 0 --json', 'for a test: nothing on disk, a free port, the address as JSON')
    .example('$0 --host 0.0.0.0 --topic orders:6 --set auto.create.topics.enable=false', '')
    .example('$0 --profile production --config server.properties --durability disk', '')
    .epilogue(
      'Configs are read from --set, KAFKA_... environment variables, --config and the profile; the first that names one wins.'
    )
}

/** For help only: the entry parses a start by itself, without yargs. */
export const commands: readonly Command[] = [command('start', 'Start a broker', build, () => {})]
