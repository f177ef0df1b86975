import type { ErrorName } from '../../../protocol/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import { accept, ack, reject, release, renew, ShareReader, shared } from '../../dialogue/share-groups.ts'
import { equal, errorIs, only } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

const check = (says: string, run: Check['run']): Check => ({
  name: `ShareAcknowledge ${says}`,
  api: 'ShareAcknowledge',
  versions: [2, 2],
  run
})

/** A member that has acquired the ten records of a batch. */
async function holding(t: Trial, configs: Readonly<Record<string, string>> = {}) {
  const { topic, groupId } = await shared(t, { configs })
  const reader = new ShareReader(t, groupId, topic)
  equal(await reader.acquire(), [[0, 9, 1]], 'set-up: acquired')
  return { topic, groupId, reader }
}

type Batches = readonly ReturnType<typeof ack>[]

/** Of a member that holds the records 0 to 9: what it says, the error and the words. */
const refused: readonly (readonly [says: string, batches: Batches, error: ErrorName, message?: string])[] = [
  ['offsets past the acquired ones', [ack(0, 10, accept)], 'INVALID_REQUEST'],
  ['a first offset past the acquired ones', [ack(20, 21, accept)], 'INVALID_REQUEST'],
  ['a type that there is not', [ack(0, 9, 9)], 'INVALID_REQUEST'],
  ['a negative type', [ack(0, 9, -1)], 'INVALID_REQUEST'],
  ['fewer types than offsets', [ack(0, 9, accept, accept)], 'INVALID_REQUEST'],
  ['more types than offsets', [ack(0, 1, accept, accept, accept)], 'INVALID_REQUEST'],
  ['no types', [ack(0, 9)], 'INVALID_REQUEST'],
  ['a last offset before the first', [ack(5, 4, accept)], 'INVALID_REQUEST'],
  ['batches that overlap', [ack(0, 5, accept), ack(5, 9, accept)], 'INVALID_RECORD_STATE'],
  ['batches out of order', [ack(5, 9, accept), ack(0, 4, accept)], 'INVALID_REQUEST'],
  ['a renewal that is not announced', [ack(0, 9, renew)], 'INVALID_REQUEST']
]

export const shareAcknowledgements: Check[] = [
  ...atEveryVersion({
    api: 'ShareAcknowledge',
    from: 1,
    to: 2,
    kafka43: [1, 2],
    says: 'accepts records, which nobody gets again',
    async run(t, version) {
      const { topic, groupId, reader } = await holding(t)
      const answer = await reader.acknowledge([ack(0, 9, accept)], { version })
      equal([answer.errorCode, answer.errorMessage], [0, null], 'error')
      if (version >= 2) equal(answer.acquisitionLockTimeoutMs, 30_000, 'lock')
      const told = only(only(answer.responses, 'topics').partitions, 'partitions')
      equal([told.partitionIndex, told.errorCode, told.errorMessage], [0, 0, null], 'partition')
      equal(await new ShareReader(t, groupId, topic).acquire({ changed: { maxWaitMs: 300 } }), [], 'another member')
    }
  }),
  check('releases records, which are delivered once more', async (t) => {
    const { topic, groupId, reader } = await holding(t)
    equal((await reader.settle([ack(0, 9, release)])).errorCode, 0, 'error')
    equal(await new ShareReader(t, groupId, topic).acquire(), [[0, 9, 2]], 'another member')
  }),
  check('rejects records, which nobody gets again', async (t) => {
    const { topic, groupId, reader } = await holding(t)
    equal((await reader.settle([ack(0, 9, reject)])).errorCode, 0, 'error')
    equal(await new ShareReader(t, groupId, topic).acquire({ changed: { maxWaitMs: 300 } }), [], 'another member')
  }),
  check('takes a type for each offset', async (t) => {
    const { topic, groupId, reader } = await holding(t)
    const types = [accept, release, reject, accept, release, release, accept, accept, accept, accept]
    equal((await reader.settle([ack(0, 9, ...types)])).errorCode, 0, 'error')
    const rows = await new ShareReader(t, groupId, topic).acquire()
    const offsets = rows.flatMap(([first = 0, last = 0]) =>
      Array.from({ length: last - first + 1 }, (_, index) => first + index)
    )
    equal(offsets, [1, 4, 5], 'offsets of another member')
  }),
  check('takes a part of what was acquired', async (t) => {
    const { topic, groupId, reader } = await holding(t)
    equal((await reader.settle([ack(2, 3, release), ack(6, 7, accept)])).errorCode, 0, 'error')
    equal(await new ShareReader(t, groupId, topic).acquire(), [[2, 3, 2]], 'another member')
    equal((await reader.settle([ack(0, 1, accept), ack(4, 5, accept), ack(8, 9, accept)])).errorCode, 0, 'the rest')
  }),
  check('takes a gap as what nobody gets', async (t) => {
    const { topic, groupId, reader } = await holding(t)
    equal((await reader.settle([ack(0, 8, 0), ack(9, 9, release)])).errorCode, 0, 'error')
    equal(await new ShareReader(t, groupId, topic).acquire(), [[9, 9, 2]], 'another member')
  }),
  check('takes several batches in one request', async (t) => {
    const { reader } = await holding(t)
    equal((await reader.settle([ack(0, 4, accept), ack(5, 9, accept)])).errorCode, 0, 'error')
  }),
  check(
    'of what is accepted already is answered INVALID_RECORD_STATE, or is nothing where the group is past it',
    async (t) => {
      const { reader } = await holding(t)
      equal((await reader.settle([ack(2, 3, accept)])).errorCode, 0, 'error')
      const again = await reader.settle([ack(2, 3, accept)])
      errorIs(again.errorCode, 'INVALID_RECORD_STATE', 'error of the second')
      equal((await reader.settle([ack(0, 1, accept)])).errorCode, 0, 'error of the first two')
      const past = await reader.settle([ack(0, 3, accept)])
      errorIs(past.errorCode, 'NONE', 'error of what the group is past')
    }
  ),
  check('of what another member has acquired is answered INVALID_RECORD_STATE', async (t) => {
    const { topic, groupId, reader } = await holding(t)
    const other = new ShareReader(t, groupId, topic)
    equal(await other.acquire({ changed: { maxWaitMs: 0 } }), [], 'set-up: nothing is left')
    const told = await other.settle([ack(0, 9, accept)])
    errorIs(told.errorCode, 'INVALID_RECORD_STATE', 'error')
    equal(told.errorMessage, 'Member is not the owner of batch record', 'words')
    equal((await reader.settle([ack(0, 9, accept)])).errorCode, 0, 'error of the one that has them')
  }),
  check('of what nobody has acquired is answered INVALID_RECORD_STATE', async (t) => {
    const { topic, groupId } = await shared(t, { batches: [] })
    const reader = new ShareReader(t, groupId, topic)
    await reader.fetch({ changed: { maxWaitMs: 300 } })
    const told = await reader.settle([ack(0, 9, accept)])
    errorIs(told.errorCode, 'INVALID_RECORD_STATE', 'error')
    const words = 'Batch record not found. The request batch offsets are not found in the cache.'
    equal(told.errorMessage, words, 'words')
  }),
  check('does all of a request or nothing of it', async (t) => {
    const { topic, groupId, reader } = await holding(t)
    equal((await reader.settle([ack(5, 9, accept)])).errorCode, 0, 'set-up: error')
    errorIs((await reader.settle([ack(0, 1, accept), ack(5, 6, accept)])).errorCode, 'INVALID_RECORD_STATE', 'error')
    equal((await reader.settle([ack(0, 4, release)])).errorCode, 0, 'error of the release')
    const rows = await new ShareReader(t, groupId, topic).acquire()
    equal(rows[0]?.[0], 0, 'first offset of another member')
  }),
  check('gives records up after share.delivery.count.limit deliveries', async (t) => {
    const { topic, groupId } = await shared(t, { batches: [2], configs: { 'share.delivery.count.limit': '2' } })
    const reader = new ShareReader(t, groupId, topic)
    equal(await reader.acquire(), [[0, 1, 1]], 'first time')
    equal((await reader.settle([ack(0, 1, release)])).errorCode, 0, 'error of the first release')
    equal((await reader.acquire()).at(0)?.[2], 2, 'deliveries the second time')
    equal((await reader.settle([ack(0, 0, release)])).errorCode, 0, 'error of the second release')
    const rest = await reader.acquire({ changed: { maxWaitMs: 300 } })
    equal(
      rest.every(([first]) => first !== 0),
      true,
      'the first record is not delivered again'
    )
  }),
  check('v2 renews locks where it says so (KIP-1222)', async (t) => {
    const { reader } = await holding(t)
    const told = await reader.settle([ack(0, 9, renew)], { changed: { isRenewAck: true } })
    equal([told.errorCode, told.errorMessage], [0, null], 'error')
    equal((await reader.settle([ack(0, 9, accept)])).errorCode, 0, 'error of the accept after')
  }),
  check('v2 accepts and renews in one request', async (t) => {
    const { reader } = await holding(t)
    const types = [accept, renew, accept, renew, accept, renew, accept, renew, accept, renew]
    const told = await reader.settle([ack(0, 9, ...types)], { changed: { isRenewAck: true } })
    equal([told.errorCode, told.errorMessage], [0, null], 'error')
  }),
  check('v2 renews nothing where share.renew.acknowledge.enable is false', async (t) => {
    const { reader } = await holding(t, { 'share.renew.acknowledge.enable': 'false' })
    const told = await reader.settle([ack(0, 9, renew)], { changed: { isRenewAck: true } })
    errorIs(told.errorCode, 'INVALID_RECORD_STATE', 'error')
    equal(told.errorMessage, 'Renewing acquisition locks is not enabled for the group.', 'words')
  }),
  check('of a topic id that there is not is answered UNKNOWN_TOPIC_ID for it', async (t) => {
    const { reader } = await holding(t)
    const partitions = [{ partitionIndex: 0, acknowledgementBatches: [ack(0, 0, accept)] }]
    const topics = [{ topicId: 'Zm9yLW5vLXRvcGljLW9mLQ', partitions }]
    errorIs((await reader.settle([], { changed: { topics } })).errorCode, 'UNKNOWN_TOPIC_ID', 'error')
  }),
  check('of a partition that there is not is answered UNKNOWN_TOPIC_OR_PARTITION for it', async (t) => {
    const { reader } = await holding(t)
    const told = await reader.settle([ack(0, 0, accept)], { partition: 9 })
    errorIs(told.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
  }),
  ...refused.map(
    ([says, batches, error, message]): Check =>
      check(`of ${says} is answered ${error}, and the records stay with the member`, async (t) => {
        const { reader } = await holding(t)
        const told = await reader.settle(batches)
        errorIs(told.errorCode, error, 'error')
        if (message !== undefined) equal(told.errorMessage, message, 'words')
        equal((await reader.settle([ack(0, 9, accept)])).errorCode, 0, 'error of a right one')
      })
  ),
  {
    name: 'ShareFetch takes acknowledgements along',
    api: 'ShareFetch',
    versions: [2, 2],
    async run(t) {
      const { reader } = await holding(t)
      const told = await reader.take({ acknowledged: [ack(0, 7, accept), ack(8, 9, release)] })
      equal([told?.acknowledgeErrorCode, told?.acknowledgeErrorMessage], [0, null], 'error of the acknowledgement')
      const rows = (told?.acquiredRecords ?? []).map(({ firstOffset, deliveryCount }) => [firstOffset, deliveryCount])
      equal(rows[0], [8n, 2], 'what it acquires again')
    }
  },
  {
    name: 'ShareFetch tells what is wrong with acknowledgements that it takes along',
    api: 'ShareFetch',
    versions: [2, 2],
    async run(t) {
      const { reader } = await holding(t)
      const told = await reader.take({ acknowledged: [ack(0, 10, accept)] })
      errorIs(told?.acknowledgeErrorCode, 'INVALID_REQUEST', 'error of the acknowledgement')
      equal(told?.errorCode, 0, 'error of the partition')
    }
  },
  {
    name: 'ShareFetch v2 that renews and wants records is answered INVALID_REQUEST',
    api: 'ShareFetch',
    versions: [2, 2],
    async run(t) {
      const { reader } = await holding(t)
      const answer = await reader.fetch({ acknowledged: [ack(0, 9, renew)], changed: { isRenewAck: true } })
      errorIs(answer.errorCode, 'INVALID_REQUEST', 'error')
    }
  },
  {
    name: 'ShareFetch v2 renews locks where it wants no records',
    api: 'ShareFetch',
    versions: [2, 2],
    async run(t) {
      const { reader } = await holding(t)
      const changed = { isRenewAck: true, maxWaitMs: 0, minBytes: 0, maxBytes: 0, maxRecords: 0 }
      const answer = await reader.fetch({ acknowledged: [ack(0, 9, renew)], changed })
      equal([answer.errorCode, answer.errorMessage], [0, null], 'error')
      equal((await reader.settle([ack(0, 9, accept)])).errorCode, 0, 'error of the accept after')
    }
  },
  {
    name: 'ShareAcknowledge of records whose lock is over is answered INVALID_RECORD_STATE, and others get them',
    api: 'ShareAcknowledge',
    versions: [2, 2],
    slow: true,
    async run(t) {
      const { topic, groupId, reader } = await holding(t, { 'share.record.lock.duration.ms': '15000' })
      await t.sleep(8_000)
      const renewed = await reader.settle([ack(5, 9, renew)], { changed: { isRenewAck: true } })
      equal(renewed.errorCode, 0, 'error of the renewal')
      await t.sleep(7_800)
      const told = await reader.settle([ack(0, 4, accept)])
      errorIs(told.errorCode, 'INVALID_RECORD_STATE', 'error')
      const rows = await new ShareReader(t, groupId, topic).acquire({ changed: { maxWaitMs: 2_000 } })
      equal([rows[0]?.[0], rows.at(-1)?.[1]], [0, 4], 'what another member gets')
      equal((await reader.settle([ack(5, 9, accept)])).errorCode, 0, 'error of what was renewed')
    }
  }
]
