/** Goal: a test's fake clock and timers do not stop a broker in its process. Method: jest's, put in place after the load. */
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jest } from '@jest/globals'
import { thisMachine } from '../../../src/env/real/claim.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import { lockDirectory } from '../../../src/env/real/lock.ts'

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

test('a data directory is held with a heartbeat that goes on and tells the time', async () => {
  const { timers } = createRealEnv()
  const directory = fs.mkdtempSync(join(tmpdir(), 'ottla-fake-'))
  jest.useFakeTimers({ now: 0 })
  try {
    const lock = await lockDirectory(directory, undefined, { ...thisMachine(), beatMs: 1 })
    const claim = fs.readdirSync(directory).find((name) => name.startsWith('.ottla-lock-')) ?? ''
    const beatMs = () => fs.lstatSync(join(directory, claim)).mtimeMs
    const madeMs = beatMs()
    while (beatMs() === madeMs) await new Promise<void>((resolve) => timers.endOfTurn(resolve))
    expect(beatMs()).toBeGreaterThan(madeMs)
    lock.release()
  } finally {
    jest.useRealTimers()
    fs.rmSync(directory, { recursive: true, force: true })
  }
})
