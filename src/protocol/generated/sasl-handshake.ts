// Generated from protocol-specs/17-SaslHandshake.spec by scripts/generate.mjs. Do not edit.
import type { Reader, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface SaslHandshakeRequest {
  mechanism: string
}

export interface SaslHandshakeRequestInput {
  readonly mechanism: string
}

export interface SaslHandshakeResponse {
  errorCode: number
  mechanisms: string[]
}

export interface SaslHandshakeResponseInput {
  readonly errorCode: number
  readonly mechanisms: readonly string[]
}

export default function load({ stringBytes }: Wire) {
  function readSaslHandshakeRequest(r: Reader, _v: number): SaslHandshakeRequest {
    const mechanism = r.string()
    return { mechanism }
  }

  function sizeSaslHandshakeRequest(o: SaslHandshakeRequestInput, _v: number): number {
    let size$ = 0
    const mechanism = o.mechanism
    size$ += 2 + stringBytes(mechanism)
    return size$
  }

  function writeSaslHandshakeRequest(w: Writer, o: SaslHandshakeRequestInput, _v: number): void {
    const mechanism = o.mechanism
    w.string(mechanism)
  }

  const saslHandshakeRequest: MessageCodec<SaslHandshakeRequest, SaslHandshakeRequestInput> = {
    name: 'SaslHandshakeRequest',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 32767,
    decode: readSaslHandshakeRequest,
    encode: writeSaslHandshakeRequest,
    size: sizeSaslHandshakeRequest
  }

  function readSaslHandshakeResponse(r: Reader, _v: number): SaslHandshakeResponse {
    const errorCode = r.i16()
    let mechanisms: string[]
    {
      const count$ = r.count(2, 8)
      const list$ = new Array<string>(count$)
      for (let i = 0; i < count$; i++) list$[i] = r.string()
      mechanisms = list$
    }
    return { errorCode, mechanisms }
  }

  function sizeSaslHandshakeResponse(o: SaslHandshakeResponseInput, _v: number): number {
    let size$ = 2
    const mechanisms = o.mechanisms
    size$ += 4
    for (const item of mechanisms) size$ += 2 + stringBytes(item)
    return size$
  }

  function writeSaslHandshakeResponse(w: Writer, o: SaslHandshakeResponseInput, _v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const mechanisms = o.mechanisms
    w.i32(mechanisms.length)
    for (const item of mechanisms) w.string(item)
  }

  const saslHandshakeResponse: MessageCodec<SaslHandshakeResponse, SaslHandshakeResponseInput> = {
    name: 'SaslHandshakeResponse',
    minVersion: 0,
    maxVersion: 1,
    flexibleFrom: 32767,
    decode: readSaslHandshakeResponse,
    encode: writeSaslHandshakeResponse,
    size: sizeSaslHandshakeResponse
  }

  return { saslHandshakeRequest, saslHandshakeResponse }
}
