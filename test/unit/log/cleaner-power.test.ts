/**
 * Goal: a power loss at any moment of a cleaning loses nothing. Method: the power fails at each change of the disk in turn,
 * with several mixtures of what survives; a new store opens what is left.
 */

import { buildBatch } from '../../../src/records/index.ts'
import { compacted, type Stage, stage } from '../../kit/clean-stage.ts'
import { client, testEnv } from '../../kit/logs.ts'
import { createSimDisk, type SimDisk } from '../../kit/sim-disk.ts'

const config = { ...compacted, minCleanableDirtyRatio: 0, deleteRetentionMs: 1000, indexIntervalBytes: 100 }
const seeds = [1, 2, 3, 4]

/** Three segments with an aborted transaction, tombstones and superseded values, and an active one. */
function fill(s: Stage): void {
  const transaction = { producerId: 5, producerEpoch: 0, isTransactional: true }
  for (let part = 0; part < 3; part++) {
    for (let n = 0; n < 4; n++)
      s.put([
        [`k${n % 2}`, `${part}.${n}`],
        [`own${part}`, `${n}`]
      ])
    s.put([['aborted', `${part}`]], { ...transaction, baseSequence: part })
    s.mark('ABORT', 5)
    s.put([[`gone${part}`, null]])
    s.roll()
  }
  s.put([['k1', 'end']])
}

async function outcome(s: Stage) {
  const records = await s.records()
  const latest = await s.latest()
  latest.delete('aborted')
  const tombstones = records.filter((line) => line.endsWith('=null')).length
  const listed = new Set(s.log.abortedTransactions(0, s.log.logEndOffset).map(({ firstOffset }) => firstOffset))
  const aborted = records.filter((line) => line.includes(' aborted=')).map((line) => Number(line.split(' ')[0]))
  const offsets = records.map((line) => Number(line.split(' ')[0]))
  return {
    latest: [...latest].sort(),
    tombstones,
    notListed: aborted.filter((offset) => !listed.has(offset)),
    isInOrder: offsets.every((offset, n) => n === 0 || offset > (offsets[n - 1] as number)),
    end: s.log.logEndOffset,
    stable: s.log.firstUnstableOffset,
    leftovers: s.disk.list('/data/t-0').filter(({ name }) => /cleaned|swap|deleted/.test(name))
  }
}

async function cleaned(disk: SimDisk, onChange: (count: number) => void): Promise<Stage> {
  disk.makeDirectory('/data')
  const s = stage(config, {}, { disk })
  fill(s)
  await s.log.flush()
  disk.settle()
  let count = 0
  disk.onChange = () => onChange(++count)
  await s.clean()
  disk.onChange = undefined
  return s
}

test.each([true, false])(
  'whatever survives of a cleaning, every last value is there (names with files: %s)',
  async (syncsNames) => {
    const left: { readonly at: number; readonly seed: number; readonly disk: SimDisk }[] = []
    const disk = createSimDisk({ syncsNames, pageBytes: 512 })
    const whole = await cleaned(disk, (at) => {
      for (const seed of seeds) left.push({ at, seed, disk: disk.powerLoss(seed * 7919 + at) })
    })
    const wanted = await outcome(whole)
    expect(left.length).toBeGreaterThan(20 * seeds.length)
    for (const { at, seed, disk: found } of left) {
      const after = stage(config, {}, { disk: found, time: { nowMs: whole.time.nowMs } })
      expect({ at, seed, ...(await outcome(after)) }).toEqual({ at, seed, ...wanted, leftovers: [] })
    }
  }
)

test('nothing is replaced before what supersedes it is durable', async () => {
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  let isHeld = false
  const disk = createSimDisk({
    wait: async (kind, path) => {
      if (isHeld && kind === 'sync' && !path.includes('.cleaned')) await gate
    }
  })
  disk.makeDirectory('/data')
  const s = stage(config, {}, { disk })
  s.put([['a', '1']])
  await s.log.flush()
  s.roll()
  await s.log.flush()
  isHeld = true
  s.put([['a', '2']])
  s.roll()
  const cleaning = s.clean()
  for (let n = 0; n < 1000; n++) await new Promise<void>((resolve) => testEnv().timers.endOfTurn(resolve))
  expect(await s.records()).toEqual(['0 a=1', '1 a=2'])
  release()
  await cleaning
  expect(await s.records()).toEqual(['1 a=2'])
})

test('a topic that is made again does not take over how far the deleted one was compacted', async () => {
  const s = stage(config)
  for (let n = 0; n < 4; n++) s.put([[`k${n}`, 'x']])
  s.roll()
  await s.clean()
  expect(s.log.state.compactedUpTo).toBe(4)
  s.store.remove('t', 0)
  const again = s.store.create('t', 0, 'AAAAAAAAAAAAAAAAAAAAAA', s.log.config)
  for (const value of ['a', null])
    again.append(
      buildBatch([
        { timestamp: s.time.nowMs, key: Buffer.from('k'), value: value === null ? null : Buffer.from(value) }
      ]),
      client
    )
  await s.store.close()
  const later = stage(config, {}, { disk: s.disk, time: s.time })
  expect(later.log.state.compactedUpTo).toBe(0)
  expect(await later.records()).toEqual(['0 k=a', '1 k=null'])
})
