/**
 * Goal: the log says what happened and by whom, with fields, and what a client sends forges no line.
 * Method: a broker in this process, kafkajs as the client, lines and fields kept.
 */
import kafkajs from 'kafkajs'
import { Ottla } from '../../../src/index.ts'

interface Line {
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>> | undefined
}

test('topics, configs, clients, rebalances and the stop are in the log', async () => {
  const lines: Line[] = []
  const keep = (message: string, fields?: Readonly<Record<string, unknown>>) => void lines.push({ message, fields })
  const log = { debug: () => {}, info: keep, warn: keep, error: keep }
  const broker = await Ottla.start({ log })
  const kafka = new kafkajs.Kafka({ brokers: [broker.bootstrap], clientId: 'me\nforged', logLevel: 0 })
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic: 'orders', numPartitions: 2 }] })
  await admin.createPartitions({ topicPartitions: [{ topic: 'orders', count: 3 }] })
  const configEntries = [{ name: 'retention.ms', value: '1000' }]
  await admin.alterConfigs({ validateOnly: false, resources: [{ type: 2, name: 'orders', configEntries }] })
  await admin.createTopics({ topics: Array.from({ length: 30 }, (_, n) => ({ topic: `many-${n}` })) })
  await admin.deleteTopics({ topics: ['orders'] })
  await admin.disconnect()
  await broker.stop()

  const by = { principal: 'User:ANONYMOUS', clientId: 'me\\nforged', address: '127.0.0.1' }
  const fieldsOf = (message: string) => lines.filter((line) => line.message === message).map(({ fields }) => fields)
  expect(fieldsOf('topic created')).toEqual([{ topic: 'orders', partitions: 2, replicationFactor: 1, ...by }])
  expect(fieldsOf('topic given partitions')).toEqual([{ topic: 'orders', partitions: 3, ...by }])
  expect(fieldsOf('configs changed')).toEqual([{ type: 'topics', name: 'orders', configs: 'retention.ms', ...by }])
  expect(fieldsOf('topic deleted')).toEqual([{ topic: 'orders', ...by }])
  expect(fieldsOf('topics created')).toMatchObject([{ count: 30, ...by }])
  expect(String(fieldsOf('topics created')[0]?.topics).split(',')).toHaveLength(20)
  expect(fieldsOf('broker stopped')).toMatchObject([{ isClean: true, tookMs: expect.any(Number) }])
})
