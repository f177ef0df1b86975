/*
 * Owns the places between a request and its handler where the rules of the house stand that no handler should know: who may
 * ask on which listener, authentication, quotas, faults, times and traces. Each is an optional function, given at the start;
 * one that is absent costs a comparison with undefined. The order is that of the fields.
 */
import type { AnyApiRow, ConnectionContext } from '../api/index.ts'
import type { ErrorName } from '../protocol/index.ts'

/** What a stage sees of a request. */
export interface StageRequest {
  readonly api: AnyApiRow
  readonly apiVersion: number
  readonly clientId: string | null
  readonly connection: ConnectionContext
}

/** Answered with Kafka's error in every part of the answer, or not answered at all: then the connection is closed. */
export type Refusal = { readonly error: ErrorName } | { readonly close: string }

/** How a request ended. */
export interface Outcome {
  /** The answer before it was encoded; null: there is none. */
  readonly answer: unknown
  readonly answerBytes: number
  /** What the handler or the encoder threw. */
  readonly error: unknown
}

export interface Stages {
  /** Before the body is read. Why the connection is closed instead, as for an API that is not served on this listener. */
  readonly listenerScope?: ((request: StageRequest) => string | undefined) | undefined
  /** Before the body is read. Why the connection is closed instead: its client has to authenticate first. */
  readonly authenticated?: ((request: StageRequest) => string | undefined) | undefined
  /** Refuses what would exceed a quota, where it is the work that is limited and not its rate. */
  readonly quota?: ((request: StageRequest, body: unknown) => Refusal | undefined) | undefined
  /** Refuses as a test wishes it. */
  readonly fault?: ((request: StageRequest, body: unknown) => Refusal | undefined) | undefined
  /** After the handler: for how long the client is told that it was throttled, in ms. */
  readonly throttle?: ((request: StageRequest, answer: unknown) => number) | undefined
  /** Before the handler; what it returns is called once, when the answer is encoded or there will be none. */
  readonly trace?: ((request: StageRequest, requestBytes: number) => (outcome: Outcome) => void) | undefined
}

export const noStages: Stages = {}
