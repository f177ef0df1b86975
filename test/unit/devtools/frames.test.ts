import { checkLine, checkLines, decodeFrame } from '../../../src/devtools/index.ts'
import { encodeRequest, encodeResponse } from '../../../src/protocol/index.ts'

const line = {
  api: 'Heartbeat',
  key: 12,
  name: 'HeartbeatRequest',
  kind: 'request',
  version: 0,
  json: { groupId: 'g', generationId: 3, memberId: 'm' },
  hex: '00016700000003' + '00016d'
}
const changed = (change: object) => checkLine(JSON.stringify({ ...line, ...change }))
const hexOf = (chunks: readonly Uint8Array[]) => Buffer.concat(chunks).toString('hex')

test('a line whose bytes are its value is right', () => {
  expect(checkLine(JSON.stringify(line))).toBeNull()
})

test.each([
  [{ json: { ...line.json, generationId: 4 } }, '/generationId is 3, not 4'],
  [{ json: { ...line.json, nosuch: 4 } }, '/nosuch is absent, not 4'],
  [{ json: { groupId: 'g', memberId: 'm' } }, 'encodes to'],
  [{ hex: `${line.hex}00` }, '1 bytes after the message'],
  [{ hex: line.hex.slice(0, -2) }, 'DecodeError'],
  [{ hex: 'xyz' }, 'no hex'],
  [{ name: 'Nosuch' }, 'unknown message Nosuch'],
  [{ name: undefined }, 'neither a message'],
  [{ version: 99 }, 'has no version 99'],
  [{ unknownTags: [{ path: '', tag: 3, hex: 'aa' }] }, 'unknown tags are []'],
  [{ kind: 'request-frame' }, 'the frame announces']
])('a line changed by %j is told: %s', (change, said) => {
  expect(changed(change)).toMatch(said)
})

test('text that is no line at all is told', () => {
  expect(checkLine('{')).toMatch('not JSON')
  expect(checkLine('7')).toMatch('not a JSON object')
  expect(checkLine('{"magic":2,"hex":"00"}')).not.toBeNull()
})

test('each line that differs is printed, and last how many agree of all', async () => {
  const printed: string[] = []
  const lines = [JSON.stringify(line), '', JSON.stringify({ ...line, hex: '00' })]
  expect(await checkLines(lines, (text) => printed.push(text))).toBe(false)
  expect(printed).toEqual([expect.stringMatching(/^line 3 HeartbeatRequest v0: DecodeError: /), '1 of 2'])
})

test('a request frame becomes JSON, with its size and without', () => {
  const hex = hexOf(
    encodeRequest(
      'ListOffsets',
      1,
      { correlationId: 9, clientId: 'me' },
      {
        replicaId: -1,
        topics: [{ name: 't', partitions: [{ partitionIndex: 0, timestamp: -2n }] }]
      }
    )
  )
  const decoded = decodeFrame(hex)
  expect(decoded).toMatchObject({
    api: 'ListOffsets',
    version: 1,
    header: { requestApiKey: 2, correlationId: 9, clientId: 'me' },
    body: { topics: [{ name: 't', partitions: [{ timestamp: '-2' }] }] }
  })
  expect(decodeFrame(hex.slice(8))).toEqual(decoded)
  expect(JSON.parse(JSON.stringify(decoded))).toEqual(decoded)
})

test('a response needs to be told what it answers', () => {
  const hex = hexOf(encodeResponse('Heartbeat', 4, 3, { errorCode: 27 }))
  expect(decodeFrame(hex, { isResponse: true })).toMatch('needs the name of its API')
  expect(decodeFrame(hex, { isResponse: true, name: 'Heartbeat' })).toMatch('needs its version')
  expect(decodeFrame(hex, { isResponse: true, name: 'Heartbeat', version: 4 })).toMatchObject({
    header: { correlationId: 3 },
    body: { errorCode: 27 }
  })
})

test('a bare message is decoded by its name, and bytes after it are counted', () => {
  const options = { name: 'OffsetCommitKey', version: 0 }
  expect(decodeFrame('0001 67 0001 74 00000002 ff', options)).toEqual({
    message: 'OffsetCommitKey',
    version: 0,
    body: { group: 'g', topic: 't', partition: 2 },
    bytesAfter: 1
  })
})

test.each([
  ['', 'not hex'],
  ['abc', 'not hex'],
  ['00', 'too short'],
  ['7fff000000000000ffff', 'unknown API key 32767'],
  ['0001006300000000ffff', 'Fetch has no version 99'],
  ['0001000000000000ffff', 'TRUNCATED']
])('the bytes %j are answered with a reason: %s', (hex, said) => {
  expect(decodeFrame(hex)).toMatch(said)
})
