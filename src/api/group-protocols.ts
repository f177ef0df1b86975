import { featureLevel } from '../controller/index.ts'
import type { RequestContext } from './context.ts'

/** Whether members of the new consumer protocol are served: `group.version` and `group.coordinator.rebalance.protocols`. */
export function servesConsumerGroups({ config }: Pick<RequestContext, 'config'>): boolean {
  if (featureLevel('group.version') < 1) return false
  const protocols = config.raw('group.coordinator.rebalance.protocols') ?? ''
  return protocols.split(',').some((name) => name.trim().toLowerCase() === 'consumer')
}
