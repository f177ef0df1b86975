import { collectDefaultMetrics, Registry } from 'prom-client'
import type { Meters } from '../env/index.ts'

/** Of the process, whatever brokers it has: memory, processor, delay of the event loop, garbage collection. */
let ofProcess: Registry | undefined

function processMetrics(): Registry {
  if (ofProcess === undefined) {
    ofProcess = new Registry()
    collectDefaultMetrics({ register: ofProcess })
  }
  return ofProcess
}

/** Begins what has to be watched for a while before it can be told, such as the delay of the event loop. */
export function watchProcess(): void {
  processMetrics()
}

export const metricsContentType = Registry.PROMETHEUS_CONTENT_TYPE

/** All metrics in the text format of Prometheus. prom-client writes the text; what it writes is read of `meters` now. */
export async function metricsText(meters: Meters): Promise<string> {
  const registry = new Registry()
  for (const { name, help, type, samples } of meters.read()) {
    const metric = { name, help, type, get: () => ({ name, help, type, values: samples, aggregator: 'sum' }) }
    registry.registerMetric(metric as never)
  }
  return `${await registry.metrics()}${await processMetrics().metrics()}`
}
