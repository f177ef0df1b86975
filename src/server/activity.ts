import type { Env } from '../env/index.ts'

/** When something last happened, as far as can be told by those who ask now and then: reading the clock for each event costs. */
export class Activity {
  readonly #env: Env
  #lastMs: number
  #lastMachineMs: number
  /** Something has happened since somebody asked. */
  isNew = false

  constructor(env: Env) {
    this.#env = env
    this.#lastMs = env.clock.monotonicMs()
    this.#lastMachineMs = env.machine.monotonicMs()
  }

  /** On the monotonic client clock, in milliseconds. */
  get lastMs(): number {
    this.#look()
    return this.#lastMs
  }

  /** As `lastMs`, in machine time. */
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
