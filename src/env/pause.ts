import type { Timers } from './env.ts'

/** A timed wait that an event may end early. */
export interface Pause {
  /** Resolves when the time has passed or `end` was called. Never rejects. */
  readonly over: Promise<void>
  /** Cancels the timer and resolves `over`. Does nothing if the pause is already over. */
  end(): void
}

/** A pause of `ms` milliseconds of client time. Callers that can be stopped keep it, and end it when they are. */
export function beginPause(timers: Timers, ms: number): Pause {
  let end = () => {}
  const over = new Promise<void>((resolve) => {
    const timer = timers.after(ms, resolve)
    end = () => {
      timer.cancel()
      resolve()
    }
  })
  return { over, end }
}

/** Resolves after `ms` milliseconds of client time, for loops that check after each pause whether they were stopped. */
export const pause = (timers: Timers, ms: number): Promise<void> => beginPause(timers, ms).over

/** Resolves at the end of this turn of the event loop, after the input/output that is already waiting. */
export const turnEnd = (timers: Timers): Promise<void> => new Promise((resolve) => timers.endOfTurn(resolve))
