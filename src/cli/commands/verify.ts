import { createRealEnv } from '../../env/real/index.ts'
import { chosenChecks, runVerify, suiteAreas, type VerifyOutput, versionsText } from '../../verify/index.ts'
import { usageError } from '../cli-error.ts'
import { Cluster } from '../client/cluster.ts'
import { Output } from '../output.ts'
import { didYouMean } from '../suggest.ts'
import { type Command, clusterOptions, command, wholeNumber } from './common.ts'

interface VerifyArguments {
  readonly bootstrap: string
  readonly json: boolean
  readonly list: boolean
  readonly cluster: boolean
  readonly only: readonly string[]
  readonly report: 'md' | 'json' | 'junit' | undefined
  readonly against: string | undefined
  readonly concurrency: number | undefined
}

/** Names of the chosen checks, without a broker. */
async function list(only: readonly string[], isCluster: boolean, json: boolean): Promise<void> {
  const out = new Output()
  const checks = chosenChecks(only, isCluster)
  if (json) for (const { number, area, api, versions, name } of checks) out.json({ number, area, api, versions, name })
  else
    out.table(
      ['AREA', 'API', 'VERSIONS', 'CHECK'],
      checks.map((check) => [check.area, check.api, versionsText(check), check.name])
    )
  await out.settled()
}

/** A word that chooses nothing is a mistake even beside words that do. @throws CliError */
function refuseUnknown(only: readonly string[], isCluster: boolean): void {
  const unknown = only.find((word) => word.trim() !== '' && chosenChecks([word], isCluster).length === 0)
  if (unknown === undefined) return
  const areas = suiteAreas(isCluster)
  const known = [...areas, ...new Set(chosenChecks([], isCluster).map(({ api }) => api))]
  throw usageError(`--only ${unknown}: no check matches${didYouMean(unknown, known)}; areas are ${areas.join(', ')}`)
}

/** One line that counts, written over itself, and only where a person sees it. */
export function progressOutput(isTerminal: boolean, hasReport: boolean, write: (text: string) => void): VerifyOutput {
  let isCounting = false
  const endLine = () => {
    if (isCounting) write('\r\u001b[K')
    isCounting = false
  }
  return {
    report: (text) => {
      endLine()
      process.stdout.write(text)
    },
    progress: (text) => {
      endLine()
      write(text)
    },
    // The plain report lists the failures anyway.
    failed: (text) => {
      if (!hasReport) return
      endLine()
      write(text)
    },
    counted: (done, total, failed) => {
      if (!isTerminal) return
      isCounting = true
      write(`\r${done} of ${total}${failed === 0 ? '' : `, ${failed} failed`}\u001b[K`)
    }
  }
}

async function run(args: VerifyArguments): Promise<void> {
  const only = args.only.flatMap((each) => each.split(','))
  refuseUnknown(only, args.cluster)
  if (args.list) return list(only, args.cluster, args.json)
  if (args.json && args.report !== undefined) throw usageError('--json and --report exclude one another')
  const { bootstrap, cluster: isCluster, against, concurrency } = args
  const env = createRealEnv()
  for (const place of [bootstrap, ...(against === undefined ? [] : [against])]) {
    // Says in the words of all commands when nobody answers there.
    const cluster = Cluster.at(env, place)
    await cluster.any().finally(() => cluster.close())
  }
  const report = args.json ? 'lines' : args.report
  const output = progressOutput(
    process.stderr.isTTY === true,
    report !== undefined,
    (text) => void process.stderr.write(text)
  )
  process.exitCode = await runVerify({ bootstrap, cluster: isCluster, only, report, against, concurrency }, env, output)
}

export const commands: readonly Command[] = [
  command(
    'verify',
    'Check that a broker does what Kafka clients rely on',
    (y) =>
      clusterOptions(y)
        .option('only', {
          type: 'string',
          array: true,
          default: [] as string[],
          requiresArg: true,
          describe: `Areas (${suiteAreas().join(', ')}; with --cluster ${suiteAreas(true).join(', ')}), APIs or parts of a name, comma-separated`
        })
        .option('cluster', {
          type: 'boolean',
          default: false,
          describe: 'Check a cluster of three brokers or more instead of one broker'
        })
        .option('list', {
          alias: 'l',
          type: 'boolean',
          default: false,
          describe: 'List the checks without running them'
        })
        .option('report', {
          choices: ['md', 'json', 'junit'] as const,
          describe: 'Write a report to stdout in this form'
        })
        .option('against', {
          type: 'string',
          requiresArg: true,
          describe: 'A second broker, to compare answers field by field'
        })
        .option('concurrency', {
          requiresArg: true,
          coerce: wholeNumber('--concurrency', 1, 1000),
          defaultDescription: '8',
          describe: 'How many checks to run at once'
        })
        .example('$0 verify -b localhost:9092 --only produce,fetch', '')
        .example('$0 verify -b localhost:9092 --against localhost:9093', 'differences between two brokers')
        .example('$0 verify -b localhost:9092 --cluster', 'what a cluster does that one broker does not')
        .example('$0 verify --list --only groups', ''),
    (args) => run(args as VerifyArguments)
  )
]
