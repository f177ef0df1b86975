/** Goal: reads go to the thread pool while the disk, and not the page cache, answers them. Method: a clock that is moved by hand. */
import { ReadPace } from '../../../src/log/read/read-pace.ts'

function stage() {
  let nowMs = 0
  const pace = new ReadPace({ machine: { monotonicMs: () => nowMs }, rare: () => false })
  const read = (tookMs: number, bytes = 1 << 20) =>
    pace.timed(() => {
      nowMs += tookMs
      return bytes
    })
  const pass = (ms: number) => {
    nowMs += ms
    return pace.isQuick
  }
  return { pace, read, pass }
}

test('reads are quick until one has to wait', () => {
  const { pace, read } = stage()
  for (let n = 0; n < 10; n++) expect(read(0.3)).toBe(1 << 20)
  expect(pace.isQuick).toBe(true)
  read(8)
  expect(pace.isQuick).toBe(false)
})

test('a large read may take longer', () => {
  const { pace, read } = stage()
  read(5, 2 << 20)
  expect(pace.isQuick).toBe(true)
})

test('after a pause one read is tried, and the pause doubles while it is slow', () => {
  const { read, pass } = stage()
  read(50)
  expect(pass(999)).toBe(false)
  expect(pass(1)).toBe(true)
  read(50)
  expect(pass(1_999)).toBe(false)
  expect(pass(1)).toBe(true)
})

test('a disk that has been quick for long is given the short pause again', () => {
  const { read, pass } = stage()
  for (let n = 0; n < 8; n++) {
    read(50)
    pass(60_000)
  }
  pass(60_001)
  read(0.1)
  read(50)
  expect(pass(1_000)).toBe(true)
})
