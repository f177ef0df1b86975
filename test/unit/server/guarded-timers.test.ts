/** Goal: no defect under a timer ends the process. Method: an environment whose timers run when the test says so. */
import type { Env, Logger } from '../../../src/env/index.ts'
import { guardTimers } from '../../../src/server/guarded-timers.ts'

test('a timer and an end of turn that throw are logged with their stack, and end nothing', () => {
  const runs: (() => void)[] = []
  const cancelled: number[] = []
  const timers = {
    after: (ms: number, run: () => void) => {
      runs.push(run)
      return { cancel: () => void cancelled.push(ms) }
    },
    endOfTurn: (run: () => void) => void runs.push(run)
  }
  const lines: unknown[] = []
  const log = { error: (message: string, fields: unknown) => lines.push([message, fields]) } as unknown as Logger
  const env = guardTimers({ timers, rare: () => true } as unknown as Env, log)
  const broken = () => {
    throw new Error('a defect')
  }
  env.timers.after(7, broken).cancel()
  env.timers.endOfTurn(broken)
  for (const run of runs) expect(run).not.toThrow()
  expect(cancelled).toEqual([7])
  const line = ['a timer failed', { stack: expect.stringContaining('a defect') as unknown }]
  expect(lines).toEqual([line, line])
  expect(env.rare('anything')).toBe(true)
})
