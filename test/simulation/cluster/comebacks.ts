/**
 * What must be so when a new process of a broker registers: it counts as in sync nowhere, and after an end that was not clean it is
 * eligible nowhere (KIP-966).
 */
import type { ImageDelta } from '../../../src/metadata/index.ts'
import { Violation } from '../../kit/sim-world.ts'
import type { ClusterScene } from './cluster-scene.ts'

export class Comebacks {
  readonly #scene: ClusterScene
  readonly #incarnations = new Map<number, string>()

  constructor(scene: ClusterScene) {
    this.#scene = scene
    for (const { id, incarnation } of scene.image.brokers) this.#incarnations.set(id, incarnation)
    scene.listeners.push((delta) => this.#look(delta))
  }

  #look({ brokers: { added, changed } }: ImageDelta): void {
    for (const { id, incarnation } of [...added, ...changed]) {
      const before = this.#incarnations.get(id)
      this.#incarnations.set(id, incarnation)
      if (before !== undefined && before !== incarnation) this.#check(id)
    }
  }

  #check(id: number): void {
    const isUnclean = this.#scene.node(id)?.wasKilled === true
    for (const { name, partitions } of this.#scene.image.topics)
      for (const [n, { replicas, isr, elr }] of partitions.entries()) {
        if (replicas.length === 1) continue
        if (isr.includes(id)) throw new Violation(`${name}-${n}: ${id} is a new process, and in sync`)
        if (isUnclean && elr.includes(id)) throw new Violation(`${name}-${n}: ${id} was killed, and is eligible`)
      }
  }
}
