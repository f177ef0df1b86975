// The floor: the least that a Node server can do for the same frames and the same bytes on disk. It parses Produce v7 and
// Fetch v4 of one partition, checks CRC-32C, patches the base offset, appends to one file before it answers, and long-polls.
// No groups, no recovery, no validation of records, one topic. It is the ceiling that Ottla is compared with.

import fs from 'node:fs'
import { createRequire } from 'node:module'
import net from 'node:net'
import { join } from 'node:path'

const { crc32c } = createRequire(import.meta.url)('@node-rs/crc32')
const [directory, portText = '0'] = process.argv.slice(2)
fs.mkdirSync(directory, { recursive: true })
const fd = fs.openSync(join(directory, 'floor.log'), 'w+')
const slabBytes = 1 << 20
let logBytes = 0
let nextOffset = 0
/** Positions of batches, one every 4 KiB or more, for look-up by offset. */
const index = [{ offset: 0, position: 0 }]
let waiting = []

function append(records) {
  const patches = []
  for (let at = 0; at < records.length; ) {
    const size = 12 + records.readInt32BE(at + 8)
    if (records[at + 16] !== 2) throw new Error('magic')
    if (crc32c(records.subarray(at + 21, at + size)) !== records.readUInt32BE(at + 17)) throw new Error('crc')
    records.writeBigInt64BE(BigInt(nextOffset), at)
    records.writeInt32BE(0, at + 12)
    const position = logBytes + at
    if (position - index[index.length - 1].position >= 4096) patches.push({ offset: nextOffset, position })
    nextOffset += records.readInt32BE(at + 23) + 1
    at += size
  }
  fs.writeSync(fd, records, 0, records.length, logBytes)
  logBytes += records.length
  for (const patch of patches) index.push(patch)
}

function produce(frame, correlation) {
  let at = 10 + Math.max(0, frame.readInt16BE(8))
  at += 2 + Math.max(0, frame.readInt16BE(at))
  const acks = frame.readInt16BE(at)
  at += 2 + 4 + 4
  const topic = frame.subarray(at, at + 2 + frame.readInt16BE(at))
  at += topic.length
  const count = frame.readInt32BE(at)
  at += 4
  const answer = Buffer.allocUnsafe(4 + 4 + 4 + topic.length + 4 + count * 30 + 4)
  answer.writeInt32BE(answer.length - 4, 0)
  answer.writeInt32BE(correlation, 4)
  answer.writeInt32BE(1, 8)
  topic.copy(answer, 12)
  let to = 12 + topic.length
  answer.writeInt32BE(count, to)
  to += 4
  for (let n = 0; n < count; n++) {
    const size = frame.readInt32BE(at + 4)
    answer.writeInt32BE(frame.readInt32BE(at), to)
    answer.writeInt16BE(0, to + 4)
    answer.writeBigInt64BE(BigInt(nextOffset), to + 6)
    answer.writeBigInt64BE(-1n, to + 14)
    answer.writeBigInt64BE(0n, to + 22)
    to += 30
    append(frame.subarray(at + 8, at + 8 + size))
    at += 8 + size
  }
  answer.writeInt32BE(0, to)
  if (waiting.length > 0) wake()
  return acks === 0 ? undefined : [answer]
}

function positionOf(offset) {
  let low = 0
  let high = index.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (index[middle].offset <= offset) low = middle
    else high = middle - 1
  }
  return index[low].position
}

const readBuffers = []
function answerFetch(socket, fetch) {
  const { topic, partition, offset, maxBytes, correlation } = fetch
  let bytes = Buffer.alloc(0)
  let buffer
  if (offset < nextOffset) {
    const position = positionOf(offset)
    buffer = readBuffers.pop() ?? Buffer.allocUnsafeSlow(2 << 20)
    const read = fs.readSync(fd, buffer, 0, Math.min(buffer.length, maxBytes + 131072, logBytes - position), position)
    let from = 0
    while (Number(buffer.readBigInt64BE(from)) + buffer.readInt32BE(from + 23) < offset)
      from += 12 + buffer.readInt32BE(from + 8)
    let to = from
    while (to + 12 <= read) {
      const size = 12 + buffer.readInt32BE(to + 8)
      if (to + size > read || to + size - from > maxBytes) break
      to += size
    }
    bytes = buffer.subarray(from, to)
  }
  const head = Buffer.allocUnsafe(4 + 4 + 4 + 4 + topic.length + 4 + 4 + 2 + 8 + 8 + 4 + 4)
  head.writeInt32BE(head.length - 4 + bytes.length, 0)
  head.writeInt32BE(correlation, 4)
  head.writeInt32BE(0, 8)
  head.writeInt32BE(1, 12)
  topic.copy(head, 16)
  const at = 16 + topic.length
  head.writeInt32BE(1, at)
  head.writeInt32BE(partition, at + 4)
  head.writeInt16BE(0, at + 8)
  head.writeBigInt64BE(BigInt(nextOffset), at + 10)
  head.writeBigInt64BE(BigInt(nextOffset), at + 18)
  head.writeInt32BE(-1, at + 26)
  head.writeInt32BE(bytes.length, at + 30)
  socket.cork()
  socket.write(head)
  if (bytes.length > 0) socket.write(bytes, () => readBuffers.push(buffer))
  else if (buffer !== undefined) readBuffers.push(buffer)
  socket.uncork()
}

function wake() {
  const ready = waiting
  waiting = []
  for (const { socket, fetch, timer } of ready) {
    clearTimeout(timer)
    if (!socket.destroyed) answerFetch(socket, fetch)
  }
}

function fetch(socket, frame, correlation) {
  let at = 10 + Math.max(0, frame.readInt16BE(8)) + 4
  const maxWait = frame.readInt32BE(at)
  at += 4 + 4 + 4 + 1 + 4
  const topic = Buffer.from(frame.subarray(at, at + 2 + frame.readInt16BE(at)))
  at += topic.length + 4
  const asked = {
    topic,
    correlation,
    partition: frame.readInt32BE(at),
    offset: Number(frame.readBigInt64BE(at + 4)),
    maxBytes: frame.readInt32BE(at + 12)
  }
  if (asked.offset < nextOffset) return answerFetch(socket, asked)
  const entry = { socket, fetch: asked }
  entry.timer = setTimeout(() => {
    waiting = waiting.filter((each) => each !== entry)
    answerFetch(socket, asked)
  }, maxWait)
  waiting.push(entry)
}

function serve(accepted) {
  const handle = accepted._handle
  let slab = Buffer.allocUnsafeSlow(slabBytes)
  let begin = 0
  let end = 0
  const room = () => {
    const need = end - begin >= 4 ? 4 + slab.readInt32BE(begin) : 0
    if (need > slab.length) {
      const larger = Buffer.allocUnsafeSlow(need)
      slab.copy(larger, 0, begin, end)
      slab = larger
      end -= begin
      begin = 0
    } else if (slab.length - begin < Math.max(need, 65536)) {
      slab.copyWithin(0, begin, end)
      end -= begin
      begin = 0
    }
    return slab.subarray(end)
  }
  const received = (length) => {
    end += length
    socket.cork()
    while (end - begin >= 4) {
      const size = slab.readInt32BE(begin)
      if (end - begin < 4 + size) break
      const frame = slab.subarray(begin + 4, begin + 4 + size)
      begin += 4 + size
      const key = frame.readInt16BE(0)
      const correlation = frame.readInt32BE(4)
      if (key === 0) {
        const answer = produce(frame, correlation)
        if (answer !== undefined) socket.write(answer[0])
      } else if (key === 1) fetch(socket, frame, correlation)
      else socket.destroy()
    }
    if (begin === end) begin = end = 0
    socket.uncork()
    return true
  }
  accepted.removeAllListeners()
  accepted._handle = null
  const socket = new net.Socket(/** @type {any} */ ({ handle, onread: { buffer: room, callback: received } }))
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.resume()
}

const server = net.createServer({ pauseOnConnect: true }, serve)
server.listen(Number(portText), '127.0.0.1', () =>
  console.log(`floor 127.0.0.1:${/** @type {net.AddressInfo} */ (server.address()).port}`)
)
