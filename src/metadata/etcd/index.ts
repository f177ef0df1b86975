/** The store on etcd, which is loaded only where somebody asks for it: it brings Node's HTTP client. */
export { EtcdMetadataStore } from './etcd-store.ts'
