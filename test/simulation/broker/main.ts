/** The command `npm run sim`: runs seeds, one after another, and says how to run a failure again. */
import { simulate } from './simulation.ts'

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : process.argv[at + 1]
}

const first = Number(option('seed') ?? Math.floor(Math.random() * 1e9))
const runs = Number(option('runs') ?? 1)
const minutes = Number(option('minutes') ?? 1)
const isVerbose = process.argv.includes('--trace')
let failures = 0
const startedMs = performance.now()
for (let seed = first; seed < first + runs; seed++) {
  const result = await simulate({
    seed,
    minutes,
    ...(isVerbose ? { onLine: (line: string) => console.log(line) } : {})
  })
  const { hash, events, virtualMs, error, lines } = result
  const what = `${events} events in ${(virtualMs / 1000).toFixed(1)} s of virtual time, unseed ${hash}`
  if (error === undefined) console.log(`seed ${seed}: ${what}`)
  else {
    failures++
    if (!isVerbose) for (const line of lines.slice(-40)) console.log(line)
    console.log(error.stack)
    console.log(`seed ${seed} FAILED: ${what}\nagain: npm run sim -- --seed ${seed} --minutes ${minutes} --trace`)
  }
}
console.log(`${runs} runs, ${failures} failures, ${((performance.now() - startedMs) / 1000).toFixed(1)} s`)
process.exit(failures > 0 ? 1 : 0)
