/*
 * Owns one connection between its bytes and its replies: order of replies, what may be under way, back-pressure, its end.
 * Called by listener.ts with a `Connection` of the environment (a real socket or a simulated one).
 * Never reads a request's content: that is requests.ts.
 */
import type { Broker, ConnectionContext, Principal } from '../broker/index.ts'
import type { Connection, ConnectionOwner, Env, NetError } from '../env/index.ts'
import { Reader } from '../wire/index.ts'
import type { Admission } from './admission.ts'
import { FrameCutter, type FrameSink } from './frames.ts'
import { type AnswerTaker, BadRequest, type Exchange, takeRequest } from './requests.ts'
import type { SlabPool } from './slab-pool.ts'

/** Requests of one connection that may wait for their answer at once. */
const underWayMax = 64
/** Bytes of answers that a client may leave unread before its requests are no longer taken. */
const unreadBytesMax = 1 << 20

const anonymous: Principal = { type: 'User', name: 'ANONYMOUS' }

/** A microtask by way of it costs a fraction of `queueMicrotask`, which keeps a resource of async_hooks for each. */
const soon = Promise.resolve()

/** Requests that wait for others to do something: a broker that stops does not wait for them. */
const waitingApis: ReadonlySet<string> = new Set(['Fetch', 'JoinGroup', 'SyncGroup', 'ShareFetch'])

export interface ConnectionOptions {
  readonly env: Env
  readonly broker: Broker
  readonly connection: Connection
  readonly id: string
  readonly listenerName: string
  readonly pool: SlabPool
  readonly admission: Admission
  readonly frameBytesMax: number
  readonly onClosed: (connection: ConnectionCore) => void
}

export class ConnectionCore implements ConnectionOwner, FrameSink, AnswerTaker {
  readonly context: ConnectionContext
  readonly #options: ConnectionOptions
  readonly #connection: Connection
  readonly #cutter: FrameCutter
  /** The requests that are not answered, in the order of arrival; answers leave from the front. */
  readonly #waiting: Exchange[] = []
  readonly #closedCallbacks = new Set<() => void>()
  #exclusive = false
  #blocked = false
  #paused = false
  #ending = false
  #draining = false
  #refusing = false
  #gone = false
  #batching = false
  #flushQueued = false
  #memoryWait: { cancel(): void } | undefined
  #lastActiveMs: number

  constructor(options: ConnectionOptions) {
    this.#options = options
    this.#connection = options.connection
    this.#cutter = new FrameCutter(this, options.pool, options.admission, options.frameBytesMax)
    this.#lastActiveMs = options.env.clock.monotonicMs()
    const { local, remote } = options.connection
    this.context = {
      id: options.id,
      listenerName: options.listenerName,
      securityProtocol: 'PLAINTEXT',
      principal: anonymous,
      localHost: local.host,
      localPort: local.port,
      remoteHost: remote.host,
      clientSoftwareName: 'unknown',
      clientSoftwareVersion: 'unknown',
      onClosed: (run) => {
        this.#closedCallbacks.add(run)
        return { cancel: () => void this.#closedCallbacks.delete(run) }
      },
      closeAfterResponse: () => {
        this.#ending = true
      }
    }
  }

  get isIdle(): boolean {
    return this.#waiting.length === 0
  }

  get lastActiveMs(): number {
    return this.#lastActiveMs
  }

  start(): void {
    this.#connection.start(this)
  }

  room(): Uint8Array {
    return this.#cutter.room()
  }

  received(length: number): void {
    if (this.#gone) return
    this.#lastActiveMs = this.#options.env.clock.monotonicMs()
    this.#batched(() => this.#cutter.received(length))
  }

  /** Runs `work`, then sends what it made ready in one gathered write. */
  #batched(work: () => void): void {
    this.#batching = true
    work()
    this.#batching = false
    this.#flush()
    this.#pauseOrResume()
  }

  wantsFrame(): boolean {
    return (
      !(this.#exclusive || this.#blocked || this.#ending || this.#gone || this.#memoryWait !== undefined) &&
      this.#waiting.length < underWayMax
    )
  }

  frame(bytes: Buffer, from: number, to: number): void {
    try {
      const exchange = takeRequest(this.#options.broker, this.context, new Reader(bytes, from, to, from), this)
      this.#waiting.push(exchange)
      if (exchange.chunks === undefined && !exchange.mayOverlap) this.#exclusive = true
    } catch (error) {
      this.#say(error)
      this.#closeAfterAnswers()
    }
  }

  ordered(): void {
    this.#exclusive = false
    this.#takeMore()
  }

  answered(exchange: Exchange): void {
    if (!exchange.mayOverlap) this.#exclusive = false
    if (this.#gone) {
      exchange.sent()
      return
    }
    if (this.#flushQueued) return
    // Requests that one append answers are answered in one write: they settle in the same round of microtasks.
    this.#flushQueued = true
    void soon.then(this.#flushAnswers)
  }

  readonly #flushAnswers = (): void => {
    this.#flushQueued = false
    if (this.#gone) this.#releaseReplies()
    else {
      this.#flush()
      this.#takeMore()
    }
  }

  #takeMore(): void {
    if (!this.#gone && this.#cutter.hasUnfinished && this.wantsFrame()) this.#batched(() => this.#cutter.resume())
    else this.#pauseOrResume()
  }

  #flush(): void {
    if (this.#batching || this.#gone) return
    let count = 0
    let chunks: Uint8Array[] | undefined
    let borrowers: Exchange[] | undefined
    for (const exchange of this.#waiting) {
      if (exchange.chunks === undefined) break
      count++
      if (exchange.chunks !== null) {
        if (chunks === undefined) chunks = exchange.chunks
        else for (const chunk of exchange.chunks) chunks.push(chunk)
      }
      if (exchange.hasBorrowed) borrowers = borrowers === undefined ? [exchange] : [...borrowers, exchange]
    }
    if (count > 0) this.#waiting.splice(0, count)
    const closes = this.#refusing && this.#waiting.length === 0
    if (chunks !== undefined && chunks.length > 0) {
      const done = borrowers
      const written = done === undefined && !closes ? undefined : () => this.#written(done, closes)
      const taken = this.#connection.write(chunks, written)
      if (!taken && this.#connection.pendingBytes > unreadBytesMax) this.#blocked = true
    } else this.#written(borrowers, closes)
    this.#endWhenAnswered()
  }

  #written(borrowers: readonly Exchange[] | undefined, closes: boolean): void {
    if (borrowers !== undefined) release(borrowers)
    if (closes && !this.#gone) this.#close()
  }

  #endWhenAnswered(): void {
    if (!this.#ending || this.#refusing || this.#gone) return
    if (this.#waiting.length === 0 || (this.#draining && this.#waiting.every(isLongPoll))) this.#connection.end()
  }

  /** Reading stops only when bytes came that are not wanted yet: most clients send nothing before they are answered. */
  #pauseOrResume(): void {
    if (this.#gone) return
    const pause = this.#cutter.hasUnfinished && !this.wantsFrame()
    if (pause === this.#paused) return
    this.#paused = pause
    if (pause) this.#connection.pause()
    else this.#connection.resume()
  }

  drained(): void {
    this.#blocked = false
    this.#lastActiveMs = this.#options.env.clock.monotonicMs()
    if (this.#gone) return
    if (this.#refusing && this.#waiting.length === 0) this.#close()
    else this.#takeMore()
  }

  badSize(size: number, firstBytes: Buffer): void {
    const { broker, frameBytesMax } = this.#options
    const what = foreignProtocol(firstBytes)
    broker.log.warn(
      what === undefined
        ? `closed ${this.context.remoteHost}: a request of ${size} bytes (socket.request.max.bytes is ${frameBytesMax})`
        : `closed ${this.context.remoteHost}: ${what} on the plaintext listener ${this.context.listenerName}`
    )
    this.#closeAfterAnswers()
  }

  /** Nothing more is taken; what was asked before is answered still, as it is when one request is served at a time. */
  #closeAfterAnswers(): void {
    this.#refusing = true
    this.#ending = true
    this.#cutter.stop()
    if (this.#waiting.length === 0 && this.#connection.pendingBytes === 0) this.#close()
  }

  waitForMemory(): void {
    if (this.#memoryWait !== undefined) return
    this.#memoryWait = this.#options.admission.wait(
      () => {
        this.#memoryWait = undefined
        this.#takeMore()
      },
      () => {
        this.#memoryWait = undefined
        this.#options.broker.log.warn(`closed ${this.context.remoteHost}: no memory for its request came free`)
        this.#close()
      }
    )
  }

  refused(error: unknown): void {
    if (this.#gone) return
    this.#say(error)
    this.#close()
  }

  #say(error: unknown): void {
    const { log } = this.#options.broker
    if (error instanceof BadRequest) log.warn(`closed ${this.context.remoteHost}: ${error.message}`)
    else log.error('a request failed', { stack: error instanceof Error ? error.stack : String(error) })
  }

  /** Stops taking requests; what is under way is answered, then the connection ends. */
  drain(): void {
    this.#ending = true
    this.#draining = true
    this.#endWhenAnswered()
  }

  /** Nothing is left to send or to wait for. */
  get isDrained(): boolean {
    return this.#gone || (this.#waiting.every(isLongPoll) && this.#connection.pendingBytes === 0)
  }

  /** Memory that an unfinished request holds while nothing of it comes; 0 while it waits for memory or an answer itself. */
  get stalledBytes(): number {
    return this.#memoryWait === undefined && this.#waiting.length === 0 ? this.#cutter.heldBytes : 0
  }

  #close(): void {
    this.#connection.destroy()
    this.closed()
  }

  destroy(): void {
    if (!this.#gone) this.#close()
  }

  #releaseReplies(): void {
    release(this.#waiting.filter(({ chunks }) => chunks !== undefined))
    this.#waiting.length = 0
  }

  closed(_error?: NetError): void {
    if (this.#gone) return
    this.#gone = true
    this.#memoryWait?.cancel()
    this.#cutter.stop()
    this.#releaseReplies()
    for (const run of this.#closedCallbacks) run()
    this.#closedCallbacks.clear()
    this.#options.onClosed(this)
  }
}

function release(exchanges: readonly Exchange[]): void {
  for (const exchange of exchanges) exchange.sent()
}

const isLongPoll = ({ apiName, chunks }: Exchange) => chunks === undefined && waitingApis.has(apiName)

/** What speaks to us instead of Kafka, judged by the first bytes that came as a frame size. */
function foreignProtocol(first: Buffer): string | undefined {
  if (first.length >= 3 && first[0] === 0x16 && first[1] === 0x03) return 'TLS (is the client set to SSL?)'
  if (/^(GET|POST|PUT|HEAD|DELETE|OPTIONS|PATCH|PRI|CONNECT) ?/.test(first.toString('latin1', 0, 8))) return 'HTTP'
  return undefined
}
