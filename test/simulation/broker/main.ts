/** The command `npm run sim`: runs seeds one after another, and prints how to reproduce a failure. */
import { watchInvariants } from '../../../src/env/index.ts'
import { simulateCluster } from '../cluster/cluster-simulation.ts'
import { simulationOptions, usage } from './options.ts'
import { simulate } from './simulation.ts'

watchInvariants()
const options = simulationOptions(process.argv.slice(2))
if (typeof options === 'string') {
  console.error(`${options}\n${usage}`)
  process.exit(2)
}
const { runs, minutes, brokers, trace: isVerbose } = options
const first = options.seed < 0 ? Math.floor(Math.random() * 1e9) : options.seed
const again = brokers > 1 ? ` --brokers ${brokers}` : ''
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
