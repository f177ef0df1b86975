// CPU of this build beside another build of Ottla, whose `dist` is named by AGAINST: what a change costs or wins.
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cpuSeconds, createTopic, load, median, produceFrames, scratch, startOttla } from '../kit.mjs'

const folder = scratch('against')
const small = { recordBytes: 100, batchBytes: 100 }
const ordinary = { recordBytes: 1024, batchBytes: 16384 }
let files = 0

async function framesFor(options) {
  const file = join(folder, `${++files}.bin`)
  await produceFrames(file, options)
  return file
}

async function requestFile(...requests) {
  const { encodeRequest } = await import('../../dist/protocol/index.js')
  const file = join(folder, `${++files}.bin`)
  const chunks = requests.flatMap(([name, version, body]) =>
    encodeRequest(name, version, { correlationId: 1, clientId: 'bench' }, body)
  )
  writeFileSync(file, Buffer.concat(chunks))
  return file
}

/** Requests without an answer, and at the end one that is answered when they have taken effect. */
async function acks0File(frame) {
  const { readFileSync } = await import('node:fs')
  const produces = await framesFor({ topic: 'acks0', acks: 0, ...frame })
  const partitions = [{ partitionIndex: 0, timestamp: -1n }]
  const last = await requestFile(['ListOffsets', 1, { replicaId: -1, topics: [{ name: 'acks0', partitions }] }])
  writeFileSync(produces, Buffer.concat([readFileSync(produces), readFileSync(last)]))
  return produces
}

const produce = (frame, { conns, depth, count }) => ({
  prepare: () => framesFor({ topic: 'bench', ...frame }),
  run: (server, frames) => load(server, 'produce', { frames, conns, depth, count })
})
const versions = ['ApiVersions', 3, { clientSoftwareName: 'bench', clientSoftwareVersion: '1' }]

const scenarios = {
  '16 KiB batches, acks 1': produce(ordinary, { conns: 2, depth: 5, count: 60_000 }),
  '16 KiB batches, acks all': produce({ ...ordinary, acks: -1 }, { conns: 2, depth: 5, count: 60_000 }),
  'one record, 1 under way': produce(small, { conns: 16, depth: 1, count: 150_000 }),
  'one record, 5 under way': produce(small, { conns: 16, depth: 5, count: 200_000 }),
  'one record, acks 0': {
    prepare: () => acks0File(small),
    run: (server, frames) => load(server, 'unanswered', { frames, conns: 4, count: 400_000 })
  },
  '16 KiB batches, acks 0': {
    prepare: () => acks0File(ordinary),
    run: (server, frames) => load(server, 'unanswered', { frames, conns: 4, count: 60_000 })
  },
  'fetch, page cache': {
    prepare: async () => undefined,
    run: (server) => load(server, 'fetch', { topic: 'bench', conns: 1, bytes: 2e9 })
  },
  'fetch, at the tail': {
    prepare: () => framesFor({ topic: 'tail', ...ordinary }),
    run: (server, frames) => load(server, 'tail', { topic: 'tail', frames, conns: 1, depth: 5, count: 30_000 })
  },
  latency: {
    prepare: async () => undefined,
    run: (server) => load(server, 'latency', { topic: 'latency', rate: 5000, seconds: 4, acks: 1 })
  },
  ApiVersions: {
    prepare: () => requestFile(versions),
    run: (server, frames) => load(server, 'calls', { frames, conns: 16, depth: 1, count: 60_000 })
  },
  'cold start': {
    prepare: async () => undefined,
    run: async (server) => {
      let serverCpuSeconds = 0
      for (let n = 0; n < 5; n++) {
        const started = await startOttla({ dist: server.dist, args: ['--profile', 'production'] })
        serverCpuSeconds += cpuSeconds(started.pid)
        await started.stop()
      }
      return { serverCpuSeconds }
    }
  }
}

export default async function against({ rounds = Number(process.env.ROUNDS ?? 5) } = {}) {
  if (process.env.AGAINST === undefined) throw new Error('AGAINST names the dist folder of the other build')
  const wanted = Object.entries(scenarios).filter(([name]) => name.includes(process.env.SCENARIO ?? ''))
  const servers = []
  for (const [name, dist] of Object.entries({ other: resolve(process.env.AGAINST), this: undefined })) {
    const server = { ...(await startOttla({ dist })), name, dist }
    servers.push(server)
    for (const topic of ['bench', 'acks0', 'tail', 'latency']) await createTopic(server, topic)
  }
  // The produce scenarios fill the topic, where they run.
  if (!wanted.some(([name]) => name.startsWith('16 KiB batches, acks'))) {
    const frames = await framesFor({ topic: 'bench', ...ordinary })
    for (const server of servers) await load(server, 'produce', { frames, conns: 2, depth: 5, count: 130_000 })
  }
  const rows = []
  const ratios = []
  for (const [scenario, { prepare, run }] of wanted) {
    const prepared = await prepare()
    const spread = []
    for (let round = 0; round <= rounds; round++) {
      const cpu = {}
      // Each goes first in every other round.
      for (const server of round % 2 === 0 ? servers : [...servers].reverse()) {
        const result = await run(server, prepared)
        cpu[server.name] = result.serverCpuSeconds
        if (round > 0) rows.push({ scenario, rival: server.name, cpuSeconds: result.serverCpuSeconds })
      }
      if (round > 0) spread.push(cpu.this / cpu.other)
    }
    const [least, most] = [Math.min(...spread), Math.max(...spread)].map((value) => value.toFixed(2))
    ratios.push({
      claim: `${scenario}: CPU over the other build's (rounds ${least} to ${most})`,
      goal: 'at most 1.02',
      value: median(spread)
    })
    console.log(`${scenario}: ${median(spread).toFixed(3)} (${spread.map((value) => value.toFixed(2)).join(' ')})`)
  }
  for (const server of servers) await server.stop()
  return { rows, ratios }
}
