/*
 * Owns this broker's place in the metadata, for as long as it renews its lease: its registration, and the controller's key where
 * nobody else has it. Decides nothing that a controller decides.
 * Source: KIP-631; org.apache.kafka.controller.ClusterControlManager#registerBroker.
 */
import { type Env, type Logger, OttlaError } from '../env/index.ts'
import {
  type BrokerImage,
  encodeBroker,
  type ImageDelta,
  keys,
  type LeaseId,
  type MetadataImage,
  type MetadataStore
} from '../metadata/index.ts'

const leaseMs = 10_000

/** What a broker says of itself when it registers. */
type Registration = Pick<BrokerImage, 'id' | 'rack' | 'endpoints' | 'directories'>

interface MembershipOptions {
  readonly env: Env
  readonly log: Logger
  readonly metadata: MetadataStore
  readonly self: Registration
}

export class Membership {
  readonly #options: MembershipOptions
  readonly #incarnation: string
  #lease: LeaseId = ''
  #isLeaving = false
  #renewal: { cancel(): void } = { cancel() {} }

  private constructor(options: MembershipOptions) {
    this.#options = options
    this.#incarnation = options.env.random.uuid()
  }

  /** Rejects with OttlaError BAD_CONFIG when a broker with this id runs, and with Error when the store does not take the key. */
  static async join(options: MembershipOptions): Promise<Membership> {
    const membership = new Membership(options)
    await membership.#register()
    membership.#renewLater()
    return membership
  }

  /** Call it in the turn of each change of the metadata: a controller that is gone is followed by whoever is first. */
  onImage(image: MetadataImage, delta: ImageDelta): void {
    if (!delta.isControllerChanged || image.controllerId !== -1 || this.#isLeaving) return
    this.#claimController().catch((error) => this.#warn('the controller was not followed', error))
  }

  /** Nothing is renewed any more. */
  stop(): void {
    this.#isLeaving = true
    this.#renewal.cancel()
  }

  /** Others learn at once that this broker is gone, and need not wait for its lease to run out. */
  async leave(): Promise<void> {
    this.stop()
    await this.#options.metadata.revokeLease(this.#lease)
  }

  async #register(): Promise<void> {
    const { metadata, self } = this.#options
    const key = keys.broker(self.id)
    this.#lease = await metadata.grantLease(leaseMs)
    for (;;) {
      const { revision, entries } = await metadata.list(key)
      const known = entries.find((entry) => entry.key === key)
      const before = known === undefined ? undefined : (JSON.parse(known.value) as BrokerImage)
      if (before !== undefined && before.incarnation !== this.#incarnation)
        throw new OttlaError('BAD_CONFIG', `a broker with id ${self.id} is running in this cluster: give each its own`)
      // Each registration makes a revision, so the next one of this id, whoever makes it, has a higher epoch.
      const epoch = Math.max(revision, before?.epoch ?? 0) + 1
      const value = encodeBroker({ ...self, epoch, incarnation: this.#incarnation, isFenced: false })
      const { succeeded, error } = await metadata.transaction(
        [{ key, modRevision: known?.modRevision ?? 0 }],
        [{ put: key, value, lease: this.#lease }]
      )
      if (error !== undefined) throw new Error(error)
      if (succeeded) break
    }
    await this.#claimController()
  }

  async #claimController(): Promise<void> {
    const { metadata, self } = this.#options
    await metadata.transaction(
      [{ key: keys.controller, exists: false }],
      [{ put: keys.controller, value: JSON.stringify({ id: self.id }), lease: this.#lease }]
    )
  }

  #renewLater(): void {
    this.#renewal = this.#options.env.timers.after(leaseMs / 3, () => void this.#renew())
  }

  /** A lease that ran out, as over a laptop's sleep, is taken anew. */
  async #renew(): Promise<void> {
    try {
      if (!(await this.#options.metadata.keepAlive(this.#lease)) && !this.#isLeaving) await this.#register()
    } catch (error) {
      this.#warn('the lease of this broker was not renewed', error)
    }
    if (!this.#isLeaving) this.#renewLater()
  }

  #warn(what: string, error: unknown): void {
    this.#options.log.warn(`${what}: ${error instanceof Error ? error.message : error}`)
  }
}
