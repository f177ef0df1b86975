import type { Env } from '../env.ts'
import { realClock } from './clock.ts'
import { realDisk } from './disk.ts'
import { realNet } from './net.ts'
import { offload } from './offload.ts'
import { realRandom } from './random.ts'
import { realTimers } from './timers.ts'

/** The process's own clock, timers, randomness, disk and network. */
export function createRealEnv(): Env {
  return {
    clock: realClock,
    timers: realTimers,
    random: realRandom,
    disk: realDisk,
    net: realNet,
    offload,
    rare: () => false
  }
}
