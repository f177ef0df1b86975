/*
 * Implements `ottla frames`: checks golden vectors against the codecs, and decodes the bytes of a frame to JSON.
 * Pure functions from text to text.
 * Never throws for an invalid line or frame: returns a description of the problem.
 */
import { nearestName } from '../config/index.ts'
import {
  type ApiName,
  apiByKey,
  apis,
  messages,
  requestHeaderVersion,
  responseHeaderVersion
} from '../protocol/index.ts'
import { checkRecordLine } from '../records/index.ts'
import { DecodeError, encodeMessage, Reader } from '../wire/index.ts'
import { difference, isObject, type Json, masked, plain, tagsOf } from './json.ts'

interface TagLine {
  readonly path: string
  readonly tag: number
  readonly hex: string
}

interface MessageLine {
  readonly kind: string
  readonly name: string
  readonly version: number
  readonly key?: number
  readonly headerVersion?: number
  readonly header?: Json
  readonly headerUnknownTags?: readonly { readonly tag: number; readonly hex: string }[]
  readonly json: Json
  readonly unknownTags?: readonly TagLine[]
  readonly hex: string
}

/** Checks one line of either vector file. Returns null if its bytes decode to its value and encode back, else the difference. */
export function checkLine(text: string): string | null {
  let line: unknown
  try {
    line = JSON.parse(text)
  } catch (error) {
    return `not JSON: ${(error as Error).message}`
  }
  if (!isObject(line)) return 'not a JSON object'
  if ('magic' in line || 'produceError' in line) return checkRecordLine(line)
  const fault = faultOfShape(line)
  if (fault !== null) return fault
  try {
    return checkMessageLine(line as unknown as MessageLine)
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
  }
}

function faultOfShape(line: { readonly [field: string]: unknown }): string | null {
  if (typeof line.hex !== 'string' || !/^(?:[0-9a-f]{2})*$/i.test(line.hex)) return 'no hex'
  if (typeof line.name !== 'string') return 'neither a message (no name) nor a record line (no magic)'
  if (!messages.has(line.name)) return noMessage(line.name)
  if (typeof line.version !== 'number') return 'no version'
  return isObject(line.json) ? null : 'no json'
}

function checkMessageLine(line: MessageLine): string | null {
  const bytes = Buffer.from(line.hex, 'hex')
  const reader = new Reader(bytes)
  const parts: Part[] = []
  let problem: string | null = null
  if (line.kind === 'request-frame' || line.kind === 'response-frame') {
    const size = reader.i32()
    if (size !== bytes.length - 4) return `the frame announces ${size} bytes but has ${bytes.length - 4}`
    const name = line.kind === 'request-frame' ? 'RequestHeader' : 'ResponseHeader'
    const tags = line.headerUnknownTags?.map((each) => ({ path: '', ...each })) ?? []
    problem = checkPart(reader, { name, version: headerVersionOf(line), json: line.header ?? {}, tags }, parts)
  }
  problem ??= checkPart(reader, { ...line, tags: line.unknownTags ?? [] }, parts)
  if (problem !== null) return problem
  if (reader.remaining > 0) return `${reader.remaining} bytes after the message`
  const encoded = Buffer.concat(parts.map(encodePart)).toString('hex')
  const wanted = (line.kind.endsWith('-frame') ? line.hex.slice(8) : line.hex).toLowerCase()
  return encoded === wanted ? null : `encodes to ${encoded}`
}

function headerVersionOf(line: MessageLine): number {
  if (line.headerVersion !== undefined) return line.headerVersion
  const api = apis[line.name.replace(/(?:Request|Response)$/, '') as ApiName]
  return line.kind === 'request-frame'
    ? requestHeaderVersion(api.key, line.version)
    : responseHeaderVersion(api.key, line.version)
}

interface Part {
  readonly name: string
  readonly version: number
  readonly value: unknown
}

interface Expected {
  readonly name: string
  readonly version: number
  readonly json: Json
  readonly tags: readonly TagLine[]
}

/** Decodes one message. Only the fields that the line names are kept for encoding, so a line that lacks a field fails. */
function checkPart(reader: Reader, { name, version, json, tags }: Expected, parts: Part[]): string | null {
  const codec = messages.get(name)
  if (codec === undefined) return `unknown message ${name}`
  if (version < codec.minVersion || version > codec.maxVersion) return `${name} has no version ${version}`
  const value = codec.decode(reader, version)
  const problem = difference(plain(value), json, '') ?? differenceOfTags(tagsOf(value), tags)
  if (problem === null) parts.push({ name, version, value: masked(value, json) })
  return problem
}

const tagText = (tags: readonly TagLine[]) =>
  tags
    .map(({ path, tag, hex }) => `${path} ${tag}=${hex}`)
    .sort()
    .join(', ')

function differenceOfTags(got: readonly TagLine[], wanted: readonly TagLine[]): string | null {
  return tagText(got) === tagText(wanted) ? null : `unknown tags are [${tagText(got)}], not [${tagText(wanted)}]`
}

function encodePart({ name, version, value }: Part): Buffer {
  const codec = messages.get(name) as NonNullable<ReturnType<typeof messages.get>>
  return encodeMessage(codec, value, version)
}

/**
 * Checks lines as they arrive. Prints one line for each mismatch, then `N of M`, the number of matching lines.
 * Returns whether all match.
 */
export async function checkLines(
  lines: AsyncIterable<string> | Iterable<string>,
  print: (text: string) => void
): Promise<boolean> {
  let all = 0
  let good = 0
  let number = 0
  for await (const text of lines) {
    number++
    if (text.trim() === '') continue
    all++
    const problem = checkLine(text)
    if (problem === null) good++
    else print(`line ${number}${titleOf(text)}: ${problem}`)
  }
  print(`${good} of ${all}`)
  return good === all
}

function titleOf(text: string): string {
  const name = /"name":\s*"([^"]*)"/.exec(text)?.[1]
  const version = /"version":\s*(\d+)/.exec(text)?.[1]
  return (name === undefined ? '' : ` ${name}`) + (version === undefined ? '' : ` v${version}`)
}

interface DecodeOptions {
  /** Name of an API or a message, such as `Fetch` or `OffsetCommitKey`. Not needed for a request frame. */
  readonly name?: string | undefined
  readonly version?: number | undefined
  /** The bytes are a response to `name` at `version`. */
  readonly isResponse?: boolean | undefined
}

type Decoded = { readonly [field: string]: unknown }

/**
 * Decodes a request, a response (whose API and version must be given) or a bare message to a value for JSON. Returns a string that
 * explains the problem if it cannot. The size prefix is optional. 64-bit integers become strings, bytes become base64.
 */
export function decodeFrame(hex: string, options: DecodeOptions = {}): Decoded | string {
  const digits = hex.replace(/\s+|^0x/g, '')
  if (digits === '' || !/^[0-9a-f]*$/i.test(digits)) return 'not hex: only digits 0 to 9 and a to f are allowed'
  if (digits.length % 2 !== 0) return `not hex: expected an even number of digits, got ${digits.length}`
  const { name, isResponse = false } = options
  const unknown = name === undefined ? undefined : unknownMessage(name)
  if (unknown !== undefined) return unknown
  const bytes = Buffer.from(digits, 'hex')
  if (isResponse) return decodedAnswer(bytes, options)
  if (name !== undefined && messages.has(name)) return decoded(() => decodedMessage(new Reader(bytes), options))
  const sized = beginsWithSize(bytes)
  return (sized ? faultOfSize(bytes) : undefined) ?? decoded(() => decodedRequest(new Reader(bytes, sized ? 4 : 0)))
}

function decoded(decode: () => Decoded | string): Decoded | string {
  try {
    return decode()
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    const why = error.code === 'TRUNCATED' ? 'unexpected end of input; it is truncated, or has another version: ' : ''
    return `${why}${error.code}: ${error.message}`
  }
}

/** Decodes a response with or without a size prefix. If it is invalid either way, may explain how the size prefix is wrong. */
function decodedAnswer(bytes: Buffer, options: DecodeOptions): Decoded | string {
  const sized = bytes.length >= 4 && bytes.readInt32BE(0) === bytes.length - 4
  const result = decoded(() => decodedResponse(new Reader(bytes, sized ? 4 : 0), options))
  const isWhole = sized || (typeof result !== 'string' && result.bytesAfter === undefined)
  if (isWhole || bytes.length < 8) return result
  const size = bytes.readInt32BE(0)
  if (size < 4 || size > frameBytesMax) return result
  if (size <= bytes.length - 4) {
    const inside = decoded(() => decodedResponse(new Reader(bytes.subarray(0, size + 4), 4), options))
    return typeof inside === 'string' ? result : (faultOfSize(bytes) ?? result)
  }
  // A correlation id looks like a size, so report both interpretations.
  return typeof result === 'string' && /\(at byte \d+\)/.test(result)
    ? `${result}; if the first 4 bytes are a size, ${faultOfSize(bytes)}`
    : result
}

/** Default socket.request.max.bytes. A larger first number is not a size prefix. */
const frameBytesMax = 100 * 1024 * 1024
const bytesText = (count: number) => `${count} byte${count === 1 ? '' : 's'}`

/** Describes the mismatch between a size prefix and the bytes that follow it. */
function faultOfSize(bytes: Buffer): string | undefined {
  const size = bytes.readInt32BE(0)
  const there = bytes.length - 4
  if (size > there)
    return `truncated frame: it announces ${bytesText(size)} but has ${there}, so ${bytesText(size - there)} ${size - there === 1 ? 'is' : 'are'} missing`
  if (size < there)
    return `${bytesText(there - size)} too many: the frame announces ${bytesText(size)} but has ${there}`
  return undefined
}

/**
 * Whether a request has a size prefix. If the size does not match the bytes, the likelier interpretation wins: a known API, a valid
 * version, a printable client id.
 */
function beginsWithSize(bytes: Buffer): boolean {
  if (bytes.length < 8) return false
  const size = bytes.readInt32BE(0)
  if (size === bytes.length - 4) return true
  const asRequest = headerScore(bytes)
  const asFrame = size < 8 || size > frameBytesMax ? 0 : headerScore(bytes.subarray(4))
  // The first two bytes of a frame are nearly always 0, which also reads as a Produce request with the size as its version.
  return asFrame > 1 && asFrame + (size < 65_536 ? 1 : 0) > asRequest
}

/** How plausible the bytes are as a request header, which may be truncated. 0 means that they cannot be one. */
function headerScore(bytes: Buffer): number {
  const api = bytes.length < 4 ? undefined : apiByKey(bytes.readInt16BE(0))
  if (api === undefined) return 0
  const version = bytes.readInt16BE(2)
  const score = version >= api.minVersion && version <= api.maxVersion ? 2 : 1
  if (bytes.length < 10) return score
  const length = bytes.readInt16BE(8)
  const clientId = bytes.toString('latin1', 10, 10 + Math.max(0, length))
  if (length < -1 || !/^[ -~]*$/.test(clientId)) return 0
  return score + (clientId === '' ? 1 : 2)
}

/** Returns an error, with the nearest known name, if `name` is neither an API nor a message. */
export function unknownMessage(name: string): string | undefined {
  return Object.hasOwn(apis, name) || messages.has(name) ? undefined : noMessage(name)
}

function noMessage(name: string): string {
  const near = nearestName(name, [...Object.keys(apis), ...messages.keys()])
  return `unknown message ${name}${near === undefined ? '' : `; did you mean ${near}?`}`
}

const rest = (reader: Reader) => (reader.remaining === 0 ? {} : { bytesAfter: reader.remaining })
const tagsPart = (value: unknown) => {
  const tags = tagsOf(value)
  return tags.length === 0 ? {} : { unknownTags: tags }
}

function decodedRequest(reader: Reader): Decoded | string {
  if (reader.remaining < 8) return `too short for a request header: ${bytesText(reader.remaining)}`
  const key = reader.buffer.readInt16BE(reader.at)
  const version = reader.buffer.readInt16BE(reader.at + 2)
  const api = apiByKey(key)
  if (api === undefined) return `unknown API key ${key}; to decode a response or a message, give its name`
  if (version < api.minVersion || version > api.maxVersion) return `${api.name} has no version ${version}`
  const headerCodec = messages.get('RequestHeader')
  const header = headerCodec?.decode(reader, requestHeaderVersion(key, version))
  const body = api.request.decode(reader, version)
  return { api: api.name, version, header: plain(header), body: plain(body), ...tagsPart(body), ...rest(reader) }
}

function decodedResponse(reader: Reader, { name, version }: DecodeOptions): Decoded | string {
  const api = name !== undefined && Object.hasOwn(apis, name) ? apis[name as ApiName] : undefined
  if (api === undefined) return 'a response needs the name of its API'
  if (version === undefined) return `a ${api.name} response needs its version`
  if (version < api.minVersion || version > api.maxVersion) return `${api.name} has no version ${version}`
  const headerCodec = messages.get('ResponseHeader')
  const header = headerCodec?.decode(reader, responseHeaderVersion(api.key, version))
  const body: unknown = api.response.decode(reader, version)
  return { api: api.name, version, header: plain(header), body: plain(body), ...tagsPart(body), ...rest(reader) }
}

function decodedMessage(reader: Reader, { name = '', version }: DecodeOptions): Decoded | string {
  const codec = messages.get(name)
  if (codec === undefined) return `unknown message ${name}`
  if (version === undefined) return `${name} needs a version`
  if (version < codec.minVersion || version > codec.maxVersion) return `${name} has no version ${version}`
  const body = codec.decode(reader, version)
  return { message: name, version, body: plain(body), ...tagsPart(body), ...rest(reader) }
}
