import { type ApiName, apis, encodeRequest, requestHeaderVersion } from '../../protocol/index.ts'
import { equal } from '../expect.ts'
import type { Trial } from '../trial.ts'

interface RawHeader {
  readonly apiKey: number
  readonly apiVersion: number
  readonly correlationId: number
  readonly clientId: string | null
}

/** A request frame of any API key and version, whose body is what the caller says. */
export function requestFrame(header: RawHeader, body: Uint8Array = Buffer.alloc(0)): Buffer {
  const id = header.clientId === null ? undefined : Buffer.from(header.clientId)
  const head = Buffer.alloc(10)
  head.writeInt16BE(header.apiKey, 0)
  head.writeInt16BE(header.apiVersion, 2)
  head.writeInt32BE(header.correlationId, 4)
  head.writeInt16BE(id?.length ?? -1, 8)
  const known = Object.values(apis).some((api) => api.key === header.apiKey)
  const flexible = known && requestHeaderVersion(header.apiKey, header.apiVersion) === 2
  return sized(Buffer.concat([head, id ?? Buffer.alloc(0), Buffer.alloc(flexible ? 1 : 0), body]))
}

/** Bytes behind their size. */
export function sized(bytes: Uint8Array): Buffer {
  const size = Buffer.alloc(4)
  size.writeInt32BE(bytes.length, 0)
  return Buffer.concat([size, bytes])
}

/** The bytes of a well-formed request, to be cut or changed. */
export function framed<K extends ApiName>(
  api: K,
  version: number,
  body: Parameters<typeof encodeRequest<K>>[3]
): Buffer {
  return Buffer.concat(encodeRequest(api, version, { correlationId: 1, clientId: 'ottla-verify' }, body))
}

/** The broker closes a connection on which these bytes came, without a word, and goes on to serve others. */
export async function deafClose(trial: Trial, ...chunks: readonly Uint8Array[]): Promise<void> {
  const client = await trial.connect()
  client.raw(...chunks)
  await client.frames.whenClosed()
  equal(client.frames.unreadFrames, 0, 'frames before the connection was closed')
  await stillServes(trial)
}

/** A fresh connection is answered. */
export async function stillServes(trial: Trial): Promise<void> {
  const other = await trial.connect()
  const { errorCode } = await other.call('ApiVersions', 0, {})
  equal(errorCode, 0, 'error on another connection afterwards')
}
