/** An environment in which nothing happens by itself: a test says when a turn ends and when what waits for no time runs. */
import type { Env } from '../../src/env/index.ts'
import { testEnv } from '../unit/log/make.ts'
import { randomOf, type SimDisk } from './sim-disk.ts'

export const startedMs = 1_700_000_000_000

export interface SimEnv {
  readonly env: Env
  /** Ends a turn of the event loop. */
  turn(): void
  /** Runs what was to run after no time; longer timers never run. */
  runTimers(): void
}

export function simEnv(disk: SimDisk): SimEnv {
  let ends: (() => void)[] = []
  let timers: (() => void)[] = []
  const random = randomOf(1)
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)))
  const env: Env = {
    ...testEnv(),
    disk,
    clock: { wallMs: () => startedMs, monotonicMs: () => 0 },
    timers: {
      endOfTurn: (run) => void ends.push(run),
      after(ms, run) {
        if (ms <= 0) timers.push(run)
        return {
          cancel: () => {
            timers = timers.filter((each) => each !== run)
          }
        }
      }
    },
    random: { u32: () => Math.floor(random() * 2 ** 32), uuid: () => bytes(16).toString('base64url'), bytes }
  }
  const runAll = (runs: readonly (() => void)[]) => {
    for (const run of runs) run()
  }
  return {
    env,
    turn() {
      const due = ends
      ends = []
      runAll(due)
    },
    runTimers: () => runAll(timers.splice(0))
  }
}
