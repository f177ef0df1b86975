/*
 * A whole broker in this process without sockets and disk: metadata and logs in memory, frames in and frames out.
 * For tests of handlers and of what clients see; real connection code, real codecs, time real or virtual.
 */
import { type ApiTable, allApis } from '../../src/api/index.ts'
import { Broker } from '../../src/broker/index.ts'
import type { Connection, ConnectionOwner, Disk, Endpoint, Env, Logger } from '../../src/env/index.ts'
import { createRealEnv } from '../../src/env/real/index.ts'
import { openFileStore, openMemoryStore } from '../../src/log/index.ts'
import { LocalMetadataStore, MemoryMetadataStore, type MetadataStore } from '../../src/metadata/index.ts'
import {
  type ApiName,
  decodeResponse,
  encodeRequest,
  type RequestInputMap,
  type ResponseMap
} from '../../src/protocol/index.ts'
import { buildBatch } from '../../src/records/index.ts'
import type { Authorizer } from '../../src/security/index.ts'
import {
  Admission,
  AnswerBudget,
  ConnectionCore,
  resolveSettings,
  SlabPool,
  type Stages,
  standardStages
} from '../../src/server/index.ts'
import { logStoreConfigOf } from '../../src/server/settings.ts'

const directory = '/data'

export interface HarnessOptions {
  /** Broker configs by Kafka's names. */
  readonly config?: Readonly<Record<string, string | number | boolean>>
  readonly env?: Env
  /** Metadata and logs are in `/data` of this disk, instead of in memory. */
  readonly disk?: Disk
  readonly profile?: 'dev' | 'production'
  readonly authorizer?: Authorizer
  readonly stages?: Stages
  /** In place of everything that is built. */
  readonly apis?: ApiTable
  /** Instead of the store that `disk` says. */
  readonly metadata?: MetadataStore
}

export interface LogLine {
  readonly level: keyof Logger
  readonly message: string
}

export class Harness implements AsyncDisposable {
  readonly broker: Broker
  /** Everything that the broker logged. */
  readonly lines: readonly LogLine[]
  readonly #env: Env
  readonly #stages: Stages | undefined
  readonly #pool = new SlabPool()
  readonly #admission: Admission
  readonly #answerBudget: AnswerBudget
  readonly #clients: HarnessClient[] = []

  private constructor(broker: Broker, lines: readonly LogLine[], env: Env, stages: Stages | undefined) {
    this.#stages = stages
    this.broker = broker
    this.lines = lines
    this.#env = env
    this.#admission = new Admission(env, 1 << 28)
    this.#answerBudget = new AnswerBudget(env, 1 << 28)
  }

  static async start(options: HarnessOptions = {}): Promise<Harness> {
    const real = options.env ?? createRealEnv({ unref: true })
    const { disk = real.disk } = options
    const env = { ...real, disk }
    const lines: LogLine[] = []
    const write = (level: keyof Logger) => (message: string) => void lines.push({ level, message })
    const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
    const { config, brokerId = 1 } = resolveSettings({
      memory: true,
      config: options.config,
      profile: options.profile
    })
    config.settle({ 'broker.id': String(brokerId), 'node.id': String(brokerId) })
    const broker = await Broker.start({
      env,
      log,
      config,
      brokerId,
      apis: options.apis ?? allApis('broker', config.boolean('unstable.api.versions.enable')),
      authorizer: options.authorizer,
      metadata:
        options.metadata ??
        (options.disk === undefined ? new MemoryMetadataStore(env) : new LocalMetadataStore(env, directory, log)),
      openLogs: (configOf) => {
        const common = { env, settings: logStoreConfigOf(config), logger: log }
        return options.disk === undefined ? openMemoryStore(common) : openFileStore({ ...common, configOf, directory })
      },
      advertisedEndpoint: () => ({ host: 'broker.test', port: 9092 })
    })
    return new Harness(broker, lines, env, options.stages)
  }

  /** A new connection. */
  connect(clientId: string | null = 'harness'): HarnessClient {
    const client = new HarnessClient(clientId)
    const core = new ConnectionCore({
      env: this.#env,
      broker: this.broker,
      connection: client.connection,
      id: `test-${this.#clients.length}`,
      listenerName: 'PLAINTEXT',
      pool: this.#pool,
      admission: this.#admission,
      answerBudget: this.#answerBudget,
      stages: { ...standardStages(this.broker.apis, []), ...this.#stages },
      frameBytesMax: this.broker.config.number('socket.request.max.bytes'),
      onClosed: () => {}
    })
    core.start()
    this.#clients.push(client)
    return client
  }

  /** Makes a topic and answers its id. */
  async createTopic(name: string, partitions = 1, configs: Readonly<Record<string, string>> = {}): Promise<string> {
    const made = await this.broker.topics.ensure({
      name,
      partitions,
      replicationFactor: 1,
      assignments: [],
      configs: new Map(Object.entries(configs))
    })
    if ('error' in made) throw new Error(`${name}: ${made.error} ${made.message}`)
    return made.topicId
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) client.close()
    await this.broker.stop()
  }
}

/** A client over a connection in memory. Requests are sent at once; answers are matched by their order. */
export class HarnessClient {
  readonly connection: MemoryConnection
  readonly #clientId: string | null
  readonly #waiting: {
    readonly correlationId: number
    readonly take: (frame: Buffer) => void
    readonly lose: (error: Error) => void
  }[] = []
  #correlationId = 0

  constructor(clientId: string | null) {
    this.#clientId = clientId
    this.connection = new MemoryConnection(
      (frame) => this.#received(frame),
      () => this.#lost()
    )
  }

  get isClosed(): boolean {
    return this.connection.isClosed
  }

  /** Rejects when the connection closes before the answer. */
  call<K extends ApiName>(name: K, version: number, body: RequestInputMap[K]): Promise<ResponseMap[K]> {
    const correlationId = this.post(name, version, body)
    return new Promise((resolve, reject) => {
      if (this.isClosed) return reject(new Error(`${name} v${version}: the connection was closed`))
      const take = (frame: Buffer) => resolve(decodeResponse(name, version, frame).value)
      this.#waiting.push({ correlationId, take, lose: reject })
      this.connection.deliver()
    })
  }

  /** Sends what has no answer, such as Produce with acks 0; delivered with what comes next, or by `connection.deliver`. */
  post<K extends ApiName>(name: K, version: number, body: RequestInputMap[K]): number {
    const correlationId = ++this.#correlationId
    const frame = encodeRequest(name, version, { correlationId, clientId: this.#clientId }, body)
    this.connection.feed(Buffer.concat(frame))
    return correlationId
  }

  #received(frame: Buffer): void {
    const next = this.#waiting.shift()
    if (next === undefined || frame.readInt32BE(0) !== next.correlationId) throw new Error('an answer out of order')
    next.take(frame)
  }

  #lost(): void {
    for (const { lose } of this.#waiting.splice(0)) lose(new Error('the connection was closed'))
  }

  /** What is not answered yet never will be, and nobody is told. */
  close(): void {
    this.#waiting.length = 0
    this.connection.destroy()
  }
}

/** The broker's side of a connection, as an `Env` would give it; a kernel that takes everything at once. */
export class MemoryConnection implements Connection {
  readonly local: Endpoint = { host: '127.0.0.1', port: 9092 }
  readonly remote: Endpoint = { host: '127.0.0.1', port: 50_000 }
  readonly pendingBytes = 0
  isClosed = false
  /** Takes each answer; a test may put itself here. */
  onFrame: (frame: Buffer) => void
  readonly #onClosed: () => void
  #owner: ConnectionOwner | undefined
  #room: Uint8Array | undefined
  #arrived: Buffer = Buffer.alloc(0)
  #answers: Buffer = Buffer.alloc(0)
  #isPaused = false
  #isDelivering = false

  constructor(onFrame: (frame: Buffer) => void, onClosed: () => void) {
    this.onFrame = onFrame
    this.#onClosed = onClosed
  }

  start(owner: ConnectionOwner): void {
    this.#owner = owner
    this.#room = owner.room()
  }

  feed(bytes: Buffer): void {
    this.#arrived = Buffer.concat([this.#arrived, bytes])
  }

  /** Gives the broker what has arrived, as far as it reads. */
  deliver(): void {
    if (this.#isDelivering) return
    this.#isDelivering = true
    while (this.#arrived.length > 0 && !this.#isPaused && !this.isClosed) {
      const room = this.#room as Uint8Array
      const length = Math.min(room.length, this.#arrived.length)
      room.set(this.#arrived.subarray(0, length))
      this.#arrived = this.#arrived.subarray(length)
      this.#owner?.received(length)
      this.#room = this.#owner?.room()
    }
    this.#isDelivering = false
  }

  write(buffers: readonly Uint8Array[], written?: () => void): boolean {
    this.#answers = Buffer.concat([this.#answers, ...buffers])
    written?.()
    while (this.#answers.length >= 4) {
      const end = 4 + this.#answers.readInt32BE(0)
      if (this.#answers.length < end) break
      const frame = this.#answers.subarray(4, end)
      this.#answers = this.#answers.subarray(end)
      this.onFrame(frame)
    }
    return true
  }

  pause(): void {
    this.#isPaused = true
  }

  resume(): void {
    this.#isPaused = false
    queueMicrotask(() => this.deliver())
  }

  end(): void {
    this.destroy()
  }

  destroy(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.#owner?.closed()
    this.#onClosed()
  }
}

/** A batch of text records. */
export function batchOf(
  values: readonly string[],
  options: {
    readonly timestamp?: number
    readonly producerId?: number
    readonly producerEpoch?: number
    readonly baseSequence?: number
    readonly isTransactional?: boolean
    readonly codec?: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd'
  } = {}
): Buffer {
  const { timestamp = 1_700_000_000_000, ...rest } = options
  return buildBatch(
    values.map((value, n) => ({ timestamp: timestamp + n, key: null, value: Buffer.from(value) })),
    rest
  )
}
