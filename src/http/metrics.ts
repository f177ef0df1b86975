import { collectDefaultMetrics, Registry } from 'prom-client'
import type { Meters } from '../env/index.ts'

/** Metrics of the process, whatever brokers it runs: memory, CPU, event loop delay, garbage collection. */
let ofProcess: Registry | undefined

function processMetrics(): Registry {
  if (ofProcess === undefined) {
    ofProcess = new Registry()
    collectDefaultMetrics({ register: ofProcess })
  }
  return ofProcess
}

/** Starts measurements that need some time, such as the event loop delay. */
export function watchProcess(): void {
  processMetrics()
}

export const metricsContentType = Registry.PROMETHEUS_CONTENT_TYPE

/** All metrics in the Prometheus text format. prom-client writes the text from the current values of `meters`. */
export async function metricsText(meters: Meters): Promise<string> {
  const registry = new Registry()
  for (const { name, help, type, samples } of meters.read()) {
    const metric = { name, help, type, get: () => ({ name, help, type, values: samples, aggregator: 'sum' }) }
    registry.registerMetric(metric as never)
  }
  return `${await registry.metrics()}${await processMetrics().metrics()}`
}
