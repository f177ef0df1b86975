// From spawn of the process to the first record acknowledged, against Apache Kafka and an empty Node server; and an embedded
// start in a warm process.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { accepts, produceFrames, ratio, root, scratch, startKafka } from '../kit.mjs'

/** Resolves when the broker has acknowledged one record; tries again until it serves. The topic is made by auto-creation. */
async function firstRecord(port, frame, metadata) {
  for (;;) {
    const done = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => resolve(false))
      socket.on('close', () => resolve(false))
      socket.on('connect', () => socket.write(Buffer.concat([metadata, frame])))
      let bytes = Buffer.alloc(0)
      socket.on('data', (chunk) => {
        bytes = Buffer.concat([bytes, chunk])
        const first = bytes.length >= 4 ? 4 + bytes.readInt32BE(0) : Infinity
        if (bytes.length < first + 4 || bytes.length < first + 4 + bytes.readInt32BE(first)) return
        // Produce v7: correlation id, one topic, one partition, error code.
        const topic = bytes.readInt16BE(first + 12)
        const code = bytes.readInt16BE(first + 14 + topic + 8)
        socket.removeAllListeners('close')
        socket.destroy()
        resolve(code === 0)
      })
    })
    if (done) return
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

const until = async (condition) => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 1))
}

let port = 22_000 + (process.pid % 200) * 10
async function timed(start, frame, metadata) {
  port += 3
  const since = performance.now()
  const child = start(port)
  if (frame === undefined) await until(() => accepts(port))
  else await firstRecord(port, frame, metadata)
  const ms = performance.now() - since
  const exited = new Promise((resolve) => child.on('exit', resolve))
  child.kill('SIGKILL')
  await exited
  return ms
}

export default async function coldStart({ rounds = Number(process.env.ROUNDS ?? 5) } = {}) {
  const { encodeRequest } = await import('../../dist/protocol/index.js')
  const folder = scratch('cold')
  const file = join(folder, 'one.bin')
  await produceFrames(file, { topic: 'cold', recordBytes: 100, batchBytes: 100, frames: 1 })
  const { readFileSync } = await import('node:fs')
  const frame = readFileSync(file)
  const metadata = Buffer.concat(
    encodeRequest(
      'Metadata',
      4,
      { correlationId: 9, clientId: 'bench' },
      { topics: [{ name: 'cold' }], allowAutoTopicCreation: true }
    )
  )
  const empty = join(folder, 'empty.mjs')
  writeFileSync(
    empty,
    "import net from 'node:net'\nnet.createServer(() => {}).listen(Number(process.argv[2]), '127.0.0.1')\n"
  )
  /** @type {import('node:child_process').SpawnOptions} */
  const quiet = { stdio: 'ignore' }
  const rows = []
  for (let round = 0; round < rounds; round++) {
    const kafka = await startKafkaTimed(frame, metadata)
    rows.push({ scenario: 'spawn to first record', rival: 'kafka', ms: kafka })
    const ottla = await timed(
      (p) =>
        spawn(
          process.execPath,
          [join(root, 'dist/cli/main.cjs'), '--port', String(p), '--data-dir', scratch('cold')],
          quiet
        ),
      frame,
      metadata
    )
    rows.push({ scenario: 'spawn to first record', rival: 'ottla', ms: ottla })
    rows.push({
      scenario: 'spawn to first record',
      rival: 'empty Node',
      ms: await timed((p) => spawn(process.execPath, [empty, String(p)], quiet))
    })
  }
  const { Ottla } = await import('../../dist/index.js')
  for (let round = 0; round < rounds * 4; round++) {
    const since = performance.now()
    const broker = await Ottla.start({ memory: true })
    await firstRecord(broker.port, frame, metadata)
    const ms = performance.now() - since
    await broker.stop()
    if (round >= rounds) rows.push({ scenario: 'embedded, warm, to first record', rival: 'ottla', ms })
  }
  const own = rows.filter((row) => row.scenario === 'spawn to first record')
  const warm = rows
    .filter((row) => row.scenario.startsWith('embedded'))
    .map((row) => row.ms)
    .sort((a, b) => a - b)
  return {
    rows,
    ratios: [
      { claim: "spawn to first record over Kafka's", goal: 'at most 0.05', value: ratio(own, 'ottla', 'kafka', 'ms') },
      {
        claim: 'spawn to first record over an empty Node server',
        goal: 'at most 2',
        value: ratio(own, 'ottla', 'empty Node', 'ms')
      },
      { claim: 'embedded start to first record, ms', goal: 'under 10', value: warm[Math.floor(warm.length / 2)] }
    ]
  }
}

async function startKafkaTimed(frame, metadata) {
  const dir = scratch('kafka-cold')
  // Formatting is not part of a start.
  const first = await startKafka({ dir })
  await first.ready
  await first.stop()
  port += 3
  const since = performance.now()
  const server = await startKafka({ dir, format: false, port: first.port })
  await firstRecord(first.port, frame, metadata)
  const ms = performance.now() - since
  await server.stop()
  return ms
}
