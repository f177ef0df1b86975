/* Messages between a broker on its own thread and the thread that started it, apart from metadata. */
import { type Endpoint, type LogLevel, messageOf, OttlaError, type OttlaErrorCode } from '../env/index.ts'
import type { CutChange, StartOptions } from '../server/index.ts'

/** The start-up data of the thread. */
export interface ThreadStart {
  readonly id: number
  readonly options: StartOptions
  readonly clusterId: string
  /** Undefined if the log wants all lines. */
  readonly logLevel: LogLevel | undefined
  readonly httpBefore: Endpoint | undefined
  /** The cluster's metadata is in its data directory, and is opened by the thread that started it. */
  readonly hasMetadata: boolean
}

/** To the thread. Messages with an id are answered. */
export type Ask =
  | { readonly ask: 'joined'; readonly count: number; readonly limitMs: number }
  | { readonly ask: 'createTopics'; readonly topics: NonNullable<StartOptions['topics']> }
  | { readonly ask: 'logsTried'; readonly topics: readonly string[] }
  | { readonly ask: 'stop'; readonly drainMs: number; readonly handsOver: boolean }
  | { readonly ask: 'serve' | 'stopControl' }

export type ToThread = ({ readonly id: number } & Ask) | { readonly cut: CutChange }

/** From the thread. */
export type FromThread =
  | {
      readonly started: {
        readonly endpoint: Endpoint
        readonly ports: readonly number[]
        readonly http: Endpoint | undefined
        readonly dataDir: string | undefined
      }
    }
  | { readonly notStarted: Told }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: Told }
  | { readonly level: LogLevel }
  | { readonly log: LogLevel; readonly line: string; readonly fields: object | undefined }

/** An error as it crosses threads. */
interface Told {
  readonly code: OttlaErrorCode | undefined
  readonly message: string
  readonly stack: string | undefined
}

export const tellError = (error: unknown): Told => ({
  code: error instanceof OttlaError ? error.code : undefined,
  message: messageOf(error),
  stack: error instanceof Error ? error.stack : undefined
})

export function toldError({ code, message, stack }: Told): Error {
  const error = code === undefined ? new Error(message) : new OttlaError(code, message)
  if (code === undefined && stack !== undefined) error.stack = stack
  return error
}
