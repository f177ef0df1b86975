import type { ApiName } from '../protocol/index.ts'

/** A request and what became of it. */
export interface Exchange {
  /** Position of the connection among those that the check opened, from 0. */
  readonly connection: number
  readonly api: ApiName
  readonly version: number
  readonly request: unknown
  /** Undefined until the answer is there; stays so for a request that has none. */
  response?: unknown
  /** Why there is no response. */
  lost?: string
}

/** What a check said to a broker and what it heard, in the order of sending. Set-up and polling are left out. */
export type Transcript = Exchange[]
