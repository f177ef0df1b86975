import type { CodecName } from '../../records/index.ts'
import { CliError, usageError } from '../cli-error.ts'
import { Producer, type ProducerRecord } from '../client/producer.ts'
import { inputLines } from '../input.ts'
import { Notes } from '../notes.ts'
import { countText, jsonToBytes, type Output, parseAssignment } from '../output.ts'
import { bootstrapOption, type Command, command, wholeNumber, withCluster, wordsOf } from './common.ts'

const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const

interface ProduceArguments {
  readonly bootstrap: string
  readonly topic: string
  readonly files: readonly string[]
  readonly json: boolean
  readonly key: string | undefined
  readonly keyDelimiter: string | undefined
  readonly header: readonly string[]
  readonly partition: number | undefined
  readonly codec: CodecName
  readonly acks: string
  readonly tombstones: boolean
}

const produceCommand = command(
  'produce <topic> [files..]',
  'Send lines of stdin or of files as records',
  (yargs) =>
    bootstrapOption(yargs)
      .positional('topic', {
        type: 'string',
        demandOption: true,
        describe: 'The topic to write to; created with defaults if the broker allows it'
      })
      .positional('files', { type: 'string', array: true, describe: 'Files to read; stdin if omitted' })
      .option('json', {
        type: 'boolean',
        default: false,
        describe: 'Read JSON lines as `consume --json` writes them, and report what was sent as JSON lines'
      })
      .option('key-delimiter', {
        alias: 'K',
        type: 'string',
        requiresArg: true,
        describe: 'Separates key and value in a line'
      })
      .option('key', { alias: 'k', type: 'string', requiresArg: true, describe: 'The key of every record' })
      .option('header', {
        alias: 'H',
        type: 'string',
        array: true,
        nargs: 1,
        default: [] as string[],
        describe: 'A header of every record: name=value'
      })
      .option('partition', {
        alias: 'p',
        requiresArg: true,
        coerce: wholeNumber('--partition', 0),
        describe: 'The partition; by default chosen by key, or round robin'
      })
      .option('codec', {
        alias: 'z',
        type: 'string',
        choices: codecs,
        default: 'none' as const,
        describe: 'Compression type'
      })
      .option('acks', {
        // As text: yargs would make a number of 0, which is none of the choices.
        type: 'string',
        choices: ['all', '1', '0'] as const,
        default: 'all' as const,
        describe: 'Which acknowledgements to wait for'
      })
      .option('tombstones', { alias: 'Z', type: 'boolean', default: false, describe: 'Send empty values as null' })
      .example('$0 produce words < /usr/share/dict/words', 'one record a line')
      .example("echo 'user1:hello' | $0 produce chat -K :", 'with a key')
      .example('$0 consume orders --json | $0 produce copy --json', 'keys, headers, partitions and times kept'),
  (args) => run({ ...args, topic: String(args.topic), files: wordsOf(args.files) } as ProduceArguments)
)

export const commands: readonly Command[] = [produceCommand]

/** One line as a record. @throws CliError for a line that is no JSON object where JSON is asked for. */
export function recordOf(
  line: Buffer,
  args: Pick<ProduceArguments, 'json' | 'key' | 'keyDelimiter' | 'header' | 'partition' | 'tombstones'>
): ProducerRecord {
  const headers = args.header.map(parseAssignment).map(({ name, value }) => ({ key: name, value: Buffer.from(value) }))
  if (args.json) return jsonRecord(line, headers, args.partition)
  let key: Buffer | null = args.key === undefined ? null : Buffer.from(args.key)
  let value: Buffer = line
  if (args.keyDelimiter !== undefined) {
    const at = line.indexOf(args.keyDelimiter)
    if (at >= 0) {
      key = line.subarray(0, at)
      value = line.subarray(at + Buffer.byteLength(args.keyDelimiter))
    }
  }
  return { key, value: args.tombstones && value.length === 0 ? null : value, headers, partition: args.partition }
}

function jsonRecord(line: Buffer, headers: ProducerRecord['headers'], partition: number | undefined): ProducerRecord {
  let parsed: Record<string, unknown>
  try {
    parsed = JSON.parse(line.toString('utf8'))
  } catch (error) {
    throw new CliError(`not JSON: ${(error as Error).message}: ${line.toString('utf8', 0, 80)}`)
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) {
    throw new CliError(`not a JSON object: ${line.toString('utf8', 0, 80)}`)
  }
  const { value, timestamp = null, partition: own = null } = parsed
  // Without this a line of plain JSON, which was meant as the value, would become a tombstone.
  if (value === undefined) throw new CliError(`no "value" in ${line.toString('utf8', 0, 80)}`)
  if (timestamp !== null && !Number.isSafeInteger(timestamp))
    throw new CliError('"timestamp" is not a whole number of milliseconds')
  if (own !== null && (!Number.isSafeInteger(own) || (own as number) < 0))
    throw new CliError('"partition" is not the number of a partition')
  return {
    key: jsonToBytes(parsed.key),
    value: jsonToBytes(value),
    headers: [...headers, ...jsonHeaders(parsed.headers)],
    timestamp: (timestamp as number | null) ?? undefined,
    partition: partition ?? (own as number | null) ?? undefined
  }
}

function jsonHeaders(value: unknown): ProducerRecord['headers'] {
  if (value === undefined || value === null) return []
  const isHeader = (each: unknown) => typeof (each as { key?: unknown } | null)?.key === 'string'
  if (!Array.isArray(value) || !value.every(isHeader))
    throw new CliError('"headers" is not a list of objects with "key" and "value"')
  return (value as { key: string; value?: unknown }[]).map((each) => ({
    key: each.key,
    value: jsonToBytes(each.value)
  }))
}

/** Where the lines come from and how to end them, for whoever sits at a terminal and sees nothing happen. */
export function inputNote(topic: string, json: boolean, platform: string): string {
  const end = platform === 'win32' ? 'Ctrl-Z and Enter' : 'Ctrl-D'
  return `each line you type becomes a record of ${topic}${json ? ', as a JSON object' : ''}; ${end} on a line of its own ends it`
}

export interface Sent {
  readonly partition: number
  readonly records: number
  /** Of the first and the last record; null where the broker was not asked to acknowledge. */
  readonly firstOffset: number | null
  readonly lastOffset: number | null
}

/** Such as `3 records to orders: partition 0 offsets 5 to 6, partition 2 offset 9`. */
export function sentText(topic: string, sent: readonly Sent[]): string {
  const records = sent.reduce((sum, each) => sum + each.records, 0)
  const parts = sent.map(({ partition, records: count, firstOffset, lastOffset }) => {
    if (firstOffset === null) return `partition ${partition} ${countText(count, 'record')}, not acknowledged`
    return `partition ${partition} ${firstOffset === lastOffset ? `offset ${firstOffset}` : `offsets ${firstOffset} to ${lastOffset}`}`
  })
  return `${countText(records, 'record')} to ${topic}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`
}

async function sendAll(args: ProduceArguments, producer: Producer): Promise<void> {
  for await (const { lines, isPause } of inputLines(args.files)) {
    for (const { bytes, place } of lines) await producer.send(recordAt(place, bytes, args), place)
    if (isPause) await producer.flush()
  }
}

function recordAt(place: string, line: Buffer, args: ProduceArguments): ProducerRecord {
  try {
    return recordOf(line, args)
  } catch (error) {
    if (error instanceof CliError) throw new CliError(`${place}: ${error.message}`)
    throw error
  }
}

async function run(args: ProduceArguments): Promise<void> {
  if (args.keyDelimiter === '') throw usageError('--key-delimiter is empty: write what stands between key and value')
  for (const header of args.header) parseAssignment(header)
  const notes = new Notes()
  await withCluster(args.bootstrap, async (cluster, out) => {
    const acks = args.acks === 'all' ? -1 : (Number(args.acks) as 0 | 1)
    const producer = new Producer(cluster, { topic: args.topic, codec: args.codec, acks })
    await producer.start()
    if (args.files.length === 0 && process.stdin.isTTY) notes.say(inputNote(args.topic, args.json, process.platform))
    try {
      await sendAll(args, producer)
    } catch (error) {
      // A line that is wrong does not take the ones before it down with it.
      if (error instanceof CliError) await producer.flush().catch(() => {})
      report(args, producer.sent, notes, out)
      throw error
    }
    await producer.flush()
    report(args, producer.sent, notes, out)
  })
}

function report({ topic, json }: ProduceArguments, sent: readonly Sent[], notes: Notes, out: Output): void {
  if (json) for (const each of sent) out.json({ topic, ...each })
  notes.say(sentText(topic, sent))
}
