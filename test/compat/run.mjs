// `npm run compat [-- name ... [--option ...]]`: what needs Java, Python, Go or a Debian package. Installs what it can, says what
// it skipped and why, and ends with one line that counts. A step that has options says so by `checksOf(options)`.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { here, Skip } from './kit.mjs'

const { positionals: wanted, values: options } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string' },
    seed: { type: 'string' },
    logs: { type: 'string' },
    clients: { type: 'string' },
    faults: { type: 'string' },
    'against-kafka': { type: 'boolean' }
  }
})
const known = readdirSync(here).filter((name) => existsSync(join(here, name, 'run.mjs')))
const unknown = wanted.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(
    `no step is called ${unknown.join(', ')}: npm run compat -- NAME ... with NAME one of: ${known.join(', ')}`
  )
  process.exit(2)
}
// What a step leaves to the end of the process is done then too.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
const names = known.filter((name) => wanted.length === 0 || wanted.includes(name))
const count = { passed: 0, failed: 0, skipped: 0 }
const seconds = (sinceMs) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`

/** Runs one named check; a `Skip` is counted apart and explained. */
async function check(name, body) {
  const since = performance.now()
  try {
    await body()
    count.passed++
    console.log(`ok      ${name} (${seconds(since)})`)
  } catch (error) {
    if (error instanceof Skip) {
      count.skipped++
      console.log(`skipped ${name}: ${error.message}`)
    } else {
      count.failed++
      console.log(
        `FAILED  ${name} (${seconds(since)})\n${String((error instanceof Error && error.stack) || error).replace(/^/gm, '        ')}`
      )
    }
  }
}

/** Runs `body` on each of `items`, so many at once. A step whose checks know nothing of each other says `atOnce`. */
async function sideBySide(atOnce, items, body) {
  const left = items[Symbol.iterator]()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const item of left) await body(item)
    })
  )
}

async function runStep(name) {
  const step = await import(pathToFileURL(join(here, name, 'run.mjs')).href)
  const checks = step.checksOf?.(options) ?? step.checks
  const context = await step.prepare?.()
  try {
    await sideBySide(step.atOnce ?? 1, Object.entries(checks), ([title, body]) =>
      check(`${name}: ${title}`, () => body(context))
    )
  } finally {
    await step.finish?.(context)
  }
}

for (const name of names) {
  const since = performance.now()
  try {
    await runStep(name)
  } catch (error) {
    await check(name, () => Promise.reject(error))
  }
  console.log(`        ${name} took ${seconds(since)}`)
}
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
process.exit(count.failed === 0 ? 0 : 1)
