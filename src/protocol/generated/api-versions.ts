// Generated from protocol-specs/18-ApiVersions.spec by scripts/generate.mjs. Do not edit.
import type { Reader, UnknownTag, Writer } from '../../wire/index.ts'
import type { MessageCodec, Wire } from '../codec.ts'

export interface ApiVersionsRequest {
  clientSoftwareName: string
  clientSoftwareVersion: string
  unknownTags?: readonly UnknownTag[]
}

export interface ApiVersionsRequestInput {
  readonly clientSoftwareName?: string | undefined
  readonly clientSoftwareVersion?: string | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ApiVersionsResponseApiKey {
  apiKey: number
  minVersion: number
  maxVersion: number
  unknownTags?: readonly UnknownTag[]
}

export interface ApiVersionsResponseApiKeyInput {
  readonly apiKey: number
  readonly minVersion: number
  readonly maxVersion: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ApiVersionsResponseSupportedFeature {
  name: string
  minVersion: number
  maxVersion: number
  unknownTags?: readonly UnknownTag[]
}

export interface ApiVersionsResponseSupportedFeatureInput {
  readonly name: string
  readonly minVersion: number
  readonly maxVersion: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ApiVersionsResponseFinalizedFeature {
  name: string
  maxVersionLevel: number
  minVersionLevel: number
  unknownTags?: readonly UnknownTag[]
}

export interface ApiVersionsResponseFinalizedFeatureInput {
  readonly name: string
  readonly maxVersionLevel: number
  readonly minVersionLevel: number
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export interface ApiVersionsResponse {
  errorCode: number
  apiKeys: ApiVersionsResponseApiKey[]
  throttleTimeMs: number
  supportedFeatures: ApiVersionsResponseSupportedFeature[]
  finalizedFeaturesEpoch: bigint
  finalizedFeatures: ApiVersionsResponseFinalizedFeature[]
  zkMigrationReady: boolean
  unknownTags?: readonly UnknownTag[]
}

export interface ApiVersionsResponseInput {
  readonly errorCode: number
  readonly apiKeys: readonly ApiVersionsResponseApiKeyInput[]
  readonly throttleTimeMs?: number | undefined
  readonly supportedFeatures?: readonly ApiVersionsResponseSupportedFeatureInput[] | undefined
  readonly finalizedFeaturesEpoch?: bigint | undefined
  readonly finalizedFeatures?: readonly ApiVersionsResponseFinalizedFeatureInput[] | undefined
  readonly zkMigrationReady?: boolean | undefined
  readonly unknownTags?: readonly UnknownTag[] | undefined
}

export default function load({ compactStringBytes, tagBytes, unsupported, uvarintBytes, writeTags }: Wire) {
  function readApiVersionsRequest(r: Reader, v: number): ApiVersionsRequest {
    let clientSoftwareName: string
    if (!(v >= 3)) clientSoftwareName = ''
    else {
      clientSoftwareName = r.compactString()
    }
    let clientSoftwareVersion: string
    if (!(v >= 3)) clientSoftwareVersion = ''
    else {
      clientSoftwareVersion = r.compactString()
    }
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ApiVersionsRequest = { clientSoftwareName, clientSoftwareVersion }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeApiVersionsRequest(o: ApiVersionsRequestInput, v: number): number {
    let size$ = 0
    const clientSoftwareName = o.clientSoftwareName ?? ''
    if (v >= 3) {
      size$ += compactStringBytes(clientSoftwareName)
    }
    const clientSoftwareVersion = o.clientSoftwareVersion ?? ''
    if (v >= 3) {
      size$ += compactStringBytes(clientSoftwareVersion)
    }
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeApiVersionsRequest(w: Writer, o: ApiVersionsRequestInput, v: number): void {
    if (v >= 3) {
      const clientSoftwareName = o.clientSoftwareName ?? ''
      w.compactString(clientSoftwareName)
    }
    if (v >= 3) {
      const clientSoftwareVersion = o.clientSoftwareVersion ?? ''
      w.compactString(clientSoftwareVersion)
    }
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  const apiVersionsRequest: MessageCodec<ApiVersionsRequest, ApiVersionsRequestInput> = {
    name: 'ApiVersionsRequest',
    minVersion: 0,
    maxVersion: 4,
    flexibleFrom: 3,
    decode: readApiVersionsRequest,
    encode: writeApiVersionsRequest,
    size: sizeApiVersionsRequest
  }

  function readApiVersionsResponseApiKey(r: Reader, v: number): ApiVersionsResponseApiKey {
    const apiKey = r.i16()
    const minVersion = r.i16()
    const maxVersion = r.i16()
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
      }
    }
    const value$: ApiVersionsResponseApiKey = { apiKey, minVersion, maxVersion }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeApiVersionsResponseApiKey(o: ApiVersionsResponseApiKeyInput, v: number): number {
    let size$ = 6
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function writeApiVersionsResponseApiKey(w: Writer, o: ApiVersionsResponseApiKeyInput, v: number): void {
    const apiKey = o.apiKey
    w.i16(apiKey)
    const minVersion = o.minVersion
    w.i16(minVersion)
    const maxVersion = o.maxVersion
    w.i16(maxVersion)
    if (v >= 3) {
      if (o.unknownTags === undefined) w.uvarint(0)
      else {
        w.uvarint(o.unknownTags.length)
        writeTags(w, o.unknownTags)
      }
    }
  }

  function readApiVersionsResponseSupportedFeature(r: Reader, _v: number): ApiVersionsResponseSupportedFeature {
    const name = r.compactString()
    const minVersion = r.i16()
    const maxVersion = r.i16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ApiVersionsResponseSupportedFeature = { name, minVersion, maxVersion }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeApiVersionsResponseSupportedFeature(o: ApiVersionsResponseSupportedFeatureInput, _v: number): number {
    let size$ = 4
    const name = o.name
    size$ += compactStringBytes(name)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeApiVersionsResponseSupportedFeature(w: Writer, o: ApiVersionsResponseSupportedFeatureInput, _v: number): void {
    const name = o.name
    w.compactString(name)
    const minVersion = o.minVersion
    w.i16(minVersion)
    const maxVersion = o.maxVersion
    w.i16(maxVersion)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readApiVersionsResponseFinalizedFeature(r: Reader, _v: number): ApiVersionsResponseFinalizedFeature {
    const name = r.compactString()
    const maxVersionLevel = r.i16()
    const minVersionLevel = r.i16()
    let unknownTags: UnknownTag[] | undefined
    for (let left = r.tagCount(); left > 0; left--) {
      const tag$ = r.uvarint()
      const end$ = r.tagEnd()
      ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
    }
    const value$: ApiVersionsResponseFinalizedFeature = { name, maxVersionLevel, minVersionLevel }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeApiVersionsResponseFinalizedFeature(o: ApiVersionsResponseFinalizedFeatureInput, _v: number): number {
    let size$ = 4
    const name = o.name
    size$ += compactStringBytes(name)
    let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
    size$ += uvarintBytes(tags$)
    if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    return size$
  }

  function writeApiVersionsResponseFinalizedFeature(w: Writer, o: ApiVersionsResponseFinalizedFeatureInput, _v: number): void {
    const name = o.name
    w.compactString(name)
    const maxVersionLevel = o.maxVersionLevel
    w.i16(maxVersionLevel)
    const minVersionLevel = o.minVersionLevel
    w.i16(minVersionLevel)
    if (o.unknownTags === undefined) w.uvarint(0)
    else {
      w.uvarint(o.unknownTags.length)
      writeTags(w, o.unknownTags)
    }
  }

  function readApiVersionsResponse(r: Reader, v: number): ApiVersionsResponse {
    const errorCode = r.i16()
    let apiKeys: ApiVersionsResponseApiKey[]
    {
      const count$ = (v >= 3 ? r.compactCount(6, 56) : r.count(6, 56))
      const list$ = new Array<ApiVersionsResponseApiKey>(count$)
      for (let i = 0; i < count$; i++) list$[i] = readApiVersionsResponseApiKey(r, v)
      apiKeys = list$
    }
    let throttleTimeMs: number
    if (!(v >= 1)) throttleTimeMs = 0
    else {
      throttleTimeMs = r.i32()
    }
    let supportedFeatures: ApiVersionsResponseSupportedFeature[] = []
    let finalizedFeaturesEpoch: bigint = -1n
    let finalizedFeatures: ApiVersionsResponseFinalizedFeature[] = []
    let zkMigrationReady: boolean = false
    let unknownTags: UnknownTag[] | undefined
    if (v >= 3) {
      for (let left = r.tagCount(); left > 0; left--) {
        const tag$ = r.uvarint()
        const end$ = r.tagEnd()
        switch (tag$) {
          case 0: {
            {
              const count$ = r.compactCount(6, 56)
              const list$ = new Array<ApiVersionsResponseSupportedFeature>(count$)
              for (let i = 0; i < count$; i++) list$[i] = readApiVersionsResponseSupportedFeature(r, v)
              supportedFeatures = list$
            }
            break
          }
          case 1: {
            finalizedFeaturesEpoch = r.i64()
            break
          }
          case 2: {
            {
              const count$ = r.compactCount(6, 56)
              const list$ = new Array<ApiVersionsResponseFinalizedFeature>(count$)
              for (let i = 0; i < count$; i++) list$[i] = readApiVersionsResponseFinalizedFeature(r, v)
              finalizedFeatures = list$
            }
            break
          }
          case 3: {
            zkMigrationReady = r.bool()
            break
          }
          default:
            ;(unknownTags ??= []).push(r.unknownTag(tag$, end$))
        }
        if (r.at !== end$) r.fail('BAD_TAG', `tag ${tag$} ends ${end$ - r.at} bytes after its value`)
      }
    }
    const value$: ApiVersionsResponse = { errorCode, apiKeys, throttleTimeMs, supportedFeatures, finalizedFeaturesEpoch, finalizedFeatures, zkMigrationReady }
    if (unknownTags !== undefined) value$.unknownTags = unknownTags
    return value$
  }

  function sizeApiVersionsResponse(o: ApiVersionsResponseInput, v: number): number {
    let size$ = 2
    const apiKeys = o.apiKeys
    size$ += (v >= 3 ? uvarintBytes(apiKeys.length + 1) : 4)
    for (const item of apiKeys) size$ += sizeApiVersionsResponseApiKey(item, v)
    if (v >= 1) {
      size$ += 4
    }
    const supportedFeatures = o.supportedFeatures ?? []
    const finalizedFeaturesEpoch = o.finalizedFeaturesEpoch ?? -1n
    const finalizedFeatures = o.finalizedFeatures ?? []
    const zkMigrationReady = o.zkMigrationReady ?? false
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      if (!((supportedFeatures !== null && supportedFeatures.length === 0))) {
        tags$++
        size$ += tagBytes(0, sizeTagApiVersionsResponseSupportedFeatures(supportedFeatures, v))
      }
      if (!(finalizedFeaturesEpoch === -1n)) {
        tags$++
        size$ += tagBytes(1, sizeTagApiVersionsResponseFinalizedFeaturesEpoch(finalizedFeaturesEpoch, v))
      }
      if (!((finalizedFeatures !== null && finalizedFeatures.length === 0))) {
        tags$++
        size$ += tagBytes(2, sizeTagApiVersionsResponseFinalizedFeatures(finalizedFeatures, v))
      }
      if (!(zkMigrationReady === false)) {
        tags$++
        size$ += tagBytes(3, sizeTagApiVersionsResponseZkMigrationReady(zkMigrationReady, v))
      }
      size$ += uvarintBytes(tags$)
      if (o.unknownTags !== undefined) for (const each of o.unknownTags) size$ += tagBytes(each.tag, each.bytes.length)
    } else if (o.unknownTags !== undefined && o.unknownTags.length > 0) unsupported('unknown tags', v)
    return size$
  }

  function sizeTagApiVersionsResponseSupportedFeatures(supportedFeatures: readonly ApiVersionsResponseSupportedFeatureInput[], v: number): number {
    let size$ = 0
    size$ += uvarintBytes(supportedFeatures.length + 1)
    for (const item of supportedFeatures) size$ += sizeApiVersionsResponseSupportedFeature(item, v)
    return size$
  }

  function sizeTagApiVersionsResponseFinalizedFeaturesEpoch(_finalizedFeaturesEpoch: bigint, _v: number): number {
    let size$ = 0
    size$ += 8
    return size$
  }

  function sizeTagApiVersionsResponseFinalizedFeatures(finalizedFeatures: readonly ApiVersionsResponseFinalizedFeatureInput[], v: number): number {
    let size$ = 0
    size$ += uvarintBytes(finalizedFeatures.length + 1)
    for (const item of finalizedFeatures) size$ += sizeApiVersionsResponseFinalizedFeature(item, v)
    return size$
  }

  function sizeTagApiVersionsResponseZkMigrationReady(_zkMigrationReady: boolean, _v: number): number {
    let size$ = 0
    size$ += 1
    return size$
  }

  function writeApiVersionsResponse(w: Writer, o: ApiVersionsResponseInput, v: number): void {
    const errorCode = o.errorCode
    w.i16(errorCode)
    const apiKeys = o.apiKeys
    ;(v >= 3 ? w.uvarint(apiKeys.length + 1) : w.i32(apiKeys.length))
    for (const item of apiKeys) writeApiVersionsResponseApiKey(w, item, v)
    if (v >= 1) {
      const throttleTimeMs = o.throttleTimeMs ?? 0
      w.i32(throttleTimeMs)
    }
    if (v >= 3) {
      let tags$ = o.unknownTags === undefined ? 0 : o.unknownTags.length
      const supportedFeaturesTag = o.supportedFeatures ?? []
      const hasSupportedFeatures = !((supportedFeaturesTag !== null && supportedFeaturesTag.length === 0))
      if (hasSupportedFeatures) tags$++
      const finalizedFeaturesEpochTag = o.finalizedFeaturesEpoch ?? -1n
      const hasFinalizedFeaturesEpoch = !(finalizedFeaturesEpochTag === -1n)
      if (hasFinalizedFeaturesEpoch) tags$++
      const finalizedFeaturesTag = o.finalizedFeatures ?? []
      const hasFinalizedFeatures = !((finalizedFeaturesTag !== null && finalizedFeaturesTag.length === 0))
      if (hasFinalizedFeatures) tags$++
      const zkMigrationReadyTag = o.zkMigrationReady ?? false
      const hasZkMigrationReady = !(zkMigrationReadyTag === false)
      if (hasZkMigrationReady) tags$++
      w.uvarint(tags$)
      if (hasSupportedFeatures) {
        w.uvarint(0)
        w.uvarint(sizeTagApiVersionsResponseSupportedFeatures(supportedFeaturesTag, v))
        w.uvarint(supportedFeaturesTag.length + 1)
        for (const item of supportedFeaturesTag) writeApiVersionsResponseSupportedFeature(w, item, v)
      }
      if (hasFinalizedFeaturesEpoch) {
        w.uvarint(1)
        w.uvarint(sizeTagApiVersionsResponseFinalizedFeaturesEpoch(finalizedFeaturesEpochTag, v))
        w.i64(finalizedFeaturesEpochTag)
      }
      if (hasFinalizedFeatures) {
        w.uvarint(2)
        w.uvarint(sizeTagApiVersionsResponseFinalizedFeatures(finalizedFeaturesTag, v))
        w.uvarint(finalizedFeaturesTag.length + 1)
        for (const item of finalizedFeaturesTag) writeApiVersionsResponseFinalizedFeature(w, item, v)
      }
      if (hasZkMigrationReady) {
        w.uvarint(3)
        w.uvarint(sizeTagApiVersionsResponseZkMigrationReady(zkMigrationReadyTag, v))
        w.bool(zkMigrationReadyTag)
      }
      if (o.unknownTags !== undefined) writeTags(w, o.unknownTags)
    }
  }

  const apiVersionsResponse: MessageCodec<ApiVersionsResponse, ApiVersionsResponseInput> = {
    name: 'ApiVersionsResponse',
    minVersion: 0,
    maxVersion: 4,
    flexibleFrom: 3,
    decode: readApiVersionsResponse,
    encode: writeApiVersionsResponse,
    size: sizeApiVersionsResponse
  }

  return { apiVersionsRequest, apiVersionsResponse }
}
