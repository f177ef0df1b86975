/**
 * Checks the controller some time after a broker went down: as long as the controller and its connection to the store are healthy, the
 * broker must be removed from all ISRs, and lead nothing.
 */
import { Violation } from '../../kit/sim-world.ts'
import type { ClusterScene } from './cluster-scene.ts'

const withinMs = 5_000

export class Calm {
  readonly #scene: ClusterScene
  /** Since when this broker has been the controller, without trouble. */
  #controller = -1
  #sinceMs = 0
  readonly #goneSinceMs = new Map<number, number>()
  #lookedMs = 0

  constructor(scene: ClusterScene) {
    this.#scene = scene
  }

  readonly look = (): void => {
    const { image, world, nodes } = this.#scene
    const { nowMs } = world
    const calm = this.#isCalm(image.controllerId) ? image.controllerId : -1
    if (calm !== this.#controller) this.#sinceMs = nowMs
    this.#controller = calm
    for (const { id } of nodes) {
      if (image.isAlive(id)) this.#goneSinceMs.delete(id)
      else if (!this.#goneSinceMs.has(id)) this.#goneSinceMs.set(id, nowMs)
    }
    if (calm < 0 || nowMs - this.#sinceMs < withinMs || nowMs - this.#lookedMs < 500) return
    this.#lookedMs = nowMs
    const gone = [...this.#goneSinceMs].filter(([, sinceMs]) => nowMs - sinceMs >= withinMs).map(([id]) => id)
    if (gone.length === 0) return
    for (const { name, partitions } of image.topics)
      for (const [n, { isr }] of partitions.entries()) {
        const id = isr.find((one) => gone.includes(one))
        if (id !== undefined) throw new Violation(`${name}-${n}: ${id} is gone for ${withinMs} ms, and still in sync`)
      }
  }

  #isCalm(controllerId: number): boolean {
    const { store, world } = this.#scene
    const node = this.#scene.node(controllerId)
    const { life, link } = node ?? {}
    if (node?.isServing !== true || life === undefined || link === undefined) return false
    const isWatchQuick = link.watchMs < 10 && (link.dueMs ?? 0) - world.nowMs < 100
    return !store.isDown && !link.isCut && isWatchQuick && life.pausedUntilMs <= world.nowMs
  }
}
