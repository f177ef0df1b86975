import type { Count, Distribution, Env, Meters } from '../env/index.ts'
import { type ApiName, type ErrorName, errorName } from '../protocol/index.ts'

/** Milliseconds. */
const bounds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000]

/**
 * Counts requests, errors and latencies, named as Kafka's JMX exporter names them. Created only if someone can read it. As in
 * Kafka, the errors of a response include those of its parts.
 */
export class RequestMeter {
  readonly #machine: Env['machine']
  readonly #requests: (name: ApiName, version: number) => Count
  readonly #errors: (name: ApiName, error: ErrorName) => Count
  readonly #totalTime: (name: ApiName) => Distribution

  constructor(meters: Meters, machine: Env['machine']) {
    this.#machine = machine
    const requests = meters.counter({
      name: 'kafka_network_requestmetrics_requests_total',
      help: 'Requests taken, by API and version',
      labels: ['request', 'version']
    })
    const errors = meters.counter({
      name: 'kafka_network_requestmetrics_errors_total',
      help: 'Errors in answers, by API and error; NONE counts what went well',
      labels: ['request', 'error']
    })
    const totalTime = meters.histogram(
      {
        name: 'kafka_network_requestmetrics_totaltimems',
        help: 'Milliseconds from the reading of a request to its answer, waiting included',
        labels: ['request']
      },
      bounds
    )
    this.#requests = (name, version) => requests.of(name, version)
    this.#errors = (name, error) => errors.of(name, error)
    this.#totalTime = (name) => totalTime.of(name)
  }

  /** A request was read. Returns the machine time at which it was. */
  began(name: ApiName, version: number): number {
    this.#requests(name, version).value++
    return this.#machine.monotonicMs()
  }

  /** `answer` is the handler's response; undefined if it failed. */
  ended(name: ApiName, beganMs: number, answer: unknown): void {
    this.#totalTime(name).observe(this.#machine.monotonicMs() - beganMs)
    if (answer === undefined) this.#errors(name, 'UNKNOWN_SERVER_ERROR').value++
    else if (answer !== null) this.#countErrors(name, answer)
  }

  #countErrors(name: ApiName, value: unknown): void {
    if (Array.isArray(value)) {
      for (const each of value) if (typeof each === 'object') this.#countErrors(name, each)
    } else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
      for (const [key, part] of Object.entries(value)) {
        if (key === 'errorCode') this.#errors(name, errorName(part as number)).value++
        else if (typeof part === 'object') this.#countErrors(name, part)
      }
    }
  }
}
