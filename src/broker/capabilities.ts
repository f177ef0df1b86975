import type { Capabilities } from '../api/index.ts'
import {
  type ConfigHost,
  changeableResource,
  changed,
  tellWithoutEffect,
  writeConfigs,
  writeMetadata
} from '../controller/index.ts'

/** The parts of a broker that its handlers' capabilities are made of. */
type Parts = ConfigHost &
  Omit<Capabilities, 'cluster' | 'configs' | 'partitions' | 'writeMetadata'> & {
    readonly clusterId: string
    readonly replicas: Capabilities['partitions']
    readonly advertisedEndpoint: Capabilities['cluster']['endpointFor']
  }

/** What the handlers of this broker may use. Made once. */
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
    plan: (resource, changes) => changed(parts, resource, changes),
    write: (resource, values) => writeConfigs(parts, resource, values),
    tellWithoutEffect: (resource, values) => tellWithoutEffect(parts, resource, values)
  },
  writeMetadata: (operations) => writeMetadata(parts, operations),
  topics: parts.topics,
  producerIds: parts.producerIds,
  partitions: parts.replicas,
  fetchSessions: parts.fetchSessions,
  groups: parts.groups
})
