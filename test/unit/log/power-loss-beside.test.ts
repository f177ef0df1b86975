/**
 * Goal: what a start trusts without a look at the records - indexes, snapshots, names, how far the log is synced - is true
 * after a power loss. Method: as in power-loss.test.ts.
 */
import { createDisk, type Loss, lossesIn, opened, type PowerStage, path, powerStage, turns } from './power-stage.ts'

const nothing = () => {}
const bothWays = [true, false]

describe('indexes below the recovery point are right', () => {
  test.each(bothWays)('when the segment was rolled before it moved (names with files: %s)', async (syncsNames) => {
    const s = powerStage({}, { disk: createDisk({ syncsNames }) })
    s.add('a', 'b', 'c')
    s.roll()
    s.add('d')
    const losses = await lossesIn(s.disk, () => s.store.maintain(), nothing, 12)
    for (const { disk } of losses) opened({}, disk, s)
  })

  test.each(bothWays)('when the segment is rolled after it moved (names with files: %s)', async (syncsNames) => {
    const s = powerStage({}, { disk: createDisk({ syncsNames }) })
    s.add('a', 'b', 'c')
    await s.log.flush()
    s.log.services.saveCheckpoints()
    const losses = await lossesIn(s.disk, () => s.roll(), nothing)
    for (const { disk } of losses) opened({}, disk, s)
  })

  test('when the segment is rolled while it moves', async () => {
    const { s, gate, flushed } = await flushing()
    s.roll()
    gate.release()
    await flushed
    const losses = await lossesIn(s.disk, () => s.log.services.saveCheckpoints(), nothing)
    for (const { disk } of losses) opened({}, disk, s)
  })

  test('when they were missing and a start makes them anew', async () => {
    const s = powerStage()
    s.add('a', 'b', 'c')
    s.roll()
    s.add('d')
    await s.store.maintain()
    s.disk.remove(path(0, 'index'))
    s.disk.settle()
    let again = s
    const losses = await lossesIn(
      s.disk,
      () => {
        again = powerStage({}, { disk: s.disk, time: s.time })
      },
      nothing
    )
    for (const { disk } of losses) opened({}, disk, again)
  })

  test('when they were broken and a stop saves what was made anew', async () => {
    const s = powerStage()
    s.add('a', 'b', 'c', 'd')
    s.roll()
    s.add('e')
    await s.store.maintain()
    s.disk.open(path(0, 'timeindex'), 'write').truncate(13)
    s.disk.settle()
    const again = opened({}, s.disk, s)
    const losses = await lossesIn(s.disk, () => again.store.close(), nothing, 12)
    for (const { disk } of losses) opened({}, disk, s)
  })
})

describe('the recovery point', () => {
  test('does not pass what was written anew while it was about to move', async () => {
    const { s, gate, flushed } = await flushing()
    s.log.truncateTo(1)
    s.add('B', 'C')
    gate.release()
    await flushed
    gate.hold(/log$/)
    s.roll()
    const losses = await lossesIn(s.disk, () => s.log.services.saveCheckpoints(), nothing)
    gate.release()
    const wanted = ['0 a', '1 B', '2 C']
    for (const { disk, at } of losses) {
      const found = await opened({}, disk, s).names()
      expect({ at, found }).toEqual({ at, found: wanted.slice(0, found.length) })
    }
  })
})

describe('names', () => {
  test.each(['disk', 'os'] as const)(
    'of a rolled segment and the next are durable with what is in them (%s)',
    async (durability) => {
      const s = powerStage({}, { disk: createDisk({ syncsNames: false }), settings: { durability } })
      s.add('a')
      await s.log.flush()
      let end = 1
      const losses = await lossesIn(
        s.disk,
        async () => {
          for (const name of ['b', 'c']) {
            s.roll()
            s.add(name)
            if (durability === 'os') await s.log.flush()
            await new Promise<void>((resolve) => s.log.whenWritten(s.log.logEndOffset, () => resolve()))
            end = s.log.logEndOffset
          }
        },
        () => end,
        8
      )
      for (const { disk, at, known } of losses) {
        const found = await opened({}, disk, s).names()
        expect({ at, found: found.slice(0, known) }).toEqual({ at, found: ['0 a', '1 b', '2 c'].slice(0, known) })
      }
    }
  )

  test('are durable before an answer tells of what is in the segment', async () => {
    const gate = gateOf()
    const s = powerStage(
      {},
      { disk: createDisk({ syncsNames: false, wait: gate.wait }), settings: { durability: 'disk' } }
    )
    gate.hold(/(?:index|snapshot|metadata|0002\.log)$/)
    let end = 0
    const add = (name: string) => {
      s.add(name)
      const added = s.log.logEndOffset
      s.log.whenWritten(added, () => {
        end = added
      })
    }
    const losses = await lossesIn(
      s.disk,
      async () => {
        for (const name of ['a', 'b', 'c']) {
          if (name !== 'a') s.roll()
          add(name)
        }
        await turns()
        add('d')
        await turns()
      },
      () => end
    )
    gate.release()
    expect(losses.at(-1)?.known).toBe(2)
    for (const { disk, at, known } of losses) {
      const found = await opened({}, disk, s).names()
      expect({ at, found: found.slice(0, known) }).toEqual({ at, found: ['0 a', '1 b'].slice(0, known) })
    }
  })
})

describe('what is known of producers', () => {
  test('is durable before their records are deleted', async () => {
    const s = powerStage({ fileDeleteDelayMs: 0 })
    s.addOf({ producerId: 7, producerEpoch: 0 }, 'a', 'b')
    s.roll()
    s.add('c')
    await s.log.flush()
    const losses = await lossesIn(
      s.disk,
      async () => {
        await s.store.moveStart(s.log, 2)
        await s.store.maintain()
      },
      nothing
    )
    for (const loss of losses) expectProducer(s, loss)
  })

  test('is not lost when it is saved again', async () => {
    const s = powerStage()
    s.addOf({ producerId: 7, producerEpoch: 0 }, 'a', 'b')
    s.roll()
    s.add('c')
    await s.log.flush()
    await s.store.moveStart(s.log, 2)
    await s.store.maintain()
    s.disk.settle()
    s.log.truncateTo(2)
    const losses = await lossesIn(s.disk, () => s.store.close(), nothing)
    for (const loss of losses) expectProducer(s, loss)
  })
})

function expectProducer(s: PowerStage, { disk, at }: Loss<unknown>): void {
  const sequences = opened({}, disk, s)
    .log.producers()
    .map(({ lastSequence }) => lastSequence)
  expect({ at, sequences }).toEqual({ at, sequences: [1] })
}

/** A log whose recovery point is about to move: the flush waits for the gate. */
async function flushing() {
  const gate = gateOf()
  const s = powerStage({}, { disk: createDisk({ wait: gate.wait }) })
  s.add('a', 'b', 'c')
  gate.hold(/partition.metadata$/)
  const flushed = s.log.flush()
  await gate.held
  return { s, gate, flushed }
}

/** A disk whose syncs of some files end when the test says so. */
function gateOf() {
  let pattern = /^$/
  let open = () => {}
  let gate = Promise.resolve()
  let isHeld = () => {}
  const held = new Promise<void>((resolve) => {
    isHeld = resolve
  })
  return {
    held,
    hold(of: RegExp) {
      pattern = of
      gate = new Promise((resolve) => {
        open = resolve
      })
    },
    release() {
      pattern = /^$/
      open()
    },
    async wait(kind: string, of: string) {
      if (kind !== 'sync' || !pattern.test(of)) return
      isHeld()
      await gate
    }
  }
}
