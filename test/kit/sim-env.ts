/** An environment in which nothing happens by itself: a test says when a turn ends and when what waits for no time runs. */
import type { Env } from '../../src/env/index.ts'
import { testEnv } from './logs.ts'
import { randomOf, type SimDisk } from './sim-disk.ts'

export const startedMs = 1_700_000_000_000
/** A timer up to this length is a pause. */
const pauseMs = 10

export interface SimEnv {
  readonly env: Env
  /** The wall clock, which only the test moves. */
  nowMs: number
  /** How far machine time moves whenever it is asked: what works in slices of time is then cut into some. */
  tickMs: number
  /** Ends a turn of the event loop, and the pauses of a few milliseconds that work in slices makes. */
  turn(): void
  /** Runs what was to run after no time; longer timers never run. */
  runTimers(): void
}

export function simEnv(disk: SimDisk, nowMs = startedMs, seed = 1): SimEnv {
  let ends: (() => void)[] = []
  let timers: (() => void)[] = []
  let machineMs = 0
  const random = randomOf(seed)
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)))
  const env: Env = {
    ...testEnv(),
    disk,
    clock: { wallMs: () => sim.nowMs, monotonicMs: () => sim.nowMs - nowMs },
    machine: {
      monotonicMs: () => {
        machineMs += sim.tickMs
        return machineMs
      }
    },
    timers: {
      endOfTurn: (run) => void ends.push(run),
      after(ms, run) {
        if (ms <= 0) timers.push(run)
        else if (ms <= pauseMs) ends.push(run)
        return {
          cancel: () => {
            timers = timers.filter((each) => each !== run)
            ends = ends.filter((each) => each !== run)
          }
        }
      }
    },
    random: { u32: () => Math.floor(random() * 2 ** 32), uuid: () => bytes(16).toString('base64url'), bytes }
  }
  const runAll = (runs: readonly (() => void)[]) => {
    for (const run of runs) run()
  }
  const sim: SimEnv = {
    env,
    nowMs,
    tickMs: 0,
    turn() {
      const due = ends
      ends = []
      runAll(due)
    },
    runTimers: () => runAll(timers.splice(0))
  }
  return sim
}
