/*
 * The description of a config: Kafka's facts, generated, and Ottla's effect, written by hand.
 */
export type ConfigValueType = 'boolean' | 'class' | 'double' | 'int' | 'list' | 'long' | 'password' | 'short' | 'string'

/** Facts from Kafka's definition. */
export interface ConfigFacts {
  readonly type: ConfigValueType
  readonly default: string | null
  /** Kafka's description of the valid values; undefined if any value of the type is valid. */
  readonly valid?: string
  readonly importance: 'high' | 'medium' | 'low'
  /** Broker configs only: whether it can be changed at run time. */
  readonly update?: 'read-only' | 'per-broker' | 'cluster-wide'
  /** Topic configs only: the broker configs that provide the default, in order of precedence, with their unit factors. */
  readonly synonyms?: readonly (readonly [string, number])[]
  /** Hidden from clients unless it is set. */
  readonly internal?: true
  readonly required?: true
}

/**
 * Where a config takes effect, or why it does not.
 * - `read`: `reader` is a file below src/, `as` what the config is called there.
 * - `default`: the broker config gives the default of a topic config, which has the effect.
 * - `none`: accepted, and nothing reads it.
 * - `refused`: nothing reads it, and a user who sets it would believe in a protection that is not there, so a start with
 *   another value than the default is refused.
 */
export type ConfigEffect = (
  | { readonly kind: 'read'; readonly reader: string; readonly as: string | undefined }
  | { readonly kind: 'default'; readonly of: string }
  | { readonly kind: 'none'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string }
) & {
  /** One plain sentence about what the config does. */
  readonly about: string
  /** Values that differ from the default but ask for nothing that Ottla does not do anyway. */
  readonly harmless?: (value: string) => boolean
}

export interface ConfigRow<N extends string = string> extends ConfigFacts {
  readonly name: N
  readonly effect: ConfigEffect
}

export const read = (reader: string, about: string, as?: string): ConfigEffect => ({ kind: 'read', reader, as, about })
export const defaultOf = (of: string, about: string): ConfigEffect => ({ kind: 'default', of, about })
export const none = (why: string, about: string, harmless?: (value: string) => boolean): ConfigEffect => ({
  kind: 'none',
  why,
  about,
  ...(harmless === undefined ? {} : { harmless })
})
export const refused = (why: string, about: string, harmless?: (value: string) => boolean): ConfigEffect => ({
  kind: 'refused',
  why,
  about,
  ...(harmless === undefined ? {} : { harmless })
})
