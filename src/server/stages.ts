/*
 * The hooks between a request and its handler, for rules that handlers should not know about: authentication, quotas, faults,
 * delays and traces. Each stage is an optional function set at start; an absent one costs a comparison with undefined. They run
 * in the order of the fields. An API that a kind of listener does not serve needs no stage: it is missing from that listener's
 * table and is refused as unknown.
 */
import type { AnyApiRow, ApiTable, ConnectionContext } from '../api/index.ts'
import type { ErrorName } from '../protocol/index.ts'
import { clusterName, type Operation, type ResourceType } from '../security/index.ts'

/** A request as a stage sees it. */
export interface StageRequest {
  readonly api: AnyApiRow
  readonly apiVersion: number
  readonly clientId: string | null
  readonly connection: ConnectionContext
  may(operation: Operation, type: ResourceType, name: string): boolean
}

/** Either an error for every part of the response, or no response at all and a closed connection. */
export type Refusal = { readonly error: ErrorName } | { readonly close: string }

/** How a request ended. */
export interface Outcome {
  /** The response before encoding; null if there is none. */
  readonly answer: unknown
  readonly answerBytes: number
  /** What the handler or the encoder threw, or the name of the error with which a stage refused the request. */
  readonly error: unknown
}

export interface Stages {
  /** Runs before the body is read. Returns why the connection must be closed if the client has to authenticate first. */
  readonly authenticated?: ((request: StageRequest) => string | undefined) | undefined
  /** Runs for APIs reserved to brokers (`isClusterAction`). */
  readonly clusterAction?: ((request: StageRequest) => Refusal | undefined) | undefined
  /**
   * Refuses requests that would exceed a quota on the amount of work rather than its rate. Skipped for APIs whose quota is
   * `none`.
   */
  readonly quota?: ((request: StageRequest, body: unknown) => Refusal | undefined) | undefined
  /** Refuses requests on behalf of a test. */
  readonly fault?: ((request: StageRequest, body: unknown) => Refusal | undefined) | undefined
  /**
   * Runs for APIs that belong to the controller (`isForwarded`). Its result, or what it resolves to, replaces the handler's
   * response. Undefined means that this broker is now the controller and its own handler answers. Absent on a standalone broker,
   * which is always the controller.
   */
  readonly forward?: ((request: StageRequest, body: unknown) => unknown) | undefined
  /**
   * Runs after the handler and returns for how many milliseconds to throttle the client. As in Kafka (KIP-219), the client is
   * answered immediately, with the throttle time if the response has a field for it, and its connection takes no more requests
   * for that long. The response is null with acks=0. Skipped for APIs whose quota is `none`.
   */
  readonly throttle?: ((request: StageRequest, answer: unknown) => number) | undefined
  /**
   * Runs after the handler and returns by how many milliseconds to delay the response, as on a slow network. Later responses wait
   * behind it.
   */
  readonly delay?: ((request: StageRequest, answer: unknown) => number) | undefined
  /** Runs before the handler. The function it returns is called once, when the response is encoded or there will be none. */
  readonly trace?: ((request: StageRequest, requestBytes: number) => (outcome: Outcome) => void) | undefined
}

export const noStages: Stages = {}

/**
 * The stages required by the API table and the listeners. Unneeded ones are absent: on plaintext listeners every client counts as
 * authenticated.
 */
export const standardStages = (
  { rows }: ApiTable,
  listeners: readonly { readonly securityProtocol: ConnectionContext['securityProtocol'] }[]
): Stages => ({
  authenticated: listeners.some(({ securityProtocol }) => securityProtocol.startsWith('SASL_'))
    ? authenticated
    : undefined,
  clusterAction: rows.some(({ isClusterAction }) => isClusterAction) ? clusterAction : undefined
})

/** Source: org.apache.kafka.common.security.authenticator.SaslServerAuthenticator#handleKafkaRequest. */
const authenticated = ({ api, connection }: StageRequest) =>
  api.beforeAuthentication || connection.isAuthenticated ? undefined : 'asked before its client has authenticated'

/** Source: kafka.server.AuthHelper#authorizeClusterOperation. */
const clusterAction = (request: StageRequest): Refusal | undefined =>
  request.may('CLUSTER_ACTION', 'CLUSTER', clusterName) ? undefined : { error: 'CLUSTER_AUTHORIZATION_FAILED' }
