/*
 * Owns the places between a request and its handler for rules that no handler should know: authentication, quotas, faults,
 * times and traces. Each stage is an optional function, given at the start; one that is absent costs a comparison with
 * undefined. They run in the order of the fields. That an API is not served on a kind of listener needs no stage: it is not in
 * the listener's table, and is refused as an unknown one.
 */
import type { AnyApiRow, ApiTable, ConnectionContext } from '../api/index.ts'
import type { ErrorName } from '../protocol/index.ts'
import { clusterName, type Operation, type ResourceType } from '../security/index.ts'

/** What a stage sees of a request. */
export interface StageRequest {
  readonly api: AnyApiRow
  readonly apiVersion: number
  readonly clientId: string | null
  readonly connection: ConnectionContext
  may(operation: Operation, type: ResourceType, name: string): boolean
}

/** Answered with Kafka's error in every part of the answer, or not answered at all: then the connection is closed. */
export type Refusal = { readonly error: ErrorName } | { readonly close: string }

/** How a request ended. */
export interface Outcome {
  /** The answer before it was encoded; null: there is none. */
  readonly answer: unknown
  readonly answerBytes: number
  /** What the handler or the encoder threw, or the name of the error with which a stage refused the request. */
  readonly error: unknown
}

export interface Stages {
  /** Before the body is read. Why the connection is closed instead: its client has to authenticate first. */
  readonly authenticated?: ((request: StageRequest) => string | undefined) | undefined
  /** Asked of APIs that only brokers may use (`isClusterAction`). */
  readonly clusterAction?: ((request: StageRequest) => Refusal | undefined) | undefined
  /** Refuses what would exceed a quota, where the work is limited and not its rate. Not asked of APIs whose quota is `none`. */
  readonly quota?: ((request: StageRequest, body: unknown) => Refusal | undefined) | undefined
  /** Refuses as a test wishes it. */
  readonly fault?: ((request: StageRequest, body: unknown) => Refusal | undefined) | undefined
  /**
   * Asked of APIs that belong to the controller (`isForwarded`). What it returns, or what that resolves to, is the answer in
   * place of the handler's; undefined: this broker is now the controller, and its handler answers. One broker is always the
   * controller, so that nobody gives this stage until a cluster has several.
   */
  readonly forward?: ((request: StageRequest, body: unknown) => unknown) | undefined
  /**
   * After the handler: for how many milliseconds the client is throttled. As in Kafka (KIP-219) it is answered at once, is told
   * the time where the answer has a place for it, and nothing more is taken from its connection for so long. The answer is
   * null with acks 0. Not asked of APIs whose quota is `none`.
   */
  readonly throttle?: ((request: StageRequest, answer: unknown) => number) | undefined
  /** After the handler: how many milliseconds the answer is kept back, as on a slow network. Later answers wait behind it. */
  readonly delay?: ((request: StageRequest, answer: unknown) => number) | undefined
  /** Before the handler; what it returns is called once, when the answer is encoded or there will be none. */
  readonly trace?: ((request: StageRequest, requestBytes: number) => (outcome: Outcome) => void) | undefined
}

export const noStages: Stages = {}

/**
 * The stages that the table of APIs and the listeners ask for. One that nothing needs is absent: on plaintext listeners every
 * client counts as authenticated.
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
