/**
 * Goal: the store on etcd keeps what every store promises, and gets over whatever etcd or the network does. Method: the contract
 * on a small etcd in memory, then each fault. With OTTLA_TEST_ETCD=host:port the contract runs on a real etcd instead.
 */
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { ServerOptions } from 'node:https'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Env, silentLogger } from '../../../src/env/index.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import { EtcdMetadataStore } from '../../../src/metadata/etcd/index.ts'
import { firstTrouble, tlsTrouble } from '../../../src/metadata/etcd/tls-trouble.ts'
import { type EtcdFiles, parseEtcdAddress } from '../../../src/metadata/etcd-address.ts'
import {
  assignmentOf,
  type Change,
  encodeTopic,
  initialPartition,
  keys,
  loadImage
} from '../../../src/metadata/index.ts'
import { FakeEtcd } from '../../kit/fake-etcd.ts'
import { MemoryNet } from '../../kit/memory-net.ts'
import { metadataStoreContract, type StoreOnTrial } from '../../kit/store-contract.ts'
import { turn, VirtualTime } from '../../kit/virtual-time.ts'

const fixtures = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'fixtures', 'tls')
const real = process.env.OTTLA_TEST_ETCD || undefined

/** Bytes that are under way have come, and what they cause has happened. */
async function settle(): Promise<void> {
  for (let n = 0; n < 60; n++) await turn()
}

/** Virtual time, with as many turns of the loop after each step as the network takes. */
class Bench {
  readonly time = new VirtualTime()
  readonly net = new MemoryNet()
  readonly env: Env = { ...this.time.env, net: this.net }
  readonly etcd = new FakeEtcd(this.env)
  readonly lines: string[] = []
  readonly log = {
    ...silentLogger,
    info: (line: string) => void this.lines.push(line),
    warn: (line: string) => void this.lines.push(line),
    error: (line: string) => void this.lines.push(line)
  }
  port = 0

  async advance(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 100) {
      await this.time.advance(Math.min(100, left))
      await settle()
    }
  }

  /** Lets time pass until a promise is settled. */
  async during<T>(promise: Promise<T>, limitMs = 60_000): Promise<T> {
    let isDone = false
    const done = () => {
      isDone = true
    }
    promise.then(done, done)
    for (let ms = 0; !isDone && ms < limitMs; ms += 50) {
      await settle()
      if (!isDone) await this.time.advance(50)
    }
    if (!isDone) throw new Error(`still not done after ${limitMs} ms`)
    return promise
  }

  async open(address = `etcd://127.0.0.1:${this.port}/test`): Promise<EtcdMetadataStore> {
    if (this.port === 0) this.port = await this.etcd.start()
    const text = address.replace(':0/', `:${this.port}/`)
    return this.during(EtcdMetadataStore.open({ env: this.env, log: this.log, address: parseEtcdAddress(text) }))
  }
}

type Pair = StoreOnTrial & { readonly another: EtcdMetadataStore }

async function onFake(): Promise<Pair> {
  const bench = new Bench()
  const store = await bench.open()
  const breakIt = () => {
    bench.etcd.isFull = true
    return () => {
      bench.etcd.isFull = false
    }
  }
  return { store, time: bench, break: breakIt, another: await bench.open() }
}

async function onReal(): Promise<Pair> {
  const env = createRealEnv()
  const address = parseEtcdAddress(`etcd://${real}/contract-${env.random.uuid()}`)
  const open = () => EtcdMetadataStore.open({ env, log: silentLogger, address })
  return {
    store: await open(),
    another: await open(),
    time: { advance: (ms) => new Promise((resolve) => void env.timers.after(ms, resolve)) },
    // A second more than the shortest that etcd gives.
    leaseMs: 3_000,
    leaseSlackMs: 20_000
  }
}

const onTrial = async (): Promise<StoreOnTrial> => {
  const { another, ...trial } = await (real === undefined ? onFake() : onReal())
  await another.close()
  return trial
}

metadataStoreContract(real === undefined ? 'on an etcd in memory' : `on etcd at ${real}`, onTrial)

test('a topic of 10,000 partitions is made, grown to 20,000 and deleted, and another store sees each at once', async () => {
  const { store, time, another } = real === undefined ? await onFake() : await onReal()
  const brokers = Array.from({ length: 50 }, (_, n) => 1_000_000 + n)
  const place = (n: number) => [n, n * 7 + 1, n * 11 + 2].map((at) => brokers[at % brokers.length] as number)
  const directories = brokers.map(() => createRealEnv().random.uuid())
  const states = Array.from({ length: 20_000 }, (_, n) => ({
    ...initialPartition(place(n)),
    directories: directories.slice(n % 40, (n % 40) + 3)
  }))
  const value = (count: number) => {
    const assignment = assignmentOf(states.slice(0, count))
    return encodeTopic({ topicId: 'AAAAAAAAAAAAAAAAAAAABQ', isInternal: false, assignment })
  }
  const { image } = await loadImage(another)
  const seen: (number | undefined)[] = []
  another.watch('/', image.revision, (change) => {
    image.apply(change)
    seen.push(image.topic('big')?.partitions.length)
  })
  const key = keys.topic('big')
  const made = await store.transaction([{ key, exists: false }], [{ put: key, value: value(10_000) }])
  const grown = await store.transaction([{ key, modRevision: made.revision }], [{ put: key, value: value(20_000) }])
  const deleted = await store.transaction([{ key, modRevision: grown.revision }], [{ delete: key }])
  expect([made, grown, deleted].map(({ succeeded }) => succeeded)).toEqual([true, true, true])
  for (let n = 0; seen.length < 3 && n < 200; n++) await time.advance(100)
  expect(seen).toEqual([10_000, 20_000, undefined])
  await Promise.all([store.close(), another.close()])
})

const onlyFake = real === undefined ? describe : describe.skip

onlyFake('a store on etcd', () => {
  let bench: Bench
  let store: EtcdMetadataStore
  beforeEach(async () => {
    bench = new Bench()
    store = await bench.open()
  })
  afterEach(() => store.close())

  const put = (key: string, value: string) => bench.during(store.transaction([], [{ put: key, value }]))
  const ours = () => store.list('/').then(({ entries }) => entries.map(({ key, value }) => `${key}=${value}`))
  const told = (pattern: RegExp) => bench.lines.filter((line) => pattern.test(line)).length

  test('reads in pages what is there, at one revision, and takes what others write', async () => {
    for (let n = 0; n < 2_500; n++) bench.etcd.put(`/test/topics/${String(n).padStart(4, '0')}`, String(n))
    bench.etcd.put('/test2/other', '')
    const other = await bench.open()
    const { revision, entries } = await other.list('/')
    expect([entries.length, revision, bench.etcd.revision]).toEqual([2_500, 2_502, 2_502])
    bench.etcd.put('/test/later', 'x')
    await settle()
    expect((await other.get('/later'))?.value).toBe('x')
    await other.close()
  })

  test('what is no text is no key of ours, and a value that cannot be read is told as damaged', async () => {
    bench.etcd.put('/test/topics/t', Buffer.from([0xff, 0xfe]))
    bench.etcd.put('/test/never/heard/of', '1')
    await settle()
    const { delta } = await loadImage(store)
    expect(delta.damaged.map(({ key }) => key)).toEqual(['/topics/t'])
    expect(delta.unknown).toEqual(['/never/heard/of'])
  })

  test('a change whose answer is lost is known when the watch brings it', async () => {
    bench.etcd.answersToLose = 1
    const { revision } = await store.list('/')
    const made = await put('/a', '1')
    expect(made).toEqual({ succeeded: true, revision: revision + 1 })
    expect((await store.list('/')).revision).toBe(bench.etcd.revision)
  })

  test('of two who write the same, and whose answers are both lost, one has made the change', async () => {
    const other = await bench.open()
    await put('/next', '0')
    const before = (await store.get('/next'))?.modRevision ?? 0
    bench.etcd.answersToLose = 1
    const write = (by: EtcdMetadataStore) =>
      by.transaction([{ key: '/next', modRevision: before }], [{ put: '/next', value: '1000' }])
    const [one, two] = await bench.during(Promise.all([write(store), write(other)]))
    expect([one.succeeded, two.succeeded].sort()).toEqual([false, true])
    await other.close()
  })

  test('a change that was not answered and never comes is told as unknown, in time', async () => {
    bench.etcd.isStuck = true
    const stuck = await put('/a', '1')
    expect(stuck.succeeded).toBe(false)
    expect(stuck.error).toMatch(/not known/)
    bench.etcd.isStuck = false
    await bench.advance(1_000)
  })

  test('an etcd that is restarted is waited for, and what others wrote meanwhile is told in order', async () => {
    await put('/a', '1')
    const seen: Change[] = []
    store.watch('/', (await store.list('/')).revision, (change) => void seen.push(change))
    await bench.etcd.stop()
    bench.etcd.put('/test/b', '1')
    bench.etcd.put('/test/b', '2')
    const waiting = store.transaction([], [{ put: '/c', value: '1' }])
    await bench.advance(3_000)
    await bench.etcd.start(bench.port)
    expect((await bench.during(waiting)).succeeded).toBe(true)
    expect(seen.map(({ changes }) => changes.map(({ key, value }) => `${key}=${value}`))).toEqual([
      ['/b=1'],
      ['/b=2'],
      ['/c=1']
    ])
    expect([told(/cannot reach etcd/), told(/reachable again/)]).toEqual([1, 1])
  })

  test('where changes behind the watch are no longer kept, the difference is told as one change', async () => {
    for (const key of ['/configs/topics/stays', '/configs/topics/changes', '/gone']) await put(key, '{"a":"1"}')
    const { image } = await loadImage(store)
    const seen: Change[] = []
    store.watch('/', image.revision, (change) => {
      seen.push(change)
      image.apply(change)
    })
    await bench.etcd.stop()
    bench.etcd.put('/test/configs/topics/changes', '{"a":"2"}')
    bench.etcd.delete('/test/gone')
    bench.etcd.put('/test/new', '1')
    bench.etcd.compact()
    await bench.etcd.start(bench.port)
    await bench.advance(3_000)
    expect(seen).toHaveLength(1)
    expect(seen[0]?.changes.map(({ key, value }) => `${key}=${value}`).sort()).toEqual([
      '/configs/topics/changes={"a":"2"}',
      '/gone=null',
      '/new=1'
    ])
    // The image knows each key's own revision: a write that compares with it goes through.
    const compare = [{ key: '/configs/topics/changes', modRevision: image.configRevision('topics', 'changes') }]
    const next = await bench.during(store.transaction(compare, [{ delete: '/configs/topics/changes' }]))
    expect([next.succeeded, await ours()]).toEqual([true, ['/configs/topics/stays={"a":"1"}', '/new=1']])
    expect(told(/has compacted/)).toBe(1)
  })

  test('a watch that says nothing is opened anew: at once when a change is late, by and by otherwise', async () => {
    await bench.advance(2_000)
    bench.etcd.isMute = true
    expect((await put('/a', '1')).succeeded).toBe(true)
    bench.etcd.put('/test/b', '1')
    await bench.advance(12_000)
    expect(await ours()).toEqual(['/a=1', '/b=1'])
  })

  test('an etcd without space takes no change, the log says so once, and reads and leases go on', async () => {
    const lease = await bench.during(store.grantLease(3_000))
    await put('/a', '1')
    bench.etcd.isFull = true
    for (let n = 0; n < 3; n++) expect((await put('/a', '2')).error).toMatch(/space exceeded/)
    expect([await ours(), await bench.during(store.keepAlive(lease))]).toEqual([['/a=1'], true])
    bench.etcd.isFull = false
    expect((await put('/a', '2')).succeeded).toBe(true)
    expect([told(/out of space/), told(/accepts changes again/)]).toEqual([1, 1])
  })

  test('nothing waits for ever where nobody answers', async () => {
    const lease = await bench.during(store.grantLease(3_000))
    await bench.etcd.stop()
    await settle()
    const beganMs = bench.time.nowMs
    const refused = await put('/a', '1')
    expect(refused.error).toMatch(/did not take the change/)
    await expect(bench.during(store.keepAlive(lease))).rejects.toThrow(/ECONNREFUSED/)
    await expect(bench.during(store.revokeLease(lease))).rejects.toThrow(/ECONNREFUSED/)
    expect(bench.time.nowMs - beganMs).toBeLessThan(20_000)
    await expect(bench.open()).rejects.toThrow(/ECONNREFUSED/)
  })

  test('goes on with the endpoint that answers', async () => {
    await store.close()
    store = await bench.open(`etcd://127.0.0.1:1,127.0.0.1:${bench.port}/test`)
    expect((await put('/a', '1')).succeeded).toBe(true)
    expect(told(/cannot reach etcd/)).toBe(0)
  })

  test('an etcd that was replaced is not taken for the one before', async () => {
    for (let n = 0; n < 3; n++) await put('/a', String(n))
    await bench.etcd.stop()
    bench.etcd.forget()
    await bench.etcd.start(bench.port)
    await bench.advance(5_000)
    expect((await put('/a', 'new')).error).toMatch(/older state/)
    expect([told(/went back/), await ours()]).toEqual([1, ['/a=2']])
  })

  test('a user is told by token, which is renewed', async () => {
    bench.etcd.user = { name: 'ottla', password: 'a:b@c/' }
    const address = `etcd://ottla:a%3Ab%40c%2F@127.0.0.1:${bench.port}/test`
    const other = await bench.open(address)
    const write = (value: string) => bench.during(other.transaction([], [{ put: '/a', value }]))
    expect((await write('1')).succeeded).toBe(true)
    bench.etcd.expireTokens()
    expect((await write('2')).succeeded).toBe(true)
    bench.etcd.expireTokens()
    bench.etcd.breakConnections()
    bench.etcd.put('/test/a', '3')
    await bench.advance(1_000)
    expect((await other.get('/a'))?.value).toBe('3')
    await other.close()
    await expect(bench.open(address.replace('c%2F', 'x'))).rejects.toThrow(/authentication failed/)
    await expect(bench.open()).rejects.toThrow(/user name is empty/)
    expect(bench.lines.join('\n')).not.toMatch(/a:b@c|a%3Ab/)
  })

  test('a store that is closed refuses, and nothing is left open', async () => {
    const waiting = store.transaction([], [{ put: '/a', value: '1' }])
    await store.close()
    expect((await bench.during(waiting)).succeeded).toBe(false)
    expect((await put('/a', '2')).error).toMatch(/closed/)
    expect([bench.time.timerCount, bench.lines]).toEqual([0, []])
  })
})

describe('an etcd that speaks TLS', () => {
  const env = createRealEnv()
  const file = (name: string) => join(fixtures, name)
  const read = (name: string) => readFileSync(file(name))
  const pair = (name: string) => ({ cert: read(`${name}.pem`), key: read(`${name}-key.pem`) })
  const files = (more: Partial<EtcdFiles> = {}): EtcdFiles => ({
    ca: file('ca.pem'),
    certificate: undefined,
    key: undefined,
    ...more
  })
  const ours = { certificate: file('client.pem'), key: file('client-key.pem') }
  const lines: string[] = []
  const note = (line: string) => {
    // So is a busy machine.
    if (!line.startsWith('etcd is slow')) lines.push(line)
  }
  const log = { ...silentLogger, info: note, warn: note, error: note }
  let etcd: FakeEtcd
  let port = 0

  const start = async (options: ServerOptions) => {
    etcd = new FakeEtcd(env, options)
    port = await etcd.start()
  }
  const open = (given: EtcdFiles, address = `etcds://localhost:${port}/test`) =>
    EtcdMetadataStore.open({ env, log, address: parseEtcdAddress(address), files: given })
  const works = async (store: EtcdMetadataStore) => {
    try {
      expect(await store.transaction([], [{ put: '/a', value: '1' }])).toMatchObject({ succeeded: true })
      expect((await store.get('/a'))?.value).toBe('1')
    } finally {
      await store.close()
    }
  }

  beforeEach(() => void lines.splice(0))
  afterEach(() => etcd.stop())

  test('is used by name and by address, with a user, and shown a certificate where it asks for one', async () => {
    await start({ ...pair('server'), ca: read('ca.pem'), requestCert: true, rejectUnauthorized: true })
    etcd.user = { name: 'ottla', password: 's3cret' }
    await works(await open(files(ours), `etcds://ottla:s3cret@localhost:${port}/test`))
    await works(await open(files(ours), `etcds://ottla:s3cret@127.0.0.1:${port}/test`))
    expect(lines).toEqual([])
  })

  test.each([
    ['has expired', 'expired', 'ca.pem', 'localhost'],
    ['ottla.etcd.ca.file', 'server', 'stranger.pem', 'localhost'],
    ['ottla.etcd.ca.file', 'server', undefined, 'localhost'],
    ['does not bear the name', 'elsewhere', 'ca.pem', 'localhost'],
    ['does not bear the name', 'elsewhere', 'ca.pem', '127.0.0.1'],
    ['not one of a server', 'client', 'ca.pem', 'localhost']
  ])('is refused at once and told of: its certificate %s (%s, %s, %s)', async (why, server, ca, host) => {
    await start(pair(server))
    const given = files({ ca: ca === undefined ? undefined : file(ca) })
    await expect(open(given, `etcds://ottla:s3cret@${host}:${port}/test`)).rejects.toThrow(why)
    expect(lines).toEqual([expect.stringMatching(`cannot reach etcd.*etcds://${host}:${port}/test.*${why}`)])
    expect(lines.join()).not.toMatch('s3cret')
    expect(etcd.calls).toEqual([])
  })

  test('is not taken for one without TLS, nor the other way round', async () => {
    await start(pair('server'))
    const plain = new FakeEtcd(env)
    const plainPort = await plain.start()
    await expect(open(files(), `etcds://localhost:${plainPort}/test`)).rejects.toThrow('does not speak TLS')
    await plain.stop()
    const broken = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
    expect(firstTrouble(broken, false)).toBe('socket hang up: if it speaks TLS, write etcds://')
    expect(firstTrouble(broken, true)).toMatch(/^socket hang up: .*ask for one$/)
  })

  test('is not reached with files that are of no use', async () => {
    await start(pair('server'))
    const broken: readonly (readonly [Partial<EtcdFiles>, RegExp])[] = [
      [{ ca: file('none.pem') }, /^ottla\.etcd\.ca\.file: .*none\.pem cannot be read/],
      [{ ca: file('client-key.pem') }, /^ottla\.etcd\.ca\.file: .* has no certificate in PEM$/],
      [{ ...ours, key: undefined }, /certificate\.file and ottla\.etcd\.key\.file go together/],
      [{ ...ours, key: file('ca.pem') }, /^ottla\.etcd\.key\.file: .* has no private key in PEM$/],
      [{ ...ours, key: file('server-key.pem') }, /files of ottla\.etcd/]
    ]
    for (const [given, why] of broken) await expect(open(files(given))).rejects.toThrow(why)
  })

  test('shows a renewed certificate on the next connection', async () => {
    await start({ ...pair('server'), ca: read('ca.pem'), requestCert: true, rejectUnauthorized: true })
    const directory = mkdtempSync(join(tmpdir(), 'ottla-etcd-tls-'))
    const renewed = { certificate: join(directory, 'client.pem'), key: join(directory, 'key.pem') }
    for (const name of ['certificate', 'key'] as const) copyFileSync(ours[name], renewed[name])
    const store = await open(files(renewed))
    for (const path of Object.values(renewed)) rmSync(path)
    etcd.breakConnections()
    const { error } = await store.transaction([], [{ put: '/a', value: '1' }])
    expect(error).toMatch(/ottla\.etcd\.certificate\.file: .* cannot be read/)
    for (const name of ['certificate', 'key'] as const) copyFileSync(ours[name], renewed[name])
    await works(store)
    rmSync(directory, { recursive: true })
  })

  test('is told of without the places in OpenSSL', () => {
    const message =
      '80:error:0A000412:SSL routines:ssl3_read_bytes:sslv3 alert bad certificate:a.c:16:SSL alert number 42\n'
    const error = Object.assign(new Error(message), { code: 'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE' })
    expect(tlsTrouble(error)).toMatch(/key\.file \(sslv3 alert bad certificate\)$/)
  })

  test.each([
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', /asks for one/],
    ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', /refuses the certificate/],
    ['ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE', /refuses the certificate/],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', /refuses the certificate/],
    ['CERT_NOT_YET_VALID', /clock/],
    ['ECONNREFUSED', undefined]
  ])('is understood where its side says %s', (code, why) => {
    const told = tlsTrouble(Object.assign(new Error('whatever'), { code }))
    if (why === undefined) expect(told).toBe(undefined)
    else expect(told).toMatch(why)
  })
})

describe('the address of an etcd', () => {
  test.each([
    ['etcd://h', [{ host: 'h', port: 2379 }], '/ottla'],
    ['etcds://h', [{ host: 'h', port: 2379 }], '/ottla'],
    [
      'etcd://a:1,b:2,[::1]:3/x/y/',
      [
        { host: 'a', port: 1 },
        { host: 'b', port: 2 },
        { host: '::1', port: 3 }
      ],
      '/x/y'
    ]
  ])('%s', (text, endpoints, prefix) => {
    const isSecure = text.startsWith('etcds')
    expect(parseEtcdAddress(text)).toEqual({ isSecure, endpoints, prefix, credentials: undefined })
  })

  test.each([
    'http://h',
    'etcd://',
    'etcd://h:0',
    'etcd://h:70000',
    'etcd://a,,b',
    'etcdx://h',
    'etcd://me@h',
    'etcd://:x@h',
    'etcd://a:%@h'
  ])('%s is refused', (text) => {
    expect(() => parseEtcdAddress(text)).toThrow(expect.objectContaining({ code: 'BAD_CONFIG' }))
  })
})
