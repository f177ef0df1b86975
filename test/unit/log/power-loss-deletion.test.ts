/**
 * Goal: what was deleted stays so after a power loss, what was not is there, and a new topic has nothing of one of its name.
 * Method: as in power-loss.test.ts.
 */
import type { FileLog } from '../../../src/log/log.ts'
import { batch, client } from '../../kit/logs.ts'
import { createDisk, lossesIn, opened, powerStage, turns } from './power-stage.ts'

const all = ['0 a', '1 b', '2 c', '3 d', '4 e', '5 f']

test.each([true, false])('retention leaves no hole, whatever comes back (names with files: %s)', async (syncsNames) => {
  const config = { retentionBytes: 1024 }
  const s = powerStage(config, { disk: createDisk({ syncsNames }) })
  for (const [first, second] of ['ab', 'cd', 'ef'] as const) {
    s.add(first as string, second as string)
    if (first !== 'e') s.roll()
  }
  await s.log.flush()
  s.log.services.saveCheckpoints()
  s.disk.settle()
  let start = 0
  const losses = await lossesIn(
    s.disk,
    () => s.store.maintain(),
    () => {
      const known = start
      start = Math.max(start, s.log.logStartOffset)
      return known
    },
    20
  )
  expect(s.log.logStartOffset).toBe(4)
  for (const { disk, at, known } of losses) {
    const found = opened(config, disk, s)
    const names = await found.names()
    expect({ at, names }).toEqual({ at, names: all.slice(all.length - names.length) })
    expect(found.log.logStartOffset).toBeGreaterThanOrEqual(known)
  }
})

test('a topic that is made again is not taken for the one that was deleted', async () => {
  const s = powerStage()
  s.add('a', 'b', 'c', 'd')
  await s.store.moveStart(s.log, 2)
  await s.log.flush()
  s.log.services.saveCheckpoints()
  s.store.remove('t', 0)
  await turns()
  const again = s.store.create('t', 0, 'AAAAAAAAAAAAAAAAAAAAAA', s.log.config) as FileLog
  const add = (key: string) => again.append(batch(['.'.repeat(600)], { key, timestamp: s.time.nowMs++ }), client)
  add('A')
  await again.flush()
  const losses = await lossesIn(
    s.disk,
    () => {
      add('B')
      again.roll(s.time.nowMs)
      add('C')
      return turns(20)
    },
    () => {},
    15
  )
  for (const { disk, at } of losses) {
    const found = await opened({}, disk, s).names()
    expect({ at, found }).toEqual({ at, found: ['0 A', '1 B', '2 C'].slice(0, Math.max(1, found.length)) })
  }
})

test.each([true, false])(
  'no transaction is open that ended in records that were deleted (synced: %s)',
  async (isSynced) => {
    const s = powerStage()
    const transaction = { producerId: 7, producerEpoch: 0, isTransactional: true }
    s.addOf(transaction, 'a')
    s.roll()
    s.add('b')
    s.mark('COMMIT', 7)
    s.roll()
    s.add('c')
    if (isSynced) await turns(20)
    else s.log.writer.writePending()
    await s.store.moveStart(s.log, 3)
    const losses = await lossesIn(
      s.disk,
      () => s.store.maintain(),
      () => {},
      100
    )
    for (const { disk, at } of losses) {
      const { log } = opened({}, disk, s)
      const open = log.producers().filter((each) => each.currentTransactionFirstOffset >= 0)
      expect({ at, open, stable: log.firstUnstableOffset }).toEqual({ at, open: [], stable: log.logEndOffset })
    }
  }
)
