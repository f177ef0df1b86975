import { assignRanges } from '../../../src/coordination/index.ts'

test('ranges are shared out in order, the first members get one more', () => {
  const members = ['c', 'a', 'b'].map((memberId) => ({ memberId, topics: memberId === 'c' ? ['x'] : ['x', 'y'] }))
  const assigned = assignRanges(
    members,
    new Map([
      ['x', 4],
      ['y', 1]
    ])
  )
  expect(assigned.get('a')).toEqual([
    { topic: 'x', partitions: [0, 1] },
    { topic: 'y', partitions: [0] }
  ])
  expect(assigned.get('b')).toEqual([{ topic: 'x', partitions: [2] }])
  expect(assigned.get('c')).toEqual([{ topic: 'x', partitions: [3] }])
})
