/*
 * Watches our prefix for as long as the store is open. When a watch ends, the next one starts where it stopped. Delivers whole
 * revisions only. Applies nothing itself.
 */
import { type Env, messageOf, pause, type Timer } from '../../env/index.ts'
import { CallError } from './call-error.ts'
import type { EtcdGateway } from './gateway.ts'
import type { LineStream } from './http-client.ts'
import { numberOf, type WatchAnswer, type WatchEvent } from './messages.ts'

/** Time limit for a watch to start. */
const openMs = 3_000
/** A watch that was silent for this long is reopened, because it may be dead. */
const silentMs = 10_000
/** Time limit for a watch to catch up. */
const youngMs = 1_000
const backOffMsMin = 20
const backOffMsMax = 1_000

interface WatchOwner {
  /** The watched range: its first key and its end, in base64. */
  readonly range: object
  /** Everything up to this revision is known. */
  seen(): number
  /** Delivers all events of some revisions, in order. Nothing else happened up to `revision`. */
  events(events: readonly WatchEvent[], revision: number): void
  /** Called when a watch starts, with etcd's current revision. Rejects if the watch cannot be used. */
  opened(revision: number): Promise<void>
  /** Events after `seen` have been compacted, so everything must be read again. */
  compacted(): Promise<void>
}

export class WatchLoop {
  readonly #env: Env
  readonly #gateway: EtcdGateway
  readonly #owner: WatchOwner
  #current: OneWatch | undefined
  #isClosed = false

  constructor(env: Env, gateway: EtcdGateway, owner: WatchOwner) {
    this.#env = env
    this.#gateway = gateway
    this.#owner = owner
  }

  /** Resolves when the stream is closed. Rejects with what `owner` threw. */
  async run(): Promise<void> {
    for (let failures = 0; !this.#isClosed; ) {
      const one = new OneWatch(this.#env, this.#gateway, this.#owner)
      this.#current = one
      const end = await one.run()
      if (this.#isClosed) return
      if (end.isCompacted && (await this.#relist())) continue
      failures = end.hasServed ? 0 : failures + 1
      if (end.why === undefined) continue
      await pause(this.#env.timers, Math.min(backOffMsMax, backOffMsMin * 2 ** Math.min(failures, 10)))
    }
  }

  async #relist(): Promise<boolean> {
    try {
      await this.#owner.compacted()
      return true
    } catch (error) {
      if (error instanceof CallError) return false
      throw error
    }
  }

  /** The watch is late with an expected change, so it is reopened, unless it has only just started. */
  renew(): void {
    if (this.#current?.isYoung === false) this.#current.end()
  }

  close(): void {
    this.#isClosed = true
    this.#current?.end()
  }
}

interface End {
  readonly isCompacted: boolean
  /** The watch started, so the endpoint works. */
  readonly hasServed: boolean
  /** Undefined if it was ended on purpose. */
  readonly why: string | undefined
}

class OneWatch {
  readonly #env: Env
  readonly #gateway: EtcdGateway
  readonly #owner: WatchOwner
  readonly #ended: (end: End) => void
  readonly #end: Promise<End>
  #stream: LineStream | undefined
  #timer: Timer = { cancel() {} }
  #hasServed = false
  readonly #beganMs: number
  #isOver = false
  #pieces: WatchEvent[] = []

  constructor(env: Env, gateway: EtcdGateway, owner: WatchOwner) {
    this.#env = env
    this.#gateway = gateway
    this.#owner = owner
    this.#beganMs = env.clock.monotonicMs()
    let ended: (end: End) => void = () => {}
    this.#end = new Promise((resolve) => {
      ended = resolve
    })
    this.#ended = ended
  }

  async run(): Promise<End> {
    const range = { ...this.#owner.range, start_revision: String(this.#owner.seen() + 1) }
    this.#timer = this.#env.timers.after(openMs, () => this.#refused('the watch did not begin'))
    try {
      const stream = await this.#gateway.watch(
        { create_request: { ...range, progress_notify: true, fragment: true } },
        openMs,
        {
          line: (text) => this.#take(text),
          ended: (error) => this.#over(error?.message ?? 'the watch ended')
        }
      )
      this.#stream = stream
      if (this.#isOver) stream.close()
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      this.#over(error.message)
    }
    return this.#end
  }

  get isYoung(): boolean {
    return this.#env.clock.monotonicMs() - this.#beganMs < youngMs
  }

  #refused(why: string): void {
    this.#gateway.skipEndpoint()
    this.#over(why)
  }

  #take(text: string): void {
    if (this.#isOver) return
    const { result, message } = readLine(text)
    if (result === undefined) this.#cancelled({ cancel_reason: message ?? 'the watch cannot be read' })
    else if (result.canceled === true) this.#cancelled(result)
    else this.#taken(result)
  }

  #cancelled({ compact_revision, cancel_reason = 'the watch was cancelled' }: WatchAnswer): void {
    if (numberOf(compact_revision) > 0) this.#over(cancel_reason, true)
    else {
      this.#gateway.forgetToken()
      this.#refused(cancel_reason)
    }
  }

  #taken(result: WatchAnswer): void {
    const revision = numberOf(result.header?.revision)
    if (result.created === true) this.#begun(revision)
    this.#timer.cancel()
    this.#timer = this.#env.timers.after(silentMs, () => this.#over(undefined))
    this.#pieces.push(...(result.events ?? []))
    if (result.fragment === true || result.created === true) return
    const events = this.#pieces
    this.#pieces = []
    this.#owner.events(events, events.length === 0 ? revision : numberOf(events.at(-1)?.kv.mod_revision))
  }

  #begun(revision: number): void {
    this.#owner.opened(revision).then(
      () => {
        this.#hasServed = true
        this.#gateway.health.ends('unreachable')
      },
      (error) => this.#over(messageOf(error))
    )
  }

  /** Ended on purpose. */
  end(): void {
    this.#over(undefined)
  }

  #over(why: string | undefined, isCompacted = false): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#timer.cancel()
    this.#stream?.close()
    this.#ended({ isCompacted, hasServed: this.#hasServed, why })
  }
}

/** A refused watch answers with an error instead, wrapped in an object or at the top level. */
function readLine(text: string): { readonly result?: WatchAnswer; readonly message?: string | undefined } {
  try {
    const { result, error, message } = JSON.parse(text) as {
      readonly result?: WatchAnswer
      readonly error?: string | { readonly message?: string }
      readonly message?: string
    }
    if (result !== undefined) return { result }
    return { message: typeof error === 'object' ? error.message : message }
  } catch {
    return {}
  }
}
