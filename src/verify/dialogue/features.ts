import { errorIs } from '../expect.ts'
import type { Trial } from '../trial.ts'

export const upgradeTypes = { upgrade: 1, safeDowngrade: 2, unsafeDowngrade: 3 } as const

export interface FeatureChange {
  readonly feature: string
  readonly maxVersionLevel: number
  readonly upgradeType?: number
}

interface Asked {
  readonly version?: number
  readonly validateOnly?: boolean
}

/** Neither the levels nor the ids in the texts are of interest to a comparison of two brokers that run other checks beside. */
export function updateFeatures(
  t: Trial,
  changes: readonly FeatureChange[],
  { version = 2, validateOnly = false }: Asked = {}
) {
  return t.aside('UpdateFeatures', version, {
    timeoutMs: 20_000,
    featureUpdates: changes.map(({ feature, maxVersionLevel, upgradeType = upgradeTypes.upgrade }) => ({
      feature,
      maxVersionLevel,
      ...(version >= 1 ? { upgradeType } : {})
    })),
    ...(version >= 1 ? { validateOnly } : {})
  })
}

export function featuresNow(t: Trial) {
  return t.quietly('ApiVersions', { clientSoftwareName: 'ottla-verify', clientSoftwareVersion: '1.0' })
}

export async function featureLevels(t: Trial): Promise<Map<string, number>> {
  const { finalizedFeatures } = await featuresNow(t)
  return new Map(finalizedFeatures.map(({ name, maxVersionLevel }) => [name, maxVersionLevel]))
}

export async function featureLevel(t: Trial, feature: string): Promise<number> {
  return (await featureLevels(t)).get(feature) ?? 0
}

/** Sets a level and waits until the broker tells it. */
async function setLevel(t: Trial, feature: string, level: number): Promise<void> {
  const before = await featureLevel(t, feature)
  if (before === level) return
  const upgradeType = level > before ? upgradeTypes.upgrade : upgradeTypes.safeDowngrade
  const answer = await updateFeatures(t, [{ feature, maxVersionLevel: level, upgradeType }])
  errorIs(answer.errorCode, 'NONE', `error of setting ${feature} to ${level}`)
  await t.until(`${feature} at ${level}`, async () => (await featureLevel(t, feature)) === level)
}

/** Runs a script with a feature at a level, and puts back the level that it had. */
export async function withLevel(t: Trial, feature: string, level: number, script: () => Promise<void>): Promise<void> {
  const before = await featureLevel(t, feature)
  await setLevel(t, feature, level)
  try {
    await script()
  } finally {
    await setLevel(t, feature, before)
  }
}
