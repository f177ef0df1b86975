import { pause } from '../../env/index.ts'
import { CliError, usageError } from '../cli-error.ts'
import { type Cluster, partitionMissing } from '../client/cluster.ts'
import { type ConsumedRecord, type Position, readPositions } from '../client/consumer.ts'
import { committedOffsets, GroupMember } from '../client/group.ts'
import { startOffset } from '../client/offsets.ts'
import { Notes, warn } from '../notes.ts'
import { bytesToJson, countText, type Output } from '../output.ts'
import { onInterrupt } from '../signals.ts'
import { parseStart } from '../start-point.ts'
import { type Command, clusterOptions, command, wholeNumber, withCluster, wordsOf } from './common.ts'

/** How many records are written before anything else gets a turn. */
const recordsAtOnce = 1_000

/** How long an interrupted member may take to commit and leave its group. */
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

const fromBeginningHelp = 'Same as --from beginning, as in Kafka’s console consumer'

const consumeCommand = command(
  'consume <topics..>',
  'Show records',
  (yargs) =>
    clusterOptions(yargs)
      .positional('topics', { type: 'string', array: true, demandOption: true })
      .option('from', {
        alias: 'f',
        type: 'string',
        requiresArg: true,
        describe:
          'beginning, end, an offset, -N (the last N of each partition), or a time such as 2026-01-31T12:00:00Z or @1700000000000',
        defaultDescription: 'end; in a group where it left off, else the beginning'
      })
      .option('from-beginning', { type: 'boolean', describe: fromBeginningHelp })
      .conflicts('from-beginning', 'from')
      .option('group', {
        alias: 'g',
        type: 'string',
        requiresArg: true,
        describe: 'Join this consumer group and commit the offsets of shown records'
      })
      .option('partition', {
        alias: 'p',
        array: true,
        nargs: 1,
        coerce: (values: unknown[] | undefined) => values?.map(wholeNumber('--partition', 0)),
        describe: 'Only this partition (repeat for more)'
      })
      .option('count', {
        alias: 'n',
        requiresArg: true,
        coerce: wholeNumber('--count', 1, Number.MAX_SAFE_INTEGER),
        describe: 'Stop after this many records'
      })
      .option('exit', {
        alias: 'e',
        type: 'boolean',
        default: false,
        describe: 'Stop at the end as it was when the command started'
      })
      .option('key-delimiter', {
        alias: 'K',
        type: 'string',
        requiresArg: true,
        describe: 'Show the key too, separated from the value by this'
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
      .example('$0 consume orders payments --group audit', 'as a member of a group'),
  (args) => run({ ...args, from: startOf(args), topics: wordsOf(args.topics) } as ConsumeArguments)
)

const startOf = ({ from, fromBeginning }: { readonly from?: string | undefined; readonly fromBeginning?: unknown }) =>
  fromBeginning === true ? 'beginning' : from

export const commands: readonly Command[] = [consumeCommand]

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

/** Counts records down and writes them; false after the last requested one. */
class Sink {
  readonly #args: ConsumeArguments
  readonly #out: Output
  #left: number
  shown = 0
  stopped = false
  readonly #interrupted: Promise<void>
  #interrupt: () => void = () => {}
  /** Records that are being shown and committed. */
  #finishing: Promise<unknown> = Promise.resolve()

  constructor(args: ConsumeArguments, out: Output) {
    this.#args = args
    this.#out = out
    this.#left = args.count ?? Number.POSITIVE_INFINITY
    this.#interrupted = new Promise((resolve) => {
      this.#interrupt = resolve
    })
  }

  interrupt(): void {
    this.stopped = true
    this.#interrupt()
  }

  /** After an interrupt it waits for no broker, only for records being shown. Until then it rejects like `work`. */
  async untilInterrupted(work: Promise<void>): Promise<void> {
    await Promise.race([work, this.#interrupted.then(() => this.#finishing)])
  }

  /** Work on received records is always finished. */
  finish<T>(work: Promise<T>): Promise<T> {
    this.#finishing = Promise.all([this.#finishing, work])
    return work
  }

  /** The shown records: none once the reader of stdout is gone, so that a group reads them again. */
  async take(records: readonly ConsumedRecord[]): Promise<readonly ConsumedRecord[]> {
    const taken: ConsumedRecord[] = []
    const wanted = records.slice(0, this.#left)
    // A fetch may hold more than a slow terminal shows in seconds, so signals are handled between chunks.
    for (let at = 0; at < wanted.length && !this.stopped; at += recordsAtOnce) {
      const piece = wanted.slice(at, at + recordsAtOnce)
      for (const record of piece) show(record, this.#args, this.#out)
      await this.#out.settled()
      await new Promise((resolve) => setImmediate(resolve))
      if (this.#out.isClosed) break
      taken.push(...piece)
    }
    this.#left -= taken.length
    if (this.#left <= 0) this.stopped = true
    this.shown += taken.length
    return taken
  }
}

/** Tells a user at a terminal what the command is waiting for and how to end it. */
export function waitingNote(what: string, { exit, count }: Pick<ConsumeArguments, 'exit' | 'count'>): string {
  const until = count === undefined ? '' : `, until ${countText(count, 'record')} came`
  return exit ? `reading ${what} to its end` : `waiting for records of ${what}${until}; Ctrl-C ends`
}

/** `orders-0, orders-1 and 3 more`: enough to recognize the right thing. */
export function partitionsText(positions: readonly Position[]): string {
  const names = positions.map(({ topic, partition }) => `${topic}-${partition}`)
  return names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
}

async function consumeAlone(args: ConsumeArguments, cluster: Cluster, sink: Sink, notes: Notes): Promise<void> {
  const start = parseStart('--from', args.from ?? 'end')
  const positions: Position[] = []
  for (const topic of args.topics) {
    const leaders = await cluster.leaders(topic)
    for (const partition of args.partition ?? leaders.keys()) {
      if (!leaders.has(partition)) throw partitionMissing(topic, partition, leaders.size)
      positions.push({ topic, partition, offset: await startOffset(cluster, topic, partition, start), end: -1 })
    }
  }
  notes.say(waitingNote(partitionsText(positions), args))
  await readPositions(cluster, positions, {
    readCommitted: args.readCommitted,
    skipped: warn,
    untilEnd: args.exit,
    stopped: () => sink.stopped,
    take: async (records) => {
      await sink.finish(sink.take(records))
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
  const start = parseStart('--from', args.from ?? 'beginning')
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

async function readInGroup(
  args: ConsumeArguments,
  group: string,
  member: GroupMember,
  cluster: Cluster,
  sink: Sink,
  notes: Notes
): Promise<void> {
  // Joining retries forever, so a missing topic or broker is reported first.
  for (const topic of args.topics) await cluster.leaders(topic)
  notes.say(`joining group ${group}`)
  while (!sink.stopped) {
    const positions = await groupPositions(args, cluster, group, member)
    if (positions.length === 0 && args.exit) return
    notes.say(
      positions.length === 0
        ? `group ${group} has no partition left for this member; waiting for one; Ctrl-C ends`
        : `in group ${group}: ${waitingNote(partitionsText(positions), args)}`
    )
    while (positions.length === 0 && !member.mustRejoin && !sink.stopped) await pause(cluster.env.timers, 100)
    const showAndCommit = async (records: readonly ConsumedRecord[]) =>
      member.commit(reached(positions, await sink.take(records)))
    await readPositions(cluster, positions, {
      readCommitted: args.readCommitted,
      skipped: warn,
      untilEnd: args.exit,
      stopped: () => sink.stopped || member.mustRejoin,
      take: async (records) => {
        await sink.finish(showAndCommit(records))
        return !sink.stopped && !member.mustRejoin
      }
    })
    if (args.exit && !member.mustRejoin) return
  }
}

async function consumeInGroup(
  args: ConsumeArguments,
  group: string,
  cluster: Cluster,
  sink: Sink,
  notes: Notes
): Promise<void> {
  const member = new GroupMember(cluster, group, args.topics)
  try {
    await sink.untilInterrupted(readInGroup(args, group, member, cluster, sink, notes))
  } finally {
    await member.leave()
  }
}

/** The position of each partition after the shown records; fetched records that were not shown are read again. */
function reached(positions: readonly Position[], taken: readonly ConsumedRecord[]): Position[] {
  const last = new Map<Position, number>()
  for (const { topic, partition, record } of taken) {
    const position = positions.find((each) => each.topic === topic && each.partition === partition)
    if (position !== undefined) last.set(position, record.offset + 1)
  }
  return [...last].map(([position, offset]) => ({ ...position, offset }))
}

async function run(args: ConsumeArguments): Promise<void> {
  // Errors of the command line are reported before connecting.
  if (args.from !== undefined) parseStart('--from', args.from)
  if (args.json && args.format !== undefined) throw usageError('--json and --format exclude one another')
  const notes = new Notes()
  let noMore = () => {}
  const work = async (cluster: Cluster, out: Output) => {
    const sink = new Sink(args, out)
    const stop = () => sink.interrupt()
    noMore = onInterrupt(stop, leaveMs).cancel
    out.whenClosed(() => {
      stop()
      setTimeout(() => process.exit(0), leaveMs).unref()
    })
    try {
      if (args.group === undefined) await sink.untilInterrupted(consumeAlone(args, cluster, sink, notes))
      else await consumeInGroup(args, args.group, cluster, sink, notes)
      notes.say(countText(sink.shown, 'record'))
    } catch (error) {
      if (!out.isClosed || !(error instanceof CliError)) throw error
    }
  }
  try {
    await withCluster(args.bootstrap, work)
  } finally {
    // Only after everything is closed, which waits for a pending connection.
    noMore()
  }
}
