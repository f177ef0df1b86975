/**
 * Goal: properties files are read as Java reads them, and configs are taken and refused as Apache Kafka 4.3.1 does it.
 * Method: test/differential/record-configs.mjs wrote down what Java and Kafka say to thousands of texts and values. What
 * differs on purpose is put aside by name below, each with its reason.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { BrokerConfig, brokerTable, collectSettings, namedSource, parseProperties } from '../../../src/config/index.ts'
import { addressesOf } from '../../../src/server/listeners.ts'
import { Harness } from '../../kit/harness.ts'
import { nameOf } from '../../kit/produce-and-fetch.ts'

function recorded<T>(name: string): T[] {
  const bytes = readFileSync(new URL(`../../fixtures/${name}.jsonl.gz`, import.meta.url))
  return String(gunzipSync(bytes))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
}

test('properties files are read as java.util.Properties reads them', () => {
  const differ = recorded<[string, Record<string, string> | null]>('properties-java').filter(([text, values]) => {
    let ours: Record<string, string> | null
    try {
      ours = Object.fromEntries(parseProperties(text).map(({ name, value }) => [name, value]))
    } catch {
      ours = null
    }
    const inOrder = (of: Record<string, string> | null) => JSON.stringify(of && Object.entries(of).sort())
    return inOrder(ours) !== inOrder(values)
  })
  expect(differ).toEqual([])
})

/** What every recorded start has beside the config that is tried. */
const staticBase = {
  'process.roles': 'broker,controller',
  'node.id': '1',
  'controller.quorum.voters': '1@127.0.0.1:9093',
  listeners: 'PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093',
  'controller.listener.names': 'CONTROLLER'
}

/** Why a start would be refused, without the place that is to blame; null: it would not be. */
function startFault(values: Readonly<Record<string, string>>): string | null {
  try {
    const settings = collectSettings([namedSource(values, () => 'here')])
    addressesOf({}, new BrokerConfig(settings.values, 'production', settings.origins))
    return null
  } catch (error) {
    if ((error as { code?: string }).code !== 'BAD_CONFIG') throw error
    return (error as Error).message.replace(/^(?:here(?:, )?)+: /, '')
  }
}

const plain = (message: string | null) => message?.replace('requirement failed: ', '') ?? null

/** Starts that Kafka refuses and Ottla does not: it has no quorum of controllers, and tells clients the address they came to. */
const needless =
  /set of voters|parseable set of controllers|contain at least one value appearing in the 'listeners'|nonroutable meta-address|in advertised\.listeners\. The valid/
/** Words that differ: Java's own for a failed cut of a string, Kafka's other name of node.id, and which of two faults is told first. */
const otherWords =
  /^Error parsing configuration property|for configuration broker\.id|^Invalid value .* for configuration group\.share|Unable to parse a|contains listener|For input string|must have a different port|No security protocol defined for listener CONTROLLER|contains? invalid|could not be found|Duplicate key|inter\.broker\.listener\.name must be/

test('a start is refused for what Kafka refuses, in its words', () => {
  // Of the values of single configs every 25th is enough for each run; rules between configs are all tried.
  const some = ([asked]: [Record<string, string>, string | null], n: number) =>
    Object.keys(asked).length > 1 || n % 25 === 0
  const cases = recorded<[Record<string, string>, string | null]>('config-static-4.3.1').filter(some)
  const differ = cases.filter(([asked, theirs]) => {
    const ours = startFault({ ...staticBase, ...asked })
    if (plain(ours) === plain(theirs)) return false
    // Deliberate: what would promise a protection that is not there.
    if (ours !== null && / is refused: /.test(ours)) return false
    // Kafka takes such a port and fails when it opens the socket.
    if (theirs === null)
      return !/^Error creating .*port .* is not between/.test(ours ?? '') && asked['broker.id'] !== '١'
    if (ours === null) return !needless.test(theirs)
    return !otherWords.test(theirs)
  })
  expect(differ).toEqual([])
})

type Change = [
  type: number,
  name: string,
  config: string,
  operation: number,
  value: string | null,
  error: string,
  message: string | null
]

/** Changes of different resources go in one request: as many as there are resources. */
function batches(changes: readonly Change[]): Change[][] {
  const byResource = new Map<string, Change[]>()
  for (const change of changes) {
    const key = `${change[0]}/${change[1]}`
    const list = byResource.get(key)
    if (list === undefined) byResource.set(key, [change])
    else list.push(change)
  }
  const lists = [...byResource.values()]
  const longest = Math.max(...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_, n) => lists.flatMap((list) => list.slice(n, n + 1)))
}

describe('a change while the broker runs', () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await Harness.start({ profile: 'production', config: { 'node.id': 1 } })
  })
  afterAll(() => harness[Symbol.asyncDispose]())

  test('is taken or refused as Kafka does it, in its words', async () => {
    const client = harness.connect()
    await harness.createTopic('config-golden')
    const differ: unknown[] = []
    for (const batch of batches(recorded<Change>('config-dynamic-4.3.1'))) {
      const resources = batch.map(([resourceType, resourceName, name, configOperation, value]) => {
        return { resourceType, resourceName, configs: [{ name, configOperation, value }] }
      })
      const answer = await client.call('IncrementalAlterConfigs', 1, { resources, validateOnly: true })
      for (const [n, { errorCode, errorMessage }] of answer.responses.entries()) {
        const [resourceType, , name, , , error, message] = batch[n] as Change
        if (nameOf(errorCode) === error && errorMessage === message) continue
        // Deliberate: what would promise a protection that is not there, and listeners, which do not move.
        const said = errorMessage ?? ''
        if (/ is refused: | cannot change while the broker runs/.test(said)) continue
        if (brokerTable.get(name)?.effect.kind === 'refused' && resourceType === 4) continue
        // Java's own words for a text that it cannot cut.
        if (/^Error parsing configuration property/.test(said) && nameOf(errorCode) === error) continue
        differ.push([batch[n], nameOf(errorCode), errorMessage])
      }
    }
    expect(differ).toEqual([])
  })
})
