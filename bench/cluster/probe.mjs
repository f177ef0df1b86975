// A client that finds out when a partition takes records, whoever leads it: it asks every broker that it knows, again and again.
import { connect } from 'node:net'

/** Behind the correlation id and the number of topics. */
const topicAt = 8

/** Index, error code, three offsets and times. */
const partitionBytes = 30

/** The first error of the partitions of one topic in a Produce v7 answer; 0: all took their records. @param {Buffer} answer */
function errorIn(answer) {
  const countAt = topicAt + 2 + answer.readInt16BE(topicAt)
  for (let left = answer.readInt32BE(countAt), at = countAt + 4; left > 0; left--, at += partitionBytes) {
    const error = answer.readInt16BE(at + 4)
    if (error !== 0) return error
  }
  return 0
}

/** One broker: asks whether it takes the record, until somebody has taken it. */
class Asked {
  #socket
  #port
  #frames
  #taken
  #isOver = false
  #bytes = Buffer.alloc(0)
  #left = 0
  #pauseMs

  constructor(port, frames, pauseMs, taken) {
    this.#pauseMs = pauseMs
    this.#port = port
    this.#frames = frames
    this.#taken = taken
    this.#dial()
  }

  #dial() {
    if (this.#isOver) return
    const socket = connect(this.#port, '127.0.0.1')
    this.#socket = socket
    this.#bytes = Buffer.alloc(0)
    socket.setNoDelay(true)
    socket.on('connect', () => this.#send())
    socket.on('error', () => {})
    socket.on('close', () => setTimeout(() => this.#dial(), this.#pauseMs))
    socket.on('data', (chunk) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk])
      this.#take()
    })
  }

  #send() {
    this.#left = this.#frames.length
    this.#socket?.write(Buffer.concat(this.#frames))
  }

  #take() {
    while (this.#bytes.length >= 4 && this.#bytes.length >= 4 + this.#bytes.readInt32BE(0)) {
      const end = 4 + this.#bytes.readInt32BE(0)
      const answer = this.#bytes.subarray(4, end)
      this.#bytes = this.#bytes.subarray(end)
      // The last frame is the Produce; its correlation id and topics come first.
      if (--this.#left > 0) continue
      if (errorIn(Buffer.from(answer)) === 0) this.#taken(this.#port)
      else setTimeout(() => !this.#isOver && this.#send(), this.#pauseMs)
    }
  }

  close() {
    this.#isOver = true
    this.#socket?.destroy()
  }
}

/**
 * Sends `frames`, of which the last is a Produce v7 of one topic, to every port until one takes the records of all its partitions.
 * @param {readonly number[]} ports
 * @param {readonly Buffer[]} frames
 * @param {number} [pauseMs] between two tries
 * @param {AbortSignal} [signal] ends the asking, without an answer
 * @returns {Promise<{ atMs: number, port: number }>} when the first write was acknowledged, and by whom
 */
export function firstTaken(ports, frames, pauseMs = 3, signal = undefined) {
  return new Promise((resolve) => {
    const asked = ports.map(
      (port) =>
        new Asked(port, frames, pauseMs, (by) => {
          resolve({ atMs: performance.now(), port: by })
          for (const each of asked) each.close()
        })
    )
    signal?.addEventListener('abort', () => {
      for (const each of asked) each.close()
    })
  })
}
