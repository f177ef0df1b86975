// Decode plus encode of Produce, Fetch, Metadata and OffsetCommit, against kafkajs's and @platformatic/kafka's own codecs on
// the same messages, records included. What each writes is compared before anything is timed.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { measure } from '../codec/measure.mjs'
import { here, ratio } from '../kit.mjs'

/** Where `npm run compat` installs @platformatic/kafka, and a Node that is new enough for it. */
const modules = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
  'ottla-compat',
  'platformatic',
  'node_modules'
)

function besidePlatformatic() {
  const folder = join(modules, '@platformatic', 'kafka')
  const own = join(modules, 'node', 'bin', 'node')
  if (!existsSync(folder)) {
    console.log('@platformatic/kafka is not there: `npm run compat` installs it')
    return []
  }
  const node = existsSync(own) ? own : process.execPath
  const child = spawnSync(node, [join(here, 'codec', 'measure.mjs'), 'platformatic', folder], { maxBuffer: 1 << 26 })
  if (child.status !== 0) throw new Error(`@platformatic/kafka could not be measured: ${child.stderr}`)
  return JSON.parse(String(child.stdout))
}

export default async function codec() {
  const rows = [...(await measure('kafkajs')), ...besidePlatformatic()]
  const ratios = [...new Set(rows.map((row) => row.scenario))].map((scenario) => {
    const own = rows.filter((row) => row.scenario === scenario)
    const other = own.find((row) => row.rival !== 'ottla').rival
    return {
      claim: `${scenario}: times as fast`,
      goal: 'at least 3',
      value: ratio(own, other, 'ottla', 'cpuMicroseconds')
    }
  })
  return { rows, ratios }
}
