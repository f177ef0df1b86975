import type { brokerConfigs, clientMetricsConfigs, groupConfigs, topicConfigs } from '../definitions.ts'
import type { ConfigEffect } from '../row.ts'
import { clusterEffects } from './cluster.ts'
import { groupEffects, transactionEffects } from './groups.ts'
import { networkEffects } from './network.ts'
import { ownEffects } from './own.ts'
import { securityEffects } from './security.ts'
import { storageEffects } from './storage.ts'
import { clientMetricsEffects, groupConfigEffects, topicEffects } from './topics.ts'

type EffectsOf<Facts> = { readonly [N in keyof Facts]: ConfigEffect }

const brokerEffects = {
  ...clusterEffects,
  ...groupEffects,
  ...networkEffects,
  ...securityEffects,
  ...storageEffects,
  ...transactionEffects
}

/** The effect of every Kafka config in Ottla. The compiler checks that none is missing or made up. */
const effects: {
  readonly broker: EffectsOf<typeof brokerConfigs> &
    Record<Exclude<keyof typeof brokerEffects, keyof typeof brokerConfigs>, never>
  readonly topic: EffectsOf<typeof topicConfigs>
  readonly group: EffectsOf<typeof groupConfigs>
  readonly clientMetrics: EffectsOf<typeof clientMetricsConfigs>
} = {
  broker: brokerEffects,
  topic: topicEffects,
  group: groupConfigEffects,
  clientMetrics: clientMetricsEffects
}

export type ConfigKind = keyof typeof effects

const byKind: Readonly<Record<ConfigKind, Readonly<Record<string, ConfigEffect>>>> = {
  ...effects,
  broker: { ...effects.broker, ...ownEffects }
}

/** The effect of a config that is in the table of its kind. */
export function effectOf(kind: ConfigKind, name: string): ConfigEffect {
  return byKind[kind][name] as ConfigEffect
}
