/** The store on etcd. Loaded only when used, because it brings in Node's HTTP client. */
export { EtcdMetadataStore } from './etcd-store.ts'
