import { type Env, type Logger, logDefect, type Timers } from '../env/index.ts'

/**
 * Wraps timers so that an exception is logged and does nothing else. Work that a request triggers later runs outside any call
 * that could catch it, and no client may end the process that way.
 */
export function guardTimers(env: Env, log: Logger): Env {
  const guarded = (run: () => void) => () => {
    try {
      run()
    } catch (error) {
      logDefect(log, 'a timer failed', error)
    }
  }
  const timers: Timers = {
    after: (ms, run) => env.timers.after(ms, guarded(run)),
    endOfTurn: (run) => env.timers.endOfTurn(guarded(run))
  }
  return { ...env, timers }
}
