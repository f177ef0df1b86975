/** The machine of the broker: its disk, and one life of the broker after another on it. */
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
  /** A loss of power loses nothing that was acknowledged. */
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

  /** Starts the broker until it serves. With `mayKill` it may be killed in its start, and starts again. */
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

  /** In the midst of what the broker does: before so many more changes of the disk. */
  killSoon(changes: number, isPowerLoss: boolean): void {
    this.#scene.process?.killBefore(changes, () => this.kill(isPowerLoss))
  }

  /**
   * In the midst of a write to an internal topic, if one comes within `forMs`: what is told while it is held up, from `held` on, must
   * be there afterwards.
   */
  async ambush(topic: string, forMs: number, held: () => void): Promise<void> {
    const { process: life, world } = this.#scene
    if (life === undefined || life.isDead) return
    // A power loss takes what is written and not synced, where settings say that nothing is told before.
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

  /** SIGTERM; it may be killed meanwhile. */
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

  /** Restarts what is dead. */
  async bootAgain(mayKill = true): Promise<void> {
    while (this.#scene.process?.isDead !== false) await this.boot(mayKill)
  }
}
