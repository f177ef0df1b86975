/*
 * Owns the way from a frame to a reply: header, table of APIs, typed request, handler, encoded response.
 * Called by connection.ts for each frame. Never touches a socket and keeps no state between requests.
 */
import type { Broker, ConnectionContext, RequestContext } from '../broker/index.ts'
import {
  type ApiName,
  apiByKey,
  apis,
  decodeRequestBody,
  decodeRequestHeader,
  decodeResponse,
  encodeResponse,
  errorCodes,
  type RequestHead
} from '../protocol/index.ts'
import { DecodeError } from '../wire/index.ts'

/** What goes to the socket; null: no answer. `sent` runs when the kernel has it. */
export interface Reply {
  readonly chunks: Uint8Array[] | null
  readonly sent: (() => void) | undefined
}

/** The connection has to be closed, and why: what Kafka does with a request that it cannot read. */
export class BadRequest extends Error {}

export interface Taken {
  readonly apiName: string
  /** True when the next frame may be taken before this one is answered: its ordered part is done. */
  readonly mayOverlap: boolean
  readonly reply: Reply | Promise<Reply>
}

type AnyHandler = (request: unknown, context: RequestContext) => unknown

const apiVersionsKey = apis.ApiVersions.key
const produceKey = apis.Produce.key

/** An ApiVersions request of a version that we lack is answered in version 0 with our range, so that the client can step down (KIP-511). */
function unsupportedApiVersions(broker: Broker, header: RequestHead): Reply {
  const entry = broker.registry.ApiVersions
  const range = { apiKey: apiVersionsKey, minVersion: entry?.min ?? 0, maxVersion: entry?.max ?? 0 }
  const value = { errorCode: errorCodes.UNSUPPORTED_VERSION, apiKeys: [range] }
  return { chunks: encodeResponse('ApiVersions', 0, header.correlationId, value), sent: undefined }
}

/** Takes one frame. `frame` is a view that is valid during this call. @throws BadRequest */
export function takeRequest(broker: Broker, connection: ConnectionContext, frame: Buffer): Taken {
  try {
    const { header, bodyAt } = decodeRequestHeader(frame)
    const api = apiByKey(header.apiKey)
    const entry = api === undefined ? undefined : broker.registry[api.name]
    if (api === undefined || entry === undefined) throw new BadRequest(`API key ${header.apiKey} is not served here`)
    if (header.apiVersion < entry.min || header.apiVersion > entry.max) {
      if (header.apiKey !== apiVersionsKey) {
        throw new BadRequest(
          `${api.name} version ${header.apiVersion} is not served here (${entry.min} to ${entry.max} are)`
        )
      }
      return { apiName: api.name, mayOverlap: false, reply: unsupportedApiVersions(broker, header) }
    }
    const isProduce = header.apiKey === produceKey
    // Only Produce uses its bytes before its handler returns; whatever else keeps a view keeps it of a copy.
    const bytes = isProduce ? frame : Buffer.from(frame)
    const request = decodeRequestBody(header.apiKey, header.apiVersion, bytes, bodyAt)
    const reply = answer(broker, connection, header, api.name, entry.handler as unknown as AnyHandler, request)
    return { apiName: api.name, mayOverlap: isProduce, reply }
  } catch (error) {
    if (error instanceof DecodeError) throw new BadRequest(`a request that cannot be read: ${error.message}`)
    throw error
  }
}

function answer(
  broker: Broker,
  connection: ConnectionContext,
  header: RequestHead,
  name: ApiName,
  handler: AnyHandler,
  request: unknown
): Reply | Promise<Reply> {
  const sentCallbacks: (() => void)[] = []
  const context: RequestContext = {
    broker,
    env: broker.env,
    apiVersion: header.apiVersion,
    clientId: header.clientId,
    connection,
    onSent: (run) => void sentCallbacks.push(run)
  }
  const sent = () => {
    for (const run of sentCallbacks) run()
  }
  const encode = (value: unknown): Reply => {
    if (value === null || value === undefined) {
      sent()
      return { chunks: null, sent: undefined }
    }
    try {
      const chunks = encodeResponse(name, header.apiVersion, header.correlationId, value as never)
      return { chunks, sent: sentCallbacks.length === 0 ? undefined : sent }
    } catch (error) {
      return defect(error)
    }
  }
  /** A defect of ours: the stack goes to the log, and the client is not left waiting. @throws BadRequest */
  const defect = (error: unknown): Reply => {
    sent()
    broker.log.error(`${name} v${header.apiVersion} from ${connection.remoteHost} failed`, {
      stack: error instanceof Error ? error.stack : String(error)
    })
    const chunks = serverErrorAnswer(name, header)
    if (chunks === undefined) throw new BadRequest(`${name} failed`)
    return { chunks, sent: undefined }
  }
  let value: unknown
  try {
    value = handler(request, context)
  } catch (error) {
    return defect(error)
  }
  return value instanceof Promise ? value.then(encode, defect) : encode(value)
}

/** UNKNOWN_SERVER_ERROR, where the whole answer has a place for an error; undefined where every part has its own. */
function serverErrorAnswer(name: ApiName, { apiVersion, correlationId }: RequestHead): Uint8Array[] | undefined {
  const errorCode = errorCodes.UNKNOWN_SERVER_ERROR
  try {
    const chunks = encodeResponse(name, apiVersion, correlationId, { errorCode } as never)
    const { value } = decodeResponse(name, apiVersion, Buffer.concat(chunks).subarray(4))
    return (value as { readonly errorCode?: number }).errorCode === errorCode ? chunks : undefined
  } catch {
    return undefined
  }
}
