import { apis } from '../../protocol/index.ts'
import { Reader } from '../../wire/index.ts'
import { atEveryVersion, type Check } from '../check.ts'
import { deafClose, requestFrame } from '../dialogue/raw.ts'
import { equal, errorIs, found, holds } from '../expect.ts'

const software = { clientSoftwareName: 'ottla-verify', clientSoftwareVersion: '1.0' }

export const apiVersions: Check[] = [
  ...atEveryVersion({
    api: 'ApiVersions',
    from: 0,
    to: 4,
    kafka43: [0, 4],
    says: 'lists the APIs that clients cannot do without, each once and with a range in order',
    async run(t, version) {
      const answer = await t.call('ApiVersions', version, software)
      equal(answer.errorCode, 0, 'error')
      const keys = answer.apiKeys.map((range) => range.apiKey)
      equal(new Set(keys).size, keys.length, 'distinct keys')
      for (const { apiKey, minVersion, maxVersion } of answer.apiKeys) {
        holds(minVersion >= 0 && minVersion <= maxVersion, `range of API ${apiKey}`, [minVersion, maxVersion])
      }
      for (const api of ['Produce', 'Fetch', 'ListOffsets', 'Metadata', 'ApiVersions', 'FindCoordinator'] as const) {
        found(answer.apiKeys, (range) => range.apiKey === apis[api].key, api)
      }
      equal(answer.throttleTimeMs, 0, 'throttle time')
    }
  }),
  {
    name: 'an ApiVersions version that the broker does not know is answered in version 0 with UNSUPPORTED_VERSION and the range that it does know',
    api: 'ApiVersions',
    versions: [0, 0],
    kip: 'KIP-511',
    async run(t) {
      const client = await t.connect()
      client.raw(requestFrame({ apiKey: 18, apiVersion: 99, correlationId: 7, clientId: 'x' }))
      const reader = new Reader(await client.frames.nextFrame())
      equal(reader.i32(), 7, 'correlation id')
      const { response } = apis.ApiVersions
      const answer = response.decode(reader, 0)
      errorIs(answer.errorCode, 'UNSUPPORTED_VERSION', 'error')
      const own = found(answer.apiKeys, (range) => range.apiKey === 18, 'range of ApiVersions itself')
      holds(own.minVersion === 0 && own.maxVersion >= 3, 'range of ApiVersions', own)
      equal(reader.at, reader.end, 'end of the answer')
    }
  },
  {
    name: 'a connection goes on after an ApiVersions version that the broker does not know',
    api: 'ApiVersions',
    versions: [0, 0],
    kip: 'KIP-511',
    async run(t) {
      const client = await t.connect()
      client.raw(requestFrame({ apiKey: 18, apiVersion: 32000, correlationId: 1, clientId: null }))
      await client.frames.nextFrame()
      const answer = await client.call('ApiVersions', 0, {})
      equal(answer.errorCode, 0, 'error of the next request')
    }
  },
  {
    name: 'ApiVersions answers with response header 0 even in flexible versions, so that any client can read it',
    api: 'ApiVersions',
    versions: [3, 3],
    kip: 'KIP-511',
    async run(t) {
      t.need('ApiVersions', 3)
      const client = await t.connect()
      client.raw(
        requestFrame({ apiKey: 18, apiVersion: 3, correlationId: 9, clientId: 'c' }, Buffer.from('0278027900', 'hex'))
      )
      const frame = await client.frames.nextFrame()
      equal(frame.readInt32BE(0), 9, 'correlation id')
      equal(frame.readInt16BE(4), 0, 'error right behind the correlation id')
    }
  },
  {
    name: 'ApiVersions without the name of the client software is refused with INVALID_REQUEST',
    api: 'ApiVersions',
    versions: [3, 3],
    kip: 'KIP-511',
    async run(t) {
      const answer = await t.call('ApiVersions', 3, { clientSoftwareName: '', clientSoftwareVersion: '1' })
      errorIs(answer.errorCode, 'INVALID_REQUEST', 'error')
    }
  },
  {
    name: 'ApiVersions with a client software name of forbidden characters is refused with INVALID_REQUEST',
    api: 'ApiVersions',
    versions: [3, 3],
    kip: 'KIP-511',
    async run(t) {
      const answer = await t.call('ApiVersions', 3, { clientSoftwareName: 'my client!', clientSoftwareVersion: '1' })
      errorIs(answer.errorCode, 'INVALID_REQUEST', 'error')
    }
  },
  {
    name: 'ApiVersions may be asked again in the middle of a connection',
    api: 'ApiVersions',
    versions: [0, 3],
    async run(t) {
      const first = await t.call('ApiVersions', 0, {})
      await t.call('Metadata', 4, { topics: [] })
      const second = await t.call('ApiVersions', 3, software)
      equal(
        second.apiKeys.map((range) => range.apiKey).sort(),
        first.apiKeys.map((range) => range.apiKey).sort(),
        'keys'
      )
    }
  },
  {
    name: 'an unknown API key closes the connection, since its answer would have no known form',
    api: 'ApiVersions',
    versions: [0, 0],
    run: (t) => deafClose(t, requestFrame({ apiKey: 9999, apiVersion: 0, correlationId: 1, clientId: 'x' }))
  },
  {
    name: 'a negative API key closes the connection',
    api: 'ApiVersions',
    versions: [0, 0],
    run: (t) => deafClose(t, requestFrame({ apiKey: -1, apiVersion: 0, correlationId: 1, clientId: 'x' }))
  },
  {
    name: 'a version of Metadata that the broker does not know closes the connection',
    api: 'Metadata',
    versions: [0, 0],
    run: (t) =>
      deafClose(t, requestFrame({ apiKey: 3, apiVersion: 99, correlationId: 1, clientId: 'x' }, Buffer.alloc(8)))
  },
  {
    name: 'a negative version closes the connection',
    api: 'Metadata',
    versions: [0, 0],
    run: (t) =>
      deafClose(t, requestFrame({ apiKey: 3, apiVersion: -1, correlationId: 1, clientId: 'x' }, Buffer.alloc(8)))
  }
]
