/*
 * Owns this broker's place in the metadata, for as long as it renews its lease: its registration, and the controller's key where
 * nobody else has it. Decides nothing that a controller decides.
 * Source: KIP-631; org.apache.kafka.controller.ClusterControlManager#registerBroker.
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

/** How long a broker that stops waits for others to lead what it leads. */
const handOverMs = 10_000
/** A renewal that failed is tried again so soon: the store may be back just before the lease runs out. */
const renewalRetryMs = 250

/** What a broker says of itself when it registers. */
type Registration = Pick<BrokerImage, 'id' | 'rack' | 'endpoints' | 'directories' | 'cordoned'>
/** What it says of its log directories; it may change. */
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
  /** Other brokers have this store as well: they are to know of this one when it is gone. */
  readonly isShared: boolean
  /** How long a registration outlives its broker (broker.session.timeout.ms). */
  readonly leaseMs: number
  /** How often the lease is renewed (broker.heartbeat.interval.ms). */
  readonly renewalMs: number
  /** Whether nobody listens any more where an earlier registration of this id says. */
  readonly isGone: (broker: BrokerImage) => Promise<boolean>
  /**
   * An earlier process with this id, which registered in `epoch`, counts nowhere any more: others lead what it led, or nobody does
   * yet. It is not registered then.
   */
  readonly endEarlierLife: (epoch: number) => Promise<void>
  /**
   * The lease has run out as far as this broker can tell: others may lead what it led, so it serves nothing until it hears that it
   * has a lease again.
   */
  readonly coverChanged: (isCovered: boolean) => void
}

export class Membership {
  readonly #options: MembershipOptions
  readonly #incarnation: string
  /** Those that can be used. */
  #directories: Directories
  #isTelling = false
  #lease: LeaseId = ''
  #epoch = -1
  /** It hands over what it leads, and is fenced for it. */
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

  /** Of the registration that is current; -1 before the first. */
  get epoch(): number {
    return this.#epoch
  }

  /** Rejects with OttlaError BAD_CONFIG when a broker with this id runs, and with Error when the store does not take the key. */
  static async join(options: MembershipOptions): Promise<Membership> {
    const membership = new Membership(options)
    await membership.#register()
    membership.#renewLater()
    return membership
  }

  /**
   * Call it in the turn of each change of the metadata. A controller that is gone is followed by whoever is first; a broker that
   * others have fenced, since it seemed to be gone, comes back with a new epoch.
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
   * Log directories failed, can be used again, or get no new partitions from now on (`cordoned`); `lacks`: some cannot be used. The
   * controller has to know who can lead what (KIP-858). A broker of a cluster that has none left is fenced, and registers anew when it
   * has one again; Kafka's ends its process.
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

  /** It is one of a cluster, and has nowhere to keep records. */
  get #hasNone(): boolean {
    return this.#options.isShared && this.#directories.directories.length === 0
  }

  /** In the registration that is current, or in a new one where it was fenced for having none. */
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

  /** Somebody has taken this broker out of the cluster: it serves nothing until it is started again, as in Kafka. */
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
   * Has others lead what this broker leads, and resolves when they do; after 10 s at the latest, or at once where nobody else is
   * there. Source: KIP-631's controlled shutdown.
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
      // Only the controller moves leaders: if that is this broker, it gives way first.
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

  /** Nothing is renewed any more. */
  stop(): void {
    this.#isLeaving = true
    this.#renewal.cancel()
    this.#coverEnd.cancel()
  }

  /** Others learn at once that this broker is gone, and need not wait for its lease to run out. */
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

  /** False when somebody else wrote in between. */
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
    // Each registration makes a revision, so the next one of this id, whoever makes it, has a higher epoch.
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

  /** What it says of itself in a registration. */
  #encoded(epoch: number, isFenced: boolean): string {
    const incarnation = this.#incarnation
    return encodeBroker({ ...this.#options.self, ...this.#directories, epoch, incarnation, isFenced })
  }

  /** An earlier process had this id: others hear that it is gone before this one comes. False: now it can register. */
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

  /** The lease lasts from when it was asked for: a slow answer does not make it longer. */
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

  /** A lease that ran out, as over a laptop's sleep, is taken anew. */
  async #renew(): Promise<void> {
    try {
      const askedMs = this.#nowMs()
      const isKept = await this.#options.metadata.keepAlive(this.#lease)
      if (isKept) this.#covered(askedMs)
      if (!isKept && !this.#isLeaving && !this.#isRegistering) await this.#register()
      // Nobody could when the last one went, as where etcd had no space.
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

/** Undefined also where there is something that is no registration: the next one takes its place. */
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
