/**
 * Goal: the guarantees of docs/guarantees.md for one broker (D1 to D5, O1 to O3, I1, T1 to T6, G1, G2) and for five (the same except
 * D5) hold whatever goes wrong, and all work completes once everything is healed. Method: whole brokers, with clients, network, disks,
 * clocks and metadata store, in virtual time and from a seed.
 */
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { seed } from '../kit/seed.ts'
import { foundSeeds } from './broker/found-seeds.ts'
import { simulationOptions } from './broker/options.ts'
import { type RunResult, simulate } from './broker/simulation.ts'
import { simulateCluster } from './cluster/cluster-simulation.ts'
import { foundClusterSeeds } from './cluster/found-seeds.ts'

const minutes = 0.3
/** Results of the seeds in this file, all of which must differ. */
const hashes: string[] = []

function told({ seed, error, lines }: RunResult, ranMinutes: number, brokers = 1): string | undefined {
  if (error === undefined) return undefined
  const again = `npm run sim -- --brokers ${brokers} --seed ${seed} --minutes ${ranMinutes} --trace`
  return [error.stack, ...lines.slice(-25), `again: ${again}`].join('\n')
}

/** Fails if a broker violates a guarantee. */
async function play(ofSeed: number, ranMinutes: number): Promise<void> {
  const result = await simulate({ seed: ofSeed, minutes: ranMinutes })
  hashes.push(result.hash)
  expect(told(result, ranMinutes)).toBeUndefined()
}

test('a seed gives the same run each time, as `npm run sim` in another process too', async () => {
  const { hash, events } = await simulate({ seed: 2, minutes: 0.02 })
  hashes.push(hash)
  const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
  const args = [join(root, 'scripts', 'run.mjs'), 'sim', '--seed', '2', '--minutes', '0.02']
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  expect(`${stdout}${stderr}`).toMatch(new RegExp(`seed 2: ${events} events .* unseed ${hash}\\n1 runs, 0 failures`))
  expect(status).toBe(0)
})

test.each([
  [['--sede', '1'], /--sede/],
  [['--seed', 'x'], /--seed x is not a number/],
  [['--minutes=-1'], /--minutes -1 is not a number/]
])('npm run sim %j is refused', (args, said) => {
  expect(simulationOptions(args)).toMatch(said)
})

test('npm run sim without options plays one seed', () => {
  expect(simulationOptions([])).toEqual({ seed: -1, runs: 1, minutes: 1, brokers: 1, trace: false })
  expect(simulationOptions(['--seed', '7', '--trace'])).toMatchObject({ seed: 7, trace: true })
})

test.each(foundSeeds)('seed $seed, which found: $what', ({ seed, minutes: ranMinutes }) => play(seed, ranMinutes))

test('a seed finds nothing', () => play(seed * 1000, minutes), 120_000)

test('other seeds give other runs', () => {
  expect(new Set(hashes).size).toBe(hashes.length)
})

test('five brokers: a seed gives the same run each time', async () => {
  const run = { seed: 2, minutes: 0.015, brokers: 5 }
  const [first, second] = [await simulateCluster(run), await simulateCluster(run)]
  expect(told(first, 0.015, 5)).toBeUndefined()
  expect(second.hash).toBe(first.hash)
  expect(second.events).toBe(first.events)
})

test('five brokers: seeds find nothing, nor do those that found something', async () => {
  for (const { seed: each, minutes: ranMinutes } of [{ seed: seed * 1000, minutes: 0.04 }, ...foundClusterSeeds])
    expect(told(await simulateCluster({ seed: each, minutes: ranMinutes, brokers: 5 }), ranMinutes, 5)).toBeUndefined()
})
