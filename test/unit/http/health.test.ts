/**
 * Goal: /readyz tells what is offline and for how long, metrics tell of the disk, and clients of HTTP that are slow, deaf or many
 * harm nobody. Method: a broker on a disk in memory that can fail, over a network in memory, in virtual time.
 */
import { ClusterView, isCallFailure } from '../../../src/client/index.ts'
import type { Env } from '../../../src/env/index.ts'
import { Ottla } from '../../../src/index.ts'
import { createMemoryDisk } from '../../../src/log/index.ts'
import { errorCodes } from '../../../src/protocol/index.ts'
import { type Faults, faultyDisk } from '../../kit/faulty-disk.ts'
import { MemoryNet, type MemorySocket } from '../../kit/memory-net.ts'
import { turn, VirtualTime } from '../../kit/virtual-time.ts'

const topic = 'orders'
const lifeMs = 10_000
const connectionsMax = 100

/** One side of an HTTP connection: what came, and whether it is over. */
class HttpClient {
  readonly socket: MemorySocket
  text = ''
  isOver = false

  private constructor(socket: MemorySocket) {
    this.socket = socket
    const room = Buffer.alloc(65_536)
    socket.start({
      room: () => room,
      received: (length) => {
        this.text += room.toString('utf8', 0, length)
      },
      drained() {},
      closed: () => {
        this.isOver = true
      }
    })
  }

  static async open(net: MemoryNet, port: number): Promise<HttpClient> {
    return new HttpClient(await net.connect({ host: '127.0.0.1', port }))
  }

  send(text: string): void {
    this.socket.write([Buffer.from(text)])
  }

  async over(): Promise<string> {
    for (let n = 0; n < 1_000 && !this.isOver; n++) await turn()
    return this.text
  }
}

interface Stage {
  readonly broker: Ottla
  readonly time: VirtualTime
  readonly faults: Faults
  /** What the volume has free, of 1,000 bytes. */
  readonly volume: { usableBytes: number }
  open(): Promise<HttpClient>
  get(path: string): Promise<{ readonly status: number; readonly body: string }>
  /** Commits an offset of a group; the error code. */
  commit(): Promise<number | undefined>
}

async function start(dataDir?: string): Promise<Stage> {
  const time = new VirtualTime()
  const net = new MemoryNet()
  const { disk, faults } = faultyDisk(createMemoryDisk(() => time.nowMs))
  const volume = { usableBytes: 500 }
  const env: Env = {
    ...time.env,
    net,
    disk: { ...disk, volume: () => ({ totalBytes: 1_000, ...volume }) },
    offload: async (job, argument) => job.run(argument)
  }
  if (dataDir !== undefined) disk.makeDirectory(dataDir)
  const broker = await Ottla.start({ env, dataDir, http: '127.0.0.1:0', topics: [topic] })
  const port = Number(broker.http?.split(':').at(-1))
  const open = () => HttpClient.open(net, port)
  return {
    broker,
    time,
    faults,
    volume,
    open,
    async get(path) {
      const client = await open()
      client.send(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)
      const [head = '', body = ''] = (await client.over()).split('\r\n\r\n')
      return { status: Number(head.split(' ')[1]), body }
    },
    async commit() {
      const bootstrap = [{ host: '127.0.0.1', port: broker.port }]
      const cluster = new ClusterView(env, bootstrap, { clientId: 'test', versionsMax: { OffsetCommit: 7 } })
      const coordinator = await cluster.coordinator('readers')
      if ('error' in coordinator) return errorCodes[coordinator.error]
      const partitions = [{ partitionIndex: 0, committedOffset: 1n, committedMetadata: '' }]
      const answer = await coordinator.call('OffsetCommit', {
        groupId: 'readers',
        topics: [{ name: topic, partitions }]
      })
      await cluster.close()
      return isCallFailure(answer) ? errorCodes[answer.error] : answer.topics[0]?.partitions[0]?.errorCode
    }
  }
}

function breakFiles(faults: Faults, only: RegExp): void {
  Object.assign(faults, { only, failsWrites: true, failsReads: true, failsOpens: true })
}

function mend(faults: Faults): void {
  Object.assign(faults, { failsWrites: false, failsReads: false, failsOpens: false })
}

describe('readiness', () => {
  test('is 503 with the partition that is offline, and 200 once its log was opened again', async () => {
    const { broker, time, faults, get } = await start('/data')
    expect(await get('/readyz')).toEqual({ status: 200, body: 'ok\n' })
    await broker.produce(topic, ['x'])
    breakFiles(faults, /orders-0/)
    await expect(broker.produce(topic, ['x'])).rejects.toMatchObject({ code: 'PRODUCE_FAILED' })
    expect(await get('/readyz')).toEqual({ status: 503, body: 'partition orders-0 is offline\n' })
    expect((await get('/livez')).status).toBe(200)
    expect((await get('/metrics')).body).toMatch(/^kafka_server_replicamanager_offlinereplicacount 1$/m)
    mend(faults)
    await time.advance(60_000)
    expect(await get('/readyz')).toEqual({ status: 200, body: 'ok\n' })
    await broker.produce(topic, ['x'])
    await broker.stop()
  })

  test('is 503 with the coordinator that is offline', async () => {
    const { broker, faults, get, commit } = await start('/data')
    expect(await commit()).toBe(0)
    expect((await get('/readyz')).status).toBe(200)
    breakFiles(faults, /__consumer_offsets-/)
    expect(await commit()).not.toBe(0)
    const { status, body } = await get('/readyz')
    expect(status).toBe(503)
    expect(body).toMatch(/^partition __consumer_offsets-\d+ is offline$/m)
    expect(body).toMatch(/^the group coordinator of __consumer_offsets-\d+ is offline$/m)
    mend(faults)
    await broker.stop()
  })
})

test('the volume of the data directory is in the metrics, and low below 5 % free', async () => {
  const { broker, volume, get } = await start('/data')
  const shown = async () => {
    const { body } = await get('/metrics')
    return [...body.matchAll(/^ottla_disk_(\w+)\{directory="\/data"\} (\d+)$/gm)].map(
      ([, name, value]) => `${name} ${value}`
    )
  }
  expect(await shown()).toEqual(['total_bytes 1000', 'free_bytes 500', 'low 0'])
  volume.usableBytes = 49
  expect(await shown()).toEqual(['total_bytes 1000', 'free_bytes 49', 'low 1'])
  await broker.stop()
  const inMemory = await start()
  expect((await inMemory.get('/metrics')).body).not.toMatch(/^ottla_disk_\w+\{/m)
  await inMemory.broker.stop()
})

describe('clients of HTTP that misbehave', () => {
  test('one that sends its request byte by byte has ten seconds', async () => {
    const { broker, time, open, get } = await start()
    const slow = await open()
    await turn()
    for (const byte of 'GET /metrics HT') {
      slow.send(byte)
      await time.advance(600)
    }
    expect(slow.isOver).toBe(false)
    expect((await get('/livez')).status).toBe(200)
    await time.advance(lifeMs - 15 * 600)
    expect(await slow.over()).toBe('')
    expect(slow.isOver).toBe(true)
    await broker.stop()
  })

  test('one that never reads its answer has ten seconds, and one answer waits for it at most', async () => {
    const { broker, time, open, get } = await start()
    const deaf = await open()
    await turn()
    deaf.socket.pause()
    deaf.send('GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(50))
    for (let n = 0; n < 50; n++) await turn()
    const { body } = await get('/metrics')
    expect(deaf.socket.peer.pendingBytes).toBeGreaterThan(1_000)
    expect(deaf.socket.peer.pendingBytes).toBeLessThan(2 * body.length + 1_000)
    await time.advance(lifeMs)
    await deaf.over()
    expect([deaf.isOver, deaf.text]).toEqual([true, ''])
    await broker.stop()
  })

  test('a hundred are served, the next is closed, and each that goes makes room', async () => {
    const { broker, time, open, get } = await start()
    const idle: HttpClient[] = []
    for (let n = 0; n < connectionsMax; n++) idle.push(await open())
    await turn()
    const refused = await open()
    expect([await refused.over(), refused.isOver]).toEqual(['', true])
    expect(idle.filter(({ isOver }) => isOver)).toEqual([])
    idle[0]?.socket.end()
    await idle[0]?.over()
    expect((await get('/livez')).status).toBe(200)
    await time.advance(lifeMs)
    for (const client of idle) await client.over()
    expect(idle.filter(({ isOver }) => !isOver)).toEqual([])
    await broker.stop()
  })
})
