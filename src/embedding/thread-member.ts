/*
 * A broker on a thread of its own, as seen by the thread that started it: serves metadata to it, forwards requests as messages,
 * and reports when the thread dies.
 */
import { type DirectoryLock, type Endpoint, type Logger, OttlaError } from '../env/index.ts'
import { isThreadFile, startThread, type Thread } from '../env/real/index.ts'
import { serveStore } from '../metadata/index.ts'
import {
  type DirectoriesListener,
  type Member,
  type MemberOptions,
  resolveSettings,
  type StartOptions,
  takeDirectories
} from '../server/index.ts'
import { threadFile } from './thread-file.ts'
import { type Ask, type FromThread, type ThreadStart, toldError } from './thread-messages.ts'

/** A thread that takes longer to hand over leadership and close its files counts as hung. */
const stopMs = 20_000

type Started = Extract<FromThread, { started: unknown }>['started']

interface Waiting {
  resolve(value: never): void
  reject(error: Error): void
}

/** @throws OttlaError BAD_OPTION if no thread can run a broker, for example in a bundled program */
export function checkThreads(): void {
  if (isThreadFile(threadFile())) return
  const why = 'the file broker-thread.cjs of the package is not beside its code, as where it was bundled into a program'
  throw new OttlaError('BAD_OPTION', `option 'threads' cannot be used here: ${why}`)
}

/** Starts a broker on its own thread. Rejects like a start on this thread. */
export async function startOnThread(member: MemberOptions, unref: boolean): Promise<Member> {
  const lock = await lockOf(member)
  try {
    const started = new ThreadMember(member, unref, lock)
    await started.whenStarted()
    return started
  } catch (error) {
    lock?.release()
    throw error
  }
}

/**
 * The locks are held here, because a thread that ends would not release them. The first broker's directories are locked together
 * with the metadata.
 */
async function lockOf({ opened, options, env, log, id }: MemberOptions): Promise<DirectoryLock | undefined> {
  if (opened !== undefined) return undefined
  const listener: DirectoriesListener = {
    warn: (message, fields) => log.warn(message, fields),
    lost: (path, why) => log.error(`the data directory ${path} of broker ${id} ${why}; it cannot continue`)
  }
  const { dataDirs } = resolveSettings(options, true)
  return dataDirs.length === 0 ? undefined : takeDirectories(env, dataDirs, undefined, listener)
}

class ThreadMember implements Member {
  readonly running = undefined
  readonly died: Promise<Error>
  readonly #thread: Thread
  readonly #log: Logger
  readonly #lock: DirectoryLock | undefined
  readonly #waiting = new Map<number, Waiting>()
  readonly #member: MemberOptions
  readonly #following: { cancel(): void }
  #serving: { cancel(): void } | undefined
  #started: Started | undefined
  #nextId = 0
  #isEnding = false
  #isOver = false
  #died: (error: Error) => void = () => {}

  constructor(member: MemberOptions, unref: boolean, lock: DirectoryLock | undefined) {
    this.#member = member
    this.#log = member.log
    this.#lock = lock
    this.died = new Promise((resolve) => {
      this.#died = resolve
    })
    this.#thread = startThread(threadFile(), dataOf(member), unref)
    this.#following = member.cuts.follow((cut) => this.#thread.control.send({ cut }))
  }

  async whenStarted(): Promise<void> {
    const { control, metadata, ended } = this.#thread
    const started = new Promise<Started>((resolve, reject) => {
      control.receive((message) => {
        const told = message as FromThread
        if ('started' in told) resolve(told.started)
        else if ('notStarted' in told) reject(toldError(told.notStarted))
        else this.#take(told)
      })
      void ended.then((error) => this.#ended(error ?? new Error('the thread ended'), reject))
    })
    try {
      this.#serving = await serveStore(this.#member.metadata, metadata)
      this.#started = await started
    } catch (error) {
      await this.kill()
      throw error
    }
    this.#member.cuts.listens(
      this.#member.id,
      this.#started.ports.map((port) => ({ port }))
    )
  }

  #ended(error: Error, reject: (error: Error) => void): void {
    this.#isOver = true
    reject(error)
    for (const waiting of this.#waiting.values()) waiting.reject(error)
    this.#waiting.clear()
    if (this.#isEnding) return
    this.#release()
    this.#died(error)
  }

  #take(told: Exclude<FromThread, { started: unknown } | { notStarted: unknown }>): void {
    if ('level' in told) this.#log.level = told.level
    if ('level' in told) return
    if ('log' in told) {
      this.#log[told.log](told.line, told.fields as Readonly<Record<string, unknown>> | undefined)
      return
    }
    const waiting = this.#waiting.get(told.id)
    this.#waiting.delete(told.id)
    if ('error' in told) waiting?.reject(toldError(told.error))
    else waiting?.resolve(told.value as never)
  }

  #ask<T>(ask: Ask): Promise<T> {
    const id = this.#nextId++
    if (this.#isOver) return Promise.reject(new OttlaError('STOPPED', `broker ${this.#member.id} is not running`))
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: never) => void, reject })
      this.#thread.control.send({ id, ...ask })
    })
  }

  get endpoint(): Endpoint {
    return this.#started?.endpoint ?? { host: '', port: 0 }
  }

  get http(): Endpoint | undefined {
    return this.#started?.http
  }

  get dataDir(): string | undefined {
    return this.#started?.dataDir
  }

  get connectionCount(): number {
    return this.#thread.count
  }

  joined(count: number, limitMs: number): Promise<void> {
    return this.#ask({ ask: 'joined', count, limitMs })
  }

  serve(): void {
    void this.#tell({ ask: 'serve' })
  }

  createTopics(topics: NonNullable<StartOptions['topics']>): Promise<void> {
    return this.#ask({ ask: 'createTopics', topics })
  }

  logsTried(topics: readonly string[]): Promise<string | null> {
    return this.#ask({ ask: 'logsTried', topics })
  }

  stopControl(): Promise<void> {
    return this.#tell({ ask: 'stopControl' })
  }

  /** A broker that has died meanwhile has nothing left to do. */
  #tell(ask: Ask): Promise<void> {
    return this.#ask<void>(ask).catch(() => {})
  }

  async stop(drainMs: number, handsOver: boolean): Promise<void> {
    this.#thread.resume()
    this.#isEnding = true
    const limit = this.#member.env.timers.after(drainMs + stopMs, () => void this.#thread.kill())
    try {
      await this.#ask({ ask: 'stop', drainMs, handsOver })
    } finally {
      limit.cancel()
      await this.kill()
    }
  }

  async kill(): Promise<void> {
    this.#isEnding = true
    await this.#thread.kill()
    this.#release()
  }

  #release(): void {
    this.#following.cancel()
    this.#serving?.cancel()
    this.#thread.control.close()
    this.#thread.metadata.close()
    this.#member.metadata.abandon()
    this.#lock?.release()
  }

  pause(): void {
    this.#thread.pause()
  }

  resume(): void {
    this.#thread.resume()
  }
}

function dataOf({ id, options, clusterId, log, httpBefore, opened }: MemberOptions): ThreadStart {
  const { onFatal: _onFatal, signal: _signal, environment, ...plain } = options
  // An environment like that of the process is not a plain object.
  const copied = JSON.parse(JSON.stringify({ ...plain, ...(environment && { environment: { ...environment } }) }))
  return { id, options: copied, clusterId, logLevel: log.level, httpBefore, hasMetadata: opened !== undefined }
}
