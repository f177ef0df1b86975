import { DecodeError, Reader, type Writer, takeSplicedBytes, Writer as FrameWriter } from '../wire/index.ts'
import { type ApiName, type RequestInputMap, type ResponseInputMap, type ResponseMap, apis } from './generated/index.ts'
import { requestHeader } from './generated/header-request-header.ts'
import { responseHeader } from './generated/header-response-header.ts'
import type { ApiDescription } from './codec.ts'

export type Api = ApiDescription<ApiName, unknown, never, unknown, never>

/** What a handler's caller needs of a request header. */
export interface RequestHead {
  readonly apiKey: number
  readonly apiVersion: number
  readonly correlationId: number
  readonly clientId: string | null
}

const byKey: (Api | undefined)[] = []
for (const api of Object.values(apis)) byKey[api.key] = api as unknown as Api

export function apiByKey(key: number): Api | undefined {
  return byKey[key]
}

const controlledShutdown = apis.ControlledShutdown.key
const apiVersions = apis.ApiVersions.key

/** 2 for flexible versions, 1 for others, 0 for ControlledShutdown v0 alone. */
export function requestHeaderVersion(key: number, version: number): number {
  const api = byKey[key]
  if (api !== undefined && version >= api.flexibleFrom) return 2
  return key === controlledShutdown && version === 0 ? 0 : 1
}

/** 1 for flexible versions, 0 for others; ApiVersions always answers with 0, so that any client can read it (KIP-511). */
export function responseHeaderVersion(key: number, version: number): number {
  const api = byKey[key]
  return api !== undefined && key !== apiVersions && version >= api.flexibleFrom ? 1 : 0
}

/**
 * Reads the header of a request. `frame` is what follows the four size bytes. An unknown API or version is read with header 1
 * as far as its correlation id and client id go: that is all that an answer needs.
 * @throws DecodeError
 */
export function decodeRequestHeader(frame: Uint8Array): { readonly header: RequestHead; readonly bodyAt: number } {
  const reader = new Reader(frame)
  if (frame.length < 4) reader.fail('TRUNCATED', 'a frame too short for a request header')
  const apiKey = (((frame[0] as number) << 24) >> 16) | (frame[1] as number)
  const apiVersion = (((frame[2] as number) << 24) >> 16) | (frame[3] as number)
  const header = requestHeader.decode(reader, requestHeaderVersion(apiKey, apiVersion))
  return {
    header: { apiKey, apiVersion, correlationId: header.correlationId, clientId: header.clientId },
    bodyAt: reader.at
  }
}

/**
 * Reads a request body; `records` and bytes in it are views of `frame`.
 * @throws DecodeError, also for an API or version that does not exist and for bytes after the body.
 */
export function decodeRequestBody(key: number, version: number, frame: Uint8Array, at: number): unknown {
  const api = byKey[key]
  if (api === undefined || version < api.minVersion || version > api.maxVersion) {
    throw new DecodeError('BAD_VERSION', 0, `API ${key} version ${version} does not exist`)
  }
  const reader = new Reader(frame, at)
  const value = api.request.decode(reader, version)
  if (reader.at !== reader.end) reader.fail('TRAILING_BYTES', `${reader.end - reader.at} bytes after ${api.request.name}`)
  return value
}

function frameOf(size: number, write: (writer: Writer) => void): Uint8Array[] {
  const spliced = takeSplicedBytes()
  const writer = new FrameWriter(4 + size - spliced)
  writer.i32(size)
  write(writer)
  return writer.finish()
}

/**
 * A whole response frame with its size, as chunks for one gathered write. Long `records` are the caller's own views.
 * @throws UnsupportedVersionError
 */
export function encodeResponse<K extends ApiName>(
  name: K,
  version: number,
  correlationId: number,
  value: ResponseInputMap[K]
): Uint8Array[] {
  const api = apis[name]
  const codec = api.response as unknown as { size(v: unknown, n: number): number; encode(w: Writer, v: unknown, n: number): void }
  const headerVersion = responseHeaderVersion(api.key, version)
  takeSplicedBytes()
  const size = 4 + headerVersion + codec.size(value, version)
  return frameOf(size, (writer) => {
    writer.i32(correlationId)
    if (headerVersion === 1) writer.uvarint(0)
    codec.encode(writer, value, version)
  })
}

/** A whole request frame with its size, as chunks. @throws UnsupportedVersionError */
export function encodeRequest<K extends ApiName>(
  name: K,
  version: number,
  header: { readonly correlationId: number; readonly clientId: string | null },
  value: RequestInputMap[K]
): Uint8Array[] {
  const api = apis[name]
  const codec = api.request as unknown as { size(v: unknown, n: number): number; encode(w: Writer, v: unknown, n: number): void }
  const headerVersion = requestHeaderVersion(api.key, version)
  const headerValue = { requestApiKey: api.key, requestApiVersion: version, ...header }
  takeSplicedBytes()
  const size = requestHeader.size(headerValue, headerVersion) + codec.size(value, version)
  return frameOf(size, (writer) => {
    requestHeader.encode(writer, headerValue, headerVersion)
    codec.encode(writer, value, version)
  })
}

/** Reads a response; `frame` is what follows the size. Bytes in the value are views of it. @throws DecodeError */
export function decodeResponse<K extends ApiName>(
  name: K,
  version: number,
  frame: Uint8Array
): { readonly correlationId: number; readonly value: ResponseMap[K] } {
  const api = apis[name]
  const reader = new Reader(frame)
  const { correlationId } = responseHeader.decode(reader, responseHeaderVersion(api.key, version))
  const value = (api.response as { decode(r: Reader, v: number): unknown }).decode(reader, version) as ResponseMap[K]
  if (reader.at !== reader.end) reader.fail('TRAILING_BYTES', `${reader.end - reader.at} bytes after ${api.response.name}`)
  return { correlationId, value }
}
