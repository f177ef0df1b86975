/**
 * One life of a broker: the real one, booted on a disk, with an environment of its own that ends when it is killed. From that
 * moment on nothing of it happens any more, in the midst of an event too.
 */
import { DiskError, type Env, type Logger, type Net } from '../../../src/env/index.ts'
import { boot, type Running } from '../../../src/server/boot.ts'
import type { StartOptions } from '../../../src/server/index.ts'
import type { Seat } from '../../../src/server/seat.ts'
import type { DiskChange, SimDisk } from '../../kit/sim-disk.ts'
import { type Owner, type Random, type SimWorld, Violation } from '../../kit/sim-world.ts'

/** What a reading of the clock costs: work that is cut into slices of time is cut then. */
const tickMs = 0.002

/** What the disk does to the process that uses it. */
export interface DiskTrouble {
  isFull: boolean
  /** How likely a sync or a read in the pool fails. */
  errors: number
  /** How likely whatever changes the disk fails: a write, rename, removal, cut, a sync. */
  changeErrors: number
  /** Nothing under this path can be opened or changed: one of several disks. */
  brokenUnder: string | undefined
  /** Nearly no file can be opened or made. */
  isOutOfHandles: boolean
  /** Mean time of a read, write or sync in the pool. */
  delayMs: number
  /** How long a write holds up the loop. */
  stallMs: number
  /** It refused something, ever. */
  hadErrors: boolean
  /** How often it did. */
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

/** What asynchronous operations of the disk wait for. */
export type DiskWait = (kind: 'read' | 'write' | 'sync', path: string) => Promise<void>

/** What a broker runs on. */
export interface Machine {
  /** In the log, and for random numbers of its own. */
  readonly name: string
  readonly disk: SimDisk
  readonly trouble: DiskTrouble
  netOf(life: Owner): Net
  /** A process is gone; what it sent last may arrive yet. */
  died(life: Owner, maySendRest: boolean): void
  /** How fast its clock goes, 1 by default; what it shows beyond the world's. */
  readonly clock?: { readonly rate: number; readonly aheadMs: number }
}

/** A write that is lain in wait for: it is held up while others ask, and the process is killed before it is done. */
export interface Ambush {
  /** The internal topic whose log is written. */
  readonly topic: string
  /** What waits in the pool: a write, or the sync behind it. */
  readonly kind: 'write' | 'sync'
  readonly holdMs: number
  readonly held: () => void
  readonly kill: () => void
}

/** How often a write that would be done at once is the one; else one that goes through the pool is waited for. */
const directChance = 0.15

/** How often a branch that the world seldom makes a broker take is taken here. */
const rareChance = 0.05

export class BrokerProcess implements Owner {
  isDead = false
  /** Set when it serves. */
  running: Running | undefined
  /** Set when it could not start. */
  failure: unknown
  isStopping = false
  /** It met an error of the disk that it is allowed to give up over. */
  hadDiskError = false
  /** It stands still until then. */
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

  /** Before so many changes of the disk from now, `run` is called: to kill. */
  killBefore(changes: number, run: () => void): void {
    this.#killAt = { change: this.#changes + changes, run }
  }

  /** Before a write to an internal topic is done, the process is killed. */
  layAmbush(ambush: Ambush): void {
    this.#ambush = ambush
  }

  /** It is not to be killed after all. */
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
    // A full disk is no reason for not starting.
    if (code !== 'NO_SPACE') this.hadDiskError = true
    this.#trouble.hadErrors = true
    this.#trouble.refusals++
    this.#world.trace(why)
    return new DiskError(code, path, `${path}: ${why}`)
  }

  /** What the pool does takes time, ends in any order, and fails now and then. */
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
    // Spared meanwhile: then it goes on.
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
      // While somebody lies in wait, writes go through the pool, where they can be held up.
      rare: (site) => rare.chance(rareChance) || (this.#ambush !== undefined && site === 'the disk is slow')
    }
  }

  /**
   * kill -9, or the power fails with a seed: the disk that the next life finds. An answer that is still on its way would speak
   * of what is forgotten, where settings let the power take it: then none arrives.
   */
  kill(powerLossSeed: number | undefined, isForgotten = false): SimDisk {
    this.isDead = true
    this.disk.onChange = undefined
    this.disk.onOpen = undefined
    this.#machine.died(this, !isForgotten)
    return powerLossSeed === undefined ? this.disk.kill() : this.disk.powerLoss(powerLossSeed)
  }
}
