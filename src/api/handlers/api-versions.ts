import { features, finalizedFeatures } from '../../controller/index.ts'
import { type ApiVersionsResponseInput, errorCodes } from '../../protocol/index.ts'
import type { ServedApis } from '../capabilities.ts'
import type { Handler } from '../context.ts'

/** Software names and versions that clients may send (KIP-511). */
const softwarePattern = /^[a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?$/

/**
 * ApiVersions (18): lists the served APIs, straight from the handler table. v3 is flexible and carries the client's software; v4
 * allows a feature's minimum version to be 0. Source: KIP-35, KIP-511, KIP-584; kafka.server.KafkaApis#handleApiVersionsRequest.
 */
export const apiVersions: Handler<'ApiVersions'> = (request, context) => {
  const { connection, apiVersion } = context
  const names = [request.clientSoftwareName, request.clientSoftwareVersion]
  if (apiVersion >= 3 && !names.every((name) => softwarePattern.test(name))) {
    return { errorCode: errorCodes.INVALID_REQUEST, apiKeys: [] }
  }
  if (apiVersion >= 3) {
    connection.clientSoftwareName = request.clientSoftwareName
    connection.clientSoftwareVersion = request.clientSoftwareVersion
    context.knownClients.seen(connection, context.clientId)
  }
  return {
    errorCode: 0,
    apiKeys: apiKeysOf(context.apis),
    supportedFeatures: apiVersion >= 4 ? allSupported : supportedAboveZero,
    finalizedFeaturesEpoch: BigInt(context.image.revision),
    finalizedFeatures: finalizedFeatures(context.image).map(({ name, level }) => ({
      name,
      maxVersionLevel: level,
      minVersionLevel: level
    }))
  }
}

const allSupported = features.map(({ name, minVersion, maxVersion }) => ({ name, minVersion, maxVersion }))
const supportedAboveZero = allSupported.filter(({ minVersion }) => minVersion > 0)

type ApiKeys = NonNullable<ApiVersionsResponseInput['apiKeys']>

/** Every client sends this first on every connection, so the constant parts are built once. */
const apiKeysByTable = new WeakMap<ServedApis, ApiKeys>()

function apiKeysOf(table: ServedApis): ApiKeys {
  const known = apiKeysByTable.get(table)
  if (known !== undefined) return known
  const apiKeys = table.rows.map(({ key, min, max }) => ({ apiKey: key, minVersion: min, maxVersion: max }))
  apiKeysByTable.set(table, apiKeys)
  return apiKeys
}
