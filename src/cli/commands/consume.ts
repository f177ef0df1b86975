import type { Argv } from 'yargs'
import { CliError } from '../cli-error.ts'
import type { Cluster } from '../client/cluster.ts'
import { type ConsumedRecord, type Position, readPositions, type Start, startOffset } from '../client/consumer.ts'
import { committedOffsets, GroupMember } from '../client/group.ts'
import { bytesToJson, type Output } from '../output.ts'
import { onInterrupt } from '../signals.ts'
import { clusterOptions, withCluster } from './common.ts'

/** What a member that is interrupted may take to commit and to leave its group. */
const leaveMs = 3_000

interface ConsumeArguments {
  readonly bootstrap: string
  readonly topics: readonly string[]
  readonly from: string | undefined
  readonly group: string | undefined
  readonly partition: readonly number[] | undefined
  readonly count: number | undefined
  readonly exit: boolean
  readonly json: boolean
  readonly keyDelimiter: string | undefined
  readonly format: string | undefined
  readonly readCommitted: boolean
}

export function build(yargs: Argv): Argv {
  return clusterOptions(yargs)
    .positional('topics', { type: 'string', array: true, demandOption: true })
    .option('from', {
      alias: 'f',
      type: 'string',
      requiresArg: true,
      describe:
        'beginning, end, an offset, -N (the last N of each partition), or a time such as 2026-01-31T12:00:00Z or @1700000000000',
      defaultDescription: 'end; in a group where it left off, else the beginning'
    })
    .option('group', {
      alias: 'g',
      type: 'string',
      requiresArg: true,
      describe: 'Share the partitions with this group and commit what was shown'
    })
    .option('partition', {
      alias: 'p',
      type: 'number',
      array: true,
      nargs: 1,
      describe: 'Only this partition (repeat for more)'
    })
    .option('count', { alias: 'n', type: 'number', requiresArg: true, describe: 'Stop after this many records' })
    .option('exit', {
      alias: 'e',
      type: 'boolean',
      default: false,
      describe: 'Stop at the end of what was there at the start'
    })
    .option('key-delimiter', {
      alias: 'K',
      type: 'string',
      requiresArg: true,
      describe: 'Show the key too, with this between it and the value'
    })
    .option('format', {
      type: 'string',
      requiresArg: true,
      describe: 'Like printf: %t topic, %p partition, %o offset, %T time, %k key, %s value, %h headers, \\n, \\t'
    })
    .option('read-committed', {
      type: 'boolean',
      default: false,
      describe: 'Hide records of open and aborted transactions'
    })
    .conflicts('group', 'partition')
    .example('$0 consume orders --from beginning --json', '')
    .example('$0 consume orders --from -10 --exit', 'the last ten of each partition')
    .example('$0 consume orders payments --group audit', 'as a member of a group')
}

/** @throws CliError */
export function parseStart(text: string): Start {
  if (text === 'beginning' || text === 'earliest') return { at: 'beginning' }
  if (text === 'end' || text === 'latest') return { at: 'end' }
  if (/^\d+$/.test(text)) return { at: 'offset', offset: Number(text) }
  if (/^-\d+$/.test(text)) return { at: 'back', records: Number(text.slice(1)) }
  const timestamp = /^@\d+$/.test(text) ? Number(text.slice(1)) : Date.parse(text)
  if (Number.isNaN(timestamp)) throw new CliError(`--from ${text}: not beginning, end, an offset, -N or a time`, 2)
  return { at: 'time', timestamp }
}

export function formatRecord({ topic, partition, record }: ConsumedRecord, format: string): string {
  const text = (bytes: Uint8Array | null) => (bytes === null ? '' : Buffer.from(bytes).toString('utf8'))
  const parts: Record<string, () => string> = {
    t: () => topic,
    p: () => String(partition),
    o: () => String(record.offset),
    T: () => String(record.timestamp),
    k: () => text(record.key),
    s: () => text(record.value),
    h: () => record.headers.map(({ key, value }) => `${key}=${text(value)}`).join(','),
    '%': () => '%'
  }
  return format.replace(/\\([nt\\])|%([tpoTksh%])/g, (_all, escaped: string | undefined, letter: string | undefined) =>
    escaped === undefined
      ? (parts[letter as string] as () => string)()
      : escaped === 'n'
        ? '\n'
        : escaped === 't'
          ? '\t'
          : '\\'
  )
}

function show(consumed: ConsumedRecord, args: ConsumeArguments, out: Output): void {
  const { topic, partition, record } = consumed
  if (args.format !== undefined) out.bytes(formatRecord(consumed, args.format))
  else if (args.json) {
    const headers = record.headers.map(({ key, value }) => ({ key, value: bytesToJson(value) }))
    const { offset, timestamp } = record
    out.json({
      topic,
      partition,
      offset,
      timestamp,
      key: bytesToJson(record.key),
      value: bytesToJson(record.value),
      headers
    })
  } else {
    if (args.keyDelimiter !== undefined) {
      out.bytes(record.key ?? '')
      out.bytes(args.keyDelimiter)
    }
    out.bytes(Buffer.concat([record.value ?? Buffer.alloc(0), Buffer.from('\n')]))
  }
}

/** Counts records down and writes them; false once the last one that was asked for is out. */
class Sink {
  readonly #args: ConsumeArguments
  readonly #out: Output
  #left: number
  stopped = false

  constructor(args: ConsumeArguments, out: Output) {
    this.#args = args
    this.#out = out
    this.#left = args.count ?? Number.POSITIVE_INFINITY
  }

  async take(records: readonly ConsumedRecord[]): Promise<readonly ConsumedRecord[]> {
    const taken = this.stopped ? [] : records.slice(0, this.#left)
    for (const record of taken) show(record, this.#args, this.#out)
    this.#left -= taken.length
    if (this.#left <= 0) this.stopped = true
    await this.#out.settled()
    return taken
  }
}

async function consumeAlone(args: ConsumeArguments, cluster: Cluster, sink: Sink): Promise<void> {
  const start = parseStart(args.from ?? 'end')
  const positions: Position[] = []
  for (const topic of args.topics) {
    const leaders = await cluster.leaders(topic)
    const partitions = args.partition ?? [...leaders.keys()]
    for (const partition of partitions) {
      positions.push({ topic, partition, offset: await startOffset(cluster, topic, partition, start), end: -1 })
    }
  }
  await readPositions(cluster, positions, {
    readCommitted: args.readCommitted,
    reset: args.from === undefined ? 'end' : undefined,
    untilEnd: args.exit,
    stopped: () => sink.stopped,
    take: async (records) => {
      await sink.take(records)
      return !sink.stopped
    }
  })
}

async function groupPositions(
  args: ConsumeArguments,
  cluster: Cluster,
  group: string,
  member: GroupMember
): Promise<Position[]> {
  const assigned = await member.join()
  if (assigned.length === 0) return []
  const committed = await committedOffsets(cluster, group, assigned)
  const start = parseStart(args.from ?? 'beginning')
  const positions: Position[] = []
  for (const { topic, partition, offset } of committed) {
    positions.push({
      topic,
      partition,
      offset: offset >= 0 ? offset : await startOffset(cluster, topic, partition, start),
      end: -1
    })
  }
  return positions
}

async function consumeInGroup(args: ConsumeArguments, group: string, cluster: Cluster, sink: Sink): Promise<void> {
  const member = new GroupMember(cluster, group, args.topics)
  try {
    while (!sink.stopped) {
      const positions = await groupPositions(args, cluster, group, member)
      if (positions.length === 0 && args.exit) return
      while (positions.length === 0 && !member.mustRejoin && !sink.stopped) await cluster.pause(100)
      await readPositions(cluster, positions, {
        readCommitted: args.readCommitted,
        reset: 'beginning',
        untilEnd: args.exit,
        stopped: () => sink.stopped || member.mustRejoin,
        take: async (records) => {
          const taken = await sink.take(records)
          await member.commit(reached(positions, taken))
          return !sink.stopped && !member.mustRejoin
        }
      })
      if (args.exit && !member.mustRejoin) return
    }
  } finally {
    await member.leave()
  }
}

/** Where each partition stands after the records that were shown: those that were fetched but not shown are read again. */
function reached(positions: readonly Position[], taken: readonly ConsumedRecord[]): Position[] {
  const last = new Map<Position, number>()
  for (const { topic, partition, record } of taken) {
    const position = positions.find((each) => each.topic === topic && each.partition === partition)
    if (position !== undefined) last.set(position, record.offset + 1)
  }
  return [...last].map(([position, offset]) => ({ ...position, offset }))
}

export async function run(args: ConsumeArguments): Promise<void> {
  if (args.count !== undefined && !(args.count >= 1))
    throw new CliError(`--count ${args.count} is not a number above 0`, 2)
  await withCluster(args.bootstrap, async (cluster, out) => {
    const sink = new Sink(args, out)
    const interrupt = onInterrupt(() => {
      sink.stopped = true
    }, leaveMs)
    try {
      if (args.group === undefined) await consumeAlone(args, cluster, sink)
      else await consumeInGroup(args, args.group, cluster, sink)
    } finally {
      interrupt.cancel()
    }
  })
}
