import type { Endpoint, Env, Meters } from '../env/index.ts'

/** The broker state that the HTTP room needs. */
export interface Health {
  readonly state: 'starting' | 'serving' | 'stopping'
  /** Why a serving broker is not ready: offline partitions and coordinators, one line each. */
  problems(): readonly string[]
}

export interface HttpOptions {
  readonly env: Env
  readonly at: Endpoint
  readonly meters: Meters
  readonly health: () => Health
  /** A request failed because of a bug. */
  readonly defect: (error: unknown) => void
}

export interface HttpListener {
  readonly at: Endpoint
  stop(): Promise<void>
}

/** The `http` room, loaded only when HTTP is enabled. */
export interface HttpRoom {
  /** Rejects with NetError. */
  startHttp(options: HttpOptions): Promise<HttpListener>
}
