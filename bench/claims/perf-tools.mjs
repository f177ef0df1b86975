// The same load from Kafka's own kafka-producer-perf-test and kafka-consumer-perf-test.
import { createTopic, kafkaTool, ratio, startKafka, startOttla } from '../kit.mjs'

const scenarios = [
  { name: 'producer perf test, 1 KiB', records: 300_000, bytes: 1024, properties: [] },
  { name: 'producer perf test, 1 KiB, lz4', records: 200_000, bytes: 1024, properties: ['compression.type=lz4'] },
  { name: 'producer perf test, 100 B', records: 1_000_000, bytes: 100, properties: [] }
]

export default async function perfTools({ rounds = Number(process.env.ROUNDS ?? 3) } = {}) {
  const servers = [await startKafka(), await startOttla()]
  for (const server of servers) await server.ready
  const rows = []
  for (const [n, { name, records, bytes, properties }] of scenarios.entries()) {
    for (let round = 0; round <= rounds; round++) {
      for (const server of servers) {
        const topic = `perf-${n}-${round}`
        await createTopic(server, topic)
        const { text, serverCpuSeconds } = await kafkaTool(server, 'org.apache.kafka.tools.ProducerPerformance', [
          ...['--topic', topic, '--num-records', String(records), '--record-size', String(bytes), '--throughput', '-1'],
          ...['--producer-props', `bootstrap.servers=${server.addr}`, 'acks=1', ...properties]
        ])
        // "300000 records sent, 100000.0 records/sec (97.66 MB/sec), 5.1 ms avg latency, ..., 9 ms 99th, 12 ms 99.9th."
        const last = text.trim().split('\n').at(-1)
        if (round === 0) continue
        rows.push({
          scenario: name,
          rival: server.name,
          recordsPerSecond: Number(/([\d.]+) records\/sec/.exec(last ?? '')?.[1]),
          cpuSecondsPerGb: serverCpuSeconds / ((records * bytes) / 1e9),
          p99Ms: Number(/(\d+) ms 99th/.exec(last ?? '')?.[1])
        })
      }
    }
  }
  for (let round = 0; round <= rounds; round++) {
    for (const server of servers) {
      const { records, bytes } = scenarios[0]
      const { text, serverCpuSeconds } = await kafkaTool(server, 'org.apache.kafka.tools.ConsumerPerformance', [
        ...['--bootstrap-server', server.addr, '--topic', 'perf-0-0', '--num-records', String(records)],
        ...['--group', `perf-${round}`, '--timeout', '60000']
      ])
      if (round === 0) continue
      // The columns: start, end, MB, MB/s, records, records/s, rebalance ms, fetch ms, fetch MB/s, fetch records/s.
      const columns = text
        .trim()
        .split('\n')
        .at(-1)
        ?.split(',')
        .map((each) => each.trim())
      rows.push({
        scenario: 'consumer perf test, 1 KiB',
        rival: server.name,
        recordsPerSecond: Number(columns?.at(-1)),
        cpuSecondsPerGb: serverCpuSeconds / ((records * bytes) / 1e9)
      })
    }
  }
  for (const server of servers) await server.stop()
  const ratios = [...new Set(rows.map((row) => row.scenario))].flatMap((scenario) => {
    const own = rows.filter((row) => row.scenario === scenario)
    return [
      {
        claim: `${scenario}: records per second over Kafka's`,
        goal: 'reported: the tool is the bottleneck',
        value: ratio(own, 'ottla', 'kafka', 'recordsPerSecond')
      },
      {
        claim: `${scenario}: CPU per GB over Kafka's`,
        goal: 'at most 0.33',
        value: ratio(own, 'ottla', 'kafka', 'cpuSecondsPerGb')
      }
    ]
  })
  return { rows, ratios }
}
