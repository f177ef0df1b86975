import type { ErrorName } from '../../../protocol/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import { askedAll, placedTopic, threeOf } from '../../dialogue/cluster.ts'
import { resource, source } from '../../dialogue/configs.ts'
import { equal, errorIs, found, holds, only } from '../../expect.ts'
import type { Trial } from '../../trial.ts'

type ConfigChange = readonly [name: string, operation: number, value: string | null]

interface Of {
  readonly type: number
  readonly name: string
}

async function change(
  t: Trial,
  nodeId: number,
  { type, name }: Of,
  changes: readonly ConfigChange[],
  validateOnly = false
) {
  const configs = changes.map(([config, configOperation, value]) => ({ name: config, configOperation, value }))
  const answer = await t.callAt(nodeId, 'IncrementalAlterConfigs', 1, {
    resources: [{ resourceType: type, resourceName: name, configs }],
    validateOnly
  })
  return only(answer.responses, 'resources').errorCode
}

/** What one broker says of one config; undefined when it does not list it. */
async function valueAt(t: Trial, nodeId: number, { type, name }: Of, config: string) {
  const asked = [{ resourceType: type, resourceName: name, configurationKeys: [config] }]
  const { results } = await t.quietlyAt(nodeId, 'DescribeConfigs', { resources: asked })
  const shown = results[0]?.configs.find((one) => one.name === config)
  return shown === undefined ? undefined : { value: shown.value, source: shown.configSource }
}

async function describedAt(t: Trial, nodeId: number, { type, name }: Of, config: string) {
  const resources = [{ resourceType: type, resourceName: name, configurationKeys: [config] }]
  const answer = await t.callAt(nodeId, 'DescribeConfigs', 4, { resources })
  return only(answer.results, 'resources').errorCode
}

const throttled = 'leader.replication.throttled.replicas'
const rate = 'leader.replication.throttled.rate'

const throttleValues: readonly (readonly [value: string, error: ErrorName])[] = [
  ['*', 'NONE'],
  ['0:1,1:2', 'NONE'],
  ['none', 'INVALID_CONFIG'],
  ['0:1:2', 'INVALID_CONFIG'],
  ['0:x', 'INVALID_CONFIG']
]

/** What the controller decides, and configs of brokers: asked of every broker. */
export const controller: Check[] = [
  ...atEveryVersion({
    api: 'DescribeQuorum',
    from: 0,
    to: 2,
    kafka43: [0, 2],
    says: 'names the same leader of the metadata from every broker, and counts each broker as voter or observer',
    async run(t, version) {
      const asked = { topics: [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }] }
      const leaders = new Set<number>()
      for (const answer of await askedAll(t, 'DescribeQuorum', version, asked)) {
        errorIs(answer.errorCode, 'NONE', 'error')
        const partition = only(only(answer.topics, 'topics').partitions, 'partitions')
        errorIs(partition.errorCode, 'NONE', 'error of the partition')
        leaders.add(partition.leaderId)
        const { currentVoters, observers, leaderId } = partition
        holds(
          currentVoters.some(({ replicaId }) => replicaId === leaderId),
          'the leader is a voter',
          leaderId
        )
        const known = [...currentVoters, ...observers].map(({ replicaId }) => replicaId)
        for (const { nodeId } of t.target.brokers) holds(known.includes(nodeId), `broker ${nodeId} among them`, known)
      }
      equal(leaders.size, 1, 'leaders')
    }
  }),
  {
    name: 'UnregisterBroker of a broker that nobody knows is answered BROKER_ID_NOT_REGISTERED by every broker',
    api: 'UnregisterBroker',
    versions: [0, 0],
    async run(t) {
      for (const { errorCode } of await askedAll(t, 'UnregisterBroker', 0, { brokerId: 99_999 }))
        errorIs(errorCode, 'BROKER_ID_NOT_REGISTERED', 'error')
    }
  },
  {
    name: 'UpdateFeatures is taken by every broker, and refused by every broker alike',
    api: 'UpdateFeatures',
    versions: [1, 1],
    kip: 'KIP-584',
    async run(t) {
      for (const [level, error] of [
        [30_000, 'INVALID_UPDATE_VERSION'],
        [undefined, 'NONE']
      ] as const) {
        const asked = { clientSoftwareName: 'ottla-verify', clientSoftwareVersion: '1.0' }
        const { finalizedFeatures } = await t.quietly('ApiVersions', asked)
        const now = found(finalizedFeatures, ({ name }) => name === 'metadata.version', 'metadata.version')
        const maxVersionLevel = level ?? now.maxVersionLevel
        for (const nodeId of threeOf(t)) {
          // The levels of a release are its own.
          const answer = await t.quietlyAt(
            nodeId,
            'UpdateFeatures',
            {
              timeoutMs: 20_000,
              featureUpdates: [{ feature: 'metadata.version', maxVersionLevel, upgradeType: 1 }],
              validateOnly: true
            },
            1
          )
          errorIs(answer.errorCode, error, `error at broker ${nodeId}`)
        }
      }
    }
  },
  {
    name: 'a quota that one broker was told is soon told by every broker, and its removal too',
    api: 'AlterClientQuotas',
    versions: [1, 1],
    kip: 'KIP-546',
    async run(t) {
      const [, b] = threeOf(t)
      const entityName = t.uniqueName('client')
      const entity = [{ entityType: 'client-id', entityName }]
      const asked = { components: [{ entityType: 'client-id', matchType: 0, match: entityName }], strict: true }
      for (const remove of [false, true]) {
        const ops = [{ key: 'producer_byte_rate', value: 1e9, remove }]
        const answer = await t.callAt(b, 'AlterClientQuotas', 1, { entries: [{ entity, ops }], validateOnly: false })
        errorIs(only(answer.entries, 'entries').errorCode, 'NONE', 'error')
        for (const nodeId of threeOf(t))
          await t.until(`the quota at broker ${nodeId}`, async () => {
            const shown = await t.quietlyAt(nodeId, 'DescribeClientQuotas', asked)
            return (shown.entries?.length ?? 0) === (remove ? 0 : 1)
          })
      }
    }
  },
  ...(['IncrementalAlterConfigs', 'AlterConfigs'] as const).map(
    (api): Check => ({
      name: `${api} of a topic is taken by every broker, and every broker shows the value`,
      api,
      versions: [1, 1],
      async run(t) {
        const [a] = threeOf(t)
        const topic = await placedTopic(t, [[a]])
        for (const [at, nodeId] of threeOf(t).entries()) {
          const value = `${600_000 + at}`
          const configs = [{ name: 'retention.ms', configOperation: 0, value }]
          const of = { resourceType: resource.topic, resourceName: topic.name }
          const answer =
            api === 'AlterConfigs'
              ? await t.callAt(nodeId, api, 1, { resources: [{ ...of, configs }], validateOnly: false })
              : await t.callAt(nodeId, api, 1, { resources: [{ ...of, configs }], validateOnly: false })
          errorIs(only(answer.responses, 'resources').errorCode, 'NONE', `error at broker ${nodeId}`)
          for (const other of threeOf(t))
            await t.until(`broker ${other} to show it`, async () => {
              const shown = await valueAt(t, other, { type: resource.topic, name: topic.name }, 'retention.ms')
              return shown?.value === value && shown.source === source.topic
            })
        }
      }
    })
  ),
  {
    name: 'the default of all brokers can be set at any broker, counts at each, and is shown as such',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    kip: 'KIP-226',
    alone: true,
    async run(t) {
      const [a, , c] = threeOf(t)
      const config = 'log.cleaner.backoff.ms'
      const all = { type: resource.broker, name: '' }
      const own = (nodeId: number) => ({ type: resource.broker, name: `${nodeId}` })
      const before = await valueAt(t, a, own(a), config)
      errorIs(await change(t, c, all, [[config, 0, '15001']]), 'NONE', 'error')
      for (const nodeId of threeOf(t))
        await t.until(`broker ${nodeId} to show it`, async () => {
          const [shown, common] = [await valueAt(t, nodeId, own(nodeId), config), await valueAt(t, nodeId, all, config)]
          return shown?.value === '15001' && shown.source === 3 && common?.value === '15001'
        })
      errorIs(await change(t, a, all, [[config, 1, null]]), 'NONE', 'error of the removal')
      for (const nodeId of threeOf(t))
        await t.until(`broker ${nodeId} to show the value that it had`, async () => {
          const [shown, common] = [await valueAt(t, nodeId, own(nodeId), config), await valueAt(t, nodeId, all, config)]
          return shown?.value === before?.value && common === undefined
        })
    }
  },
  ...(
    [
      ['another broker', (t: Trial) => threeOf(t)[1]],
      ['a broker that does not exist', () => 9999]
    ] as const
  ).flatMap(([what, idOf]): Check[] => [
    {
      name: `the configs of ${what} are no broker’s to describe: INVALID_REQUEST`,
      api: 'DescribeConfigs',
      versions: [4, 4],
      async run(t) {
        for (const type of [resource.broker, resource.brokerLogger]) {
          const error = await describedAt(t, threeOf(t)[0], { type, name: `${idOf(t)}` }, 'x')
          errorIs(error, 'INVALID_REQUEST', `error for resources of type ${type}`)
        }
      }
    },
    {
      name: `the configs of ${what} are no broker’s to alter: INVALID_REQUEST`,
      api: 'IncrementalAlterConfigs',
      versions: [1, 1],
      async run(t) {
        const [a] = threeOf(t)
        const name = `${idOf(t)}`
        const broker = await change(t, a, { type: resource.broker, name }, [['log.cleaner.backoff.ms', 0, '15002']])
        errorIs(broker, 'INVALID_REQUEST', 'error')
        const logger = await change(t, a, { type: resource.brokerLogger, name }, [['root', 0, 'INFO']], true)
        errorIs(logger, 'INVALID_REQUEST', 'error for its loggers')
      }
    }
  ]),
  {
    name: 'AlterConfigs of another broker is answered INVALID_REQUEST',
    api: 'AlterConfigs',
    versions: [2, 2],
    async run(t) {
      const [a, b] = threeOf(t)
      const resources = [{ resourceType: resource.broker, resourceName: `${b}`, configs: [] }]
      const answer = await t.callAt(a, 'AlterConfigs', 2, { resources, validateOnly: true })
      errorIs(only(answer.responses, 'resources').errorCode, 'INVALID_REQUEST', 'error')
    }
  },
  {
    name: 'the replicas to throttle are all of them or a list of partitions and brokers, nothing else',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    kip: 'KIP-73',
    async run(t) {
      const [a, b] = threeOf(t)
      const topic = await placedTopic(t, [[a, b]])
      for (const [value, error] of throttleValues) {
        const code = await change(t, b, { type: resource.topic, name: topic.name }, [[throttled, 0, value]], true)
        errorIs(code, error, `error of ${value}`)
      }
    }
  },
  {
    name: 'the rate of a throttle is set at its broker, and is a number from 0 on',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    kip: 'KIP-73',
    async run(t) {
      for (const nodeId of threeOf(t))
        for (const [value, error] of [
          ['0', 'NONE'],
          ['1', 'NONE'],
          ['-1', 'INVALID_REQUEST'],
          ['x', 'INVALID_REQUEST']
        ] as const) {
          const code = await change(t, nodeId, { type: resource.broker, name: `${nodeId}` }, [[rate, 0, value]], true)
          errorIs(code, error, `error of ${value} at broker ${nodeId}`)
        }
    }
  }
]
