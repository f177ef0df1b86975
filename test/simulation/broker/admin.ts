/** An admin client: creates and deletes topics, changes their configs, deletes records, and verifies the result at the end. */
import { asOffset, errorCodes } from '../../../src/protocol/index.ts'
import { type Random, Violation } from '../../kit/sim-world.ts'
import { type Client, Lost, unexpected } from '../clients/client.ts'
import { changelogSuffix } from '../clients/protocols.ts'
import { sharedTopic } from '../clients/share-ledger.ts'
import { wait } from '../clients/stage.ts'
import { jobTopics } from '../clients/transactor.ts'
import type { TopicKind } from './ledger.ts'
import { pipelinedTopic } from './pipeliner.ts'
import type { Scene, SimTopic } from './scene.ts'

const topicResource = 2
const set = 0
const uncertain: ReadonlySet<number> = new Set([errorCodes.REQUEST_TIMED_OUT, errorCodes.KAFKA_STORAGE_ERROR])

/** Configs of each kind of topic, chosen so that the tested behavior occurs within minutes. */
function configsOf(kind: TopicKind, random: Random, segmentBytes: readonly number[]): Record<string, string> {
  const own: Record<TopicKind, Record<string, string>> = {
    plain: { 'retention.ms': '-1' },
    churned: { 'retention.ms': '-1' },
    retained: {
      'retention.ms': random.pick(['-1', '5000', '3600000']),
      'retention.bytes': random.pick(['-1', '3000'])
    },
    compacted: {
      'cleanup.policy': 'compact',
      'min.cleanable.dirty.ratio': '0.01',
      'segment.ms': '2000',
      'delete.retention.ms': random.pick(['100', '3600000'])
    }
  }
  return { 'internal.segment.bytes': String(random.pick(segmentBytes)), ...own[kind] }
}

export class Admin {
  readonly #scene: Scene
  readonly #random: Random
  readonly #made: (topic: SimTopic) => void
  #client: Client | undefined
  #names = 0
  /** Its creation got no response, so it may exist. */
  readonly #doubtful = new Set<string>()

  /** Calls `made` for every new topic. */
  constructor(scene: Scene, made: (topic: SimTopic) => void) {
    this.#scene = scene
    this.#random = scene.world.random('admin')
    this.#made = made
  }

  async #connected(): Promise<Client> {
    if (this.#client === undefined || this.#client.isLost) this.#client = await this.#scene.connect('admin')
    return this.#client
  }

  /** Creates a topic. Returns false if the outcome is unknown. */
  async make(kind: TopicKind, partitions: number): Promise<boolean> {
    const name = this.#nameOf(kind)
    const configs = configsOf(kind, this.#random, this.#scene.segmentBytes)
    const asked = Object.entries(configs).map(([config, value]) => ({ name: config, value }))
    const topic = { name, numPartitions: partitions, replicationFactor: 1, assignments: [], configs: asked }
    this.#doubtful.add(name)
    const client = await this.#connected()
    const made = (await client.call('CreateTopics', 7, { timeoutMs: 5_000, topics: [topic] })).topics[0]
    if (made === undefined || uncertain.has(made.errorCode)) return false
    if (made.errorCode !== 0) throw unexpected('admin', `CreateTopics of ${name}`, made.errorCode)
    this.#doubtful.delete(name)
    const added = this.#scene.addTopic(name, made.topicId, kind, partitions)
    for (const [config, value] of Object.entries(configs))
      this.#scene.configs.set(`${name} ${config}`, new Set([value]))
    this.#made(added)
    return true
  }

  /** A new name, or that of a deleted topic. */
  #nameOf(kind: TopicKind): string {
    const { topics } = this.#scene
    const free = topics.filter(
      ({ name, deletion }, n) =>
        deletion.isAcknowledged && !this.#doubtful.has(name) && !topics.some((each, m) => m > n && each.name === name)
    )
    if (kind === 'churned' && free.length > 0 && this.#random.chance(0.5)) return this.#random.pick(free).name
    return `${kind}${this.#names++}`
  }

  /** Creates the offsets topic with small segments, so that it rolls and is compacted. */
  async prepareOffsets(): Promise<void> {
    const client = await this.#connected()
    await client.call('FindCoordinator', 3, { key: 'any', keyType: 0 })
    const resource = {
      resourceType: topicResource,
      resourceName: '__consumer_offsets',
      configs: [
        {
          name: 'internal.segment.bytes',
          configOperation: set,
          value: String(this.#random.pick(this.#scene.segmentBytes))
        },
        { name: 'segment.ms', configOperation: set, value: '3000' },
        { name: 'min.cleanable.dirty.ratio', configOperation: set, value: '0.01' }
      ]
    }
    const answer = await client.call('IncrementalAlterConfigs', 1, { validateOnly: false, resources: [resource] })
    const errorCode = answer.responses[0]?.errorCode ?? -1
    if (errorCode !== 0) throw unexpected('admin', 'IncrementalAlterConfigs of __consumer_offsets', errorCode)
  }

  /** Performs random operations until trouble ends. */
  async run(): Promise<void> {
    while (!this.#scene.isWindingDown) {
      await wait(this.#scene, this.#random, 1_000)
      try {
        await this.#something()
      } catch (error) {
        if (!(error instanceof Lost)) throw error
      }
    }
    this.#client?.close()
  }

  async #something(): Promise<void> {
    const random = this.#random
    const topics = (kind: TopicKind) =>
      this.#scene.topics.filter((each) => each.kind === kind && !each.partitions.some(({ isDeleted }) => isDeleted))
    const die = random.fraction()
    const churned = topics('churned')
    if (die < 0.3) await this.#deleteRecords(random.pick(topics('plain')))
    else if (die < 0.5) await this.#alter(random.pick(topics('retained')))
    else if (die < 0.75 && churned.length < 3) await this.make('churned', random.whole(1, 2))
    else if (churned.length > 0) await this.#delete(random.pick(churned))
  }

  async #deleteRecords(topic: SimTopic | undefined): Promise<void> {
    if (topic === undefined) return
    const index = this.#random.whole(0, topic.partitions.length - 1)
    const ledger = topic.partitions[index] as (typeof topic.partitions)[number]
    const { forgets } = ledger
    const offset = this.#random.whole(ledger.logStart, ledger.highWatermark)
    ledger.deletedBelowMost = Math.max(ledger.deletedBelowMost, offset)
    const asked = { name: topic.name, partitions: [{ partitionIndex: index, offset: BigInt(offset) }] }
    const client = await this.#connected()
    const answer = await client.call('DeleteRecords', 2, { timeoutMs: 5_000, topics: [asked] })
    const found = answer.topics[0]?.partitions[0]
    if (found === undefined) throw new Violation('DeleteRecords: the answer lacks the partition')
    const { errorCode, lowWatermark } = found
    if (errorCode === errorCodes.OFFSET_OUT_OF_RANGE && ledger.forgets !== forgets) return
    if (errorCode === errorCodes.KAFKA_STORAGE_ERROR && this.#scene.trouble.hadErrors) return
    if (errorCode !== 0) throw unexpected('admin', `DeleteRecords of ${ledger.name} before ${offset}`, errorCode)
    if (asOffset(lowWatermark) < offset) throw new Violation(`${ledger.name}: records below ${offset} are not deleted`)
    // A power loss can lose the log start offset too.
    if (ledger.forgets === forgets) ledger.deletedBelow = Math.max(ledger.deletedBelow, offset)
  }

  async #alter(topic: SimTopic | undefined): Promise<void> {
    if (topic === undefined) return
    const name = this.#random.pick(['retention.ms', 'retention.bytes', 'internal.segment.bytes'])
    const value =
      name === 'retention.ms'
        ? this.#random.pick(['-1', '1000', '3600000'])
        : name === 'retention.bytes'
          ? this.#random.pick(['-1', '3000'])
          : String(this.#random.pick(this.#scene.segmentBytes))
    const key = `${topic.name} ${name}`
    const possible = this.#scene.configs.get(key) ?? new Set()
    this.#scene.configs.set(key, new Set([...possible, value]))
    const resource = {
      resourceType: topicResource,
      resourceName: topic.name,
      configs: [{ name, configOperation: set, value }]
    }
    const client = await this.#connected()
    const answer = await client.call('IncrementalAlterConfigs', 1, { validateOnly: false, resources: [resource] })
    const errorCode = answer.responses[0]?.errorCode ?? -1
    if (uncertain.has(errorCode) && this.#scene.trouble.hadErrors) return
    if (errorCode !== 0) throw unexpected('admin', `IncrementalAlterConfigs of ${topic.name}`, errorCode)
    this.#scene.configs.set(key, new Set([value]))
  }

  async #delete(topic: SimTopic): Promise<void> {
    // From here on, there are no guarantees for its records.
    for (const ledger of topic.partitions) ledger.isDeleted = true
    const client = await this.#connected()
    const answer = await client.call('DeleteTopics', 6, {
      timeoutMs: 5_000,
      topics: [{ name: null, topicId: topic.topicId }]
    })
    const errorCode = answer.responses[0]?.errorCode ?? -1
    if (uncertain.has(errorCode) && this.#scene.trouble.hadErrors) return
    if (errorCode !== 0) throw unexpected('admin', `DeleteTopics of ${topic.name}`, errorCode)
    topic.deletion.isAcknowledged = true
  }

  /** Final check: exactly the topics created and not deleted exist, with the configs last set. */
  async check(): Promise<void> {
    this.#client?.close()
    const client = await this.#connected()
    const { topics } = await client.call('Metadata', 12, { topics: null, allowAutoTopicCreation: false })
    const found = new Map(topics.map(({ name, topicId }) => [name, topicId]))
    for (const { name, topicId, partitions, deletion } of this.#scene.topics) {
      const isThere = found.get(name) === topicId
      if (deletion.isAcknowledged && isThere) throw new Violation(`${name} was deleted, and is there`)
      if (!partitions.some(({ isDeleted }) => isDeleted) && !isThere) throw new Violation(`${name} is gone`)
      if (isThere) found.delete(name)
    }
    for (const name of found.keys()) {
      if (name === null || name === pipelinedTopic || name === sharedTopic || jobTopics.includes(name)) continue
      if (!name.startsWith('__') && !name.endsWith(changelogSuffix) && !this.#doubtful.has(name))
        throw new Violation(`${name} is there, and nobody made it`)
    }
    for (const topic of this.#scene.topics)
      if (!topic.partitions.some((each) => each.isDeleted)) await this.#checkConfigs(client, topic)
  }

  async #checkConfigs(client: Client, { name }: SimTopic): Promise<void> {
    const resource = { resourceType: topicResource, resourceName: name, configurationKeys: null }
    const answer = await client.call('DescribeConfigs', 4, { resources: [resource] })
    const found = new Map(answer.results[0]?.configs.map((config) => [config.name, config.value]))
    for (const [key, values] of this.#scene.configs) {
      const [topic, config] = key.split(' ') as [string, string]
      const value = found.get(config) ?? null
      if (topic === name && !values.has(value)) throw new Violation(`${key} is ${value}, and was set to ${[...values]}`)
    }
  }
}
