import {
  type CheckResult,
  countOf,
  differencesLine,
  onceText,
  type RunSummary,
  summaryLine,
  versionsText
} from '../result.ts'

const marks = { passed: '✓', failed: '✗', skipped: '–' } as const

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

function row({ check, outcome, detail, differences, differedOnce }: CheckResult): string {
  const notes = [
    detail,
    ...differences.map(({ at, left, right }) => `${at}: ${left} / ${right}`),
    differedOnce === undefined ? '' : onceText(differedOnce)
  ].filter((note) => note !== '')
  const columns = [marks[outcome], check.name, check.api, versionsText(check), check.kip ?? '', notes.join('; ')]
  return `| ${columns.map(cell).join(' | ')} |`
}

/** A table per area, failures and differences beside the checks, and the summary line at the end. */
export function markdownReport(run: RunSummary): string {
  const lines = [`# Compatibility of ${run.bootstrap}`, '']
  if (run.against !== undefined) lines.push(`Answers compared with ${run.against}.`, '')
  for (const area of new Set(run.results.map((result) => result.check.area))) {
    const results = run.results.filter((result) => result.check.area === area)
    lines.push(`## ${area}: ${countOf(results, 'passed')} of ${results.length}`, '')
    lines.push('| | what a client relies on | API | versions | KIP | |', '|---|---|---|---|---|---|')
    for (const result of results) lines.push(row(result))
    lines.push('')
  }
  const compared = differencesLine(run)
  if (compared !== undefined) lines.push(`${compared}.`, '')
  lines.push(summaryLine(run.results), '')
  return lines.join('\n')
}
