import type { Capabilities } from '../api/index.ts'
import {
  alterConfigs,
  alterCredentials,
  alterQuotas,
  type ConfigHost,
  changeableResource,
  reassign,
  tellWithoutEffect,
  unregisterBroker,
  updateFeatures
} from '../controller/index.ts'

type Coordinating = 'groups' | 'transactions' | 'shareState' | 'shareStates' | 'shares' | 'markers'

/** The parts of a broker from which its capabilities are built. */
type Parts = ConfigHost &
  Omit<
    Capabilities,
    | 'cluster'
    | 'configs'
    | 'partitions'
    | 'alterQuotas'
    | 'alterCredentials'
    | 'updateFeatures'
    | 'reassign'
    | 'unregisterBroker'
    | Coordinating
  > & {
    readonly coordinators: Pick<Capabilities, Coordinating>
    readonly clusterId: string
    readonly replicas: Capabilities['partitions']
    readonly advertisedEndpoint: Capabilities['cluster']['endpointFor']
  }

/** The capabilities for this broker's handlers, built once. */
export const capabilitiesOf = (parts: Parts): Capabilities => ({
  env: parts.env,
  log: parts.log,
  loggers: parts.loggers,
  unserved: parts.unserved,
  knownClients: parts.knownClients,
  apis: parts.apis,
  cluster: { id: parts.clusterId, brokerId: parts.brokerId, endpointFor: parts.advertisedEndpoint },
  image: parts.image,
  config: parts.config,
  configs: {
    resource: (resourceType, name) => changeableResource(parts, resourceType, name),
    alter: (resource, changesOf, validateOnly) => alterConfigs(parts, resource, changesOf, validateOnly),
    tellWithoutEffect: (resource, values) => tellWithoutEffect(parts, resource, values)
  },
  alterQuotas: (entity, changes) => alterQuotas(parts, entity, changes),
  alterCredentials: (user, change) => alterCredentials(parts, user, change),
  updateFeatures: (updates, validateOnly) => updateFeatures(parts, updates, validateOnly),
  reassign: (reassignment) => reassign(parts, reassignment),
  unregisterBroker: (brokerId) => unregisterBroker(parts, brokerId),
  topics: parts.topics,
  producerIds: parts.producerIds,
  partitions: parts.replicas,
  fetchSessions: parts.fetchSessions,
  groups: parts.coordinators.groups,
  transactions: parts.coordinators.transactions,
  shareState: parts.coordinators.shareState,
  shareStates: parts.coordinators.shareStates,
  shares: parts.coordinators.shares,
  endOffset: (topic, partition) => parts.endOffset(topic, partition),
  markers: parts.coordinators.markers,
  leaderThrottle: parts.leaderThrottle
})
