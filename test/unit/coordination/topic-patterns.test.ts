/**
 * Goal: no regular expression of a client holds up the loop, and those that people write work. Method: what an expression comes to
 * is counted before it is read; ten thousand topics are matched in slices between which others get their turn.
 */
import { matchTopics, regexFault } from '../../../src/coordination/group/topic-patterns.ts'
import { expandedSize } from '../../../src/coordination/patterns.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'

test.each([
  ['', 0],
  ['abc', 3],
  ['a{10}', 10],
  ['a{2,10}b', 11],
  ['(ab){3}', 6],
  ['((ab){3}c){10}', 70],
  ['[a-z]{5}', 5],
  ['[]a]{5}', 5],
  ['\\d{4}-\\d{2}', 7],
  ['\\p{Greek}{3}', 3],
  ['\\Qa{10}\\E', 9],
  ['a{,3}', 5],
  ['a*b+', 4]
])('%p comes to %p', (regex, size) => {
  expect(expandedSize(regex)).toBe(size)
})

test.each([
  '(a{1000}){1000}',
  '(abcdefghij){1000}',
  'a'.repeat(4_001),
  '((a{100}){100}){100}',
  '(.{0,1000}){0,1}x'.repeat(9)
])('one that comes to too much is refused before it is read: %.20s', (regex) => {
  const began = process.cpuUsage()
  expect(regexFault(regex)).toMatchObject({ error: 'INVALID_REGULAR_EXPRESSION' })
  expect(process.cpuUsage(began).user).toBeLessThan(1_000_000)
})

test('ten thousand topics are matched in slices, and only what the client may see', async () => {
  const env = createRealEnv()
  const topics = Array.from({ length: 10_000 }, (_, index) => ({ name: `topic-${'x'.repeat(200)}-${index}` }))
  let turns = 0
  let isDone = false
  const count = () => {
    if (isDone) return
    turns++
    setImmediate(count)
  }
  count()
  const regexes = new Set(['(?:x*x*)*-\\d+|topic-.*9', '(.*)(.*)(.*)77', '['])
  const matched = await matchTopics(env, regexes, topics, (name) => !name.endsWith('79'))
  isDone = true
  expect([...matched.keys()]).toEqual([...regexes])
  expect(matched.get('(?:x*x*)*-\\d+|topic-.*9')?.size).toBe(900)
  expect(matched.get('(.*)(.*)(.*)77')?.size).toBe(100)
  expect(matched.get('[')?.size).toBe(0)
  expect(turns).toBeGreaterThan(1)
})
