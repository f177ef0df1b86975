/**
 * Goal: DeleteRecords, retention and checkpoints wait for the disk and the loop does not; what happens meanwhile neither loses a
 * start nor brings one back.
 */
import type { FileStore, LogConfig, PartitionLog } from '../../../src/log/index.ts'
import type { FileLog } from '../../../src/log/log.ts'
import { batch, client, fileStore, logConfig, testEnv, topicId } from '../../kit/logs.ts'
import { createSimDisk, type SimDisk } from '../../kit/sim-disk.ts'

const otherId = 'AAAAAAAAAAAAAAAAAAAAAA'
const file = '/data/log-start-offset-checkpoint'
const recoveryPointFile = '/data/recovery-point-offset-checkpoint'

function stage(settings = {}) {
  let letGo: (() => void) | undefined
  const state = { isHeld: false, syncs: [] as string[] }
  const disk = createSimDisk({
    wait(kind, path) {
      if (kind === 'sync') state.syncs.push(path)
      if (!state.isHeld || kind !== 'sync' || !path.endsWith('.next')) return Promise.resolve()
      return new Promise((resolve) => {
        letGo = resolve
      })
    }
  })
  const due = new Map<number, () => void>()
  const env = testEnv({ disk })
  const after = (ms: number, run: () => void) => {
    due.set(ms, run)
    return { cancel: () => void due.delete(ms) }
  }
  const { store } = fileStore('/data', {}, settings, { ...env, timers: { ...env.timers, after } })
  const make = (topic: string, id = topicId, config: Partial<LogConfig> = {}): PartitionLog => {
    const log = store.create(topic, 0, id, { ...logConfig, ...config })
    for (const text of ['a', 'b', 'c', 'd']) log.append(batch([text]), client)
    log.highWatermark = 4
    return log
  }
  const release = async () => {
    state.isHeld = false
    letGo?.()
    for (let n = 0; n < 50; n++) await undefined
  }
  /** Until the sync of the new file is under way. */
  const underWay = async () => {
    for (let n = 0; n < 20; n++) await undefined
  }
  return { disk, store, state, due, make, release, underWay }
}

/** The starts that the next process finds. */
function startsIn(disk: SimDisk, path = file): string[] {
  if (!disk.exists(path)) return []
  return Buffer.from(disk.readFile(path)).toString().split('\n').slice(2, -1)
}

/** What a kill and a loss of power right now would leave. */
const kept = (disk: SimDisk) => [startsIn(disk.kill()), startsIn(disk.powerLoss(1)), startsIn(disk.powerLoss(2))]

async function fourMoves(store: FileStore, logs: readonly PartitionLog[]): Promise<void> {
  await Promise.all(logs.flatMap((log) => [store.moveStart(log, 1), store.moveStart(log, 2)]))
}

test('what comes in one turn is synced once, and without holding up the loop', async () => {
  const { disk, store, state, make } = stage()
  const logs = [make('t'), make('u')]
  const blocking: string[] = []
  for (const call of ['writeFileAtomic', 'syncDirectory'] as const) {
    const real = disk[call] as (...args: never[]) => void
    disk[call] = ((...args: never[]) => {
      blocking.push(call)
      real(...args)
    }) as never
  }
  state.syncs = []
  await fourMoves(store, logs)
  expect(logs.map(({ logStartOffset }) => logStartOffset)).toEqual([2, 2])
  expect([state.syncs, blocking]).toEqual([[`${file}.next`, '/data'], []])
  for (const starts of kept(disk)) expect(starts).toEqual(['t 0 2', 'u 0 2'])
})

test('nobody sees a start that is not durable', async () => {
  const { disk, store, state, make, release, underWay } = stage()
  const log = make('t')
  state.isHeld = true
  const moved = store.moveStart(log, 3)
  await underWay()
  expect([log.logStartOffset, startsIn(disk)]).toEqual([0, []])
  await release()
  await moved
  expect([log.logStartOffset, startsIn(disk)]).toEqual([3, ['t 0 3']])
})

test('what is written in the usual way meanwhile has the start, and is not set back', async () => {
  const { disk, store, state, make, release, underWay } = stage()
  const [log, other] = [make('t'), make('u')]
  state.isHeld = true
  const moved = store.moveStart(log, 3)
  await underWay()
  other.moveStartOffset(2)
  store.saveStartOffsets()
  expect(startsIn(disk)).toEqual(['t 0 3', 'u 0 2'])
  await release()
  await moved
  expect([log.logStartOffset, startsIn(disk)]).toEqual([3, ['t 0 3', 'u 0 2']])
  expect(disk.list('/data').filter(({ name }) => name.endsWith('.next'))).toEqual([])
})

test('a topic that was deleted and made again meanwhile does not begin where the old one was to', async () => {
  const { disk, store, state, make, release, underWay } = stage()
  const [log, other] = [make('t'), make('u')]
  state.isHeld = true
  const moved = Promise.all([store.moveStart(log, 3), store.moveStart(other, 1)])
  await underWay()
  store.remove('t', 0)
  const again = make('t', otherId)
  await release()
  await moved
  expect([again.logStartOffset, other.logStartOffset, startsIn(disk)]).toEqual([0, 1, ['u 0 1']])
})

test('a move that comes during another goes with the next write', async () => {
  const { disk, store, state, make, release, underWay } = stage()
  const log = make('t')
  state.isHeld = true
  const first = store.moveStart(log, 1)
  await underWay()
  const second = store.moveStart(log, 3)
  await release()
  await Promise.all([first, second])
  expect([log.logStartOffset, startsIn(disk)]).toEqual([3, ['t 0 3']])
})

test('a directory that is given up is not written to, and a move is refused', async () => {
  const { disk, store, state, make, release, underWay } = stage()
  const log = make('t')
  state.isHeld = true
  const moved = store.moveStart(log, 3)
  await underWay()
  store.abandon()
  const refused = expect(moved).rejects.toMatchObject({ name: 'DiskError' })
  await release()
  await refused
  await expect(store.moveStart(log, 2)).rejects.toMatchObject({ name: 'DiskError' })
  expect([log.logStartOffset, startsIn(disk)]).toEqual([0, []])
})

test('a close waits for a move that is under way', async () => {
  const { disk, store, state, make, release, underWay } = stage()
  const log = make('t')
  state.isHeld = true
  const moved = store.moveStart(log, 3)
  await underWay()
  const closed = store.close()
  await release()
  await Promise.all([moved, closed])
  expect([log.logStartOffset, startsIn(disk)]).toEqual([3, ['t 0 3']])
})

describe('retention', () => {
  /** One record a segment, of which it keeps the last. */
  const kept: Partial<LogConfig> = { segmentBytes: batch(['a']).length, retentionBytes: 1 }
  const segmentsOf = (disk: SimDisk, topic: string) =>
    disk.list(`/data/${topic}-0`).filter(({ name }) => name.endsWith('.log')).length

  test('does not hold up the loop, and removes nothing whose start is not durable', async () => {
    const { disk, store, state, make, release, underWay } = stage()
    const log = make('t', topicId, kept)
    const atOnce: string[] = []
    const real = disk.writeFileAtomic
    disk.writeFileAtomic = (path, content) => {
      atOnce.push(path)
      real(path, content)
    }
    state.isHeld = true
    const maintained = store.maintain()
    await underWay()
    expect([log.logStartOffset, segmentsOf(disk, 't'), startsIn(disk)]).toEqual([0, 4, []])
    await release()
    await maintained
    expect([log.logStartOffset, segmentsOf(disk, 't'), startsIn(disk)]).toEqual([3, 1, ['t 0 3']])
    expect(atOnce).not.toContain(file)
  })

  test('keeps what a start that moved meanwhile would let go, until that start is durable', async () => {
    const { disk, store, state, make, release, underWay } = stage()
    const log = make('t', topicId, { ...kept, retentionBytes: 3 * batch(['a']).length })
    state.isHeld = true
    const maintained = store.maintain()
    await underWay()
    // As a follower does after its leader.
    log.moveStartOffset(3)
    await release()
    const removed: number[] = []
    disk.onChange = (_, { kind, path }) => {
      if (kind === 'rename' && path.endsWith('.log.deleted')) removed.push(startsIn(disk).length)
    }
    await maintained
    expect([log.logStartOffset, segmentsOf(disk, 't')]).toEqual([3, 3])
    await store.maintain()
    expect([segmentsOf(disk, 't'), startsIn(disk), removed]).toEqual([1, ['t 0 3'], [1, 1]])
  })

  test('leaves alone what was removed or is being compacted meanwhile, and stops with the store', async () => {
    const { disk, store, state, make, release, underWay } = stage()
    const [gone, busy] = [make('t', topicId, kept), make('u', topicId, kept)]
    state.isHeld = true
    const maintained = store.maintain()
    await underWay()
    store.remove('t', 0)
    const again = make('t', otherId)
    ;(busy as FileLog).state.beginCleaning()
    await release()
    await maintained
    expect([gone.logStartOffset, again.logStartOffset, segmentsOf(disk, 'u')]).toEqual([0, 0, 4])
    ;(busy as FileLog).state.endCleaning()
    state.isHeld = true
    const later = store.maintain()
    await underWay()
    const closed = store.close()
    await release()
    await Promise.all([later, closed])
  })
})

describe('recovery points', () => {
  const settings = { flushCheckpointIntervalMs: 11 }
  const pointsIn = (disk: SimDisk) => startsIn(disk, recoveryPointFile)

  test('are written now and then without holding up the loop', async () => {
    const { disk, state, due, make, release, underWay } = stage(settings)
    const log = make('t')
    await log.flush()
    const before = pointsIn(disk)
    state.isHeld = true
    due.get(11)?.()
    await underWay()
    expect(pointsIn(disk)).toEqual(before)
    await release()
    expect([before, pointsIn(disk)]).toEqual([[], ['t 0 4']])
  })

  test('are not those of a topic that was deleted and made again meanwhile', async () => {
    const { disk, store, state, due, make, release, underWay } = stage(settings)
    await make('t').flush()
    state.isHeld = true
    due.get(11)?.()
    await underWay()
    store.remove('t', 0)
    make('t', otherId)
    await release()
    expect(pointsIn(disk)).toEqual(['t 0 0'])
  })

  test('that were lowered meanwhile are not set back', async () => {
    const { disk, state, due, make, release, underWay } = stage(settings)
    const log = make('t')
    await log.flush()
    state.isHeld = true
    due.get(11)?.()
    await underWay()
    log.truncateTo(2)
    await release()
    expect(pointsIn(disk)).toEqual(['t 0 2'])
  })
})
