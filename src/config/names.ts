/*
 * The names of broker and topic configs by type, so that the compiler checks which config is read.
 */
import type { brokerConfigs, topicConfigs } from './definitions.ts'
import type { ownBrokerConfigs } from './own-definitions.ts'
import type { ConfigValueType } from './row.ts'

type Broker = typeof brokerConfigs & typeof ownBrokerConfigs
type NamesOf<Facts, Type extends ConfigValueType> = {
  [N in keyof Facts]: Facts[N] extends { readonly type: Type } ? N : never
}[keyof Facts] &
  string

export type BrokerConfigName = keyof Broker & string
export type NumberConfigName = NamesOf<Broker, 'int' | 'long' | 'short' | 'double'>
export type BooleanConfigName = NamesOf<Broker, 'boolean'>
export type ListConfigName = NamesOf<Broker, 'list'>
export type StringConfigName = NamesOf<Broker, 'string' | 'class' | 'password'>
export type TopicConfigName = keyof typeof topicConfigs
