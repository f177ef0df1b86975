/*
 * The cluster's features and changes of their levels (KIP-584).
 */
import { type ApiVersionsResponse, errorCodes } from '../../protocol/index.ts'
import { brokerError, type Cluster } from './cluster.ts'

/** ApiVersions v3 includes features (KIP-584); older brokers have none. */
const featuresVersion = 3

export interface Feature {
  readonly feature: string
  /** The finalized level; null if the feature is not in use. */
  readonly level: number | null
  readonly minVersion: number
  readonly maxVersion: number
}

/** @throws CliError */
export async function versionsOf(cluster: Cluster): Promise<ApiVersionsResponse> {
  const broker = await cluster.any()
  const hasFeatures = broker.versionOf('ApiVersions') >= featuresVersion
  const client = hasFeatures ? { clientSoftwareName: 'ottla-cli', clientSoftwareVersion: '1' } : {}
  const answer = await broker.call('ApiVersions', client)
  if (answer.errorCode !== errorCodes.NONE) throw brokerError('API versions', answer.errorCode)
  return answer
}

export function featuresOf({ supportedFeatures = [], finalizedFeatures = [] }: ApiVersionsResponse): Feature[] {
  const levels = new Map(finalizedFeatures.map(({ name, maxVersionLevel }) => [name, maxVersionLevel]))
  return supportedFeatures
    .map(({ name, minVersion, maxVersion }) => ({
      feature: name,
      level: levels.get(name) ?? null,
      minVersion,
      maxVersion
    }))
    .sort((a, b) => (a.feature < b.feature ? -1 : 1))
}

export interface LevelChange {
  readonly feature: string
  /** 0 disables the feature. */
  readonly level: number
}

interface ChangeOptions {
  readonly dryRun: boolean
  /** Lower it even if metadata is lost. */
  readonly isUnsafe: boolean
}

/** Kafka's FeatureUpdate.UpgradeType. */
const upgrade = 1
const safeDowngrade = 2
const unsafeDowngrade = 3
/** UpdateFeatures supports dry runs from this version on. */
const dryRunVersion = 1

/** Changes all of them, or none. @throws CliError */
export async function changeLevels(
  cluster: Cluster,
  changes: readonly LevelChange[],
  { dryRun, isUnsafe }: ChangeOptions
): Promise<void> {
  const now = new Map(featuresOf(await versionsOf(cluster)).map(({ feature, level }) => [feature, level ?? 0]))
  const featureUpdates = changes.map(({ feature, level }) => {
    const isLower = level < (now.get(feature) ?? 0)
    const upgradeType = !isLower ? upgrade : isUnsafe ? unsafeDowngrade : safeDowngrade
    return { feature, maxVersionLevel: level, upgradeType }
  })
  const controller = await cluster.controller()
  const body = { timeoutMs: 30_000, featureUpdates, validateOnly: dryRun }
  const answer = await controller.call('UpdateFeatures', body, { leastVersion: dryRunVersion })
  if (answer.errorCode !== errorCodes.NONE) throw brokerError('features', answer.errorCode, answer.errorMessage)
  for (const { feature, errorCode, errorMessage } of answer.results)
    if (errorCode !== errorCodes.NONE) throw brokerError(feature, errorCode, errorMessage)
}
