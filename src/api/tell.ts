/* Logs the changes that clients request, with fields and bounded in length. */
import { loggerNames } from '../config/index.ts'
import type { RequestContext } from './context.ts'
import { shown } from './shown.ts'

/** How many topics of one request are named. */
const namesMax = 20

/** Who sent the request, as log fields. */
const askedBy = ({ connection: { principal, remoteHost }, clientId }: RequestContext) => ({
  principal: `${principal.type}:${principal.name}`,
  clientId: shown(clientId ?? ''),
  address: remoteHost
})

/** Logs one line for all topics that a request changed, or nothing if there are none. */
export function tellTopics(
  context: RequestContext,
  what: 'created' | 'deleted' | 'given partitions',
  topics: readonly string[],
  more: Readonly<Record<string, unknown>> = {}
): void {
  if (topics.length === 0) return
  const [first] = topics
  const fields =
    topics.length === 1 ? { topic: first } : { count: topics.length, topics: topics.slice(0, namesMax).join(',') }
  context.loggers.named(loggerNames.controller).info(topics.length === 1 ? `topic ${what}` : `topics ${what}`, {
    ...fields,
    ...more,
    ...askedBy(context)
  })
}

/** Only the names of configs: values may be secrets. */
export function tellConfigs(
  context: RequestContext,
  { type, name }: { readonly type: string; readonly name: string },
  configs: readonly string[]
): void {
  const fields = { type, name: shown(name), configs: configs.slice(0, namesMax).join(','), ...askedBy(context) }
  context.loggers.named(loggerNames.controller).info('configs changed', fields)
}
