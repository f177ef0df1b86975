/*
 * Keeps this broker registered in the metadata as long as it renews its lease, and takes the controller key if nobody else holds
 * it. Makes no controller decisions. Source: KIP-631; org.apache.kafka.controller.ClusterControlManager#registerBroker.
 */
import { beginPause, type Env, type Logger, messageOf, OttlaError, pause } from '../env/index.ts'
import {
  type BrokerImage,
  decodeBroker,
  encodeBroker,
  type ImageDelta,
  type KeyValue,
  keys,
  type LeaseId,
  type MetadataImage,
  type MetadataStore,
  type Operation
} from '../metadata/index.ts'

/** How long a stopping broker waits for others to take over its leadership. */
const handOverMs = 10_000
/** Delay before a failed renewal is retried. Short, because the store may recover just before the lease expires. */
const renewalRetryMs = 250

/** What a broker registers about itself. */
type Registration = Pick<BrokerImage, 'id' | 'rack' | 'endpoints' | 'directories' | 'cordoned'>
/** What it registers about its log directories; this can change. */
type Directories = Pick<BrokerImage, 'directories' | 'cordoned' | 'lacksDirectories'>

const directoriesOf = (directories: readonly string[], cordoned: readonly string[], lacks = false): Directories => ({
  directories,
  lacksDirectories: lacks ? true : undefined,
  cordoned: cordoned.length === 0 ? undefined : cordoned
})

const sameIds = (a: readonly string[] = [], b: readonly string[] = []) =>
  a.length === b.length && a.every((id, n) => id === b[n])
const same = (a: Directories, b: Directories) =>
  sameIds(a.directories, b.directories) && sameIds(a.cordoned, b.cordoned) && a.lacksDirectories === b.lacksDirectories

interface MembershipOptions {
  readonly env: Env
  readonly log: Logger
  readonly metadata: MetadataStore
  readonly self: Registration
  /** Other brokers share this store and must notice when this one is gone. */
  readonly isShared: boolean
  /** How long a registration outlives its broker (broker.session.timeout.ms). */
  readonly leaseMs: number
  /** How often the lease is renewed (broker.heartbeat.interval.ms). */
  readonly renewalMs: number
  /** Whether nobody listens any more at the addresses of an earlier registration with this id. */
  readonly isGone: (broker: BrokerImage) => Promise<boolean>
  /**
   * An earlier process with this id, registered in `epoch`, no longer counts: others have taken over its leadership, or nobody
   * leads yet. It is not registered at that point.
   */
  readonly endEarlierLife: (epoch: number) => Promise<void>
  /**
   * The lease has expired as far as this broker can tell. Others may have taken over its leadership, so it serves nothing until
   * it hears that its lease is renewed.
   */
  readonly coverChanged: (isCovered: boolean) => void
}

export class Membership {
  readonly #options: MembershipOptions
  readonly #incarnation: string
  /** The usable ones. */
  #directories: Directories
  #isTelling = false
  #lease: LeaseId = ''
  #epoch = -1
  /** It is handing over its leadership, and is fenced for that. */
  #isRetiring = false
  #isWithoutController = false
  #isLeaving = false
  #isRegistering = false
  #isFirst = true
  #isRenewalLate = false
  #renewal: { cancel(): void } = { cancel() {} }
  #coverEnd: { cancel(): void } = { cancel() {} }
  #isCovered = true
  #looked: ((image: MetadataImage) => void) | undefined

  private constructor(options: MembershipOptions) {
    this.#options = options
    this.#incarnation = options.env.random.uuid()
    this.#directories = directoriesOf(options.self.directories, options.self.cordoned ?? [])
  }

  /** Epoch of the current registration; -1 before the first. */
  get epoch(): number {
    return this.#epoch
  }

  /**
   * Rejects with OttlaError BAD_CONFIG if a broker with this id is running, and with Error if the store does not accept the key.
   */
  static async join(options: MembershipOptions): Promise<Membership> {
    const membership = new Membership(options)
    await membership.#register()
    membership.#renewLater()
    return membership
  }

  /**
   * Call it in the turn of each metadata change. When the controller is gone, the first broker to claim the role gets it. A
   * broker that was fenced because it seemed dead registers again with a new epoch.
   */
  onImage(image: MetadataImage, delta: ImageDelta): void {
    this.#looked?.(image)
    this.#isWithoutController = image.controllerId === -1
    if (this.#isLeaving) return
    const { id } = this.#options.self
    if (this.#options.isShared && image.broker(id) === undefined) {
      this.#unregistered()
      return
    }
    const isFenced = image.broker(id)?.isFenced !== false && !this.#isRetiring && !this.#hasNone
    if (isFenced) this.#again()
    else if (delta.isControllerChanged && image.controllerId === -1 && !this.#isRetiring) this.#followController()
  }

  #followController(): void {
    this.#claimController().catch((error) => this.#warn('the controller was not followed', error))
  }

  /**
   * Log directories failed, recovered, or were cordoned; `lacks` tells that some are unusable. The controller must know who can
   * lead what (KIP-858). A cluster broker without any usable directory is fenced, and registers again when one recovers; Kafka
   * would end its process.
   */
  hasDirectories(directories: readonly string[], cordoned: readonly string[] = [], lacks = false): void {
    const now = directoriesOf(directories, cordoned, lacks)
    if (same(now, this.#directories)) return
    const hadNone = this.#hasNone
    this.#directories = now
    if (this.#hasNone && !hadNone)
      this.#options.log.error('no usable log directory; this broker serves no partition until one recovers')
    this.#tellLater()
  }

  #tellLater(): void {
    if (this.#isTelling || this.#isLeaving) return
    this.#isTelling = true
    const told = this.#directories
    this.#tellDirectories()
      .catch((error) => this.#warn('the log directories of this broker were not registered', error))
      .finally(() => {
        this.#isTelling = false
        if (told !== this.#directories) this.#tellLater()
      })
  }

  /** It is a cluster broker without a usable log directory. */
  get #hasNone(): boolean {
    return this.#options.isShared && this.#directories.directories.length === 0
  }

  /** Updates the current registration, or registers again if it was fenced for lack of a directory. */
  async #tellDirectories(): Promise<void> {
    const { metadata, self, isShared, env } = this.#options
    const key = keys.broker(self.id)
    while (!this.#isLeaving) {
      if (this.#isRegistering) {
        await pause(env.timers, renewalRetryMs)
        continue
      }
      const known = await metadata.get(key)
      const current = registrationOf(known, self.id)
      const directories = this.#directories
      if (known === undefined || current?.incarnation !== this.#incarnation) return
      if (same(current, directories)) return
      if (current.isFenced && directories.directories.length > 0 && !this.#isRetiring) {
        await this.#register()
        continue
      }
      const value = encodeBroker({ ...current, ...directories, isFenced: current.isFenced || this.#hasNone })
      const operations: Operation[] = [{ put: key, value, lease: this.#lease }]
      if (isShared) operations.push({ put: keys.registration(self.id), value })
      const { error } = await metadata.transaction([{ key, modRevision: known.modRevision }], operations)
      if (error !== undefined) await pause(env.timers, renewalRetryMs)
    }
  }

  /** Someone unregistered this broker. As in Kafka, it serves nothing until it is restarted. */
  #unregistered(): void {
    const { log, coverChanged } = this.#options
    log.warn('this broker was unregistered and serves no partition until it is restarted')
    this.#isCovered = false
    coverChanged(false)
    void this.leave()
  }

  #again(): void {
    if (this.#isRegistering) return
    this.#options.log.warn('this broker was fenced and is registering again')
    this.#register().catch((error) => this.#warn('could not register this broker', error))
  }

  /**
   * Moves this broker's leadership to others. Resolves when that is done, after 10 s at the latest, or immediately if there is no
   * other broker. Source: KIP-631's controlled shutdown.
   */
  async retire(image: MetadataImage): Promise<void> {
    const { self, env, metadata } = this.#options
    if (this.#isLeaving || !image.aliveBrokers.some(({ id }) => id !== self.id)) return
    this.#isRetiring = true
    const leadsNothing = (now: MetadataImage) => !leads(now, self.id)
    const wait = beginPause(env.timers, handOverMs)
    this.#looked = (now) => {
      if (now.broker(self.id)?.isFenced !== false && leadsNothing(now)) wait.end()
    }
    const key = keys.broker(self.id)
    const value = this.#encoded(this.#epoch, true)
    try {
      await metadata.transaction(
        [{ key, modRevision: image.brokerRevision(self.id) }],
        [{ put: key, value, lease: this.#lease }]
      )
      // Only the controller moves leaders. If this broker is the controller, it gives up that role first.
      if (image.controllerId === self.id)
        await metadata.transaction(
          [{ key: keys.controller, modRevision: image.controllerRevision }],
          [{ delete: keys.controller }]
        )
      this.#looked?.(image)
      await wait.over
    } catch (error) {
      this.#warn('what this broker leads was not handed over', error)
    } finally {
      wait.end()
      this.#looked = undefined
    }
  }

  /** Stops renewing the lease. */
  stop(): void {
    this.#isLeaving = true
    this.#renewal.cancel()
    this.#coverEnd.cancel()
  }

  /** Removes the registration, so that others notice immediately and need not wait for the lease to expire. */
  async leave(): Promise<void> {
    this.stop()
    try {
      await this.#options.metadata.revokeLease(this.#lease)
    } catch (error) {
      this.#warn('the lease of this broker was not given back, and runs out by itself', error)
    }
  }

  async #register(): Promise<void> {
    this.#isRegistering = true
    try {
      const { metadata } = this.#options
      const askedMs = this.#nowMs()
      this.#lease = await metadata.grantLease(this.#options.leaseMs)
      while (!this.#isLeaving && !(await this.#tryRegister())) {}
      this.#covered(askedMs)
    } finally {
      this.#isRegistering = false
    }
    if (!this.#isLeaving) await this.#claimController()
  }

  /** Returns false if someone else wrote in between. */
  async #tryRegister(): Promise<boolean> {
    const { metadata, self, isShared, isGone } = this.#options
    const key = keys.broker(self.id)
    const { revision, entries } = await metadata.list(key)
    const known = entries.find((entry) => entry.key === key)
    const before = registrationOf(known, self.id)
    if (before !== undefined && before.incarnation !== this.#incarnation && !(await isGone(before)))
      throw new OttlaError(
        'BAD_CONFIG',
        `another broker with id ${self.id} is already running in this cluster; give each broker its own id`
      )
    const registered = isShared ? await metadata.get(keys.registration(self.id)) : undefined
    const last = Math.max(before?.epoch ?? 0, registrationOf(registered, self.id)?.epoch ?? 0)
    if (this.#isFirst && registered !== undefined) return this.#succeed(known, last)
    // Each registration creates a new revision, so the next one with this id gets a higher epoch, whoever writes it.
    const epoch = Math.max(revision, last) + 1
    const value = this.#encoded(epoch, this.#hasNone)
    const operations: Operation[] = [{ put: key, value, lease: this.#lease }]
    if (isShared) operations.push({ put: keys.registration(self.id), value })
    const { succeeded, error } = await metadata.transaction([{ key, modRevision: known?.modRevision ?? 0 }], operations)
    if (error !== undefined) throw new Error(error)
    if (!succeeded) return false
    this.#epoch = epoch
    this.#isFirst = false
    return true
  }

  /** The contents of its registration. */
  #encoded(epoch: number, isFenced: boolean): string {
    const incarnation = this.#incarnation
    return encodeBroker({ ...this.#options.self, ...this.#directories, epoch, incarnation, isFenced })
  }

  /**
   * An earlier process used this id: others must hear that it is gone before this one registers. False when it can register now.
   */
  async #succeed(earlier: KeyValue | undefined, epoch: number): Promise<false> {
    const { metadata, endEarlierLife } = this.#options
    if (earlier !== undefined) {
      const { key, modRevision } = earlier
      const { error } = await metadata.transaction([{ key, modRevision }], [{ delete: key }])
      if (error !== undefined) throw new Error(error)
    }
    await endEarlierLife(epoch)
    this.#isFirst = false
    return false
  }

  #nowMs(): number {
    return this.#options.env.clock.monotonicMs()
  }

  /** The lease counts from when it was requested, so a slow answer does not extend it. */
  #covered(askedMs: number): void {
    const { env, isShared, coverChanged, leaseMs, log } = this.#options
    if (!isShared || this.#isLeaving) return
    this.#coverEnd.cancel()
    if (!this.#isCovered) log.info('lease renewed')
    this.#isCovered = true
    coverChanged(true)
    this.#coverEnd = env.timers.after(Math.max(0, askedMs + leaseMs - this.#nowMs()), () => {
      this.#isCovered = false
      log.warn('lease expired; this broker serves no partition until it gets a new lease')
      coverChanged(false)
    })
  }

  async #claimController(): Promise<void> {
    const { metadata, self } = this.#options
    const known = await metadata.get(keys.controller)
    if (known !== undefined && isController(known.value)) return
    await metadata.transaction(
      [{ key: keys.controller, modRevision: known?.modRevision ?? 0 }],
      [{ put: keys.controller, value: JSON.stringify({ id: self.id }), lease: this.#lease }]
    )
  }

  #renewLater(afterMs = Math.min(this.#options.renewalMs, this.#options.leaseMs / 3)): void {
    this.#renewal = this.#options.env.timers.after(afterMs, () => void this.#renew())
  }

  /** Acquires a new lease after one expired, for example while a laptop slept. */
  async #renew(): Promise<void> {
    try {
      const askedMs = this.#nowMs()
      const isKept = await this.#options.metadata.keepAlive(this.#lease)
      if (isKept) this.#covered(askedMs)
      if (!isKept && !this.#isLeaving && !this.#isRegistering) await this.#register()
      // Nobody could become the controller when the last one left, for example because etcd had no space.
      const isFree = this.#isWithoutController && !this.#isRetiring && !this.#hasNone
      if (isKept && isFree && !this.#isLeaving && !this.#isRegistering) this.#followController()
      this.#isRenewalLate = false
      if (!this.#isLeaving) this.#renewLater()
    } catch (error) {
      if (!this.#isRenewalLate) this.#warn('could not renew the lease of this broker; will retry', error)
      this.#isRenewalLate = true
      if (!this.#isLeaving) this.#renewLater(renewalRetryMs)
    }
  }

  #warn(what: string, error: unknown): void {
    this.#options.log.warn(what, { error: messageOf(error) })
  }
}

/** Also undefined if the value is not a registration; the next registration replaces it. */
function registrationOf(found: KeyValue | undefined, id: number): BrokerImage | undefined {
  try {
    return found === undefined ? undefined : decodeBroker(found.value, id)
  } catch {
    return undefined
  }
}

function isController(text: string): boolean {
  try {
    return Number.isSafeInteger((JSON.parse(text) as { readonly id?: unknown } | null)?.id)
  } catch {
    return false
  }
}

function leads(image: MetadataImage, brokerId: number): boolean {
  for (const { partitions } of image.topics) if (partitions.some(({ leader }) => leader === brokerId)) return true
  return false
}
