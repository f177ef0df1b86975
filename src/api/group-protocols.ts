import { featureLevel } from '../controller/index.ts'
import type { RequestContext } from './context.ts'

type Configured = Pick<RequestContext, 'config'>

/** Whether members of the new consumer protocol are served: `group.version` and `group.coordinator.rebalance.protocols`. */
export const servesConsumerGroups = ({ config }: Configured): boolean =>
  featureLevel('group.version') >= 1 && offers(config, 'consumer')

/** Whether streams groups are served: `streams.version` and `group.coordinator.rebalance.protocols`. */
export const servesStreamsGroups = ({ config }: Configured): boolean =>
  featureLevel('streams.version') >= 1 && offers(config, 'streams')

function offers(config: Configured['config'], protocol: string): boolean {
  const protocols = config.raw('group.coordinator.rebalance.protocols') ?? ''
  return protocols.split(',').some((name) => name.trim().toLowerCase() === protocol)
}

/** Whether members of share groups are served: `share.version`. */
export const servesShareGroups = (): boolean => featureLevel('share.version') >= 1
