/** Goal: a reader of committed records knows which batches were aborted, by what a Fetch tells it. */
import { AbortedBatches, buildBatch, buildMarker, entryPositions } from '../../../src/records/index.ts'

const batch = (producerId: number, baseOffset: number, isTransactional = true) =>
  buildBatch([{ timestamp: 1, value: Buffer.from('v') }], {
    producerId,
    producerEpoch: 0,
    baseSequence: 0,
    baseOffset,
    isTransactional
  })
const marker = (producerId: number, baseOffset: number, type: 'ABORT' | 'COMMIT') =>
  buildMarker({ producerId, producerEpoch: 0, baseOffset, type, coordinatorEpoch: 0, timestampMs: 1 })

test('a producer is aborted from the first offset of its transaction to its marker, others are not', () => {
  const log: (readonly [bytes: Buffer, isAborted: boolean])[] = [
    [batch(1, 0), false],
    [batch(2, 1), true],
    [marker(1, 2, 'COMMIT'), false],
    [batch(1, 3), true],
    [batch(3, 4, false), false],
    [marker(2, 5, 'ABORT'), false],
    [batch(2, 6), false],
    [batch(1, 7), true],
    [marker(1, 8, 'ABORT'), false],
    [batch(1, 9), false]
  ]
  const bytes = Buffer.concat(log.map(([each]) => each))
  const aborted = new AbortedBatches([
    { producerId: 1n, firstOffset: 3n },
    { producerId: 2, firstOffset: 1 }
  ])
  expect(Array.from(entryPositions(bytes), (at) => aborted.has(bytes, at))).toEqual(
    log.map(([, isAborted]) => isAborted)
  )
})
