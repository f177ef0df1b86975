/** Goal: both ways of reading a socket deliver every byte once, in order. Method: echo over loopback. */
import type { Connection, ConnectionOwner } from '../../../src/env/index.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'

const { net } = createRealEnv()

/** Sends back whatever comes, from a room of `roomBytes`. */
function echo(connection: Connection, roomBytes: number): void {
  let room = Buffer.alloc(roomBytes)
  connection.start({
    room: () => room,
    received(length) {
      connection.write([room.subarray(0, length)])
      room = Buffer.alloc(roomBytes)
    },
    drained() {},
    closed() {}
  })
}

function collect(connection: Connection, bytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const room = Buffer.alloc(1000)
    const got: Buffer[] = []
    let total = 0
    const owner: ConnectionOwner = {
      room: () => room,
      received(length) {
        got.push(Buffer.from(room.subarray(0, length)))
        total += length
        if (total >= bytes) resolve(Buffer.concat(got))
      },
      drained() {},
      closed: () => reject(new Error(`closed after ${total} of ${bytes}`))
    }
    connection.start(owner)
  })
}

async function roundTrip(bytes: number, roomBytes: number): Promise<void> {
  const accepted: Connection[] = []
  const listener = await net.listen({ host: '127.0.0.1', port: 0 }, (connection) => {
    accepted.push(connection)
    echo(connection, roomBytes)
  })
  const client = await net.connect(listener.at)
  const sent = Buffer.alloc(bytes)
  for (let at = 0; at < bytes; at++) sent[at] = (at * 31 + (at >> 8)) & 0xff
  const answer = collect(client, bytes)
  client.write([sent.subarray(0, 10), sent.subarray(10)])
  expect((await answer).equals(sent)).toBe(true)
  expect(accepted[0]?.remote.host).toBe('127.0.0.1')
  expect(accepted[0]?.local.port).toBe(listener.at.port)
  client.destroy()
  await listener.close()
}

afterEach(() => {
  delete process.env.OTTLA_NO_ONREAD
})

test('bytes are read into the room of the owner', () => roundTrip(300_000, 4096))

test('the documented way of reading delivers the same', async () => {
  process.env.OTTLA_NO_ONREAD = '1'
  await roundTrip(300_000, 777)
})

test('a client that goes away closes the connection of the server once', async () => {
  let closed = 0
  const gone = new Promise<void>((resolve) => {
    net
      .listen({ host: '127.0.0.1', port: 0 }, (connection) => {
        connection.start({
          room: () => Buffer.alloc(10),
          received() {},
          drained() {},
          closed() {
            closed++
            resolve()
          }
        })
      })
      .then(async (listener) => {
        const client = await net.connect(listener.at)
        client.end()
        await gone
        await listener.close()
      })
  })
  await gone
  expect(closed).toBe(1)
})

test('a taken port is refused with its code', async () => {
  const listener = await net.listen({ host: '127.0.0.1', port: 0 }, () => {})
  await expect(net.listen(listener.at, () => {})).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await listener.close()
})

test('TLS of a listener is refused until it is built, and not left out in silence', async () => {
  const secure = { certificate: '', key: '', clientCertificate: 'none' } as const
  const refused = { name: 'NetError', code: 'TLS_NOT_BUILT' }
  await expect(net.listen({ host: '127.0.0.1', port: 0 }, () => {}, secure)).rejects.toMatchObject(refused)
})
