/*
 * Logs configs that are set but have no effect.
 */
import { brokerTable, type ConfigRow, noEffectLines, refusalOf } from '../config/index.ts'
import type { Logger } from '../env/index.ts'
import type { ConfigType, MetadataImage } from '../metadata/index.ts'

interface Resource {
  readonly type: ConfigType
  readonly name: string
  readonly table: ReadonlyMap<string, ConfigRow>
}

/** Configs set at run time by an earlier process, reported like at a start. */
export function tellDynamicWithoutEffect(broker: {
  readonly brokerId: number
  readonly image: MetadataImage
  readonly log: Logger
}): void {
  for (const name of ['', String(broker.brokerId)]) {
    const values = broker.image.configs('brokers', name)
    tellWithoutEffect(broker, { type: 'brokers', name, table: brokerTable }, values)
    for (const [config, value] of values) {
      const why = refusalOf(config, value)
      // A start cannot refuse it, because only a running broker can remove it.
      if (why !== undefined) broker.log.warn(`no effect here: the dynamic config ${config}; ${why}`)
    }
  }
}

/** Logs every config that is set but has no effect. */
export function tellWithoutEffect(
  { log }: { readonly log: Logger },
  { type, name, table }: Resource,
  values: Iterable<readonly [string, string]>
): void {
  const origin =
    type === 'brokers' ? `dynamic config of ${name === '' ? 'all brokers' : `broker ${name}`}` : `${type} ${name}`
  const settings = [...values].map(([config, value]) => ({ name: config, value, origin }))
  for (const line of noEffectLines(settings, table)) log.warn(line)
}
