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
          // The floor has one log: a second reader would begin at its start.
          if (server.name === 'floor' && topics > 0) continue
          const topic = `latency-${topics}`
          await createTopic(server, topic)
          const result = await load(server, 'latency', { topic, rate, seconds: round === 0 ? 3 : seconds, acks })
          if (round === 0 && server.name !== 'floor') continue
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
    return ['p50Ms', 'p99Ms', 'p999Ms'].map((figure) => ({
      claim: `${scenario}: ${figure.replace('Ms', '')} over Kafka's`,
      goal: 'at most 0.33',
      value: ratio(own, 'ottla', 'kafka', figure)
    }))
  })
  return { rows, ratios }
}
