import { beginPause, type Endpoint, type Pause } from '../env/index.ts'
import { BrokerConnection, type ClientEnv, type ConnectionSettings } from './broker-connection.ts'
import { type CallFailure, callFailure, isCallFailure } from './call-failure.ts'
import { placeOf } from './endpoint.ts'

/** As reconnect.backoff.ms and reconnect.backoff.max.ms: each failure doubles the pause before the next try. */
export interface BackOff {
  readonly firstMs: number
  readonly mostMs: number
}

const kafkasBackOff: BackOff = { firstMs: 50, mostMs: 1_000 }
/** Kafka spreads the pauses by so much to either side, so that clients of a broker that is back do not all come at once. */
const jitter = 0.2

/** What is known of one address and role. */
interface Slot {
  connection: BrokerConnection | undefined
  dialing: Promise<BrokerConnection | CallFailure> | undefined
  /** Connected, and has not yet told its versions. */
  begun: BrokerConnection | undefined
  failures: number
  /** Of the monotonic client clock. */
  notBeforeMs: number
}

/** At most one connection for each address and role, made when it is first asked for and again when it was lost. */
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

  /** The connection; waits for the end of the back-off where the last tries failed. `role` asks for a connection of its own. */
  to(endpoint: Endpoint, role = ''): Promise<BrokerConnection | CallFailure> {
    const slot = this.#slotOf(endpoint, role)
    if (slot.connection !== undefined && slot.connection.lost === undefined) return Promise.resolve(slot.connection)
    slot.connection = undefined
    slot.dialing ??= this.#dial(slot, endpoint)
    return slot.dialing
  }

  /** How long `to` would wait before it tries. */
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

  /** Closes every connection; what waits for one is told so. Resolves when nothing is under way any more. */
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
