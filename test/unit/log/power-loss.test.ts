/**
 * Goal: what was cut does not come back with a power loss among what was written since, and what was promised stays. Method:
 * the power fails at each change of the disk in turn, with several mixtures of what survives; a new store opens what is left.
 */
import type { LogConfig } from '../../../src/log/index.ts'
import { createDisk, lossesIn, opened, type PowerStage, path, powerStage, spoil, turns } from './power-stage.ts'

const bothWays = [true, false]

/** Whatever the power leaves of `work`: nothing but the beginning of `wanted` is in the log. */
async function expectBegins(
  s: PowerStage,
  wanted: readonly string[],
  work: () => unknown,
  { config = {}, seeds }: { readonly config?: Partial<LogConfig>; readonly seeds?: number } = {}
): Promise<void> {
  for (const { disk, at } of await lossesIn(s.disk, work, () => {}, seeds)) {
    const found = await opened(config, disk, s).names()
    expect({ at, found }).toEqual({ at, found: wanted.slice(0, found.length) })
  }
}

const adds =
  (s: PowerStage, ...names: string[]) =>
  async () => {
    s.add(...names)
    await turns()
  }

describe('after a cut', () => {
  test.each(bothWays)(
    'its records do not come back among those written since (names with files: %s)',
    async (syncsNames) => {
      const s = powerStage({}, { disk: createDisk({ syncsNames }) })
      s.add('a', 'b', 'c', 'd')
      await s.log.flush()
      s.log.truncateTo(2)
      await expectBegins(s, ['0 a', '1 b', '2 C', '3 D', '4 E'], adds(s, 'C', 'D', 'E'))
    }
  )

  test.each(bothWays)(
    'its segments do not come back behind what is written since (names with files: %s)',
    async (syncsNames) => {
      const s = powerStage({}, { disk: createDisk({ syncsNames }) })
      s.add('a', 'b')
      s.roll()
      s.add('c', 'd')
      await s.log.flush()
      s.log.truncateTo(1)
      await expectBegins(s, ['0 a', '1 B', '2 C'], adds(s, 'B', 'C'), { seeds: 200 })
    }
  )

  test.each([
    { compact: false, delete: true },
    { compact: true, delete: false }
  ])('there is no hole when the power fails in its midst (%j)', async (cleanupPolicy) => {
    const s = powerStage({ cleanupPolicy }, { disk: createDisk({ syncsNames: false }) })
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
      s.add(name)
      if (name !== 'a' && name !== 'f') s.roll()
    }
    await s.log.flush()
    s.log.services.saveCheckpoints()
    const wanted = ['0 a', '1 b', '2 c', '3 d', '4 e', '5 f']
    await expectBegins(s, wanted, () => s.log.truncateTo(1), { config: { cleanupPolicy }, seeds: 15 })
  })
})

describe('a start that cuts a log', () => {
  test('leaves nothing of before that a power loss could bring back', async () => {
    const s = powerStage()
    s.add('a', 'b', 'c', 'd')
    await s.log.flush()
    spoil(s.disk, path(0, 'log'), 2)
    const again = powerStage({}, { disk: s.disk, time: s.time })
    expect(await again.names()).toEqual(['0 a', '1 b'])
    await expectBegins(again, ['0 a', '1 b', '2 C', '3 D'], adds(again, 'C', 'D'))
  })

  test.each(bothWays)(
    'has no segment of before come back behind the cut (names with files: %s)',
    async (syncsNames) => {
      const s = powerStage({}, { disk: createDisk({ syncsNames }) })
      s.add('a', 'b')
      s.roll()
      s.add('c', 'd')
      await turns(20)
      s.disk.remove(path(2, 'snapshot'))
      spoil(s.disk, path(0, 'log'), 1)
      const again = powerStage({}, { disk: s.disk, time: s.time })
      expect(await again.names()).toEqual(['0 a'])
      await expectBegins(again, ['0 a', '1 B', '2 C'], adds(again, 'B', 'C'), { seeds: 200 })
    }
  )

  test.each([
    { compact: true, delete: false },
    { compact: false, delete: true }
  ])('takes nothing from behind the cut (%j)', async (cleanupPolicy) => {
    const s = powerStage({ cleanupPolicy })
    s.add('a', 'b')
    s.roll()
    s.add('c', 'd')
    s.disk.remove('/data/recovery-point-offset-checkpoint')
    await turns(20)
    spoil(s.disk, path(0, 'log'), 1)
    const again = opened({ cleanupPolicy }, s.disk, s)
    expect(await again.names()).toEqual(['0 a'])
    expect(again.log.logEndOffset).toBe(1)
    expect(s.disk.exists(path(2, 'log.after-cut'))).toBe(true)
  })

  test('forgets what a snapshot beyond the end knows of producers', async () => {
    const s = powerStage()
    s.add('a', 'b')
    await s.log.flush()
    s.addOf({ producerId: 7, producerEpoch: 0 }, 'c', 'd')
    s.roll()
    await turns(20)
    for (const kind of ['log', 'index', 'timeindex']) s.disk.remove(path(4, kind))
    s.disk.open(path(0, 'log'), 'write').truncate(1024)
    s.disk.settle()
    const again = powerStage({}, { disk: s.disk, time: s.time })
    expect(again.log.logEndOffset).toBe(2)
    const losses = await lossesIn(again.disk, adds(again, 'C', 'D'), () => {}, 200)
    for (const { disk, at } of losses) {
      const found = opened({}, disk, again)
      await found.store.close()
      const producers = opened({}, disk, again).log.producers()
      expect({ at, producers }).toEqual({ at, producers: [] })
    }
  })
})
