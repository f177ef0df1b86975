import { createReadStream } from 'node:fs'
import type { Argv } from 'yargs'
import type { CodecName } from '../../records/index.ts'
import { CliError } from '../cli-error.ts'
import { Producer, type ProducerRecord } from '../client/producer.ts'
import { splitLines } from '../lines.ts'
import { jsonToBytes, parseAssignment } from '../output.ts'
import { clusterOptions, withCluster } from './common.ts'

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

export function build(yargs: Argv): Argv {
  return clusterOptions(yargs)
    .positional('topic', {
      type: 'string',
      demandOption: true,
      describe: 'Where to; made with defaults where the broker allows'
    })
    .positional('files', { type: 'string', array: true, describe: 'Files to read; stdin when there are none' })
    .option('json', {
      type: 'boolean',
      default: false,
      describe: 'Lines are JSON objects as `consume --json` writes them'
    })
    .option('key-delimiter', {
      alias: 'K',
      type: 'string',
      requiresArg: true,
      describe: 'What stands before it in a line is the key'
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
      type: 'number',
      requiresArg: true,
      describe: 'The partition; by key, or in turn, when absent'
    })
    .option('codec', { alias: 'z', choices: codecs, default: 'none' as const, describe: 'Compression of the batches' })
    .option('acks', {
      choices: ['all', '1', '0'] as const,
      default: 'all' as const,
      describe: 'Whose acknowledgement to wait for'
    })
    .option('tombstones', { alias: 'Z', type: 'boolean', default: false, describe: 'An empty value is sent as null' })
    .example('$0 produce words < /usr/share/dict/words', 'one record a line')
    .example("echo 'user1:hello' | $0 produce chat -K :", 'with a key')
    .example('$0 consume orders --json | $0 produce copy --json', 'keys, headers, partitions and times kept')
}

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
    throw new CliError(`not a JSON object with a value: ${line.toString('utf8', 0, 80)}`)
  }
  const own = Array.isArray(parsed.headers) ? (parsed.headers as { key?: unknown; value?: unknown }[]) : []
  return {
    key: jsonToBytes(parsed.key),
    value: jsonToBytes(parsed.value),
    headers: [...headers, ...own.map(({ key, value }) => ({ key: String(key), value: jsonToBytes(value) }))],
    timestamp: typeof parsed.timestamp === 'number' ? parsed.timestamp : undefined,
    partition: partition ?? (typeof parsed.partition === 'number' ? parsed.partition : undefined)
  }
}

export async function run(args: ProduceArguments): Promise<void> {
  await withCluster(args.bootstrap, async (cluster) => {
    const acks = args.acks === 'all' ? -1 : (Number(args.acks) as 0 | 1)
    const producer = new Producer(cluster, { topic: args.topic, codec: args.codec, acks })
    await producer.start()
    const sources = (args.files ?? []).length === 0 ? [process.stdin] : args.files.map((path) => createReadStream(path))
    for (const source of sources) {
      for await (const lines of splitLines(source)) {
        for (const line of lines) await producer.send(recordOf(line, args))
        // What a person types, or a slow program writes, goes out at once; a file fills whole batches.
        if (source === process.stdin && source.readableLength === 0) await producer.flush()
      }
    }
    await producer.flush()
    if (process.stderr.isTTY) process.stderr.write(`${producer.sent} records\n`)
  })
}
