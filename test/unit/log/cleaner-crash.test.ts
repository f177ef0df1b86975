/** Goal: a kill at any moment of a cleaning loses nothing. Method: the disk dies at each of its changes in turn; a new store opens what is left. */
import { DiskError } from '../../../src/env/index.ts'
import { createMemoryDisk } from '../../../src/log/index.ts'
import { compacted, dyingDisk, type Stage, stage } from '../../kit/clean-stage.ts'

const config = { ...compacted, minCleanableDirtyRatio: 0, deleteRetentionMs: 0, indexIntervalBytes: 100 }

/** Three segments with transactions, tombstones and superseded values, and an active one. */
function fill(s: Stage): void {
  const transaction = { producerId: 5, producerEpoch: 0, isTransactional: true }
  let sequence = 0
  for (let part = 0; part < 3; part++) {
    for (let n = 0; n < 6; n++) s.put([[`k${n % 3}`, `${part}.${n}`], [`own${part}`, `${n}`]]) // biome-ignore format: one line
    s.put([['k0', `aborted${part}`]], { ...transaction, baseSequence: sequence++ })
    s.mark('ABORT', 5)
    s.put([[`gone${part}`, null]])
    s.roll()
  }
  s.put([['k1', 'end']])
}

async function outcome(s: Stage): Promise<{ latest: Map<string, string | null>; aborted: Set<number> }> {
  const aborted = new Set<number>()
  for (const line of await s.records()) if (line.includes('=aborted')) aborted.add(Number(line.split(' ')[0]))
  const latest = await s.latest()
  latest.delete('k0')
  return { latest, aborted }
}

test('whatever was on the disk when the process died, the next one finds every last value', async () => {
  const whole = stage(config)
  fill(whole)
  const wanted = await outcome(whole)
  let died = 0
  for (let at = 1; ; at++) {
    const time = { nowMs: whole.time.nowMs }
    const disk = createMemoryDisk(() => time.nowMs)
    const failing = { ...disk }
    const before = stage(config, {}, { disk: failing, time })
    fill(before)
    await before.log.flush()
    const doomed = dyingDisk(disk, at)
    Object.assign(failing, doomed)
    await before.clean().catch((error) => {
      if (!(error instanceof DiskError)) throw error
    })
    const isDead = doomed.isDead
    const after = stage(config, {}, { disk, time })
    const found = await outcome(after)
    expect({ at, latest: found.latest }).toEqual({ at, latest: wanted.latest })
    const listed = new Set(
      after.log.abortedTransactions(0, after.log.logEndOffset).map(({ firstOffset }) => firstOffset)
    )
    for (const offset of found.aborted) expect([at, offset, listed.has(offset)]).toEqual([at, offset, true])
    expect(disk.list('/data/t-0').filter(({ name }) => /cleaned|swap/.test(name))).toEqual([])
    expect(after.log.logEndOffset).toBe(whole.log.logEndOffset)
    await after.clean()
    expect({ at, latest: (await outcome(after)).latest }).toEqual({ at, latest: wanted.latest })
    if (!isDead) break
    died++
  }
  expect(died).toBeGreaterThan(20)
})
