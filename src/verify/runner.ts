import type { PlacedCheck } from './check.ts'
import { compareTranscripts, type FieldDifference } from './differential.ts'
import { Mismatch, NotAdvertised } from './expect.ts'
import type { CheckResult } from './result.ts'
import type { Target } from './target.ts'
import { Trial } from './trial.ts'

interface RunnerOptions {
  /** Checks that run beside one another. */
  readonly concurrency: number
  /** After so long a check has failed. */
  readonly checkLimitMs: number
  /** Told of each result as soon as it is there, in no particular order. */
  readonly finished: (result: CheckResult) => void
}

type Verdict = Pick<CheckResult, 'outcome' | 'detail'>

/**
 * Runs the checks against one broker, or against two with the answers compared. Results are in the order of the checks.
 * Checks marked `slow` start first; those marked `alone` run one by one after all others.
 */
export async function runChecks(
  checks: readonly PlacedCheck[],
  targets: readonly [Target] | readonly [Target, Target],
  options: RunnerOptions
): Promise<CheckResult[]> {
  const results = new Map<number, CheckResult>()
  const work = async (queue: PlacedCheck[]): Promise<void> => {
    for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
      const result = await runOne(check, targets, options)
      results.set(check.number, result)
      options.finished(result)
    }
  }
  const together = checks
    .filter((check) => check.alone !== true)
    .sort((a, b) => Number(b.slow ?? false) - Number(a.slow ?? false))
  await Promise.all(Array.from({ length: options.concurrency }, () => work(together)))
  await work(checks.filter((check) => check.alone === true))
  return checks.map((check) => results.get(check.number) as CheckResult)
}

async function runOne(
  check: PlacedCheck,
  [target, other]: readonly [Target] | readonly [Target, Target],
  options: RunnerOptions
): Promise<CheckResult> {
  const { clock } = target.env
  const startMs = clock.monotonicMs()
  const first = new Trial(target, check.number)
  const verdict = await judge(check, first, options.checkLimitMs)
  const tookMs = clock.monotonicMs() - startMs
  if (other === undefined || verdict.outcome === 'skipped') return { check, ...verdict, tookMs, differences: [] }
  const second = new Trial(other, check.number)
  const otherVerdict = await judge(check, second, options.checkLimitMs)
  if (otherVerdict.outcome === 'skipped') return { check, ...otherVerdict, tookMs, differences: [] }
  const compared = Math.max(first.transcript.length, second.transcript.length)
  const found = compareTranscripts(first.transcript, second.transcript)
  return { check, ...joined(verdict, otherVerdict, found), tookMs, compared }
}

function joined(
  verdict: Verdict,
  other: Verdict,
  differences: readonly FieldDifference[]
): Verdict & { readonly differences: readonly FieldDifference[] } {
  const details = [verdict.detail, other.detail === '' ? '' : `the other broker: ${other.detail}`]
  if (differences.length > 0) details.push(`${differences.length} fields differ`)
  const failed = verdict.outcome === 'failed' || other.outcome === 'failed' || differences.length > 0
  return {
    outcome: failed ? 'failed' : 'passed',
    detail: details.filter((text) => text !== '').join('; '),
    differences
  }
}

/** Runs one check against one broker and removes what it made. */
async function judge(check: PlacedCheck, trial: Trial, limitMs: number): Promise<Verdict> {
  let reachLimit: (verdict: Verdict) => void = () => {}
  const tooLong = new Promise<Verdict>((resolve) => {
    reachLimit = resolve
  })
  const limit = trial.env.timers.after(limitMs, () => {
    reachLimit({
      outcome: 'failed',
      detail: `not done in ${limitMs} ms, waiting for ${trial.waitingFor() || 'nothing'}`
    })
    trial.abandon()
  })
  const verdict = await Promise.race([tooLong, trial.broken.catch(failedBy), check.run(trial).then(passed, failedBy)])
  limit.cancel()
  await trial.clearAway()
  return verdict
}

const passed = (): Verdict => ({ outcome: 'passed', detail: '' })

function failedBy(error: unknown): Verdict {
  if (error instanceof NotAdvertised) return { outcome: 'skipped', detail: error.message }
  const detail = error instanceof Mismatch ? error.message : String(error)
  return { outcome: 'failed', detail: detail === '' ? 'failed' : detail }
}
