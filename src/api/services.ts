import type { BrokerConfig, BrokerLoggers } from '../config/index.ts'
import type { ProducerIds, Topics } from '../controller/index.ts'
import type { GroupCoordinator } from '../coordination/index.ts'
import type { Endpoint, Env, Logger } from '../env/index.ts'
import type { LogStore } from '../log/index.ts'
import type { MetadataImage, MetadataStore } from '../metadata/index.ts'
import type { FetchSessions, ReplicaStore } from '../replica/index.ts'
import type { Authorizer } from '../security/index.ts'
import type { ConnectionContext } from './context.ts'
import type { ApiTable } from './table.ts'
import type { KnownClients } from './tell.ts'
import type { UnservedLog } from './unserved.ts'

/** The parts of a broker that handlers use. */
export interface Services {
  readonly env: Env
  readonly log: Logger
  readonly loggers: BrokerLoggers
  readonly unserved: UnservedLog
  readonly knownClients: KnownClients
  readonly config: BrokerConfig
  readonly brokerId: number
  readonly clusterId: string
  readonly rack: string | null
  readonly image: MetadataImage
  readonly metadata: MetadataStore
  readonly logs: LogStore
  readonly replicas: ReplicaStore
  readonly topics: Topics
  readonly producerIds: ProducerIds
  readonly fetchSessions: FetchSessions
  readonly groups: GroupCoordinator
  readonly authorizer: Authorizer
  readonly apis: ApiTable
  /** Where this client is to connect to. */
  advertisedEndpoint(connection: ConnectionContext): Endpoint
}
