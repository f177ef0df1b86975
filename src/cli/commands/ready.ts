import type { Argv } from 'yargs'
import { createRealEnv } from '../../env/real/index.ts'
import { CliError } from '../cli-error.ts'
import { Cluster } from '../client/cluster.ts'
import { clusterOptions } from './common.ts'

const pauseMs = 100

interface ReadyArguments {
  readonly bootstrap: string
  readonly timeout: number
  readonly json: boolean
}

export function build(yargs: Argv): Argv {
  return clusterOptions(yargs)
    .option('timeout', { alias: 't', type: 'number', default: 0, describe: 'Seconds to wait for it' })
    .example('$0 ready --timeout 30 && npm run e2e', '')
}

/** Ends with 0 as soon as a broker answers Metadata with at least one live broker. */
export async function run({ bootstrap, timeout, json }: ReadyArguments): Promise<void> {
  const env = createRealEnv()
  const deadlineMs = env.clock.monotonicMs() + timeout * 1_000
  for (;;) {
    const cluster = Cluster.at(env, bootstrap)
    try {
      const { brokers, clusterId } = await cluster.metadata([])
      if (brokers.length === 0) throw new CliError('the cluster has no live broker')
      process.stdout.write(
        json ? `${JSON.stringify({ ready: true, clusterId, brokers: brokers.length })}\n` : 'ready\n'
      )
      return
    } catch (error) {
      if (env.clock.monotonicMs() >= deadlineMs) throw error
      await cluster.pause(pauseMs)
    } finally {
      await cluster.close()
    }
  }
}
