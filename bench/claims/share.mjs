// Kafka's own kafka-share-consumer-perf-test: 8 members of one share group read what one topic of 8 partitions has.
import { createTopic, kafkaTool, ratio, startKafka, startOttla } from '../kit.mjs'

const threads = 8

export default async function share({
  rounds = Number(process.env.ROUNDS ?? 3),
  records = Number(process.env.RECORDS ?? 1_000_000)
} = {}) {
  const properties = ['share.coordinator.state.topic.replication.factor=1', 'share.coordinator.state.topic.min.isr=1']
  const servers = [await startKafka({ properties }), await startOttla()]
  for (const server of servers) await server.ready
  const bytes = 100
  for (const server of servers) {
    await createTopic(server, 'share', 8)
    await kafkaTool(server, 'org.apache.kafka.tools.ProducerPerformance', [
      ...['--topic', 'share', '--num-records', String(records), '--record-size', String(bytes), '--throughput', '-1'],
      ...['--producer-props', `bootstrap.servers=${server.addr}`, 'acks=1']
    ])
  }
  const rows = []
  for (let round = 0; round <= rounds; round++) {
    for (const server of servers) {
      const group = `share-${round}`
      await kafkaTool(server, 'kafka.admin.ConfigCommand', [
        ...['--bootstrap-server', server.addr, '--alter', '--entity-type', 'groups', '--entity-name', group],
        ...['--add-config', 'share.auto.offset.reset=earliest']
      ])
      const { text, serverCpuSeconds } = await kafkaTool(server, 'org.apache.kafka.tools.ShareConsumerPerformance', [
        ...['--bootstrap-server', server.addr, '--topic', 'share', '--num-records', String(records)],
        ...['--group', group, '--threads', String(threads), '--timeout', '60000']
      ])
      if (round === 0) continue
      // The columns: start, end, MB, MB/s, records/s, records, fetch ms.
      const columns = (text.trim().split('\n').at(-1) ?? '').split(',').map((each) => each.trim())
      rows.push({
        scenario: `${threads} share consumers`,
        rival: server.name,
        recordsPerSecond: Number(columns[4]),
        cpuSecondsPerMillion: serverCpuSeconds / (Number(columns[5]) / 1e6)
      })
    }
  }
  for (const server of servers) await server.stop()
  return {
    rows,
    ratios: [
      {
        claim: `${threads} share consumers: records per second over Kafka's`,
        goal: 'at least 1',
        value: ratio(rows, 'ottla', 'kafka', 'recordsPerSecond')
      },
      {
        claim: `${threads} share consumers: CPU per record over Kafka's`,
        goal: 'at most 1',
        value: ratio(rows, 'ottla', 'kafka', 'cpuSecondsPerMillion')
      }
    ]
  }
}
