import type { Check } from '../../check.ts'
import { readTexts } from '../../dialogue/fetch.ts'
import { type PartitionProduced, produce, producerId } from '../../dialogue/produce.ts'
import { batchOf, values } from '../../dialogue/records.ts'
import { equal, errorIs, holds } from '../../expect.ts'
import type { Topic, Trial } from '../../trial.ts'

interface Sent {
  readonly id: number
  readonly epoch?: number
  readonly sequence: number
  readonly texts?: readonly string[]
  readonly partition?: number
}

function send(
  t: Trial,
  topic: Topic,
  { id, epoch = 0, sequence, texts = ['x'], partition = 0 }: Sent
): Promise<PartitionProduced> {
  const batch = batchOf(t, texts, { producerId: id, producerEpoch: epoch, baseSequence: sequence })
  return produce(t, topic, batch, { version: 9, partition })
}

export const idempotence: Check[] = [
  {
    name: 'a producer that retries a batch gets the first offset again and the batch is there once',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const id = await producerId(t)
      const first = await send(t, topic, { id, sequence: 0, texts: ['a', 'b'] })
      const again = await send(t, topic, { id, sequence: 0, texts: ['a', 'b'] })
      errorIs(again.errorCode, 'NONE', 'error of the retry')
      equal(again.baseOffset, first.baseOffset, 'offset of the retry')
      equal(await readTexts(t, topic), ['a', 'b'], 'values read back')
    }
  },
  {
    name: 'each of the last five batches of a producer may be retried',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const id = await producerId(t)
      for (let sequence = 0; sequence < 5; sequence++) await send(t, topic, { id, sequence, texts: [`v${sequence}`] })
      for (const sequence of [0, 3, 4, 1, 2]) {
        const retry = await send(t, topic, { id, sequence, texts: [`v${sequence}`] })
        errorIs(retry.errorCode, 'NONE', `error of the retry of batch ${sequence}`)
        equal(retry.baseOffset, BigInt(sequence), `offset of the retry of batch ${sequence}`)
      }
      equal(await readTexts(t, topic), values(5), 'values read back')
    }
  },
  {
    name: 'a retry older than five batches is answered DUPLICATE_SEQUENCE_NUMBER or OUT_OF_ORDER_SEQUENCE_NUMBER, and never appended',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const id = await producerId(t)
      for (let sequence = 0; sequence < 6; sequence++) await send(t, topic, { id, sequence, texts: [`v${sequence}`] })
      const retry = await send(t, topic, { id, sequence: 0, texts: ['v0'] })
      errorIs(retry.errorCode, ['DUPLICATE_SEQUENCE_NUMBER', 'OUT_OF_ORDER_SEQUENCE_NUMBER'], 'error')
      equal(await readTexts(t, topic), values(6), 'values read back')
    }
  },
  {
    name: 'a gap in the sequence of a producer is answered OUT_OF_ORDER_SEQUENCE_NUMBER and appends nothing',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const id = await producerId(t)
      await send(t, topic, { id, sequence: 0 })
      errorIs((await send(t, topic, { id, sequence: 2 })).errorCode, 'OUT_OF_ORDER_SEQUENCE_NUMBER', 'error')
      errorIs((await send(t, topic, { id, sequence: 1 })).errorCode, 'NONE', 'error of the batch that was missing')
      equal(await readTexts(t, topic), ['x', 'x'], 'values read back')
    }
  },
  {
    name: 'the sequence counts records: the batch after one of three begins at three',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const id = await producerId(t)
      await send(t, topic, { id, sequence: 0, texts: ['a', 'b', 'c'] })
      errorIs(
        (await send(t, topic, { id, sequence: 1 })).errorCode,
        'OUT_OF_ORDER_SEQUENCE_NUMBER',
        'error at sequence 1'
      )
      errorIs((await send(t, topic, { id, sequence: 3 })).errorCode, 'NONE', 'error at sequence 3')
    }
  },
  {
    name: 'a producer that the partition does not know may begin at any sequence, since its state may have expired',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-360',
    async run(t) {
      const answer = await send(t, await t.topic(), { id: await producerId(t), sequence: 17 })
      errorIs(answer.errorCode, 'NONE', 'error')
    }
  },
  {
    name: 'a lower epoch than the partition has seen is answered INVALID_PRODUCER_EPOCH',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const id = await producerId(t)
      await send(t, topic, { id, epoch: 1, sequence: 0 })
      errorIs((await send(t, topic, { id, epoch: 0, sequence: 1 })).errorCode, 'INVALID_PRODUCER_EPOCH', 'error')
    }
  },
  {
    name: 'a higher epoch starts its sequence anew at 0',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-360',
    async run(t) {
      const topic = await t.topic()
      const id = await producerId(t)
      await send(t, topic, { id, sequence: 0, texts: ['a'] })
      const later = await send(t, topic, { id, epoch: 1, sequence: 1 })
      errorIs(later.errorCode, 'OUT_OF_ORDER_SEQUENCE_NUMBER', 'error of sequence 1 in the new epoch')
      errorIs(
        (await send(t, topic, { id, epoch: 1, sequence: 0, texts: ['b'] })).errorCode,
        'NONE',
        'error of sequence 0'
      )
      equal(await readTexts(t, topic), ['a', 'b'], 'values read back')
    }
  },
  {
    name: 'sequences are counted for each partition by itself',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic({ partitions: 2 })
      const id = await producerId(t)
      await send(t, topic, { id, sequence: 0 })
      await send(t, topic, { id, sequence: 1 })
      errorIs(
        (await send(t, topic, { id, sequence: 0, partition: 1 })).errorCode,
        'NONE',
        'error in the other partition'
      )
    }
  },
  {
    name: 'sequences are counted for each producer by itself',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const [one, two] = [await producerId(t), await producerId(t)]
      holds(one !== two, 'producer ids differ', [one, two])
      await send(t, topic, { id: one, sequence: 0, texts: ['a'] })
      const other = await send(t, topic, { id: two, sequence: 0, texts: ['b'] })
      equal([other.errorCode, other.baseOffset], [0, 1n], 'error and offset of the other producer')
    }
  },
  {
    name: 'sequences wrap from 2147483647 to 0',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const id = await producerId(t)
      await send(t, topic, { id, sequence: 2147483646, texts: ['a', 'b'] })
      errorIs((await send(t, topic, { id, sequence: 0, texts: ['c'] })).errorCode, 'NONE', 'error of sequence 0')
      equal(await readTexts(t, topic), ['a', 'b', 'c'], 'values read back')
    }
  },
  {
    name: 'a batch may hold the wrap of the sequence in its middle',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const id = await producerId(t)
      await send(t, topic, { id, sequence: 2147483646, texts: ['a', 'b', 'c', 'd'] })
      errorIs((await send(t, topic, { id, sequence: 2, texts: ['e'] })).errorCode, 'NONE', 'error of sequence 2')
    }
  },
  {
    name: 'five pipelined batches of an idempotent producer are all taken in order',
    api: 'Produce',
    versions: [9, 9],
    kip: 'KIP-98',
    async run(t) {
      const topic = await t.topic()
      const id = await producerId(t)
      await t.main()
      const answers = await Promise.all(
        values(5).map((text, sequence) => send(t, topic, { id, sequence, texts: [text] }))
      )
      equal(
        answers.map(({ errorCode, baseOffset }) => [errorCode, Number(baseOffset)]),
        [0, 1, 2, 3, 4].map((n) => [0, n]),
        'errors and offsets'
      )
    }
  },
  {
    name: 'a batch with a producer id but no sequence is refused with INVALID_RECORD',
    api: 'Produce',
    versions: [9, 9],
    async run(t) {
      const answer = await send(t, await t.topic(), { id: await producerId(t), sequence: -1 })
      errorIs(answer.errorCode, 'INVALID_RECORD', 'error')
    }
  }
]
