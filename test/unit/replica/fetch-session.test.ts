import { FetchSessions, type SessionPartition, sessionPartitionsMax } from '../../../src/replica/index.ts'
import { VirtualTime } from '../coordination/virtual-env.ts'

const slotMs = 120_000
const somePartition = { topic: 't', topicId: '', partition: 0 } as SessionPartition

function make(slots: number) {
  const time = new VirtualTime()
  const sessions = new FetchSessions(time.env, () => slots)
  const open = (partitions: number) => {
    const begun = sessions.begin(0, 0, false, partitions)
    const session = begun.kind === 'new' ? begun.session : undefined
    for (let n = 0; n < partitions; n++) session?.partitions.set(`t/${n}`, somePartition)
    return session
  }
  return { time, sessions, open }
}

test('a fetch without a free slot goes on without a session', () => {
  const { sessions, open } = make(2)
  expect([open(1), open(1), open(1)].map((session) => session === undefined)).toEqual([false, false, true])
  expect(sessions.size).toBe(2)
})

test('the session that was idle for longest gives its slot away', async () => {
  const { time, sessions, open } = make(2)
  const [first, second] = [open(1), open(1)]
  await time.advance(slotMs)
  sessions.begin(first?.id ?? 0, 1, false, 0)
  await time.advance(1)
  expect(open(1)).toBeDefined()
  expect(sessions.begin(first?.id ?? 0, 2, false, 0).kind).toBe('incremental')
  expect(sessions.begin(second?.id ?? 0, 1, false, 0).kind).toBe('error')
})

test('an old session that is in use gives way to a larger one only', async () => {
  const { time, sessions, open } = make(1)
  const session = open(5)
  for (let epoch = 1; epoch <= 3; epoch++) {
    await time.advance(slotMs / 2)
    sessions.begin(session?.id ?? 0, epoch, false, 0)
  }
  expect(open(5)).toBeUndefined()
  expect(open(6)).toBeDefined()
  expect(sessions.size).toBe(1)
})

test('epochs go on at 1 after the largest', () => {
  const { sessions, open } = make(1)
  const session = open(1)
  if (session === undefined) throw new Error('no session')
  session.epoch = 0x7fffffff
  sessions.begin(session.id, 0x7fffffff, false, 0)
  expect(sessions.begin(session.id, 1, false, 0).kind).toBe('incremental')
})

test('sessions together hold no more partitions than they may', () => {
  const { sessions, open } = make(10)
  const session = open(1)
  for (let n = 0; n <= sessionPartitionsMax; n++) session?.partitions.set(`u/${n}`, somePartition)
  expect(sessions.isOverfull).toBe(true)
  if (session !== undefined) sessions.end(session)
  expect([sessions.isOverfull, sessions.size]).toEqual([false, 0])
})
