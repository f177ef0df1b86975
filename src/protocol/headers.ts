/*
 * Frames: request and response headers, their versions for each API, and bodies of any API.
 * Never reads a socket, and never retains the bytes of a frame.
 */
import { DecodeError, messageWriter, Reader, stringBytes, type Writer } from '../wire/index.ts'
import type { ApiDescription } from './codec.ts'
import { type ApiName, apis, type RequestInputMap, type ResponseInputMap, type ResponseMap } from './generated/index.ts'

type Api = ApiDescription<ApiName, unknown, never, unknown, never>

/** The request header fields that the caller of a handler needs. */
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

/** 2 for flexible versions, 0 for ControlledShutdown v0, otherwise 1. */
export function requestHeaderVersion(key: number, version: number): number {
  const api = byKey[key]
  if (api !== undefined && version >= api.flexibleFrom) return 2
  return key === controlledShutdown && version === 0 ? 0 : 1
}

/** 1 for flexible versions, otherwise 0. ApiVersions responses always use 0, so that any client can read them (KIP-511). */
export function responseHeaderVersion(key: number, version: number): number {
  const api = byKey[key]
  return api !== undefined && key !== apiVersions && version >= api.flexibleFrom ? 1 : 0
}

/**
 * Reads the request header that follows the four size bytes, and leaves the reader at the start of the body.
 * For an unknown API or version, reads a version 1 header up to the client id, which is enough to send a response.
 * @throws DecodeError
 */
export function decodeRequestHeader(reader: Reader): RequestHead {
  const apiKey = reader.i16()
  const apiVersion = reader.i16()
  const headerVersion = requestHeaderVersion(apiKey, apiVersion)
  const correlationId = reader.i32()
  const clientId = headerVersion === 0 ? '' : reader.nullableString()
  if (headerVersion === 2) skipTags(reader)
  return { apiKey, apiVersion, correlationId, clientId }
}

/** Clients newer than this code may send tagged fields in the header; handlers never see them. */
function skipTags(reader: Reader): void {
  for (let left = reader.tagCount(); left > 0; left--) {
    reader.uvarint()
    reader.at = reader.tagEnd()
  }
}

/**
 * Reads a request body at the reader's position; `records` and bytes fields are views of the reader's bytes.
 * Ignores bytes after the body, as Kafka does.
 * @throws DecodeError, also for an API or version that does not exist.
 */
export function decodeRequestBody(key: number, version: number, reader: Reader): unknown {
  const api = byKey[key]
  if (api === undefined || version < api.minVersion || version > api.maxVersion) {
    throw new DecodeError('BAD_VERSION', 0, `API ${key} version ${version} does not exist`)
  }
  return api.request.decode(reader, version)
}

/** The part of a codec that encoding needs. The tables know the exact types; this file only passes values on. */
interface AnyCodec {
  size(value: unknown, version: number): number
  encode(writer: Writer, value: unknown, version: number): void
}

/** A writer for a frame whose size is already written. */
function frameWriter(codec: AnyCodec, value: unknown, version: number, headerBytes: number): Writer {
  const writer = messageWriter(codec, value, version, 4 + headerBytes)
  writer.i32(writer.wholeBytes - 4)
  return writer
}

/**
 * A complete response frame including its size, as chunks for one gathered write. Long `records` are the caller's own views.
 * @throws UnsupportedVersionError
 */
export function encodeResponse<K extends ApiName>(
  name: K,
  version: number,
  correlationId: number,
  value: ResponseInputMap[K]
): Uint8Array[] {
  const api = apis[name]
  const codec = api.response as unknown as AnyCodec
  const headerVersion = responseHeaderVersion(api.key, version)
  const writer = frameWriter(codec, value, version, 4 + headerVersion)
  writer.i32(correlationId)
  if (headerVersion === 1) writer.uvarint(0)
  codec.encode(writer, value, version)
  return writer.finish()
}

/** A complete request frame including its size, as chunks. @throws UnsupportedVersionError */
export function encodeRequest<K extends ApiName>(
  name: K,
  version: number,
  header: { readonly correlationId: number; readonly clientId: string | null },
  value: RequestInputMap[K]
): Uint8Array[] {
  const api = apis[name]
  const codec = api.request as unknown as AnyCodec
  const headerVersion = requestHeaderVersion(api.key, version)
  const { correlationId, clientId } = header
  const clientIdBytes = headerVersion === 0 ? 0 : 2 + (clientId === null ? 0 : stringBytes(clientId))
  const writer = frameWriter(codec, value, version, 8 + clientIdBytes + (headerVersion === 2 ? 1 : 0))
  writer.i16(api.key)
  writer.i16(version)
  writer.i32(correlationId)
  if (headerVersion > 0) writer.string(clientId)
  if (headerVersion === 2) writer.uvarint(0)
  codec.encode(writer, value, version)
  return writer.finish()
}

/** Reads a response. `frame` excludes the size; bytes fields in the result are views of it. @throws DecodeError */
export function decodeResponse<K extends ApiName>(
  name: K,
  version: number,
  frame: Uint8Array
): { readonly correlationId: number; readonly value: ResponseMap[K] } {
  const api = apis[name]
  const reader = new Reader(frame)
  const correlationId = reader.i32()
  if (responseHeaderVersion(api.key, version) === 1) skipTags(reader)
  const value = (api.response as { decode(r: Reader, v: number): unknown }).decode(reader, version) as ResponseMap[K]
  if (reader.at !== reader.end)
    reader.fail('TRAILING_BYTES', `${reader.end - reader.at} bytes after ${api.response.name}`)
  return { correlationId, value }
}
