// `npm run bench -- NAME [NAME ...]`: runs benchmarks, rivals interleaved, and writes bench/results/NAME.json and NAME.md.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { here, machine, summary } from './kit.mjs'

const names = process.argv.slice(2)
const known = readdirSync(join(here, 'claims')).map((name) => name.replace(/\.mjs$/, ''))
if (names.length === 0 || names.some((name) => !known.includes(name))) {
  console.error(`usage: npm run bench -- NAME ...   with NAME one of: ${known.join(', ')}`)
  process.exit(2)
}

// What was started ends with this process.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

const round = (value) => (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)))

function table(rows) {
  const list = summary(rows)
  const figures = [...new Set(list.flatMap((row) => Object.keys(row).filter((key) => row[key]?.median !== undefined)))]
  const lines = [
    `| scenario | rival | rounds | ${figures.join(' | ')} |`,
    `|---|---|---|${figures.map(() => '---|').join('')}`
  ]
  for (const row of list) {
    const cells = figures.map((name) =>
      row[name] === undefined ? '' : `${round(row[name].median)} (${round(row[name].min)} to ${round(row[name].max)})`
    )
    lines.push(`| ${row.scenario} | ${row.rival} | ${row.rounds} | ${cells.join(' | ')} |`)
  }
  return lines.join('\n')
}

for (const name of names) {
  const { default: run } = await import(join(here, 'claims', `${name}.mjs`))
  console.log(`# ${name}`)
  const { rows, ratios } = await run()
  const about = machine()
  const verdicts = ratios.map(({ claim, goal, value }) => `- ${claim}: ${round(value)} (goal ${goal})`)
  const text = [
    `# ${name}`,
    '',
    `Measured by \`npm run bench -- ${name}\` on ${about.cpu}, ${about.cores} cores, ${about.memoryGb} GB, Node ${about.node}, Apache Kafka ${about.kafka}. Median (least to most) over interleaved rounds.`,
    '',
    table(rows),
    '',
    ...verdicts,
    ''
  ].join('\n')
  console.log(text)
  const folder = join(here, 'results')
  if (!existsSync(folder)) mkdirSync(folder)
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ name, machine: about, rows, ratios }, null, 1)}\n`)
  writeFileSync(join(folder, `${name}.md`), text)
}
process.exit(0)
