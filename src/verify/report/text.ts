import { type CheckResult, checkText, differencesLine, type RunSummary, summaryLine } from '../result.ts'

export const failureText = (result: CheckResult): string => `FAILED ${checkText(result.check)}\n${reasonText(result)}`

function reasonText({ detail, differences }: Pick<CheckResult, 'detail' | 'differences'>): string {
  return [`  ${detail}`, ...differences.map(({ at, left, right }) => `    ${at}: ${left} / ${right}`)].join('\n')
}

/** What failed and why, what was skipped, what was compared, and the summary line. */
export function textReport(run: RunSummary): string {
  const failed = run.results.filter((result) => result.outcome === 'failed')
  const skipped = new Map<string, number>()
  for (const { outcome, detail } of run.results) {
    if (outcome === 'skipped') skipped.set(detail, (skipped.get(detail) ?? 0) + 1)
  }
  const lines = failed.map(failureText)
  for (const { check, differedOnce } of run.results)
    if (differedOnce !== undefined)
      lines.push(`differed once and not again: ${checkText(check)}\n${reasonText(differedOnce)}`)
  if (skipped.size > 0)
    lines.push(`skipped: ${[...skipped].map(([reason, n]) => (n === 1 ? reason : `${reason} (${n})`)).join('; ')}`)
  const compared = differencesLine(run)
  if (compared !== undefined) lines.push(compared)
  return `${[...lines, summaryLine(run.results)].join('\n')}\n`
}
