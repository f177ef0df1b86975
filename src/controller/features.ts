/*
 * Finalized feature levels (KIP-584): the known features, their allowed levels, and the metadata change that sets one. A feature
 * that nobody has set has the level of a fresh Kafka 4.3. Source: org.apache.kafka.controller.FeatureControlManager.
 */
import type { BrokerConfig } from '../config/index.ts'
import { keys, type MetadataImage, type Operation } from '../metadata/index.ts'
import { type Failure, failed } from '../protocol/index.ts'
import { changeMetadata, type MetadataChange, type MetadataHost, together } from './write-metadata.ts'

interface Feature {
  readonly name: string
  readonly minVersion: number
  readonly maxVersion: number
  /** The level before anyone sets it; 0 means not finalized. */
  readonly defaultLevel: number
}

export const features: readonly Feature[] = [
  { name: 'metadata.version', minVersion: 7, maxVersion: 30, defaultLevel: 30 },
  // Level 1 means that voters can change. With a single, permanent voter it only affects which error says so.
  { name: 'kraft.version', minVersion: 0, maxVersion: 1, defaultLevel: 0 },
  { name: 'group.version', minVersion: 0, maxVersion: 1, defaultLevel: 1 },
  { name: 'transaction.version', minVersion: 0, maxVersion: 2, defaultLevel: 2 },
  { name: 'share.version', minVersion: 0, maxVersion: 1, defaultLevel: 1 },
  { name: 'streams.version', minVersion: 0, maxVersion: 1, defaultLevel: 1 },
  { name: 'eligible.leader.replicas.version', minVersion: 0, maxVersion: 1, defaultLevel: 1 }
]

type FeatureName =
  | 'eligible.leader.replicas.version'
  | 'group.version'
  | 'kraft.version'
  | 'share.version'
  | 'streams.version'
  | 'transaction.version'

type Levels = Pick<MetadataImage, 'features'>

const levelOf = ({ features: levels }: Levels, { name, defaultLevel }: Feature): number =>
  levels.get(name) ?? defaultLevel

/** The finalized level of a feature in the metadata; 0 if it is not finalized. The only place that determines it. */
export function featureLevel(image: Levels, name: FeatureName): number {
  const feature = features.find((each) => each.name === name)
  return feature === undefined ? 0 : levelOf(image, feature)
}

/** All finalized features with their levels. */
export const finalizedFeatures = (image: Levels): { readonly name: string; readonly level: number }[] =>
  features.map((feature) => ({ name: feature.name, level: levelOf(image, feature) })).filter(({ level }) => level > 0)

/** Kafka's codes for the upgrade type (org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType). */
export const upgradeTypes = { upgrade: 1, safeDowngrade: 2, unsafeDowngrade: 3 } as const

export interface FeatureUpdate {
  readonly feature: string
  readonly maxVersionLevel: number
  readonly upgradeType: number
}

/** Why a feature cannot be set to a level, in Kafka's words; null if it can, or already has that level. */
function featureFault(
  { feature: name, maxVersionLevel, upgradeType }: FeatureUpdate,
  image: Levels,
  brokerId: number
): string | null {
  const refused = (why: string) => `Invalid update version ${maxVersionLevel} for feature ${name}. ${why}`
  if (upgradeType < upgradeTypes.upgrade || upgradeType > upgradeTypes.unsafeDowngrade)
    return refused('The controller does not support the given upgrade type.')
  if (maxVersionLevel < 0) return refused('A feature version cannot be less than 0.')
  const feature = features.find((each) => each.name === name)
  if (feature === undefined) {
    return refused(
      maxVersionLevel === 0
        ? `Feature ${name} not found.`
        : `Local controller ${brokerId} does not support this feature.`
    )
  }
  const { minVersion, maxVersion } = feature
  if (maxVersionLevel < minVersion || maxVersionLevel > maxVersion)
    return refused(`Local controller ${brokerId} only supports versions ${minVersion}-${maxVersion}`)
  const level = levelOf(image, feature)
  if (maxVersionLevel > level)
    return upgradeType === upgradeTypes.upgrade ? null : refused("Can't downgrade to a newer version.")
  if (maxVersionLevel === level) return null
  if (upgradeType === upgradeTypes.upgrade) {
    return refused(
      "Can't downgrade the version of this feature without setting the upgrade type to either safe or unsafe downgrade."
    )
  }
  if (name === 'kraft.version') return refused("Can't downgrade the version of this feature.")
  return name === 'metadata.version' ? metadataFault(level, maxVersionLevel, upgradeType) : null
}

/** Each level down to the minimum has records unknown to the one before, so Kafka 4.3 cannot lower any of them. */
function metadataFault(from: number, to: number, upgradeType: number): string {
  const why =
    upgradeType === upgradeTypes.safeDowngrade
      ? 'Refusing to perform the requested downgrade because it might delete metadata information.'
      : 'Unsafe metadata downgrade is not supported in this version.'
  return `Unsupported metadata.version downgrade from ${from} to ${to}. ${why}`
}

interface FeatureHost extends MetadataHost {
  readonly brokerId: number
  readonly config: Pick<BrokerConfig, 'staticMinInSync'>
}

/**
 * Sets feature levels, all or none. INVALID_UPDATE_VERSION with Kafka's message if one cannot be set. If a feature is named
 * twice, the last level counts. Resolves with null once everyone sees the levels; with `validateOnly` nothing is written.
 */
export function updateFeatures(
  host: FeatureHost,
  updates: readonly FeatureUpdate[],
  validateOnly: boolean
): Promise<Failure | null> {
  const wanted = new Map(updates.map((update) => [update.feature, update]))
  return changeMetadata(host, () => {
    for (const update of wanted.values()) {
      const fault = featureFault(update, host.image, host.brokerId)
      if (fault !== null) return failed('INVALID_UPDATE_VERSION', fault)
    }
    return validateOnly ? null : changeOf(host, [...wanted.values()])
  })
}

function changeOf(host: FeatureHost, updates: readonly FeatureUpdate[]): MetadataChange | null {
  const { image } = host
  const changed = updates.filter(({ feature: name, maxVersionLevel }) =>
    features.some((feature) => feature.name === name && levelOf(image, feature) !== maxVersionLevel)
  )
  if (changed.length === 0) return null
  const change: MetadataChange = {
    compare: changed.map(({ feature }) => ({
      key: keys.feature(feature),
      modRevision: image.featureRevision(feature)
    })),
    operations: changed.map(({ feature, maxVersionLevel }) => ({
      put: keys.feature(feature),
      value: JSON.stringify({ level: maxVersionLevel })
    }))
  }
  if (!changed.some(({ feature }) => feature === 'eligible.leader.replicas.version')) return change
  return together([change, oneMinInSync(host)])
}

/**
 * With eligible leader replicas, all brokers share one min.insync.replicas (KIP-966). Without them it stays, as an ordinary
 * config.
 */
function oneMinInSync({ image, config }: FeatureHost): MetadataChange {
  const name = 'min.insync.replicas'
  const rest = image.configNames('brokers').filter((broker) => broker !== '')
  const lone = rest.filter((broker) => image.configs('brokers', broker).has(name))
  const compare = ['', ...lone].map((broker) => ({
    key: keys.config('brokers', broker),
    modRevision: image.configRevision('brokers', broker)
  }))
  const put = (broker: string, values: ReadonlyMap<string, string>): Operation =>
    values.size === 0
      ? { delete: keys.config('brokers', broker) }
      : { put: keys.config('brokers', broker), value: JSON.stringify(Object.fromEntries(values)) }
  const without = (broker: string) => new Map([...image.configs('brokers', broker)].filter(([each]) => each !== name))
  const ofAll = new Map([[name, config.staticMinInSync()], ...image.configs('brokers', '')])
  return { compare, operations: [put('', ofAll), ...lone.map((broker) => put(broker, without(broker)))] }
}
