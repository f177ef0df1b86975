import { featureLevel } from '../controller/index.ts'
import type { RequestContext } from './context.ts'

type Configured = Pick<RequestContext, 'config' | 'image'>

/** Whether the consumer protocol is enabled: `group.version` and `group.coordinator.rebalance.protocols`. */
export const servesConsumerGroups = ({ config, image }: Configured): boolean =>
  featureLevel(image, 'group.version') >= 1 && offers(config, 'consumer')

/** Whether streams groups are enabled: `streams.version` and `group.coordinator.rebalance.protocols`. */
export const servesStreamsGroups = ({ config, image }: Configured): boolean =>
  featureLevel(image, 'streams.version') >= 1 && offers(config, 'streams')

let lastText = ''
let lastProtocols: ReadonlySet<string> = new Set()

/** Every heartbeat checks this and the config hardly ever changes, so the list is parsed once. */
function offers(config: Configured['config'], protocol: string): boolean {
  const text = config.raw('group.coordinator.rebalance.protocols') ?? ''
  if (text !== lastText) {
    lastText = text
    lastProtocols = new Set(text.split(',').map((name) => name.trim().toLowerCase()))
  }
  return lastProtocols.has(protocol)
}

/** Whether share groups are enabled: `share.version`. */
export const servesShareGroups = ({ image }: Pick<RequestContext, 'image'>): boolean =>
  featureLevel(image, 'share.version') >= 1
