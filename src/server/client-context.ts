import type { ConnectionContext } from '../api/index.ts'
import type { Connection } from '../env/index.ts'
import type { Failure } from '../protocol/index.ts'
import type { Principal } from '../security/index.ts'

const anonymous: Principal = { type: 'User', name: 'ANONYMOUS' }

/** One connection as handlers see it, including who must be notified when it closes. */
export class ClientContext implements ConnectionContext {
  readonly id: string
  readonly listenerName: string
  readonly securityProtocol = 'PLAINTEXT'
  readonly principal = anonymous
  readonly isAuthenticated = true
  readonly localHost: string
  readonly localPort: number
  readonly remoteHost: string
  clientSoftwareName = 'unknown'
  clientSoftwareVersion = 'unknown'
  readonly closeAfterResponse: () => void
  readonly #closedCallbacks = new Set<() => void>()
  /** Created only for connections on which a follower waits; thousands of idle ones do without it. */
  #moreCallbacks: Set<() => void> | undefined
  readonly #onEffects: () => void
  #effectsToCome = 0

  /** `onEffects` runs when all requests without a response have taken effect. */
  constructor(
    id: string,
    listenerName: string,
    { local, remote }: Connection,
    closeAfterResponse: () => void,
    onEffects: () => void
  ) {
    this.id = id
    this.listenerName = listenerName
    this.localHost = local.host
    this.localPort = local.port
    this.remoteHost = remote.host
    this.closeAfterResponse = closeAfterResponse
    this.#onEffects = onEffects
  }

  /** Some requests without a response have not taken effect yet. */
  get awaitsEffects(): boolean {
    return this.#effectsToCome > 0
  }

  takesEffectLater(): (failure: Failure | null) => void {
    this.#effectsToCome++
    return this.#tookEffect
  }

  /** A single shared callback, because a producer with acks=0 sends many such requests. */
  readonly #tookEffect = (failure: Failure | null): void => {
    this.#effectsToCome--
    if (failure !== null) this.closeAfterResponse()
    if (this.#effectsToCome === 0) this.#onEffects()
  }

  onClosed(run: () => void): { cancel(): void } {
    this.#closedCallbacks.add(run)
    return { cancel: () => void this.#closedCallbacks.delete(run) }
  }

  onMore(run: () => void): { cancel(): void } {
    this.#moreCallbacks ??= new Set()
    const callbacks = this.#moreCallbacks.add(run)
    return { cancel: () => void callbacks.delete(run) }
  }

  /** A request is waiting for earlier ones. */
  tellMore(): void {
    if (this.#moreCallbacks !== undefined) runOnce(this.#moreCallbacks)
  }

  /** The connection is closed or about to close. */
  tellEnding(): void {
    runOnce(this.#closedCallbacks)
  }
}

/** Callbacks added by a callback run the next time. */
function runOnce(callbacks: Set<() => void>): void {
  const ready = [...callbacks]
  callbacks.clear()
  for (const run of ready) run()
}
