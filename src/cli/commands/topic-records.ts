import { asOffset, errorCodes } from '../../protocol/index.ts'
import { brokerError, type Cluster, partitionMissing } from '../client/cluster.ts'
import { earliestTimestamp, latestTimestamp, listOffsets, maxTimestamp, startOffset } from '../client/offsets.ts'
import type { Output } from '../output.ts'
import { parseStart, parseTime } from '../start-point.ts'
import { clusterOptions, command, wholeNumber, withCluster, wordsOf } from './common.ts'

const requestMs = 30_000

const timesByName: Readonly<Record<string, number>> = {
  beginning: earliestTimestamp,
  earliest: earliestTimestamp,
  end: latestTimestamp,
  latest: latestTimestamp,
  'max-timestamp': maxTimestamp
}

async function offsets(
  topics: readonly string[],
  time: string,
  json: boolean,
  cluster: Cluster,
  out: Output
): Promise<void> {
  const timestamp = timesByName[time] ?? parseTime('--time', time, Object.keys(timesByName))
  const rows = []
  for (const topic of topics)
    for (const found of await listOffsets(cluster, topic, timestamp)) rows.push({ topic, ...found })
  const known = (value: number) => (value < 0 ? null : value)
  if (json)
    for (const { topic, partition, offset, timestamp: at } of rows)
      out.json({ topic, partition, offset: known(offset), timestamp: known(at) })
  else
    out.table(
      ['TOPIC', 'PARTITION', 'OFFSET', 'TIMESTAMP'],
      rows.map(({ topic, partition, offset, timestamp: at }) => [
        topic,
        partition,
        known(offset) ?? '-',
        at < 0 ? '-' : new Date(at).toISOString()
      ])
    )
}

interface DeleteRecordsArguments {
  readonly json: boolean
  readonly before: string
  readonly partition: readonly (number | undefined)[] | undefined
}

/** `end` is asked for as -1, so that the broker takes its own high watermark. */
async function deleteRecords(
  topic: string,
  { json, before, partition: chosen }: DeleteRecordsArguments,
  cluster: Cluster,
  out: Output
): Promise<void> {
  const start = parseStart('--before', before)
  const leaders = await cluster.leaders(topic)
  const rows: (readonly [number, number])[] = []
  for (const partition of chosen === undefined ? leaders.keys() : (chosen as readonly number[])) {
    const leader = leaders.get(partition)
    if (leader === undefined) throw partitionMissing(topic, partition, leaders.size)
    const offset = start.at === 'end' ? -1 : await startOffset(cluster, topic, partition, start)
    const broker = await cluster.node(leader)
    const { topics } = await broker.call('DeleteRecords', {
      topics: [{ name: topic, partitions: [{ partitionIndex: partition, offset: BigInt(offset) }] }],
      timeoutMs: requestMs
    })
    const done = topics[0]?.partitions[0]
    if (done === undefined) throw brokerError(`${topic}-${partition}`, errorCodes.UNKNOWN_SERVER_ERROR)
    if (done.errorCode !== errorCodes.NONE) throw brokerError(`${topic}-${partition} before ${before}`, done.errorCode)
    rows.push([partition, asOffset(done.lowWatermark)])
  }
  if (json) for (const [partition, startOffset] of rows) out.json({ topic, partition, startOffset })
  else
    out.table(
      ['TOPIC', 'PARTITION', 'START'],
      rows.map((row) => [topic, ...row])
    )
}

export const offsetsCommand = command(
  'offsets <topics..>',
  'Offsets of topics: their ends, their beginnings, or those at a time',
  (y) =>
    clusterOptions(y)
      .positional('topics', { type: 'string', array: true, demandOption: true })
      .option('time', {
        alias: 't',
        type: 'string',
        requiresArg: true,
        default: 'end',
        describe: 'beginning, end, max-timestamp, or a time: the first record at or after it'
      })
      .example('$0 topics offsets orders', '')
      .example('$0 topics offsets orders --time 2026-01-31T12:00:00Z', ''),
  (args) =>
    withCluster(args.bootstrap, (cluster, out) => offsets(wordsOf(args.topics), args.time, args.json, cluster, out))
)

export const deleteRecordsCommand = command(
  'delete-records <topic>',
  'Deletes the records of a topic before an offset or a time',
  (y) =>
    clusterOptions(y)
      .positional('topic', { type: 'string', demandOption: true })
      .option('before', {
        type: 'string',
        demandOption: true,
        requiresArg: true,
        describe: 'The first offset to keep: an offset, end, -N (keep the last N of each partition), or a time'
      })
      .option('partition', {
        alias: 'p',
        array: true,
        nargs: 1,
        coerce: (values: unknown[] | undefined) => values?.map(wholeNumber('--partition', 0)),
        describe: 'Only this partition (repeat for more)'
      })
      .example('$0 topics delete-records orders --before end', 'empties the topic')
      .example('$0 topics delete-records orders --before 100 --partition 0', ''),
  (args) => withCluster(args.bootstrap, (cluster, out) => deleteRecords(String(args.topic), args, cluster, out))
)
