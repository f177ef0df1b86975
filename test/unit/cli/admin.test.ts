/**
 * Goal: the commands that show and change a cluster say what is there, as text for people and as JSON lines for programs.
 * Method: the commands in this process, against a broker in it.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ottla } from '../../../src/index.ts'
import { inProcess, main } from '../../kit/command-line.ts'
import { OneConnection } from '../../kit/one-connection.ts'
import { subtopology } from '../../kit/streams-member.ts'

let broker: Ottla
beforeAll(async () => {
  broker = await Ottla.start({ memory: true, topics: [{ name: 'orders', partitions: 2 }] })
})
afterAll(() => broker.stop())

const at = (...args: string[]) => inProcess([...args, '--bootstrap', broker.bootstrap])
const jsonLines = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
const put = (topic: string, input: string, ...args: string[]) =>
  inProcess(['produce', '--bootstrap', broker.bootstrap, ...args, topic], input)

test('topics are listed and described with partitions, sizes, offsets and configs', async () => {
  await at('topics', 'create', 'sized', '-p', '2', '-c', 'retention.ms=5000')
  await put('sized', 'one\ntwo\nthree\n', '-p', '1')
  const [listed] = jsonLines((await at('topics', 'list', '--json')).stdout).filter(({ name }) => name === 'sized')
  expect(listed).toEqual({
    name: 'sized',
    partitions: 2,
    replicationFactor: 1,
    bytes: expect.any(Number),
    internal: false
  })
  expect(listed.bytes).toBeGreaterThan(60)
  expect((await at('topics', 'list')).stdout).toMatch(
    /^TOPIC +PARTITIONS +REPLICATION +SIZE\n(.*\n)*sized +2 +1 +\d+ B$/m
  )
  const [described] = jsonLines((await at('topics', 'describe', 'sized', '--json')).stdout)
  expect(described).toMatchObject({ name: 'sized', configs: { 'retention.ms': '5000' } })
  expect(described.partitions[1]).toMatchObject({ partition: 1, leader: 1, isr: [1], startOffset: 0, endOffset: 3 })
  const text = (await at('topics', 'describe', 'orders')).stdout
  expect(text).toMatch(/^orders +1 +1 +1 +1 +0 +0 +0 B$/m)
  expect(text).toMatch(/^configs: no overrides$/m)
})

test('offsets are found by time, and records are deleted before an offset', async () => {
  const records = [1_000, 2_000, 3_000].map((timestamp) => JSON.stringify({ value: 'x', timestamp, partition: 0 }))
  await at('topics', 'create', 'timed', '-p', '1', '-c', 'retention.ms=-1')
  await put('timed', records.join('\n'), '--json')
  const offset = async (...time: string[]) =>
    jsonLines((await at('topics', 'offsets', 'timed', '--json', ...time)).stdout)[0]
  expect(await offset()).toEqual({ topic: 'timed', partition: 0, offset: 3, timestamp: null })
  expect(await offset('--time', '@1500')).toEqual({ topic: 'timed', partition: 0, offset: 1, timestamp: 2_000 })
  expect(await offset('--time', 'max-timestamp')).toMatchObject({ offset: 2, timestamp: 3_000 })
  expect(await offset('--time', '2030-01-01')).toMatchObject({ offset: null })
  expect((await at('topics', 'offsets', 'timed', '--time', '@1500')).stdout).toMatch(
    /^timed +0 +1 +1970-01-01T00:00:02/m
  )
  const deleted = await at('topics', 'delete-records', 'timed', '--before', '2', '--json')
  expect(jsonLines(deleted.stdout)).toEqual([{ topic: 'timed', partition: 0, startOffset: 2 }])
  expect((await at('topics', 'delete-records', 'timed', '--before', 'end')).stdout).toMatch(/^timed +0 +3$/m)
  expect(await offset('--time', 'beginning')).toMatchObject({ offset: 3 })
  const beyond = await at('topics', 'delete-records', 'timed', '--before', '99')
  expect([beyond.code, beyond.stderr]).toEqual([1, expect.stringContaining('OFFSET_OUT_OF_RANGE')])
})

test('a consumer that asks for what is gone goes on at the start of the log and says so; one beyond the end is told the range', async () => {
  await at('topics', 'create', 'gone', '-p', '1')
  await put('gone', '1\n2\n3\n')
  await at('topics', 'delete-records', 'gone', '--before', '2')
  const kafkasWords = await at('consume', 'gone', '--from-beginning', '--exit')
  expect([kafkasWords.code, kafkasWords.stdout]).toEqual([0, '3\n'])
  const early = await at('consume', 'gone', '--from', '0', '--exit')
  expect([early.code, early.stdout]).toEqual([0, '3\n'])
  expect(early.stderr).toMatch(/gone-0: offsets 0 to 1 are gone .*; going on at 2\n$/)
  const beyond = await at('consume', 'gone', '--from', '9', '--exit')
  expect([beyond.code, beyond.stderr]).toEqual([1, expect.stringMatching(/OFFSET_OUT_OF_RANGE.*from 2 to 3/)])
})

test('a cluster tells its id, brokers, features and APIs', async () => {
  const [cluster] = jsonLines((await at('cluster', '--json')).stdout)
  expect(cluster).toMatchObject({ controller: 1, brokers: [{ broker: 1, host: '127.0.0.1' }] })
  expect(cluster.features.map(({ feature }: { feature: string }) => feature)).toContain('metadata.version')
  expect((await at('cluster')).stdout).toContain(`cluster ${cluster.clusterId}, controller 1\n`)
  expect((await at('cluster', '--apis')).stdout).toMatch(/^ApiVersions +18 +0-\d$/m)
})

test('levels of features are changed, all or none, and only tried when that is asked', async () => {
  const levels = async () => {
    const { features } = jsonLines((await at('cluster', '--json')).stdout)[0]
    return Object.fromEntries(features.map(({ feature, level }: Record<string, unknown>) => [feature, level]))
  }
  const before = await levels()
  expect(before).toMatchObject({ 'group.version': 1, 'share.version': 1 })
  expect((await at('cluster', 'feature', 'group.version=0', '--dry-run')).stdout).toBe('group.version=0\n')
  const wrong = await at('cluster', 'feature', 'group.version=0', 'share.version=99')
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('share.version')])
  expect(await levels()).toEqual(before)
  expect((await at('cluster', 'feature', 'group.version=0', '--json')).stdout).toBe(
    '{"feature":"group.version","level":0}\n'
  )
  expect((await levels())['group.version'] ?? 0).toBe(0)
  await at('cluster', 'feature', 'group.version=1')
  expect(await levels()).toEqual(before)
  expect((await at('cluster', 'feature', 'group.version')).code).toBe(2)
})

test('where nothing is set or there is nothing to list, that is said', async () => {
  expect((await at('configs', 'show', 'topic', 'orders')).stdout).toMatch(/^no overrides for topic orders;/)
  expect((await at('configs', 'show', 'topic', 'orders', '--json')).stdout).toBe('')
  expect((await at('groups', 'list')).stdout).toBe('no groups\n')
})

test('offsets of several groups are moved at once', async () => {
  await at('topics', 'create', 'several', '-p', '1')
  await put('several', 'one')
  const reset = (...args: string[]) => at('groups', 'reset', ...args)
  const both = await reset('first', 'several', '--also', 'second', '--to', 'end')
  expect(both.stdout).toBe('first several-0 1\nsecond several-0 1\n')
  const committed = async (group: string) =>
    jsonLines((await at('groups', 'describe', group, '--json')).stdout)[0].offsets
  expect(await committed('second')).toMatchObject([{ topic: 'several', partition: 0, offset: 1 }])
  const exported = await reset('first', '--also', 'second', '--all-topics', '--to', '0', '--dry-run', '--export')
  expect(exported.stdout).toBe('first,several,0,0\nsecond,several,0,0\n')
  const folder = mkdtempSync(join(tmpdir(), 'ottla-offsets-'))
  writeFileSync(join(folder, 'offsets.csv'), exported.stdout)
  await reset('first', '--also', 'second', '--from-file', join(folder, 'offsets.csv'))
  rmSync(folder, { recursive: true })
  expect(await committed('first')).toMatchObject([{ offset: 0 }])
  expect(await committed('second')).toMatchObject([{ offset: 0 }])
  const all = await reset('several', '--all', '--type', 'classic', '--type', 'consumer', '--to', 'end', '--dry-run')
  expect(all.stdout).toContain('first several-0 1\nsecond several-0 1\n')
  for (const group of ['first', 'second']) await at('groups', 'delete', group)
  expect((await reset('--to', 'end')).code).toBe(2)
  expect((await reset('t', '--all', '--also', 'g', '--to', 'end')).code).toBe(2)
})

test('offsets of a group are moved by every measure, shown before that, written down and forgotten', async () => {
  await at('topics', 'create', 'moved', '-p', '2')
  const old = Date.now() - 3_600_000
  const records = [old, old + 1, Date.now()].map((timestamp) => JSON.stringify({ value: 'x', timestamp, partition: 0 }))
  await put('moved', records.join('\n'), '--json')
  const reset = async (...args: string[]) => (await at('groups', 'reset', 'mover', ...args)).stdout.trim().split('\n')
  expect(await reset('moved', '--to', 'end')).toEqual(['moved-0 3', 'moved-1 0'])
  expect(await reset('moved:0', '--shift-by', '-1')).toEqual(['moved-0 2'])
  expect(await reset('--all-topics', '--shift-by', '-9', '--dry-run')).toEqual(['moved-0 0', 'moved-1 0'])
  expect(await reset('--all-topics', '--to', 'current')).toEqual(['moved-0 2', 'moved-1 0'])
  expect(await reset('moved:0', '--by-duration', 'PT30M')).toEqual(['moved-0 2'])
  expect(await reset('moved:0', '--by-duration', 'P1D')).toEqual(['moved-0 0'])
  expect(await reset('moved:0', '--to', '99')).toEqual(['moved-0 3'])
  expect(await reset('moved', '--to', '1', '--dry-run', '--export')).toEqual(['moved,0,1', 'moved,1,0'])
  const folder = mkdtempSync(join(tmpdir(), 'ottla-offsets-'))
  writeFileSync(join(folder, 'offsets.csv'), '"moved",0,1\nanother,moved,1,0\n')
  expect(await reset('--from-file', join(folder, 'offsets.csv'))).toEqual(['moved-0 1'])
  rmSync(folder, { recursive: true })
  const offsets = async () => jsonLines((await at('groups', 'describe', 'mover', '--json')).stdout)[0].offsets
  expect(await offsets()).toMatchObject([
    { partition: 0, offset: 1, lag: 2 },
    { partition: 1, offset: 0 }
  ])
  await at('groups', 'delete-offsets', 'mover', 'moved:0')
  expect(await offsets()).toMatchObject([{ partition: 1 }])
  const codes = [
    ['moved'],
    ['--to', 'end'],
    ['moved', '--to', 'end', '--shift-by', '1'],
    ['moved', '--by-duration', '1d'],
    ['moved', '--to', 'end', '--delete-all-internal-topics']
  ]
  for (const args of codes) expect((await at('groups', 'reset', 'mover', ...args)).code).toBe(2)
})

test('a streams group is shown with its tasks, and deleted with the topics that it made', async () => {
  await at('topics', 'create', 'words', '-p', '2')
  await at('configs', 'set', 'group', 'counter', 'streams.initial.rebalance.delay.ms=0')
  const client = await OneConnection.open(Number(broker.bootstrap.split(':').at(-1)))
  const beat = (memberEpoch: number, more: object = {}) =>
    client.ask('StreamsGroupHeartbeat', 0, {
      groupId: 'counter',
      memberId: 'm',
      memberEpoch,
      endpointInformationEpoch: 0,
      shutdownApplication: false,
      ...more
    })
  const store = { name: 'counter-store-changelog', partitions: 0, replicationFactor: 0, topicConfigs: [] }
  const subtopologies = [subtopology('0', { sourceTopics: ['words'], stateChangelogTopics: [store] })]
  const none = { activeTasks: [], standbyTasks: [], warmupTasks: [] }
  const joining = {
    ...none,
    rebalanceTimeoutMs: 30_000,
    topology: { epoch: 0, subtopologies },
    processId: 'p',
    clientTags: []
  }
  let { memberEpoch } = await beat(0, joining)
  for (let has = 0; has === 0; ) {
    const answer = await beat(memberEpoch, none)
    memberEpoch = answer.memberEpoch
    has = answer.activeTasks?.length ?? 0
  }
  const { stdout } = await at('groups', 'describe', 'counter', '--members', '--verbose')
  expect(stdout).toMatch(
    /^counter: Stable, streams group, 1 member, epoch \d, assignment of epoch \d, topology of epoch 0, coordinator /
  )
  expect(stdout).toMatch(/^m +- .* streams +\d +0:0,1 +0:0,1 +p +0 +- +- +-$/m)
  await put('words', 'one\n', '-p', '0')
  const [shown] = jsonLines((await at('groups', 'describe', '--all', '--type', 'streams', '--json')).stdout)
  expect(shown).toMatchObject({
    type: 'streams',
    members: 1,
    offsets: [1, 0].map((lag, partition) => ({
      topic: 'words',
      partition,
      offset: null,
      lag,
      owner: { memberId: 'm' }
    }))
  })
  const refused = await at('groups', 'reset', 'counter', 'words', '--to', 'end')
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('while it has no members')])
  const others = await at('groups', 'reset', 'counter', 'words', '--also', 'other', '--to', 'end')
  expect(others).toMatchObject({ code: 1, stdout: 'other words-0 1\nother words-1 0\n' })
  await at('groups', 'delete', 'other')
  await beat(-1)
  client.close()
  expect((await at('groups', 'reset', 'counter', 'orders', '--to', 'end')).stderr).toContain('orders is no input')
  const foreign = await at('groups', 'reset', 'counter', 'words', '--to', 'end', '--delete-internal-topic', 'orders')
  expect(foreign.stderr).toContain('orders is no internal topic')
  await at('groups', 'reset', 'counter', 'words', '--to', 'end')
  expect((await at('groups', 'describe', 'counter', '--state')).stdout).toMatch(
    /^counter: Empty, streams group, 0 members/
  )
  const deleted = await at('groups', 'delete', 'counter', 'nobody', '--delete-all-internal-topics')
  expect([deleted.code, deleted.stdout]).toEqual([1, 'deleted counter\ndeleted counter-store-changelog\n'])
  expect(deleted.stderr).toContain('GROUP_ID_NOT_FOUND')
})

test('a share group is shown, moved while it has no members, and its offsets forgotten', async () => {
  await at('topics', 'create', 'shared', '-p', '1')
  await put('shared', '1\n2\n3\n')
  const client = await OneConnection.open(Number(broker.bootstrap.split(':').at(-1)))
  const beat = (memberEpoch: number, subscribedTopicNames: string[] | null) =>
    client.ask('ShareGroupHeartbeat', 1, { groupId: 'sharers', memberId: 'm', memberEpoch, subscribedTopicNames })
  await beat(0, ['shared'])
  expect((await at('groups', 'describe', 'sharers', '--members')).stdout).toMatch(
    /^sharers: Stable, share group, 1 member/
  )
  await beat(-1, null)
  client.close()
  const groups = async (...args: string[]) => (await at('groups', ...args)).stdout
  expect(await groups('reset', 'sharers', 'shared', '--to', 'end')).toBe('shared-0 3\n')
  const offsets = async () => jsonLines(await groups('describe', 'sharers', '--json'))[0].offsets
  expect(await offsets()).toMatchObject([{ topic: 'shared', partition: 0, offset: 3, end: 3 }])
  expect(await groups('reset', 'sharers', '--all-topics', '--to', 'beginning', '--dry-run')).toBe('shared-0 0\n')
  expect((await at('groups', 'reset', 'sharers', 'shared', '--shift-by', '1')).code).toBe(2)
  expect((await at('groups', 'delete-offsets', 'sharers', 'shared:0')).code).toBe(2)
  expect(await groups('delete-offsets', 'sharers', 'shared')).toBe('shared-0 deleted\n')
  expect(await offsets()).toEqual([])
  expect(await groups('list', '--type', 'share,streams', '--state', 'stable,EMPTY')).toMatch(
    /^sharers +Empty +share +share$/m
  )
  expect((await at('groups', 'list', '--state', 'Stabel')).stderr).toMatch(/--state Stabel: .*Stable/)
})

test('every change is said, and as JSON lines when asked', async () => {
  const json = async (...args: string[]) => jsonLines((await at(...args, '--json')).stdout)
  expect(await json('topics', 'create', 'c1', 'c2', '-p', '1')).toEqual([
    { name: 'c1', partitions: 1 },
    { name: 'c2', partitions: 1 }
  ])
  expect(await json('topics', 'grow', 'c1', '3')).toEqual([{ name: 'c1', partitions: 3 }])
  expect(await json('configs', 'set', 'topic', 'c1', 'retention.ms=1')).toEqual([
    { topic: 'c1', name: 'retention.ms', value: '1' }
  ])
  expect(await json('configs', 'unset', 'topic', 'c1', 'retention.ms')).toEqual([
    { topic: 'c1', name: 'retention.ms', value: null }
  ])
  expect(await json('groups', 'reset', 'g', 'c2', '--to', 'end')).toEqual([
    { group: 'g', topic: 'c2', partition: 0, offset: 0 }
  ])
  expect(await json('groups', 'delete', 'g')).toEqual([{ group: 'g', deleted: true }])
  expect(await json('topics', 'delete', 'c1')).toEqual([{ name: 'c1', deleted: true }])
  const produced = await put('c2', '{"value":"a"}\n', '--json')
  expect(jsonLines(produced.stdout)).toEqual([{ topic: 'c2', partition: 0, records: 1, firstOffset: 0, lastOffset: 0 }])
})

test.each([
  ['topics', 'describe', 'order'],
  ['topics', 'delete', 'order'],
  ['topics', 'grow', 'order', '9'],
  ['topics', 'offsets', 'order'],
  ['topics', 'delete-records', 'order', '--before', 'end'],
  ['configs', 'show', 'topic', 'order'],
  ['configs', 'set', 'topic', 'order', 'retention.ms=1'],
  ['groups', 'reset', 'g', 'order', '--to', 'end'],
  ['consume', 'order', '--exit'],
  ['consume', 'order', '--group', 'g']
])('%s %s of a topic that does not exist names the nearest', async (...args) => {
  const { code, stderr } = await at(...args)
  expect(stderr).toBe('ottla: topic order: UNKNOWN_TOPIC_OR_PARTITION (it does not exist; did you mean orders?)\n')
  expect(code).toBe(1)
})

test('a line that cannot be sent is told with its place, and the ones before it are sent', async () => {
  await at('topics', 'create', 'small', '-p', '1', '-c', 'max.message.bytes=500')
  const many = await put('small', `${'x'.repeat(90)}\n`.repeat(20))
  expect([many.code, many.stderr]).toEqual([0, ''])
  const large = await put('small', `fits\n${'y'.repeat(600)}\nafter\n`)
  expect(large.stderr).toMatch(
    /^ottla: input, line 2: a record of 600 bytes is too large for small: .* takes 500 .*MESSAGE_TOO_LARGE\n$/
  )
  expect(large.code).toBe(1)
  const unacknowledged = await put('small', 'z'.repeat(600), '--acks', '0')
  expect(unacknowledged.stderr).toContain('MESSAGE_TOO_LARGE')
  const bad = await put('small', '{"value":1}\nnope\n', '--json')
  expect([bad.code, bad.stderr]).toEqual([1, expect.stringMatching(/^ottla: input, line 2: not JSON/)])
  const partition = await put('small', 'a\n', '-p', '7')
  expect([partition.code, partition.stderr]).toEqual([
    1,
    'ottla: input, line 1: small has no partition 7, only partition 0\n'
  ])
  const file = await at('produce', 'small', 'no-such-file')
  expect([file.code, file.stderr]).toEqual([1, expect.stringMatching(/^ottla: cannot read no-such-file: ENOENT/)])
  expect((await at('topics', 'offsets', 'small', '--json')).stdout).toContain('"offset":22')
})

test('a command that fails does not wait for its stdin to end', async () => {
  const child = spawn(process.execPath, [main, 'produce', 'orders', '--json', '-b', broker.bootstrap], {
    stdio: ['pipe', 'ignore', 'ignore']
  })
  child.stdin.write('nope\n')
  const [code] = await once(child, 'exit')
  expect(code).toBe(1)
  child.stdin.destroy()
})
