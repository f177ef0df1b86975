import { features } from '../../controller/index.ts'
import { type ApiVersionsResponseInput, apis, errorCodes } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'
import type { Registry } from '../table.ts'

/** Names and versions as clients may send them (KIP-511). */
const softwarePattern = /^[a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?$/

/**
 * ApiVersions (18): what is served here, straight from the table of handlers. v3 is flexible and tells who asks; v4 lets a
 * feature's lowest version be 0. Source: KIP-35, KIP-511, KIP-584; kafka.server.KafkaApis#handleApiVersionsRequest.
 */
export const apiVersions: Handler<'ApiVersions'> = (request, context) => {
  const { connection, broker, apiVersion } = context
  const names = [request.clientSoftwareName, request.clientSoftwareVersion]
  if (apiVersion >= 3 && !names.every((name) => softwarePattern.test(name))) {
    return { errorCode: errorCodes.INVALID_REQUEST, apiKeys: [] }
  }
  if (apiVersion >= 3) {
    connection.clientSoftwareName = request.clientSoftwareName
    connection.clientSoftwareVersion = request.clientSoftwareVersion
    broker.knownClients.seen(connection, context.clientId)
  }
  return {
    errorCode: 0,
    apiKeys: apiKeysOf(broker.registry),
    throttleTimeMs: 0,
    supportedFeatures: apiVersion >= 4 ? allSupported : supportedAboveZero,
    finalizedFeaturesEpoch: BigInt(broker.image.revision),
    finalizedFeatures
  }
}

const allSupported = features.map(({ name, minVersion, maxVersion }) => ({ name, minVersion, maxVersion }))
const supportedAboveZero = allSupported.filter(({ minVersion }) => minVersion > 0)
const finalizedFeatures = features
  .filter(({ level }) => level > 0)
  .map(({ name, level }) => ({ name, maxVersionLevel: level, minVersionLevel: level }))

type ApiKeys = NonNullable<ApiVersionsResponseInput['apiKeys']>

/** Every client asks this first, on each of its connections: what does not change is made once. */
const apiKeysByRegistry = new WeakMap<Registry, ApiKeys>()

function apiKeysOf(registry: Registry): ApiKeys {
  const known = apiKeysByRegistry.get(registry)
  if (known !== undefined) return known
  const apiKeys = Object.values(apis).flatMap(({ name, key }) => {
    const entry = registry[name]
    return entry === undefined ? [] : [{ apiKey: key, minVersion: entry.min, maxVersion: entry.max }]
  })
  apiKeysByRegistry.set(registry, apiKeys)
  return apiKeys
}
