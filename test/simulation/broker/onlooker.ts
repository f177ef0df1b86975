/**
 * A client that fetches group offsets while a write of their coordinator is held up, and again after the broker was killed during it:
 * an offset once returned must not be lost (G2).
 */
import { asOffset } from '../../../src/protocol/index.ts'
import { type Random, Violation } from '../../kit/sim-world.ts'
import { type Client, Lost } from '../clients/client.ts'
import { wait } from '../clients/stage.ts'
import type { Scene } from './scene.ts'

const triesMax = 10

export class Onlooker {
  readonly #scene: Scene
  readonly #random: Random
  readonly #groups: readonly string[]
  #client: Client | undefined

  constructor(scene: Scene, groups: readonly string[]) {
    this.#scene = scene
    this.#random = scene.world.random('onlooker')
    this.#groups = groups
  }

  /** Connects in advance, so that later requests are sent immediately. */
  come(): void {
    this.#scene.act(
      'onlooker',
      this.#lookWith(async (client) => void (await this.#sees(client)))
    )
  }

  /** Sends requests repeatedly over the existing connection until it breaks. */
  look(): void {
    const client = this.#client
    if (client === undefined || client.isLost) return
    const watch = async () => {
      for (let tries = 0; tries < triesMax && !client.isLost; tries++) {
        await this.#sees(client)
        await wait(this.#scene, this.#random, 40)
      }
    }
    this.#scene.act('onlooker', this.#lookWith(watch))
  }

  /** The broker is back: retries a few times until it responds. */
  lookAgain(): void {
    const again = async (client: Client) => {
      for (let tries = 0; tries < triesMax && !(await this.#sees(client)); tries++)
        await wait(this.#scene, this.#random, 30)
    }
    this.#scene.act('onlooker', this.#lookWith(again))
  }

  async #lookWith(look: (client: Client) => Promise<void>): Promise<void> {
    try {
      if (this.#client === undefined || this.#client.isLost) this.#client = await this.#scene.connect('onlooker')
      await look(this.#client)
    } catch (error) {
      if (!(error instanceof Lost)) throw error
    }
  }

  /** Whether every request got a response. */
  async #sees(client: Client): Promise<boolean> {
    const ledgers = this.#scene.topics.flatMap(({ name, kind, partitions }) =>
      kind === 'churned' ? [] : partitions.map((ledger, partition) => ({ name, partition, ledger }))
    )
    const known = this.#groups.flatMap((group) =>
      ledgers.map((place) => {
        const commit = this.#scene.commitOf(group, place.ledger)
        return { group, ...place, commit, atLeast: commit.acknowledged, forgets: place.ledger.forgets }
      })
    )
    const groups = this.#groups.map((groupId) => ({ groupId, topics: null }))
    const answer = await client.call('OffsetFetch', 8, { requireStable: true, groups })
    if (answer.groups.some(({ errorCode }) => errorCode !== 0)) return false
    for (const { group, name, partition, ledger, commit, atLeast, forgets } of known) {
      if (forgets !== ledger.forgets || this.#scene.mustForget) continue
      const found = answer.groups
        .find(({ groupId }) => groupId === group)
        ?.topics.find((topic) => topic.name === name)
        ?.partitions.find(({ partitionIndex }) => partitionIndex === partition)
      const offset = asOffset(found?.committedOffset ?? -1n)
      if (offset < atLeast)
        throw new Violation(`onlooker: ${group} is at ${offset} in ${ledger.name}, and was at ${atLeast}`)
      commit.acknowledged = Math.max(commit.acknowledged, offset)
    }
    return true
  }
}
