/**
 * Goal: a client clock that jumps by hours tells nothing about the machine: disk still quick, cleaner within its budget.
 * Method: every reading of the client clock moves it by an hour, so that whatever measures with it measures hours.
 */

import { CleanPace } from '../../../src/log/clean/clean-pace.ts'
import { createMemoryDisk } from '../../../src/log/index.ts'
import type { FileLog } from '../../../src/log/log.ts'
import { batch, client, fileStore, logConfig, testEnv, topicId } from '../../kit/logs.ts'

const hourMs = 3_600_000

function leapingEnv() {
  let monotonicMs = 0
  const clock = { wallMs: () => 1_700_000_000_000, monotonicMs: () => (monotonicMs += hourMs) }
  return testEnv({ disk: createMemoryDisk(() => 1_700_000_000_000), clock, machine: { monotonicMs: () => 0 } })
}

test('the disk counts as quick while the client clock leaps', async () => {
  const { store, lines } = fileStore('data', {}, {}, leapingEnv())
  const log = store.create('t', 0, topicId, logConfig) as FileLog
  for (let n = 0; n < 20; n++) log.append(batch([`${n}`]), client)
  await log.flush()
  log.highWatermark = log.logEndOffset
  await log.read(0, { maxBytes: 1 << 20, atLeastOneBatch: true, upToOffset: Number.MAX_SAFE_INTEGER })
  expect(log.services.writePace.isSlow).toBe(false)
  expect(log.services.readPace.isQuick).toBe(true)
  expect(lines).toEqual([])
  await store.close()
})

test('the byte budget of the cleaner does not grow while the client clock leaps', () => {
  const pace = new CleanPace(leapingEnv(), () => 1000)
  expect(pace.spend(2000)).toBe(true)
})
