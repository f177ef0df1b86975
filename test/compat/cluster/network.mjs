// The network between processes of one machine: connections go by doors, and what goes from one node to another can be held back,
// one way too. As on a real network, what is held back arrives when the cut ends, unless somebody has given up meanwhile; who has
// gone is heard of no sooner.
import { connect, createServer } from 'node:net'

/** Kafka's request header: size, API key, version, correlation id, and then the client id with its length. */
const clientIdAt = 14

/**
 * Which node a connection comes from, by the client id of its first request: brokers have their id in it (`broker-2`,
 * `raft-client-2`). Undefined while too little is there; null: nobody of the cluster.
 * @param {Buffer} bytes
 */
function senderOf(bytes) {
  if (bytes.length < clientIdAt) return undefined
  const length = bytes.readInt16BE(clientIdAt - 2)
  if (bytes.length < clientIdAt + length) return undefined
  return /\d+/.exec(bytes.toString('latin1', clientIdAt, clientIdAt + Math.max(0, length)))?.[0] ?? null
}

/** One direction of a connection. */
class Pipe {
  /** @type {Buffer[]} */
  #held = []
  /** @type {(() => void) | undefined} */
  #over
  #isWaiting = false

  /** @param {import('node:net').Socket} from @param {import('node:net').Socket} to @param {() => boolean} isCut */
  constructor(from, to, isCut) {
    this.from = from
    this.to = to
    this.isCut = isCut
    from.on('data', (chunk) => {
      this.#held.push(chunk)
      this.flow()
    })
    from.on('error', () => {})
    from.on('end', () => this.#end(() => to.end()))
    from.on('close', () => this.#end(() => to.destroySoon()))
    to.on('drain', () => {
      this.#isWaiting = false
      this.flow()
    })
  }

  #end(how) {
    this.#over = how
    this.flow()
  }

  get isOver() {
    return this.#over !== undefined && !this.isCut()
  }

  flow() {
    const { from, to, isCut } = this
    if (isCut() || this.#isWaiting) {
      from.pause()
      return
    }
    for (const chunk of this.#held.splice(0)) if (to.writable && !to.write(chunk)) this.#isWaiting = true
    if (this.#over !== undefined) this.#over()
    else if (this.#isWaiting) from.pause()
    else from.resume()
  }
}

export class Network {
  /** `from>to`, of names of nodes. */
  #cuts = new Set()
  /** @type {Set<Pipe>} */
  #pipes = new Set()

  /**
   * A door before a node: what comes to `port` goes on to `target`. It refuses until it is opened, as a machine does on which
   * nobody listens. @param {{ to: string, port: number, target: number, from?: string }} options `from`: whose door it is
   */
  door({ to, port, target, from }) {
    const server = createServer({ allowHalfOpen: true }, (client) => this.#join(client, { to, target, from }))
    return {
      open: () =>
        new Promise((resolve, reject) => {
          server.once('error', reject)
          server.listen(port, '127.0.0.1', () => {
            server.off('error', reject)
            resolve(undefined)
          })
        }),
      close: () =>
        new Promise((resolve) => (server.listening ? server.close() && resolve(undefined) : resolve(undefined)))
    }
  }

  #join(client, { to, target, from }) {
    const server = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true })
    for (const socket of [client, server]) socket.setNoDelay(true)
    /** @type {string | undefined} */
    let sender = from
    const pipe = (one, other, isCut) => {
      const made = new Pipe(one, other, isCut)
      this.#pipes.add(made)
      one.on('close', () => {
        if (made.isOver) this.#pipes.delete(made)
      })
    }
    const there = () => pipe(client, server, () => this.#cuts.has(`${sender}>${to}`))
    pipe(server, client, () => this.#cuts.has(`${to}>${sender}`))
    if (from !== undefined) {
      there()
      return
    }
    let first = Buffer.alloc(0)
    // Whoever says nothing, and only watches whether the connection stands, is nobody's yet.
    const gone = () => server.destroy()
    const look = (chunk) => {
      first = Buffer.concat([first, chunk])
      const found = senderOf(first)
      if (found === undefined) return
      sender = found ?? ''
      client.off('data', look).off('end', gone).off('close', gone)
      client.pause()
      client.unshift(first)
      there()
      client.resume()
    }
    client.on('error', () => {})
    client.on('data', look).on('end', gone).on('close', gone)
  }

  /** Nothing goes from one to the other any more. @param {readonly (readonly [from: string, to: string])[]} ways */
  cut(ways) {
    for (const [from, to] of ways) this.#cuts.add(`${from}>${to}`)
  }

  /** @param {readonly (readonly [from: string, to: string])[]} ways */
  heal(ways) {
    for (const [from, to] of ways) this.#cuts.delete(`${from}>${to}`)
    for (const pipe of this.#pipes) {
      pipe.flow()
      if (pipe.isOver) this.#pipes.delete(pipe)
    }
  }
}
