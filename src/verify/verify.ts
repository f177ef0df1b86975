import { parseEndpoint } from '../client/index.ts'
import type { Endpoint, Env } from '../env/index.ts'
import type { PlacedCheck } from './check.ts'
import { clusterSuite, suite } from './checks/index.ts'
import { jsonLines, jsonReport } from './report/json.ts'
import { junitReport } from './report/junit.ts'
import { markdownReport } from './report/md.ts'
import { failureText, textReport } from './report/text.ts'
import { type CheckResult, countOf, type RunSummary, summaryLine } from './result.ts'
import { runChecks } from './runner.ts'
import { openTarget, type Target } from './target.ts'

export interface VerifyOptions {
  /** `host:port`, or several of one cluster, comma-separated: the first that answers counts. */
  readonly bootstrap: string
  /** Areas, APIs or parts of a check's name, in any case; all checks when it is absent or empty. */
  readonly only?: readonly string[] | undefined
  /** Runs the checks for three brokers of one cluster in place of those for one broker. */
  readonly cluster?: boolean | undefined
  /** Absent: failures and the summary line as text. `lines` is JSON, one check a line. */
  readonly report?: 'md' | 'json' | 'junit' | 'lines' | undefined
  /** As `bootstrap`: a second broker, whose answers are compared field by field. */
  readonly against?: string | undefined
  /** Checks that run beside one another; 8 when absent. */
  readonly concurrency?: number | undefined
  /** Milliseconds after which a check has failed; 60,000 when absent. */
  readonly checkLimitMs?: number | undefined
}

/** Where a run writes. Text ends with a line end. */
export interface VerifyOutput {
  /** Standard output. */
  report(text: string): void
  /** Standard error: why a run cannot begin, and the summary beside a report. */
  progress(text: string): void
  /** A failure when it happens; it goes to `progress` when this is absent. The report has it too. */
  failed?(text: string): void
  /** How far the run is, after each check. */
  counted?(done: number, total: number, failed: number): void
}

/** The part of the suite that is meant. */
const partOf = (isCluster: boolean): readonly PlacedCheck[] => (isCluster ? clusterSuite : suite)

/** The areas of a part of the suite in its order: what `--only` takes beside names of APIs and parts of names. */
export function suiteAreas(isCluster = false): string[] {
  return [...new Set(partOf(isCluster).map(({ area }) => area))]
}

/** The checks that `--only` chooses. */
export function chosenChecks(only: readonly string[] = [], isCluster = false): PlacedCheck[] {
  const words = only.map((word) => word.trim().toLowerCase()).filter((word) => word !== '')
  if (words.length === 0) return [...partOf(isCluster)]
  return partOf(isCluster).filter((check) => {
    const { area, api, name } = check
    return words.some((word) => area === word || api.toLowerCase() === word || name.toLowerCase().includes(word))
  })
}

/**
 * Runs the compatibility suite against a broker and writes the report.
 * @returns the exit code: 0 when nothing failed, 1 when something did, 2 when the run could not begin.
 */
export async function runVerify(options: VerifyOptions, env: Env, out: VerifyOutput): Promise<number> {
  const { cluster: isCluster = false } = options
  const checks = chosenChecks(options.only, isCluster)
  if (checks.length === 0) {
    const areas = suiteAreas(isCluster).join(', ')
    return refuse(out, `no check matches ${(options.only ?? []).join(', ')}: areas are ${areas}`)
  }
  const startMs = env.clock.monotonicMs()
  const targets = await openTargets(options, env)
  if (typeof targets === 'string') return refuse(out, targets)
  const results = await runChecks(checks, targets, {
    concurrency: options.concurrency ?? 8,
    checkLimitMs: options.checkLimitMs ?? 60_000,
    finished: progressOf(checks.length, out)
  })
  const tookMs = env.clock.monotonicMs() - startMs
  const { bootstrap, against } = options
  const run: RunSummary = { bootstrap, against, clusterId: targets[0].clusterId, tookMs, results }
  out.report(reportOf(run, options.report))
  if (options.report !== undefined) out.progress(`${summaryLine(results)}\n`)
  return countOf(results, 'failed') === 0 ? 0 : 1
}

function refuse(out: VerifyOutput, reason: string): number {
  out.progress(`ottla verify: ${reason}\n`)
  return 2
}

/** Leader, follower and one that is neither. */
const brokersMin = 3

const tooFew = (bootstrap: string, count: number): string =>
  `--cluster needs a cluster of ${brokersMin} brokers, and ${bootstrap} is one of ${count}`

async function openTargets(options: VerifyOptions, env: Env): Promise<[Target] | [Target, Target] | string> {
  const run = { prefix: `ottla-verify-${env.random.u32().toString(36)}`, nowMs: env.clock.wallMs() }
  const opened: Target[] = []
  for (const text of [options.bootstrap, ...(options.against === undefined ? [] : [options.against])]) {
    const target = await openFirst(text.split(','), env, run)
    if (typeof target === 'string') return target
    if (options.cluster === true && target.brokerCount < brokersMin) return tooFew(text, target.brokerCount)
    opened.push(target)
  }
  return opened as [Target] | [Target, Target]
}

/** The first of several addresses of a cluster that answers, or why the last does not. */
async function openFirst(
  addresses: readonly string[],
  env: Env,
  run: Parameters<typeof openTarget>[2]
): Promise<Target | string> {
  let why = ''
  for (const text of addresses) {
    const endpoint: Endpoint | undefined = parseEndpoint(text)
    if (endpoint === undefined) return `${text} is not an address: write host:port`
    try {
      return await openTarget(env, endpoint, run)
    } catch (error) {
      why = `${text} does not answer like a Kafka broker: ${(error as Error).message}`
    }
  }
  return why
}

function progressOf(total: number, out: VerifyOutput): (result: CheckResult) => void {
  let done = 0
  let failed = 0
  return (result) => {
    done++
    if (result.outcome === 'failed') {
      failed++
      const text = `${failureText(result)}\n`
      if (out.failed === undefined) out.progress(text)
      else out.failed(text)
    }
    out.counted?.(done, total, failed)
  }
}

function reportOf(run: RunSummary, form: VerifyOptions['report']): string {
  if (form === 'json') return jsonReport(run)
  if (form === 'junit') return junitReport(run)
  if (form === 'lines') return jsonLines(run)
  if (form === 'md') return markdownReport(run)
  return textReport(run)
}
