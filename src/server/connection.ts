/*
 * One connection between its bytes and its responses: response order, pipelining limits, back-pressure and closing. Does not look
 * into requests; requests.ts and exchange.ts do.
 *
 * Every frame that was read is either handled or the client is refused. Whatever stops the connection from taking frames
 * (`#mayTake`) is lifted by an event, and every event ends in `#proceed`, which takes whatever can be taken then.
 */
import type { Broker } from '../broker/index.ts'
import type { Connection, ConnectionOwner, Env, NetError } from '../env/index.ts'
import { Activity } from './activity.ts'
import type { Admission } from './admission.ts'
import { AnswerAccount } from './answer-account.ts'
import type { AnswerBudget } from './answer-budget.ts'
import { ClientContext } from './client-context.ts'
import { tellBadSize, tellClosed, tellRefused } from './closed-connections.ts'
import type { AnswerTaker, Exchange, Pipeline } from './exchange.ts'
import { FrameCutter, type FrameSink } from './frames.ts'
import { Mute } from './mute.ts'
import { ReplyQueue, release } from './reply-queue.ts'
import { requestReader, takeRequest } from './requests.ts'
import type { SlabPool } from './slab-pool.ts'
import { noStages, type Stages } from './stages.ts'

/** How many requests of one connection may be waiting for a response. */
const underWayMax = 64
/** How many requests one connection may take in one go before others get a turn. */
const takenAtOnceMax = 64
/** How many response bytes a connection may hold before it stops taking requests. */
const unreadBytesMax = 1 << 20

const nothing = new Uint8Array()

/**
 * Scheduling a microtask on this promise costs a fraction of `queueMicrotask`, which allocates an async_hooks resource each time.
 */
const soon = Promise.resolve()

interface ConnectionOptions {
  readonly env: Env
  readonly broker: Broker
  /** Runs between requests and their handlers. */
  readonly stages?: Stages | undefined
  readonly connection: Connection
  readonly id: string
  readonly listenerName: string
  readonly pool: SlabPool
  readonly admission: Admission
  readonly answerBudget: AnswerBudget
  readonly frameBytesMax: number
  readonly onClosed: (connection: ConnectionCore) => void
}

export class ConnectionCore implements ConnectionOwner, FrameSink, AnswerTaker {
  readonly context: ClientContext
  readonly #options: ConnectionOptions
  readonly #connection: Connection
  readonly #cutter: FrameCutter
  readonly #queue = new ReplyQueue()
  readonly #account: AnswerAccount
  readonly #pipeline: Pipeline
  /** The request whose ordered part is still running. */
  #holder: Exchange | undefined
  /** How many more requests may be taken in this turn. */
  #turnLeft = takenAtOnceMax
  #isYielding = false
  #isTaking = false
  #blocked = false
  #paused = false
  /** No more input will arrive or is wanted. Frames already read are still handled. */
  #inputEnded = false
  /** Responses reach nobody: the client reset the connection. */
  #isDeaf = false
  #draining = false
  #refusing = false
  /** The connection closes once the socket has accepted the last response. */
  #isClosing = false
  #gone = false
  #flushQueued = false
  /** Created when the client is first throttled. */
  #mute: Mute | undefined
  #memoryWait: { cancel(): void } | undefined
  readonly #activity: Activity

  constructor(options: ConnectionOptions) {
    this.#options = options
    this.#connection = options.connection
    this.#cutter = new FrameCutter(this, options.pool, options.admission, options.frameBytesMax)
    this.#account = new AnswerAccount(options.answerBudget)
    const { broker, stages = noStages } = options
    this.#pipeline = { apis: broker.apis, capabilities: broker.capabilities, authorizer: broker.authorizer, stages }
    this.#activity = new Activity(options.env)
    this.context = new ClientContext(
      options.id,
      options.listenerName,
      options.connection,
      () => this.#refuseMore(),
      this.#tookEffect
    )
  }

  /** Activity in either direction. */
  get activity(): Pick<Activity, 'lastMs' | 'lastMachineMs'> {
    return this.#activity
  }

  start(): void {
    this.#connection.start(this)
  }

  // ------------------------------------------------------------------ events; a defect in one closes this connection alone

  room(): Uint8Array {
    return this.#cutter.room()
  }

  received(length: number): void {
    if (this.#gone) return
    try {
      this.#activity.isNew = true
      this.#turnLeft = takenAtOnceMax
      this.#isTaking = true
      this.#cutter.received(length)
      this.#isTaking = false
      this.#proceed()
    } catch (error) {
      this.refused(error)
    }
  }

  drained(): void {
    this.#blocked = false
    this.#account.unread(0)
    this.#activity.isNew = true
    this.#proceedSafely()
  }

  /** The client has finished sending but may still read. As in Kafka, its earlier requests are answered. */
  inputEnded(): void {
    this.#inputEnded = true
    this.#proceedSafely()
  }

  answered(exchange: Exchange): void {
    this.#queue.noteAnswer()
    if (exchange === this.#holder && !exchange.holdsOrder) this.#holder = undefined
    if (this.#gone) {
      exchange.sent()
      return
    }
    if (this.#flushQueued) return
    // Requests answered by the same append settle in the same round of microtasks, so their responses go out in one write.
    this.#flushQueued = true
    void soon.then(this.#proceedAfterAnswers)
  }

  readonly #proceedAfterAnswers = (): void => {
    this.#flushQueued = false
    if (this.#gone) this.#queue.drop()
    else this.#proceedSafely()
  }

  /** Requests already taken are answered. The next one is taken when the time is over, or when this broker stops. */
  mute(ms: number): void {
    if (this.#gone || this.#draining || this.#isDeaf) return
    this.#mute ??= new Mute(this.#options.env, this.#proceedSafely)
    this.#mute.extend(ms)
  }

  ordered(exchange: Exchange): void {
    if (exchange !== this.#holder) return
    this.#holder = undefined
    this.#proceedSafely()
  }

  /** Deferred, so that the log can notify its other waiters first. */
  readonly #tookEffect = (): void => {
    if (!this.#gone && (this.#cutter.hasWhole || this.#refusing)) void soon.then(this.#proceedSafely)
  }

  readonly #proceedSafely = (): void => {
    try {
      this.#proceed()
    } catch (error) {
      this.refused(error)
    }
  }

  // ------------------------------------------------------------------ taking frames, sending answers

  /**
   * Every event ends here: sends ready responses, takes the frames that may be taken, and closes the connection when it is done.
   */
  #proceed(): void {
    if (this.#isTaking || this.#gone) return
    this.#flush()
    while (this.#cutter.hasWhole && this.#turnLeft > 0) {
      const left = this.#turnLeft
      this.#isTaking = true
      this.#cutter.resume()
      this.#isTaking = false
      if (this.#turnLeft === left) break
      this.#flush()
    }
    if (this.#gone) return
    if (this.#cutter.hasWhole) this.#yieldOrWait()
    if (this.#memoryWait !== undefined && !this.#cutter.hasUnfinished) {
      this.#memoryWait.cancel()
      this.#memoryWait = undefined
    }
    this.#pauseOrResume()
    this.#endWhenDone()
  }

  /** A whole frame is left over, so something must resume it later. */
  #yieldOrWait(): void {
    if (this.#turnLeft === 0) {
      if (this.#isYielding) return
      this.#isYielding = true
      this.#options.env.timers.endOfTurn(this.#goOn)
    } else if (this.#areAllEffective && this.#holder === undefined && !this.#blocked && !this.#isMuted)
      throw new Error('a frame that was read waits for nothing')
  }

  readonly #goOn = (): void => {
    this.#isYielding = false
    this.#turnLeft = takenAtOnceMax
    this.#proceedSafely()
  }

  /** Every request taken so far has been answered, or has taken effect if it gets no response. */
  get #areAllEffective(): boolean {
    return this.#queue.unansweredCount === 0 && !this.context.awaitsEffects
  }

  get #isMuted(): boolean {
    return this.#mute?.isOn === true
  }

  get #mayTake(): boolean {
    return (
      !(this.#holder !== undefined || this.#blocked || this.#refusing || this.#gone || this.#isMuted) &&
      this.#queue.length < underWayMax &&
      this.#account.heldBytes <= unreadBytesMax
    )
  }

  wantsFrame(apiKey: number): boolean {
    if (this.#turnLeft > 0 && this.#mayTake && this.#maySee(apiKey)) return true
    this.context.tellMore()
    return false
  }

  /** Requests that must not overlap see the effects of all earlier ones, as if requests were served one at a time. */
  #maySee(apiKey: number): boolean {
    if (this.#areAllEffective) return true
    const orders = this.#options.broker.apis.byKey(apiKey)?.orders
    return orders === 'overlaps' || (orders === 'overlapsItself' && this.#queue.endsWith(apiKey))
  }

  frame(bytes: Buffer, from: number, to: number): void {
    this.#turnLeft--
    try {
      const exchange = takeRequest(this.#pipeline, this.context, requestReader(bytes, from, to), this)
      this.#queue.add(exchange)
      if (exchange.holdsOrder) this.#holder = exchange
    } catch (error) {
      tellRefused(this.#options.broker, this.context, error)
      this.#refuseMore()
    }
  }

  #flush(): void {
    const replies = this.#gone ? undefined : this.#queue.takeReady()
    if (replies === undefined) return
    const { chunks, borrowers, heldBytes } = replies
    if (chunks.length > 0 && !this.#isDeaf)
      this.#write(chunks, borrowers === undefined ? undefined : () => release(borrowers))
    else release(borrowers)
    if (heldBytes !== 0) this.#account.hold(-heldBytes)
    if (chunks.length > 0 && this.#isDeaf) this.#finish()
  }

  #write(chunks: readonly Uint8Array[], written: (() => void) | undefined): void {
    this.#activity.isNew = true
    if (this.#connection.write(chunks, written)) return
    const { pendingBytes } = this.#connection
    this.#account.unread(pendingBytes)
    if (pendingBytes > unreadBytesMax) this.#blocked = true
  }

  /** Stops reading only after unwanted bytes have arrived: most clients send nothing before they get a response. */
  #pauseOrResume(): void {
    const isWaiting = this.#cutter.hasUnfinished && (this.#memoryWait !== undefined || !this.#mayTake)
    const pause = this.#refusing || this.#draining || this.#cutter.hasWhole || isWaiting
    if (pause === this.#paused) return
    this.#paused = pause
    if (pause) this.#connection.pause()
    else this.#connection.resume()
  }

  // ------------------------------------------------------------------ memory

  get answerRoomBytes(): number {
    return this.#options.answerBudget.roomBytes
  }

  held(bytes: number): void {
    if (!this.#gone) this.#account.hold(bytes)
  }

  /** Memory held by this client's responses, if it is a lot. */
  get heldAnswerBytes(): number {
    return this.#account.countedBytes
  }

  waitForMemory(): void {
    if (this.#memoryWait !== undefined) return
    this.#memoryWait = this.#options.admission.wait(
      () => {
        this.#memoryWait = undefined
        // Deferred, because thousands of connections may be waiting for the memory that was released.
        void soon.then(this.#proceedSafely)
      },
      () => {
        this.#memoryWait = undefined
        tellClosed(this.#options.broker, this.context, 'no memory became free for its request')
        this.destroy()
      }
    )
  }

  /**
   * Memory held by an unfinished request that receives no bytes. 0 while the connection itself waits for memory or a response, or
   * is muted.
   */
  get stalledBytes(): number {
    const waits = this.#memoryWait !== undefined || this.#queue.length > 0 || this.#isMuted
    return waits ? 0 : this.#cutter.heldBytes
  }

  // ------------------------------------------------------------------ the end

  badSize(bytes: number, firstBytes: Buffer): void {
    const { broker, frameBytesMax: bytesMax } = this.#options
    tellBadSize(broker, this.context, { bytes, bytesMax, firstBytes })
    this.#refuseMore()
  }

  /**
   * Takes no more requests, and closes the socket once the earlier ones are answered. Like Kafka, it closes the socket instead of
   * half-closing it: unread bytes then reset the connection, so that a client that only writes notices.
   */
  #refuseMore(): void {
    this.#refusing = true
    this.#cutter.stop()
  }

  refused(error: unknown): void {
    this.#isTaking = false
    if (this.#gone) return
    tellRefused(this.#options.broker, this.context, error)
    this.destroy()
  }

  #endWhenDone(): void {
    if (this.#queue.length > 0 && !(this.#draining && this.#queue.areLongPolls)) return
    if (this.#refusing) this.#destroyWhenWritten()
    else if (this.#cutter.hasWhole) return
    else if (this.#isDeaf) this.#finish()
    else if (this.#inputEnded) this.#connection.end()
  }

  #destroyWhenWritten(): void {
    if (this.#connection.pendingBytes === 0) this.destroy()
    else if (!this.#isClosing) this.#connection.write([nothing], () => this.destroy())
    this.#isClosing = true
  }

  /** Stops reading, answers the requests already read, then ends the connection. Long polls return immediately. */
  drain(): void {
    this.#inputEnded = true
    this.#draining = true
    this.#mute?.lift()
    this.context.tellEnding()
    this.#proceedSafely()
  }

  /** Nothing is left to send or to wait for. */
  get isDrained(): boolean {
    if (this.#gone) return true
    return this.#queue.areLongPolls && !this.#cutter.hasWhole && this.#connection.pendingBytes === 0
  }

  destroy(): void {
    if (this.#gone) return
    this.#finish()
    this.#connection.destroy()
  }

  /**
   * The connection is closed. Frames read before are still handled, up to the first that expects a response: a producer with
   * acks=0 may close right after sending, and its last bytes may arrive together with a reset.
   */
  closed(_error?: NetError): void {
    if (this.#gone) return
    if (this.#cutter.hasWhole && !this.#refusing && this.#holder === undefined) {
      this.#isDeaf = true
      this.#mute?.lift()
      this.#blocked = false
      this.#proceedSafely()
    } else this.#finish()
  }

  #finish(): void {
    if (this.#gone) return
    this.#gone = true
    this.#memoryWait?.cancel()
    this.#mute?.lift()
    this.#cutter.stop()
    this.#queue.drop()
    this.#account.close()
    this.context.tellEnding()
    this.#options.onClosed(this)
  }
}
