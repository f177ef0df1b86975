/** The command `npm run sim`: runs seeds, one after another, and says how to run a failure again. */
import { parseArgs } from 'node:util'
import { watchInvariants } from '../../../src/env/index.ts'
import { simulateCluster } from '../cluster/cluster-simulation.ts'
import { simulate } from './simulation.ts'

const usage = 'usage: npm run sim -- [--brokers N] [--seed N] [--runs N] [--minutes N] [--trace]'

function refuse(reason: string): never {
  console.error(`${reason}\n${usage}`)
  process.exit(2)
}

/** A flag that nobody reads, or a number that is none, would run something else than what was asked for. */
function optionsOf(args: string[]) {
  try {
    const text = { type: 'string' } as const
    const options = { seed: text, runs: text, minutes: text, brokers: text, trace: { type: 'boolean' } } as const
    return parseArgs({ args, options }).values
  } catch (error) {
    return refuse((error as Error).message)
  }
}

function number(name: string, text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text)
  return value >= 0 && Number.isFinite(value) ? value : refuse(`--${name} ${text} is not a number`)
}

watchInvariants()
const options = optionsOf(process.argv.slice(2))
const first = number('seed', options.seed, Math.floor(Math.random() * 1e9))
const runs = number('runs', options.runs, 1)
const minutes = number('minutes', options.minutes, 1)
const brokers = number('brokers', options.brokers, 1)
const again = brokers > 1 ? ` --brokers ${brokers}` : ''
const isVerbose = options.trace === true
let failures = 0
const startedMs = performance.now()
for (let seed = first; seed < first + runs; seed++) {
  const run = { seed, minutes, ...(isVerbose ? { onLine: (line: string) => console.log(line) } : {}) }
  const result = await (brokers > 1 ? simulateCluster({ ...run, brokers }) : simulate(run))
  const { hash, events, virtualMs, error, lines } = result
  const what = `${events} events in ${(virtualMs / 1000).toFixed(1)} s of virtual time, unseed ${hash}`
  if (error === undefined) console.log(`seed ${seed}: ${what}`)
  else {
    failures++
    if (!isVerbose) for (const line of lines.slice(-40)) console.log(line)
    console.log(error.stack)
    console.log(
      `seed ${seed} FAILED: ${what}\nagain: npm run sim --${again} --seed ${seed} --minutes ${minutes} --trace`
    )
  }
}
console.log(`${runs} runs, ${failures} failures, ${((performance.now() - startedMs) / 1000).toFixed(1)} s`)
process.exit(failures > 0 ? 1 : 0)
