import { pause } from '../../env/index.ts'
import { asOffset, errorCodes, type FetchResponseTopicPartition } from '../../protocol/index.ts'
import {
  AbortedBatches,
  entryPositions,
  isControl,
  lastOffset,
  magic,
  type RecordView,
  recordsOf
} from '../../records/index.ts'
import { CliError } from '../cli-error.ts'
import { byTopic } from './by-topic.ts'
import { brokerError, type Cluster, isTransient } from './cluster.ts'
import { Disconnected } from './connection.ts'
import { offsetRange } from './offsets.ts'

const fetchBytes = 16 * 1024 * 1024
const partitionBytes = 4 * 1024 * 1024
const waitMs = 500
const pauseMs = 250

export interface ConsumedRecord {
  readonly topic: string
  readonly partition: number
  readonly record: RecordView
}

/** The read position of a partition. */
export interface Position {
  readonly topic: string
  readonly partition: number
  /** Offset of the next record to return. */
  offset: number
  /** Last seen high watermark (or last stable offset); -1 before the first response. */
  end: number
}

interface FetchOptions {
  readonly readCommitted: boolean
  /** Called when a partition continues at another offset because the next one no longer exists. */
  readonly skipped: (text: string) => void
}

/** Fetches the partitions led by one broker, one long poll at a time. */
class Fetcher {
  readonly #cluster: Cluster
  readonly #options: FetchOptions

  constructor(cluster: Cluster, options: FetchOptions) {
    this.#cluster = cluster
    this.#options = options
  }

  /**
   * One round: the records for each position, which advances past them. Empty results are normal: the poll ended with nothing
   * new.
   */
  async poll(leader: number, positions: readonly Position[]): Promise<ConsumedRecord[]> {
    const { readCommitted } = this.#options
    const asked = byTopic(positions)
    const broker = await this.#cluster.node(leader, ' fetch')
    const answer = await broker.call('Fetch', {
      maxWaitMs: waitMs,
      minBytes: 1,
      maxBytes: broker.versionOf('Fetch') >= 3 ? fetchBytes : undefined,
      isolationLevel: readCommitted ? 1 : 0,
      topics: [...asked].map(([topic, list]) => ({
        topic,
        partitions: list.map(({ partition, offset }) => ({
          partition,
          fetchOffset: BigInt(offset),
          partitionMaxBytes: partitionBytes
        }))
      }))
    })
    if (answer.errorCode !== errorCodes.NONE) throw brokerError('fetch', answer.errorCode)
    const records: ConsumedRecord[] = []
    for (const topic of answer.responses) {
      for (const partition of topic.partitions) {
        const position = asked.get(topic.topic)?.find((each) => each.partition === partition.partitionIndex)
        if (position !== undefined) await this.#take(position, partition, records)
      }
    }
    return records
  }

  async #take(position: Position, answer: FetchResponseTopicPartition, into: ConsumedRecord[]): Promise<void> {
    const { topic, partition } = position
    const { errorCode } = answer
    if (errorCode === errorCodes.OFFSET_OUT_OF_RANGE) {
      await this.#outOfRange(position)
      return
    }
    if (errorCode !== errorCodes.NONE) {
      if (!isTransient(errorCode)) throw brokerError(`${topic}-${partition} at offset ${position.offset}`, errorCode)
      throw new Disconnected(brokerError(`${topic}-${partition}`, errorCode).message)
    }
    position.end = asOffset(this.#options.readCommitted ? answer.lastStableOffset : answer.highWatermark)
    if (answer.records !== null && answer.records.length > 0) this.#read(position, answer, into)
  }

  /**
   * Retention or DeleteRecords overtook the reader, or the topic was recreated: continues at the log start offset. Only an offset
   * that was beyond the end from the beginning is an error, because the user is mistaken. @throws CliError
   */
  async #outOfRange(position: Position): Promise<void> {
    const { topic, partition, offset } = position
    const { start, end } = await offsetRange(this.#cluster, topic, partition)
    if (offset >= start && offset <= end) return
    if (offset > end && position.end < 0)
      throw brokerError(
        `${topic}-${partition}`,
        errorCodes.OFFSET_OUT_OF_RANGE,
        `there is no offset ${offset}, the log goes from ${start} to ${end}`
      )
    const why =
      offset < start
        ? `offsets ${offset} to ${start - 1} are gone (deleted by retention or DeleteRecords)`
        : `offset ${offset} is beyond the end ${end} (the topic was made again, or cut)`
    this.#options.skipped(`${topic}-${partition}: ${why}; going on at ${start}`)
    position.offset = start
  }

  #read(position: Position, answer: FetchResponseTopicPartition, into: ConsumedRecord[]): void {
    const { topic, partition } = position
    const bytes = answer.records as Buffer
    const aborted = new AbortedBatches(this.#options.readCommitted ? (answer.abortedTransactions ?? []) : [])
    for (const at of entryPositions(bytes)) {
      const isBatch = magic(bytes, at) === 2
      const isHidden = aborted.has(bytes, at) || (isBatch && isControl(bytes, at))
      for (const record of isHidden ? [] : recordsOf(bytes, at)) {
        if (record.offset < position.offset) continue
        into.push({ topic, partition, record })
        position.offset = record.offset + 1
      }
      if (isBatch) position.offset = Math.max(position.offset, lastOffset(bytes, at) + 1)
    }
  }
}

interface ReadOptions extends FetchOptions {
  /** Stops at the end offset of each partition's first response. */
  readonly untilEnd: boolean
  /** Takes the records; false ends the reading. */
  readonly take: (records: readonly ConsumedRecord[]) => Promise<boolean>
  /** True returns as soon as the current round allows. */
  readonly stopped: () => boolean
}

/** Reads until told to stop: one long poll per leader, all leaders concurrently. */
export async function readPositions(
  cluster: Cluster,
  positions: readonly Position[],
  options: ReadOptions
): Promise<void> {
  const fetcher = new Fetcher(cluster, options)
  const ends = new Map<Position, number>()
  let ended = false
  const isDone = (position: Position) => {
    const end = ends.get(position)
    return options.untilEnd && end !== undefined && position.offset >= end
  }
  const round = async (leader: number, mine: readonly Position[]): Promise<void> => {
    const records = await fetcher.poll(leader, mine)
    for (const position of mine) if (!ends.has(position) && position.end >= 0) ends.set(position, position.end)
    if (records.length > 0 && !ended && !(await options.take(records))) ended = true
  }
  while (!ended && !options.stopped()) {
    const left = positions.filter((position) => !isDone(position))
    if (left.length === 0) return
    const groups = await groupByLeader(cluster, left)
    // Leaders are polled at their own pace until one of them must be looked up again.
    let moved = false
    const again = () => !ended && !moved && !options.stopped()
    await Promise.all(
      [...groups].map(async ([leader, group]) => {
        for (let mine = group; mine.length > 0 && again(); mine = mine.filter((position) => !isDone(position))) {
          try {
            await round(leader, mine)
          } catch (error) {
            moved = true
            if (!(error instanceof Disconnected)) throw error
            await pause(cluster.env.timers, pauseMs)
          }
        }
      })
    )
  }
}

async function groupByLeader(cluster: Cluster, positions: readonly Position[]): Promise<Map<number, Position[]>> {
  const leaders = new Map<string, ReadonlyMap<number, number>>()
  const groups = new Map<number, Position[]>()
  for (const position of positions) {
    let ofTopic = leaders.get(position.topic)
    if (ofTopic === undefined) {
      ofTopic = await cluster.leaders(position.topic)
      leaders.set(position.topic, ofTopic)
    }
    const leader = ofTopic.get(position.partition)
    if (leader === undefined) throw new CliError(`${position.topic} has no partition ${position.partition}`)
    groups.set(leader, [...(groups.get(leader) ?? []), position])
  }
  return groups
}
