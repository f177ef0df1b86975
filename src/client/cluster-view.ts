import type { Endpoint } from '../env/index.ts'
import { errorCodes, errorName, type Failure, failed, type MetadataResponse } from '../protocol/index.ts'
import type { BrokerConnection, ClientEnv, ConnectionSettings } from './broker-connection.ts'
import { type CallFailure, callFailure, isCallFailure } from './call-failure.ts'
import { type BackOff, Connections } from './connections.ts'

/** Kafka's FindCoordinatorRequest.CoordinatorType. */
const coordinatorTypes = { group: 0, transaction: 1, share: 2 } as const
type CoordinatorType = keyof typeof coordinatorTypes

/** The first versions that ask for another kind than a group, and for several keys. */
const typedVersion = 1
const batchedVersion = 4

/**
 * A cluster as a client sees it: its brokers, who leads which partition, who coordinates what. Nothing here rejects: a CallFailure
 * says that there was no answer, a plain Failure has the error that a broker answered.
 */
export class ClusterView {
  readonly #bootstrap: readonly Endpoint[]
  readonly #connections: Connections
  readonly #nodes = new Map<number, Endpoint>()
  readonly #coordinators = new Map<string, number>()

  constructor(env: ClientEnv, bootstrap: readonly Endpoint[], settings: ConnectionSettings, backOff?: BackOff) {
    this.#bootstrap = bootstrap
    this.#connections = new Connections(env, settings, backOff)
  }

  /** Any broker that answers. Those whose last tries failed come last, as for Kafka's leastLoadedNode. The failure is that of the last one. */
  async any(): Promise<BrokerConnection | CallFailure> {
    const known = [...this.#bootstrap, ...this.#nodes.values()].map((endpoint) => ({
      endpoint,
      waitMs: this.#connections.waitMs(endpoint)
    }))
    let failure = callFailure('NETWORK_EXCEPTION', 'no broker is known')
    for (const { endpoint } of known.sort((a, b) => a.waitMs - b.waitMs)) {
      const connection = await this.#connections.to(endpoint)
      if (!isCallFailure(connection)) return connection
      failure = connection
    }
    return failure
  }

  /** A broker by its id. `role` asks for a connection of its own, so that a long poll holds up nobody else. */
  async node(id: number, role = ''): Promise<BrokerConnection | CallFailure> {
    if (!this.#nodes.has(id)) {
      const asked = await this.metadata([])
      if (isCallFailure(asked)) return asked
    }
    const endpoint = this.#nodes.get(id)
    if (endpoint === undefined) return callFailure('NETWORK_EXCEPTION', `broker ${id} is not in the cluster's metadata`)
    return this.#connections.to(endpoint, role)
  }

  /** What a broker knows of these topics, and of all brokers. Null asks for every topic. */
  async metadata(
    topics: readonly string[] | null,
    allowAutoTopicCreation = false
  ): Promise<MetadataResponse | CallFailure> {
    const connection = await this.any()
    if (isCallFailure(connection)) return connection
    const version = connection.versionOf('Metadata')
    if (isCallFailure(version)) return version
    // Before v1 an empty list means every topic, and there is no null.
    const names = topics?.map((name) => ({ name })) ?? (version === 0 ? [] : null)
    const answer = await connection.call('Metadata', {
      topics: names,
      allowAutoTopicCreation: version >= 4 ? allowAutoTopicCreation : undefined
    })
    if (isCallFailure(answer)) return answer
    for (const { nodeId, host, port } of answer.brokers) this.#nodes.set(nodeId, { host, port })
    return answer
  }

  /** The controller; any broker where the cluster names none or that one does not answer: each hands over what is not its own to do. */
  async controller(): Promise<BrokerConnection | CallFailure> {
    const answer = await this.metadata([])
    if (isCallFailure(answer)) return answer
    const { controllerId } = answer
    if (controllerId === undefined || !this.#nodes.has(controllerId)) return this.any()
    const connection = await this.node(controllerId)
    return isCallFailure(connection) ? this.any() : connection
  }

  /**
   * The leaders of a topic's partitions, by index and in order. Fails with the error that the topic has, and with
   * LEADER_NOT_AVAILABLE while a partition has no leader. Asks once: whoever can wait asks again.
   */
  async leaders(
    topic: string,
    options: { readonly create?: boolean } = {}
  ): Promise<ReadonlyMap<number, number> | CallFailure | Failure> {
    const answer = await this.metadata([topic], options.create ?? false)
    if (isCallFailure(answer)) return answer
    const found = answer.topics[0]
    if (found === undefined) return failed('UNKNOWN_SERVER_ERROR', `the broker says nothing of topic ${topic}`)
    const { errorCode, partitions } = found
    if (errorCode !== errorCodes.NONE) return failed(errorName(errorCode))
    if (partitions.some(({ leaderId }) => leaderId < 0)) return failed('LEADER_NOT_AVAILABLE')
    const leaders = partitions.map(({ partitionIndex, leaderId }) => [partitionIndex, leaderId] as const)
    return new Map(leaders.sort(([a], [b]) => a - b))
  }

  /** The broker that coordinates a group or a transactional id; known until `forgetCoordinator`. Asks once, as `leaders` does. */
  async coordinator(
    key: string,
    { type = 'group', role = '' }: { readonly type?: CoordinatorType; readonly role?: string } = {}
  ): Promise<BrokerConnection | CallFailure | Failure> {
    const id = this.#coordinators.get(`${type} ${key}`) ?? (await this.#findCoordinator(key, type))
    return typeof id === 'number' ? this.node(id, role) : id
  }

  async #findCoordinator(key: string, type: CoordinatorType): Promise<number | CallFailure | Failure> {
    const connection = await this.any()
    if (isCallFailure(connection)) return connection
    const version = connection.versionOf('FindCoordinator', type === 'group' ? 0 : typedVersion)
    if (isCallFailure(version)) return version
    const keyType = version >= typedVersion ? coordinatorTypes[type] : undefined
    const asked = version >= batchedVersion ? { coordinatorKeys: [key], keyType } : { key, keyType }
    const answer = await connection.call('FindCoordinator', asked)
    if (isCallFailure(answer)) return answer
    const { errorCode, nodeId, host, port } = answer.coordinators[0] ?? answer
    if (errorCode !== errorCodes.NONE) return failed(errorName(errorCode))
    this.#nodes.set(nodeId, { host, port })
    this.#coordinators.set(`${type} ${key}`, nodeId)
    return nodeId
  }

  /** The next look-up asks again. */
  forgetCoordinator(key: string, type: CoordinatorType = 'group'): void {
    this.#coordinators.delete(`${type} ${key}`)
  }

  close(): Promise<void> {
    return this.#connections.close()
  }
}
