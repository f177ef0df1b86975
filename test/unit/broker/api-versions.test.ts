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
  const { value } = decodeResponse('ApiVersions', 0, frames[0])
  expect([frames[0].readInt32BE(0), nameOf(value.errorCode), client.isClosed]).toEqual([
    7,
    'UNSUPPORTED_VERSION',
    false
  ])
  expect(value.apiKeys).toEqual([expect.objectContaining({ apiKey: 18, minVersion: 0, maxVersion: 4 })])
})
