/**
 * Goal: the suite says what it claims to say: size, names, versions, areas.
 * Method: it is data; whether each check is right is shown by running it on Apache Kafka (npm run compat).
 */
import { type ApiName, apis } from '../../../src/protocol/index.ts'
import { chosenChecks, clusterSuite, differences, suite, suiteAreas } from '../../../src/verify/index.ts'

const served: readonly ApiName[] = [
  'Produce',
  'Fetch',
  'ListOffsets',
  'Metadata',
  'ApiVersions',
  'CreateTopics',
  'DeleteTopics',
  'CreatePartitions',
  'DeleteRecords',
  'DescribeConfigs',
  'AlterConfigs',
  'IncrementalAlterConfigs',
  'ListConfigResources',
  'DescribeCluster',
  'DescribeTopicPartitions',
  'DescribeLogDirs',
  'OffsetForLeaderEpoch',
  'InitProducerId',
  'DescribeProducers',
  'FindCoordinator',
  'JoinGroup',
  'SyncGroup',
  'Heartbeat',
  'LeaveGroup',
  'OffsetCommit',
  'OffsetFetch',
  'OffsetDelete',
  'ListGroups',
  'DescribeGroups',
  'DeleteGroups'
]

const all = [...suite, ...clusterSuite]

test('there are at least 500 checks of a broker and 60 of a cluster, each with a name of its own', () => {
  expect(suite.length).toBeGreaterThanOrEqual(500)
  expect(clusterSuite.length).toBeGreaterThanOrEqual(60)
  expect(new Set(all.map((check) => check.name)).size).toBe(all.length)
  expect(all.map((check) => check.number)).toEqual(all.map((_, index) => index + 1))
})

test('the part for a cluster is chosen from by itself', () => {
  expect(chosenChecks([], true)).toHaveLength(clusterSuite.length)
  expect(chosenChecks(['elections'], true).every((check) => check.area === 'elections')).toBe(true)
  expect(chosenChecks(['elections'])).toEqual([])
  expect(suiteAreas().filter((area) => suiteAreas(true).includes(area))).toEqual([])
})

test.each(served)('%s has checks at its lowest and its highest stable version', (name) => {
  const api = apis[name]
  const highest = api.unstable ? api.maxVersion - 1 : api.maxVersion
  const checks = suite.filter((check) => check.api === name)
  expect(checks.some((check) => check.versions[0] === api.minVersion)).toBe(true)
  expect(
    checks.some((check) => check.versions[1] === Math.min(highest, check.versions[1]) && check.versions[1] >= highest)
  ).toBe(true)
})

test('versions exist, and those that Kafka 4.3 dropped are marked, no others', () => {
  const wrong = all.filter(({ api, versions: [from, to], kafka43 }) => {
    const { minVersion, maxVersion, kafka43: spoken } = apis[api]
    if (from < minVersion || to > maxVersion || from > to) return true
    const isSpoken = spoken !== null && from >= spoken[0] && to <= spoken[1]
    return isSpoken === (kafka43 === 'not spoken')
  })
  expect(wrong.map((check) => `${check.name} (${check.api} ${check.versions.join('-')})`)).toEqual([])
})

test('names are sentences without a full stop', () => {
  expect(all.filter(({ name }) => name.length < 20 || name.endsWith('.') || name !== name.trim())).toEqual([])
})

test('only chooses by area, by API and by words of the name, in any case', () => {
  expect(chosenChecks()).toHaveLength(suite.length)
  expect(chosenChecks(['FRAMING']).every((check) => check.area === 'framing')).toBe(true)
  expect(chosenChecks(['deleterecords']).some((check) => check.api === 'DeleteRecords')).toBe(true)
  expect(chosenChecks(['retries a batch gets the first offset'])).toHaveLength(1)
  expect(chosenChecks(['no such thing'])).toEqual([])
})

test('every difference names an API and a reason, and stands once', () => {
  for (const { api, reason } of differences) {
    expect(api === '*' || api in apis).toBe(true)
    expect(reason.length).toBeGreaterThan(10)
  }
  expect(new Set(differences.map(({ api, field }) => `${api} ${field}`)).size).toBe(differences.length)
})
