/**
 * The world of a simulation: virtual time, one heap of events in the order of (time, sequence), one generator of random
 * numbers for each component, and the trace that says what happened. Nothing real is waited for but one turn of the event
 * loop after each event, in which promises settle.
 */
import { crc32c } from '../../src/wire/index.ts'
import { randomOf } from './sim-disk.ts'

/** Numbers from a seed. Each component has its own, so that one more question of one does not change what others get. */
export class Random {
  readonly #next: () => number

  constructor(seed: number) {
    this.#next = randomOf(seed)
  }

  /** 0 to 1. */
  fraction(): number {
    return this.#next()
  }

  /** `from` to `to`, both possible. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.#next() * (to - from + 1))
  }

  between(from: number, to: number): number {
    return from + this.#next() * (to - from)
  }

  chance(of: number): boolean {
    return this.#next() < of
  }

  /** As events that come by themselves: mostly soon, now and then late. */
  exponential(mean: number): number {
    return -Math.log(1 - this.#next()) * mean
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#next() * from.length)] as T
  }

  u32(): number {
    return Math.floor(this.#next() * 2 ** 32)
  }

  bytes(length: number): Buffer {
    const bytes = Buffer.alloc(length)
    for (let at = 0; at < length; at++) bytes[at] = this.whole(0, 255)
    return bytes
  }
}

/** Whose events these are: when it is dead, they do not happen any more. */
export interface Owner {
  readonly isDead: boolean
  /** It stands still until then: what is due meanwhile happens afterwards. */
  readonly pausedUntilMs?: number
}

interface Event {
  atMs: number
  readonly sequence: number
  readonly owner: Owner | undefined
  readonly label: string
  run: (() => void) | undefined
}

/** What breaks a promise of the broker, or of the simulation. */
export class Violation extends Error {}

const before = (a: Event, b: Event) => a.atMs < b.atMs || (a.atMs === b.atMs && a.sequence < b.sequence)

class Heap {
  readonly #events: Event[] = []

  get size(): number {
    return this.#events.length
  }

  push(event: Event): void {
    const events = this.#events
    let at = events.length
    events.push(event)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!before(event, events[parent] as Event)) break
      events[at] = events[parent] as Event
      at = parent
    }
    events[at] = event
  }

  pop(): Event | undefined {
    const events = this.#events
    const first = events[0]
    const last = events.pop()
    if (last === undefined || first === last) return first
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= events.length) break
      if (child + 1 < events.length && before(events[child + 1] as Event, events[child] as Event)) child++
      if (!before(events[child] as Event, last)) break
      events[at] = events[child] as Event
      at = child
    }
    events[at] = last
    return first
  }
}

/** Real work that a run may take, whatever happens in it. */
const eventsMax = 3_000_000
const linesMax = 400
const turn = () => new Promise<void>((resolve) => void setImmediate(resolve))

export class SimWorld {
  readonly seed: number
  /** Since the beginning of the world; never goes back. */
  nowMs = 0
  /** What the wall clock shows beyond `nowMs`. */
  wallOffsetMs: number
  /** Looked at after every event. */
  readonly invariants: (() => void)[] = []
  /** The last lines of what happened, for people. */
  readonly lines: string[] = []
  onLine: ((line: string) => void) | undefined
  eventCount = 0
  readonly #heap = new Heap()
  #sequence = 0
  #hash = 0
  #violation: unknown

  constructor(seed: number) {
    this.seed = seed
    this.wallOffsetMs = 1_700_000_000_000 + this.random('wall').whole(0, 1e9)
  }

  /** The generator of one component. */
  random(component: string): Random {
    return new Random(crc32c(Buffer.from(`${this.seed} ${component}`)))
  }

  get wallMs(): number {
    return Math.floor(this.nowMs + this.wallOffsetMs)
  }

  /** Runs something later, unless its owner is dead then. */
  after(ms: number, label: string, run: () => void, owner?: Owner): { cancel(): void } {
    const event: Event = { atMs: this.nowMs + Math.max(0, ms), sequence: this.#sequence++, owner, label, run }
    this.#heap.push(event)
    return {
      cancel: () => {
        event.run = undefined
      }
    }
  }

  /** Resolves later; never when the owner is dead then. */
  pause(ms: number, label: string, owner?: Owner): Promise<void> {
    return new Promise((resolve) => void this.after(ms, label, resolve, owner))
  }

  /** What happened is part of the hash. */
  trace(what: string, bytes?: Uint8Array): void {
    this.#hash = crc32c(Buffer.from(`${what} ${this.nowMs.toFixed(4)}`), this.#hash)
    if (bytes !== undefined) this.#hash = crc32c(bytes, this.#hash)
  }

  /** As `trace`, and people may read it. */
  say(line: string): void {
    this.trace(line)
    const timed = `${this.nowMs.toFixed(1).padStart(10)} ${line}`
    this.lines.push(timed)
    if (this.lines.length > linesMax) this.lines.splice(0, linesMax / 2)
    this.onLine?.(timed)
  }

  /** The hash of all that happened: two runs of a seed that differ anywhere differ here. */
  get hash(): string {
    return this.#hash.toString(16).padStart(8, '0')
  }

  /** Ends the run with an error, from wherever it is noticed. */
  fail(error: unknown): void {
    this.#violation ??= error
  }

  /** Lets things happen until it is so. @throws what went wrong, or Violation when it is not so within the time. */
  async until(isSo: () => boolean, withinMs: number, what: string | (() => string)): Promise<void> {
    const deadlineMs = this.nowMs + withinMs
    const late = () => new Violation(`not within ${withinMs} ms: ${typeof what === 'string' ? what : what()}`)
    await turn()
    while (this.#violation === undefined && !isSo()) {
      const event = this.#heap.pop()
      if (event === undefined) throw new Violation(`nothing happens any more: ${late().message}`)
      if (event.run === undefined || event.owner?.isDead) continue
      const { pausedUntilMs = 0 } = event.owner ?? {}
      if (pausedUntilMs > event.atMs) {
        event.atMs = pausedUntilMs
        this.#heap.push(event)
        continue
      }
      if (event.atMs > deadlineMs) throw late()
      if (++this.eventCount > eventsMax) throw new Violation(`more than ${eventsMax} events: ${late().message}`)
      this.nowMs = Math.max(this.nowMs, event.atMs)
      this.trace(event.label)
      try {
        event.run()
      } catch (error) {
        this.fail(error)
      }
      await turn()
      if (this.#violation === undefined) this.#look()
    }
    if (this.#violation !== undefined) throw this.#violation
  }

  #look(): void {
    try {
      for (const check of this.invariants) check()
    } catch (error) {
      this.fail(error)
    }
  }
}
