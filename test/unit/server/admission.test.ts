/** Goal: memory of requests has a limit that hostile clients cannot turn against others. Method: connections without sockets, a clock by hand. */
import type { Env, Timer } from '../../../src/env/index.ts'
import { Admission } from '../../../src/server/admission.ts'
import { open, settle } from '../../kit/fake-connection.ts'

/** Timers that run when the test says so. */
function manualEnv(): { readonly env: Env; advance(ms: number): void } {
  let nowMs = 0
  const waiting = new Set<{ dueMs: number; run: () => void }>()
  const after = (ms: number, run: () => void): Timer => {
    const entry = { dueMs: nowMs + ms, run }
    waiting.add(entry)
    return { cancel: () => void waiting.delete(entry) }
  }
  return {
    env: { timers: { after, endOfTurn: queueMicrotask } } as unknown as Env,
    advance(ms) {
      for (const end = nowMs + ms; ; ) {
        const next = [...waiting].sort((a, b) => a.dueMs - b.dueMs)[0]
        if (next === undefined || next.dueMs > end) {
          nowMs = end
          return
        }
        nowMs = next.dueMs
        waiting.delete(next)
        next.run()
      }
    }
  }
}

const megabyte = 1 << 20
/** Half a frame of 10 MB. */
function halfFrame(): Buffer {
  const bytes = Buffer.alloc(5 * megabyte)
  bytes.writeInt32BE(10 * megabyte)
  return bytes
}

test('over the budget a large request waits, small ones go on, and it is taken once memory is free', async () => {
  const { env } = manualEnv()
  const admission = new Admission(env, 6 * megabyte)
  const answer = { Heartbeat: () => ({ errorCode: 0 }) }
  const hog = open(answer, { admission })
  hog.connection.feed(halfFrame())
  const second = open(answer, { admission })
  second.connection.feed(halfFrame())
  expect(second.connection.paused).toBe(true)
  expect(admission.usedBytes).toBeLessThan(12 * megabyte)
  const small = open(answer, { admission })
  small.connection.feed(Buffer.from([0, 0, 1]))
  expect(small.connection.paused).toBe(false)
  const { undelivered } = second.connection
  hog.core.destroy()
  await settle()
  expect(second.connection.undelivered).toBeLessThan(undelivered)
})

test('who waits asks for those that hold memory to be looked at, and is closed when nothing helps', () => {
  const { env, advance } = manualEnv()
  let asked = 0
  const admission = new Admission(env, 6 * megabyte, () => {
    asked++
  })
  const hog = open({}, { admission })
  hog.connection.feed(halfFrame())
  const second = open({}, { admission })
  second.connection.feed(halfFrame())
  advance(2_500)
  expect(asked).toBe(2)
  expect(second.connection.destroyed).toBe(false)
  advance(30_000)
  expect(second.connection.destroyed).toBe(true)
  expect(second.lines).toEqual([{ level: 'warn', message: expect.stringContaining('no memory') }])
  expect(hog.core.stalledBytes).toBeGreaterThan(megabyte)
})

test('a request larger than the whole budget is taken when it is alone', () => {
  const { env } = manualEnv()
  const admission = new Admission(env, megabyte)
  const alone = open({}, { admission })
  alone.connection.feed(halfFrame())
  expect(alone.connection.paused).toBe(false)
  expect(alone.connection.undelivered).toBe(0)
  alone.core.destroy()
  expect(admission.usedBytes).toBe(0)
})

test('2,000 connections with a few bytes each of a large frame take little', () => {
  const { env } = manualEnv()
  const admission = new Admission(env, 256 * megabyte)
  const all = Array.from({ length: 2_000 }, () => open({}, { admission }))
  for (const { connection } of all) connection.feed(Buffer.from([0x05, 0, 0, 0, 1, 2, 3]))
  expect(admission.usedBytes).toBeLessThanOrEqual(2_000 * 8 * 1024)
  for (const { core } of all) core.destroy()
  expect(admission.usedBytes).toBe(0)
})
