// One broker, much of it: 10 GB in one topic, and 5,000 connections that do nothing.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createTopic, holdConnections, load, produceFrames, residentMb, scratch, startOttla } from '../kit.mjs'

const openFiles = (pid) => readdirSync(`/proc/${pid}/fd`).length

export default async function scale({ gigabytes = Number(process.env.GIGABYTES ?? 10), connections = 5000 } = {}) {
  const rows = []
  const server = await startOttla()
  const file = join(scratch('scale'), 'frames.bin')
  const frame = { topic: 'bench', recordBytes: 1024, batchBytes: 131072, batches: 4, acks: -1 }
  const { requestBytes } = await produceFrames(file, frame)
  await createTopic(server, 'bench', 4, { 'segment.bytes': 256 << 20 })
  const count = Math.ceil((gigabytes * 1e9) / requestBytes)
  const written = await load(server, 'produce', { frames: file, conns: 2, depth: 5, count })
  const read = await load(server, 'fetch', { topic: 'bench', conns: 1, bytes: (gigabytes * 1e9) / 4 })
  rows.push({
    scenario: `${gigabytes} GB in one topic`,
    rival: 'ottla',
    producedMbPerSecond: written.bytes / 1e6 / written.seconds,
    p99Ms: written.p99Us / 1e3,
    fetchedMbPerSecond: read.bytes / 1e6 / read.seconds,
    residentMb: residentMb(server.pid),
    openFiles: openFiles(server.pid)
  })
  const before = residentMb(server.pid)
  const held = await holdConnections(server, connections)
  const one = join(scratch('one'), 'one.bin')
  await produceFrames(one, { topic: 'bench', recordBytes: 100, batchBytes: 100 })
  const single = await load(server, 'produce', { frames: one, conns: 1, depth: 1, count: 5000 })
  rows.push({
    scenario: `${connections} idle connections`,
    rival: 'ottla',
    kibEach: ((residentMb(server.pid) - before) * 1024) / connections,
    p99Ms: single.p99Us / 1e3,
    openFiles: openFiles(server.pid)
  })
  await held.close()
  await server.stop('SIGKILL')
  const since = performance.now()
  const again = await startOttla({ dir: server.dir })
  rows.push({
    scenario: `${gigabytes} GB opened after kill -9`,
    rival: 'ottla',
    seconds: (performance.now() - since) / 1e3,
    residentMb: residentMb(again.pid)
  })
  await again.stop()
  return { rows, ratios: [] }
}
