/** Goal: a pause ends once, by its time or by an event before. Method: timers that the test fires. */
import { beginPause, pause, type Timers } from '../../../src/env/index.ts'

function heldTimers() {
  const waiting: { ms: number; run: () => void }[] = []
  const timers: Timers = {
    after(ms, run) {
      const timer = { ms, run }
      waiting.push(timer)
      return { cancel: () => void waiting.splice(waiting.indexOf(timer), 1) }
    },
    endOfTurn: (run) => run()
  }
  return { timers, waiting }
}

test('a pause is over when its time has passed, and not before', async () => {
  const { timers, waiting } = heldTimers()
  let isOver = false
  const over = pause(timers, 30).then(() => {
    isOver = true
  })
  await Promise.resolve()
  expect([waiting.map(({ ms }) => ms), isOver]).toEqual([[30], false])
  waiting[0]?.run()
  await over
  expect(isOver).toBe(true)
})

test('a pause that is ended is over at once and leaves no timer', async () => {
  const { timers, waiting } = heldTimers()
  const { over, end } = beginPause(timers, 30)
  end()
  await over
  expect(waiting).toEqual([])
})
