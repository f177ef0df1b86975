/** Goal: the parts of the command line that decide something decide it right. Method: call them, no process and no broker. */
import { parseBootstrap } from '../../../src/cli/client/cluster.ts'
import { formatRecord, partitionsText, waitingNote } from '../../../src/cli/commands/consume.ts'
import { inputNote, recordOf, sentText } from '../../../src/cli/commands/produce.ts'
import { splitLines } from '../../../src/cli/lines.ts'
import { bytesText, bytesToJson, jsonText, jsonToBytes, parseAssignment } from '../../../src/cli/output.ts'
import { isStart, parseStart as parseStartCommand } from '../../../src/cli/start-options.ts'
import { parseStart } from '../../../src/cli/start-point.ts'
import { nearest } from '../../../src/cli/suggest.ts'
import { murmur2, partitionOfKey } from '../../../src/records/index.ts'

const plain = {
  json: false,
  key: undefined,
  keyDelimiter: undefined,
  header: [],
  partition: undefined,
  tombstones: false
}

test.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107]
])('the hash of key %s is that of every Kafka client', (key, hash) => {
  expect(murmur2(Buffer.from(key))).toBe(hash)
  expect(partitionOfKey(Buffer.from(key), 7)).toBe((hash & 0x7fffffff) % 7)
})

test('bootstrap lists are read, with ports and addresses of both families', () => {
  expect(parseBootstrap('a:1, b , [::1]:3')).toEqual([
    { host: 'a', port: 1 },
    { host: 'b', port: 9092 },
    { host: '::1', port: 3 }
  ])
  for (const bad of ['', 'a:99999', 'a:b', ':1']) expect(() => parseBootstrap(bad)).toThrow(/host:port/)
})

test('where to begin is an end, an offset, a count from the end, or a time', () => {
  expect(parseStart('--from', 'beginning')).toEqual({ at: 'beginning' })
  expect(parseStart('--from', 'latest')).toEqual({ at: 'end' })
  expect(parseStart('--from', '17')).toEqual({ at: 'offset', offset: 17 })
  expect(parseStart('--from', '-5')).toEqual({ at: 'back', records: 5 })
  expect(parseStart('--from', '@1700000000000')).toEqual({ at: 'time', timestamp: 1_700_000_000_000 })
  expect(parseStart('--from', '2026-01-31T12:00:00Z')).toEqual({ at: 'time', timestamp: Date.UTC(2026, 0, 31, 12) })
  expect(() => parseStart('--from', 'yesterday')).toThrow('--from yesterday')
})

test('lines are cut out of any chunks, bytes that are no UTF-8 kept', async () => {
  const text = Buffer.from([0xff, 0x0a, 0x0a, 0x61, 0x0d, 0x0a, 0x62])
  for (let size = 1; size <= text.length; size++) {
    const chunks: Buffer[] = []
    for (let at = 0; at < text.length; at += size) chunks.push(text.subarray(at, at + size))
    const lines: string[] = []
    for await (const some of splitLines(
      (async function* () {
        yield* chunks
      })()
    ))
      lines.push(...some.map((line) => line.toString('latin1')))
    expect(lines).toEqual(['\u00ff', '', 'a\r', 'b'])
  }
})

test('a line is a record: key before the delimiter, headers, tombstones, JSON', () => {
  expect(recordOf(Buffer.from('a:b:c'), { ...plain, keyDelimiter: ':' })).toMatchObject({
    key: Buffer.from('a'),
    value: Buffer.from('b:c')
  })
  expect(recordOf(Buffer.from('abc'), { ...plain, keyDelimiter: ':' })).toMatchObject({
    key: null,
    value: Buffer.from('abc')
  })
  expect(recordOf(Buffer.from('a:'), { ...plain, keyDelimiter: ':', tombstones: true })).toMatchObject({
    key: Buffer.from('a'),
    value: null
  })
  expect(recordOf(Buffer.from('v'), { ...plain, header: ['h=1'] }).headers).toEqual([
    { key: 'h', value: Buffer.from('1') }
  ])
  const line =
    '{"key":{"base64":"/w=="},"value":{"n":1},"headers":[{"key":"h","value":null}],"timestamp":5,"partition":2}'
  expect(recordOf(Buffer.from(line), { ...plain, json: true })).toEqual({
    key: Buffer.from([0xff]),
    value: Buffer.from('{"n":1}'),
    headers: [{ key: 'h', value: null }],
    timestamp: 5,
    partition: 2
  })
  for (const bad of ['nope', '[1]', '3', 'null'])
    expect(() => recordOf(Buffer.from(bad), { ...plain, json: true })).toThrow(/not /)
})

test.each([
  ['{"key":"a"}', 'no "value"'],
  ['{"value":1,"timestamp":"x"}', '"timestamp"'],
  ['{"value":1,"partition":-1}', '"partition"'],
  ['{"value":1,"partition":"0"}', '"partition"'],
  ['{"value":1,"headers":{"a":1}}', '"headers"'],
  ['{"value":1,"headers":[{"value":1}]}', '"headers"']
])('a JSON record whose fields are wrong is refused, not guessed at: %s', (line, said) => {
  expect(() => recordOf(Buffer.from(line), { ...plain, json: true })).toThrow(said)
})

test('bytes survive JSON', () => {
  for (const bytes of [Buffer.from('text'), Buffer.from([0xff, 0]), Buffer.alloc(0)])
    expect(jsonToBytes(bytesToJson(bytes))).toEqual(bytes)
  expect(jsonToBytes(bytesToJson(null))).toBeNull()
})

test('a format names the parts of a record', () => {
  const record = {
    offset: 7,
    timestamp: 9,
    key: Buffer.from('k'),
    value: Buffer.from('v'),
    headers: [{ key: 'h', value: Buffer.from('1') }]
  }
  const consumed = { topic: 't', partition: 3, record: record as never }
  expect(formatRecord(consumed, '%t/%p@%o %T %k=%s %h 100%%\\n')).toBe('t/3@7 9 k=v h=1 100%\n')
})

test('an assignment may have equals signs in its value, and needs a name', () => {
  expect(parseAssignment('a=b=c')).toEqual({ name: 'a', value: 'b=c' })
  expect(() => parseAssignment('=b')).toThrow('name=value')
  expect(() => parseAssignment('ab')).toThrow('name=value')
})

test('a start is told from every other command', () => {
  for (const start of [[], ['--port', '0'], ['start'], ['start', 'x'], ['--bad'], ['']])
    expect(isStart(start)).toBe(true)
  for (const other of [['--help'], ['start', '-h'], ['-V'], ['topics', 'list'], ['topisc']])
    expect(isStart(other)).toBe(false)
})

test('the options of a start are read in every spelling', () => {
  expect(parseStartCommand([])).toEqual({})
  const args = [
    'start',
    '--port',
    '0',
    '-m',
    '--set',
    'a=1',
    '--set',
    'b=2',
    '-t',
    'x:3',
    '--log-format=json',
    '--json=false'
  ]
  expect(parseStartCommand(args)).toEqual({
    port: '0',
    memory: true,
    set: ['a=1', 'b=2'],
    topic: ['x:3'],
    logFormat: 'json',
    json: false
  })
  expect(parseStartCommand(['-mp0'])).toEqual({ memory: true, port: '0' })
})

test.each([
  [['--prot', '1'], /Unknown argument --prot; did you mean --port\?/],
  [['--dataDir', 'x'], /Unknown argument --dataDir; did you mean --data-dir\?/],
  [['--constructor'], /Unknown argument --constructor/],
  [['-x'], /Unknown argument -x /],
  [['start', 'x'], /unexpected argument 'x'/],
  [['--profile', 'test'], /--profile test: choose one of dev, production/],
  [['--port'], /--port needs a value/],
  [['--port', '-m'], /--port needs a value/],
  [['--memory=yes'], /--memory takes no value/]
])('a start with %j is refused with what to write', (args, said) => {
  expect(() => parseStartCommand(args)).toThrow(said)
  expect(() => parseStartCommand(args)).toThrow(/\(see ottla start --help\)/)
})

test('the word that was meant is near in spelling or a longer form; others are not guessed', () => {
  const words = ['topics', 'produce', 'consume', 'groups', 'partitions', 'partition']
  expect(nearest('topisc', words)).toBe('topics')
  expect(nearest('Topics', words)).toBe('topics')
  expect(nearest('prod', words)).toBe('produce')
  expect(nearest('partitoin', words)).toBe('partition')
  expect(nearest('xyz', words)).toBeUndefined()
})

test('sizes are for people, integers of JSON are never rounded', () => {
  expect([0, 1023, 1536, 1024 ** 2, 150 * 1024 ** 3].map(bytesText)).toEqual([
    '0 B',
    '1023 B',
    '1.5 KiB',
    '1.0 MiB',
    '150 GiB'
  ])
  expect(jsonText({ small: 5n, large: 2n ** 60n })).toBe('{"small":5,"large":"1152921504606846976"}')
})

test('a terminal is told what is read, what is awaited, how to end it, and at the end what was sent where', () => {
  expect(inputNote('orders', false, 'linux')).toMatch(/record of orders; Ctrl-D/)
  expect(inputNote('orders', true, 'win32')).toMatch(/JSON object; Ctrl-Z and Enter/)
  expect(sentText('t', [])).toBe('0 records to t')
  const sent = [
    { partition: 0, records: 2, firstOffset: 5, lastOffset: 6 },
    { partition: 2, records: 1, firstOffset: 9, lastOffset: 9 }
  ]
  expect(sentText('t', sent)).toBe('3 records to t: partition 0 offsets 5 to 6, partition 2 offset 9')
  expect(sentText('t', [{ partition: 0, records: 1, firstOffset: null, lastOffset: null }])).toMatch(/not acknowledged/)
  const positions = [0, 1, 2, 3, 4].map((partition) => ({ topic: 't', partition, offset: 0, end: 0 }))
  expect(waitingNote(partitionsText(positions), { exit: false, count: 1 })).toBe(
    'waiting for records of t-0, t-1, t-2 and 2 more, until 1 record came; Ctrl-C ends'
  )
  expect(waitingNote('t-0', { exit: true, count: undefined })).toBe('reading t-0 to its end')
})
