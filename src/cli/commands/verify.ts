import { writeSync } from 'node:fs'
import type { Argv } from 'yargs'
import { createRealEnv } from '../../env/real/index.ts'
import { runVerify } from '../../verify/index.ts'
import { clusterOptions } from './common.ts'

interface VerifyArguments {
  readonly bootstrap: string
  readonly only: readonly string[]
  readonly report: 'md' | 'json' | 'junit' | undefined
  readonly against: string | undefined
  readonly concurrency: number | undefined
}

export function build(yargs: Argv): Argv {
  return clusterOptions(yargs)
    .option('only', {
      type: 'string',
      array: true,
      default: [] as string[],
      requiresArg: true,
      describe: 'Areas, APIs or parts of a name, comma-separated'
    })
    .option('report', { choices: ['md', 'json', 'junit'] as const, describe: 'Write a report to stdout in this form' })
    .option('against', {
      type: 'string',
      requiresArg: true,
      describe: 'A second broker, whose answers are compared field by field'
    })
    .option('concurrency', {
      type: 'number',
      requiresArg: true,
      defaultDescription: '8',
      describe: 'Checks under way at once'
    })
    .example('$0 verify -b localhost:9092 --only produce,fetch', '')
    .example('$0 verify -b localhost:9092 --against localhost:9093', 'differences between two brokers')
}

export async function run(args: VerifyArguments): Promise<void> {
  const only = args.only.flatMap((each) => each.split(','))
  const { bootstrap, report, against, concurrency } = args
  process.exitCode = await runVerify({ bootstrap, only, report, against, concurrency }, createRealEnv(), {
    report: (text) => process.stdout.write(text),
    progress: (text) => void writeSync(2, text)
  })
}
