/** Goal: jobs run off the event loop, fail as they would here, and leave nothing open. Method: real worker threads. */

import type { Job } from '../../../src/env/index.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'

const env = createRealEnv()
const fixture = '../../fixtures/offload-job.mjs'
const { double, fail, exit } = (await import(fixture)) as {
  double: Job<number, number>
  fail: Job<string, never>
  exit: Job<number, never>
}

test('many jobs at once each give their own answer', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => env.offload(double, n)))
  expect(answers).toEqual(Array.from({ length: 50 }, (_, n) => 2 * n))
})

test('a job that throws rejects with its error', async () => {
  await expect(env.offload(fail, 'no good')).rejects.toThrow('no good')
})

test('a job whose thread ends is rejected, and the next one runs', async () => {
  await expect(env.offload(exit, 1)).rejects.toThrow('ended')
  expect(await env.offload(double, 4)).toBe(8)
})

test('a job in a module that no worker can load runs here', async () => {
  expect(await env.offload({ module: 'file:///job.ts', name: 'triple', run: (value: number) => value * 3 }, 2)).toBe(6)
})
