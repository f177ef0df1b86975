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

/** So often a check runs on which two brokers differ. */
const attemptsMax = 3
/** Where more checks differ, it is not by chance: none of them runs again. */
const disputedMax = 20
/** Another attempt has other names than the one before. */
const numbersPerAttempt = 10_000

type Targets = readonly [Target] | readonly [Target, Target]

/**
 * Runs the checks against one broker, or against two with the answers compared. Results are in the order of the checks.
 * Checks marked `slow` start first; those marked `alone` run one by one after all others. Those on which two brokers differ
 * run again at the end, one by one: a difference counts when each attempt has one.
 */
export async function runChecks(
  checks: readonly PlacedCheck[],
  targets: Targets,
  options: RunnerOptions
): Promise<CheckResult[]> {
  const results = new Map<number, CheckResult>()
  const disputed: { readonly check: PlacedCheck; readonly first: Attempt }[] = []
  const over = (result: CheckResult): void => {
    results.set(result.check.number, result)
    options.finished(result)
  }
  const work = async (queue: PlacedCheck[]): Promise<void> => {
    for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
      const first = await attempt(check, 0, targets, options.checkLimitMs)
      if (isDisputed(first)) disputed.push({ check, first })
      else over(resultOf(check, first))
    }
  }
  const together = checks
    .filter((check) => check.alone !== true)
    .sort((a, b) => Number(b.slow ?? false) - Number(a.slow ?? false))
  await Promise.all(Array.from({ length: options.concurrency }, () => work(together)))
  await work(checks.filter((check) => check.alone === true))
  const isChance = disputed.length <= disputedMax
  for (const { check, first } of disputed)
    over(isChance ? await settled(check, first, targets, options.checkLimitMs) : resultOf(check, first))
  return checks.map((check) => results.get(check.number) as CheckResult)
}

/** What one run of a check came to, on one broker or on two. */
interface Attempt {
  readonly verdict: Verdict
  readonly other?: Verdict
  readonly tookMs: number
  readonly differences: readonly FieldDifference[]
  readonly compared?: number
}

async function attempt(check: PlacedCheck, again: number, [target, other]: Targets, limitMs: number): Promise<Attempt> {
  const { clock } = target.env
  const startMs = clock.monotonicMs()
  const number = check.number + again * numbersPerAttempt
  const first = new Trial(target, number)
  const verdict = await judge(check, first, limitMs)
  const tookMs = clock.monotonicMs() - startMs
  if (other === undefined || verdict.outcome === 'skipped') return { verdict, tookMs, differences: [] }
  const second = new Trial(other, number)
  const otherVerdict = await judge(check, second, limitMs)
  if (otherVerdict.outcome === 'skipped') return { verdict: otherVerdict, tookMs, differences: [] }
  const compared = Math.max(first.transcript.length, second.transcript.length)
  const differences = compareTranscripts(first.transcript, second.transcript)
  return { verdict, other: otherVerdict, tookMs, differences, compared }
}

/** What failed on both brokers is no difference. */
const isDisputed = ({ verdict, other, differences }: Attempt): boolean =>
  other !== undefined && (differences.length > 0 || verdict.outcome !== other.outcome)

/** Runs a disputed check again, until an attempt is not disputed: two brokers that are right may differ once by chance. */
async function settled(check: PlacedCheck, first: Attempt, targets: Targets, limitMs: number): Promise<CheckResult> {
  const seen = new Set(first.differences.map(({ at }) => at))
  for (let again = 1; ; again++) {
    const latest = await attempt(check, again, targets, limitMs)
    if (!isDisputed(latest)) {
      const { detail, differences } = resultOf(check, first)
      return { ...resultOf(check, latest), differedOnce: { detail, differences } }
    }
    if (again + 1 === attemptsMax) {
      const repeated = latest.differences.filter(({ at }) => seen.has(at))
      return resultOf(check, repeated.length === 0 ? latest : { ...latest, differences: repeated })
    }
    for (const { at } of latest.differences) seen.add(at)
  }
}

function resultOf(check: PlacedCheck, { verdict, other, tookMs, differences, compared }: Attempt): CheckResult {
  if (other === undefined) return { check, ...verdict, tookMs, differences }
  const details = [verdict.detail, other.detail === '' ? '' : `the other broker: ${other.detail}`]
  if (differences.length > 0) details.push(`${differences.length} fields differ`)
  const failed = verdict.outcome === 'failed' || other.outcome === 'failed' || differences.length > 0
  const detail = details.filter((text) => text !== '').join('; ')
  return { check, outcome: failed ? 'failed' : 'passed', detail, tookMs, differences, compared }
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
