/** An admin client of a simulated cluster: creates and deletes topics, moves replicas, elects leaders, deletes records. */
import type { PartitionImage, TopicImage } from '../../../src/metadata/index.ts'
import { errorCodes, errorName } from '../../../src/protocol/index.ts'
import { zeroUuid } from '../../../src/wire/index.ts'
import { type Random, Violation } from '../../kit/sim-world.ts'
import { Lost } from '../clients/client.ts'
import type { ClusterScene, ClusterTopic } from './cluster-scene.ts'
import { elsewhere, Router, untilDone } from './router.ts'

/** How long it waits for a response. */
const timeoutMs = 5_000

export class ClusterAdmin {
  readonly #scene: ClusterScene
  readonly #random: Random
  readonly #router: Router
  readonly #made: (topic: ClusterTopic) => void
  #names = 0

  constructor(scene: ClusterScene, made: (topic: ClusterTopic) => void) {
    this.#scene = scene
    this.#random = scene.world.random('admin')
    this.#router = new Router(scene, 'admin')
    this.#made = made
  }

  /** Creates a topic, retrying as often as needed. `mayEnd`: retention may delete its records. */
  async make(partitions: number, isExact: boolean, mayEnd = true): Promise<ClusterTopic | undefined> {
    const name = `${isExact ? 'exact' : 'loose'}-${this.#names++}`
    const retainedBytes = mayEnd && this.#random.chance(0.6) ? this.#random.pick([3_000, 10_000]) : undefined
    const segmentBytes = retainedBytes === undefined ? this.#random.pick([3_000, 100_000]) : 3_000
    const configs = [
      { name: 'internal.segment.bytes', value: String(segmentBytes) },
      { name: 'retention.bytes', value: String(retainedBytes ?? -1) }
    ]
    const topicId = await untilDone(this.#scene, this.#random, async () => {
      const client = await this.#router.any()
      const wanted = { name, numPartitions: partitions, replicationFactor: 3, assignments: [], configs }
      const { topics } = await client.call('CreateTopics', 7, { timeoutMs, topics: [wanted] })
      const [made] = topics
      if (made?.errorCode === 0) return made.topicId
      if (made?.errorCode !== errorCodes.TOPIC_ALREADY_EXISTS) return undefined
      const described = await client.call('Metadata', 12, { topics: [{ name }], allowAutoTopicCreation: false })
      const found = described.topics[0]
      return found?.errorCode === 0 ? found.topicId : undefined
    })
    if (topicId === undefined) return undefined
    const topic = this.#scene.addTopic({ name, topicId, partitions, isExact, retainedBytes })
    this.#made(topic)
    return topic
  }

  async run(): Promise<void> {
    const scene = this.#scene
    while (!scene.isWindingDown) {
      await scene.wait(this.#random, 1_500)
      try {
        await this.#something()
      } catch (error) {
        if (!(error instanceof Lost)) throw error
      }
    }
    this.#router.close()
  }

  #something(): Promise<unknown> {
    const random = this.#random
    const topic = random.pick(this.#scene.topics)
    const die = random.fraction()
    // Including the coordinators' topics.
    if (die < 0.4) return this.#move(random.pick([...this.#scene.image.topics]))
    if (die < 0.65) return this.#elect(random.pick([...this.#scene.image.topics]))
    if (die < 0.85) return this.#deleteRecords(topic)
    if (die < 0.93) return this.make(1, true)
    return this.#delete(topic)
  }

  async #move({ name, partitions: all }: TopicImage): Promise<void> {
    const random = this.#random
    const ids = this.#scene.nodes.map(({ id }) => id)
    for (let n = ids.length - 1; n > 0; n--) {
      const other = random.whole(0, n)
      ;[ids[n], ids[other]] = [ids[other] as number, ids[n] as number]
    }
    const replicas = random.chance(0.15) ? null : ids.slice(0, 3)
    const partitionIndex = random.whole(0, all.length - 1)
    const client = await this.#router.any()
    const topics = [{ name, partitions: [{ partitionIndex, replicas }] }]
    const answer = await client.call('AlterPartitionReassignments', 1, { timeoutMs, topics })
    const code = answer.errorCode || (answer.responses[0]?.partitions[0]?.errorCode ?? 0)
    this.#scene.world.say(`admin: ${name}-${partitionIndex} to ${replicas}: ${errorName(code)}`)
  }

  /** As in Kafka, a move back to replicas that another move removes is listed until it is cancelled. */
  async cancelAll(): Promise<void> {
    const isHeld = ({ adding, removing }: PartitionImage) => adding.some((id) => removing.includes(id))
    for (const { name, partitions } of this.#scene.image.topics)
      for (const [partitionIndex, state] of partitions.entries()) {
        if (!isHeld(state)) continue
        const topics = [{ name, partitions: [{ partitionIndex, replicas: null }] }]
        await untilDone(this.#scene, this.#random, async () => {
          const client = await this.#router.any()
          const answer = await client.call('AlterPartitionReassignments', 1, { timeoutMs, topics })
          return answer.errorCode === 0 ? true : undefined
        })
      }
  }

  async #elect({ name, partitions: all }: TopicImage): Promise<void> {
    const partitions = [...all.keys()]
    const client = await this.#router.any()
    const topicPartitions = [{ topic: name, partitions }]
    await client.call('ElectLeaders', 2, { electionType: 0, topicPartitions, timeoutMs })
  }

  async #deleteRecords(topic: ClusterTopic): Promise<void> {
    const partitionIndex = this.#random.whole(0, topic.partitions.length - 1)
    const ledger = topic.partitions[partitionIndex]
    if (ledger === undefined) return
    const leader = await this.#router.leader(topic, partitionIndex)
    if (leader < 0) return
    const client = await this.#router.to(leader)
    const offset = this.#random.whole(0, ledger.highWatermark)
    ledger.deletedBelowMost = Math.max(ledger.deletedBelowMost, offset)
    ledger.askedBelow = Math.max(ledger.askedBelow, offset)
    const partitions = [{ partitionIndex, offset: BigInt(offset) }]
    await client.call('DeleteRecords', 2, { timeoutMs, topics: [{ name: topic.name, partitions }] })
  }

  /** One of the topics that it created later. */
  async #delete(topic: ClusterTopic): Promise<void> {
    if (this.#scene.topics.indexOf(topic) < 2 || topic.isDeleted) return
    const client = await this.#router.any()
    topic.isDeleted = true
    const answer = await client.call('DeleteTopics', 6, {
      timeoutMs,
      topics: [{ name: topic.name, topicId: zeroUuid }]
    })
    const code = answer.responses[0]?.errorCode ?? 0
    if (code !== 0 && !elsewhere.has(code))
      throw new Violation(`admin: DeleteTopics was answered with ${errorName(code)}`)
  }
}
