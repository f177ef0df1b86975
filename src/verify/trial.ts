/*
 * Owns one run of one check: its connections, the names it uses, its transcript, and the removal of what it made.
 * The runner makes one per check and broker.
 * Never decides whether a check passed.
 */
import { type Endpoint, type Env, pause } from '../env/index.ts'
import { type ApiName, errorCodes, type RequestInputMap, type ResponseMap } from '../protocol/index.ts'
import { clearAway } from './clear-away.ts'
import { Client } from './client.ts'
import { Mismatch, NotAdvertised } from './expect.ts'
import { advertises, bestVersion, type Target } from './target.ts'
import type { Transcript } from './transcript.ts'

/** A topic that exists, led by the broker under test. */
export interface Topic {
  readonly name: string
  /** The zero uuid on brokers that have no topic ids. */
  readonly id: string
  readonly partitions: number
}

interface TopicOptions {
  readonly partitions?: number
  readonly configs?: Readonly<Record<string, string>>
}

const pollMs = 10
const notReady: readonly number[] = [
  errorCodes.COORDINATOR_LOAD_IN_PROGRESS,
  errorCodes.COORDINATOR_NOT_AVAILABLE,
  errorCodes.NOT_COORDINATOR
]

export class Trial {
  readonly env: Env
  readonly target: Target
  readonly transcript: Transcript = []
  readonly #number: number
  readonly #topics: string[] = []
  readonly #groups: string[] = []
  readonly #clients: Client[] = []
  /** Topics whose group coordinator may not know them yet. */
  #unheard: Topic[] = []
  #hearing: Promise<void> = Promise.resolve()
  /** Rejects when a call can no longer be answered. */
  readonly broken: Promise<never>
  #break: (error: Error) => void = () => {}
  readonly #atBrokers = new Map<string, Promise<Client>>()
  #main: Promise<Client> | undefined
  #quiet: Promise<Client> | undefined
  #names = 0
  #besides = 0
  #isOver = false

  constructor(target: Target, number: number) {
    this.env = target.env
    this.target = target
    this.#number = number
    this.broken = new Promise((_, reject) => {
      this.#break = reject
    })
    this.broken.catch(() => {})
  }

  /** Wall milliseconds at the start of the run: what scripts write as timestamps. */
  get nowMs(): number {
    return this.target.nowMs
  }

  /** A name nobody else uses, without anything behind it. */
  uniqueName(word = 'x'): string {
    return `${this.target.prefix}-${this.#number}-${word}${++this.#names}`
  }

  /** The name of a topic that the check itself may create; it is removed at the end. */
  topicName(): string {
    const name = this.uniqueName('t')
    this.#topics.push(name)
    return name
  }

  /** Opens another connection. Requests on it are part of the transcript. */
  connect(clientId: string | null = 'ottla-verify'): Promise<Client> {
    return this.#open(clientId, this.transcript, this.#clients.length)
  }

  /** A script that goes on after its end gets no more connections. */
  async #open(
    clientId: string | null,
    transcript: Transcript | undefined,
    index: number,
    to: Endpoint = this.target.endpoint
  ): Promise<Client> {
    const options = { clientId, transcript, index, failed: this.#break }
    if (this.#isOver) return new Promise(() => {})
    const client = await Client.open(this.env, to, options)
    this.#clients.push(client)
    if (!this.#isOver) return client
    client.close()
    return new Promise(() => {})
  }

  /** The connection that `call` uses. */
  main(): Promise<Client> {
    this.#main ??= this.connect()
    return this.#main
  }

  /** Skips the check where the broker does not offer the version. */
  need(api: ApiName, version: number): void {
    if (!advertises(this.target, api, version)) throw new NotAdvertised(`${api} v${version}`)
  }

  /** Skips the check where the cluster is not set up for it. */
  wants(condition: boolean, what: string): void {
    if (!condition) throw new NotAdvertised(what)
  }

  offers(api: ApiName, version: number): boolean {
    return advertises(this.target, api, version)
  }

  best(api: ApiName, atMost?: number): number {
    return bestVersion(this.target, api, atMost)
  }

  /** A request on the check's main connection. */
  async call<K extends ApiName>(api: K, version: number, body: RequestInputMap[K]): Promise<ResponseMap[K]> {
    this.need(api, version)
    return (await this.main()).call(api, version, body)
  }

  /** A request for set-up or polling, at the best version up to `atMost`, that a differential run does not compare. */
  async quietly<K extends ApiName>(api: K, body: RequestInputMap[K], atMost?: number): Promise<ResponseMap[K]> {
    return (await this.aloof()).call(api, this.best(api, atMost), body)
  }

  /** A request at a chosen version whose answer holds what others on the cluster did, so that it cannot be compared. */
  async aside<K extends ApiName>(api: K, version: number, body: RequestInputMap[K]): Promise<ResponseMap[K]> {
    this.need(api, version)
    return (await this.aloof()).call(api, version, body)
  }

  /** The connection of what a differential run does not compare. */
  aloof(): Promise<Client> {
    this.#quiet ??= this.#open('ottla-verify', undefined, -1)
    return this.#quiet
  }

  /** A request to one broker of the cluster, on the check's one connection to it. */
  async callAt<K extends ApiName>(
    nodeId: number,
    api: K,
    version: number,
    body: RequestInputMap[K]
  ): Promise<ResponseMap[K]> {
    this.need(api, version)
    return (await this.at(nodeId)).call(api, version, body)
  }

  /** As `quietly`, to one broker of the cluster. */
  async quietlyAt<K extends ApiName>(
    nodeId: number,
    api: K,
    body: RequestInputMap[K],
    atMost?: number
  ): Promise<ResponseMap[K]> {
    return (await this.at(nodeId, 'aloof')).call(api, this.best(api, atMost), body)
  }

  /** The connection to one broker of the cluster; there is another for what a differential run does not compare. */
  at(nodeId: number, part: 'compared' | 'aloof' = 'compared'): Promise<Client> {
    const key = `${part} ${nodeId}`
    const broker = this.target.brokers.find((one) => one.nodeId === nodeId)
    if (broker === undefined) throw new Mismatch(`set-up: there is no broker ${nodeId}`)
    const [transcript, index] = part === 'aloof' ? [undefined, -1] : [this.transcript, this.#clients.length]
    const client = this.#atBrokers.get(key) ?? this.#open('ottla-verify', transcript, index, broker)
    this.#atBrokers.set(key, client)
    return client
  }

  sleep(ms: number): Promise<void> {
    return pause(this.env.timers, ms)
  }

  /** Runs `attempt` again and again until it gives something; `attempt` should ask quietly. */
  async until<T>(what: string, attempt: () => Promise<T | undefined | false>, limitMs = 30_000): Promise<T> {
    const startMs = this.env.clock.monotonicMs()
    for (;;) {
      const result = await attempt()
      if (result !== undefined && result !== false) return result
      if (this.env.clock.monotonicMs() - startMs > limitMs) throw new Mismatch(`not within ${limitMs} ms: ${what}`)
      await this.sleep(pollMs)
    }
  }

  /** How long `action` took, in milliseconds of the monotonic clock, and what it gave. */
  async timed<T>(action: () => Promise<T>): Promise<{ readonly tookMs: number; readonly result: T }> {
    const startMs = this.env.clock.monotonicMs()
    const result = await action()
    return { tookMs: this.env.clock.monotonicMs() - startMs, result }
  }

  /** Makes a topic that is led by the broker under test and waits until it is usable. */
  async topic(options: TopicOptions = {}): Promise<Topic> {
    const name = this.topicName()
    const partitions = options.partitions ?? 1
    const brokerIds = [this.target.nodeId]
    const placed = this.target.brokerCount > 1
    const answer = await this.quietly('CreateTopics', {
      topics: [
        {
          name,
          numPartitions: placed ? -1 : partitions,
          replicationFactor: placed ? -1 : 1,
          assignments: placed
            ? Array.from({ length: partitions }, (_, partitionIndex) => ({ partitionIndex, brokerIds }))
            : [],
          configs: Object.entries(options.configs ?? {}).map(([key, value]) => ({ name: key, value }))
        }
      ],
      timeoutMs: 20_000
    })
    const errorCode = answer.topics[0]?.errorCode
    if (errorCode !== 0) throw new Mismatch(`set-up: topic ${name} was not created: error ${errorCode}`)
    const id = await this.usable(name, partitions)
    const topic = { name, id, partitions }
    this.#unheard.push(topic)
    return topic
  }

  /** Has `hear` wait until a group coordinator has heard of the topics that were made since the last time. */
  onceForTopics(hear: (topics: readonly Topic[]) => Promise<void>): Promise<void> {
    const topics = this.#unheard
    this.#unheard = []
    if (topics.length > 0) this.#hearing = this.#hearing.then(() => hear(topics))
    return this.#hearing
  }

  /** Waits until a topic has leaders that answer, and gives its id. */
  async usable(name: string, partitions: number): Promise<string> {
    const indexes = Array.from({ length: partitions }, (_, index) => index)
    const id = await this.until(`topic ${name} in the metadata`, async () => {
      const { topics } = await this.quietly('Metadata', { topics: [{ name }], allowAutoTopicCreation: false })
      const topic = topics[0]
      const ready = topic?.errorCode === 0 && topic.partitions.filter((p) => p.errorCode === 0).length === partitions
      return ready ? topic.topicId : undefined
    })
    await this.until(`leaders of topic ${name}`, async () => {
      const asked = indexes.map((partitionIndex) => ({ partitionIndex, timestamp: -2n }))
      const { topics } = await this.quietly('ListOffsets', { replicaId: -1, topics: [{ name, partitions: asked }] })
      return topics[0]?.partitions.every((partition) => partition.errorCode === 0)
    })
    return id
  }

  /** A group id that the broker under test coordinates. The group is removed at the end. */
  async group(): Promise<string> {
    const word = this.uniqueName('g')
    for (let attempt = 0; ; attempt++) {
      const key = attempt === 0 ? word : `${word}.${attempt}`
      const coordinator = await this.coordinator(key)
      if (coordinator !== this.target.nodeId && this.target.brokerCount > 1 && attempt < 200) continue
      this.#groups.push(key)
      return key
    }
  }

  /**
   * Another group in the same partition of __consumer_offsets, removed at the end. Java's hash of a text stays as it is when a
   * character is raised by one and the next lowered by 31.
   */
  groupBeside(groupId: string): string {
    const places = Array.from(groupId, (_, at) => at).filter((at) => /^[a-y][b-z]$/.test(groupId.slice(at, at + 2)))
    const at = places[this.#besides++ % Math.max(1, places.length)] ?? 0
    const pair = String.fromCharCode(groupId.charCodeAt(at) + 1, groupId.charCodeAt(at + 1) - 31)
    const name = places.length === 0 ? this.uniqueName('beside') : groupId.slice(0, at) + pair + groupId.slice(at + 2)
    this.#groups.push(name)
    return name
  }

  /** Waits for the coordinator of a group: its broker id. It is told before it has loaded what it has. */
  async coordinator(key: string): Promise<number> {
    const nodeId = await this.until(`a coordinator for ${key}`, async () => {
      const answer = await this.quietly('FindCoordinator', { key, keyType: 0 }, 3)
      return answer.errorCode === 0 ? answer.nodeId : undefined
    })
    if (nodeId === this.target.nodeId)
      await this.until(`the coordinator of ${key} to be ready`, async () => {
        const { errorCode } = await this.quietly('OffsetFetch', { groupId: key, topics: [] }, 7)
        return errorCode === undefined || !notReady.includes(errorCode)
      })
    return nodeId
  }

  /** The removal of a group that the check named itself. */
  ownGroup(groupId: string): void {
    this.#groups.push(groupId)
  }

  /** Requests that have no answer yet. */
  waitingFor(): string {
    return this.#clients
      .map((client) => client.waitingFor)
      .filter((text) => text !== '')
      .join(', ')
  }

  /** Closes every connection; what waits on one of them waits for ever. */
  abandon(): void {
    this.#isOver = true
    for (const client of this.#clients) client.close()
  }

  /** Closes the connections and removes the check's groups and topics. Never throws. */
  async clearAway(): Promise<void> {
    this.abandon()
    if (this.#topics.length === 0 && this.#groups.length === 0) return
    await clearAway(this.target, this.#topics, this.#groups)
  }
}
