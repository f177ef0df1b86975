import type { Endpoint, Env, Meters } from '../env/index.ts'

/** What the HTTP room is told of the broker. */
export interface Health {
  readonly state: 'starting' | 'serving' | 'stopping'
  /** Why a broker that serves is not ready, one line each: partitions and coordinators that are offline. */
  problems(): readonly string[]
}

export interface HttpOptions {
  readonly env: Env
  readonly at: Endpoint
  readonly meters: Meters
  readonly health: () => Health
  /** A request could not be answered because of a defect. */
  readonly defect: (error: unknown) => void
}

export interface HttpListener {
  readonly at: Endpoint
  stop(): Promise<void>
}

/** What is loaded where HTTP is asked for, and not before: the room `http`. */
export interface HttpRoom {
  /** Rejects with NetError. */
  startHttp(options: HttpOptions): Promise<HttpListener>
}
