import { atEveryVersion, type Check } from '../../check.ts'
import { configured } from '../../dialogue/consumer-groups.ts'
import { produced } from '../../dialogue/produce.ts'
import { batchOf, textsIn, values } from '../../dialogue/records.ts'
import { rowsOf, ShareReader, shared, startAt } from '../../dialogue/share-groups.ts'
import { ended, producer, send } from '../../dialogue/transactions.ts'
import { equal, errorIs, holds, only, present } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

const check = (says: string, run: Check['run']): Check => ({
  name: `ShareFetch ${says}`,
  api: 'ShareFetch',
  versions: [2, 2],
  run
})

/** What a group gets of a topic with three records of which the middle one's transaction was aborted. */
async function afterAbort(t: Trial, isolation: string): Promise<(string | null)[]> {
  const { topic, groupId } = await shared(t, { batches: [1], configs: { 'share.isolation.level': isolation } })
  const who = await producer(t)
  await send(t, who, topic, ['aborted'])
  await ended(t, who, false)
  await produced(t, topic, batchOf(t, ['last']))
  const reader = new ShareReader(t, groupId, topic)
  const got: (string | null)[] = []
  await t.until('the last record', async () => {
    const answer = await reader.fetch({ polls: true, changed: { maxWaitMs: 300 } })
    for (const { partitions } of answer.responses)
      for (const { records, acquiredRecords } of partitions)
        if (acquiredRecords.length > 0) got.push(...textsIn(records).filter((text) => text?.startsWith('\0') === false))
    return got.includes('last')
  })
  return got
}

export const shareFetches: Check[] = [
  ...atEveryVersion({
    api: 'ShareFetch',
    from: 1,
    to: 2,
    kafka43: [1, 2],
    says: 'acquires records',
    async run(t, version) {
      const { topic, groupId } = await shared(t, { batches: [3] })
      const reader = new ShareReader(t, groupId, topic)
      const answer = await reader.fetch({ version, changed: { maxWaitMs: 1_000 } })
      equal([answer.errorCode, answer.errorMessage, answer.acquisitionLockTimeoutMs], [0, null, 30_000], 'answer')
      const told = only(only(answer.responses, 'topics').partitions, 'partitions')
      equal([told.partitionIndex, told.errorCode, told.acknowledgeErrorCode], [0, 0, 0], 'partition and errors')
      equal([rowsOf(told), textsIn(told.records)], [[[0, 2, 1]], values(3)], 'acquired records')
    }
  }),
  check('tells of every partition in its first answer, and then of those with news', async (t) => {
    const { topic, groupId } = await shared(t, { partitions: 2, batches: [] })
    const reader = new ShareReader(t, groupId, topic)
    const first = await reader.fetch({ polls: true, partitions: [0, 1], changed: { maxWaitMs: 1_000 } })
    const told = only(first.responses, 'topics').partitions
    equal(told.map(({ partitionIndex }) => partitionIndex).sort(), [0, 1], 'partitions')
    equal((await reader.fetch()).responses, [], 'second answer')
  }),
  check('gives each record to one member', async (t) => {
    const { topic, groupId } = await shared(t, { batches: [4, 4] })
    const first = new ShareReader(t, groupId, topic)
    const second = new ShareReader(t, groupId, topic)
    equal(await first.acquire({ changed: { maxRecords: 4, batchSize: 4, maxWaitMs: 1_000 } }), [[0, 3, 1]], 'first')
    equal(await second.acquire(), [[4, 7, 1]], 'second')
    equal(await first.acquire({ changed: { maxWaitMs: 0 } }), [], 'first again')
  }),
  check('gives every record to each of two groups', async (t) => {
    const { topic, groupId } = await shared(t, { batches: [4] })
    const other = await t.group()
    await startAt(t, other, topic)
    equal(await new ShareReader(t, groupId, topic).acquire(), [[0, 3, 1]], 'first group')
    equal(await new ShareReader(t, other, topic).acquire(), [[0, 3, 1]], 'second group')
  }),
  check('v2 gives whole batches where the number of records is a wish', async (t) => {
    const { topic, groupId } = await shared(t, { batches: [10] })
    const reader = new ShareReader(t, groupId, topic)
    equal(await reader.acquire({ changed: { maxRecords: 4, maxWaitMs: 1_000 } }), [[0, 9, 1]], 'acquired')
  }),
  check('v2 gives no more records than asked for where the number is a limit (KIP-1206)', async (t) => {
    const { topic, groupId } = await shared(t, { batches: [10] })
    const reader = new ShareReader(t, groupId, topic)
    const changed = { shareAcquireMode: 1, maxRecords: 4, maxWaitMs: 1_000 }
    equal(await reader.acquire({ changed }), [[0, 3, 1]], 'first')
    equal(await reader.acquire({ changed }), [[4, 7, 1]], 'second')
    equal(await reader.acquire({ changed }), [[8, 9, 1]], 'third')
  }),
  check('v2 of an acquire mode that there is not is answered UNKNOWN_SERVER_ERROR', async (t) => {
    const { topic, groupId } = await shared(t)
    const reader = new ShareReader(t, groupId, topic)
    errorIs((await reader.fetch({ changed: { shareAcquireMode: 7 } })).errorCode, 'UNKNOWN_SERVER_ERROR', 'error')
  }),
  check('ends a row with a batch when it has as many records as a row should', async (t) => {
    const { topic, groupId } = await shared(t, { batches: [5, 5, 5] })
    const reader = new ShareReader(t, groupId, topic)
    const rows = await reader.acquire({ changed: { batchSize: 5, maxWaitMs: 1_000 } })
    equal(
      rows.map(([first, last]) => [first, last]),
      [
        [0, 4],
        [5, 9],
        [10, 14]
      ],
      'rows'
    )
  }),
  check('waits for records as long as it says', async (t) => {
    const { topic, groupId } = await shared(t, { batches: [] })
    const reader = new ShareReader(t, groupId, topic)
    await reader.fetch({ changed: { maxWaitMs: 300 } })
    const { tookMs, result } = await t.timed(() => reader.fetch({ changed: { maxWaitMs: 500 } }))
    equal(result.responses, [], 'topics')
    holds(tookMs >= 400 && tookMs < 15_000, 'took about 500 ms', tookMs)
  }),
  check('is answered when a record comes', async (t) => {
    const { topic, groupId } = await shared(t, { batches: [] })
    const reader = new ShareReader(t, groupId, topic)
    await reader.fetch({ changed: { maxWaitMs: 300 } })
    const waiting = t.timed(() => reader.acquire({ changed: { maxWaitMs: 20_000 } }))
    await t.sleep(200)
    await produced(t, topic, batchOf(t, ['new']))
    const { tookMs, result } = await waiting
    equal(result, [[0, 0, 1]], 'acquired')
    holds(tookMs < 15_000, 'did not wait to the end', tookMs)
  }),
  check('is answered when a record is released by somebody else', async (t) => {
    const { topic, groupId } = await shared(t, { batches: [2] })
    const holder = new ShareReader(t, groupId, topic, await t.connect())
    equal(await holder.acquire(), [[0, 1, 1]], 'holder')
    const reader = new ShareReader(t, groupId, topic)
    const waiting = reader.acquire({ changed: { maxWaitMs: 20_000 } })
    await t.sleep(200)
    await holder.settle([{ firstOffset: 0n, lastOffset: 1n, acknowledgeTypes: [2] }])
    equal(await waiting, [[0, 1, 2]], 'reader')
  }),
  check('waits for as many bytes as it says', async (t) => {
    const { topic, groupId } = await shared(t, { batches: [] })
    const reader = new ShareReader(t, groupId, topic)
    await reader.fetch({ changed: { maxWaitMs: 300 } })
    await produced(t, topic, batchOf(t, ['one']))
    const changed = { maxWaitMs: 700, minBytes: 1_000_000 }
    const { tookMs, result } = await t.timed(() => reader.acquire({ changed }))
    equal(result, [[0, 0, 1]], 'acquired at the end')
    holds(tookMs >= 500 && tookMs < 15_000, 'took about 700 ms', tookMs)
  }),
  check('gives at least one batch whatever the bytes that it wants', async (t) => {
    const { topic, groupId } = await shared(t, { batches: [3, 3] })
    const reader = new ShareReader(t, groupId, topic)
    equal(await reader.acquire({ changed: { maxBytes: 1, maxWaitMs: 1_000 } }), [[0, 2, 1]], 'acquired')
  }),
  check('of a partition that is forgotten gives nothing of it any more', async (t) => {
    const { topic, groupId } = await shared(t, { partitions: 2, batches: [] })
    const reader = new ShareReader(t, groupId, topic)
    await reader.fetch({ polls: true, partitions: [0, 1] })
    await produced(t, topic, batchOf(t, ['a']), { partition: 0 })
    await produced(t, topic, batchOf(t, ['b']), { partition: 1 })
    const answer = await reader.fetch({ forgotten: [0], changed: { maxWaitMs: 1_000 } })
    equal(
      answer.responses[0]?.partitions.map(({ partitionIndex }) => partitionIndex),
      [1],
      'partitions'
    )
  }),
  check('of a partition that there is not is answered UNKNOWN_TOPIC_OR_PARTITION for it', async (t) => {
    const { topic, groupId } = await shared(t)
    const reader = new ShareReader(t, groupId, topic)
    const told = present(await reader.take({ partitions: [9] }, 9), 'partition')
    errorIs(told.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
  }),
  check('of a group without a group id is answered INVALID_REQUEST', async (t) => {
    const { topic, groupId } = await shared(t)
    const reader = new ShareReader(t, groupId, topic)
    errorIs((await reader.fetch({ changed: { groupId: null } })).errorCode, 'INVALID_REQUEST', 'error')
  }),
  check('begins at the first record where share.auto.offset.reset is earliest', async (t) => {
    const configs = { 'share.auto.offset.reset': 'earliest' }
    const { topic, groupId } = await shared(t, { batches: [2], configs, startOffset: -1 })
    equal(await new ShareReader(t, groupId, topic).acquire(), [[0, 1, 1]], 'acquired')
  }),
  check('begins behind the last record where share.auto.offset.reset is latest', async (t) => {
    const { topic, groupId } = await shared(t, { batches: [2], startOffset: -1 })
    const reader = new ShareReader(t, groupId, topic)
    equal(await reader.acquire({ changed: { maxWaitMs: 300 } }), [], 'before')
    await produced(t, topic, batchOf(t, ['new']))
    equal(await reader.acquire(), [[2, 2, 1]], 'after')
  }),
  check('begins at the records of a duration where share.auto.offset.reset says so', async (t) => {
    const configs = { 'share.auto.offset.reset': 'by_duration:PT1H' }
    const { topic, groupId } = await shared(t, { batches: [2], configs, startOffset: -1 })
    equal(await new ShareReader(t, groupId, topic).acquire(), [[0, 1, 1]], 'acquired')
  }),
  check('gives records of an aborted transaction where share.isolation.level is read_uncommitted', async (t) => {
    equal(await afterAbort(t, 'read_uncommitted'), ['v0', 'aborted', 'last'], 'values')
  }),
  check('gives no records of an aborted transaction where share.isolation.level is read_committed', async (t) => {
    const got = await afterAbort(t, 'read_committed')
    equal(
      got.filter((value) => value !== 'aborted'),
      ['v0', 'last'],
      'values'
    )
  }),
  check('acquires no more records than share.partition.max.record.locks', async (t) => {
    const configs = { 'share.partition.max.record.locks': '100' }
    const { topic, groupId } = await shared(t, { batches: [50, 50, 50], configs })
    const reader = new ShareReader(t, groupId, topic)
    const rows = await reader.acquire()
    equal([rows[0]?.[0], rows.at(-1)?.[1]], [0, 99], 'acquired')
    equal(await reader.acquire({ changed: { maxWaitMs: 300 } }), [], 'no more')
    const told = await reader.settle([{ firstOffset: 0n, lastOffset: 99n, acknowledgeTypes: [1] }])
    equal(told.errorCode, 0, 'error of ShareAcknowledge')
    equal(await reader.acquire(), [[100, 149, 1]], 'when they are accepted')
  }),
  check('tells the lock that share.record.lock.duration.ms gives', async (t) => {
    const configs = { 'share.record.lock.duration.ms': '20000' }
    const { topic, groupId } = await shared(t, { configs })
    const answer = await new ShareReader(t, groupId, topic).fetch({ changed: { maxWaitMs: 1_000 } })
    equal([answer.errorCode, answer.acquisitionLockTimeoutMs], [0, 20_000], 'error and lock')
  }),
  check('begins where AlterShareGroupOffsets has said', async (t) => {
    const { topic, groupId } = await shared(t, { batches: [4], startOffset: 2 })
    const rows = await new ShareReader(t, groupId, topic).acquire()
    equal(
      rows.map(([first, last]) => [first, last]),
      [[2, 3]],
      'acquired'
    )
  }),
  check('goes on with the records that are left when records are deleted', async (t) => {
    const { topic, groupId } = await shared(t, { batches: [5, 5] })
    const partitions = [{ partitionIndex: 0, offset: 5n }]
    await t.quietly('DeleteRecords', { topics: [{ name: topic.name, partitions }], timeoutMs: 5_000 })
    const reader = new ShareReader(t, groupId, topic)
    const rows: number[][] = []
    await t.until('the records that are left', async () => {
      const answer = await reader.fetch({ polls: true, changed: { maxWaitMs: 200 } })
      for (const { partitions: told } of answer.responses) for (const each of told) rows.push(...rowsOf(each))
      return rows.length > 0
    })
    equal(rows, [[5, 9, 1]], 'acquired')
  }),
  check('refuses configs of share groups that are out of bounds', async (t) => {
    const groupId = await t.group()
    await configured(t, groupId, { 'share.delivery.count.limit': '3' })
    const configs = [{ name: 'share.delivery.count.limit', configOperation: 0, value: '1' }]
    const resources = [{ resourceType: 32, resourceName: groupId, configs }]
    const answer = await t.call('IncrementalAlterConfigs', 1, { resources, validateOnly: false })
    errorIs(only(answer.responses, 'resources').errorCode, 'INVALID_CONFIG', 'error')
  })
]
