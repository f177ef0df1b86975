import { apis } from '../../protocol/index.ts'
import { Reader } from '../../wire/index.ts'
import type { Check } from '../check.ts'
import { deafClose, framed, requestFrame, sized, stillServes } from '../dialogue/raw.ts'
import { equal, errorIs, holds } from '../expect.ts'

const versions = () => framed('ApiVersions', 0, {})

export const framing: Check[] = [
  {
    name: 'a request may come in pieces of a byte each',
    api: 'ApiVersions',
    versions: [0, 0],
    async run(t) {
      const client = await t.connect()
      for (const byte of versions()) {
        client.raw(Buffer.of(byte))
        await t.sleep(1)
      }
      equal((await client.frames.nextFrame()).readInt32BE(0), 1, 'correlation id')
    }
  },
  {
    name: 'many requests may come in one piece, and are answered in their order',
    api: 'ApiVersions',
    versions: [0, 0],
    async run(t) {
      const client = await t.connect()
      const frames = Array.from({ length: 20 }, (_, index) =>
        requestFrame({ apiKey: 18, apiVersion: 0, correlationId: 100 + index, clientId: 'c' })
      )
      client.raw(Buffer.concat(frames))
      const ids: number[] = []
      for (const _ of frames) ids.push((await client.frames.nextFrame()).readInt32BE(0))
      equal(
        ids,
        frames.map((_, index) => 100 + index),
        'correlation ids'
      )
    }
  },
  {
    name: 'any correlation id is given back, also a negative one',
    api: 'ApiVersions',
    versions: [0, 0],
    async run(t) {
      const client = await t.connect()
      for (const correlationId of [0, -1, 2147483647, -2147483648]) {
        client.raw(requestFrame({ apiKey: 18, apiVersion: 0, correlationId, clientId: 'c' }))
        equal((await client.frames.nextFrame()).readInt32BE(0), correlationId, 'correlation id')
      }
    }
  },
  {
    name: 'a client id may be null, empty, long or not ASCII',
    api: 'ApiVersions',
    versions: [0, 0],
    async run(t) {
      const client = await t.connect()
      for (const clientId of [null, '', 'x'.repeat(2000), 'klient-ø-日本']) {
        client.raw(requestFrame({ apiKey: 18, apiVersion: 0, correlationId: 5, clientId }))
        equal((await client.frames.nextFrame()).readInt32BE(0), 5, 'correlation id')
      }
    }
  },
  {
    name: 'a negative frame size closes the connection',
    api: 'ApiVersions',
    versions: [0, 0],
    run: (t) => deafClose(t, Buffer.from('ffffffff', 'hex'))
  },
  {
    name: 'a frame size beyond socket.request.max.bytes closes the connection before its bytes come',
    api: 'ApiVersions',
    versions: [0, 0],
    run: (t) => deafClose(t, Buffer.from('7fffffff', 'hex'), Buffer.alloc(16))
  },
  {
    name: 'an announced frame that never comes costs other clients nothing',
    api: 'ApiVersions',
    versions: [0, 0],
    async run(t) {
      const client = await t.connect()
      client.raw(Buffer.from('05000000', 'hex'), Buffer.alloc(100))
      await stillServes(t)
      holds(!client.frames.isClosed, 'the connection waits for the rest')
    }
  },
  {
    name: 'a frame too short for a header closes the connection',
    api: 'ApiVersions',
    versions: [0, 0],
    run: (t) => deafClose(t, sized(Buffer.from('0012', 'hex')))
  },
  {
    name: 'an empty frame closes the connection',
    api: 'ApiVersions',
    versions: [0, 0],
    run: (t) => deafClose(t, sized(Buffer.alloc(0)))
  },
  {
    name: 'a client id longer than the frame closes the connection',
    api: 'ApiVersions',
    versions: [0, 0],
    run: (t) => deafClose(t, sized(Buffer.from('00030001000000017fff61', 'hex')))
  },
  {
    name: 'a Metadata body that is cut off closes the connection',
    api: 'Metadata',
    versions: [1, 1],
    run: (t) => deafClose(t, sized(framed('Metadata', 1, { topics: [{ name: 'some-topic' }] }).subarray(4, -5)))
  },
  {
    name: 'an array that counts more elements than the frame can hold closes the connection',
    api: 'Metadata',
    versions: [1, 1],
    run: (t) =>
      deafClose(
        t,
        requestFrame({ apiKey: 3, apiVersion: 1, correlationId: 1, clientId: 'x' }, Buffer.from('7ffffff0', 'hex'))
      )
  },
  {
    name: 'a text that is longer than the frame closes the connection',
    api: 'Metadata',
    versions: [1, 1],
    run: (t) =>
      deafClose(
        t,
        requestFrame(
          { apiKey: 3, apiVersion: 1, correlationId: 1, clientId: 'x' },
          Buffer.from('000000017fff6162', 'hex')
        )
      )
  },
  {
    name: 'a text of negative length where null is not allowed closes the connection',
    api: 'Metadata',
    versions: [1, 1],
    run: (t) =>
      deafClose(
        t,
        requestFrame({ apiKey: 3, apiVersion: 1, correlationId: 1, clientId: 'x' }, Buffer.from('00000001ffff', 'hex'))
      )
  },
  {
    name: 'random bytes on the port close the connection and harm nobody',
    api: 'ApiVersions',
    versions: [0, 0],
    run: (t) => deafClose(t, Buffer.from('8d8f3f1e4c7b9a5d0017fe23aa', 'hex'))
  },
  {
    name: 'an HTTP request on the port closes the connection',
    api: 'ApiVersions',
    versions: [0, 0],
    run: (t) => deafClose(t, Buffer.from('GET / HTTP/1.1\r\nHost: broker\r\n\r\n'))
  },
  {
    name: 'a TLS greeting on the plain port closes the connection',
    api: 'ApiVersions',
    versions: [0, 0],
    run: (t) => deafClose(t, Buffer.from('16030100c5010000c10303', 'hex'), Buffer.alloc(200))
  },
  {
    name: 'good requests before a bad one on the same connection are answered',
    api: 'ApiVersions',
    versions: [0, 0],
    async run(t) {
      const client = await t.connect()
      client.raw(versions())
      equal((await client.frames.nextFrame()).readInt32BE(0), 1, 'correlation id')
      client.raw(Buffer.from('ffffffff', 'hex'))
      await client.frames.whenClosed()
    }
  },
  {
    name: 'tagged fields that the broker does not know are skipped, in the header and in the body',
    api: 'ApiVersions',
    versions: [3, 3],
    kip: 'KIP-482',
    async run(t) {
      t.need('ApiVersions', 3)
      const client = await t.connect()
      const header = Buffer.from('001200030000002a000178', 'hex')
      const tags = Buffer.from('01c80103616263', 'hex')
      client.raw(sized(Buffer.concat([header, tags, Buffer.from('02780279', 'hex'), tags])))
      const reader = new Reader(await client.frames.nextFrame())
      equal(reader.i32(), 42, 'correlation id')
      errorIs(apis.ApiVersions.response.decode(reader, 3).errorCode, 'NONE', 'error')
    }
  },
  {
    name: 'a connection that was idle for a while still works',
    api: 'ApiVersions',
    versions: [0, 0],
    slow: true,
    async run(t) {
      const client = await t.connect()
      await client.call('ApiVersions', 0, {})
      await t.sleep(3000)
      equal((await client.call('ApiVersions', 0, {})).errorCode, 0, 'error')
    }
  },
  {
    name: 'fifty connections at once are all served',
    api: 'ApiVersions',
    versions: [0, 0],
    async run(t) {
      const clients = await Promise.all(Array.from({ length: 50 }, () => t.connect()))
      const answers = await Promise.all(clients.map((client) => client.call('ApiVersions', 0, {})))
      equal(
        answers.filter((answer) => answer.errorCode !== 0),
        [],
        'errors'
      )
    }
  }
]
