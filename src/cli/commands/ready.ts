import { pause } from '../../env/index.ts'
import { createRealEnv } from '../../env/real/index.ts'
import { CliError, usageError } from '../cli-error.ts'
import { Cluster } from '../client/cluster.ts'
import { Output } from '../output.ts'
import { type Command, clusterOptions, command } from './common.ts'

const pauseMs = 100

interface ReadyArguments {
  readonly bootstrap: string
  readonly timeout: number
  readonly json: boolean
}

/** @throws CliError */
function secondsOf(value: unknown): number {
  const seconds = Number(value)
  if (!(seconds >= 0 && Number.isFinite(seconds)))
    throw usageError(`--timeout ${String(value)}: write a number of seconds`)
  return seconds
}

/** Ends with 0 as soon as a broker answers Metadata with at least one live broker. */
async function run({ bootstrap, timeout, json }: ReadyArguments): Promise<void> {
  const env = createRealEnv()
  const deadlineMs = env.clock.monotonicMs() + timeout * 1_000
  for (;;) {
    const cluster = Cluster.at(env, bootstrap)
    try {
      const { brokers, clusterId } = await cluster.metadata([])
      if (brokers.length === 0) throw new CliError('the cluster has no live broker')
      const out = new Output()
      if (json) out.json({ ready: true, clusterId, brokers: brokers.length })
      else out.line('ready')
      return
    } catch (error) {
      if (env.clock.monotonicMs() >= deadlineMs) throw error
      await pause(cluster.env.timers, pauseMs)
    } finally {
      await cluster.close()
    }
  }
}

export const commands: readonly Command[] = [
  command(
    'ready',
    'Succeeds once a broker answers',
    (y) =>
      clusterOptions(y)
        .option('timeout', {
          alias: 't',
          requiresArg: true,
          default: 0,
          coerce: secondsOf,
          describe: 'How many seconds to wait'
        })
        .example('$0 ready --timeout 30 && npm run e2e', ''),
    ({ bootstrap, timeout, json }) => run({ bootstrap, timeout, json })
  )
]
