import { ClusterView, isCallFailure, parseEndpoint } from '../../client/index.ts'
import { type Endpoint, type Env, pause } from '../../env/index.ts'
import {
  type ErrorName,
  errorCodes,
  errorName,
  type Failure,
  isFailure,
  type MetadataResponse
} from '../../protocol/index.ts'
import { CliError, usageError } from '../cli-error.ts'
import { didYouMean } from '../suggest.ts'
import { answered, BrokerClient, errorOf } from './connection.ts'

/**
 * The highest versions that the commands use: later ones name topics by id, which a command line does not need. APIs that are
 * absent here use the highest common version.
 */
const versionsMax = { Produce: 12, Fetch: 12, OffsetCommit: 9, OffsetFetch: 9 }
/** Commands pause between attempts themselves, so a connection adds little delay. */
const backOff = { firstMs: 50, mostMs: 250 }
/** How often, and how far apart, to retry what a healthy cluster recovers from by itself. */
const attempts = 20
const pauseMs = 250

/** Parses `host:port,host:port`; the default port is 9092. @throws CliError */
export function parseBootstrap(text: string): Endpoint[] {
  const entries = text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
  if (entries.length === 0) throw usageError('no bootstrap address: write --bootstrap host:port')
  return entries.map((entry) => {
    const endpoint = parseEndpoint(entry)
    if (endpoint === undefined)
      throw usageError(`'${entry}' is not an address: write host:port, an IPv6 address in brackets`)
    return endpoint
  })
}

/** The error of a response, for display. */
export function brokerError(what: string, code: number, message?: string | null): CliError {
  return new CliError(`${what}: ${errorName(code)}${message ? ` (${message})` : ''}`)
}

/** A partition that the topic does not have. */
export function partitionMissing(topic: string, partition: number, count: number): CliError {
  return new CliError(
    `${topic} has no partition ${partition}, ${count === 1 ? 'only partition 0' : `only 0 to ${count - 1}`}`
  )
}

const transient: ReadonlySet<ErrorName> = new Set<ErrorName>([
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_OR_FOLLOWER',
  'COORDINATOR_NOT_AVAILABLE',
  'COORDINATOR_LOAD_IN_PROGRESS',
  'NOT_COORDINATOR',
  'NOT_CONTROLLER',
  'UNKNOWN_TOPIC_OR_PARTITION',
  'REQUEST_TIMED_OUT',
  'NOT_ENOUGH_REPLICAS',
  'NOT_ENOUGH_REPLICAS_AFTER_APPEND',
  'KAFKA_STORAGE_ERROR',
  'UNSTABLE_OFFSET_COMMIT',
  'FENCED_LEADER_EPOCH',
  'UNKNOWN_LEADER_EPOCH'
])

/** Errors that may go away on a retry, possibly on another broker. */
export function isTransient(code: number): boolean {
  return transient.has(errorName(code))
}

/** The error of a broker's response, for the caller to decide about a retry. @throws CliError if there was no response */
function codeOf(failure: Failure): { readonly code: number } {
  if (isCallFailure(failure)) throw errorOf(failure)
  return { code: errorCodes[failure.error] }
}

/** A cluster as commands use it: failures are thrown, and transient conditions of a healthy cluster are waited out. */
export class Cluster {
  readonly env: Env
  readonly #view: ClusterView

  constructor(env: Env, bootstrap: readonly Endpoint[], clientId = 'ottla-cli') {
    this.env = env
    this.#view = new ClusterView(env, bootstrap, { clientId, versionsMax }, backOff)
  }

  static at(env: Env, bootstrap: string): Cluster {
    return new Cluster(env, parseBootstrap(bootstrap))
  }

  /** Any broker that answers. @throws Disconnected of the last one tried */
  async any(): Promise<BrokerClient> {
    return new BrokerClient(answered(await this.#view.any()))
  }

  /** A broker by its id. `role` requests a separate connection, so that a long poll holds up nothing else. @throws CliError */
  async node(id: number, role = ''): Promise<BrokerClient> {
    return new BrokerClient(answered(await this.#view.node(id, role)))
  }

  /** null requests every topic. @throws CliError */
  async metadata(topics: readonly string[] | null): Promise<MetadataResponse> {
    return answered(await this.#view.metadata(topics))
  }

  /** @throws CliError */
  async controller(): Promise<BrokerClient> {
    return new BrokerClient(answered(await this.#view.controller()))
  }

  /** Leaders of a topic's partitions by index. Waits a while for a topic that is being created. @throws CliError */
  async leaders(topic: string, options: { readonly create?: boolean } = {}): Promise<ReadonlyMap<number, number>> {
    return this.retry(`topic ${topic}`, async () => {
      const found = await this.#view.leaders(topic, options)
      if (!isFailure(found)) return { value: found }
      if (!options.create && found.error === 'UNKNOWN_TOPIC_OR_PARTITION')
        throw await this.topicError(topic, errorCodes.UNKNOWN_TOPIC_OR_PARTITION)
      return codeOf(found)
    })
  }

  /** The error of a topic. If the topic does not exist, suggests the name that was probably meant, or how to create it. */
  async topicError(topic: string, code: number, message?: string | null): Promise<CliError> {
    if (code !== errorCodes.UNKNOWN_TOPIC_OR_PARTITION) return brokerError(`topic ${topic}`, code, message)
    const { topics } = await this.metadata(null)
    const known = topics.map(({ name }) => name ?? '')
    const guess = didYouMean(topic, known)
    return brokerError(
      `topic ${topic}`,
      code,
      `it does not exist${guess === '' ? `; to make it: ottla topics create ${topic}` : guess}`
    )
  }

  /** The broker that coordinates a group. @throws CliError */
  async coordinator(group: string, role = ''): Promise<BrokerClient> {
    return this.retry(`group ${group}`, async () => {
      const found = await this.#view.coordinator(group, { role })
      return isFailure(found) ? codeOf(found) : { value: new BrokerClient(found) }
    })
  }

  /** The broker that coordinates a transactional id. @throws CliError */
  async transactionCoordinator(transactionalId: string): Promise<BrokerClient> {
    return this.retry(`transactional id ${transactionalId}`, async () => {
      const found = await this.#view.coordinator(transactionalId, { type: 'transaction' })
      return isFailure(found) ? codeOf(found) : { value: new BrokerClient(found) }
    })
  }

  /** Makes the next look-up ask the cluster again. */
  forgetCoordinator(group: string): void {
    this.#view.forgetCoordinator(group)
  }

  /** Retries while the response is a transient error. @throws CliError */
  async retry<T>(what: string, ask: () => Promise<{ readonly value: T } | { readonly code: number }>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const answer = await ask()
      if ('value' in answer) return answer.value
      if (attempt >= attempts || !isTransient(answer.code)) throw brokerError(what, answer.code)
      await pause(this.env.timers, pauseMs)
    }
  }

  close(): Promise<void> {
    return this.#view.close()
  }
}
