/**
 * Goal: every config has an effect where it is said to have one, or says that it has none. Method: the sources read as text.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  brokerTable,
  type ConfigRow,
  clientMetricsTable,
  documentationOf,
  groupTable,
  topicTable
} from '../../../src/config/index.ts'

const src = new URL('../../../src/', import.meta.url).pathname
const sources = new Map(
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('generated'))
    .map((path) => [path.replaceAll('\\', '/'), readFileSync(join(src, path), 'utf8')] as const)
)
/** Files that hold or check configs without doing what they say. */
const tables =
  /^config\/(?:definitions|effects\/.*|table|rules|refusals|values|sources)\.ts$|^controller\/(?:dynamic-broker-configs|group-configs|topic-configs|config-changes)\.ts$|^verify\/|^cli\//
const all: readonly (readonly [string, ConfigRow])[] = [
  ...[...brokerTable.values()].map((row) => ['broker', row] as const),
  ...[...topicTable.values()].map((row) => ['topic', row] as const),
  ...[...groupTable.values()].map((row) => ['group', row] as const),
  ...[...clientMetricsTable.values()].map((row) => ['client metrics', row] as const)
]
const mentions = (text: string, { name }: ConfigRow) => text.includes(`'${name}'`)

test('a config that is read occurs in the code of its reader, under the name that its row gives', () => {
  const faults = all.filter(([, row]) => {
    if (row.effect.kind !== 'read') return false
    const text = sources.get(row.effect.reader)
    if (text === undefined) return true
    return row.effect.as === undefined ? !mentions(text, row) : !new RegExp(`\\b${row.effect.as}\\b`).test(text)
  })
  expect(faults.map(([kind, { name }]) => `${kind} ${name}`)).toEqual([])
})

test('a topic config that the log reads under another name is handed to it under that name', () => {
  const text = sources.get('config/broker-config.ts') ?? ''
  const faults = [...topicTable.values()].filter(({ name, effect }) => {
    if (effect.kind !== 'read' || effect.as === undefined) return false
    const line = text.split('\n').find((each) => each.trim().startsWith(`${effect.as}:`)) ?? ''
    return !line.includes(`'${name}'`) && effect.as !== 'cleanupPolicy' && effect.as !== 'segmentBytes'
  })
  expect(faults.map(({ name }) => name)).toEqual([])
})

test('a default of a topic config is named by that config', () => {
  const faults = [...brokerTable.values()].filter(({ name, effect }) => {
    if (effect.kind !== 'default') return false
    const topic = topicTable.get(effect.of)
    return topic?.effect.kind !== 'read' || !topic.synonyms?.some(([synonym]) => synonym === name)
  })
  expect(faults.map(({ name }) => name)).toEqual([])
})

/** Read to see whether a start must be refused, not to do what they say. */
const onlyChecked: ReadonlySet<string> = new Set([
  'early.start.listeners',
  'process.roles',
  'security.inter.broker.protocol'
])

test('a config without effect is read nowhere', () => {
  const faults = all.flatMap(([kind, row]) => {
    if (row.effect.kind === 'read' || row.effect.kind === 'default' || onlyChecked.has(row.name)) return []
    // Short names of client metrics are words of their own elsewhere.
    if (kind === 'client metrics' || kind === 'group') return []
    return [...sources]
      .filter(([path, text]) => !tables.test(path) && mentions(text, row))
      .map(([path]) => `${kind} ${row.name} in ${path}`)
  })
  expect(faults).toEqual([])
})

test('every config says in a sentence or two what it does', () => {
  const faults = all.filter(([, row]) => !/^[A-Z][^\n]{10,}\.$/.test(documentationOf(row)))
  expect(faults.map(([, { name }]) => name)).toEqual([])
  const silent = all.filter(
    ([, row]) => row.effect.kind === 'none' && !/has no effect in Ottla: .+\.$/.test(documentationOf(row))
  )
  expect(silent).toEqual([])
})
