// Generated from protocol-specs/data-EndTxnMarker.spec by scripts/generate.mjs. Do not edit.
import type { Reader, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface EndTxnMarker {
  coordinatorEpoch: number
}

export interface EndTxnMarkerInput {
  readonly coordinatorEpoch: number
}

export default function load(_wire: Wire) {
  function readEndTxnMarker(r: Reader, _v: number): EndTxnMarker {
    const coordinatorEpoch = r.i32()
    return { coordinatorEpoch }
  }

  function sizeEndTxnMarker(_o: EndTxnMarkerInput, _v: number): number {
    return 4
  }

  function writeEndTxnMarker(w: Writer, o: EndTxnMarkerInput, _v: number): void {
    const coordinatorEpoch = o.coordinatorEpoch
    w.i32(coordinatorEpoch)
  }

  const endTxnMarker: MessageCodec<EndTxnMarker, EndTxnMarkerInput> = {
    name: 'EndTxnMarker',
    minVersion: 0,
    maxVersion: 0,
    flexibleFrom: 32767,
    decode: readEndTxnMarker,
    encode: writeEndTxnMarker,
    size: sizeEndTxnMarker
  }

  return { endTxnMarker }
}
