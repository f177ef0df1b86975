/** Goal: writes go to the thread pool while the disk holds up the loop, and come back. Method: a clock that is moved by hand. */
import { WritePace } from '../../../src/log/write/write-pace.ts'
import { linesLogger } from '../../kit/lines-logger.ts'

function stage() {
  let nowMs = 0
  let readings = 0
  const lines: string[] = []
  const machine = {
    monotonicMs: () => {
      readings++
      return nowMs
    }
  }
  const pace = new WritePace({ machine, rare: () => false }, linesLogger(lines), 'data')
  const write = (tookMs: number, bytes = 1 << 20) => {
    const beginMs = pace.begin(bytes)
    nowMs += tookMs
    pace.wrote(beginMs, bytes)
    return pace.isSlow
  }
  const inPool = (tookMs: number, bytes = 1000) => {
    const beginMs = nowMs
    nowMs += tookMs
    pace.wroteInPool(beginMs, bytes)
    return pace.isSlow
  }
  const pass = (ms: number) => {
    nowMs += ms
  }
  return { pace, write, inPool, pass, lines, readings: () => readings }
}

test('one long stall makes a disk slow', () => {
  const { write } = stage()
  for (let n = 0; n < 100; n++) expect(write(0.4)).toBe(false)
  expect(write(150)).toBe(true)
})

test('short stalls make it slow when much of the time goes into them, and not now and then', () => {
  const rare = stage()
  for (let n = 0; n < 1000; n++) {
    expect(rare.write(30)).toBe(false)
    rare.pass(100)
  }
  const dense = stage()
  let count = 0
  while (!dense.write(6, 1000)) count++
  expect(count).toBeGreaterThan(20)
  expect(count).toBeLessThan(100)
})

test('a large write, and many in one turn, may take longer', () => {
  const { write, pace, pass } = stage()
  expect(write(180, 64 << 20)).toBe(false)
  const beginMs = pace.begin()
  pass(100)
  pace.wrote(beginMs, 1000, 1000)
  expect(pace.isSlow).toBe(false)
})

test('a slow disk is quick again after a second, and a write in the pool that was quick', () => {
  const { write, inPool, pass } = stage()
  write(150)
  expect(inPool(1)).toBe(true)
  pass(998)
  expect(inPool(0)).toBe(true)
  pass(1)
  expect(inPool(1)).toBe(false)
})

test('a slow write in the pool lets the second begin anew', () => {
  const { write, inPool, pass } = stage()
  write(150)
  pass(990)
  expect(inPool(20)).toBe(true)
  pass(990)
  expect(inPool(1)).toBe(true)
  pass(10)
  expect(inPool(1)).toBe(false)
})

test('who is slow again soon is given a longer time, up to a minute; not where the pool found the disk quick, or after long', () => {
  const { write, inPool, pass } = stage()
  const pauses: number[] = []
  const pause = (isDisk = true) => {
    write(150)
    inPool(isDisk ? 20 : 1)
    let ms = 0
    for (; inPool(0); ms += 500) pass(500)
    return ms
  }
  for (let n = 0; n < 8; n++) pauses.push(pause())
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000])
  expect(pause(false)).toBe(60_000)
  expect(pause()).toBe(1000)
  expect(pause()).toBe(2000)
  pass(60_001)
  expect(pause()).toBe(1000)
})

test('of small direct writes one in four is measured, while there is no suspicion', () => {
  const { write, pass, readings } = stage()
  for (let n = 0; n < 100; n++) write(0.01, 16_384)
  expect(readings()).toBe(50)
  for (let n = 0; n < 4; n++) write(30, 16_384)
  const suspicious = readings()
  for (let n = 0; n < 10; n++) write(0.01, 16_384)
  expect(readings() - suspicious).toBe(20)
  pass(1000)
  write(0.01, 16_384)
  const calm = readings()
  for (let n = 0; n < 100; n++) write(0.01, 16_384)
  expect(readings() - calm).toBe(50)
})

test('a slow disk is told of once, and again when it was quick for a minute', () => {
  const { write, inPool, pass, lines } = stage()
  write(150)
  expect(inPool(5)).toBe(true)
  expect(lines).toEqual([])
  inPool(400, 1234)
  inPool(500)
  expect(lines).toEqual([expect.stringMatching(/^the disk is slow; .* directory=data bytes=1234 tookMs=400$/)])
  for (const [quickMs, count] of [
    [30_000, 1],
    [90_000, 2]
  ] as const) {
    pass(quickMs)
    expect(inPool(1)).toBe(false)
    write(150)
    inPool(400)
    expect(lines).toHaveLength(count)
  }
})
