/**
 * The features of KIP-584 that this broker knows, each at the level that is true of it: what is not built is at level 0 and
 * cannot be raised. `metadata.version` is that of Apache Kafka 4.3, whose answers these are.
 */
interface Feature {
  readonly name: string
  readonly minVersion: number
  readonly maxVersion: number
  /** The finalized level; 0 stands for "not finalized". */
  readonly level: number
}

const notBuilt = (name: string): Feature => ({ name, minVersion: 0, maxVersion: 0, level: 0 })

export const features: readonly Feature[] = [
  { name: 'metadata.version', minVersion: 7, maxVersion: 30, level: 30 },
  notBuilt('kraft.version'),
  { name: 'group.version', minVersion: 0, maxVersion: 1, level: 1 },
  { name: 'transaction.version', minVersion: 0, maxVersion: 2, level: 2 },
  { name: 'share.version', minVersion: 0, maxVersion: 1, level: 1 },
  { name: 'streams.version', minVersion: 0, maxVersion: 1, level: 1 },
  notBuilt('eligible.leader.replicas.version')
]

/** The finalized level of a feature; 0 where it is not finalized. The one place that knows. */
export const featureLevel = (name: string): number => features.find((feature) => feature.name === name)?.level ?? 0

interface FeatureUpdate {
  readonly feature: string
  readonly maxVersionLevel: number
  /** 1 upgrade, 2 safe downgrade, 3 unsafe downgrade. */
  readonly upgradeType: number
}

/**
 * Why a feature cannot be set to a level, in Kafka's words; null when it has that level already. No feature has two levels to
 * choose from, so nothing is ever changed. Source: org.apache.kafka.controller.FeatureControlManager#updateFeature.
 */
export function featureFault(
  { feature, maxVersionLevel, upgradeType }: FeatureUpdate,
  brokerId: number
): string | null {
  const refused = (why: string) => `Invalid update version ${maxVersionLevel} for feature ${feature}. ${why}`
  if (upgradeType < 1 || upgradeType > 3) return refused('The controller does not support the given upgrade type.')
  if (maxVersionLevel < 0) return refused('A feature version cannot be less than 0.')
  const known = features.find(({ name }) => name === feature)
  if (known === undefined) {
    return refused(
      maxVersionLevel === 0
        ? `Feature ${feature} not found.`
        : `Local controller ${brokerId} does not support this feature.`
    )
  }
  const { minVersion, maxVersion, level } = known
  if (maxVersionLevel < minVersion || maxVersionLevel > maxVersion)
    return refused(`Local controller ${brokerId} only supports versions ${minVersion}-${maxVersion}`)
  if (maxVersionLevel >= level) return null
  if (upgradeType === 1) {
    return refused(
      "Can't downgrade the version of this feature without setting the upgrade type to either safe or unsafe downgrade."
    )
  }
  const why =
    upgradeType === 2
      ? 'Refusing to perform the requested downgrade because it might delete metadata information.'
      : 'Unsafe metadata downgrade is not supported in this version.'
  return `Unsupported metadata.version downgrade from ${level} to ${maxVersionLevel}. ${why}`
}
