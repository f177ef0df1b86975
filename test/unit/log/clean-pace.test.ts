/** Goal: cleaning gives way to requests and to its byte limit, and goes on at once when nobody else has work. Method: a clock and timers moved by hand. */
import type { Env } from '../../../src/env/index.ts'
import { CleanPace } from '../../../src/log/clean/clean-pace.ts'

function stage(bytesPerSecond = Number.POSITIVE_INFINITY) {
  let nowMs = 0
  let turnMs = 0
  const waits: number[] = []
  const env = {
    machine: { monotonicMs: () => nowMs },
    timers: {
      endOfTurn: (run: () => void) => {
        nowMs += turnMs
        run()
      },
      after: (ms: number, run: () => void) => {
        waits.push(ms)
        nowMs += ms
        run()
        return { cancel: () => {} }
      }
    }
  } as unknown as Env
  const pace = new CleanPace(env, () => bytesPerSecond)
  const work = (ms: number, bytes = 1) => {
    nowMs += ms
    return pace.spend(bytes)
  }
  return { pace, waits, work, otherWorkTakes: (ms: number) => (turnMs = ms) }
}

test('a slice is over after half a millisecond', () => {
  const { work } = stage()
  expect(work(0.3)).toBe(false)
  expect(work(0.3)).toBe(true)
})

test('with nothing else to do the next slice follows at once', async () => {
  const { pace, waits, work } = stage()
  work(1)
  await pace.rest()
  expect(waits).toEqual([])
  expect(work(0.3)).toBe(false)
})

test('while others are served it stands back', async () => {
  const { pace, waits, work, otherWorkTakes } = stage()
  otherWorkTakes(0.4)
  work(1)
  await pace.rest()
  expect(waits).toEqual([3])
})

test('what is read and written stays below the limit', async () => {
  const { pace, waits, work } = stage(1_000_000)
  expect(work(0, 100_000)).toBe(true)
  await pace.rest()
  expect(waits[0]).toBeCloseTo(100, 0)
})
