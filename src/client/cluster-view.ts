import type { Endpoint } from '../env/index.ts'
import { errorCodes, errorName, type Failure, failed, type MetadataResponse } from '../protocol/index.ts'
import type { BrokerConnection, ClientEnv, ConnectionSettings } from './broker-connection.ts'
import { type CallFailure, callFailure, isCallFailure } from './call-failure.ts'
import { type BackOff, Connections } from './connections.ts'

/** Kafka's FindCoordinatorRequest.CoordinatorType. */
const coordinatorTypes = { group: 0, transaction: 1, share: 2 } as const
type CoordinatorType = keyof typeof coordinatorTypes

/** First FindCoordinator versions with a coordinator type, and with several keys. */
const typedVersion = 1
const batchedVersion = 4

/**
 * A client's view of a cluster: brokers, partition leaders and coordinators. Methods never reject: a CallFailure means that no response
 * arrived, a plain Failure carries the error that a broker returned.
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

  /** Connects to any broker. Like Kafka's leastLoadedNode, tries those in back-off last. Returns the last failure if none responds. */
  async any(): Promise<BrokerConnection | CallFailure> {
    const known = [...this.#bootstrap, ...this.#nodes.values()].map((endpoint) => ({
      endpoint,
      waitMs: this.#connections.waitMs(endpoint)
    }))
    let failure = callFailure('NETWORK_EXCEPTION', 'no known brokers')
    for (const { endpoint } of known.sort((a, b) => a.waitMs - b.waitMs)) {
      const connection = await this.#connections.to(endpoint)
      if (!isCallFailure(connection)) return connection
      failure = connection
    }
    return failure
  }

  /** Connects to a broker by id. Each `role` has its own connection, so that a long poll does not delay other calls. */
  async node(id: number, role = ''): Promise<BrokerConnection | CallFailure> {
    if (!this.#nodes.has(id)) {
      const asked = await this.metadata([])
      if (isCallFailure(asked)) return asked
    }
    const endpoint = this.#nodes.get(id)
    if (endpoint === undefined) return callFailure('NETWORK_EXCEPTION', `broker ${id} is not in the cluster's metadata`)
    return this.#connections.to(endpoint, role)
  }

  /** Fetches the metadata of these topics and of all brokers. Null means all topics. */
  async metadata(
    topics: readonly string[] | null,
    allowAutoTopicCreation = false
  ): Promise<MetadataResponse | CallFailure> {
    const connection = await this.any()
    if (isCallFailure(connection)) return connection
    const version = connection.versionOf('Metadata')
    if (isCallFailure(version)) return version
    // Before v1 the list is not nullable, and an empty list means all topics.
    const names = topics?.map((name) => ({ name })) ?? (version === 0 ? [] : null)
    const answer = await connection.call('Metadata', {
      topics: names,
      allowAutoTopicCreation: version >= 4 ? allowAutoTopicCreation : undefined
    })
    if (isCallFailure(answer)) return answer
    for (const { nodeId, host, port } of answer.brokers) this.#nodes.set(nodeId, { host, port })
    return answer
  }

  /** Connects to the controller, or to any broker if there is none or it does not respond: brokers forward requests to the controller. */
  async controller(): Promise<BrokerConnection | CallFailure> {
    const answer = await this.metadata([])
    if (isCallFailure(answer)) return answer
    const { controllerId } = answer
    if (controllerId === undefined || !this.#nodes.has(controllerId)) return this.any()
    const connection = await this.node(controllerId)
    return isCallFailure(connection) ? this.any() : connection
  }

  /**
   * Returns the leader of each of a topic's partitions, in partition order. Fails with the topic's own error, or with
   * LEADER_NOT_AVAILABLE if a partition has no leader. Does not retry: that is up to the caller.
   */
  async leaders(
    topic: string,
    options: { readonly create?: boolean } = {}
  ): Promise<ReadonlyMap<number, number> | CallFailure | Failure> {
    const answer = await this.metadata([topic], options.create ?? false)
    if (isCallFailure(answer)) return answer
    const found = answer.topics[0]
    if (found === undefined)
      return failed('UNKNOWN_SERVER_ERROR', `the metadata response does not include topic ${topic}`)
    const { errorCode, partitions } = found
    if (errorCode !== errorCodes.NONE) return failed(errorName(errorCode))
    if (partitions.some(({ leaderId }) => leaderId < 0)) return failed('LEADER_NOT_AVAILABLE')
    const leaders = partitions.map(({ partitionIndex, leaderId }) => [partitionIndex, leaderId] as const)
    return new Map(leaders.sort(([a], [b]) => a - b))
  }

  /** Connects to the coordinator of a group or transactional id, cached until `forgetCoordinator`. Does not retry. */
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

  /** Drops the cached coordinator, so that the next call looks it up again. */
  forgetCoordinator(key: string, type: CoordinatorType = 'group'): void {
    this.#coordinators.delete(`${type} ${key}`)
  }

  close(): Promise<void> {
    return this.#connections.close()
  }
}
