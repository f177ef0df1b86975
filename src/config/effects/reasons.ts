/** Why a config has no effect, or why a start with it is refused: sentence endings shared by many rows. */
export const because = {
  ownMetadata: 'metadata is kept in files of its own, without a quorum of controllers',
  oneLoop: 'one event loop does the work of these threads',
  waiters: 'waiting requests are kept with what they wait for and leave nothing to purge',
  atOnce: 'group records are appended as they come',
  ownMetrics: 'metrics are counters that Prometheus reads over HTTP (--http), without reporters and samples',
  noQuotas: 'quotas are not built yet',
  noTiering: 'tiered storage is not built yet',
  noTokens: 'delegation tokens are not built yet',
  noClient: 'the broker opens no connections of its own',
  kernel: 'the sizes of socket buffers are left to the operating system',
  /** Ends of "Ottla refuses to start with another value, because ...". */
  noTls: 'TLS is not built yet and connections would not be encrypted',
  noSasl: 'SASL is not built yet and clients would not be authenticated',
  noAuthorizer: 'authorization is not built yet and everybody may do everything',
  noPolicies: 'policies are classes of the JVM and the policy would not be enforced',
  noPlugins: 'it is a class of the JVM and would not run',
  noCluster: 'brokers form a cluster by --metadata, not by a quorum of controllers, and records would not be replicated'
} as const
