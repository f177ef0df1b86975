import { checkLines, decodeFrame, unknownMessage } from '../../devtools/index.ts'
import { usageError } from '../cli-error.ts'
import { inputLines } from '../input.ts'
import { Output } from '../output.ts'
import { type Command, command, wholeNumber, wordsOf } from './common.ts'

interface DecodeArguments {
  readonly hex: readonly string[]
  readonly name: string | undefined
  readonly apiVersion: number | undefined
  readonly response: boolean
}

/** The lines of the files in order, or of stdin if there are none. */
async function* textLines(files: readonly string[]): AsyncGenerator<string> {
  for await (const { lines } of inputLines(files)) for (const { bytes } of lines) yield bytes.toString('utf8')
}

async function check(files: readonly string[], out: Output): Promise<void> {
  const good = await checkLines(textLines(files), (text) => out.line(text))
  await out.settled()
  if (!good) process.exitCode = 1
}

async function decode({ hex, name, apiVersion, response }: DecodeArguments, out: Output): Promise<void> {
  const unknown = name === undefined ? undefined : unknownMessage(name)
  if (unknown !== undefined) throw usageError(`--name ${name}: ${unknown}`)
  for await (const text of hex.length === 0 ? textLines([]) : hex) {
    if (text.trim() === '') continue
    const decoded = decodeFrame(text, { name, version: apiVersion, isResponse: response })
    if (typeof decoded === 'string') {
      process.stderr.write(`ottla: ${decoded}\n`)
      process.exitCode = 1
    } else out.json(decoded)
  }
  await out.settled()
}

const checkCommand = command(
  'check [files..]',
  'Check lines of test vectors: do the bytes decode to the value, and the value encode to the bytes?',
  (y) =>
    y
      .positional('files', {
        type: 'string',
        array: true,
        describe: 'Files with JSON lines of messages, frames or record batches; stdin if omitted'
      })
      .example('zcat messages.jsonl.gz | $0 frames check', 'prints what differs, and last `N of M`'),
  (args) => check(wordsOf(args.files), new Output())
)

const decodeCommand = command(
  'decode [hex..]',
  'Show the bytes of a request, a response or a message as JSON',
  (y) =>
    y
      .positional('hex', {
        type: 'string',
        array: true,
        describe: 'Hex digits; if omitted, one value per line of stdin'
      })
      .option('name', {
        alias: 'n',
        type: 'string',
        requiresArg: true,
        describe: 'The API of a response, or a message such as OffsetCommitKey'
      })
      .option('api-version', {
        alias: 'v',
        requiresArg: true,
        coerce: wholeNumber('--api-version', 0, 32_767),
        describe: 'The version of a response or message'
      })
      .option('response', { alias: 'r', type: 'boolean', default: false, describe: 'The bytes are a response' })
      .example('$0 frames decode 0000000e0012000000000007000474657374', 'a request names itself')
      .example('$0 frames decode -r -n ApiVersions -v 0 00000007002300000000', 'a response does not'),
  (args) => decode({ ...args, hex: wordsOf(args.hex) } as DecodeArguments, new Output())
)

export const commands: readonly Command[] = [checkCommand, decodeCommand]
