/**
 * Goal: a stop gives everything back, whatever happened before, and a start that fails leaves nothing open.
 * Method: take away the directory, the port or the lock, then start again in the same place.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Env } from '../../../src/env/index.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import { Ottla, OttlaError } from '../../../src/index.ts'
import { encodeRequest } from '../../../src/protocol/index.ts'
import { linesLogger } from '../../kit/lines-logger.ts'

const folders: string[] = []
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'ottla-stop-'))
  folders.push(made)
  return made
}
afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true, force: true })
})

async function startsAgainAt(dataDir: string, port = 0): Promise<void> {
  mkdirSync(dataDir, { recursive: true })
  const broker = await Ottla.start({ dataDir, port })
  await broker.stop()
}

test.each([[[]], [['t']]])('a stop after its directory was removed, with topics %j', async (topics) => {
  const dataDir = folder()
  const warnings: string[] = []
  const broker = await Ottla.start({ dataDir, topics, log: linesLogger(warnings) })
  for (const topic of topics) await broker.produce(topic, ['x'])
  rmSync(dataDir, { recursive: true })
  await broker.stop()
  // Whoever reads the log learns that something was amiss; a test that tidies up in this order is not bothered.
  expect(warnings.join()).toContain(dataDir)
  await startsAgainAt(dataDir, broker.port)
})

/** The process's own environment, whose disk fails in one call once `broken`. */
function failing(call: 'writeFileAtomic' | 'syncDirectory'): { readonly env: Env; broken: boolean } {
  const real = createRealEnv()
  const state = {
    broken: false,
    env: {
      ...real,
      disk: {
        ...real.disk,
        [call](...args: never[]) {
          if (state.broken) throw new Error('the disk is gone')
          return (real.disk[call] as (...all: never[]) => unknown)(...args)
        }
      }
    } as Env
  }
  return state
}

test('a stop whose last writes fail says so, and still gives directory and port back', async () => {
  const dataDir = folder()
  const state = failing('writeFileAtomic')
  const broker = await Ottla.start({ dataDir, topics: ['t'], env: state.env })
  await broker.produce('t', ['x'])
  state.broken = true
  const error = await broker.stop().catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(OttlaError)
  expect(error).toMatchObject({ code: 'STOP_INCOMPLETE', message: expect.stringContaining('the disk is gone') })
  expect(broker.state).toBe('stopped')
  // Asked again, it says the same again.
  await expect(broker.stop()).rejects.toBe(error)
  await startsAgainAt(dataDir, broker.port)
})

test('a stop with a client whose fetch is parked', async () => {
  const broker = await Ottla.start({ topics: ['t'] })
  const socket = connect(broker.port, '127.0.0.1')
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.on('error', () => {}).resume()
  const partitions = [{ partition: 0, fetchOffset: 0n, partitionMaxBytes: 1_000 }]
  const body = { replicaId: -1, maxWaitMs: 600_000, minBytes: 1, maxBytes: 1_000, topics: [{ topic: 't', partitions }] }
  socket.write(Buffer.concat(encodeRequest('Fetch', 4, { correlationId: 1, clientId: null }, body)))
  await broker.stop({ drainMs: 0 })
  await closed
})

test('drainMs must be a number of milliseconds; a broker that was told otherwise goes on', async () => {
  await using broker = await Ottla.start()
  await expect(broker.stop({ drainMs: Number.NaN })).rejects.toMatchObject({ code: 'BAD_OPTION' })
  await expect(broker.stop({ drain: 5 } as never)).rejects.toThrow("did you mean 'drainMs'?")
  expect(broker.state).toBe('serving')
})

describe('a start that fails leaves nothing open', () => {
  test('the port is taken: the directory is free', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as { port: number }
    const dataDir = folder()
    await expect(Ottla.start({ port, dataDir })).rejects.toMatchObject({ code: 'PORT_IN_USE' })
    await startsAgainAt(dataDir)
    other.close()
  })

  test('the directory is taken: the port is free', async () => {
    const dataDir = folder()
    const holder = await Ottla.start({ dataDir })
    const { port } = await Ottla.start().then(async (broker) => {
      await broker.stop()
      return broker
    })
    await expect(Ottla.start({ dataDir, port })).rejects.toMatchObject({ code: 'DATA_DIR_LOCKED' })
    await startsAgainAt(folder(), port)
    await holder.stop()
    await startsAgainAt(dataDir, port)
  })

  test('a topic cannot be made: port and directory are free', async () => {
    const dataDir = folder()
    await expect(Ottla.start({ dataDir, topics: ['fine', 'bad/name'] })).rejects.toMatchObject({ code: 'BAD_TOPIC' })
    await startsAgainAt(dataDir)
  })

  test('the disk fails while it starts', async () => {
    const dataDir = folder()
    const state = failing('writeFileAtomic')
    state.broken = true
    await expect(Ottla.start({ dataDir, env: state.env })).rejects.toThrow('the disk is gone')
    await startsAgainAt(dataDir)
  })
})
