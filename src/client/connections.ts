import { beginPause, type Endpoint, type Pause } from '../env/index.ts'
import { BrokerConnection, type ClientEnv, type ConnectionSettings } from './broker-connection.ts'
import { type CallFailure, callFailure, isCallFailure } from './call-failure.ts'
import { placeOf } from './endpoint.ts'

/** Kafka's reconnect.backoff.ms and reconnect.backoff.max.ms: each failure doubles the delay before the next attempt. */
export interface BackOff {
  readonly firstMs: number
  readonly mostMs: number
}

const kafkasBackOff: BackOff = { firstMs: 50, mostMs: 1_000 }
/** Kafka's back-off jitter, in either direction: it keeps clients from reconnecting to a restarted broker all at the same time. */
const jitter = 0.2

/** Connection state of one address and role. */
interface Slot {
  connection: BrokerConnection | undefined
  dialing: Promise<BrokerConnection | CallFailure> | undefined
  /** A connection that is still negotiating API versions. */
  begun: BrokerConnection | undefined
  failures: number
  /** Monotonic client clock. */
  notBeforeMs: number
}

/** Keeps at most one connection per address and role. Connects on first use, and again after a connection was lost. */
export class Connections {
  readonly #env: ClientEnv
  readonly #settings: ConnectionSettings
  readonly #backOff: BackOff
  readonly #slots = new Map<string, Slot>()
  readonly #pauses = new Set<Pause>()
  #isClosed = false

  constructor(env: ClientEnv, settings: ConnectionSettings, backOff: BackOff = kafkasBackOff) {
    this.#env = env
    this.#settings = settings
    this.#backOff = backOff
  }

  /** Returns the connection, after waiting out any back-off. Each `role` has its own connection. */
  to(endpoint: Endpoint, role = ''): Promise<BrokerConnection | CallFailure> {
    const slot = this.#slotOf(endpoint, role)
    if (slot.connection !== undefined && slot.connection.lost === undefined) return Promise.resolve(slot.connection)
    slot.connection = undefined
    slot.dialing ??= this.#dial(slot, endpoint)
    return slot.dialing
  }

  /** Remaining back-off before `to` would connect, in milliseconds. */
  waitMs(endpoint: Endpoint): number {
    return Math.max(0, this.#slotOf(endpoint, '').notBeforeMs - this.#env.clock.monotonicMs())
  }

  #slotOf(endpoint: Endpoint, role: string): Slot {
    const key = `${placeOf(endpoint)} ${role}`
    let slot = this.#slots.get(key)
    if (slot === undefined) {
      slot = { connection: undefined, dialing: undefined, begun: undefined, failures: 0, notBeforeMs: 0 }
      this.#slots.set(key, slot)
    }
    return slot
  }

  async #dial(slot: Slot, endpoint: Endpoint): Promise<BrokerConnection | CallFailure> {
    const waitMs = slot.notBeforeMs - this.#env.clock.monotonicMs()
    if (waitMs > 0) await this.#pause(waitMs)
    const closed = () => callFailure('NETWORK_EXCEPTION', `no connection to ${placeOf(endpoint)}: the client is closed`)
    const begun = (connection: BrokerConnection) => {
      slot.begun = connection
      if (this.#isClosed) connection.close()
    }
    const opened = this.#isClosed ? closed() : await BrokerConnection.open(this.#env, endpoint, this.#settings, begun)
    slot.dialing = undefined
    slot.begun = undefined
    if (isCallFailure(opened)) {
      slot.failures++
      slot.notBeforeMs = this.#env.clock.monotonicMs() + this.#backOffMs(slot.failures)
      return opened
    }
    slot.failures = 0
    slot.notBeforeMs = 0
    if (this.#isClosed) {
      opened.close()
      return closed()
    }
    slot.connection = opened
    return opened
  }

  #backOffMs(failures: number): number {
    const { firstMs, mostMs } = this.#backOff
    const spread = 1 - jitter + (2 * jitter * this.#env.random.u32()) / 2 ** 32
    return Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 30) * spread)
  }

  async #pause(ms: number): Promise<void> {
    const pause = beginPause(this.#env.timers, ms)
    this.#pauses.add(pause)
    await pause.over
    this.#pauses.delete(pause)
  }

  /** Closes every connection and fails pending `to` calls. Resolves once no connection attempt is in progress. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const pause of this.#pauses) pause.end()
    for (const { connection, begun, dialing } of this.#slots.values()) {
      connection?.close()
      begun?.close()
      await dialing
    }
    this.#slots.clear()
  }
}
