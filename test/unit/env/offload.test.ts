/** Goal: jobs run off the event loop, fail as they would here, and leave nothing open. Method: real worker threads. */

import type { Job } from '../../../src/env/index.ts'
import { createRealEnv, useThreads } from '../../../src/env/real/index.ts'

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

test('a job whose module cannot be loaded by a thread runs here, and what it was given is still whole', async () => {
  const job: Job<Uint8Array, number> = {
    module: new URL('../../fixtures/broken-job.mjs', import.meta.url).href,
    name: 'count',
    run: (bytes) => bytes.length,
    argumentTransfers: (bytes) => [bytes.buffer as ArrayBuffer]
  }
  expect(await Promise.all([1, 2, 3].map((n) => env.offload(job, new Uint8Array(n))))).toEqual([1, 2, 3])
  expect(await env.offload(job, new Uint8Array(4))).toBe(4)
})

test.each(['', 'no url', 'file:///nowhere/job.mjs', 'https://example.org/job.mjs'])(
  'a job whose module is no file (%j) runs here',
  async (module) => {
    expect(await env.offload({ module, name: 'double', run: (value: number) => value * 2 }, 3)).toBe(6)
  }
)

test('the threads end with the last environment that used them', async () => {
  const threads = () =>
    process.getActiveResourcesInfo().filter((name) => name === 'Worker' || name === 'MessagePort').length
  const leave = [useThreads(), useThreads()]
  const job = { ...double, module: `${double.module}?own` }
  expect(await env.offload(job, 2)).toBe(4)
  await leave[0]?.()
  expect(await env.offload(job, 3)).toBe(6)
  await leave[1]?.()
  expect(threads()).toBe(0)
})
