// Records how Java reads properties files and what Apache Kafka says to values of configs, for
// test/unit/broker/config-golden.test.ts:
//   javac -cp "$KAFKA_LIBS/*" -d /tmp/configs test/differential/Configs.java
//   CLASSPATH="$KAFKA_LIBS/*:/tmp/configs" node test/differential/record-configs.mjs HOST PORT
// against a broker that has just begun, of node id 1. Writes three files to test/fixtures/.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { brokerTable, clientMetricsTable, groupTable, topicTable } from '../../dist/config/index.js'
import { createRealEnv } from '../../dist/env/real/index.js'
import { errorName } from '../../dist/protocol/index.js'
import { Client } from '../../dist/verify/client.js'
import { configCases, listenerCases, probesOf, propertiesTexts, staticBase } from './config-cases.mjs'

const [host = '127.0.0.1', port = '9092'] = process.argv.slice(2)
const save = (name, rows) =>
  writeFileSync(
    new URL(`../fixtures/${name}.jsonl.gz`, import.meta.url),
    gzipSync(`${rows.map((row) => JSON.stringify(row)).join('\n')}\n`, { level: 9 })
  )

function java(asked) {
  const input = `${asked.map((each) => JSON.stringify(each)).join('\n')}\n`
  const out = execFileSync('java', ['Configs'], { input, maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'ignore'] })
  return String(out)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

const texts = propertiesTexts()
save(
  'properties-java',
  java(texts.map((text) => ({ text }))).map(({ values }, n) => [texts[n], values ?? null])
)

const ownNames = (row) => !row.name.startsWith('ottla.')
const brokerRows = [...brokerTable.values()].filter(ownNames)
const cases = [
  ...brokerRows.flatMap((row) => probesOf(row).map((value) => ({ [row.name]: value }))),
  ...listenerCases(),
  ...configCases()
]
save(
  'config-static-4.3.1',
  java(cases.map((each) => ({ config: { ...staticBase, ...each } }))).map(({ error }, n) => [cases[n], error ?? null])
)

const topic = 'config-golden'
/** @type {[number, string, import('../../dist/config/row.js').ConfigRow[]][]} */
const resources = [
  [4, '', brokerRows],
  [4, '1', brokerRows],
  [2, topic, [...topicTable.values()]],
  [32, 'g', [...groupTable.values()]],
  [16, 'm', [...clientMetricsTable.values()]]
]
const strangers = [
  ['no.such', 'x'],
  ['listener.name.plaintext.ssl.keystore.location', 'x'],
  ['listener.name.plaintext.max.connections', '5'],
  ['super.users', 'User:x'],
  ['', 'x']
]
const listItems = ['', '1', 'compact', 'compact,compact', '0:1', '*', 'client_id=a', 'x']
const changes = []
for (const [type, name, rows] of resources) {
  for (const row of rows) {
    const fixed = row.update === 'read-only'
    for (const value of fixed ? ['1'] : probesOf(row)) changes.push([type, name, row.name, 0, value])
    if (fixed && row.type !== 'list') continue
    changes.push([type, name, row.name, 1, null], [type, name, row.name, 0, null])
    for (const operation of [2, 3])
      for (const value of row.type === 'list' ? listItems : ['1'])
        changes.push([type, name, row.name, operation, value])
  }
  for (const [config, value] of strangers)
    for (const operation of [0, 1, 2, 3, 4])
      changes.push([type, name, config, operation, operation === 1 ? null : value])
}
const options = { clientId: 'record', transcript: undefined, index: 0 }
const client = await Client.open(createRealEnv(), { host, port: Number(port) }, options)
const configs = []
await client.call('CreateTopics', 7, {
  topics: [{ name: topic, numPartitions: 1, replicationFactor: 1, assignments: [], configs }],
  timeoutMs: 10000,
  validateOnly: false
})
const answers = []
for (const change of changes) {
  const [resourceType, resourceName, name, configOperation, value] = change
  const asked = { resourceType, resourceName, configs: [{ name, configOperation, value }] }
  const answer = await client.call('IncrementalAlterConfigs', 1, { resources: [asked], validateOnly: true })
  const { errorCode, errorMessage } = answer.responses[0]
  answers.push([...change, errorName(errorCode), errorMessage])
}
save('config-dynamic-4.3.1', answers)
process.exit(0)
