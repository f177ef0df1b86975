import type { Env, Logger } from '../env/index.ts'
import type { EtcdAddress, EtcdFiles } from './etcd-address.ts'
import type { MetadataStore } from './store.ts'

export interface EtcdStoreOptions {
  readonly env: Env
  readonly log: Logger
  readonly address: EtcdAddress
  /** For an address with TLS. */
  readonly files?: EtcdFiles | undefined
  /** How long `open` keeps trying; 30 s by default. */
  readonly openMs?: number | undefined
  /** Aborts `open`. */
  readonly signal?: AbortSignal | undefined
}

/** The interface of the store on etcd. */
interface EtcdRoom {
  readonly EtcdMetadataStore: {
    /**
     * Resolves once the store has read everything. Rejects with Error if etcd does not answer or refuses, and with OttlaError
     * BAD_CONFIG if a certificate file is unusable; then leaves nothing open.
     */
    open(options: EtcdStoreOptions): Promise<MetadataStore>
  }
}

/** The only place that loads the store on etcd, which happens only when it is used. */
export const loadEtcd = (): Promise<EtcdRoom> => import('./etcd/index.ts')
