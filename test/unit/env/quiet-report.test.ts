/**
 * Goal: what others can cause at will does not fill the log, and what was left out is told. Method: machine time that a test moves.
 */
import { quietLogger, quietReport, silentLogger } from '../../../src/env/index.ts'

function stage() {
  const state = { nowMs: 0 }
  const lines: unknown[] = []
  const report = quietReport({ monotonicMs: () => state.nowMs }, (line, fields) =>
    lines.push(fields === undefined ? line : [line, fields])
  )
  return { state, lines, report }
}

test('the same line is written once a minute, and then with how often it was left out', () => {
  const { state, lines, report } = stage()
  for (let n = 0; n < 5; n++) report('full')
  report('other')
  state.nowMs = 59_999
  report('full')
  state.nowMs = 60_000
  report('full')
  expect(lines).toEqual(['full', 'other', 'full (and 5 times since this was last written)'])
})

test('lines of one key count as the same, and fields tell what was left out', () => {
  const { state, lines, report } = stage()
  report('closed', 'a', { bytes: 1 })
  report('closed', 'a', { bytes: 2 })
  report('closed', 'b', { bytes: 3 })
  state.nowMs = 60_000
  report('closed', 'a', { bytes: 4 })
  expect(lines).toEqual([
    ['closed', { bytes: 1 }],
    ['closed', { bytes: 3 }],
    ['closed', { bytes: 4, leftOut: 1 }]
  ])
})

test('a thousand kinds of lines take no more memory than two hundred', () => {
  const { lines, report } = stage()
  for (let n = 0; n < 1_000; n++) report(`line ${n}`)
  report('line 999')
  report('line 0')
  expect(lines).toHaveLength(1_001)
})

test('a quiet logger counts lines of the same message and fields as the same, and keeps their levels', () => {
  const lines: unknown[] = []
  const warn = (...line: unknown[]) => void lines.push(['warn', ...line])
  const error = (...line: unknown[]) => void lines.push(['error', ...line])
  const logger = quietLogger({ monotonicMs: () => 0 }, { ...silentLogger, warn, error })
  for (const log of ['t-0', 't-1', 't-0']) logger.warn('slow', { log })
  logger.error('slow', { log: 't-0' })
  logger.error('slow', { log: 't-0' })
  expect(lines).toEqual([
    ['warn', 'slow', { log: 't-0' }],
    ['warn', 'slow', { log: 't-1' }],
    ['error', 'slow', { log: 't-0' }]
  ])
})
