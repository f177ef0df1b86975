import { type CheckResult, countOf, onceText, type RunSummary, versionsText } from '../result.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;'
}

/** Text that may stand in XML: markup escaped, and what XML 1.0 forbids replaced. */
function xml(text: string): string {
  const allowed = Array.from(text, (char) => (char < ' ' && char !== '\n' && char !== '\t' ? '\ufffd' : char)).join('')
  return allowed.replace(/[&<>"']/g, (char) => entities[char] as string)
}

function testCase(result: CheckResult): string {
  const { check, outcome, detail, tookMs, differences, differedOnce } = result
  const name = xml(`${check.name} (${check.api} ${versionsText(check)})`)
  const head = `    <testcase classname="${xml(check.area)}" name="${name}" time="${(tookMs / 1000).toFixed(3)}"`
  if (outcome === 'passed')
    return differedOnce === undefined
      ? `${head}/>`
      : `${head}><system-out>${xml(onceText(differedOnce))}</system-out></testcase>`
  if (outcome === 'skipped') return `${head}><skipped message="${xml(detail)}"/></testcase>`
  const more = differences.map(({ at, left, right }) => `${at}: ${left} / ${right}`).join('\n')
  return `${head}><failure message="${xml(detail)}">${xml(more)}</failure></testcase>`
}

/** One suite per area, as continuous integration servers read it. */
export function junitReport(run: RunSummary): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="ottla verify">']
  for (const area of new Set(run.results.map((result) => result.check.area))) {
    const results = run.results.filter((result) => result.check.area === area)
    const failed = countOf(results, 'failed')
    const skipped = countOf(results, 'skipped')
    lines.push(`  <testsuite name="${xml(area)}" tests="${results.length}" failures="${failed}" skipped="${skipped}">`)
    lines.push(...results.map(testCase), '  </testsuite>')
  }
  lines.push('</testsuites>', '')
  return lines.join('\n')
}
