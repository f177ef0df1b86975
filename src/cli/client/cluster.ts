import type { Endpoint, Env } from '../../env/index.ts'
import { type ErrorName, errorCodes, errorName, type MetadataResponse } from '../../protocol/index.ts'
import { CliError, usageError } from '../cli-error.ts'
import { didYouMean } from '../suggest.ts'
import { BrokerConnection, Disconnected, placeOf } from './connection.ts'

const connectMs = 5_000
/** How often something that a healthy cluster heals by itself is asked again, and how long between. */
const attempts = 20
const pauseMs = 250

/** Reads `host:port,host:port`; the port is 9092 where it is left out. @throws CliError */
export function parseBootstrap(text: string): Endpoint[] {
  const entries = text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
  if (entries.length === 0) throw usageError('no bootstrap address: write --bootstrap host:port')
  return entries.map((entry) => {
    const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(entry)
    const port = Number(match?.[3] ?? 9092)
    if (match === null || port > 65535 || port < 1)
      throw usageError(`'${entry}' is not an address: write host:port, an IPv6 address in brackets`)
    return { host: match[1] ?? match[2] ?? '', port }
  })
}

/** The error of an answer as something to show. */
export function brokerError(what: string, code: number, message?: string | null): CliError {
  return new CliError(`${what}: ${errorName(code)}${message ? ` (${message})` : ''}`)
}

/** A partition that a topic does not have. */
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

/** Errors that go away by asking again, perhaps elsewhere. */
export function isTransient(code: number): boolean {
  return transient.has(errorName(code))
}

/** A cluster as the commands see it: its brokers, who leads which partition, who coordinates which group. */
export class Cluster {
  readonly env: Env
  readonly clientId: string
  readonly #bootstrap: readonly Endpoint[]
  readonly #nodes = new Map<number, Endpoint>()
  readonly #open = new Map<string, Promise<BrokerConnection>>()
  readonly #coordinators = new Map<string, number>()

  constructor(env: Env, bootstrap: readonly Endpoint[], clientId = 'ottla-cli') {
    this.env = env
    this.#bootstrap = bootstrap
    this.clientId = clientId
  }

  static at(env: Env, bootstrap: string): Cluster {
    return new Cluster(env, parseBootstrap(bootstrap))
  }

  #connect(endpoint: Endpoint, role = ''): Promise<BrokerConnection> {
    const key = `${placeOf(endpoint)}${role}`
    const open = this.#open.get(key)
    if (open !== undefined)
      return open.then((connection) => (connection.isLost ? this.#reconnect(key, endpoint) : connection))
    return this.#reconnect(key, endpoint)
  }

  #reconnect(key: string, endpoint: Endpoint): Promise<BrokerConnection> {
    const connecting = BrokerConnection.open(this.env, endpoint, this.clientId, connectMs)
    this.#open.set(key, connecting)
    connecting.catch(() => this.#open.delete(key))
    return connecting
  }

  /** Any broker that answers. @throws Disconnected of the last one tried. */
  async any(): Promise<BrokerConnection> {
    let failure: unknown
    for (const endpoint of [...this.#bootstrap, ...this.#nodes.values()]) {
      try {
        return await this.#connect(endpoint)
      } catch (error) {
        failure = error
      }
    }
    throw failure
  }

  /** A broker by its id; `role` asks for a connection of its own, so that a long poll holds up nobody else. */
  async node(id: number, role = ''): Promise<BrokerConnection> {
    if (!this.#nodes.has(id)) await this.metadata([])
    const endpoint = this.#nodes.get(id)
    if (endpoint === undefined) throw new Disconnected(`broker ${id} is not in the cluster's metadata`)
    return this.#connect(endpoint, role)
  }

  /** null asks for every topic. */
  async metadata(topics: readonly string[] | null, allowAutoTopicCreation = false): Promise<MetadataResponse> {
    const connection = await this.any()
    const version = connection.versionOf('Metadata')
    // Before v1 an empty list means every topic, and there is no null.
    const names = topics?.map((name) => ({ name })) ?? (version === 0 ? [] : null)
    const answer = await connection.call('Metadata', {
      topics: names,
      allowAutoTopicCreation: version >= 4 ? allowAutoTopicCreation : undefined
    })
    for (const { nodeId, host, port } of answer.brokers) this.#nodes.set(nodeId, { host, port })
    return answer
  }

  async controller(): Promise<BrokerConnection> {
    const { controllerId } = await this.metadata([])
    return controllerId !== undefined && this.#nodes.has(controllerId) ? this.node(controllerId) : this.any()
  }

  /** Leaders of a topic's partitions by index. Waits a while for a topic that is just being made. @throws CliError */
  async leaders(topic: string, options: { readonly create?: boolean } = {}): Promise<Map<number, number>> {
    return this.retry(`topic ${topic}`, async () => {
      const answer = await this.metadata([topic], options.create ?? false)
      const found = answer.topics[0]
      if (found === undefined) throw new CliError(`topic ${topic}: the broker says nothing of it`)
      if (!options.create && found.errorCode === errorCodes.UNKNOWN_TOPIC_OR_PARTITION)
        throw await this.topicError(topic, found.errorCode)
      if (found.errorCode !== errorCodes.NONE) return { code: found.errorCode }
      const lost = found.partitions.find(({ leaderId }) => leaderId < 0)
      if (lost !== undefined) return { code: errorCodes.LEADER_NOT_AVAILABLE }
      return {
        value: new Map(
          found.partitions.map((each) => [each.partitionIndex, each.leaderId] as const).sort(([a], [b]) => a - b)
        )
      }
    })
  }

  /** An error of a topic; for one that does not exist with the name that was probably meant, or how to make it. */
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

  /** The broker that coordinates a group. */
  async coordinator(group: string, role = ''): Promise<BrokerConnection> {
    const known = this.#coordinators.get(group)
    if (known !== undefined) return this.node(known, role)
    const id = await this.retry(`group ${group}`, async () => {
      const connection = await this.any()
      const inBatches = connection.versionOf('FindCoordinator') >= 4
      const answer = await connection.call('FindCoordinator', inBatches ? { coordinatorKeys: [group] } : { key: group })
      const found = answer.coordinators[0] ?? answer
      if (found.errorCode !== errorCodes.NONE) return { code: found.errorCode }
      this.#nodes.set(found.nodeId, { host: found.host, port: found.port })
      return { value: found.nodeId }
    })
    this.#coordinators.set(group, id)
    return this.node(id, role)
  }

  /** The next look-up asks again. */
  forgetCoordinator(group: string): void {
    this.#coordinators.delete(group)
  }

  /** Asks again while the answer is one that goes away by itself. @throws CliError */
  async retry<T>(what: string, ask: () => Promise<{ readonly value: T } | { readonly code: number }>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const answer = await ask()
      if ('value' in answer) return answer.value
      if (attempt >= attempts || !isTransient(answer.code)) throw brokerError(what, answer.code)
      await this.pause(pauseMs)
    }
  }

  pause(ms: number): Promise<void> {
    return new Promise((resolve) => void this.env.timers.after(ms, resolve))
  }

  async close(): Promise<void> {
    for (const connecting of this.#open.values()) {
      const connection = await connecting.catch(() => undefined)
      connection?.close()
    }
    this.#open.clear()
  }
}
