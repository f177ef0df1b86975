import type { ApiName } from '../protocol/index.ts'
import { zeroUuid } from '../wire/index.ts'
import { type Difference, differences } from './differences.ts'
import { entriesIn } from './entries.ts'
import { same, show } from './expect.ts'
import type { Exchange, Transcript } from './transcript.ts'

/** One field in which the second broker answered otherwise. */
export interface FieldDifference {
  /** Such as `3 Fetch v12 responses[0].partitions[0].highWatermark`: the first number counts the check's requests. */
  readonly at: string
  readonly left: string
  readonly right: string
}

/** Field differences of one check after which no more are listed. */
const listedMax = 20

/** Compares what two brokers answered to the same script, field by field, as the table of differences allows. */
export function compareTranscripts(left: Transcript, right: Transcript): FieldDifference[] {
  const comparison = new Comparison()
  const length = Math.max(left.length, right.length)
  for (let index = 0; index < length && comparison.found.length < listedMax; index++) {
    comparison.exchange(index + 1, left[index], right[index])
  }
  return comparison.found.slice(0, listedMax)
}

function rulesOf(api: ApiName): ReadonlyMap<string, Difference> {
  const rules = differences.filter((difference) => difference.api === '*' || difference.api === api)
  return new Map(rules.map((rule) => [rule.field, rule]))
}

class Comparison {
  readonly found: FieldDifference[] = []
  /** What a value of the left broker was on the right one, and the other way round; each behind the reason it may differ for. */
  readonly #rightOf = new Map<string, string>()
  readonly #leftOf = new Map<string, string>()
  #label = ''
  #rules: ReadonlyMap<string, Difference> = new Map()

  exchange(number: number, left: Exchange | undefined, right: Exchange | undefined): void {
    this.#label = `${number} ${left?.api ?? right?.api} v${left?.version ?? right?.version}`
    if (left === undefined || right === undefined || left.api !== right.api || left.version !== right.version) {
      this.#differ('', left && `${left.api} v${left.version}`, right && `${right.api} v${right.version}`)
      return
    }
    this.#rules = rulesOf(left.api)
    if (left.lost !== undefined || right.lost !== undefined) {
      if ((left.lost === undefined) !== (right.lost === undefined)) {
        this.#differ('', left.lost ?? 'answered', right.lost ?? 'answered')
      }
      return
    }
    this.#value('', '', left.response, right.response)
  }

  /** `rule` is the path with array positions left out. */
  #value(path: string, rule: string, left: unknown, right: unknown): void {
    const allowed = this.#rules.get(rule)
    const as = allowed?.as
    if (as === 'any') return
    if (as === 'renamed') this.#renamed(path, allowed?.reason ?? '', left, right)
    else if (as === 'records') this.#records(path, left, right)
    else if (Array.isArray(left) && Array.isArray(right)) this.#array(path, rule, left, right, as === 'unordered')
    else if (isStruct(left) && isStruct(right)) this.#struct(path, rule, left, right)
    else if (!same(left, right)) this.#differ(path, left, right)
  }

  #struct(path: string, rule: string, left: Record<string, unknown>, right: Record<string, unknown>): void {
    const dot = path === '' ? '' : '.'
    for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
      this.#value(`${path}${dot}${name}`, `${rule}${dot}${name}`, left[name], right[name])
    }
  }

  #array(path: string, rule: string, left: unknown[], right: unknown[], unordered: boolean): void {
    if (left.length !== right.length) {
      this.#differ(`${path}.length`, left.length, right.length)
      return
    }
    const lefts = unordered ? this.#sorted(rule, left, this.#rightOf) : left
    const rights = unordered ? this.#sorted(rule, right) : right
    for (const [index, item] of lefts.entries()) this.#value(`${path}[${index}]`, `${rule}[]`, item, rights[index])
  }

  #records(path: string, left: unknown, right: unknown): void {
    const lefts = entriesIn(left as Uint8Array | null)
    const rights = entriesIn(right as Uint8Array | null)
    if ((lefts.length === 0) !== (rights.length === 0)) this.#differ(path, lefts, rights)
    const length = Math.min(lefts.length, rights.length)
    for (let index = 0; index < length; index++)
      this.#value(`${path}[${index}]`, 'records[]', lefts[index], rights[index])
  }

  /** Sorts elements by what is comparable in them; `names` translates the left broker's values that were seen before. */
  #sorted(rule: string, values: readonly unknown[], names?: ReadonlyMap<string, string>): unknown[] {
    const keyed = values.map((value) => ({ key: show(this.#comparable(`${rule}[]`, value, names), 10_000), value }))
    return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ value }) => value)
  }

  #comparable(rule: string, value: unknown, names: ReadonlyMap<string, string> | undefined): unknown {
    const allowed = this.#rules.get(rule)
    if (allowed?.as === 'any') return null
    if (allowed?.as === 'renamed') return this.#common(nameOf(allowed.reason, value), names)
    if (Array.isArray(value)) return value.map((item) => this.#comparable(`${rule}[]`, item, names))
    if (!isStruct(value)) return value
    const fields = Object.entries(value)
    return Object.fromEntries(fields.map(([name, field]) => [name, this.#comparable(`${rule}.${name}`, field, names)]))
  }

  /** The right broker's name for a value, null when it was not seen before. */
  #common(name: string, names: ReadonlyMap<string, string> | undefined): string | null {
    if (names !== undefined) return names.get(name) ?? null
    return this.#leftOf.has(name) ? name : null
  }

  /**
   * Values that mean "none" are the same in every broker; any other may have another name, but only one among values that
   * differ for the same reason.
   */
  #renamed(path: string, kind: string, left: unknown, right: unknown): void {
    const leftKey = nameOf(kind, left)
    const rightKey = nameOf(kind, right)
    if (typeof left !== typeof right || isNone(left) || isNone(right)) {
      if (!same(left, right)) this.#differ(path, left, right)
    } else if (!this.#rightOf.has(leftKey) && !this.#leftOf.has(rightKey)) {
      this.#rightOf.set(leftKey, rightKey)
      this.#leftOf.set(rightKey, leftKey)
    } else if (this.#rightOf.get(leftKey) !== rightKey) {
      this.#differ(path, left, right)
    }
  }

  #differ(path: string, left: unknown, right: unknown): void {
    this.found.push({
      at: path === '' ? this.#label : `${this.#label} ${path}`,
      left: show(left, 120),
      right: show(right, 120)
    })
  }
}

function nameOf(kind: string, value: unknown): string {
  return `${kind}\n${String(value)}`
}

function isStruct(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array) && !Array.isArray(value)
}

function isNone(value: unknown): boolean {
  return value === null || value === '' || value === -1 || value === -1n || value === zeroUuid
}
