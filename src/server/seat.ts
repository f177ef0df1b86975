import type { Reserve } from '../log/index.ts'
import type { MetadataStore } from '../metadata/index.ts'
import type { OpenedDirectory } from './directory.ts'

/** What a cluster broker gets from whoever starts it. */
export interface Seat {
  readonly brokerId: number
  readonly clusterId: string
  /** Closed by the broker. */
  readonly metadata: MetadataStore
  /** Its data directory, if the cluster has opened it already and holds the locks of all directories. */
  readonly opened?: (OpenedDirectory & { readonly reserve: Reserve }) | undefined
  /** Clients that connect are answered only after the broker's `serve`. */
  readonly servesLater?: boolean
  /** Whoever starts the broker has opened the metadata in its data directory. */
  readonly hasMetadata?: boolean
  /** Whoever starts the broker holds the locks of its data directories. */
  readonly isLocked?: boolean
}
