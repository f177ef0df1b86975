/** Goal: files and the lock of a data directory behave as Disk promises. Method: the real file system, below a fresh directory. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DiskError } from '../../../src/env/index.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'

const { disk } = createRealEnv()
let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ottla-disk-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const codeOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error instanceof DiskError ? error.code : error
  }
  return undefined
}

test('a gathered write of more buffers than one call takes arrives whole', async () => {
  const file = disk.open(join(home, 'f'), 'create')
  const buffers = Array.from({ length: 2_500 }, (_, n) => Buffer.from(`${n},`))
  file.write([Buffer.from('head;')], 0)
  file.write(buffers, 5)
  await file.sync()
  const expected = `head;${buffers.map(String).join('')}`
  expect(file.size()).toBe(expected.length)
  const into = Buffer.alloc(expected.length + 10)
  expect(await file.read(into, 0, into.length, 0)).toBe(expected.length)
  expect(into.subarray(0, expected.length).toString()).toBe(expected)
  expect(file.readSync(into, 2, 3, 5)).toBe(3)
  expect(into.subarray(2, 5).toString()).toBe('0,1')
  file.truncate(4)
  expect(file.size()).toBe(4)
  file.close()
  file.close()
})

test('a gathered write in the pool arrives whole, and fails with a code', async () => {
  const path = join(home, 'pool')
  const file = disk.open(path, 'create')
  const buffers = Array.from({ length: 3000 }, (_, n) => Buffer.from(n % 7 === 0 ? '' : `${n} `))
  await file.writeLater(buffers, 2)
  await file.writeLater([Buffer.from('ab')], 0)
  await file.writeLater([], 0)
  expect(readFileSync(path, 'latin1')).toBe(`ab${Buffer.concat(buffers)}`)
  file.close()
  const readOnly = disk.open(path, 'read')
  await expect(readOnly.writeLater([Buffer.from('x')], 0)).rejects.toThrow(DiskError)
  readOnly.close()
})

test('failures carry a code that says what to do', () => {
  expect(codeOf(() => disk.open(join(home, 'missing'), 'read'))).toBe('NOT_FOUND')
  expect(codeOf(() => disk.list(join(home, 'missing')))).toBe('NOT_FOUND')
  expect(disk.stat(join(home, 'missing'))).toBeUndefined()
  expect(disk.exists(join(home, 'missing'))).toBe(false)
  disk.remove(join(home, 'missing'))
  const file = disk.open(join(home, 'f'), 'create')
  file.close()
  expect(codeOf(() => file.size())).toBe('OTHER')
  if (process.platform === 'linux') {
    const full = disk.open('/dev/full', 'write')
    expect(codeOf(() => full.write([Buffer.from('x')], 0))).toBe('NO_SPACE')
    full.close()
  }
})

test('a directory is made with what is missing above it, or refused with a code, also where the kernel makes none', () => {
  disk.makeDirectory(join(home, 'a/b/c'))
  disk.makeDirectory(join(home, 'a/b/c'))
  expect(disk.stat(join(home, 'a/b/c'))?.isDirectory).toBe(true)
  writeFileSync(join(home, 'file'), '')
  expect(codeOf(() => disk.makeDirectory(join(home, 'file')))).toBe('OTHER')
  expect(codeOf(() => disk.makeDirectory(join(home, 'file/below')))).toBe('NOT_FOUND')
  // Node's own recursive mkdir does not return from this one.
  if (process.platform === 'linux') expect(codeOf(() => disk.makeDirectory('/proc/nosuch/below'))).toBe('NOT_FOUND')
})

test('an atomic write replaces the content and leaves nothing beside it', () => {
  const path = join(home, 'checkpoint')
  disk.writeFileAtomic(path, 'one')
  disk.writeFileAtomic(path, Buffer.from('two'))
  expect(Buffer.from(disk.readFile(path)).toString()).toBe('two')
  expect(disk.list(home)).toEqual([{ name: 'checkpoint', isDirectory: false }])
})

test('a lock that another program holds with fcntl, as Apache Kafka does, is seen', async () => {
  if (process.platform !== 'linux') return
  writeFileSync(join(home, '.lock'), '')
  const script = `
import fcntl, sys
f = open(sys.argv[1], 'w')
fcntl.lockf(f, fcntl.LOCK_EX)
print('locked', flush=True)
sys.stdin.read()`
  const holder = spawn('python3', ['-c', script, join(home, '.lock')], { stdio: ['pipe', 'pipe', 'ignore'] })
  const started = await new Promise<boolean>((resolve) => {
    holder.stdout.once('data', () => resolve(true))
    holder.once('error', () => resolve(false))
    holder.once('exit', () => resolve(false))
  })
  if (!started) return
  try {
    await expect(disk.lock(home)).rejects.toMatchObject({ code: 'LOCKED' })
  } finally {
    holder.stdin.end()
    await new Promise((resolve) => holder.once('exit', resolve))
  }
  const lock = await disk.lock(home)
  lock.release()
})
