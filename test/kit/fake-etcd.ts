/**
 * A small etcd in memory: what Ottla uses of its v3 API by the JSON gateway, over the network of an `Env`, with faults that a
 * real one has on bad days only. The tests that use it run on a real etcd as well: `npm run compat -- etcd`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer, type ServerOptions } from 'node:https'
import { ConnectionStream, type Env, type Listener, type Timer } from '../../src/env/index.ts'

interface Version {
  /** Base64; null: deleted. */
  readonly value: string | null
  readonly mod: number
  readonly create: number
  readonly version: number
  readonly lease: string
}

interface Lease {
  readonly ttl: number
  timer: Timer
}

interface Watcher {
  readonly begin: string
  readonly end: string
  next: number
  readonly send: (result: object) => void
}

type Message = Readonly<Record<string, unknown>>

class Refusal extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

/** Keys as text of one character a byte, which sorts as bytes do. */
const bytesOf = (base64: unknown) => Buffer.from(String(base64 ?? ''), 'base64').toString('latin1')
const base64Of = (bytes: string) => Buffer.from(bytes, 'latin1').toString('base64')
const isIn = (key: string, begin: string, end: string) => (end === '' ? key === begin : key >= begin && key < end)
const textOf = (n: number) => (n === 0 ? undefined : String(n))

const operationsMax = 128
const requestBytesMax = 1.5 * 1024 * 1024

export class FakeEtcd {
  readonly #env: Env
  readonly #versions = new Map<string, Version[]>()
  /** Keys by the revision that changed them. */
  readonly #changed = new Map<number, readonly string[]>()
  readonly #leases = new Map<string, Lease>()
  readonly #watchers = new Set<Watcher>()
  readonly #streams = new Set<ConnectionStream>()
  readonly #server
  #listener: Listener | undefined
  #revision = 1
  #compacted = 0
  #tokens = new Set<string>()
  /** Asked for on every call where it is set. */
  user: { readonly name: string; readonly password: string } | undefined
  /** It takes no put. */
  isFull = false
  /** Nothing is answered, and nothing done: requests wait until it is false again. */
  isStuck = false
  /** Watches that are open hear nothing any more. */
  isMute = false
  /** So many transactions are carried out, and their connections break before the answer. */
  answersToLose = 0
  /** The paths of all calls, in order. */
  readonly calls: string[] = []

  /** `secure`: it speaks TLS. */
  constructor(env: Env, secure?: ServerOptions) {
    this.#env = env
    const serve = (request: IncomingMessage, response: ServerResponse) => void this.#serve(request, response)
    this.#server = secure === undefined ? createServer(serve) : createSecureServer(secure, serve)
  }

  async start(port = 0): Promise<number> {
    this.#listener = await this.#env.net.listen({ host: '127.0.0.1', port }, (connection) => {
      const stream = new ConnectionStream(connection)
      this.#streams.add(stream)
      stream.on('error', () => stream.destroy())
      stream.on('close', () => this.#streams.delete(stream))
      this.#server.emit('connection', stream)
    })
    return this.#listener.at.port
  }

  /** As a process that ends: what it kept is there when it starts again, watches and tokens are not. */
  async stop(): Promise<void> {
    await this.#listener?.close()
    this.breakConnections()
    this.#tokens.clear()
  }

  breakConnections(): void {
    for (const stream of this.#streams) stream.destroy()
    this.#watchers.clear()
  }

  expireTokens(): void {
    this.#tokens.clear()
  }

  get revision(): number {
    return this.#revision
  }

  /** As `etcdctl compact`. */
  compact(revision = this.#revision): void {
    this.#compacted = revision
  }

  /** As a new etcd with nothing in it. */
  forget(): void {
    this.#versions.clear()
    this.#changed.clear()
    this.#revision = 1
    this.#compacted = 0
  }

  /** As anybody else who writes. */
  put(key: string, value: string | Buffer): void {
    const base64 = (text: string | Buffer) => Buffer.from(text as string).toString('base64')
    this.#transaction({ success: [{ request_put: { key: base64(key), value: base64(value) } }] })
  }

  delete(key: string): void {
    this.#transaction({ success: [{ request_delete_range: { key: Buffer.from(key).toString('base64') } }] })
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    this.calls.push(path)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    while (this.isStuck) await new Promise((resolve) => setImmediate(resolve))
    try {
      const body = Buffer.concat(chunks)
      if (body.length > requestBytesMax * 1.5) throw new Refusal(3, 'etcdserver: request is too large')
      const message = JSON.parse(body.toString()) as Message
      if (path !== '/v3/auth/authenticate') this.#checkToken(request.headers.authorization)
      if (path === '/v3/watch') {
        this.#watch(message.create_request as Message, response)
        return
      }
      const answer = this.#answer(path, message)
      if (path === '/v3/kv/txn' && this.answersToLose > 0) {
        this.answersToLose--
        request.socket.destroy()
        return
      }
      response.end(`${JSON.stringify(answer)}\n`)
    } catch (error) {
      const { code = 13, message } = error as Refusal
      response.statusCode = code === 5 ? 404 : code === 16 ? 401 : 400
      response.end(JSON.stringify({ error: message, message, code }))
    }
  }

  #checkToken(token: string | undefined): void {
    if (this.user === undefined) return
    if (token === undefined) throw new Refusal(3, 'etcdserver: user name is empty')
    if (!this.#tokens.has(token)) throw new Refusal(16, 'etcdserver: invalid auth token')
  }

  #header() {
    return { cluster_id: '1', revision: String(this.#revision), raft_term: '2' }
  }

  #answer(path: string, message: Message): object {
    const paths: Record<string, () => object> = {
      '/v3/kv/range': () => this.#range(message),
      '/v3/kv/deleterange': () => this.#transaction({ success: [{ request_delete_range: message }] }),
      '/v3/kv/txn': () => this.#transaction(message),
      '/v3/lease/grant': () => this.#grant(message),
      '/v3/lease/keepalive': () => ({ result: this.#keepAlive(String(message.ID)) }),
      '/v3/lease/revoke': () => this.#revoke(String(message.ID)),
      '/v3/auth/authenticate': () => this.#authenticate(message)
    }
    const answer = paths[path]
    if (answer === undefined) throw new Refusal(5, 'Not Found')
    return answer()
  }

  #authenticate({ name, password }: Message): object {
    if (this.user === undefined) throw new Refusal(9, 'etcdserver: authentication is not enabled')
    if (name !== this.user.name || password !== this.user.password)
      throw new Refusal(3, 'etcdserver: authentication failed, invalid user ID or password')
    const token = `token-${this.#env.random.u32()}`
    this.#tokens.add(token)
    return { header: this.#header(), token }
  }

  #at(key: string, revision: number): Version | undefined {
    const found = this.#versions.get(key)?.findLast(({ mod }) => mod <= revision)
    return found?.value === null ? undefined : found
  }

  #keysIn({ key, range_end }: Message, revision: number): string[] {
    const begin = bytesOf(key)
    const end = bytesOf(range_end)
    return [...this.#versions.keys()].filter((each) => isIn(each, begin, end) && this.#at(each, revision)).sort()
  }

  #range(message: Message): object {
    const asked = Number(message.revision ?? 0)
    if (asked > this.#revision) throw new Refusal(11, 'etcdserver: mvcc: required revision is a future revision')
    if (asked > 0 && asked < this.#compacted)
      throw new Refusal(11, 'etcdserver: mvcc: required revision has been compacted')
    const revision = asked === 0 ? this.#revision : asked
    const keys = this.#keysIn(message, revision)
    const limit = Number(message.limit ?? 0)
    const some = limit === 0 ? keys : keys.slice(0, limit)
    return {
      header: this.#header(),
      kvs: some.map((key) => this.#shown(key, this.#at(key, revision) as Version, message.keys_only === true)),
      more: some.length < keys.length || undefined,
      count: textOf(keys.length)
    }
  }

  #shown(key: string, { value, mod, create, version, lease }: Version, isKeyOnly = false): object {
    return {
      key: base64Of(key),
      create_revision: textOf(create),
      mod_revision: String(mod),
      version: textOf(version),
      value: isKeyOnly || value === '' || value === null ? undefined : value,
      lease: lease === '0' ? undefined : lease
    }
  }

  #holds({ key, target, result, ...against }: Message): boolean {
    const found = this.#at(bytesOf(key), this.#revision)
    const is = target === 'MOD' ? (found?.mod ?? 0) : (found?.create ?? 0)
    const wanted = Number(target === 'MOD' ? against.mod_revision : against.create_revision)
    return result === 'EQUAL' ? is === wanted : is > wanted
  }

  #transaction({ compare = [], success = [] }: { readonly compare?: unknown; readonly success?: unknown }): object {
    const compares = compare as readonly Message[]
    const operations = success as readonly Readonly<Record<string, Message>>[]
    if (compares.length > operationsMax || operations.length > operationsMax)
      throw new Refusal(3, 'etcdserver: too many operations in txn request')
    const succeeded = compares.every((each) => this.#holds(each))
    if (!succeeded) return { header: this.#header() }
    const puts: Message[] = operations.flatMap(({ request_put }) => (request_put === undefined ? [] : [request_put]))
    if (this.isFull && puts.length > 0) throw new Refusal(8, 'etcdserver: mvcc: database space exceeded')
    if (puts.some(({ lease }) => this.#leaseOf(lease) !== '0' && !this.#leases.has(String(lease))))
      throw new Refusal(5, 'etcdserver: requested lease not found')
    const changed = new Map<string, Version>()
    const mod = this.#revision + 1
    const responses = operations.map((each) => {
      if (each.request_range !== undefined) return { response_range: this.#range(each.request_range) }
      if (each.request_put !== undefined) {
        this.#put(each.request_put, mod, changed)
        return { response_put: {} }
      }
      const keys = this.#keysIn(each.request_delete_range as Message, this.#revision)
      for (const key of keys) changed.set(key, deletedAt(mod))
      return { response_delete_range: { deleted: textOf(keys.length) } }
    })
    this.#commit(changed)
    return { header: this.#header(), succeeded: true, responses }
  }

  #leaseOf(lease: unknown): string {
    return String(lease ?? '0')
  }

  #put({ key, value, lease }: Message, mod: number, changed: Map<string, Version>): void {
    const name = bytesOf(key)
    const before = this.#at(name, this.#revision)
    changed.set(name, {
      value: String(value ?? ''),
      mod,
      create: before?.create ?? mod,
      version: (before?.version ?? 0) + 1,
      lease: this.#leaseOf(lease)
    })
  }

  #commit(changed: ReadonlyMap<string, Version>): void {
    if (changed.size === 0) return
    this.#revision++
    this.#changed.set(this.#revision, [...changed.keys()])
    for (const [key, version] of changed) {
      const versions = this.#versions.get(key) ?? []
      this.#versions.set(key, versions)
      versions.push(version)
    }
    for (const watcher of this.#watchers) this.#feed(watcher)
  }

  #grant({ ID, TTL }: Message): object {
    const id = String(ID)
    if (this.isFull) throw new Refusal(8, 'etcdserver: mvcc: database space exceeded')
    if (this.#leases.has(id)) throw new Refusal(9, 'etcdserver: lease already exists')
    const ttl = Number(TTL)
    this.#leases.set(id, { ttl, timer: this.#expiry(id, ttl) })
    return { header: this.#header(), ID: id, TTL: String(ttl) }
  }

  #expiry(id: string, ttl: number): Timer {
    return this.#env.timers.after(ttl * 1_000, () => void this.#revoke(id))
  }

  #keepAlive(id: string): object {
    const lease = this.#leases.get(id)
    if (lease === undefined) return { header: this.#header(), ID: id }
    lease.timer.cancel()
    lease.timer = this.#expiry(id, lease.ttl)
    return { header: this.#header(), ID: id, TTL: String(lease.ttl) }
  }

  #revoke(id: string): object {
    const lease = this.#leases.get(id)
    if (lease === undefined) throw new Refusal(5, 'etcdserver: requested lease not found')
    lease.timer.cancel()
    this.#leases.delete(id)
    const mod = this.#revision + 1
    const keys = [...this.#versions.keys()].filter((key) => this.#at(key, this.#revision)?.lease === id)
    this.#commit(new Map(keys.map((key) => [key, deletedAt(mod)])))
    return { header: this.#header() }
  }

  #watch({ key, range_end, start_revision }: Message, response: ServerResponse): void {
    const send = (result: object) => void response.write(`${JSON.stringify({ result })}\n`)
    const watcher: Watcher = {
      begin: bytesOf(key),
      end: bytesOf(range_end),
      next: Number(start_revision ?? this.#revision + 1),
      send
    }
    send({ header: this.#header(), created: true })
    if (watcher.next <= this.#compacted) {
      send({ header: this.#header(), canceled: true, compact_revision: String(this.#compacted) })
      return
    }
    this.#watchers.add(watcher)
    response.on('close', () => this.#watchers.delete(watcher))
    this.#feed(watcher, true)
  }

  #feed(watcher: Watcher, isNew = false): void {
    if (this.isMute && !isNew) return
    const events: object[] = []
    for (let mod = watcher.next; mod <= this.#revision; mod++)
      for (const key of this.#changed.get(mod) ?? []) {
        if (!isIn(key, watcher.begin, watcher.end)) continue
        const version = this.#versions.get(key)?.findLast((each) => each.mod <= mod)
        if (version === undefined) continue
        events.push(
          version.value === null
            ? { type: 'DELETE', kv: { key: base64Of(key), mod_revision: String(mod) } }
            : { kv: this.#shown(key, version) }
        )
      }
    watcher.next = this.#revision + 1
    // As with `fragment`: in pieces that belong together.
    for (let at = 0; at < events.length; at += 100) {
      watcher.send({
        header: this.#header(),
        events: events.slice(at, at + 100),
        fragment: at + 100 < events.length || undefined
      })
    }
  }
}

const deletedAt = (mod: number): Version => ({ value: null, mod, create: 0, version: 0, lease: '0' })
