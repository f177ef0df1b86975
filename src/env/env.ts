/**
 * The one door to everything outside the process: clock, timers, randomness, disk, network, worker threads.
 * Every room below `cli` receives an `Env`; only `src/env/real/` and `src/cli/` may touch the platform itself.
 * A simulation implements the same interface from a seed, so nothing here may leak a platform type.
 */
export interface Env {
  /** Client time: sessions, timeouts, retention, timestamps. A test or a control API may move it. */
  readonly clock: Clock
  /** Machine time: how fast disk, processor and event loop are. Nobody moves it. */
  readonly machine: Machine
  readonly timers: Timers
  readonly random: Random
  readonly disk: Disk
  readonly net: Net
  /** Runs a pure job off the event loop where that pays (a simulation runs it inline). Rejects with what the job threw. */
  offload<A, R>(job: Job<A, R>, argument: A): Promise<R>
  /** False outside simulation; in one, makes the rare branch named `site` common. */
  rare(site: string): boolean
}

export interface Clock {
  /** Milliseconds since the Unix epoch; may jump either way. Whole number. */
  wallMs(): number
  /** Milliseconds since an arbitrary origin; never goes back. May have a fraction. */
  monotonicMs(): number
}

/** Kept apart from `Clock`, so that a test which moves the clock by an hour does not make the disk look slow. */
export interface Machine {
  /** Milliseconds since an arbitrary origin, other than that of `Clock`; never goes back. May have a fraction. */
  monotonicMs(): number
}

export interface Timer {
  /** Does nothing when the timer has run or was cancelled. */
  cancel(): void
}

export interface Timers {
  /** Runs once, not before `ms` milliseconds have passed on the monotonic client clock. */
  after(ms: number, run: () => void): Timer
  /** Runs once at the end of this turn of the event loop, after the input/output that is already waiting. */
  endOfTurn(run: () => void): void
}

export interface Random {
  u32(): number
  /** A random (version 4) uuid in Kafka's base64url form, 22 characters, never starting with '-'. */
  uuid(): string
  bytes(length: number): Uint8Array
}

/** A named pure function. `module` is the URL of an ES module that exports `name`, so that a worker thread can load it. */
export interface Job<A, R> {
  readonly module: string
  readonly name: string
  readonly run: (argument: A) => R
  /** Array buffers that move to the worker instead of being copied: the caller has them no more. */
  readonly argumentTransfers?: (argument: A) => readonly ArrayBuffer[]
  /** Array buffers that move back with the result. */
  readonly resultTransfers?: (result: R) => readonly ArrayBuffer[]
}

export interface DiskEntry {
  readonly name: string
  readonly isDirectory: boolean
}

/**
 * Every failure is a `DiskError`. Paths are absolute or relative to the working directory, with the platform's separator.
 * Methods without a promise are synchronous because that is what is fast for page-cache input/output.
 */
export interface Disk {
  /** `read`: must exist. `write`: must exist, reads and writes. `create`: made when missing, content kept. */
  open(path: string, mode: 'read' | 'write' | 'create'): DiskFile
  exists(path: string): boolean
  /** Size in bytes and time of the last change in wall milliseconds; undefined when there is no such file. */
  stat(path: string): { readonly size: number; readonly modifiedMs: number; readonly isDirectory: boolean } | undefined
  /** Entries in no particular order. */
  list(directory: string): DiskEntry[]
  /** Makes parents too; no error when it is there. */
  makeDirectory(path: string): void
  rename(from: string, to: string): void
  /** Removes a file or a whole directory; no error when it is not there. */
  remove(path: string): void
  readFile(path: string): Uint8Array
  /** Replaces the file so that a crash leaves the old or the new content: temporary file, sync, rename, sync of the directory. */
  writeFileAtomic(path: string, content: Uint8Array | string): void
  /** Makes renames, creations and removals in a directory durable (does nothing where the platform has no such call). */
  syncDirectory(path: string): void
  /** As `syncDirectory`, in the thread pool. Rejects with DiskError. */
  syncDirectoryLater(path: string): Promise<void>
  /**
   * Takes the directory for this broker alone. Rejects with DiskError: code 'LOCKED' when another broker or Apache Kafka holds
   * it, in whatever process, container or, by its heartbeat, machine.
   */
  lock(directory: string, listener?: LockListener): Promise<DirectoryLock>
  /** Names that no file or directory can have on this platform, such as `con.txt` on Windows. Absent: none. */
  refusesName?(name: string): boolean
  /** Size of the volume that holds the path and what of it is free, in bytes; undefined where that cannot be told. */
  volume(path: string): { readonly totalBytes: number; readonly usableBytes: number } | undefined
  /** Joins parts with the platform's separator. */
  join(...parts: string[]): string
}

export interface DirectoryLock {
  /** Once or often. */
  release(): void
}

export interface LockListener {
  /** The directory is ours no longer and nothing may be written to it; `why` goes on after its name. Called once at most. */
  lost(why: string): void
  /** For the operator's log. */
  warn(message: string, fields: Readonly<Record<string, unknown>>): void
}

export interface DiskFile {
  readonly path: string
  size(): number
  /** Writes all buffers one after another at `position` in one gathered call where there is one. */
  write(buffers: readonly Uint8Array[], position: number): void
  /** As `write`, in the thread pool: the buffers must not change until it settles. Rejects with DiskError; a part may be written then. */
  writeLater(buffers: readonly Uint8Array[], position: number): Promise<void>
  /** Returns the bytes read, fewer than `length` only at the end of the file. */
  readSync(into: Uint8Array, offset: number, length: number, position: number): number
  read(into: Uint8Array, offset: number, length: number, position: number): Promise<number>
  /** fdatasync. */
  sync(): Promise<void>
  syncSync(): void
  truncate(length: number): void
  close(): void
}

export type DiskErrorCode =
  | 'LOCKED'
  | 'NOT_FOUND'
  | 'NO_SPACE'
  | 'NO_PERMISSION'
  | 'INPUT_OUTPUT'
  | 'TOO_MANY_FILES'
  | 'OTHER'

const isErrorNamed = (name: string, value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'name' in value && value.name === name && 'code' in value

export class DiskError extends Error {
  readonly code: DiskErrorCode
  readonly path: string

  /** By name: an Env may come from another copy of this package, as a bundle or its CommonJS build is. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isErrorNamed('DiskError', value)
  }

  constructor(code: DiskErrorCode, path: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DiskError'
    this.code = code
    this.path = path
  }
}

export interface Endpoint {
  readonly host: string
  readonly port: number
}

export interface Net {
  /**
   * Port 0 takes a free one. Rejects with a `NetError`. With `secure`, `accept` gets connections whose handshake is done, and
   * an environment whose listeners have no TLS rejects with the code TLS_NOT_BUILT.
   */
  listen(at: Endpoint, accept: (connection: Connection) => void, secure?: SecureListen): Promise<Listener>
  connect(to: Endpoint, options?: ConnectOptions): Promise<Connection>
}

export interface ConnectOptions {
  readonly timeoutMs?: number
  /** Resolves when the handshake is done. `timeoutMs` holds for the connection and again for the handshake. */
  readonly secure?: SecureConnect
}

/** A certificate with its key, and whom to trust; all in PEM. */
interface SecureListen {
  readonly certificate: string
  readonly key: string
  readonly trusted?: string
  /** As Kafka's ssl.client.auth. */
  readonly clientCertificate: 'none' | 'requested' | 'required'
}

export interface SecureConnect {
  /** Certificates of authorities, in PEM; undefined: those that the platform trusts. */
  readonly trusted?: string
  readonly certificate?: string
  readonly key?: string
  /** The name that the server's certificate has to bear; undefined: any. */
  readonly serverName?: string
}

/** Who the other side proved to be. */
interface PeerIdentity {
  /** The subject's distinguished name in the form of RFC 2253, which Kafka makes a principal of; undefined: no certificate. */
  readonly distinguishedName: string | undefined
  readonly cipher: string
  readonly protocol: string
}

export class NetError extends Error {
  /** The platform's code, such as EADDRINUSE or ECONNREFUSED. */
  readonly code: string

  /** By name, as DiskError. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isErrorNamed('NetError', value)
  }

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'NetError'
    this.code = code
  }
}

export interface Listener {
  readonly at: Endpoint
  /** Stops accepting; connections that are open stay. */
  close(): Promise<void>
}

/** What the owner of a connection gives it: where the next bytes go, and what to do with events. */
export interface ConnectionOwner {
  /** The free room that the next read may fill, never empty; asked once before each read, maybe long before its bytes come. Owned by the owner. */
  room(): Uint8Array
  /** `length` bytes were put at the start of what `room` last returned. */
  received(length: number): void
  /** The kernel took what was waiting after a `write` returned false. */
  drained(): void
  /** The other side sends no more, but may read still; the owner has to `end`. Without this function the connection ends by itself. */
  inputEnded?(): void
  /** Called once: both sides ended, the connection failed (`error` is set) or `destroy` was called. */
  closed(error?: NetError): void
}

export interface Connection {
  readonly local: Endpoint
  readonly remote: Endpoint
  /** Undefined on a connection without TLS, and on one that was made from here. */
  readonly peerIdentity?: PeerIdentity
  /** Begins reading. Called once. */
  start(owner: ConnectionOwner): void
  /** Queues the buffers in one gathered write; they belong to the connection until `written` runs. False: stop until `drained`. */
  write(buffers: readonly Uint8Array[], written?: () => void): boolean
  /** Bytes accepted by `write` that the kernel has not taken yet. */
  readonly pendingBytes: number
  pause(): void
  resume(): void
  /** Sends what is queued, then says that no more comes. Once is enough. */
  end(): void
  /** Closes at once. Bytes that came and were not read reset the connection. */
  destroy(): void
}

/** One end of a channel between two threads. What is sent is copied, and comes in the order in which it was sent. */
export interface Port {
  send(message: unknown): void
  /** Begins to receive. Called once; what came before is kept until then. */
  receive(run: (message: unknown) => void): void
  close(): void
}
