/** Goal: DeleteRecords waits for the disk and the loop does not; what happens meanwhile neither loses a start nor brings one back. */
import type { FileStore, PartitionLog } from '../../../src/log/index.ts'
import { batch, client, fileStore, logConfig, testEnv, topicId } from '../../kit/logs.ts'
import { createSimDisk, type SimDisk } from '../../kit/sim-disk.ts'

const otherId = 'AAAAAAAAAAAAAAAAAAAAAA'
const file = '/data/log-start-offset-checkpoint'

function stage() {
  let letGo: (() => void) | undefined
  const state = { isHeld: false, syncs: [] as string[] }
  const disk = createSimDisk({
    wait(kind, path) {
      if (kind === 'sync') state.syncs.push(path)
      if (!state.isHeld || kind !== 'sync' || !path.startsWith(file)) return Promise.resolve()
      return new Promise((resolve) => {
        letGo = resolve
      })
    }
  })
  const { store } = fileStore('/data', {}, {}, testEnv({ disk }))
  const make = (topic: string, id = topicId): PartitionLog => {
    const log = store.create(topic, 0, id, logConfig)
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
  return { disk, store, state, make, release, underWay }
}

/** The starts that the next process finds. */
function startsIn(disk: SimDisk): string[] {
  if (!disk.exists(file)) return []
  return Buffer.from(disk.readFile(file)).toString().split('\n').slice(2, -1)
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
  expect([state.syncs, blocking]).toEqual([[`${file}.moved`, '/data'], []])
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
  expect(disk.list('/data').filter(({ name }) => name.endsWith('.moved'))).toEqual([])
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
