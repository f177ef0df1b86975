/** The broker's machine: its disk, and the successive lives of the broker on it. */
import type { StartOptions } from '../../../src/server/index.ts'
import { createSimDisk, type SimDisk } from '../../kit/sim-disk.ts'
import type { Owner, Random } from '../../kit/sim-world.ts'
import { BrokerProcess } from './process.ts'
import type { Scene } from './scene.ts'

const bootMs = 60_000
const stopMs = 30_000

export class Host {
  readonly #scene: Scene
  readonly #random: Random
  readonly #options: StartOptions
  /** Whether acknowledged records survive a power loss. */
  readonly #isDurable: boolean
  #disk: SimDisk
  #lives = 0

  constructor(scene: Scene, options: StartOptions, isDurable: boolean) {
    this.#scene = scene
    this.#random = scene.world.random('host')
    this.#options = options
    this.#isDurable = isDurable
    this.#disk = createSimDisk({ wait: (kind, path) => (this.#scene.process as BrokerProcess).wait(kind, path) })
  }

  /** Starts the broker and waits until it is serving. With `mayKill`, it may be killed during startup and restarted. */
  async boot(mayKill = false): Promise<void> {
    const { world, net, trouble } = this.#scene
    for (;;) {
      const machine = {
        name: 'broker',
        disk: this.#disk,
        trouble,
        netOf: (owner: Owner) => net.of(owner),
        died: (owner: Owner, maySendRest: boolean) => net.died(owner, maySendRest)
      }
      const life = new BrokerProcess(world, machine, this.#lives++)
      this.#scene.process = life
      world.say(`life ${this.#lives} begins`)
      if (mayKill && this.#random.chance(0.2)) this.killSoon(this.#random.whole(1, 60), this.#random.chance(0.5))
      life.start(this.#options)
      const isDecided = () => life.running !== undefined || life.failure !== undefined || life.isDead
      await world.until(isDecided, bootMs, 'the broker starts')
      if (life.running !== undefined && !life.isDead) return
      if (!life.isDead) {
        if (!life.hadDiskError) throw life.failure
        world.say(`it could not start: ${(life.failure as Error).message}`)
        this.kill(false)
      }
      await this.pass(this.#random.exponential(300))
    }
  }

  async pass(ms: number): Promise<void> {
    const { world } = this.#scene
    let isOver = false
    world.after(ms, 'pause', () => {
      isOver = true
    })
    await world.until(() => isOver, Number.POSITIVE_INFINITY, 'a pause')
  }

  kill(isPowerLoss: boolean): void {
    const { process: life, world } = this.#scene
    if (life === undefined || life.isDead) return
    world.say(isPowerLoss ? 'the power fails' : 'kill -9')
    const isForgotten = isPowerLoss && !this.#isDurable
    this.#disk = life.kill(isPowerLoss ? this.#random.u32() : undefined, isForgotten)
    if (isForgotten) this.#scene.mustForget = true
  }

  /** Kills the broker in the middle of its work: before the nth disk change from now. */
  killSoon(changes: number, isPowerLoss: boolean): void {
    this.#scene.process?.killBefore(changes, () => this.kill(isPowerLoss))
  }

  /**
   * Kills the broker in the middle of a write to an internal topic, if one happens within `forMs`. Everything it returns from `held` on,
   * while the write is held up, must survive.
   */
  async ambush(topic: string, forMs: number, held: () => void): Promise<void> {
    const { process: life, world } = this.#scene
    if (life === undefined || life.isDead) return
    // A power loss takes unsynced writes if settings say that they are not acknowledged before the sync.
    const kind = this.#isDurable && this.#random.chance(0.6) ? 'sync' : 'write'
    world.say(`a ${kind} to ${topic} is waited for`)
    const holdMs = 50 + this.#random.exponential(200)
    life.layAmbush({ topic, kind, holdMs, held, kill: () => this.kill(kind === 'sync') })
    let isOver = false
    world.after(forMs, 'ambush', () => {
      isOver = true
    })
    await world.until(() => isOver || life.isDead, Number.POSITIVE_INFINITY, 'an ambush')
    life.spare()
  }

  /** SIGTERM. The broker may be killed during the shutdown. */
  async stop(): Promise<void> {
    const { process: life, world } = this.#scene
    if (life?.running === undefined || life.isDead) return
    world.say('SIGTERM')
    life.isStopping = true
    if (this.#random.chance(0.3)) this.killSoon(this.#random.whole(1, 40), this.#random.chance(0.5))
    let isStopped = false
    const stopped = life.running.stop(1_000).then(
      () => {
        isStopped = true
      },
      (error) => {
        if (!life.hadDiskError && !this.#scene.trouble.hadErrors) throw error
        isStopped = true
      }
    )
    this.#scene.act('stop', stopped)
    await world.until(() => isStopped || life.isDead, stopMs, 'the broker stops')
    if (life.isDead) return
    world.say('it stopped')
    this.kill(this.#random.chance(0.3))
  }

  /** Restarts the broker if it is dead. */
  async bootAgain(mayKill = true): Promise<void> {
    while (this.#scene.process?.isDead !== false) await this.boot(mayKill)
  }
}
