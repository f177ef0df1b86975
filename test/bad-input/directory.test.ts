/**
 * Goal: whatever a data directory holds that does not belong there, the broker starts, says which file and partition, and
 * serves the rest. Method: spawn the built command on a directory that was spoilt while nobody used it.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inProcess, isBuilt, type Serving, serve } from '../kit/command-line.ts'

const topics = ['spoilt', 'whole']
const firstLog = '00000000000000000000.log'
let directory: string

const start = () => serve(['--port', '0', '--data-dir', directory, ...topics.flatMap((topic) => ['--topic', topic])])

/** What it said on stderr. */
async function stop({ child, ended }: Serving): Promise<string> {
  child.kill('SIGTERM')
  return (await ended).stderr
}

const read = (broker: Serving, topic: string) =>
  inProcess(['consume', topic, '--from', 'beginning', '--exit', '--bootstrap', broker.bootstrap])
const write = (broker: Serving, topic: string, input: string) =>
  inProcess(['produce', topic, '--bootstrap', broker.bootstrap], input)

const inside = (...names: string[]) => join(directory, ...names)

beforeEach(async () => {
  if (!isBuilt) throw new Error('dist is not built: npm run build')
  directory = mkdtempSync(join(tmpdir(), 'ottla-directory-'))
  const broker = await start()
  for (const topic of topics) await write(broker, topic, 'one\ntwo\n')
  await stop(broker)
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

test('files and directories that are not ours are named and left alone', async () => {
  writeFileSync(inside('notes.txt'), 'mine')
  mkdirSync(inside('lost+found'))
  mkdirSync(inside('stranger-7'))
  writeFileSync(inside('stranger-7', 'data'), 'mine too')
  writeFileSync(inside('spoilt-0', `${firstLog}.bak`), 'a copy')
  const broker = await start()
  expect((await read(broker, 'spoilt')).stdout).toBe('one\ntwo\n')
  const said = await stop(broker)
  expect(said).toMatch(/does not belong to a log directory=\S*spoilt-0 name=0+\.log\.bak/)
  expect(said).toMatch(/of an unknown topic directory=\S* topic=stranger partition=7/)
  expect(readFileSync(inside('notes.txt'), 'utf8')).toBe('mine')
  expect(readFileSync(inside('stranger-7', 'data'), 'utf8')).toBe('mine too')
  expect(readFileSync(inside('spoilt-0', `${firstLog}.bak`), 'utf8')).toBe('a copy')
  expect(existsSync(inside('lost+found'))).toBe(true)
})

test('a log that cannot be opened closes its partition, and no other', async () => {
  renameSync(inside('spoilt-0', firstLog), inside('aside'))
  mkdirSync(inside('spoilt-0', firstLog))
  const broker = await start()
  expect((await read(broker, 'spoilt')).stderr).toMatch(/KAFKA_STORAGE_ERROR/)
  expect((await read(broker, 'whole')).stdout).toBe('one\ntwo\n')
  expect((await write(broker, 'whole', 'three\n')).code).toBe(0)
  expect(await stop(broker)).toMatch(new RegExp(`log=spoilt-0 .*${firstLog}`))

  rmSync(inside('spoilt-0', firstLog), { recursive: true })
  renameSync(inside('aside'), inside('spoilt-0', firstLog))
  const mended = await start()
  expect((await read(mended, 'spoilt')).stdout).toBe('one\ntwo\n')
  await stop(mended)
})

test('checkpoints that hold nonsense are named and made anew', async () => {
  const checkpoints = [
    inside('recovery-point-offset-checkpoint'),
    inside('log-start-offset-checkpoint'),
    inside('replication-offset-checkpoint'),
    inside('spoilt-0', 'leader-epoch-checkpoint')
  ]
  for (const path of checkpoints) writeFileSync(path, '\0nonsense\n7 x')
  const broker = await start()
  for (const topic of topics) expect((await read(broker, topic)).stdout).toBe('one\ntwo\n')
  const said = await stop(broker)
  for (const path of checkpoints) expect(said).toContain(path)
  for (const path of checkpoints) expect(readFileSync(path, 'utf8')).not.toContain('nonsense')
})

test('bytes that are no records are cut off after a kill, and the line names the file, the position and the offset', async () => {
  rmSync(inside('.kafka_cleanshutdown'))
  const path = inside('spoilt-0', firstLog)
  const whole = readFileSync(path)
  writeFileSync(path, Buffer.concat([whole, Buffer.alloc(100, 0xaa)]))
  writeFileSync(inside('recovery-point-offset-checkpoint'), '0\n0\n')
  const broker = await start()
  expect((await read(broker, 'spoilt')).stdout).toBe('one\ntwo\n')
  expect((await write(broker, 'spoilt', 'three\n')).code).toBe(0)
  expect((await read(broker, 'spoilt')).stdout).toBe('one\ntwo\nthree\n')
  const said = await stop(broker)
  expect(said).toMatch(new RegExp(`${firstLog} position=${whole.length} offset=2 bytes=100`))
})
