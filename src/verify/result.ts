import type { PlacedCheck } from './check.ts'
import type { FieldDifference } from './differential.ts'

type Outcome = 'passed' | 'failed' | 'skipped'

export interface CheckResult {
  readonly check: PlacedCheck
  readonly outcome: Outcome
  /** Why it failed or was skipped; empty when it passed. */
  readonly detail: string
  readonly tookMs: number
  /** In differential mode, what the second broker answered otherwise. */
  readonly differences: readonly FieldDifference[]
  /** In differential mode, what the first run of the check came to where the brokers differed, and did not in a later one. */
  readonly differedOnce?: Pick<CheckResult, 'detail' | 'differences'>
  /** In differential mode, how many answers were compared. */
  readonly compared?: number | undefined
}

export interface RunSummary {
  readonly bootstrap: string
  readonly against: string | undefined
  readonly clusterId: string | null
  readonly tookMs: number
  /** In the order of the suite. */
  readonly results: readonly CheckResult[]
}

export function countOf(results: readonly CheckResult[], outcome: Outcome): number {
  return results.filter((result) => result.outcome === outcome).length
}

/** `name [Fetch v3-9, fetch]`. */
export const checkText = (check: PlacedCheck): string =>
  `${check.name} [${check.api} ${versionsText(check)}, ${check.area}]`

/** What a check that differed once says where it stands by itself. */
export const onceText = ({ detail, differences }: NonNullable<CheckResult['differedOnce']>): string =>
  [
    'differed once and not again',
    detail,
    ...differences.map(({ at, left, right }) => `${at}: ${left} / ${right}`)
  ].join('; ')

/** `N passed, N failed, N skipped`. */
export function summaryLine(results: readonly CheckResult[]): string {
  return (['passed', 'failed', 'skipped'] as const)
    .map((outcome) => `${countOf(results, outcome)} ${outcome}`)
    .join(', ')
}

/** `0 differences in 1,234 answers`; undefined where there was no second broker. */
export function differencesLine({ against, results }: RunSummary): string | undefined {
  if (against === undefined) return undefined
  const differences = results.reduce((sum, result) => sum + result.differences.length, 0)
  const answers = results.reduce((sum, result) => sum + (result.compared ?? 0), 0)
  return `${differences} difference${differences === 1 ? '' : 's'} in ${answers} answer${answers === 1 ? '' : 's'}`
}

/** `v3` or `v3-9`. */
export function versionsText(check: PlacedCheck): string {
  const [from, to] = check.versions
  return from === to ? `v${from}` : `v${from}-${to}`
}
