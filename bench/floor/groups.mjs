// The floor of `groups`: the least that a Node server can do for members of a group. It knows before how many come and what each
// is given, so it assigns once; it checks nothing, writes nothing, and keeps nothing but who waits. JoinGroup v5, SyncGroup v3,
// Heartbeat v3, LeaveGroup v1 and ConsumerGroupHeartbeat v1, as bench/load/members.go sends them.

import net from 'node:net'

const [membersText = '500', partitionsText = '1000'] = process.argv.slice(2)
const memberCount = Number(membersText)
const each = Math.floor(Number(partitionsText) / memberCount)
const joinGroup = 11
const syncGroup = 14
const consumerGroupHeartbeat = 68
const memberIdRequired = 79
const heartbeatIntervalMs = 5000

/** @typedef {{ socket: net.Socket, correlation: number, id: string, metadata: Buffer }} Waiting */
/** @typedef {{ socket: net.Socket, correlation: number, id: string }} Synced */
/** @type {Waiting[]} */
let joining = []
/** @type {Synced[]} */
let syncing = []
/** @type {Map<string, Buffer> | undefined} What the leader has assigned. */
let assigned
/** @type {Map<string, number>} Which share each member of the consumer protocol is given. */
let shares = new Map()
let ids = 0

const int16 = (value) => Buffer.from([value >> 8, value & 255])
const int32 = (value) => {
  const bytes = Buffer.allocUnsafe(4)
  bytes.writeInt32BE(value)
  return bytes
}
const text = (value) => Buffer.concat([int16(value.length), Buffer.from(value, 'latin1')])
const bytesOf = (value) => Buffer.concat([int32(value.length), value])

/** @param {net.Socket} socket @param {number} correlation @param {Buffer[]} parts */
function answer(socket, correlation, ...parts) {
  const body = Buffer.concat(parts)
  socket.write(Buffer.concat([int32(body.length + 8), int32(correlation), int32(0), body]))
}

class Reader {
  /** @param {Buffer} frame @param {number} at */
  constructor(frame, at) {
    this.frame = frame
    this.at = at
  }
  text() {
    const length = Math.max(0, this.frame.readInt16BE(this.at))
    this.at += 2 + length
    return this.frame.toString('latin1', this.at - length, this.at)
  }
  bytes() {
    const length = this.frame.readInt32BE(this.at)
    this.at += 4 + length
    return this.frame.subarray(this.at - length, this.at)
  }
  /** A text shorter than 127 bytes. */
  compact() {
    const length = this.frame.readUInt8(this.at) - 1
    this.at += 1 + length
    return this.frame.toString('latin1', this.at - length, this.at)
  }
}

function join(socket, correlation, frame, at) {
  const reader = new Reader(frame, at)
  reader.text()
  reader.at += 8
  const id = reader.text()
  if (id === '') {
    const given = `member-${ids++}`
    answer(socket, correlation, int16(memberIdRequired), int32(-1), text(''), text(''), text(given), int32(0))
    return
  }
  reader.text()
  reader.text()
  reader.at += 4
  reader.text()
  joining.push({ socket, correlation, id, metadata: Buffer.from(reader.bytes()) })
  if (joining.length < memberCount) return
  const [leader] = joining
  const all = joining.map((member) => Buffer.concat([text(member.id), int16(-1), bytesOf(member.metadata)]))
  for (const member of joining) {
    const seen = member === leader ? [int32(memberCount), ...all] : [int32(0)]
    const generation = [int16(0), int32(1), text('range'), text(leader.id), text(member.id)]
    answer(member.socket, member.correlation, ...generation, ...seen)
  }
  joining = []
  assigned = undefined
}

function sync(socket, correlation, frame, at) {
  const reader = new Reader(frame, at)
  reader.text()
  reader.at += 4
  const id = reader.text()
  reader.text()
  const count = frame.readInt32BE(reader.at)
  reader.at += 4
  syncing.push({ socket, correlation, id })
  if (count > 0) {
    assigned = new Map()
    for (let n = 0; n < count; n++) assigned.set(reader.text(), Buffer.from(reader.bytes()))
  }
  if (assigned === undefined) return
  for (const member of syncing)
    answer(member.socket, member.correlation, int16(0), bytesOf(assigned.get(member.id) ?? Buffer.alloc(0)))
  syncing = []
}

const topicId = Buffer.alloc(16, 1)
function beat(socket, correlation, frame, at) {
  const reader = new Reader(frame, at)
  reader.at += 1 // Tagged fields of the header.
  reader.compact()
  const id = reader.compact()
  const epoch = frame.readInt32BE(reader.at)
  const head = [Buffer.from([0]), int32(0), int16(0), Buffer.from([0, id.length + 1]), Buffer.from(id, 'latin1')]
  const rest = [int32(epoch < 0 ? epoch : 1), int32(heartbeatIntervalMs)]
  if (epoch === 0) {
    const share = shares.size
    shares.set(id, share)
    const partitions = Array.from({ length: each }, (_, n) => int32(share * each + n))
    rest.push(Buffer.from([1, 2]), topicId, Buffer.from([each + 1]), ...partitions, Buffer.from([0, 0, 0]))
  } else rest.push(Buffer.from([255, 0]))
  if (epoch < 0) shares = new Map()
  const body = Buffer.concat([...head, ...rest])
  socket.write(Buffer.concat([int32(body.length + 4), int32(correlation), body]))
}

function serve(socket) {
  let held = Buffer.alloc(0)
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    while (held.length >= 4 && held.length >= 4 + held.readInt32BE(0)) {
      const frame = held.subarray(4, 4 + held.readInt32BE(0))
      held = held.subarray(4 + frame.length)
      const key = frame.readInt16BE(0)
      const correlation = frame.readInt32BE(4)
      const at = 10 + Math.max(0, frame.readInt16BE(8))
      if (key === joinGroup) join(socket, correlation, frame, at)
      else if (key === syncGroup) sync(socket, correlation, frame, at)
      else if (key === consumerGroupHeartbeat) beat(socket, correlation, frame, at)
      else answer(socket, correlation, int16(0))
    }
  })
}

const server = net.createServer(serve)
server.listen(0, '127.0.0.1', () =>
  console.log(`floor 127.0.0.1:${/** @type {net.AddressInfo} */ (server.address()).port}`)
)
