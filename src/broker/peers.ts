/*
 * The connections of this broker to its peers, except those of followers, which have their own. Nothing here rejects.
 */
import { type BrokerConnection, type CallFailure, Connections, callFailure, isCallFailure } from '../client/index.ts'
import type { Endpoint, Env } from '../env/index.ts'
import type { ApiName, RequestInputMap, ResponseMap } from '../protocol/index.ts'

export class Peers {
  readonly #connections: Connections
  readonly #endpointOf: (brokerId: number) => Endpoint | undefined
  readonly #timeoutMs: () => number

  constructor(
    env: Env,
    brokerId: number,
    endpointOf: (brokerId: number) => Endpoint | undefined,
    timeoutMs: () => number
  ) {
    this.#connections = new Connections(env, { clientId: `broker-${brokerId}` })
    this.#endpointOf = endpointOf
    this.#timeoutMs = timeoutMs
  }

  /** `role` requests a separate connection, so that nothing else is held up. */
  async call<K extends ApiName>(
    brokerId: number,
    name: K,
    body: RequestInputMap[K],
    { role = '', leastVersion }: { readonly role?: string; readonly leastVersion?: number } = {}
  ): Promise<ResponseMap[K] | CallFailure> {
    const connection = await this.#to(brokerId, role)
    if (isCallFailure(connection)) return connection
    return connection.call(name, body, { timeoutMs: this.#timeoutMs(), leastVersion })
  }

  #to(brokerId: number, role: string): Promise<BrokerConnection | CallFailure> {
    const endpoint = this.#endpointOf(brokerId)
    if (endpoint === undefined)
      return Promise.resolve(
        callFailure('NETWORK_EXCEPTION', `broker ${brokerId} is not there, or has no listener for brokers`)
      )
    return this.#connections.to(endpoint, role)
  }

  close(): Promise<void> {
    return this.#connections.close()
  }
}
