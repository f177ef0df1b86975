/**
 * Goal: a partition that moves to another log directory loses nothing and is never there twice, whatever happens on the way.
 * Method: the real stores and partitions on a disk whose power fails before each of its changes; then the next process looks.
 */
import { DiskError, silentLogger } from '../../../src/env/index.ts'
import { openSeveralStores, type SeveralStores } from '../../../src/log/index.ts'
import { initialPartition, type MetadataImage, type TopicImage } from '../../../src/metadata/index.ts'
import { isFailure } from '../../../src/protocol/index.ts'
import { recordsOf } from '../../../src/records/index.ts'
import { ReplicaStore, ReplicationThrottle } from '../../../src/replica/index.ts'
import { emptyDelta } from '../../kit/empty-delta.ts'
import { batch, logConfig, storeConfig, topicId } from '../../kit/logs.ts'
import { lossesIn } from '../../kit/losses.ts'
import { createSimDisk, type SimDisk } from '../../kit/sim-disk.ts'
import { simEnv } from '../../kit/sim-env.ts'

const paths = ['/a', '/b']

function newDisk(): SimDisk {
  const disk = createSimDisk({ pageBytes: 512 })
  for (const path of paths) disk.makeDirectory(path)
  disk.settle()
  return disk
}

interface StageOptions {
  readonly paths?: readonly string[]
  readonly rate?: number
  readonly segmentBytes?: number
  readonly broken?: ReadonlySet<string>
}

/** A broker's partitions in two directories: `t-0` is assigned to the first. */
function stage(disk: SimDisk, options: StageOptions = {}) {
  const sim = simEnv(disk, undefined, Math.floor(disk.list('/').length) + 1)
  const { timers } = sim.env
  // A move that has nothing to do waits 100 ms.
  const env = {
    ...sim.env,
    timers: { ...timers, after: (ms: number, run: () => void) => timers.after(ms === 100 ? 1 : ms, run) }
  }
  const config = { ...logConfig, segmentBytes: options.segmentBytes ?? logConfig.segmentBytes }
  const known = (options.paths ?? paths).map((path) => ({ path, id: path.slice(1) }))
  const logs: SeveralStores = openSeveralStores({
    env,
    found: known,
    settings: { ...storeConfig, durability: 'disk' },
    configOf: (found) => ({ topicId: found.topicId ?? topicId, config }),
    logger: silentLogger,
    isThere: (path) => options.broken?.has(path) !== true,
    seemsThere: (path) => options.broken?.has(path) !== true
  })
  const topics = new Map<string, TopicImage>()
  const told: string[] = []
  const throttle = new ReplicationThrottle({
    nowMs: () => sim.nowMs,
    bytesPerSecond: () => options.rate ?? Number.POSITIVE_INFINITY,
    windows: () => 11,
    windowMs: () => 1_000,
    isThrottled: () => true
  })
  const store = new ReplicaStore({
    env,
    brokerId: 1,
    logs,
    image: () => ({ topic: (name: string) => topics.get(name), topics: topics.values() }) as unknown as MetadataImage,
    logConfigOf: () => config,
    minInSyncReplicasOf: () => 1,
    lagTimeMaxMs: () => 30_000,
    writeInSync: async (changes) => changes.map(() => true),
    moveThrottle: throttle,
    inDirectory: ({ partition }, id) => void told.push(`${partition} ${id}`),
    log: silentLogger
  })
  const apply = (name: string, directories: readonly string[]) => {
    const partitions = directories.map((id) => ({ ...initialPartition([1]), directories: id === '' ? [] : [id] }))
    const topic: TopicImage = { name, topicId, isInternal: false, partitions }
    topics.set(name, topic)
    store.apply({ ...emptyDelta, topics: [topic] })
  }
  const pass = async (count = 1) => {
    for (let n = 0; n < count; n++) {
      sim.turn()
      sim.runTimers()
      for (let m = 0; m < 12; m++) await Promise.resolve()
      // An acknowledged record can be read.
      if (acknowledged > 0) expect(partition().highWatermark).toBeGreaterThanOrEqual(acknowledged)
    }
  }
  const partition = (n = 0) => {
    const found = store.leader('t', n)
    if (isFailure(found)) throw new Error(found.error)
    return found
  }
  let acknowledged = 0
  let sent = 0
  const send = (count: number) => {
    for (let n = 0; n < count; n++) {
      const sending = partition().append(batch([`${sent++}`.padEnd(430, '.')]), { origin: 'coordinator', acks: 1 })
      if (isFailure(sending)) throw new Error(sending.error)
      partition().whenWritten(sending.lastOffset + 1, (failure) => {
        if (failure === null) acknowledged = Math.max(acknowledged, sending.lastOffset + 1)
      })
    }
  }
  const values = async (): Promise<number[]> => {
    const found: number[] = []
    const { logStartOffset, logEndOffset } = partition()
    for (let at = logStartOffset; at < logEndOffset; ) {
      const reading = Promise.resolve(
        partition().read(at, {
          maxBytes: 1 << 20,
          atLeastOneBatch: true,
          isolation: 'written',
          currentLeaderEpoch: -1,
          lastFetchedEpoch: -1
        })
      )
      await pass(2)
      const read = await reading
      if (isFailure(read) || read.data === null) throw new Error('nothing to be read')
      for (const chunk of read.data.chunks) {
        for (let from = 0; from < chunk.length; ) {
          const bytes = Buffer.from(chunk)
          for (const record of recordsOf(bytes, from)) {
            found.push(Number.parseInt(String(record.value), 10))
            at = Number(record.offset) + 1
          }
          from += 12 + bytes.readInt32BE(from + 8)
        }
      }
      read.data.release()
    }
    return found
  }
  const movesTo = async (path: string) => {
    for (let n = 0; n < 400 && partition().directory !== path; n++) await pass()
    expect(partition().directory).toBe(path)
  }
  return {
    disk,
    logs,
    store,
    told,
    sim,
    apply,
    pass,
    partition,
    send,
    values,
    movesTo,
    acknowledged: () => acknowledged,
    sent: () => sent
  }
}

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n)
const namesIn = (disk: SimDisk, pattern: RegExp) =>
  paths.flatMap((path) => disk.list(path).flatMap(({ name }) => (pattern.test(name) ? `${path}/${name}` : [])))

test('a power loss before any change of the disk leaves one log with everything that was acknowledged', async () => {
  const disk = newDisk()
  const s = stage(disk, { segmentBytes: 2_000 })
  s.apply('t', ['a'])
  s.send(9)
  await s.pass(6)
  const move = async () => {
    expect(s.store.moveTo('/b', 't', 0)).toBeNull()
    for (let n = 0; n < 400 && s.partition().directory !== '/b'; n++) {
      if (n < 40 && n % 4 === 0) s.send(1)
      await s.pass()
    }
    s.send(2)
    await s.pass(6)
  }
  const losses = await lossesIn(disk, move, s.acknowledged, 3)
  expect(s.partition().directory).toBe('/b')
  expect(await s.values()).toEqual(upTo(s.sent()))
  expect(losses.length).toBeGreaterThan(200)
  for (const { disk: left, known, at } of losses) {
    const next = stage(left)
    next.apply('t', ['a'])
    const found = await next.values()
    expect([at, found]).toEqual([at, upTo(found.length)])
    expect([at, found.length >= known]).toEqual([at, true])
    expect([at, namesIn(left, /^t-0$/).length]).toEqual([at, 1])
    // What was under way goes on, and ends well.
    if (namesIn(left, /-future$/).length > 0) {
      next.send(0)
      await next.movesTo('/b')
      expect([at, await next.values()]).toEqual([at, found])
    }
    next.store.stop()
    next.logs.abandon()
  }
})

test('a kill at each change leaves one log with everything that was written', async () => {
  const disk = newDisk()
  const s = stage(disk)
  s.apply('t', ['a'])
  s.send(5)
  await s.pass(6)
  const left: SimDisk[] = []
  disk.onChange = () => void left.push(disk.kill())
  s.store.moveTo('/b', 't', 0)
  await s.movesTo('/b')
  disk.onChange = undefined
  expect(left.length).toBeGreaterThan(8)
  for (const each of left) {
    const next = stage(each)
    next.apply('t', ['a'])
    expect([await next.values(), namesIn(each, /^t-0$/).length]).toEqual([upTo(5), 1])
    next.store.stop()
    next.logs.abandon()
  }
})

test('who waits, reads or has asked goes on as if nothing had happened', async () => {
  const s = stage(newDisk())
  s.apply('t', ['a'])
  s.send(20)
  const { partition } = s
  const before = partition()
  const producer = { producerId: 7, producerEpoch: 0, baseSequence: 0 }
  const verification = before.beginVerification(producer, false)
  s.store.moveTo('/b', 't', 0)
  // With acknowledgements that wait for the disk all the time.
  for (let n = 0; n < 400 && before.directory !== '/b'; n++) {
    s.send(1)
    await s.pass()
  }
  await s.pass(6)
  expect([partition() === before, before.directory, s.acknowledged() === s.sent()]).toEqual([true, '/b', true])
  // The transaction that was asked about before may begin; the same again is a retry, as the producer is known.
  const options = { producerId: 7, epoch: 0, sequence: 0, transactional: true }
  const first = before.append(batch(['x'], options), { origin: 'marker', acks: 1, verification: verification as never })
  expect(isFailure(first)).toBe(false)
  expect(before.producers().map(({ producerId }) => producerId)).toEqual([7])
  expect(s.told).toEqual(['0 b'])
  // And back again, where files of before wait to be removed.
  s.store.moveTo('/a', 't', 0)
  await s.movesTo('/a')
  expect(before.producers().map(({ producerId }) => producerId)).toEqual([7])
  expect(before.logEndOffset).toBe(s.sent() + 1)
})

test('answers are those of Apache Kafka', async () => {
  const s = stage(newDisk())
  s.apply('t', ['a', '', ''])
  const asked = (path: string, topic: string, n: number) => s.store.moveTo(path, topic, n)?.error ?? 'NONE'
  // Those that the metadata names no directory for go where the fewest are.
  expect([0, 1, 2].map((n) => s.partition(n).directory)).toEqual(['/a', '/b', '/a'])
  expect(asked('/nowhere', 't', 0)).toBe('LOG_DIR_NOT_FOUND')
  expect(asked('/a', 'unknown', 0)).toBe('UNKNOWN_TOPIC_OR_PARTITION')
  expect(asked('/a', `${'t'.repeat(213)}`, 0)).toBe('UNKNOWN_TOPIC_OR_PARTITION')
  expect(asked('/a', `${'t'.repeat(214)}`, 0)).toBe('INVALID_TOPIC_EXCEPTION')
  expect(asked('/a', 't', 0)).toBe('NONE')
  expect(s.store.copies()).toEqual([])
  // What is asked for before a partition is here is remembered.
  expect(asked('/b', 'later', 0)).toBe('UNKNOWN_TOPIC_OR_PARTITION')
  s.apply('later', ['a'])
  expect(s.store.find('later', 0)?.directory).toBe('/b')
  expect(s.told).toEqual(['0 b'])
  // A move that is taken back leaves nothing.
  expect(asked('/b', 't', 0)).toBe('NONE')
  expect(s.store.copies().map(({ copy, offsetLag }) => [copy.logDirectory, offsetLag])).toEqual([['/b', 0]])
  expect(asked('/a', 't', 0)).toBe('NONE')
  expect([s.store.copies(), s.partition().directory]).toEqual([[], '/a'])
})

test('a move is as fast as its rate allows, and a copy shows how far it is behind', async () => {
  const s = stage(newDisk(), { rate: 1_000 })
  s.apply('t', ['a'])
  s.send(10)
  await s.pass(6)
  s.store.moveTo('/b', 't', 0)
  await s.pass(4)
  // A first read takes everything, and nothing more goes until its bytes are allowed.
  expect(s.partition().directory).toBe('/b')
  s.store.moveTo('/a', 't', 0)
  await s.pass(20)
  expect(s.store.copies().map(({ offsetLag }) => offsetLag)).toEqual([10])
  s.sim.nowMs += 20_000
  await s.movesTo('/a')
  expect(await s.values()).toEqual(upTo(10))
})

test('records that the log loses and others that take their places are in the copy as in the log', async () => {
  const s = stage(newDisk())
  s.apply('t', ['a'])
  s.send(6)
  await s.pass(8)
  s.store.moveTo('/b', 't', 0)
  const [copy] = s.store.copies()
  for (let n = 0; n < 100 && copy?.copy.logEndOffset !== 6; n++) await Promise.resolve()
  expect([copy?.copy.logEndOffset, s.partition().directory]).toEqual([6, '/a'])
  const log = s.logs.find('t', 0)
  log?.truncateTo(3)
  log?.assignLeaderEpoch(5, 3)
  const others = batch(['100', '101', '102', '103'])
  log?.append(others, { origin: 'coordinator', leaderEpoch: 5, produceVersion: 3 })
  await s.movesTo('/b')
  expect(await s.values()).toEqual([0, 1, 2, 100, 101, 102, 103])
})

test('a directory that fails takes its partitions along and no others, and brings them back', async () => {
  const disk = newDisk()
  const broken = new Set<string>()
  const s = stage(disk, { broken })
  const changes: (readonly string[])[] = []
  s.logs.changed = () => void changes.push(s.logs.ids)
  s.apply('t', ['a', 'b'])
  s.send(3)
  await s.pass(6)
  s.store.moveTo('/b', 't', 0)
  broken.add('/b')
  disk.onChange = (_count, { path }) => {
    if (path.startsWith('/b')) throw new DiskError('INPUT_OUTPUT', path, `${path}: no`)
  }
  s.partition(1).append(batch(['x']), { origin: 'coordinator', acks: 1 })
  await s.pass(30)
  const { store } = s
  const error = () => [0, 1].map((n) => (isFailure(store.leader('t', n)) ? 'offline' : 'here'))
  expect([error(), changes, store.offline()]).toEqual([['here', 'offline'], [['a']], [{ topic: 't', partition: 1 }]])
  expect(store.directories().map(({ isOffline }) => isOffline)).toEqual([false, true])
  expect(store.copies()).toEqual([])
  // Moves, and partitions that may be in it, wait for it.
  expect([store.moveTo('/b', 't', 0)?.error, store.moveTo('/a', 't', 1)?.error]).toEqual([
    'KAFKA_STORAGE_ERROR',
    'KAFKA_STORAGE_ERROR'
  ])
  s.apply('u', ['b', 'a', ''])
  expect([0, 1, 2].map((n) => store.find('u', n)?.directory)).toEqual([undefined, '/a', undefined])
  s.send(2)
  await s.pass(6)
  expect(await s.values()).toEqual(upTo(5))
})

test('a start with a directory that is missing serves the others, and makes nothing anew that may be in it', async () => {
  const disk = newDisk()
  const first = stage(disk)
  first.apply('t', ['a', 'b'])
  first.send(2)
  await first.pass(6)
  first.logs.abandon()
  const left = disk.kill()
  left.onOpen = (path) => {
    if (path.startsWith('/b')) throw new DiskError('INPUT_OUTPUT', path, `${path}: no`)
  }
  const s = stage(left)
  s.apply('t', ['a', 'b'])
  expect([await s.values(), s.logs.ids, s.store.offline()]).toEqual([[0, 1], ['a'], [{ topic: 't', partition: 1 }]])
  left.onOpen = () => {
    throw new DiskError('INPUT_OUTPUT', '/', 'no')
  }
  expect(() => stage(left)).toThrow(/none of the log directories can be used: \/a, \/b/)
})

test('a partition in two directories is refused, as by Apache Kafka', async () => {
  const disk = newDisk()
  const s = stage(disk)
  s.apply('t', ['a'])
  s.logs.abandon()
  disk.makeDirectory('/b/t-0')
  disk.writeFileAtomic('/b/t-0/partition.metadata', `version: 0\ntopic_id: ${topicId}`)
  expect(() => stage(disk)).toThrow('partition t-0 is in two log directories, /b/t-0 and /a/t-0')
})
