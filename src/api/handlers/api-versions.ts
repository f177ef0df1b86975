import { features } from '../../controller/index.ts'
import { apis, errorCodes } from '../../protocol/index.ts'
import type { Handler } from '../context.ts'

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
  }
  const apiKeys = Object.values(apis).flatMap(({ name, key }) => {
    const entry = broker.registry[name]
    return entry === undefined ? [] : [{ apiKey: key, minVersion: entry.min, maxVersion: entry.max }]
  })
  const offered = features.filter(({ minVersion }) => apiVersion >= 4 || minVersion > 0)
  return {
    errorCode: 0,
    apiKeys,
    throttleTimeMs: 0,
    supportedFeatures: offered.map(({ name, minVersion, maxVersion }) => ({ name, minVersion, maxVersion })),
    finalizedFeaturesEpoch: BigInt(broker.image.revision),
    finalizedFeatures: features
      .filter(({ level }) => level > 0)
      .map(({ name, level }) => ({ name, maxVersionLevel: level, minVersionLevel: level }))
  }
}
