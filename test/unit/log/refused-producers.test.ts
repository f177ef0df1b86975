/** Goal: a producer keeps its order where the disk refuses its first batch. Method: the first write of a new producer fails, and what it sent after it comes first. */

import { type ProducerStates, ProducerStates as States } from '../../../src/log/producers/producer-state.ts'
import { isFailure } from '../../../src/protocol/index.ts'

const batch = (baseSequence: number, epoch = 0) =>
  ({
    buffer: Buffer.alloc(0),
    at: 0,
    producerId: 7,
    producerEpoch: epoch,
    baseSequence,
    lastOffsetDelta: 0,
    maxTimestamp: 1000,
    isTransactional: false,
    isControl: false
  }) as const
const kindOf = (states: ProducerStates, sequence: number, epoch = 0) => {
  const check = states.check(batch(sequence, epoch), true)
  return isFailure(check) ? check.error : check.kind
}

test('behind a refused first batch nothing is taken until it comes again', () => {
  const states = new States()
  states.refuse(batch(3))
  states.refuse(batch(4))
  expect(kindOf(states, 4)).toBe('OUT_OF_ORDER_SEQUENCE_NUMBER')
  expect(kindOf(states, 3)).toBe('append')
  expect(kindOf(states, 0, 1)).toBe('append')
  states.update(batch(3), 10)
  expect(kindOf(states, 4)).toBe('append')
})

test('what a cut takes away is what its producer begins with', () => {
  const states = new States()
  states.update(batch(0), 10)
  states.update(batch(1), 11)
  expect(states.firstsFrom(11)).toEqual([])
  expect(states.firstsFrom(10)).toEqual([{ producerId: 7, producerEpoch: 0, baseSequence: 0, maxTimestamp: 1000 }])
})

test('a refused producer is forgotten with its time', () => {
  const states = new States()
  states.refuse(batch(3))
  states.expire(2000)
  expect(kindOf(states, 4)).toBe('append')
})
