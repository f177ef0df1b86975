import type { Argv } from 'yargs'
import { createRealEnv } from '../../env/real/index.ts'
import { Cluster } from '../client/cluster.ts'
import { Output } from '../output.ts'

export interface ClusterArguments {
  readonly bootstrap: string
  readonly json: boolean
}

/** The options of every command that talks to a broker. */
export function clusterOptions<T>(yargs: Argv<T>): Argv<T & ClusterArguments> {
  return yargs
    .option('bootstrap', {
      alias: 'b',
      type: 'string',
      default: process.env.OTTLA_BOOTSTRAP ?? '127.0.0.1:9092',
      defaultDescription: '$OTTLA_BOOTSTRAP or 127.0.0.1:9092',
      describe: 'Brokers to ask first: host:port,host:port'
    })
    .option('json', {
      type: 'boolean',
      default: false,
      describe: 'Machine-readable output, one JSON value a line'
    }) as unknown as Argv<T & ClusterArguments>
}

/** Runs `work` with a cluster and stdout, and closes every connection afterwards. */
export async function withCluster(
  bootstrap: string,
  work: (cluster: Cluster, out: Output) => Promise<void>
): Promise<void> {
  const cluster = Cluster.at(createRealEnv(), bootstrap)
  const out = new Output()
  try {
    await work(cluster, out)
    await out.settled()
  } finally {
    await cluster.close()
  }
}
