/**
 * The only interface to everything outside the process: clock, timers, randomness, disk, network, worker threads.
 * Every room below `cli` receives an `Env`; only `src/env/real/` and `src/cli/` may use the platform directly.
 * A simulation implements the same interface from a seed, so nothing here may leak a platform type.
 */
export interface Env {
  /** Client time: sessions, timeouts, retention, timestamps. A test or a control API may move it. */
  readonly clock: Clock
  /** Machine time: measures the speed of disk, processor and event loop. Nothing may move it. */
  readonly machine: Machine
  readonly timers: Timers
  readonly random: Random
  readonly disk: Disk
  readonly net: Net
  /** Runs a pure job off the event loop if that is worthwhile (a simulation runs it inline). Rejects with the job's error. */
  offload<A, R>(job: Job<A, R>, argument: A): Promise<R>
  /** False outside simulation; in one, makes the rare branch named `site` common. */
  rare(site: string): boolean
}

export interface Clock {
  /** Milliseconds since the Unix epoch, a whole number. May jump forward or back. */
  wallMs(): number
  /** Milliseconds since an arbitrary origin; never goes back. May have a fraction. */
  monotonicMs(): number
}

/** Kept apart from `Clock`, so that a test which moves the clock by an hour does not make the disk look slow. */
export interface Machine {
  /** Milliseconds since an arbitrary origin, not the one `Clock` uses; never goes back. May have a fraction. */
  monotonicMs(): number
}

export interface Timer {
  /** Does nothing if the timer has already run or was cancelled. */
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
  /** Array buffers to transfer to the worker instead of copying; the caller can no longer use them. */
  readonly argumentTransfers?: (argument: A) => readonly ArrayBuffer[]
  /** Array buffers to transfer back with the result. */
  readonly resultTransfers?: (result: R) => readonly ArrayBuffer[]
}

export interface DiskEntry {
  readonly name: string
  readonly isDirectory: boolean
}

/**
 * Every failure is a `DiskError`. Paths are absolute or relative to the working directory, with the platform's separator.
 * Methods without a promise are synchronous because synchronous calls are fastest for page-cache I/O.
 */
export interface Disk {
  /** `read`: must exist. `write`: must exist, reads and writes. `create`: created if missing, content kept. */
  open(path: string, mode: 'read' | 'write' | 'create'): DiskFile
  exists(path: string): boolean
  /** Size in bytes and modification time in wall milliseconds; undefined if the file does not exist. */
  stat(path: string): { readonly size: number; readonly modifiedMs: number; readonly isDirectory: boolean } | undefined
  /** Entries in no particular order. */
  list(directory: string): DiskEntry[]
  /** Creates parents too; not an error if the directory exists. */
  makeDirectory(path: string): void
  rename(from: string, to: string): void
  /** Removes a file or a whole directory; not an error if it does not exist. */
  remove(path: string): void
  readFile(path: string): Uint8Array
  /** Replaces the file atomically, so that a crash leaves the old or new content: temporary file, sync, rename, directory sync. */
  writeFileAtomic(path: string, content: Uint8Array | string): void
  /** Makes renames, creations and removals in a directory durable (does nothing where the platform has no such call). */
  syncDirectory(path: string): void
  /** As `syncDirectory`, in the thread pool. Rejects with DiskError. */
  syncDirectoryLater(path: string): Promise<void>
  /**
   * Locks the directory for this broker. Rejects with DiskError, code 'LOCKED' if another broker or Apache Kafka holds it, in
   * any process or container, or (detected by its heartbeat) on another machine.
   */
  lock(directory: string, listener?: LockListener): Promise<DirectoryLock>
  /** Names that no file or directory can have on this platform, such as `con.txt` on Windows. Absent: none. */
  refusesName?(name: string): boolean
  /** Total and free bytes of the volume that holds the path; undefined if unknown. */
  volume(path: string): { readonly totalBytes: number; readonly usableBytes: number } | undefined
  /** Joins parts with the platform's separator. */
  join(...parts: string[]): string
}

export interface DirectoryLock {
  /** May be called more than once. */
  release(): void
}

export interface LockListener {
  /** This broker has lost the directory and must not write to it. `why` continues a sentence after its name. Called at most once. */
  lost(why: string): void
  /** For the operator's log. */
  warn(message: string, fields: Readonly<Record<string, unknown>>): void
}

export interface DiskFile {
  readonly path: string
  size(): number
  /** Writes all buffers in order at `position`, in one gathered call if the platform has one. */
  write(buffers: readonly Uint8Array[], position: number): void
  /** As `write`, in the thread pool. The buffers must not change until it settles. Rejects with DiskError, possibly after a partial write. */
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
   * Port 0 picks a free port. Rejects with a `NetError`. With `secure`, `accept` receives connections after their handshake, and
   * an environment without TLS listeners rejects with the code TLS_NOT_BUILT.
   */
  listen(at: Endpoint, accept: (connection: Connection) => void, secure?: SecureListen): Promise<Listener>
  connect(to: Endpoint, options?: ConnectOptions): Promise<Connection>
}

export interface ConnectOptions {
  readonly timeoutMs?: number
  /** Resolves when the handshake is done. `timeoutMs` applies to the connection and again to the handshake. */
  readonly secure?: SecureConnect
}

/** A certificate, its key and the trusted authorities, all in PEM. */
interface SecureListen {
  readonly certificate: string
  readonly key: string
  readonly trusted?: string
  /** As Kafka's ssl.client.auth. */
  readonly clientCertificate: 'none' | 'requested' | 'required'
}

export interface SecureConnect {
  /** Certificates of trusted authorities, in PEM; undefined means the platform's. */
  readonly trusted?: string
  readonly certificate?: string
  readonly key?: string
  /** The name that the server's certificate must carry; undefined accepts any name. */
  readonly serverName?: string
}

/** The authenticated identity of the peer. */
interface PeerIdentity {
  /** The subject's distinguished name in RFC 2253 form, from which Kafka builds the principal; undefined without a certificate. */
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
  /** Stops accepting; open connections stay open. */
  close(): Promise<void>
}

/** Callbacks from a connection to its owner: provide read buffers, and handle events. */
export interface ConnectionOwner {
  /** Returns the buffer that the next read may fill, never empty. Called once before each read, maybe long before bytes arrive. The owner keeps the buffer. */
  room(): Uint8Array
  /** `length` bytes were read into the start of the buffer that `room` last returned. */
  received(length: number): void
  /** The kernel has accepted all pending bytes after a `write` returned false. */
  drained(): void
  /** The peer has finished sending but may still read, so the owner must call `end`. Without this function the connection ends itself. */
  inputEnded?(): void
  /** Called once: both sides ended, the connection failed (`error` is set) or `destroy` was called. */
  closed(error?: NetError): void
}

export interface Connection {
  readonly local: Endpoint
  readonly remote: Endpoint
  /** Undefined on connections without TLS and on outgoing connections. */
  readonly peerIdentity?: PeerIdentity
  /** Begins reading. Called once. */
  start(owner: ConnectionOwner): void
  /** Queues the buffers in one gathered write; the connection owns them until `written` runs. On false, stop until `drained`. */
  write(buffers: readonly Uint8Array[], written?: () => void): boolean
  /** Bytes accepted by `write` but not yet by the kernel. */
  readonly pendingBytes: number
  pause(): void
  resume(): void
  /** Sends the queued bytes, then half-closes. Calling it once is enough. */
  end(): void
  /** Closes immediately. If received bytes are still unread, the peer sees a reset. */
  destroy(): void
}

/** One end of a channel between two threads. Messages are copied and arrive in order. */
export interface Port {
  send(message: unknown): void
  /** Begins to receive. Called once; earlier messages are kept until then. */
  receive(run: (message: unknown) => void): void
  close(): void
}
