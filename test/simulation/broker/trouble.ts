/** Injects trouble, one kind after another: connections, processes, power, disk, clocks. */

import type { Random } from '../../kit/sim-world.ts'
import type { Host } from './host.ts'
import type { Onlooker } from './onlooker.ts'
import { noTrouble } from './process.ts'
import type { Scene } from './scene.ts'

const hourMs = 3_600_000
/** Internal topics that coordinators write to. */
const internalTopics = [
  '__consumer_offsets',
  '__consumer_offsets',
  '__share_group_state',
  '__transaction_state'
] as const

export class Trouble {
  readonly #scene: Scene
  readonly #host: Host
  readonly #onlooker: Onlooker
  readonly #random: Random
  /** Total time the wall clock was set forward: producers expire after a day. */
  #aheadMs = 0

  constructor(scene: Scene, host: Host, onlooker: Onlooker) {
    this.#scene = scene
    this.#host = host
    this.#onlooker = onlooker
    this.#random = scene.world.random('trouble')
  }

  async next(): Promise<void> {
    const random = this.#random
    await this.#host.pass(random.exponential(1_500))
    const die = random.fraction()
    if (die < 0.3) this.#scene.world.say(`cut ${this.#scene.net.cutOne()}`)
    else if (die < 0.44) await this.#kill()
    else if (die < 0.6) await this.#ambush()
    else if (die < 0.68) await this.#stop()
    else if (die < 0.76) this.#jump(random.pick([-2 * hourMs, -5_000, 5_000, hourMs, 3 * hourMs]))
    else if (die < 0.83) await this.#fill()
    else if (die < 0.89) await this.#breakDisk()
    else if (die < 0.93) await this.#takeHandles()
    else await this.#slowDown()
    await this.#host.bootAgain()
  }

  /** From here on, everything must recover without help: half of the time, the broker is not even restarted. */
  async heal(): Promise<void> {
    this.#scene.world.say('healed')
    const { trouble } = this.#scene
    Object.assign(trouble, noTrouble(), { hadErrors: trouble.hadErrors })
    this.#scene.process?.spare()
    // Anything that waits by the wall clock now waits for a long time.
    if (this.#random.chance(0.5)) this.turnBack()
    if (this.#random.chance(0.5)) this.#host.kill(false)
    await this.#host.bootAgain(false)
  }

  async #kill(): Promise<void> {
    const random = this.#random
    const isPowerLoss = random.chance(0.4)
    if (random.chance(0.7)) {
      this.#host.killSoon(random.whole(1, 30), isPowerLoss)
      await this.#host.pass(random.exponential(1_000))
    }
    this.#host.kill(isPowerLoss)
    await this.#host.pass(random.exponential(300))
  }

  /** Kills the broker during a coordinator's write, while a client queries the coordinator's state. */
  async #ambush(): Promise<void> {
    this.#onlooker.come()
    await this.#host.ambush(this.#random.pick(internalTopics), this.#random.exponential(2_000), () =>
      this.#onlooker.look()
    )
    await this.#host.pass(this.#random.exponential(300))
    await this.#host.bootAgain()
    this.#onlooker.lookAgain()
  }

  async #stop(): Promise<void> {
    await this.#host.stop()
    await this.#host.pass(this.#random.exponential(100))
  }

  turnBack(): void {
    this.#jump(-2 * hourMs)
  }

  #jump(ms: number): void {
    const { world } = this.#scene
    if (this.#aheadMs + ms > 15 * hourMs) return
    this.#aheadMs = Math.max(0, this.#aheadMs + ms)
    world.wallOffsetMs += ms
    world.say(`the wall clock jumps by ${ms} ms`)
  }

  async #fill(): Promise<void> {
    const { trouble, world } = this.#scene
    world.say('the disk is full')
    trouble.isFull = true
    await this.#host.pass(this.#random.exponential(1_000))
    if (this.#random.chance(0.3)) await this.#kill()
    trouble.isFull = false
    world.say('the disk has room')
  }

  async #breakDisk(): Promise<void> {
    const { trouble, world } = this.#scene
    world.say('the disk has errors')
    trouble.errors = this.#random.pick([0.02, 0.3])
    if (this.#random.chance(0.5)) trouble.changeErrors = this.#random.pick([0.02, 0.3, 1])
    await this.#host.pass(this.#random.exponential(1_000))
    if (this.#random.chance(0.3)) await this.#kill()
    trouble.errors = 0
    trouble.changeErrors = 0
    world.say('the disk has no errors')
  }

  async #takeHandles(): Promise<void> {
    const { trouble, world } = this.#scene
    world.say('there are no file handles')
    trouble.isOutOfHandles = true
    await this.#host.pass(this.#random.exponential(1_000))
    trouble.isOutOfHandles = false
    world.say('there are file handles')
  }

  async #slowDown(): Promise<void> {
    const { trouble, world, net } = this.#scene
    const random = this.#random
    trouble.delayMs = random.pick([5, 50, 1_500])
    trouble.stallMs = random.pick([0, 5, 30])
    world.say(`the disk is slow: ${trouble.delayMs} ms in the pool, writes hold up for ${trouble.stallMs} ms`)
    await this.#host.pass(random.exponential(1_500))
    // A client that waits for the disk retries, and must not get a response sooner than the first time.
    if (random.chance(0.5)) {
      world.say('all connections are cut')
      net.cutAll()
    }
    await this.#host.pass(random.exponential(1_500))
    if (random.chance(0.4)) await this.#kill()
    trouble.delayMs = 0.5
    trouble.stallMs = 0
    world.say('the disk is quick')
  }
}
