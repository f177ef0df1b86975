// produce BOOTSTRAP TOPIC CODEC < lines, or consume BOOTSTRAP TOPIC COUNT > lines, with @platformatic/kafka and a consumer group.
import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'

const require = createRequire(join(process.env.OTTLA_COMPAT_MODULES ?? '', 'x.js'))
const { Consumer, Producer } = await import(pathToFileURL(require.resolve('@platformatic/kafka')).href)
const [mode, bootstrap, topic, last] = process.argv.slice(2)

if (mode === 'produce') {
  const producer = new Producer({ clientId: 'compat', bootstrapBrokers: [bootstrap] })
  const lines = (await text(process.stdin)).split('\n').slice(0, -1)
  for (let at = 0; at < lines.length; at += 500) {
    const messages = lines.slice(at, at + 500).map((value) => ({ topic, value: Buffer.from(value) }))
    await producer.send({ messages, compression: last, acks: -1 })
  }
  await producer.close()
} else {
  const consumer = new Consumer({
    clientId: 'compat',
    groupId: randomUUID(),
    bootstrapBrokers: [bootstrap],
    groupProtocol: 'classic'
  })
  const stream = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: true })
  const values = []
  for await (const message of stream) {
    values.push(message.value)
    if (values.length === Number(last)) break
  }
  await consumer.close(true)
  for (const value of values) process.stdout.write(`${value}\n`)
}
