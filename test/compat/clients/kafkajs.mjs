// produce BOOTSTRAP TOPIC CODEC < lines, or consume BOOTSTRAP TOPIC COUNT > lines, with kafkajs and a consumer group.
import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import kafkajs from 'kafkajs'
import { compress, decompress } from '../../../dist/records/index.js'

const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = kafkajs
const [mode, bootstrap, topic, last] = process.argv.slice(2)
// kafkajs brings gzip alone; the other codecs are plugged in.
/** @type {readonly ['snappy' | 'lz4' | 'zstd', number][]} */
const plugged = [
  ['snappy', CompressionTypes.Snappy],
  ['lz4', CompressionTypes.LZ4],
  ['zstd', CompressionTypes.ZSTD]
]
for (const [codec, type] of plugged) {
  CompressionCodecs[type] = () => ({
    compress: async (encoder) => compress(codec, encoder.buffer),
    decompress: async (bytes) => decompress(codec, bytes)
  })
}
const kafka = new Kafka({ clientId: 'compat', brokers: [bootstrap], logLevel: logLevel.ERROR })

if (mode === 'produce') {
  const lines = (await text(process.stdin)).split('\n').slice(0, -1)
  const producer = kafka.producer()
  await producer.connect()
  const compression = last === 'gzip' ? CompressionTypes.GZIP : CompressionTypes.None
  for (let at = 0; at < lines.length; at += 500) {
    await producer.send({ topic, compression, messages: lines.slice(at, at + 500).map((value) => ({ value })) })
  }
  await producer.disconnect()
} else {
  const consumer = kafka.consumer({ groupId: randomUUID() })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  const values = []
  /** @type {Promise<void>} */
  const allCame = new Promise((resolve, reject) => {
    consumer.on('consumer.crash', ({ payload }) => reject(payload.error))
    consumer.run({
      eachMessage: async ({ message }) => {
        values.push(message.value)
        if (values.length === Number(last)) resolve()
      }
    })
  })
  await allCame
  await consumer.disconnect()
  for (const value of values) process.stdout.write(`${value}\n`)
}
