/**
 * Goal: nothing around a process ends it in bad order: readers that go away, a disk that is full, the npm that started it, a defect.
 * Method: call the parts with streams, ancestors and processes of the test's own.
 */

import { CliError, usageError } from '../../../src/cli/cli-error.ts'
import { progressOutput } from '../../../src/cli/commands/verify.ts'
import { exitCodeOf, textOfFailure } from '../../../src/cli/exit-codes.ts'
import { type GuardedProcess, guardExit } from '../../../src/cli/exit-guard.ts'
import { Notes } from '../../../src/cli/notes.ts'
import { createLossyWriter, isReaderGone, type TextStream } from '../../../src/cli/standard-streams.ts'
import { type Ancestry, isBehindNpm, watchStarter } from '../../../src/cli/starter.ts'
import { OttlaError, silentLogger } from '../../../src/env/index.ts'

class FakeStream implements TextStream {
  writableLength = 0
  readonly written: string[] = []
  failure: Error | undefined
  readonly listeners: ((error: NodeJS.ErrnoException) => void)[] = []
  write(text: string): boolean {
    if (this.failure !== undefined) throw this.failure
    this.written.push(text)
    return true
  }
  on(_event: 'error', listener: (error: NodeJS.ErrnoException) => void): void {
    this.listeners.push(listener)
  }
}

test('a log line that cannot be written is lost and nothing else, and the next one is tried again', () => {
  const stream = new FakeStream()
  const write = createLossyWriter(stream, String)
  stream.failure = Object.assign(new Error('no space'), { code: 'ENOSPC' })
  write('a\n')
  for (const listener of stream.listeners) listener(Object.assign(new Error('gone'), { code: 'EPIPE' }))
  stream.failure = undefined
  write('b\n')
  expect(stream.written).toEqual(['b\n'])
  expect(stream.listeners).toHaveLength(1)
})

test('lines for a reader that stands still are dropped and counted, so that they take no memory without bound', () => {
  const stream = new FakeStream()
  const write = createLossyWriter(stream, (count) => `${count} lost\n`)
  stream.writableLength = 2 ** 20 + 1
  for (let n = 0; n < 3; n++) write('x\n')
  stream.writableLength = 0
  write('y\n')
  write('z\n')
  expect(stream.written).toEqual(['3 lost\n', 'y\n', 'z\n'])
})

test('a reader that has gone is told from a disk that is full', () => {
  for (const code of ['EPIPE', 'EOF', 'EIO']) expect(isReaderGone({ code })).toBe(true)
  for (const code of ['ENOSPC', 'EAGAIN', undefined]) expect(isReaderGone({ code })).toBe(false)
})

test('usage, failures and defects end with codes of their own', () => {
  expect(exitCodeOf(usageError('x'))).toBe(2)
  expect(exitCodeOf(new CliError('x'))).toBe(1)
  expect(exitCodeOf(new OttlaError('BAD_CONFIG', 'x'))).toBe(2)
  expect(exitCodeOf(new OttlaError('PORT_IN_USE', 'x'))).toBe(1)
  for (const defect of [new TypeError('x'), undefined, 'text']) expect(exitCodeOf(defect)).toBe(70)
  expect(textOfFailure(new CliError('one line'))).toBe('one line')
  expect(textOfFailure(new TypeError('x'))).toMatch(/process\.test/)
})

test('only npx ottla and this project have npm between them and whoever stops them', () => {
  expect(isBehindNpm({})).toBe(false)
  expect(isBehindNpm({ npm_lifecycle_event: 'npx', npm_lifecycle_script: '"ottla" --memory' })).toBe(true)
  expect(isBehindNpm({ npm_lifecycle_event: 'npx', npm_lifecycle_script: 'ottla consume t' })).toBe(true)
  expect(isBehindNpm({ npm_lifecycle_event: 'npx', npm_lifecycle_script: 'jest' })).toBe(false)
  expect(isBehindNpm({ npm_lifecycle_event: 'start', npm_lifecycle_script: 'node scripts/run.mjs start' })).toBe(true)
  expect(isBehindNpm({ npm_lifecycle_event: 'start', npm_lifecycle_script: 'ottla start &' })).toBe(false)
})

test.each<[string, Partial<Ancestry>]>([
  ['the shell ended, so that another process is the parent', { parent: () => 1 }],
  ['npm ended, so that the shell has another parent', { parentOf: () => 1 }],
  ['the parent is dead where parents stay the same', { isAlive: () => false }]
])('%s: it is told once', (_what, change) => {
  let gone = 0
  const ancestry: Ancestry = { parent: () => 20, parentOf: () => 10, isAlive: () => true }
  const watch = watchStarter(() => gone++, ancestry)
  expect(watch.look()).toBe(true)
  Object.assign(ancestry, change)
  expect(watch.look()).toBe(false)
  expect(gone).toBe(1)
  watch.cancel()
})

class FakeProcess implements GuardedProcess {
  readonly listeners = new Map<string, (error: unknown) => void>()
  readonly exited: Promise<number>
  exit: (code: number) => void = () => {}
  constructor() {
    this.exited = new Promise((resolve) => {
      this.exit = resolve
    })
  }
  on(event: string, listener: (error: unknown) => void): void {
    this.listeners.set(event, listener)
  }
}

test.each(['uncaughtException', 'unhandledRejection'])(
  '%s: it is logged, the broker is stopped, the code is 70',
  async (event) => {
    const from = new FakeProcess()
    const errors: unknown[] = []
    let stops = 0
    const stop = async () => {
      stops++
    }
    guardExit(stop, { ...silentLogger, error: (message, fields) => void errors.push([message, fields]) }, 60_000, from)
    from.listeners.get(event)?.(new Error('boom'))
    from.listeners.get(event)?.('again')
    expect(await from.exited).toBe(70)
    expect(stops).toBe(1)
    expect(JSON.stringify(errors)).toMatch(/boom.*again/)
  }
)

test('a broker that cannot stop any more does not hold up the exit', async () => {
  const from = new FakeProcess()
  guardExit(() => new Promise(() => {}), silentLogger, 1, from)
  from.listeners.get('uncaughtException')?.(new Error('boom'))
  expect(await from.exited).toBe(70)
})

test('notes are for terminals', () => {
  const written: string[] = []
  new Notes(false, (text) => void written.push(text)).say('hidden')
  new Notes(true, (text) => void written.push(text)).say('shown')
  expect(written).toEqual(['shown\n'])
})

test('progress counts on a terminal only, and failures stand in the report or on stderr, not in both', () => {
  const lines = (isTerminal: boolean, hasReport: boolean) => {
    const written: string[] = []
    const out = progressOutput(isTerminal, hasReport, (text) => void written.push(text))
    out.counted?.(1, 3, 0)
    out.failed?.('FAILED x\n')
    out.progress('done\n')
    return written.join('')
  }
  expect(lines(false, false)).toBe('done\n')
  expect(lines(false, true)).toBe('FAILED x\ndone\n')
  expect(lines(true, false)).toBe('\r1 of 3\u001b[K\r\u001b[Kdone\n')
})
