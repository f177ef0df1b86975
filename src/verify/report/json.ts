import { type CheckResult, countOf, type RunSummary } from '../result.ts'

function checkJson({ check, outcome, detail, tookMs, differences, differedOnce }: CheckResult): object {
  return {
    number: check.number,
    area: check.area,
    name: check.name,
    api: check.api,
    versions: check.versions,
    ...(check.kip === undefined ? {} : { kip: check.kip }),
    ...(check.kafka43 === undefined ? {} : { kafka43: check.kafka43 }),
    outcome,
    tookMs: Math.round(tookMs),
    ...(detail === '' ? {} : { detail }),
    ...(differences.length === 0 ? {} : { differences }),
    ...(differedOnce === undefined ? {} : { differedOnce })
  }
}

/** Each check as a JSON object on a line of its own. */
export function jsonLines(run: RunSummary): string {
  return run.results.map((result) => `${JSON.stringify(checkJson(result))}\n`).join('')
}

/** The whole run as one JSON document. */
export function jsonReport(run: RunSummary): string {
  const checks = run.results.map(checkJson)
  const totals = {
    passed: countOf(run.results, 'passed'),
    failed: countOf(run.results, 'failed'),
    skipped: countOf(run.results, 'skipped')
  }
  const { bootstrap, against, clusterId, tookMs } = run
  const compared =
    against === undefined ? {} : { answersCompared: run.results.reduce((sum, each) => sum + (each.compared ?? 0), 0) }
  return `${JSON.stringify({ bootstrap, against, clusterId, tookMs: Math.round(tookMs), ...compared, ...totals, checks }, null, 2)}\n`
}
