import type { Check } from '../../check.ts'
import { accept, ack, ShareReader, shared } from '../../dialogue/share-groups.ts'
import { equal, errorIs } from '../../expect.ts'

const check = (says: string, run: Check['run'], api: 'ShareFetch' | 'ShareAcknowledge' = 'ShareFetch'): Check => ({
  name: `${api} ${says}`,
  api,
  versions: [2, 2],
  run
})

export const shareSessions: Check[] = [
  check('of a session that there is not is answered SHARE_SESSION_NOT_FOUND', async (t) => {
    const { topic, groupId } = await shared(t)
    const reader = new ShareReader(t, groupId, topic)
    reader.epoch = 5
    errorIs((await reader.fetch({ partitions: [0] })).errorCode, 'SHARE_SESSION_NOT_FOUND', 'error')
  }),
  check('that ends a session that there is not is answered SHARE_SESSION_NOT_FOUND', async (t) => {
    const { topic, groupId } = await shared(t)
    const reader = new ShareReader(t, groupId, topic)
    reader.epoch = -1
    errorIs((await reader.fetch({ partitions: [] })).errorCode, 'SHARE_SESSION_NOT_FOUND', 'error')
  }),
  check('of another epoch than the next is answered INVALID_SHARE_SESSION_EPOCH', async (t) => {
    const { topic, groupId } = await shared(t)
    const reader = new ShareReader(t, groupId, topic)
    await reader.acquire()
    reader.epoch = 7
    errorIs((await reader.fetch()).errorCode, 'INVALID_SHARE_SESSION_EPOCH', 'error')
    reader.epoch = 1
    errorIs((await reader.fetch()).errorCode, 'NONE', 'error of the next')
  }),
  check('that begins a session acknowledges nothing', async (t) => {
    const { topic, groupId } = await shared(t)
    const reader = new ShareReader(t, groupId, topic)
    errorIs((await reader.fetch({ acknowledged: [ack(0, 0, accept)] })).errorCode, 'INVALID_REQUEST', 'error')
  }),
  check('that ends a session releases what the member has', async (t) => {
    const { topic, groupId } = await shared(t)
    const reader = new ShareReader(t, groupId, topic)
    equal(await reader.acquire(), [[0, 9, 1]], 'acquired')
    reader.epoch = -1
    equal((await reader.fetch()).errorCode, 0, 'error of the last')
    equal(await new ShareReader(t, groupId, topic).acquire(), [[0, 9, 2]], 'another member')
  }),
  check('that ends a session takes acknowledgements along', async (t) => {
    const { topic, groupId } = await shared(t)
    const reader = new ShareReader(t, groupId, topic)
    equal(await reader.acquire(), [[0, 9, 1]], 'acquired')
    reader.epoch = -1
    const answer = await reader.fetch({ acknowledged: [ack(0, 7, accept)] })
    equal(answer.errorCode, 0, 'error of the last')
    const rows = await new ShareReader(t, groupId, topic).acquire()
    equal([rows[0]?.[0], rows.at(-1)?.[1]], [8, 9], 'another member')
  }),
  check('of a session whose connection is closed finds none, and others get what the member had', async (t) => {
    const { topic, groupId } = await shared(t)
    const client = await t.connect()
    const reader = new ShareReader(t, groupId, topic, client)
    equal(await reader.acquire(), [[0, 9, 1]], 'acquired')
    client.close()
    const other = new ShareReader(t, groupId, topic)
    equal(await other.acquire({ changed: { maxWaitMs: 4_000 } }), [[0, 9, 2]], 'another member')
  }),
  check('that begins a session anew keeps what the member has', async (t) => {
    const { topic, groupId } = await shared(t)
    const reader = new ShareReader(t, groupId, topic)
    equal(await reader.acquire(), [[0, 9, 1]], 'acquired')
    reader.epoch = 0
    equal(await reader.acquire({ changed: { maxWaitMs: 300 } }), [], 'nothing in the new session')
    equal((await reader.settle([ack(0, 9, accept)])).errorCode, 0, 'error of ShareAcknowledge')
  }),
  check('in a mode that there is not is answered UNKNOWN_SERVER_ERROR, once its session epoch is right', async (t) => {
    const { topic, groupId } = await shared(t)
    const reader = new ShareReader(t, groupId, topic)
    const changed = { shareAcquireMode: 2 }
    errorIs((await reader.fetch({ changed })).errorCode, 'UNKNOWN_SERVER_ERROR', 'error of the first')
    reader.epoch = 9
    errorIs((await reader.fetch({ changed })).errorCode, 'INVALID_SHARE_SESSION_EPOCH', 'error of a wrong epoch')
    reader.epoch = -1
    errorIs((await reader.fetch({ changed })).errorCode, 'NONE', 'error of the last')
  }),
  ...(['ShareFetch', 'ShareAcknowledge'] as const).map((name) =>
    check(
      'of a member whose id is empty or longer than 36 characters is answered INVALID_REQUEST',
      async (t) => {
        const { topic, groupId } = await shared(t)
        for (const [memberId, error] of [
          ['', 'INVALID_REQUEST'],
          ['m'.repeat(37), 'INVALID_REQUEST'],
          ['m'.repeat(36), 'SHARE_SESSION_NOT_FOUND']
        ] as const) {
          const reader = new ShareReader(t, groupId, topic)
          reader.epoch = 1
          const answer =
            name === 'ShareFetch'
              ? await reader.fetch({ changed: { memberId } })
              : await reader.acknowledge([ack(0, 0, accept)], { changed: { memberId } })
          errorIs(answer.errorCode, error, `error of ${memberId.length} characters`)
        }
      },
      name
    )
  ),
  check(
    'tells of what is not there also without acknowledgements',
    async (t) => {
      const { topic, groupId } = await shared(t)
      const reader = new ShareReader(t, groupId, topic)
      await reader.acquire()
      errorIs((await reader.settle([], { partition: 7 })).errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'partition')
      const topicId = 'b7Qm0bW1Rr2Wc3s1b0X9dw'
      const partitions = [{ partitionIndex: 0, acknowledgementBatches: [] }]
      const told = await reader.settle([], { changed: { topics: [{ topicId, partitions }] } })
      errorIs(told.errorCode, 'UNKNOWN_TOPIC_ID', 'topic')
      equal((await reader.acknowledge([])).responses, [], 'one that is there')
    },
    'ShareAcknowledge'
  ),
  check(
    'begins no session',
    async (t) => {
      const { topic, groupId } = await shared(t)
      const reader = new ShareReader(t, groupId, topic)
      const answer = await reader.acknowledge([ack(0, 0, accept)])
      errorIs(answer.errorCode, 'INVALID_SHARE_SESSION_EPOCH', 'error')
    },
    'ShareAcknowledge'
  ),
  check(
    'of a session that there is not is answered SHARE_SESSION_NOT_FOUND',
    async (t) => {
      const { topic, groupId } = await shared(t)
      const reader = new ShareReader(t, groupId, topic)
      reader.epoch = 1
      errorIs((await reader.acknowledge([ack(0, 0, accept)])).errorCode, 'SHARE_SESSION_NOT_FOUND', 'error')
      reader.epoch = -1
      errorIs((await reader.acknowledge([ack(0, 0, accept)])).errorCode, 'SHARE_SESSION_NOT_FOUND', 'error at the end')
    },
    'ShareAcknowledge'
  ),
  check(
    'of another epoch than the next is answered INVALID_SHARE_SESSION_EPOCH',
    async (t) => {
      const { topic, groupId } = await shared(t)
      const reader = new ShareReader(t, groupId, topic)
      await reader.acquire()
      reader.epoch = 3
      errorIs((await reader.acknowledge([ack(0, 0, accept)])).errorCode, 'INVALID_SHARE_SESSION_EPOCH', 'error')
      reader.epoch = 1
      equal((await reader.settle([ack(0, 0, accept)])).errorCode, 0, 'error of the next')
    },
    'ShareAcknowledge'
  ),
  check(
    'that ends a session releases what is left',
    async (t) => {
      const { topic, groupId } = await shared(t)
      const reader = new ShareReader(t, groupId, topic)
      equal(await reader.acquire(), [[0, 9, 1]], 'acquired')
      reader.epoch = -1
      equal((await reader.settle([ack(0, 4, accept)])).errorCode, 0, 'error of the last')
      const rows = await new ShareReader(t, groupId, topic).acquire()
      equal([rows[0]?.[0], rows.at(-1)?.[1]], [5, 9], 'another member')
    },
    'ShareAcknowledge'
  )
]
