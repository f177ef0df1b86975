import type { Reserve } from '../log/index.ts'
import type { MetadataStore } from '../metadata/index.ts'
import type { OpenedDirectory } from './directory.ts'

/** What a broker of a cluster is given by whoever starts it. */
export interface Seat {
  readonly brokerId: number
  readonly clusterId: string
  /** Closed by the broker. */
  readonly metadata: MetadataStore
  /** Its data directory, where the cluster has opened it already and holds the locks of that and those beside it. */
  readonly opened?: (OpenedDirectory & { readonly reserve: Reserve }) | undefined
  /** Clients that connect are answered only after `serve` of the broker. */
  readonly servesLater?: boolean
  /** Whoever starts the broker has opened the metadata that is in its data directory. */
  readonly hasMetadata?: boolean
  /** Whoever starts the broker holds the locks of its data directories. */
  readonly isLocked?: boolean
}
