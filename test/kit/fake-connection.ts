import {
  type AnyApiRow,
  allApis,
  type ConnectionContext,
  type RequestContext,
  row,
  tableOf
} from '../../src/api/index.ts'
import { UnservedLog } from '../../src/api/unserved.ts'
import type { Broker } from '../../src/broker/index.ts'
import { type Connection, type ConnectionOwner, type Endpoint, NetError } from '../../src/env/index.ts'
import { createRealEnv } from '../../src/env/real/index.ts'
import { type ApiName, encodeRequest, type RequestInputMap } from '../../src/protocol/index.ts'
import { Admission } from '../../src/server/admission.ts'
import { AnswerBudget } from '../../src/server/answer-budget.ts'
import { ConnectionCore } from '../../src/server/connection.ts'
import { SlabPool } from '../../src/server/slab-pool.ts'

/**
 * A connection without a socket. As Node does, it asks for the room of the next read as soon as one is over, not when bytes
 * come; `drain` plays the kernel that takes what was written.
 */
export class FakeConnection implements Connection {
  readonly local: Endpoint = { host: '127.0.0.1', port: 9092 }
  readonly remote: Endpoint = { host: '127.0.0.1', port: 50000 }
  readonly written: Buffer[] = []
  paused = false
  ended = false
  destroyed = false
  pendingBytes = 0
  /** False: the client does not read, and what is written stays pending. */
  reads = true
  #owner: ConnectionOwner | undefined
  #room: Uint8Array | undefined
  #waiting: Buffer[] = []
  #callbacks: (() => void)[] = []
  #inputEnds = false

  start(owner: ConnectionOwner): void {
    this.#owner = owner
    this.#room = owner.room()
  }

  /** Bytes that arrive; what comes while reading is paused waits, as in the kernel. */
  feed(bytes: Buffer): void {
    this.#waiting.push(bytes)
    this.#deliver()
  }

  #deliver(): void {
    while (this.#waiting.length > 0 && !this.paused && !this.destroyed) {
      const bytes = this.#waiting.shift() as Buffer
      const room = this.#room as Uint8Array
      if (room.length === 0) throw new Error('a room without room')
      const piece = Math.min(bytes.length, room.length)
      room.set(bytes.subarray(0, piece))
      if (piece < bytes.length) this.#waiting.unshift(bytes.subarray(piece))
      this.#owner?.received(piece)
      this.#room = this.#owner?.room()
    }
    if (!this.#inputEnds || this.#waiting.length > 0 || this.paused || this.destroyed) return
    this.#inputEnds = false
    this.#owner?.inputEnded?.()
  }

  get undelivered(): number {
    return this.#waiting.reduce((sum, { length }) => sum + length, 0)
  }

  write(buffers: readonly Uint8Array[], written?: () => void): boolean {
    for (const buffer of buffers) {
      this.written.push(Buffer.from(buffer))
      this.pendingBytes += buffer.length
    }
    if (written !== undefined) this.#callbacks.push(written)
    if (!this.reads) return false
    this.#take()
    return true
  }

  #take(): void {
    this.pendingBytes = 0
    for (const run of this.#callbacks.splice(0)) run()
  }

  /** The client reads again. */
  drain(): void {
    this.reads = true
    this.#take()
    this.#owner?.drained()
  }

  pause(): void {
    this.paused = true
  }

  resume(): void {
    this.paused = false
    queueMicrotask(() => this.#deliver())
  }

  end(): void {
    this.ended = true
  }

  /** The client sends no more; what it sent arrives first. */
  endInput(): void {
    this.#inputEnds = true
    this.#deliver()
  }

  /** The connection is lost, whatever was on its way. */
  reset(): void {
    this.#waiting = []
    this.destroy()
    this.#owner?.closed(new NetError('ECONNRESET', 'read ECONNRESET'))
  }

  destroy(): void {
    this.destroyed = true
    for (const run of this.#callbacks.splice(0)) run()
  }
}

export type AnyHandler = (request: never, context: RequestContext) => unknown

export interface LogLine {
  readonly level: string
  readonly message: string
}

export function fakeBroker(handlers: { readonly [K in ApiName]?: AnyHandler }): {
  readonly broker: Broker
  readonly lines: LogLine[]
} {
  const lines: LogLine[] = []
  const write = (level: string) => (message: string) => void lines.push({ level, message })
  const log = { info: write('info'), warn: write('warn'), error: write('error'), debug: write('debug') }
  const known = allApis()
  const rows = Object.entries(handlers).map(([name, handler]) => {
    const traits = known.byName(name as ApiName) ?? row(name as ApiName, () => null)
    return { ...traits, min: 0, max: 4, handler: handler as AnyApiRow['handler'] }
  })
  const env = createRealEnv({ unref: true })
  const capabilities = { env, log, unserved: new UnservedLog(env, log), apis: tableOf(rows) }
  return {
    broker: {
      ...capabilities,
      capabilities,
      warnQuietly: (line: string) => log.warn(line)
    } as unknown as Broker,
    lines
  }
}

export function open(
  handlers: { readonly [K in ApiName]?: AnyHandler },
  options: {
    readonly frameBytesMax?: number
    readonly admission?: Admission
    readonly answerBudget?: AnswerBudget
  } = {}
): {
  readonly connection: FakeConnection
  readonly core: ConnectionCore
  readonly lines: LogLine[]
  readonly context: ConnectionContext
} {
  const { broker, lines } = fakeBroker(handlers)
  const connection = new FakeConnection()
  const core = new ConnectionCore({
    env: broker.env,
    broker,
    connection,
    id: 'test',
    listenerName: 'PLAINTEXT',
    pool: new SlabPool(),
    admission: options.admission ?? new Admission(broker.env, 1 << 30),
    answerBudget: options.answerBudget ?? new AnswerBudget(broker.env, 1 << 30),
    frameBytesMax: options.frameBytesMax ?? 100 << 20,
    onClosed: () => {}
  })
  core.start()
  return { connection, core, lines, context: core.context }
}

export function request<K extends ApiName>(
  name: K,
  version: number,
  correlationId: number,
  value: RequestInputMap[K]
): Buffer {
  return Buffer.concat(encodeRequest(name, version, { correlationId, clientId: 'test' }, value))
}

/** Correlation ids of the answers in the order in which they left. */
export function answered(connection: FakeConnection): number[] {
  const bytes = Buffer.concat(connection.written)
  const ids: number[] = []
  for (let at = 0; at < bytes.length; at += 4 + bytes.readInt32BE(at)) ids.push(bytes.readInt32BE(at + 4))
  return ids
}

/** Lets all microtasks that are due run. */
export async function settle(rounds = 20): Promise<void> {
  for (let round = 0; round < rounds; round++) await undefined
}
