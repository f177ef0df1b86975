/*
 * The platform's clock and timers as they were when this module was loaded. Test runners put fake ones in the place of the
 * globals (`jest.useFakeTimers()`, `vi.useFakeTimers()`, sinon, `mock.timers` of node:test), and jsdom has others; a broker
 * that runs in such a test has to go on answering its clients.
 */
import { performance } from 'node:perf_hooks'
import * as timers from 'node:timers'

export const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate } = timers
export const wallMs: () => number = Date.now.bind(Date)
export const monotonicMs: () => number = performance.now.bind(performance)
