/** A machine of a simulated cluster: disk, clock, connection to the metadata store, and the successive lives of its broker. */
import type { StartOptions } from '../../../src/server/index.ts'
import { createSimDisk, type SimDisk } from '../../kit/sim-disk.ts'
import type { Owner, Random } from '../../kit/sim-world.ts'
import { BrokerProcess, noTrouble } from '../broker/process.ts'
import type { ClusterScene } from './cluster-scene.ts'
import { nodeOf, portOf } from './links.ts'
import { SimStoreClient, type StoreLink } from './store.ts'

/** Maximum clock drift. */
export const clockError = 0.03
const clusterId = 'simulated-cluster-0001'
const stopMs = 30_000

export class ClusterNode {
  readonly id: number
  readonly name: string
  readonly link: StoreLink = { isCut: false, watchMs: 3 }
  /** Faults of its disk. */
  readonly trouble = noTrouble()
  life: BrokerProcess | undefined
  /** When its life began. */
  bornMs = 0
  /** Its disk had errors when this life began: a directory that failed then needs another restart. */
  wasBornInTrouble = false
  /** Its last life ended uncleanly. */
  wasKilled = false
  /** While true, other actors must not restart it. */
  isBusy = false
  readonly #scene: ClusterScene
  readonly #random: Random
  readonly #clock: { readonly rate: number; readonly aheadMs: number }
  #disk: SimDisk
  #lives = 0
  #killInStart: { readonly changes: number; readonly isPowerLoss: boolean } | undefined

  constructor(scene: ClusterScene, id: number) {
    this.id = id
    this.name = nodeOf(id)
    this.#scene = scene
    const random = scene.world.random(`machine ${this.name}`)
    this.#random = random
    this.#clock = { rate: random.between(1 - clockError, 1 + clockError), aheadMs: random.between(-20_000, 20_000) }
    this.#disk = createSimDisk({ wait: (kind, path) => (this.life as BrokerProcess).wait(kind, path) })
  }

  get disk(): SimDisk {
    return this.#disk
  }

  get isUp(): boolean {
    return this.life !== undefined && !this.life.isDead
  }

  get isServing(): boolean {
    return this.isUp && this.life?.running !== undefined && !this.life.isStopping
  }

  /** Starts a life. Resolves once it is serving, or has failed and ended. */
  async boot(options: StartOptions): Promise<void> {
    const { world, net, links, store } = this.#scene
    if (this.isUp) return
    links.off.delete(this.name)
    const machine = {
      name: this.name,
      disk: this.#disk,
      trouble: this.trouble,
      clock: this.#clock,
      netOf: (owner: Owner) => net.of(owner, this.name),
      died: (owner: Owner, maySendRest: boolean) => net.died(owner, maySendRest)
    }
    const life = new BrokerProcess(world, machine, this.#lives++)
    this.life = life
    this.bornMs = world.nowMs
    this.wasBornInTrouble = this.trouble.brokenUnder !== undefined || this.trouble.changeErrors > 0
    const kill = this.#killInStart
    this.#killInStart = undefined
    if (kill !== undefined) this.killSoon(kill.changes, kill.isPowerLoss)
    world.say(`${this.name}: life ${this.#lives} begins`)
    const metadata = new SimStoreClient(store, this.link, life, this.id)
    try {
      await metadata.open()
    } catch {
      world.say(`${this.name}: the store was not reached`)
      this.kill(false)
      return
    }
    if (life.isDead) return
    life.start({ ...options, port: portOf(this.id) }, { brokerId: this.id, clusterId, metadata })
    while (life.running === undefined && life.failure === undefined && !life.isDead)
      await world.pause(5, `${this.name} starts`)
    if (life.failure === undefined || life.isDead) return
    // A startup may only fail if the store is unreachable.
    const why = (life.failure as Error).message
    if (!this.#scene.hadTrouble) throw life.failure
    world.say(`${this.name}: could not start: ${why}`)
    this.kill(false)
  }

  /** kill -9, or a power loss: then no peer is notified, and the machine does not respond until it is restarted. */
  kill(isPowerLoss: boolean): void {
    const { life } = this
    const { world, links, net } = this.#scene
    if (life === undefined || life.isDead) return
    world.say(`${this.name}: ${isPowerLoss ? 'the power fails' : 'kill -9'}`)
    this.#scene.dies()
    // A stopping broker may already have finished, and a starting one may not have begun anything.
    if (life.running !== undefined) this.wasKilled = !life.isStopping
    if (isPowerLoss) {
      links.off.add(this.name)
      net.silence(this.name)
    }
    this.#disk = life.kill(isPowerLoss ? this.#random.u32() : undefined)
  }

  /** Like `killSoon`, for the next life. */
  killInStart(changes: number, isPowerLoss: boolean): void {
    this.#killInStart = { changes, isPowerLoss }
  }

  /** Kills it before the nth disk change from now. */
  killSoon(changes: number, isPowerLoss: boolean): void {
    this.life?.killBefore(changes, () => this.kill(isPowerLoss))
  }

  /** Pauses it for a while, as SIGSTOP does. */
  pause(ms: number): void {
    const { world } = this.#scene
    if (this.life === undefined) return
    world.say(`${this.name}: stands still for ${Math.round(ms)} ms`)
    this.life.pausedUntilMs = world.nowMs + ms
  }

  /** SIGTERM. */
  async stop(): Promise<void> {
    const { life } = this
    const { world } = this.#scene
    if (life?.running === undefined || life.isDead) return
    world.say(`${this.name}: SIGTERM`)
    let isStopped = false
    const untilMs = world.nowMs + stopMs
    life.running.stop(1_000).then(
      () => {
        isStopped = true
      },
      (error) => {
        if (!life.hadDiskError) world.fail(error)
        isStopped = true
      }
    )
    life.isStopping = true
    while (!isStopped && !life.isDead) {
      if (world.nowMs > untilMs && life.pausedUntilMs + stopMs < world.nowMs)
        throw new Error(`${this.name} does not stop`)
      await world.pause(5, `${this.name} stops`)
    }
    if (!life.isDead) this.kill(false)
  }
}
