/**
 * Goal: of all processes that want a data directory exactly one has it, whatever their ids, and it is free when that one ends.
 * Method: real processes by the built package, which are killed, stopped and told that they are on another machine or platform.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { DiskError } from '../../../src/env/index.ts'
import { type Machine, thisMachine } from '../../../src/env/real/claim.ts'
import { lockDirectory } from '../../../src/env/real/lock.ts'
import { isBuilt } from '../../kit/command-line.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const startersAtOnce = 6
const holders: { readonly child: ChildProcess; readonly exited: Promise<void> }[] = []
let home: string
let directory: string

beforeAll(() => {
  if (!isBuilt) throw new Error('dist is not built: npm run build')
})
beforeEach(() => {
  home = fs.mkdtempSync(join(tmpdir(), 'ottla-lock-'))
  directory = join(home, 'data')
  fs.mkdirSync(directory)
})
afterEach(async () => {
  for (const { child, exited } of holders.splice(0)) {
    child.kill('SIGCONT')
    child.kill('SIGKILL')
    await exited
  }
  fs.rmSync(home, { recursive: true, force: true })
})

interface Holder {
  readonly child: ChildProcess
  /** The next thing that it says. */
  says(): Promise<string>
  end(signal?: NodeJS.Signals): Promise<void>
}

function holder(machine: Partial<Machine> = {}, path = directory): Holder {
  const args = [here('lock-holder.mjs'), path, JSON.stringify(machine), here('../../../dist')]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'], cwd: home })
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()))
  holders.push({ child, exited })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    child,
    says: async () => (await lines.next()).value ?? 'ended',
    async end(signal) {
      if (signal === undefined) child.stdin.end()
      else child.kill(signal)
      await exited
    }
  }
}

const claims = () => fs.readdirSync(directory).filter((name) => name.startsWith('.ottla-lock-'))
const lockText = () => fs.readFileSync(join(directory, '.lock'), 'utf8')
const refusal = (path = directory, machine?: Partial<Machine>): Promise<DiskError | undefined> =>
  lockDirectory(path, undefined, { ...thisMachine(), ...machine }).then(
    (lock) => {
      lock.release()
      return undefined
    },
    (error) => error
  )

/** One after another until it holds: what has to happen first is told by files, which nothing announces. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}

/** Pipes are files here, which stay when their process is killed: what is left then refuses connections. */
const pipes = join(fs.mkdtempSync(join(tmpdir(), 'ottla-pipes-')), 'pipe-')
afterAll(() => fs.rmSync(dirname(pipes), { recursive: true, force: true }))

const platforms: readonly (readonly [string, Partial<Machine>])[] = [
  ['a socket', {}],
  ['a socket, as on macOS', { platform: 'darwin' }],
  ['a named pipe, as on Windows', { platform: 'win32', pipes }],
  ['a heartbeat, where no sockets can be', { hasSockets: false, beatMs: 100 }]
]

describe.each(platforms)('by %s', (_how, machine) => {
  test('of many starters at once exactly one holds the directory, and the refusal names it', async () => {
    const starters = Array.from({ length: startersAtOnce }, () => holder(machine))
    const firstWord = async ({ says }: Holder): Promise<string> => {
      const word = await says()
      return word.startsWith('waits') ? firstWord({ says } as Holder) : word
    }
    const said = await Promise.all(starters.map(firstWord))
    expect(said.filter((word) => word === 'held')).toHaveLength(1)
    expect(said.filter((word) => word.startsWith('LOCKED'))).toHaveLength(startersAtOnce - 1)
    const winner = starters[said.indexOf('held')] as Holder
    const error = await refusal(directory, machine)
    expect(error?.code).toBe('LOCKED')
    expect(error?.message).toMatch(new RegExp(`process ${winner.child.pid} on \\S+ since \\d{4}-`))
    await winner.end()
    expect(claims()).toEqual([])
    expect(lockText()).toBe('')
    expect(await refusal(directory, machine)).toBeUndefined()
  })

  test('it is free at once when its holder is killed', async () => {
    const killed = holder(machine)
    expect(await killed.says()).toBe('held')
    await killed.end('SIGKILL')
    expect(claims()).toHaveLength(1)
    const lock = await lockDirectory(directory, undefined, { ...thisMachine(), ...machine })
    expect(claims()).toHaveLength(1)
    expect(lockText()).toContain(`ottla ${process.pid} `)
    lock.release()
  })

  test('two brokers of one process, and a symbolic link to the directory, meet', async () => {
    const link = join(home, 'link')
    fs.symlinkSync(directory, link)
    const lock = await lockDirectory(link, undefined, { ...thisMachine(), ...machine })
    expect((await refusal(directory, machine))?.code).toBe('LOCKED')
    const other = holder(machine)
    await expect(other.says().then((word) => (word.startsWith('waits') ? other.says() : word))).resolves.toMatch(
      /^LOCKED/
    )
    lock.release()
    lock.release()
    expect(await refusal(directory, machine)).toBeUndefined()
  })

  test('a path that is too long for a socket is no other', async () => {
    directory = join(home, 'long'.repeat(40), 'path'.repeat(40))
    fs.mkdirSync(directory, { recursive: true })
    const long = holder(machine)
    expect(await long.says()).toBe('held')
    expect((await refusal(directory, machine))?.code).toBe('LOCKED')
    await long.end('SIGKILL')
    expect(await refusal(directory, machine)).toBeUndefined()
    expect(fs.readdirSync(tmpdir()).filter((name) => /^ottla-[0-9a-f]{12}$/.test(name))).toEqual([])
  })
})

test('two copies of the package in one process meet', async () => {
  const { lockDirectory: other } = await import(`${here('../../../dist/env/real/lock.js')}`)
  const lock = await lockDirectory(directory)
  const refused: unknown = await other(directory).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'LOCKED' })
  expect(refused).toBeInstanceOf(DiskError)
  lock.release()
  const again = await other(directory)
  expect((await refusal())?.code).toBe('LOCKED')
  again.release()
})

test('a stopped process holds its directory still', async () => {
  const stopped = holder()
  expect(await stopped.says()).toBe('held')
  stopped.child.kill('SIGSTOP')
  for (let n = 0; n < 5; n++) expect((await refusal())?.code).toBe('LOCKED')
})

describe('on another machine', () => {
  const far = { id: 'aaaaaaaa', beatMs: 100 }
  const near = { beatMs: 100 }

  test('a process whose heart beats holds the directory', async () => {
    const other = holder(far)
    expect(await other.says()).toBe('held')
    const told: unknown[] = []
    const attempt = lockDirectory(
      directory,
      { lost: () => {}, warn: (_, fields) => void told.push(fields) },
      { ...thisMachine(), ...near }
    )
    await expect(attempt).rejects.toMatchObject({ code: 'LOCKED' })
    expect(told).toEqual([{ directory, holder: expect.stringMatching(/^process \d+/), atMostMs: 500 }])
  })

  test('a process that gives no sign loses the directory, and learns it when it goes on', async () => {
    const silent = holder(far)
    expect(await silent.says()).toBe('held')
    silent.child.kill('SIGSTOP')
    const lock = await lockDirectory(directory, undefined, { ...thisMachine(), ...near })
    silent.child.kill('SIGCONT')
    expect(await silent.says()).toMatch(/^lost was emptied or taken by another process/)
    expect(lockText()).toContain(`ottla ${process.pid} `)
    lock.release()
  })
})

describe('while it is held', () => {
  const quick = () => ({ ...thisMachine(), beatMs: 20 })
  const held = async (): Promise<{ readonly lost: Promise<string>; release(): void }> => {
    let lose: (why: string) => void = () => {}
    const lost = new Promise<string>((resolve) => {
      lose = resolve
    })
    const { release } = await lockDirectory(directory, { lost: lose, warn: () => {} }, quick()).then((lock) => ({
      release: () => lock.release()
    }))
    return { lost, release }
  }

  test('a lock file that somebody removed is written again', async () => {
    const { release } = await held()
    fs.rmSync(join(directory, '.lock'))
    await until(() => fs.existsSync(join(directory, '.lock')) && lockText() !== '')
    expect(lockText()).toContain(`ottla ${process.pid} `)
    release()
  })

  test('a claim that somebody removed is made again', async () => {
    const { release } = await held()
    fs.rmSync(join(directory, claims()[0] as string))
    await until(() => claims().length === 1 && lockText().includes(claims()[0] as string))
    expect((await refusal())?.code).toBe('LOCKED')
    release()
    expect(claims()).toEqual([])
  })

  test.each(['removed', 'made anew'])('a directory that is %s is lost', async (how) => {
    const { lost, release } = await held()
    fs.rmSync(directory, { recursive: true })
    if (how === 'made anew') fs.mkdirSync(directory)
    expect(await lost).toMatch(how === 'removed' ? /^was removed/ : /^was (removed|emptied or taken)/)
    release()
    fs.mkdirSync(directory, { recursive: true })
    expect(await refusal()).toBeUndefined()
  })
})

test('a directory that cannot be written to says so, and so does one that is not there', async () => {
  expect((await refusal(join(home, 'none')))?.code).toBe('NOT_FOUND')
  if (process.platform === 'linux') expect((await refusal('/sys/kernel'))?.code).toBe('NO_PERMISSION')
})

test('a lock file of an older Ottla holds while that process lives, not when its id was given to another', async () => {
  const stat = (pid: number) => fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
  fs.writeFileSync(join(directory, '.lock'), `ottla ${process.ppid} \n`)
  expect(await refusal()).toBeUndefined()
  if (process.platform !== 'linux') return
  fs.writeFileSync(join(directory, '.lock'), `ottla ${process.ppid} 1\n`)
  expect(await refusal()).toBeUndefined()
  const started = stat(process.ppid)
    .slice(stat(process.ppid).lastIndexOf(')') + 2)
    .split(' ')[19]
  fs.writeFileSync(join(directory, '.lock'), `ottla ${process.ppid} ${started}\n`)
  expect((await refusal())?.message).toContain('an older Ottla')
})
