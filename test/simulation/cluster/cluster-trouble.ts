/** Injects trouble into a simulated cluster, one kind after another, sometimes several at the same time. */
import type { StartOptions } from '../../../src/server/index.ts'
import type { Random } from '../../kit/sim-world.ts'
import { type DiskTrouble, noTrouble } from '../broker/process.ts'
import type { ClusterScene } from './cluster-scene.ts'
import type { ClusterNode } from './node.ts'

export class ClusterTrouble {
  readonly #scene: ClusterScene
  readonly #random: Random
  readonly #options: StartOptions
  /** The power may fail, because acknowledged records survive it. */
  readonly #losesPower: boolean
  readonly #leaseMs: number
  /** Makes temporary trouble end immediately. */
  #isHealed = false

  constructor(scene: ClusterScene, options: StartOptions, losesPower: boolean, leaseMs: number) {
    this.#scene = scene
    this.#random = scene.world.random('trouble')
    this.#options = options
    this.#losesPower = losesPower
    this.#leaseMs = leaseMs
  }

  async run(): Promise<void> {
    while (!this.#isHealed) {
      await this.#scene.wait(this.#random, 1_200)
      if (this.#isHealed) return
      this.#scene.hadTrouble = true
      this.#scene.act('trouble', this.#one())
    }
  }

  #one(): Promise<void> {
    const random = this.#random
    const node = random.pick(this.#scene.nodes)
    const die = random.fraction()
    if (die < 0.04) return this.#killInSync()
    if (die < 0.08) return this.#fill(node)
    if (die < 0.12) return this.#breakDisk(node)
    if (die < 0.25) return this.#kill(node)
    if (die < 0.33) return this.#stop(node)
    if (die < 0.5) return this.#cutOff(node)
    if (die < 0.6) return this.#cutFromStore(node)
    if (die < 0.7) return this.#slow(node)
    if (die < 0.8) return this.#delayWatch(node)
    if (die < 0.94) return this.#pause(node)
    if (die < 0.97) return this.#storeDown()
    return this.#cutConnections()
  }

  /** Duration of trouble: short, or longer than a lease. */
  #while(): Promise<void> {
    const random = this.#random
    return this.#scene.wait(random, random.chance(0.5) ? 500 : this.#leaseMs)
  }

  async #kill(node: ClusterNode): Promise<void> {
    const random = this.#random
    if (node.isBusy || !node.isUp) return
    node.isBusy = true
    const isPowerLoss = this.#losesPower && random.chance(0.5)
    if (random.chance(0.7)) {
      node.killSoon(random.whole(1, 30), isPowerLoss)
      await this.#scene.wait(random, 1_000)
    }
    if (!this.#isHealed) node.kill(isPowerLoss)
    await this.#restart(node)
  }

  /** Kills all replicas in a partition's ISR in quick succession. The rest must not be elected. */
  async #killInSync(): Promise<void> {
    const { image } = this.#scene
    const { partitions } = this.#random.pick([...image.topics])
    const { isr } = this.#random.pick(partitions)
    await Promise.all(this.#scene.nodes.filter(({ id }) => isr.includes(id)).map((node) => this.#kill(node)))
  }

  async #restart(node: ClusterNode): Promise<void> {
    const random = this.#random
    while (!this.#isHealed && !node.isServing) {
      await this.#scene.wait(random, random.pick([10, 300, 2 * this.#leaseMs]))
      // It may be killed during startup too.
      if (random.chance(0.15)) node.killInStart(random.whole(1, 40), this.#losesPower && random.chance(0.5))
      await node.boot(this.#options)
    }
    node.isBusy = false
  }

  async #stop(node: ClusterNode): Promise<void> {
    if (node.isBusy || !node.isServing) return
    node.isBusy = true
    await node.stop()
    await this.#restart(node)
  }

  /** Isolates a machine from some of the others, in one or both directions. */
  async #cutOff(node: ClusterNode): Promise<void> {
    const { nodes, links, net, world } = this.#scene
    const random = this.#random
    const others = nodes.filter((other) => other !== node && random.chance(0.6))
    const way = random.pick(['both', 'out', 'in'] as const)
    world.say(`${node.name}: cut off from ${others.map(({ name }) => name)}, ${way}`)
    for (const { name } of others) {
      if (way !== 'in') links.cut(node.name, name)
      if (way !== 'out') links.cut(name, node.name)
    }
    const isFromStore = random.chance(0.4)
    if (isFromStore) node.link.isCut = true
    await this.#while()
    for (const { name } of others) {
      links.mend(node.name, name)
      links.mend(name, node.name)
    }
    if (isFromStore) node.link.isCut = false
    net.proceed()
    this.#scene.store.proceed()
  }

  /** A broker's disk is full for a while, and may also be slow. */
  async #fill({ trouble, name }: ClusterNode): Promise<void> {
    const random = this.#random
    // A broker moves writes to the pool once they block it.
    trouble.delayMs = random.pick([0.5, 5, 50])
    trouble.stallMs = random.pick([0, 30])
    this.#scene.world.say(`${name}: its disk is ${trouble.delayMs} ms slow, and holds up for ${trouble.stallMs} ms`)
    await this.#scene.wait(random, 500)
    for (let n = 0; n < 3 && !this.#isHealed; n++) {
      trouble.isFull = true
      this.#scene.world.say(`${name}: its disk is full`)
      await this.#scene.wait(random, 300)
      trouble.isFull = false
      await this.#scene.wait(random, 300)
    }
    this.#calm(trouble)
  }

  /** One of a broker's log directories fails, or changes, reads and syncs occasionally fail anywhere. */
  async #breakDisk({ trouble, name }: ClusterNode): Promise<void> {
    const random = this.#random
    const directories = [this.#options.dataDir ?? []].flat()
    if (random.chance(0.6)) trouble.brokenUnder = random.pick(directories)
    else {
      trouble.errors = random.pick([0.02, 0.3])
      trouble.changeErrors = random.pick([0, 0.02, 0.3])
    }
    this.#scene.world.say(`${name}: its disk has errors ${trouble.brokenUnder ?? ''}`)
    await this.#while()
    this.#calm(trouble)
    this.#scene.world.say(`${name}: its disk has no errors`)
  }

  #calm(trouble: DiskTrouble): void {
    const { isFull, delayMs, stallMs, errors, changeErrors, brokenUnder } = noTrouble()
    Object.assign(trouble, { isFull, delayMs, stallMs, errors, changeErrors, brokenUnder })
  }

  async #cutFromStore(node: ClusterNode): Promise<void> {
    this.#scene.world.say(`${node.name}: cut off from the store`)
    node.link.isCut = true
    await this.#while()
    node.link.isCut = false
    this.#scene.store.proceed()
  }

  async #slow(node: ClusterNode): Promise<void> {
    const { nodes, links, world } = this.#scene
    const random = this.#random
    const other = random.pick(nodes)
    const ms = random.pick([20, 200, 1_500])
    world.say(`${node.name}: late to ${other.name} by ${ms} ms`)
    links.slow(node.name, other.name, ms)
    await this.#while()
    links.slow(node.name, other.name, 0)
  }

  async #delayWatch({ link, name }: ClusterNode): Promise<void> {
    link.watchMs = this.#random.pick([100, 1_000, 3_000])
    this.#scene.world.say(`${name}: its watch is late by ${link.watchMs} ms`)
    await this.#while()
    link.watchMs = 3
  }

  async #pause(node: ClusterNode): Promise<void> {
    const random = this.#random
    node.pause(random.chance(0.4) ? random.exponential(300) : this.#leaseMs + random.exponential(this.#leaseMs / 2))
  }

  async #storeDown(): Promise<void> {
    const { store, world } = this.#scene
    world.say('the store is down')
    store.isDown = true
    await this.#while()
    world.say('the store is there')
    store.isDown = false
    store.proceed()
  }

  async #cutConnections(): Promise<void> {
    this.#scene.world.say(`cut ${this.#scene.net.cutOne()}`)
  }

  /** From here on, everything must recover without help. */
  async heal(): Promise<void> {
    const { nodes, links, net, store, world } = this.#scene
    this.#isHealed = true
    for (const { life } of nodes)
      while (life !== undefined && !life.isDead && life.pausedUntilMs > world.nowMs)
        await world.pause(life.pausedUntilMs - world.nowMs, 'stands still')
    world.say('healed')
    links.heal()
    store.isDown = false
    for (const node of nodes) {
      node.link.isCut = false
      node.link.watchMs = 3
      this.#calm(node.trouble)
      node.life?.spare()
      if (node.wasBornInTrouble) node.kill(false)
    }
    net.proceed()
    store.proceed()
    for (const node of nodes) this.#scene.act('boot', this.#bootAgain(node))
  }

  async #bootAgain(node: ClusterNode): Promise<void> {
    const { world } = this.#scene
    while (!node.isServing) {
      await node.boot(this.#options)
      await world.pause(100, 'boot again')
    }
  }
}
