/** Goal: a test's fake clock and timers do not stop a broker in its process. Method: jest's, put in place after the load. */
import { jest } from '@jest/globals'
import { createRealEnv } from '../../../src/env/real/index.ts'

test('timers run, and time goes on, while the fake ones stand still', async () => {
  const { timers, clock } = createRealEnv()
  jest.useFakeTimers({ now: 0 })
  try {
    const before = clock.monotonicMs()
    await new Promise<void>((resolve) => void timers.after(5, resolve))
    await new Promise<void>((resolve) => timers.endOfTurn(resolve))
    expect(clock.monotonicMs() - before).toBeGreaterThanOrEqual(5)
    expect(clock.wallMs()).toBeGreaterThan(1_000_000_000_000)
  } finally {
    jest.useRealTimers()
  }
})
