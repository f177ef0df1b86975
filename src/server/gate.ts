/*
 * Makes a paused broker behave like a process stopped by SIGSTOP: it notices nothing. Sockets stay open and client data stays in
 * the kernel; timers, responses and metadata changes wait until it is resumed.
 */
import type { Connection, Disk, DiskFile, Env, Net } from '../env/index.ts'
import type { MetadataStore } from '../metadata/index.ts'

interface Tracked {
  shut(): void
  open(): void
}

export class Gate {
  readonly #connections = new Set<Tracked>()
  #isShut = false
  #timers: (() => void)[] = []
  #held: (() => void)[] = []

  get isShut(): boolean {
    return this.#isShut
  }

  shut(): void {
    this.#isShut = true
    for (const connection of this.#connections) connection.shut()
  }

  /** Delivers everything that was held back: timers first, as in an event loop that wakes up, then the rest in arrival order. */
  open(): void {
    if (!this.#isShut) return
    for (let run = this.#next(); run !== undefined; run = this.#next()) {
      try {
        run()
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    }
    this.#isShut = false
    for (const connection of this.#connections) connection.open()
  }

  #next(): (() => void) | undefined {
    return this.#timers.shift() ?? this.#held.shift()
  }

  /** Runs the callback now, or when the gate opens. */
  pass(run: () => void): void {
    if (this.#isShut) this.#held.push(run)
    else run()
  }

  passTimer(run: () => void): void {
    if (this.#isShut) this.#timers.push(run)
    else run()
  }

  /** Wraps a promise so that it settles only while the gate is open. */
  passed<T>(promise: Promise<T>): Promise<T> {
    return promise.then(
      (value) => (this.#isShut ? new Promise<T>((resolve) => this.#held.push(() => resolve(value))) : value),
      (error) => {
        if (!this.#isShut) throw error
        return new Promise<T>((_resolve, reject) => this.#held.push(() => reject(error)))
      }
    )
  }

  track(connection: Tracked): { cancel(): void } {
    this.#connections.add(connection)
    return { cancel: () => void this.#connections.delete(connection) }
  }
}

/** Wraps an environment so that the broker notices its events only while the gate is open. */
export function gatedEnv(env: Env, gate: Gate): Env {
  return {
    ...env,
    timers: {
      after(ms, run) {
        let isCancelled = false
        const timer = env.timers.after(ms, () =>
          gate.passTimer(() => {
            if (!isCancelled) run()
          })
        )
        return {
          cancel() {
            isCancelled = true
            timer.cancel()
          }
        }
      },
      endOfTurn: (run) => env.timers.endOfTurn(() => gate.pass(run))
    },
    disk: gatedDisk(env.disk, gate),
    net: gatedNet(env.net, gate),
    offload: (job, argument) => gate.passed(env.offload(job, argument)),
    rare: (site) => env.rare(site)
  }
}

const gatedNet = (net: Net, gate: Gate): Net => ({
  listen: (at, accept, secure) =>
    net.listen(at, (connection) => gate.pass(() => accept(gated(connection, gate))), secure),
  connect: async (to, options) => gated(await gate.passed(net.connect(to, options)), gate)
})

/** Reads nothing while the gate is shut, and reports other connection events afterwards. */
function gated(connection: Connection, gate: Gate): Connection {
  const { start, pause, resume, write } = connection
  let isStarted = false
  let isPaused = false
  const tracked = gate.track({
    shut: () => pause.call(connection),
    open() {
      if (isStarted && !isPaused) resume.call(connection)
    }
  })
  connection.pause = () => {
    isPaused = true
    pause.call(connection)
  }
  connection.resume = () => {
    isPaused = false
    if (!gate.isShut) resume.call(connection)
  }
  connection.write = (buffers, written) =>
    write.call(connection, buffers, written === undefined ? undefined : () => gate.pass(written))
  connection.start = (owner) => {
    isStarted = true
    start.call(connection, {
      room: () => owner.room(),
      received: (length) => owner.received(length),
      drained: () => gate.pass(() => owner.drained()),
      ...(owner.inputEnded === undefined ? {} : { inputEnded: () => gate.pass(() => owner.inputEnded?.()) }),
      closed(error) {
        tracked.cancel()
        gate.pass(() => owner.closed(error))
      }
    })
  }
  return connection
}

const gatedDisk = (disk: Disk, gate: Gate): Disk => ({
  open: (path, mode) => gatedFile(disk.open(path, mode), gate),
  exists: (path) => disk.exists(path),
  stat: (path) => disk.stat(path),
  list: (directory) => disk.list(directory),
  makeDirectory: (path) => disk.makeDirectory(path),
  rename: (from, to) => disk.rename(from, to),
  remove: (path) => disk.remove(path),
  readFile: (path) => disk.readFile(path),
  writeFileAtomic: (path, content) => disk.writeFileAtomic(path, content),
  syncDirectory: (path) => disk.syncDirectory(path),
  syncDirectoryLater: (path) => gate.passed(disk.syncDirectoryLater(path)),
  lock: (directory, listener) => gate.passed(disk.lock(directory, listener)),
  refusesName: (name) => disk.refusesName?.(name) === true,
  volume: (path) => disk.volume(path),
  join: (...parts) => disk.join(...parts)
})

function gatedFile(file: DiskFile, gate: Gate): DiskFile {
  const { read, sync, writeLater } = file
  file.read = (...args) => gate.passed(read.apply(file, args))
  file.sync = () => gate.passed(sync.call(file))
  file.writeLater = (...args) => gate.passed(writeLater.apply(file, args))
  return file
}

/** Wraps a metadata store so that its answers and changes arrive only while the gate is open. */
export const gatedStore = (store: MetadataStore, gate: Gate): MetadataStore => ({
  get: (key) => gate.passed(store.get(key)),
  list: (prefix) => gate.passed(store.list(prefix)),
  transaction: (compare, operations) => gate.passed(store.transaction(compare, operations)),
  watch: (prefix, fromRevision, changed) =>
    store.watch(prefix, fromRevision, (change) => gate.pass(() => changed(change))),
  grantLease: (ttlMs) => gate.passed(store.grantLease(ttlMs)),
  keepAlive: (lease) => gate.passed(store.keepAlive(lease)),
  revokeLease: (lease) => gate.passed(store.revokeLease(lease)),
  abandon: () => store.abandon(),
  close: () => store.close()
})
