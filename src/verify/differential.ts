import type { ApiName } from '../protocol/index.ts'
import { type Difference, differences } from './differences.ts'
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
    if (as === 'renamed') return this.#renamed(path, allowed?.reason ?? '', left, right)
    if (left instanceof Uint8Array || right instanceof Uint8Array) {
      if (!same(left, right)) this.#differ(path, left, right)
      return
    }
    if (Array.isArray(left) && Array.isArray(right)) return this.#array(path, rule, left, right, as === 'unordered')
    if (typeof left === 'object' && typeof right === 'object' && left !== null && right !== null) {
      return this.#struct(path, rule, left as Record<string, unknown>, right as Record<string, unknown>)
    }
    if (!same(left, right)) this.#differ(path, left, right)
  }

  #struct(path: string, rule: string, left: Record<string, unknown>, right: Record<string, unknown>): void {
    const dot = path === '' ? '' : '.'
    for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
      this.#value(`${path}${dot}${name}`, `${rule}${dot}${name}`, left[name], right[name])
    }
  }

  #array(path: string, rule: string, left: unknown[], right: unknown[], unordered: boolean): void {
    if (left.length !== right.length) return this.#differ(`${path}.length`, left.length, right.length)
    const lefts = unordered ? this.#sorted(rule, left) : left
    const rights = unordered ? this.#sorted(rule, right) : right
    for (const [index, item] of lefts.entries()) this.#value(`${path}[${index}]`, `${rule}[]`, item, rights[index])
  }

  /** Sorts elements by what is comparable in them. */
  #sorted(rule: string, values: readonly unknown[]): unknown[] {
    const keyed = values.map((value) => ({ key: show(this.#comparable(`${rule}[]`, value), 10_000), value }))
    return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ value }) => value)
  }

  #comparable(rule: string, value: unknown): unknown {
    const as = this.#rules.get(rule)?.as
    if (as === 'any' || as === 'renamed') return null
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
    if (Array.isArray(value)) return value.map((item) => this.#comparable(`${rule}[]`, item))
    const fields = Object.entries(value)
    return Object.fromEntries(fields.map(([name, field]) => [name, this.#comparable(`${rule}.${name}`, field)]))
  }

  /**
   * Values that mean "none" are the same in every broker; any other may have another name, but only one among values that
   * differ for the same reason.
   */
  #renamed(path: string, kind: string, left: unknown, right: unknown): void {
    const leftKey = `${kind}\n${String(left)}`
    const rightKey = `${kind}\n${String(right)}`
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

function isNone(value: unknown): boolean {
  return value === null || value === '' || value === -1 || value === -1n || value === 'AAAAAAAAAAAAAAAAAAAAAA'
}
