// 1, 2 and 4 brokers of one process, each on a thread of its own, with partitions of their own: throughput and CPU, and what the
// load generator takes of the machine beside them.
import { join } from 'node:path'
import { spread, startThreads } from '../cluster/rivals.mjs'
import { createTopic, load, median, produceFrames, scratch } from '../kit.mjs'

const counts = [1, 2, 4]
const partitionsEach = 2
const megabytes = 1000
const [connections, depth] = [8, 5]

export default async function scaleOut({ rounds = Number(process.env.ROUNDS ?? 3) } = {}) {
  const folder = scratch('frames')
  const servers = []
  for (const count of counts) {
    const server = await startThreads(count)
    const partitions = count * partitionsEach
    await createTopic(server, 'bench', partitions, {}, spread(partitions, count, 1))
    const files = []
    const addrs = []
    let requestBytes = 0
    for (let partition = 0; partition < partitions; partition++) {
      const file = join(folder, `${count}-${partition}.bin`)
      requestBytes = (await produceFrames(file, { partition, recordBytes: 1024 })).requestBytes
      files.push(file)
      addrs.push(server.addr.split(',')[partition % count])
    }
    servers.push({ count, server: { ...server, addr: addrs.join(',') }, files: files.join(','), requestBytes })
  }
  const rows = []
  for (let round = 0; round <= rounds; round++)
    for (const { count, server, files, requestBytes } of round % 2 === 0 ? servers : [...servers].reverse()) {
      const requests = Math.ceil((megabytes * 1e6) / requestBytes / (round === 0 ? 2 : 1))
      const result = await load(server, 'produce', { frames: files, conns: connections, depth, count: requests })
      if (round === 0) continue // the first round warms up
      const gigabytes = result.bytes / 1e9
      rows.push({
        scenario: `${count} ${count === 1 ? 'broker' : 'brokers'}`,
        rival: 'ottla',
        mbPerSecond: (gigabytes * 1e3) / result.seconds,
        cpuSecondsPerGb: result.serverCpuSeconds / gigabytes,
        coresOfBrokers: result.serverCpuSeconds / result.seconds,
        coresOfGenerator: result.generatorCpuSeconds / result.seconds,
        p99Ms: result.p99Us / 1e3,
        residentMb: server.residentMb()
      })
    }
  for (const { server } of servers) await server.stop()
  const of = (count, key) =>
    median(rows.filter(({ scenario }) => scenario.startsWith(`${count} `)).map((row) => row[key]))
  const over = (count, key) => of(count, key) / of(1, key)
  return {
    rows,
    ratios: [2, 4].flatMap((count) => [
      { claim: `${count} brokers: throughput over one's`, goal: 'reported', value: over(count, 'mbPerSecond') },
      { claim: `${count} brokers: CPU per GB over one's`, goal: 'reported', value: over(count, 'cpuSecondsPerGb') }
    ])
  }
}
