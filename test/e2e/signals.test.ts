/**
 * Goal: a broker ends in good order whatever asks it to, and by nothing else: signals, a closed terminal, the npm that started
 * it, a defect; but not a reader of its log that went away or stands still.
 * Method: the built command in processes of their own.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const main = join(root, 'dist', 'cli', 'main.cjs')
const isPosix = process.platform !== 'win32'
const onPosix = isPosix ? test : test.skip

let dataDir: string
const children: ChildProcess[] = []
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'ottla-signals-'))
})
afterEach(async () => {
  for (const child of children.splice(0)) {
    const isOver = child.exitCode !== null || child.signalCode !== null
    child.kill('SIGKILL')
    if (!isOver) await once(child, 'exit')
  }
  rmSync(dataDir, { recursive: true, force: true })
})

function start(command: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  children.push(child)
  return child
}

const broker = (...nodeArgs: string[]) =>
  start(process.execPath, [...nodeArgs, main, 'start', '--port', '0', '--data-dir', dataDir])

/** The first line of stdout that is an address. */
async function served(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream }))
    if (/^127\.0\.0\.1:\d+$/.test(line)) return line
  throw new Error('it ended without serving')
}

const isClean = () => existsSync(join(dataDir, '.kafka_cleanshutdown'))

onPosix.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s: the broker stops in good order', async (signal) => {
  const child = broker()
  await served(child)
  child.kill(signal)
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(isClean()).toBe(true)
})

onPosix('a broker whose log and address nobody reads any more serves on, and still stops in good order', async () => {
  const child = broker(
    '--import',
    'data:text/javascript,process.on("SIGUSR2",()=>{for(let n=0;n<9;n++)process.stderr.write("x\\n");process.stdout.write("x\\n")})'
  )
  const address = await served(child)
  child.stdout?.destroy()
  child.stderr?.destroy()
  child.kill('SIGUSR2')
  const ready = start(process.execPath, [main, 'ready', '--bootstrap', address, '--timeout', '10'])
  expect((await once(ready, 'exit'))[0]).toBe(0)
  expect(child.exitCode).toBeNull()
  child.kill('SIGTERM')
  expect((await once(child, 'exit'))[0]).toBe(0)
  expect(isClean()).toBe(true)
})

onPosix.each([
  ['an error that nobody caught', 'throw new Error("boom")'],
  ['a promise that nobody caught', 'Promise.reject(new Error("boom"))']
])('%s: it is logged with its stack, the broker stops cleanly and exits with 70', async (_what, defect) => {
  const child = broker('--import', `data:text/javascript,process.on("SIGUSR2",()=>{${defect}})`)
  let log = ''
  child.stderr?.on('data', (chunk) => {
    log += chunk
  })
  await served(child)
  child.kill('SIGUSR2')
  expect(await once(child, 'exit')).toEqual([70, null])
  expect(log).toMatch(/defect of Ottla[\s\S]*Error: boom/)
  expect(isClean()).toBe(true)
})

/** What npm and npx do: a shell stands between them and the command, and gets the signal alone. */
onPosix.each(['SIGTERM', 'SIGKILL', 'SIGHUP'] as const)(
  '%s of the npx that started it ends the broker too',
  async (signal) => {
    const script = `"${process.execPath}" "${main}" start --port 0 --data-dir "${dataDir}" & wait`
    const shell = start('sh', ['-c', script], { npm_lifecycle_event: 'npx', npm_lifecycle_script: 'ottla start' })
    await served(shell)
    shell.kill(signal)
    // The broker has the pipe too: it closes when the broker is gone.
    await once(shell, 'close')
    expect(isClean()).toBe(true)
  }
)
