/** Goal: timers run once, not early, and can be taken back; randomness has the form that Kafka wants. */
import { createRealEnv } from '../../../src/env/real/index.ts'

const { timers, clock, random } = createRealEnv()

test('a timer runs once and not before its time, a cancelled one never', async () => {
  const began = clock.monotonicMs()
  let cancelled = 0
  const other = timers.after(1, () => cancelled++)
  other.cancel()
  await new Promise<void>((resolve) => void timers.after(20, resolve))
  expect(clock.monotonicMs() - began).toBeGreaterThanOrEqual(20)
  expect(cancelled).toBe(0)
})

test('the end of the turn comes after the promises of the turn and before timers', async () => {
  const order: string[] = []
  await new Promise<void>((resolve) => {
    timers.after(5, () => {
      order.push('timer')
      resolve()
    })
    timers.endOfTurn(() => order.push('end'))
    queueMicrotask(() => order.push('microtask'))
  })
  expect(order).toEqual(['microtask', 'end', 'timer'])
})

test('a timer of more than 24 days does not run at once', () => {
  let ran = false
  timers
    .after(40 * 24 * 3_600_000, () => {
      ran = true
    })
    .cancel()
  const far = timers.after(Number.MAX_SAFE_INTEGER, () => {
    ran = true
  })
  expect(ran).toBe(false)
  far.cancel()
})

test('uuids are 22 characters of base64url that never begin with a dash', () => {
  for (let n = 0; n < 2_000; n++) expect(random.uuid()).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_-]{21}$/)
  expect(random.bytes(5).length).toBe(5)
  expect(Number.isInteger(random.u32())).toBe(true)
})
