import type { Env, Logger } from '../env/index.ts'
import type { EtcdAddress, EtcdFiles } from './etcd-address.ts'
import type { MetadataStore } from './store.ts'

export interface EtcdStoreOptions {
  readonly env: Env
  readonly log: Logger
  readonly address: EtcdAddress
  /** For an address with TLS. */
  readonly files?: EtcdFiles | undefined
  /** How long `open` tries; 30 s by default. */
  readonly openMs?: number | undefined
  /** Ends `open` earlier. */
  readonly signal?: AbortSignal | undefined
}

/** What the store on etcd has to offer. */
interface EtcdRoom {
  readonly EtcdMetadataStore: {
    /** Resolves when it knows everything. Rejects with Error when etcd does not answer, or refuses, and with OttlaError
     * BAD_CONFIG when a file of certificates is of no use; nothing stays open then. */
    open(options: EtcdStoreOptions): Promise<MetadataStore>
  }
}

/** The one place that reaches the store on etcd, which is loaded only where somebody asked for it. */
export const loadEtcd = (): Promise<EtcdRoom> => import('./etcd/index.ts')
