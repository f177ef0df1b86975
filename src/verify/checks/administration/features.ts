import { atEveryVersion, type Check } from '../../check.ts'
import {
  type FeatureChange,
  featureLevel,
  featureLevels,
  featuresNow,
  updateFeatures,
  upgradeTypes,
  withLevel
} from '../../dialogue/features.ts'
import { equal, errorIs, holds } from '../../expect.ts'

interface Lowered {
  readonly feature: string
  readonly level: number
}

const lowerable: readonly Lowered[] = [
  { feature: 'group.version', level: 0 },
  { feature: 'share.version', level: 0 },
  { feature: 'streams.version', level: 0 },
  { feature: 'eligible.leader.replicas.version', level: 0 },
  { feature: 'transaction.version', level: 1 },
  { feature: 'transaction.version', level: 0 }
]

const lowering: Check[] = lowerable.map(({ feature, level }) => ({
  name: `${feature} can be lowered to ${level} and raised again, and ApiVersions tells of it`,
  api: 'UpdateFeatures',
  versions: [2, 2],
  kip: 'KIP-584',
  alone: true,
  async run(t) {
    const before = await featureLevel(t, feature)
    holds(before > level, `level of ${feature} before`, before)
    await withLevel(t, feature, level, async () => {
      const { finalizedFeatures } = await featuresNow(t)
      const told = finalizedFeatures.filter(({ name }) => name === feature)
      const expected = level === 0 ? [] : [{ name: feature, maxVersionLevel: level, minVersionLevel: level }]
      equal(told, expected, 'what ApiVersions tells of the feature')
    })
    equal(await featureLevel(t, feature), before, 'level at the end')
  }
}))

interface Refusal {
  readonly what: string
  readonly change: FeatureChange
  readonly text: RegExp
}

const maximum: Readonly<Record<string, number>> = {
  'group.version': 1,
  'share.version': 1,
  'streams.version': 1,
  'eligible.leader.replicas.version': 1,
  'transaction.version': 2,
  'kraft.version': 1
}

const refusals: readonly Refusal[] = [
  ...Object.entries(maximum).flatMap(([feature, level]): Refusal[] => [
    {
      what: `${feature} above its highest level`,
      change: { feature, maxVersionLevel: level + 1 },
      text: new RegExp(`for feature ${feature}. Local controller \\d+ only supports versions 0-${level}`)
    },
    {
      what: `${feature} below 0`,
      change: { feature, maxVersionLevel: -1 },
      text: /A feature version cannot be less than 0\./
    },
    {
      what: `${feature} with an unknown kind of change`,
      change: { feature, maxVersionLevel: level, upgradeType: 9 },
      text: /The controller does not support the given upgrade type\./
    }
  ]),
  ...['group.version', 'share.version', 'streams.version', 'transaction.version'].map(
    (feature): Refusal => ({
      what: `${feature} to a lower level as an upgrade`,
      change: { feature, maxVersionLevel: 0 },
      text: /Can't downgrade the version of this feature without setting the upgrade type/
    })
  ),
  {
    what: 'metadata.version to a lower level safely',
    change: { feature: 'metadata.version', maxVersionLevel: 29, upgradeType: upgradeTypes.safeDowngrade },
    text: /Unsupported metadata\.version downgrade from \d+ to 29\. Refusing to perform the requested downgrade/
  },
  {
    what: 'metadata.version to a lower level unsafely',
    change: { feature: 'metadata.version', maxVersionLevel: 29, upgradeType: upgradeTypes.unsafeDowngrade },
    text: /Unsafe metadata downgrade is not supported in this version\./
  },
  {
    what: 'metadata.version below its lowest level',
    change: { feature: 'metadata.version', maxVersionLevel: 6, upgradeType: upgradeTypes.safeDowngrade },
    text: /Local controller \d+ only supports versions 7-\d+/
  }
]

const refused: Check[] = refusals.map(({ what, change, text }) => ({
  name: `UpdateFeatures of ${what} is refused in Kafka's words`,
  api: 'UpdateFeatures',
  versions: [2, 2],
  kip: 'KIP-584',
  async run(t) {
    const answer = await updateFeatures(t, [change], { validateOnly: true })
    errorIs(answer.errorCode, 'INVALID_UPDATE_VERSION', 'error')
    holds(text.test(answer.errorMessage ?? ''), 'text', answer.errorMessage)
    equal(answer.results, [], 'features')
  }
}))

/** Finalized levels of features: what they may be set to. */
export const features: Check[] = [
  ...lowering,
  ...refused,
  ...atEveryVersion({
    api: 'UpdateFeatures',
    from: 1,
    to: 2,
    kafka43: [1, 2],
    says: 'changes nothing when it only tries',
    async run(t, version) {
      const before = await featureLevels(t)
      const change = { feature: 'group.version', maxVersionLevel: 0, upgradeType: upgradeTypes.safeDowngrade }
      const answer = await updateFeatures(t, [change], { version, validateOnly: true })
      errorIs(answer.errorCode, 'NONE', 'error')
      if (version === 1) equal(answer.results[0]?.feature, 'group.version', 'feature of the answer')
      equal(await featureLevels(t), before, 'levels')
    }
  }),
  {
    name: 'UpdateFeatures v0 lowers no feature, also where a downgrade is allowed',
    api: 'UpdateFeatures',
    versions: [0, 0],
    kip: 'KIP-584',
    async run(t) {
      const before = await featureLevels(t)
      const answer = await t.aside('UpdateFeatures', 0, {
        timeoutMs: 20_000,
        featureUpdates: [{ feature: 'group.version', maxVersionLevel: 0, allowDowngrade: true }]
      })
      errorIs(answer.errorCode, 'INVALID_UPDATE_VERSION', 'error')
      equal(await featureLevels(t), before, 'levels')
    }
  },
  {
    name: 'one feature that cannot be set keeps all of the request from being set',
    api: 'UpdateFeatures',
    versions: [2, 2],
    kip: 'KIP-584',
    async run(t) {
      const before = await featureLevels(t)
      const answer = await updateFeatures(t, [
        { feature: 'streams.version', maxVersionLevel: 0, upgradeType: upgradeTypes.safeDowngrade },
        { feature: 'no.such.version', maxVersionLevel: 1 }
      ])
      errorIs(answer.errorCode, 'INVALID_UPDATE_VERSION', 'error')
      equal(await featureLevels(t), before, 'levels')
    }
  },
  {
    name: 'UpdateFeatures v1 answers a feature as often as it is named',
    api: 'UpdateFeatures',
    versions: [1, 1],
    kip: 'KIP-584',
    async run(t) {
      const names = ['share.version', 'group.version', 'share.version']
      const changes = names.map((feature) => ({ feature, maxVersionLevel: 1 }))
      const answer = await updateFeatures(t, changes, { version: 1, validateOnly: true })
      errorIs(answer.errorCode, 'NONE', 'error')
      equal(
        answer.results?.map(({ feature }) => feature),
        names,
        'features of the answer'
      )
    }
  },
  {
    name: 'the epoch of finalized features grows when one changes',
    api: 'ApiVersions',
    versions: [3, 4],
    kip: 'KIP-584',
    alone: true,
    async run(t) {
      const before = (await featuresNow(t)).finalizedFeaturesEpoch
      await withLevel(t, 'transaction.version', 1, async () => {
        const now = (await featuresNow(t)).finalizedFeaturesEpoch
        holds(now > before, 'epoch', now)
      })
    }
  }
]
