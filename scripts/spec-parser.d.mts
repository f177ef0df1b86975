/** Versions are inclusive ranges. */
export type Range = readonly [number, number]

export interface SpecField {
  readonly name: string
  readonly array: boolean
  readonly type: string
  readonly versions: Range
  readonly tagged: Range | null
  readonly tag: number | null
  readonly nullable: Range | null
  readonly default: string | null
  readonly ignorable: boolean
  readonly fields: readonly SpecField[]
}

export interface SpecMessage {
  readonly name: string
  readonly valid: Range
  readonly flexible: Range | null
  readonly structs: readonly { readonly name: string; readonly fields: readonly SpecField[] }[]
  readonly fields: readonly SpecField[]
}

export function parseSpec(text: string): {
  readonly what: string
  readonly key: number | null
  readonly name: string
  readonly messages: readonly SpecMessage[]
}
