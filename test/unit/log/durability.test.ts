/** Goal: an answer comes after what was promised, never before. Method: a disk whose syncs end when the test says so. */

import { type Disk, type DiskFile, silentLogger } from '../../../src/env/index.ts'
import { createMemoryDisk, openFileStore, type PartitionLog } from '../../../src/log/index.ts'
import { isFailure } from '../../../src/protocol/index.ts'
import { batch, client, logConfig, storeConfig, testEnv, topicId } from '../../kit/logs.ts'

interface HeldSync {
  readonly path: string
  end(): void
}

/** Memory files that are synced when `end` is called. */
function heldDisk() {
  const disk = createMemoryDisk(() => 0)
  const syncs: HeldSync[] = []
  const listeners: (() => void)[] = []
  const open: Disk['open'] = (path, mode) => {
    const file = disk.open(path, mode)
    const sync: DiskFile['sync'] = () =>
      new Promise((resolve) => {
        syncs.push({ path, end: resolve })
        for (const listener of listeners.splice(0)) listener()
      })
    return Object.assign(Object.create(file), { sync, path, ...methodsOf(file) })
  }
  const nextSync = async (): Promise<HeldSync> => {
    while (syncs.length === 0) await new Promise<void>((resolve) => listeners.push(resolve))
    return syncs.shift() as HeldSync
  }
  return { disk: { ...disk, open }, nextSync }
}

const methodsOf = (file: DiskFile) => ({
  size: () => file.size(),
  write: file.write.bind(file),
  readSync: file.readSync.bind(file),
  read: file.read.bind(file),
  truncate: file.truncate.bind(file),
  close: () => file.close()
})

function openHeld(config: Partial<typeof logConfig>, durability: 'os' | 'disk') {
  const { disk, nextSync } = heldDisk()
  const merged = { ...logConfig, ...config }
  const store = openFileStore({
    env: { ...testEnv(), disk },
    directory: 'data',
    settings: { ...storeConfig, durability },
    configOf: () => undefined,
    logger: silentLogger
  })
  return { store, nextSync, log: store.create('t', 0, topicId, merged), other: store.create('t', 1, topicId, merged) }
}

/** What was answered, in order. */
function answersOf(log: PartitionLog) {
  const answered: number[] = []
  const send = (text: string): Promise<void> => {
    expect(isFailure(log.append(batch([text]), client))).toBe(false)
    const offset = log.logEndOffset
    return new Promise((resolve, reject) =>
      log.whenWritten(offset, (failure) => {
        answered.push(offset)
        if (failure === null) resolve()
        else reject(new Error(failure.error))
      })
    )
  }
  return { answered, send }
}

/** Lets everything that waits for nothing but its turn run. */
const turns = async (count = 4) => {
  for (let n = 0; n < count; n++) await new Promise<void>((resolve) => testEnv().timers.endOfTurn(resolve))
}

test('with durability os an answer waits for the write alone', async () => {
  const { log } = openHeld({}, 'os')
  const { send, answered } = answersOf(log)
  await send('a')
  expect(answered).toEqual([1])
  expect(log.writtenOffset).toBe(1)
})

test('with durability disk an answer waits for the sync, and one sync answers all that it covers', async () => {
  const { log, nextSync } = openHeld({}, 'disk')
  const { send, answered } = answersOf(log)
  const first = send('a')
  const sync = await nextSync()
  const second = send('b')
  const third = send('c')
  await turns()
  expect(answered).toEqual([])
  expect(log.writtenOffset).toBe(0)
  sync.end()
  await first
  expect(answered).toEqual([1])
  const next = await nextSync()
  await turns()
  expect(answered).toEqual([1])
  next.end()
  await Promise.all([second, third])
  expect(answered).toEqual([1, 2, 3])
})

test('partitions are synced together', async () => {
  const { log, other, nextSync } = openHeld({}, 'disk')
  const one = answersOf(log).send('a')
  const two = answersOf(other).send('b')
  const syncs = [await nextSync(), await nextSync()]
  expect(syncs.map(({ path }) => path.split('/')[1]).sort()).toEqual(['t-0', 't-1'])
  for (const sync of syncs) sync.end()
  await Promise.all([one, two])
})

test('an answer waits for the segment that was rolled as well', async () => {
  const { log, nextSync } = openHeld({ segmentBytes: batch(['a']).length }, 'disk')
  const { send, answered } = answersOf(log)
  const first = send('a')
  const second = send('b')
  const syncs = [await nextSync(), await nextSync()]
  const active = syncs.find(({ path }) => path.includes('00000000000000000001.log'))
  const rolled = syncs.find(({ path }) => path.includes('00000000000000000000.log'))
  active?.end()
  await turns()
  expect(answered).toEqual([])
  rolled?.end()
  await Promise.all([first, second])
  expect(answered).toEqual([1, 2])
})

test('flush.messages makes every so many records wait, with what came before them', async () => {
  const { log, nextSync } = openHeld({ flushMessages: 3 }, 'os')
  const { send, answered } = answersOf(log)
  await send('a')
  await send('b')
  const third = send('c')
  const sync = await nextSync()
  const fourth = send('d')
  await turns()
  expect(answered).toEqual([1, 2])
  sync.end()
  await Promise.all([third, fourth])
  expect(answered).toEqual([1, 2, 3, 4])
})
