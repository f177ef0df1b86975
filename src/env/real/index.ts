import type { Env } from '../env.ts'
import { realClock, realMachine } from './clock.ts'
import { realDisk } from './disk.ts'
import { realNet } from './net.ts'
import { offload } from './offload.ts'
import { realRandom } from './random.ts'
import { realTimers } from './timers.ts'

export { useThreads } from './offload.ts'
export { createChannel, isThreadFile, type OwnThread, ownThread, startThread, type Thread } from './threads.ts'

/**
 * The process's own clock, timers, randomness, disk and network. With `unref`, none of them keeps the process alive, whether open
 * or in use.
 */
export function createRealEnv({ unref = false }: { readonly unref?: boolean | undefined } = {}): Env {
  return {
    clock: realClock,
    machine: realMachine,
    timers: realTimers(unref),
    random: realRandom,
    disk: realDisk,
    net: realNet(unref),
    offload,
    rare: () => false
  }
}
