import { countOf, type RunSummary } from '../result.ts'

/** The whole run as one JSON document. */
export function jsonReport(run: RunSummary): string {
  const checks = run.results.map(({ check, outcome, detail, tookMs, differences }) => ({
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
    ...(differences.length === 0 ? {} : { differences })
  }))
  const totals = {
    passed: countOf(run.results, 'passed'),
    failed: countOf(run.results, 'failed'),
    skipped: countOf(run.results, 'skipped')
  }
  const { bootstrap, against, clusterId, tookMs } = run
  return `${JSON.stringify({ bootstrap, against, clusterId, tookMs: Math.round(tookMs), ...totals, checks }, null, 2)}\n`
}
