/**
 * Goal: what docs/guarantees.md promises of one broker (D1 to D5, O1 to O3, I1, T1 to T6, G1, G2), and of five (the same but D5),
 * holds whatever goes wrong, and all comes to its end once it is healed. Method: whole brokers, their clients, network, disks,
 * clocks and metadata store in virtual time, from a seed.
 */
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { seed } from '../kit/seed.ts'
import { foundSeeds } from './broker/found-seeds.ts'
import { type RunResult, simulate } from './broker/simulation.ts'
import { simulateCluster } from './cluster/cluster-simulation.ts'
import { foundClusterSeeds } from './cluster/found-seeds.ts'

const runs = 2
const minutes = 0.3

function told({ seed, error, lines }: RunResult, ranMinutes: number, brokers = 1): string | undefined {
  if (error === undefined) return undefined
  const again = `npm run sim -- --brokers ${brokers} --seed ${seed} --minutes ${ranMinutes} --trace`
  return [error.stack, ...lines.slice(-25), `again: ${again}`].join('\n')
}

test('a seed gives the same run each time', async () => {
  const [first, second] = [await simulate({ seed: 2, minutes: 0.04 }), await simulate({ seed: 2, minutes: 0.04 })]
  expect(second.hash).toBe(first.hash)
  expect(second.events).toBe(first.events)
  expect((await simulate({ seed: 3, minutes: 0.04 })).hash).not.toBe(first.hash)
}, 60_000)

test('the command `npm run sim` runs a seed', () => {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
  const args = [join(root, 'scripts', 'run.mjs'), 'sim', '--seed', '2', '--minutes', '0.02']
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  expect(`${stdout}${stderr}`).toMatch(/seed 2: \d+ events .*\n1 runs, 0 failures/)
  expect(status).toBe(0)
}, 120_000)

test.each(foundSeeds)(
  'seed $seed, which found: $what',
  async ({ seed, minutes: ranMinutes }) => {
    expect(told(await simulate({ seed, minutes: ranMinutes }), ranMinutes)).toBeUndefined()
  },
  60_000
)

test('seeds find nothing', async () => {
  for (let run = 0; run < runs; run++) {
    expect(told(await simulate({ seed: seed * 1000 + run, minutes }), minutes)).toBeUndefined()
  }
}, 120_000)

test('five brokers: a seed gives the same run each time', async () => {
  const run = { seed: 2, minutes: 0.03, brokers: 5 }
  const [first, second] = [await simulateCluster(run), await simulateCluster(run)]
  expect(told(first, 0.03, 5)).toBeUndefined()
  expect(second.hash).toBe(first.hash)
  expect(second.events).toBe(first.events)
}, 60_000)

test('five brokers: seeds find nothing, nor do those that found something', async () => {
  for (const { seed: each, minutes: ranMinutes } of [{ seed: seed * 1000, minutes: 0.07 }, ...foundClusterSeeds])
    expect(told(await simulateCluster({ seed: each, minutes: ranMinutes, brokers: 5 }), ranMinutes, 5)).toBeUndefined()
}, 120_000)
