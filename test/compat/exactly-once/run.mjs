// A read-process-write job of each client that has transactions and groups, killed at seeded random moments, and the broker
// under it too: each input is in the output exactly once, and the committed offsets never go back. OTTLA_COMPAT_KILLS says how
// many kills there are in all (200 take about 15 minutes), OTTLA_COMPAT_SEED which moments.
import { Kafka, logLevel } from 'kafkajs'
import { keepRunning, numbersOf, sleep, startBroker, within } from '../killing.mjs'
import { exec } from '../kit.mjs'
import { clients, javaProgram } from '../transactions/clients.mjs'

const names = Object.keys(clients).filter((name) => clients[name].job)
const kills = Math.ceil(Number(process.env.OTTLA_COMPAT_KILLS ?? 24) / names.length)
const seed = Number(process.env.OTTLA_COMPAT_SEED ?? 1)
const partitionCount = 2
const brokerArgs = [
  ...['--set', 'group.min.session.timeout.ms=500'],
  ...names.flatMap((_, index) => ['--topic', `in-${index}:${partitionCount}`, '--topic', `out-${index}:1`])
]
const patienceMs = 60_000

/** Input without end, at a pace; what a dead broker did not take is tried again, and may be there twice: as two inputs. */
function feed(kafka, topic) {
  let going = true
  const done = (async () => {
    const producer = kafka.producer({ retry: { retries: 0 } })
    for (let at = 0; going; at++) {
      const messages = Array.from({ length: 20 }, (_, one) => ({
        value: 'input',
        partition: (at + one) % partitionCount
      }))
      try {
        await producer.connect()
        await producer.send({ topic, messages })
      } catch {}
      // The pace of the input: there is some at every kill.
      await sleep(40)
    }
    await producer.disconnect().catch(() => {})
  })()
  return () => {
    going = false
    return done
  }
}

/** What the group has committed, at every look that the broker answers; it must never go back. */
function offsetsOf(kafka, groupId, topic) {
  const highest = new Map()
  const admin = kafka.admin({ retry: { retries: 0 } })
  let [looks, failure] = [0, '']
  return {
    highest,
    /** How many looks the broker answered, and why the last one was not answered. */
    seen: () => `${looks} looks${failure === '' ? '' : `, then ${failure}`}`,
    stop: () => admin.disconnect().catch(() => {}),
    async look() {
      let answer
      try {
        await admin.connect()
        answer = await admin.fetchOffsets({ groupId, topics: [topic] })
        looks++
        failure = ''
      } catch (error) {
        failure = String(error)
        return
      }
      for (const { partition, offset } of answer[0].partitions) {
        if (Number(offset) < (highest.get(partition) ?? -1))
          throw new Error(`partition ${partition} went back from ${highest.get(partition)} to ${offset}`)
        highest.set(partition, Number(offset))
      }
    }
  }
}

export async function prepare() {
  return { reader: await javaProgram(), broker: await startBroker(brokerArgs) }
}

const check =
  (name, index) =>
  async ({ reader, broker }) => {
    const program = await clients[name].install()
    const random = numbersOf(seed * 100 + index)
    const [input, output, group] = [`in-${index}`, `out-${index}`, `job-${index}`]
    const retry = { initialRetryTime: 50, retries: 0 }
    const kafka = new Kafka({ brokers: [broker.bootstrap], logLevel: logLevel.NOTHING, retry })
    const job = keepRunning(program, ['job', broker.bootstrap, input, output, group, `job-${index}`])
    const stopFeed = feed(kafka, input)
    const offsets = offsetsOf(kafka, group, input)
    const total = () => [...offsets.highest.values()].reduce((sum, offset) => sum + Math.max(0, offset), 0)
    const why = () =>
      `${name} stands at ${total()} (${offsets.seen()}); it ended ${job.ended.length} times: ${job.ended.at(-1) ?? ''}; it said ${job.said()}`
    try {
      for (let kill = 0; kill < kills; kill++) {
        // It must get on after each kill, so that the next one meets it at work.
        const before = total()
        await within(patienceMs, why, async () => {
          await offsets.look()
          return total() > before
        })
        // The moment of the kill, by the seed.
        await sleep(random() * 1000)
        const signal = random() < 0.7 ? 'SIGKILL' : 'SIGTERM'
        if (random() < 0.5) job.kill(signal)
        else await broker.kill(signal)
      }
      await stopFeed()
      const admin = kafka.admin({ retry: { retries: 5 } })
      await admin.connect()
      const ends = (await admin.fetchTopicOffsets(input)).map(({ partition, offset }) => [partition, Number(offset)])
      await admin.disconnect()
      await within(patienceMs, why, async () => {
        await offsets.look()
        return ends.every(([partition, end]) => offsets.highest.get(partition) === end)
      })
      job.stop()
      const { stdout } = await exec(
        reader.command,
        [...reader.args, 'read', broker.bootstrap, output, 'read_committed'],
        {
          env: reader.env
        }
      )
      const counts = new Map()
      for (const value of stdout.split('\n').slice(0, -1)) counts.set(value, (counts.get(value) ?? 0) + 1)
      const twice = [...counts].filter(([, count]) => count !== 1)
      const wanted = ends.flatMap(([partition, end]) =>
        Array.from({ length: end }, (_, offset) => `${partition}:${offset}`)
      )
      const lost = wanted.filter((value) => !counts.has(value))
      if (twice.length > 0 || lost.length > 0 || counts.size !== wanted.length)
        throw new Error(
          `of ${wanted.length} inputs (seed ${seed}) ${lost.length} are lost: ${lost.slice(0, 5)}; more than once: ${twice.slice(0, 5)}`
        )
    } finally {
      job.stop()
      await stopFeed()
      await offsets.stop()
    }
  }

export const checks = Object.fromEntries(
  names.map((name, index) => [`${name}, ${kills} kills: each input once`, check(name, index)])
)

export const finish = ({ broker }) => broker.stop()
