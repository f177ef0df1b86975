/**
 * Goal: the `ottla` command does for a user what its help says, and says in one line what is wrong when it cannot.
 * Method: spawn the built command; one broker in memory serves the commands that need one. Where only the answer of a command
 * counts, and not its process, it runs in this one.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Cluster } from '../../../src/cli/client/cluster.ts'
import { GroupMember } from '../../../src/cli/client/group.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import { inProcess, isBuilt, main, ottla, type Serving, serve } from '../../kit/command-line.ts'

let broker: Serving
let home: string
beforeAll(async () => {
  if (!isBuilt) throw new Error('dist is not built: npm run build')
  home = mkdtempSync(join(tmpdir(), 'ottla-cli-'))
  broker = await serve(['--memory', '--port', '0', '--topic', 'orders:3', '--topic', 'plain'])
})
afterAll(async () => {
  broker.child.kill('SIGTERM')
  await broker.ended
  rmSync(home, { recursive: true, force: true })
})

const at = (...args: string[]) => [...args, '--bootstrap', broker.bootstrap]
/** Exactly one line on stderr that matches, and nothing on stdout. */
function expectOneLine({ code, stdout, stderr }: Awaited<ReturnType<typeof inProcess>>, line: RegExp): void {
  expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(line)])
  expect(stdout).toBe('')
  expect(code).not.toBe(0)
}

test('what is produced line by line is consumed line by line', async () => {
  const lines = Array.from({ length: 2_000 }, (_, n) => `line ${n} ä`).join('\n')
  expect(await ottla(at('produce', 'plain', '--codec', 'lz4'), { input: `${lines}\n` })).toMatchObject({
    code: 0,
    stdout: '',
    stderr: ''
  })
  const read = await ottla(at('consume', 'plain', '--from', 'beginning', '--exit'))
  expect(read.code).toBe(0)
  expect(read.stdout).toBe(`${lines}\n`)
})

test('keys, headers, partitions and times survive consume --json | produce --json', async () => {
  const input =
    '{"key":"a","value":"1","headers":[{"key":"h","value":"x"}],"timestamp":123,"partition":2}\n{"key":null,"value":null,"partition":0}\n'
  await inProcess(at('produce', 'orders', '--json'), input)
  const first = await inProcess(at('consume', 'orders', '--from', 'beginning', '--exit', '--json'))
  const records = first.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(records).toHaveLength(2)
  expect(records.find(({ partition }) => partition === 2)).toEqual({
    topic: 'orders',
    partition: 2,
    offset: 0,
    timestamp: 123,
    key: 'a',
    value: '1',
    headers: [{ key: 'h', value: 'x' }]
  })
  expect(records.find(({ partition }) => partition === 0)).toMatchObject({ key: null, value: null })
})

test('a group goes on where it left off', async () => {
  await inProcess(at('topics', 'create', 'grouped', '-p', '1'))
  await inProcess(at('produce', 'grouped'), '1\n2\n3\n4\n')
  expect((await inProcess(at('consume', 'grouped', '--group', 'g', '--count', '3'))).stdout).toBe('1\n2\n3\n')
  expect((await inProcess(at('consume', 'grouped', '--group', 'g', '--exit'))).stdout).toBe('4\n')
  const described = await inProcess(at('groups', 'describe', 'g', '--json'))
  expect(JSON.parse(described.stdout)).toMatchObject({
    group: 'g',
    state: 'Empty',
    offsets: [{ topic: 'grouped', partition: 0, offset: 4, end: 4, lag: 0 }]
  })
  expect((await inProcess(at('groups', 'list'))).stdout).toMatch(/^g +Empty +classic +consumer$/m)
  expect((await inProcess(at('groups', 'reset', 'g', 'grouped', '--to', '-2'))).stdout).toBe('grouped-0 2\n')
  expect((await inProcess(at('consume', 'grouped', '--group', 'g', '--exit'))).stdout).toBe('3\n4\n')
  expect((await inProcess(at('groups', 'delete', 'g'))).code).toBe(0)
  expectOneLine(await inProcess(at('groups', 'delete', 'g')), /GROUP_ID_NOT_FOUND/)
})

test('topics and configs are made, shown, changed and removed', async () => {
  expect((await inProcess(at('topics', 'create', 'made', '-p', '2', '-c', 'retention.ms=1000', '--json'))).stdout).toBe(
    '{"name":"made","partitions":2}\n'
  )
  expect((await inProcess(at('topics', 'list', '--names'))).stdout.split('\n')).toContain('made')
  expect(
    (await inProcess(at('configs', 'set', 'topic', 'made', 'retention.ms=2000', 'cleanup.policy=compact'))).code
  ).toBe(0)
  const shown = await inProcess(at('configs', 'show', 'topic', 'made'))
  expect(shown.stdout).toMatch(/retention\.ms +2000 +topic/)
  expect(shown.stdout).toMatch(/cleanup\.policy +compact +topic/)
  expect((await inProcess(at('configs', 'unset', 'topic', 'made', 'retention.ms'))).code).toBe(0)
  expect((await inProcess(at('topics', 'grow', 'made', '4'))).code).toBe(0)
  const described = (await inProcess(at('topics', 'describe', 'made'))).stdout.trimEnd().split('\n')
  expect(described).toHaveLength(6)
  expect(described[5]).toBe('configs: cleanup.policy=compact')
  expectOneLine(await inProcess(at('topics', 'create', 'made')), /topic made: TOPIC_ALREADY_EXISTS/)
  expect((await inProcess(at('topics', 'create', 'made', '--if-not-exists'))).code).toBe(0)
  expect((await inProcess(at('topics', 'delete', 'made'))).code).toBe(0)
  expectOneLine(await inProcess(at('consume', 'made', '--exit')), /topic made: UNKNOWN_TOPIC_OR_PARTITION/)
})

test('ready succeeds when a broker answers and fails when none does', async () => {
  expect(await inProcess(at('ready'))).toMatchObject({ code: 0, stdout: 'ready\n' })
  expectOneLine(await inProcess(['ready', '--bootstrap', '127.0.0.1:1']), /no broker answers at 127\.0\.0\.1:1/)
})

test('what listens but is no broker is said to be none', async () => {
  const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as { port: number }
  try {
    expectOneLine(
      await inProcess(['topics', 'list', '--bootstrap', `127.0.0.1:${port}`]),
      /the server at 127\.0\.0\.1:\d+ is not a Kafka broker: it is an HTTP server/
    )
  } finally {
    other.close()
  }
})

test('a start prints one line, and as JSON when asked', async () => {
  const json = await serve(['start', '--memory', '--port', '0', '--json', '--log-format', 'json'])
  const { bootstrap, port } = JSON.parse(json.firstLine)
  expect(bootstrap).toBe(`127.0.0.1:${port}`)
  json.child.kill('SIGINT')
  const { code, stdout, stderr } = await json.ended
  expect(code).toBe(0)
  expect(stdout).toBe(`${json.firstLine}\n`)
  for (const line of stderr.trimEnd().split('\n'))
    expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number), msg: expect.any(String) })
})

test('what was acknowledged is there after SIGTERM and after SIGKILL', async () => {
  const dataDir = join(home, 'kept')
  const start = () => serve(['--port', '0', '--data-dir', dataDir])
  let one = await start()
  for (const [signal, text] of [
    ['SIGTERM', 'first'],
    ['SIGKILL', 'second']
  ] as const) {
    expect((await inProcess(['produce', 'kept', '-b', one.bootstrap], `${text}\n`)).code).toBe(0)
    one.child.kill(signal)
    await one.ended
    one = await start()
  }
  expect((await inProcess(['consume', 'kept', '--from', 'beginning', '--exit', '-b', one.bootstrap])).stdout).toBe(
    'first\nsecond\n'
  )
  const other = await ottla(['--port', '0', '--data-dir', dataDir])
  expectOneLine(other, /data directory .* is in use by process \d+/)
  one.child.kill('SIGTERM')
  expect((await one.ended).code).toBe(0)
})

test('settings come from flags, environment and file, in this order', async () => {
  const file = join(home, 'server.properties')
  writeFileSync(file, 'num.partitions=2\nmessage.max.bytes=5000\nlog.retention.ms=7\nnode.id=4\n')
  const one = await serve(['--memory', '--port', '0', '--config', file, '--set', 'num.partitions=5'], {
    KAFKA_NUM_PARTITIONS: '3',
    KAFKA_MESSAGE_MAX_BYTES: '6000'
  })
  const { stdout } = await inProcess(['configs', 'show', 'broker', '4', '-b', one.bootstrap])
  expect(stdout).toMatch(/^num\.partitions +5 /m)
  expect(stdout).toMatch(/^message\.max\.bytes +6000 /m)
  expect(stdout).toMatch(/^log\.retention\.ms +7 /m)
  one.child.kill('SIGTERM')
  await one.ended
})

test('an unknown config is a warning that names the nearest, the broker starts', async () => {
  const one = await serve(['--memory', '--port', '0', '--set', 'num.partition=5'])
  one.child.kill('SIGTERM')
  expect((await one.ended).stderr).toMatch(/unknown config 'num\.partition'.*num\.partitions/)
})

test.each<[string, () => readonly string[], RegExp]>([
  [
    'a taken port',
    () => ['--memory', '--port', broker.bootstrap.split(':')[1] as string],
    /127\.0\.0\.1:\d+ is in use/
  ],
  ['one id for several brokers', () => ['--memory', '--brokers', '2', '--node-id', '3'], /their ids are 1, 2, 3/],
  ['a data directory that is a file', () => ['--port', '0', '--data-dir', join(home, 'file')], /data directory .*file/]
])('%s is said in one line on stderr', async (_what, args, line) => {
  writeFileSync(join(home, 'file'), 'not a directory')
  expectOneLine(await ottla(args()), line)
})

test.each<[string, readonly string[], RegExp]>([
  ['a port that is none', ['--port', '99999'], /--port 99999/],
  ['a node id that is none', ['--node-id', 'one'], /--node-id one/],
  ['a profile that is none', ['--profile', 'fast'], /profile/],
  ['a missing properties file', ['--config', join(tmpdir(), 'ottla-missing')], /--config .*missing/],
  ['a data directory without a name', ['--port', '0', '--data-dir', ''], /--data-dir/],
  ['memory with a directory', ['--memory', '--data-dir', tmpdir()], /--memory/],
  ['an unreachable broker', ['topics', 'list', '-b', '127.0.0.1:1'], /ECONNREFUSED/]
])('%s is said in one line before anything starts', async (_what, args, line) => {
  expectOneLine(await inProcess(args), line)
})

test('help shows commands, options with defaults, and examples', async () => {
  const { stdout, code } = await ottla(['--help'])
  expect(code).toBe(0)
  for (const part of [
    'ottla topics',
    'ottla consume',
    '--data-dir',
    './ottla-data',
    '127.0.0.1',
    'Examples:',
    'Exit codes'
  ])
    expect(stdout).toContain(part)
  const consume = await ottla(['consume', '--help'])
  for (const part of ['--from', '--group', '--read-committed', 'Examples:']) expect(consume.stdout).toContain(part)
  for (const version of ['-V', 'version']) expect((await ottla([version])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test('frames are decoded and checked', async () => {
  const decoded = await inProcess(['frames', 'decode', '0000000e0012000000000007000474657374'])
  expect(JSON.parse(decoded.stdout)).toMatchObject({
    api: 'ApiVersions',
    version: 0,
    header: { correlationId: 7, clientId: 'test' }
  })
  expectOneLine(await inProcess(['frames', 'decode', 'zz']), /not hex/)
  const line = '{"kind":"request","name":"HeartbeatRequest","version":0,"json":{},"hex":"00"}\n'
  const wrong = await inProcess(['frames', 'check'], line)
  expect(wrong.code).toBe(1)
  expect(wrong.stdout.trimEnd().split('\n').at(-1)).toBe('0 of 1')
})

test('a reader that has had enough ends a consume quietly', async () => {
  await inProcess(at('produce', 'plain'), 'x\n'.repeat(50_000))
  const child = spawn(process.execPath, [main, ...at('consume', 'plain', '--from', 'beginning')], {
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  child.stdout.once('data', () => child.stdout.destroy())
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})

const hasPauses = process.platform !== 'win32'
/** Without an end of its own a command that was interrupted ends with 143 after a while. */
const onPosix = hasPauses ? test : test.skip

/** Asks until what is told of a group is as it should be. */
async function untilGroup(group: string, bootstrap: string, isSo: (told: Record<string, unknown>) => boolean) {
  for (;;) {
    const { code, stdout } = await inProcess(['groups', 'describe', group, '--json', '--bootstrap', bootstrap])
    if (code === 0 && isSo(JSON.parse(stdout))) return
  }
}

onPosix('a member whose broker does not answer ends when it is told to', async () => {
  const silent = await serve(['--memory', '--port', '0', '--topic', 'plain'])
  await inProcess(['produce', 'plain', '--bootstrap', silent.bootstrap], 'one\n')
  const member = spawn(process.execPath, [main, 'consume', 'plain', '--group', 'g', '--bootstrap', silent.bootstrap])
  await untilGroup('g', silent.bootstrap, ({ offsets }) => JSON.stringify(offsets).includes('"offset":1,'))
  silent.child.kill('SIGSTOP')
  member.kill('SIGTERM')
  expect(await once(member, 'close')).toEqual([0, null])
  silent.child.kill('SIGKILL')
  await silent.ended
})

onPosix('a member that waits for others leaves when it is told to, and ends where its broker is gone', async () => {
  const mine = await serve(['--memory', '--port', '0', '--topic', 'plain'])
  // It does not join again, so that others wait for it.
  const cluster = Cluster.at(createRealEnv(), mine.bootstrap)
  const first = new GroupMember(cluster, 'g', ['plain'])
  await first.join()
  for (const isGone of [false, true]) {
    const member = spawn(process.execPath, [main, 'consume', 'plain', '--group', 'g', '--bootstrap', mine.bootstrap])
    await untilGroup('g', mine.bootstrap, ({ members }) => members === 2)
    if (isGone) mine.child.kill('SIGKILL')
    if (isGone) await mine.ended
    member.kill('SIGTERM')
    expect(await once(member, 'close')).toEqual([0, null])
    if (!isGone) await untilGroup('g', mine.bootstrap, ({ members }) => members === 1)
  }
  await first.leave()
  await cluster.close()
})
