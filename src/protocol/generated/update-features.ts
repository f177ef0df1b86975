// Generated from protocol-specs/57-UpdateFeatures.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface UpdateFeaturesRequestFeatureUpdate {
  feature: string
  maxVersionLevel: number
  allowDowngrade: boolean
  upgradeType: number
  unknownTags?: readonly UnknownTag[]
}

export interface UpdateFeaturesRequestFeatureUpdateInput {
  readonly feature: string
  readonly maxVersionLevel: number
  readonly allowDowngrade?: boolean | undefined
  readonly upgradeType?: number | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface UpdateFeaturesRequest {
  timeoutMs: number
  featureUpdates: UpdateFeaturesRequestFeatureUpdate[]
  validateOnly: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface UpdateFeaturesRequestInput {
  readonly timeoutMs?: number | undefined
  readonly featureUpdates: readonly UpdateFeaturesRequestFeatureUpdateInput[]
  readonly validateOnly?: boolean | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface UpdateFeaturesResponseFeature {
  feature: string
  errorCode: number
  errorMessage: string | null
  unknownTags?: readonly UnknownTag[]
}

export interface UpdateFeaturesResponseFeatureInput {
  readonly feature: string
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface UpdateFeaturesResponse {
  throttleTimeMs: number
  errorCode: number
  errorMessage: string | null
  results: UpdateFeaturesResponseFeature[]
  unknownTags?: readonly UnknownTag[]
}

export interface UpdateFeaturesResponseInput {
  readonly throttleTimeMs?: number | undefined
  readonly errorCode: number
  readonly errorMessage: string | null
  readonly results?: readonly UpdateFeaturesResponseFeatureInput[] | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readUpdateFeaturesRequestFeatureUpdate(r: Reader, v: number): UpdateFeaturesRequestFeatureUpdate {
    const feature = r.compactString()
    const maxVersionLevel = r.i16()
    let allowDowngrade: boolean
    if (!(v <= 0)) allowDowngrade = false
    else {
      allowDowngrade = r.bool()
    }
    let upgradeType: number
    if (!(v >= 1)) upgradeType = 1
    else {
      upgradeType = r.i8()
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: UpdateFeaturesRequestFeatureUpdate = { feature, maxVersionLevel, allowDowngrade, upgradeType }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUpdateFeaturesRequestFeatureUpdate(o: UpdateFeaturesRequestFeatureUpdateInput, v: number): number {
    let size$ = 2
    const feature = o.feature
    size$ += compactStringBytes(feature)
    const allowDowngrade = o.allowDowngrade ?? false
    if (v <= 0) {
      size$ += 1
    }
    if (!(v <= 0) && !(allowDowngrade === false)) unsupported('UpdateFeaturesRequestFeatureUpdate.allowDowngrade', v)
    const upgradeType = o.upgradeType ?? 1
    if (v >= 1) {
      size$ += 1
    }
    if (!(v >= 1) && !(upgradeType === 1)) unsupported('UpdateFeaturesRequestFeatureUpdate.upgradeType', v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeUpdateFeaturesRequestFeatureUpdate(w: Writer, o: UpdateFeaturesRequestFeatureUpdateInput, v: number): void {
    const feature = o.feature
    w.compactString(feature)
    const maxVersionLevel = o.maxVersionLevel
    w.i16(maxVersionLevel)
    if (v <= 0) {
      const allowDowngrade = o.allowDowngrade ?? false
      w.bool(allowDowngrade)
    }
    if (v >= 1) {
      const upgradeType = o.upgradeType ?? 1
      w.i8(upgradeType)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readUpdateFeaturesRequest(r: Reader, v: number): UpdateFeaturesRequest {
    const timeoutMs = r.i32()
    let featureUpdates: UpdateFeaturesRequestFeatureUpdate[]
    {
      const count$ = r.compactCount(5, 64)
      const list$ = new Array<UpdateFeaturesRequestFeatureUpdate>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readUpdateFeaturesRequestFeatureUpdate(r, v)
      featureUpdates = list$
    }
    let validateOnly: boolean
    if (!(v >= 1)) validateOnly = false
    else {
      validateOnly = r.bool()
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: UpdateFeaturesRequest = { timeoutMs, featureUpdates, validateOnly }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUpdateFeaturesRequest(o: UpdateFeaturesRequestInput, v: number): number {
    let size$ = 4
    const featureUpdates = o.featureUpdates
    size$ += uvarintBytes(featureUpdates.length + 1)
    for (const item of featureUpdates) size$ += sizeUpdateFeaturesRequestFeatureUpdate(item, v)
    const validateOnly = o.validateOnly ?? false
    if (v >= 1) {
      size$ += 1
    }
    if (!(v >= 1) && !(validateOnly === false)) unsupported('UpdateFeaturesRequest.validateOnly', v)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeUpdateFeaturesRequest(w: Writer, o: UpdateFeaturesRequestInput, v: number): void {
    const timeoutMs = o.timeoutMs ?? 60000
    w.i32(timeoutMs)
    const featureUpdates = o.featureUpdates
    w.uvarint(featureUpdates.length + 1)
    for (const item of featureUpdates) writeUpdateFeaturesRequestFeatureUpdate(w, item, v)
    if (v >= 1) {
      const validateOnly = o.validateOnly ?? false
      w.bool(validateOnly)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const updateFeaturesRequest: MessageCodec<UpdateFeaturesRequest, UpdateFeaturesRequestInput> = {
    name: 'UpdateFeaturesRequest',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 0,
    decode: readUpdateFeaturesRequest,
    encode: writeUpdateFeaturesRequest,
    size: sizeUpdateFeaturesRequest
  }

  function readUpdateFeaturesResponseFeature(r: Reader, _v: number): UpdateFeaturesResponseFeature {
    const feature = r.compactString()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: UpdateFeaturesResponseFeature = { feature, errorCode, errorMessage }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUpdateFeaturesResponseFeature(o: UpdateFeaturesResponseFeatureInput, _v: number): number {
    let size$ = 2
    const feature = o.feature
    size$ += compactStringBytes(feature)
    const errorMessage = o.errorMessage
    size$ += compactStringBytes(errorMessage)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeUpdateFeaturesResponseFeature(w: Writer, o: UpdateFeaturesResponseFeatureInput, _v: number): void {
    const feature = o.feature
    w.compactString(feature)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    w.compactString(errorMessage)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readUpdateFeaturesResponse(r: Reader, v: number): UpdateFeaturesResponse {
    const throttleTimeMs = r.i32()
    const errorCode = r.i16()
    const errorMessage = r.compactNullableString()
    let results: UpdateFeaturesResponseFeature[]
    if (!(v <= 1)) results = []
    else {
      {
        const count$ = r.compactCount(5, 56)
        const list$ = new Array<UpdateFeaturesResponseFeature>(count$)
        for (let i = 0; i < count$; i++) list$[i] = readUpdateFeaturesResponseFeature(r, v)
        results = list$
      }
    }
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: UpdateFeaturesResponse = { throttleTimeMs, errorCode, errorMessage, results }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeUpdateFeaturesResponse(o: UpdateFeaturesResponseInput, v: number): number {
    let size$ = 6
    const errorMessage = o.errorMessage
    size$ += compactStringBytes(errorMessage)
    const results = o.results ?? []
    if (v <= 1) {
      size$ += uvarintBytes(results.length + 1)
      for (const item of results) size$ += sizeUpdateFeaturesResponseFeature(item, v)
    }
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeUpdateFeaturesResponse(w: Writer, o: UpdateFeaturesResponseInput, v: number): void {
    const throttleTimeMs = o.throttleTimeMs ?? 0
    w.i32(throttleTimeMs)
    const errorCode = o.errorCode
    w.i16(errorCode)
    const errorMessage = o.errorMessage
    w.compactString(errorMessage)
    if (v <= 1) {
      const results = o.results ?? []
      w.uvarint(results.length + 1)
      for (const item of results) writeUpdateFeaturesResponseFeature(w, item, v)
    }
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  const updateFeaturesResponse: MessageCodec<UpdateFeaturesResponse, UpdateFeaturesResponseInput> = {
    name: 'UpdateFeaturesResponse',
    minVersion: 0,
    maxVersion: 2,
    flexibleFrom: 0,
    decode: readUpdateFeaturesResponse,
    encode: writeUpdateFeaturesResponse,
    size: sizeUpdateFeaturesResponse
  }

  return { updateFeaturesRequest, updateFeaturesResponse }
}
