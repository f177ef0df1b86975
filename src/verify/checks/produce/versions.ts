import { atEveryVersion, type Check } from '../../check.ts'
import { fetch, readTexts } from '../../dialogue/fetch.ts'
import { produce, produceBody, produced } from '../../dialogue/produce.ts'
import { batchOf, messagesOf, recordsIn, textsIn } from '../../dialogue/records.ts'
import { equal, errorIs, only } from '../../expect.ts'

export const produceVersions: Check[] = [
  ...atEveryVersion({
    api: 'Produce',
    from: 0,
    to: 13,
    kafka43: [3, 13],
    says: 'appends records behind those that are there and answers the first one’s offset',
    async run(t, version) {
      t.need('Produce', version)
      const topic = await t.topic()
      const bytes = (texts: string[]) =>
        version < 2 ? messagesOf(t, texts, 0) : version < 3 ? messagesOf(t, texts, 1) : batchOf(t, texts)
      await produced(t, topic, batchOf(t, ['a', 'b', 'c']))
      const answer = await produce(t, topic, bytes(['d', 'e']), { version })
      errorIs(answer.errorCode, 'NONE', 'error')
      equal(answer.baseOffset, 3n, 'first offset')
      equal(answer.logAppendTimeMs, -1n, 'append time of a topic with create time')
      equal(answer.logStartOffset, version >= 5 ? 0n : -1n, 'log start offset (from version 5 on)')
      equal(answer.recordErrors, [], 'record errors')
      equal(answer.errorMessage ?? null, null, 'error message')
      equal(await readTexts(t, topic), ['a', 'b', 'c', 'd', 'e'], 'values read back')
    }
  }),
  ...atEveryVersion({
    api: 'Produce',
    from: 2,
    to: 13,
    kafka43: [3, 13],
    says: 'to a topic with LogAppendTime answers the append time, and stamps all records with it',
    async run(t, version) {
      t.need('Produce', version)
      const topic = await t.topic({ configs: { 'message.timestamp.type': 'LogAppendTime' } })
      const records = version < 3 ? messagesOf(t, ['a', 'b'], 1) : batchOf(t, ['a', 'b'])
      const answer = await produce(t, topic, records, { version })
      errorIs(answer.errorCode, 'NONE', 'error')
      const stored = recordsIn((await fetch(t, topic, 0)).records)
      equal(
        stored.map(({ timestamp }) => BigInt(timestamp)),
        [answer.logAppendTimeMs, answer.logAppendTimeMs],
        'timestamps'
      )
    }
  }),
  {
    name: 'a producer of today sends to several topics and partitions at once and each is answered in its place',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const [one, two] = await Promise.all([t.topic({ partitions: 2 }), t.topic()])
      const at = (index: number, text: string) => ({ index, records: batchOf(t, [text]) })
      const answer = await t.call('Produce', 9, {
        acks: -1,
        timeoutMs: 5000,
        topicData: [
          { name: one.name, partitionData: [at(1, 'one-1'), at(0, 'one-0')] },
          { name: two.name, partitionData: [at(0, 'two-0')] }
        ]
      })
      const errors = answer.responses.flatMap((topic) =>
        topic.partitionResponses.map((partition) => [topic.name, partition.index, partition.errorCode])
      )
      equal(
        [...errors].sort(),
        [
          [one.name, 0, 0],
          [one.name, 1, 0],
          [two.name, 0, 0]
        ].sort(),
        'topics, partitions and errors'
      )
      equal(await readTexts(t, one, 0, 1), ['one-1'], 'values of the second partition')
      equal(await readTexts(t, two), ['two-0'], 'values of the other topic')
    }
  },
  {
    name: 'a partition that does not exist fails alone, its neighbour in the same Produce is appended',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic()
      const at = (index: number) => ({ index, records: batchOf(t, ['x']) })
      const answer = await t.call('Produce', 9, {
        acks: -1,
        timeoutMs: 5000,
        topicData: [{ name: topic.name, partitionData: [at(0), at(7)] }]
      })
      const partitions = answer.responses.flatMap((one) => one.partitionResponses)
      errorIs(partitions.find((partition) => partition.index === 0)?.errorCode, 'NONE', 'error of partition 0')
      const missing = partitions.find((partition) => partition.index === 7)
      errorIs(missing?.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error of partition 7')
      equal(missing?.baseOffset, -1n, 'offset of partition 7')
    }
  },
  {
    name: 'a topic id from Metadata names the topic in Produce',
    api: 'Produce',
    versions: [13, 13],
    kip: 'KIP-516',
    async run(t) {
      t.need('Produce', 13)
      const topic = await t.topic()
      const body = produceBody({ name: 'ignored', id: topic.id }, batchOf(t, ['by id']))
      const answer = await t.call('Produce', 13, body)
      equal(only(answer.responses, 'topics').topicId, topic.id, 'topic id of the answer')
      equal(await readTexts(t, topic), ['by id'], 'values read back')
    }
  },
  {
    name: 'acks 0 gets no answer, and the next request on the connection gets its own',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic()
      const client = await t.main()
      client.post('Produce', 9, produceBody(topic, batchOf(t, ['silent']), { acks: 0 }))
      const { apiKeys } = await client.call('ApiVersions', 0, {})
      equal(apiKeys.length > 0, true, 'answer of the request behind it')
      await t.until('the record to arrive', async () => (await readTexts(t, topic))[0] === 'silent')
    }
  },
  {
    name: 'acks 1 answers as soon as the leader has the records',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const answer = await produce(t, await t.topic(), batchOf(t, ['x']), { acks: 1 })
      errorIs(answer.errorCode, 'NONE', 'error')
      equal(answer.baseOffset, 0n, 'offset')
    }
  },
  {
    name: 'pipelined Produce requests are appended in the order of sending, and answered in it',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic()
      const client = await t.main()
      const texts = Array.from({ length: 50 }, (_, index) => `r${index}`)
      const answers = await Promise.all(
        texts.map((text) => produce(t, topic, batchOf(t, [text]), { client, version: 9 }))
      )
      equal(
        answers.map((answer) => Number(answer.baseOffset)),
        texts.map((_, index) => index),
        'offsets'
      )
      equal(await readTexts(t, topic), texts, 'values read back')
    }
  },
  {
    name: 'the broker sets offset and leader epoch of a batch, whatever the producer wrote there',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic()
      await produced(t, topic, batchOf(t, ['a']))
      const answer = await produce(t, topic, batchOf(t, ['b', 'c'], { partitionLeaderEpoch: 77 }))
      equal(answer.baseOffset, 1n, 'offset')
      const { records } = await fetch(t, topic, 1)
      const bytes = Buffer.from(records ?? [])
      equal(bytes.readBigInt64BE(0), 1n, 'base offset of the stored batch')
      equal(bytes.readInt32BE(12), 0, 'leader epoch of the stored batch')
      equal(textsIn(records), ['b', 'c'], 'values')
    }
  },
  {
    name: 'a Produce timeout of 0 is enough where no other replica is waited for',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const topic = await t.topic()
      const answer = await t.call('Produce', 9, { ...produceBody(topic, batchOf(t, ['x'])), timeoutMs: 0 })
      errorIs(answer.responses[0]?.partitionResponses[0]?.errorCode, 'NONE', 'error')
    }
  }
]
