// From the producer's write to the consumer's read of one record at a time, at two rates, acks 1 and all.
import { createTopic, load, ratio, startFloor, startKafka, startOttla } from '../kit.mjs'

export default async function latency({ rounds = Number(process.env.ROUNDS ?? 2), seconds = 5 } = {}) {
  const servers = [await startKafka(), await startFloor(), await startOttla()]
  for (const server of servers) await server.ready
  const rows = []
  let topics = 0
  for (const rate of [200, 5000]) {
    for (const acks of [1, -1]) {
      for (let round = 0; round <= rounds; round++) {
        for (const server of servers) {
          const topic = `latency-${topics}`
          await createTopic(server, topic)
          // Every rival is warmed up at the higher rate: at 200 records/s a compiler is busy for minutes.
          const how = round === 0 ? { rate: 5000, seconds: 3 } : { rate, seconds }
          const result = await load(server, 'latency', { topic, ...how, acks })
          if (round === 0) continue
          rows.push({
            scenario: `${rate} records/s, acks ${acks === 1 ? '1' : 'all'}`,
            rival: server.name,
            p50Ms: result.p50Us / 1e3,
            p99Ms: result.p99Us / 1e3,
            p999Ms: result.p999Us / 1e3
          })
        }
        topics++
      }
    }
  }
  for (const server of servers) await server.stop()
  const ratios = [...new Set(rows.map((row) => row.scenario))].flatMap((scenario) => {
    const own = rows.filter((row) => row.scenario === scenario)
    return ['p50Ms', 'p99Ms', 'p999Ms'].flatMap((figure) => [
      {
        claim: `${scenario}: ${figure.replace('Ms', '')} over Kafka's`,
        goal: 'at most 0.33',
        value: ratio(own, 'ottla', 'kafka', figure)
      },
      {
        claim: `${scenario}: the floor's ${figure.replace('Ms', '')} over Kafka's`,
        goal: 'reported',
        value: ratio(own, 'floor', 'kafka', figure)
      }
    ])
  })
  return { rows, ratios }
}
