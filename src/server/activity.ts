import type { Env } from '../env/index.ts'

/**
 * When a connection was last active. The clock is read only when someone asks, because reading it for every event is expensive.
 */
export class Activity {
  readonly #env: Env
  #lastMs: number
  #lastMachineMs: number
  /** Whether there was activity since the last query. */
  isNew = false

  constructor(env: Env) {
    this.#env = env
    this.#lastMs = env.clock.monotonicMs()
    this.#lastMachineMs = env.machine.monotonicMs()
  }

  /** Monotonic client time, in milliseconds. */
  get lastMs(): number {
    this.#look()
    return this.#lastMs
  }

  /** Like `lastMs`, in machine time. */
  get lastMachineMs(): number {
    this.#look()
    return this.#lastMachineMs
  }

  #look(): void {
    if (!this.isNew) return
    const { clock, machine } = this.#env
    this.isNew = false
    this.#lastMs = clock.monotonicMs()
    this.#lastMachineMs = machine.monotonicMs()
  }
}
