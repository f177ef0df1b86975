/**
 * One life of a broker: the real broker, booted on a disk, with its own environment that ends when it is killed. From that moment on it
 * does nothing more, even in the middle of an event.
 */
import { DiskError, type Env, type Logger, type Net } from '../../../src/env/index.ts'
import { boot, type Running } from '../../../src/server/boot.ts'
import type { StartOptions } from '../../../src/server/index.ts'
import type { Seat } from '../../../src/server/seat.ts'
import type { DiskChange, SimDisk } from '../../kit/sim-disk.ts'
import { type Owner, type Random, type SimWorld, Violation } from '../../kit/sim-world.ts'

/** Time that passes with each clock read, so that time-sliced work gets interrupted. */
const tickMs = 0.002

/** Disk trouble for the process that uses it. */
export interface DiskTrouble {
  isFull: boolean
  /** Probability that a sync or a read in the pool fails. */
  errors: number
  /** Probability that a disk change fails: a write, rename, removal, truncation or sync. */
  changeErrors: number
  /** Nothing under this path can be opened or changed, as when one of several disks fails. */
  brokenUnder: string | undefined
  /** Almost no file can be opened or created. */
  isOutOfHandles: boolean
  /** Mean duration of a read, write or sync in the pool. */
  delayMs: number
  /** How long a write blocks the event loop. */
  stallMs: number
  /** Whether it has ever refused an operation. */
  hadErrors: boolean
  /** Number of refused operations. */
  refusals: number
}

export const noTrouble = (): DiskTrouble => ({
  isFull: false,
  errors: 0,
  changeErrors: 0,
  brokenUnder: undefined,
  isOutOfHandles: false,
  delayMs: 0.5,
  stallMs: 0,
  hadErrors: false,
  refusals: 0
})

/** Delays asynchronous disk operations. */
export type DiskWait = (kind: 'read' | 'write' | 'sync', path: string) => Promise<void>

/** The machine that a broker runs on. */
export interface Machine {
  /** Name in the log, and seed of its own random numbers. */
  readonly name: string
  readonly disk: SimDisk
  readonly trouble: DiskTrouble
  netOf(life: Owner): Net
  /** A process has ended. The last bytes it sent may still arrive. */
  died(life: Owner, maySendRest: boolean): void
  /** Clock rate, 1 by default, and offset from the world's clock. */
  readonly clock?: { readonly rate: number; readonly aheadMs: number }
}

/** An ambushed write: it is held up while clients send requests, and the process is killed before it completes. */
export interface Ambush {
  /** The internal topic that is written to. */
  readonly topic: string
  /** The pool operation to hold up: a write, or the sync after it. */
  readonly kind: 'write' | 'sync'
  readonly holdMs: number
  readonly held: () => void
  readonly kill: () => void
}

/** Probability of picking a synchronous write. Otherwise, waits for one that goes through the pool. */
const directChance = 0.15

/** Probability of taking a branch that the simulated world seldom triggers. */
const rareChance = 0.05

export class BrokerProcess implements Owner {
  isDead = false
  /** Set once it is serving. */
  running: Running | undefined
  /** Set if it failed to start. */
  failure: unknown
  isStopping = false
  /** It hit a disk error that allows it to shut down. */
  hadDiskError = false
  /** It is paused until then. */
  pausedUntilMs = 0
  readonly disk: SimDisk
  readonly #world: SimWorld
  readonly #machine: Machine
  readonly #trouble: DiskTrouble
  readonly #random: Random
  readonly #originMs: number
  #killAt: { readonly change: number; readonly run: () => void } | undefined
  #ambush: Ambush | undefined
  #changes = 0

  constructor(world: SimWorld, machine: Machine, nth: number) {
    const { name, disk, trouble } = machine
    this.#world = world
    this.#machine = machine
    this.disk = disk
    this.#trouble = trouble
    this.#random = world.random(name === 'broker' ? `process ${nth}` : `${name} process ${nth}`)
    this.#originMs = world.nowMs - this.#random.between(0, 1e6)
    disk.onChange = (_count, change) => this.#diskChanges(change)
    disk.onOpen = (path) => this.#opens(path)
  }

  start(options: StartOptions, seat?: Seat): void {
    const world = this.#world
    const { name } = this.#machine
    const write = (level: string) => (message: string, fields?: Readonly<Record<string, unknown>>) => {
      if (this.isDead) return
      world.say(`${name} ${level}: ${message}${fields ? ` ${JSON.stringify(fields)}` : ''}`)
      if (fields?.stack !== undefined) world.fail(new Violation(`a stack in the log: ${message}: ${fields.stack}`))
    }
    const log: Logger = {
      debug: () => {},
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      defect: (message, error) => {
        if (!this.isDead) world.fail(new Violation(`a defect: ${message}: ${(error as Error)?.stack ?? error}`))
      }
    }
    boot(options, this.env(), log, undefined, seat).then(
      (running) => {
        if (!this.isDead) this.running = running
      },
      (error) => {
        this.failure = error
      }
    )
  }

  /** Calls `run`, which kills the process, before the nth disk change from now. */
  killBefore(changes: number, run: () => void): void {
    this.#killAt = { change: this.#changes + changes, run }
  }

  /** Kills the process before a write to an internal topic completes. */
  layAmbush(ambush: Ambush): void {
    this.#ambush = ambush
  }

  /** Cancels a planned kill. */
  spare(): void {
    this.#killAt = undefined
    this.#ambush = undefined
  }

  #isAwaited(kind: string, path: string): boolean {
    const ambush = this.#ambush
    return ambush?.kind === kind && path.includes(`/${ambush.topic}-`) && path.endsWith('.log')
  }

  #diskChanges({ kind, path }: DiskChange): void {
    if (this.isDead) return
    this.#changes++
    this.#world.trace(`disk ${kind} ${path}`)
    if (this.#killAt !== undefined && this.#changes >= this.#killAt.change) {
      const { run } = this.#killAt
      this.#killAt = undefined
      run()
      return
    }
    if (this.#isAwaited(kind, path) && kind === 'write' && this.#random.chance(directChance)) {
      const ambush = this.#ambush
      this.#ambush = undefined
      ambush?.kill()
      return
    }
    this.#mayBeBroken(path, kind)
    const { isFull, stallMs, changeErrors } = this.#trouble
    if (kind === 'write' && stallMs > 0) this.#world.nowMs += this.#random.between(0, 2 * stallMs)
    if (isFull && (kind === 'write' || kind === 'create') && !this.#random.chance(0.1)) {
      throw this.#refuse('NO_SPACE', path, 'ENOSPC: no space left on device')
    }
    if (changeErrors > 0 && this.#random.chance(changeErrors))
      throw this.#refuse('INPUT_OUTPUT', path, `EIO: i/o error, ${kind}`)
    if (kind === 'create') this.#opens(path)
  }

  #mayBeBroken(path: string, what: string): void {
    const { brokenUnder } = this.#trouble
    if (brokenUnder !== undefined && path.startsWith(brokenUnder))
      throw this.#refuse('INPUT_OUTPUT', path, `EIO: i/o error, ${what}`)
  }

  #opens(path: string): void {
    if (!this.isDead) this.#mayBeBroken(path, 'open')
    if (this.isDead || !this.#trouble.isOutOfHandles || this.#random.chance(0.1)) return
    throw this.#refuse('TOO_MANY_FILES', path, 'EMFILE: too many open files')
  }

  #refuse(code: 'NO_SPACE' | 'INPUT_OUTPUT' | 'TOO_MANY_FILES', path: string, why: string): DiskError {
    // A full disk is no excuse for failing to start.
    if (code !== 'NO_SPACE') this.hadDiskError = true
    this.#trouble.hadErrors = true
    this.#trouble.refusals++
    this.#world.trace(why)
    return new DiskError(code, path, `${path}: ${why}`)
  }

  /** Pool operations take time, complete in any order, and sometimes fail. */
  readonly wait: DiskWait = async (kind, path) => {
    if (this.#isAwaited(kind, path)) await this.#holdUp(path)
    const { delayMs, errors } = this.#trouble
    await this.#world.pause(this.#random.exponential(delayMs), `${kind} ${path}`, this)
    this.#mayBeBroken(path, kind)
    if (kind !== 'write' && this.#random.chance(errors)) {
      throw this.#refuse('INPUT_OUTPUT', path, `EIO: i/o error, ${kind}`)
    }
  }

  async #holdUp(path: string): Promise<void> {
    const ambush = this.#ambush as Ambush
    const { kind, holdMs, held, kill } = ambush
    this.#world.say(`a ${kind} of ${path} is held up`)
    held()
    await this.#world.pause(holdMs, 'held up', this)
    // The kill was cancelled in the meantime, so continue.
    if (this.#ambush !== ambush) return
    this.#ambush = undefined
    kill()
    await new Promise(() => {})
  }

  env(): Env {
    const world = this.#world
    const random = this.#random
    const { name, clock: { rate, aheadMs } = { rate: 1, aheadMs: 0 } } = this.#machine
    const rare = this.#world.random(name === 'broker' ? 'rare' : `${name} rare`)
    const uuid = (): string => {
      const text = random.bytes(16).toString('base64url')
      return text.startsWith('-') ? uuid() : text
    }
    const monotonicMs = () => {
      if (!this.isDead) world.nowMs += tickMs
      return rate * (world.nowMs - this.#originMs)
    }
    return {
      clock: { wallMs: () => Math.floor(world.wallMs + aheadMs), monotonicMs },
      machine: { monotonicMs },
      timers: {
        after: (ms, run) => world.after(ms / rate + random.fraction(), 'timer', run, this),
        endOfTurn: (run) => void world.after(0, 'end of turn', run, this)
      },
      random: { u32: () => random.u32(), uuid, bytes: (length) => random.bytes(length) },
      disk: this.disk,
      net: this.#machine.netOf(this),
      offload: async (job, argument) => {
        let answer: { readonly value: unknown } | { readonly error: unknown }
        try {
          answer = { value: job.run(argument) }
        } catch (error) {
          answer = { error }
        }
        await world.pause(random.exponential(1), 'offload', this)
        if ('error' in answer) throw answer.error
        return answer.value as never
      },
      // During an ambush, writes go through the pool, where they can be held up.
      rare: (site) => rare.chance(rareChance) || (this.#ambush !== undefined && site === 'the disk is slow')
    }
  }

  /**
   * kill -9, or a power loss if a seed is given. Returns the disk for the next life. If settings allow a power loss to lose records,
   * no response in transit arrives, because it might refer to them.
   */
  kill(powerLossSeed: number | undefined, isForgotten = false): SimDisk {
    this.isDead = true
    this.disk.onChange = undefined
    this.disk.onOpen = undefined
    this.#machine.died(this, !isForgotten)
    return powerLossSeed === undefined ? this.disk.kill() : this.disk.powerLoss(powerLossSeed)
  }
}
