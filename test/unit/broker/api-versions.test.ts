import { createMemoryDisk } from '../../../src/log/index.ts'
import { apis, decodeResponse, encodeRequest } from '../../../src/protocol/index.ts'
import { Harness } from '../../kit/harness.ts'
import { nameOf } from '../../kit/produce-and-fetch.ts'

let harness: Harness
beforeAll(async () => {
  harness = await Harness.start()
})
afterAll(() => harness[Symbol.asyncDispose]())

const software = { clientSoftwareName: 'jest', clientSoftwareVersion: '1.0-rc.1' }

test.each([0, 1, 2, 3, 4])('v%i advertises what is served, and nothing else', async (version) => {
  const answer = await harness.connect().call('ApiVersions', version, version < 3 ? {} : software)
  const told = answer.apiKeys.map(({ apiKey, minVersion, maxVersion }) => [apiKey, minVersion, maxVersion])
  const served = Object.values(apis).flatMap(({ name, key }) => {
    const entry = harness.broker.apis.byName(name)
    return entry === undefined ? [] : [[key, entry.min, entry.max]]
  })
  expect(told).toEqual(served)
})

test('features whose least version is 0 are told from v4 on', async () => {
  const names = async (version: number) =>
    (await harness.connect().call('ApiVersions', version, software)).supportedFeatures.map(({ name }) => name)
  expect(await names(3)).toEqual(['metadata.version'])
  expect(await names(4)).toContain('group.version')
})

test.each([
  ['', '1'],
  ['-x', '1'],
  ['x', '1 2'],
  ['x', '']
])('software %j of version %j is INVALID_REQUEST', async (clientSoftwareName, clientSoftwareVersion) => {
  const answer = await harness.connect().call('ApiVersions', 3, { clientSoftwareName, clientSoftwareVersion })
  expect([nameOf(answer.errorCode), answer.apiKeys]).toEqual(['INVALID_REQUEST', []])
})

test('a version that is not served is answered in v0 with the range that is', () => {
  const client = harness.connect()
  const frames: Buffer[] = []
  const { connection } = client
  const frame = Buffer.concat(encodeRequest('ApiVersions', 4, { correlationId: 7, clientId: 'new' }, software))
  frame.writeInt16BE(99, 6)
  connection.onFrame = (answer) => frames.push(answer)
  connection.feed(frame)
  connection.deliver()
  const { value } = decodeResponse('ApiVersions', 0, frames[0] as Buffer)
  expect([frames[0]?.readInt32BE(0), nameOf(value.errorCode), client.isClosed]).toEqual([
    7,
    'UNSUPPORTED_VERSION',
    false
  ])
  expect(value.apiKeys).toEqual([expect.objectContaining({ apiKey: 18, minVersion: 0, maxVersion: 4 })])
})

describe('finalized features', () => {
  type Update = readonly [feature: string, maxVersionLevel: number, upgradeType?: number]
  const update = async (on: Harness, ...updates: readonly Update[]) => {
    const { errorCode, errorMessage } = await on.connect().call('UpdateFeatures', 2, {
      featureUpdates: updates.map(([feature, maxVersionLevel, upgradeType = 1]) => ({
        feature,
        maxVersionLevel,
        upgradeType
      }))
    })
    return errorMessage ?? nameOf(errorCode)
  }
  const told = async (on: Harness) => {
    const { finalizedFeatures, finalizedFeaturesEpoch: epoch } = await on.connect().call('ApiVersions', 4, software)
    return { epoch, levels: new Map(finalizedFeatures.map(({ name, maxVersionLevel }) => [name, maxVersionLevel])) }
  }

  test('are lowered and raised, and a new process has them as they were set', async () => {
    const disk = createMemoryDisk(() => 0)
    await using first = await Harness.start({ disk })
    const before = await told(first)
    expect(await update(first, ['group.version', 0, 2], ['transaction.version', 1, 2])).toBe('NONE')
    expect(await update(first, ['transaction.version', 0, 3], ['no.such', 1])).toContain(
      'does not support this feature'
    )
    const after = await told(first)
    expect([after.levels.has('group.version'), after.levels.get('transaction.version')]).toEqual([false, 1])
    expect(after.epoch).toBeGreaterThan(before.epoch)
    await first[Symbol.asyncDispose]()
    await using second = await Harness.start({ disk })
    expect((await told(second)).levels).toEqual(after.levels)
    const heartbeat = await second.connect().call('ConsumerGroupHeartbeat', 1, {
      groupId: 'g',
      memberId: 'AAAAAAAAAAAAAAAAAAAAAQ',
      memberEpoch: 0,
      rebalanceTimeoutMs: 1000,
      subscribedTopicNames: ['t'],
      topicPartitions: []
    })
    expect(nameOf(heartbeat.errorCode)).toBe('UNSUPPORTED_VERSION')
    expect(await update(second, ['group.version', 1], ['transaction.version', 2])).toBe('NONE')
    expect((await told(second)).levels).toEqual(before.levels)
  })

  test('eligible.leader.replicas.version: all brokers share one min.insync.replicas from 1 on', async () => {
    await using own = await Harness.start({ config: { 'min.insync.replicas': 2 } })
    const name = 'min.insync.replicas'
    const change = async (resourceName: string, configOperation: number, value: string | null = null) => {
      const { responses } = await own.connect().call('IncrementalAlterConfigs', 1, {
        resources: [{ resourceType: 4, resourceName, configs: [{ name, configOperation, value }] }],
        validateOnly: false
      })
      return nameOf(responses[0]?.errorCode ?? -1)
    }
    const values = () => ['', '1'].map((broker) => own.broker.image.configs('brokers', broker).get(name))
    expect([await change('', 1), await change('1', 0, '3')]).toEqual(['INVALID_CONFIG', 'INVALID_CONFIG'])
    expect(await update(own, ['eligible.leader.replicas.version', 0, 2])).toBe('NONE')
    expect(values()).toEqual(['2', undefined])
    expect([await change('', 1), await change('1', 0, '3')]).toEqual(['NONE', 'NONE'])
    expect([...values(), own.broker.config.number(name)]).toEqual([undefined, '3', 3])
    expect(await update(own, ['eligible.leader.replicas.version', 1])).toBe('NONE')
    expect([...values(), own.broker.config.number(name)]).toEqual(['2', undefined, 2])
  })

  test('kraft.version goes up alone, and says then that this node is the voter that stays', async () => {
    await using own = await Harness.start()
    const client = own.connect()
    const voter = { clusterId: null, voterId: 1, voterDirectoryId: 'b7Qm0bW1Rr2Wc3s1b0X9dw' }
    const listeners = [{ name: 'CONTROLLER', host: 'x', port: 1 }]
    const answers = async () => [
      nameOf((await client.call('AddRaftVoter', 0, { ...voter, timeoutMs: 1, listeners })).errorCode),
      nameOf((await client.call('AddRaftVoter', 0, { ...voter, voterId: 2, timeoutMs: 1, listeners })).errorCode),
      nameOf((await client.call('RemoveRaftVoter', 0, voter)).errorCode)
    ]
    expect(new Set(await answers())).toEqual(new Set(['UNSUPPORTED_VERSION']))
    expect(await update(own, ['kraft.version', 1])).toBe('NONE')
    expect(await answers()).toEqual(['DUPLICATE_VOTER', 'REQUEST_TIMED_OUT', 'VOTER_NOT_FOUND'])
    expect(await update(own, ['kraft.version', 0, 3])).toContain("Can't downgrade the version of this feature.")
  })
})
