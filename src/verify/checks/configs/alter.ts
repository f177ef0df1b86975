import type { ErrorName } from '../../../protocol/index.ts'
import { atEveryVersion, type Check } from '../../check.ts'
import {
  type Change,
  type ConfigsDescribed,
  change,
  currentValue,
  describeConfigs,
  operation,
  replace,
  resource,
  settled,
  source
} from '../../dialogue/configs.ts'
import { produce } from '../../dialogue/produce.ts'
import { batchOf } from '../../dialogue/records.ts'
import { equal, errorIs, found, holds } from '../../expect.ts'

const badChanges: readonly (readonly [what: string, change: Change, error: ErrorName])[] = [
  ['a name that does not exist', ['no.such.config', operation.set, '1'], 'INVALID_CONFIG'],
  ['a value that is not a number', ['retention.ms', operation.set, 'soon'], 'INVALID_CONFIG'],
  ['a value out of range', ['min.cleanable.dirty.ratio', operation.set, '1.5'], 'INVALID_CONFIG'],
  ['a value that is not one of the words', ['compression.type', operation.set, 'rar'], 'INVALID_CONFIG'],
  ['no value to set', ['retention.ms', operation.set, null], 'INVALID_REQUEST'],
  ['an append to what is not a list', ['retention.ms', operation.append, '1'], 'INVALID_CONFIG']
]

export const alterConfigsChecks: Check[] = [
  ...atEveryVersion({
    api: 'IncrementalAlterConfigs',
    from: 0,
    to: 1,
    kafka43: [0, 1],
    says: 'sets one config of a topic and leaves the others',
    async run(t, version) {
      const topic = await t.topic({ configs: { 'segment.ms': '100000' } })
      const answer = await change(t, resource.topic, topic.name, [['retention.ms', operation.set, '5000']], { version })
      equal(
        [answer.errorCode, answer.errorMessage ?? '', answer.resourceType, answer.resourceName],
        [0, '', 2, topic.name],
        'answer'
      )
      await settled(t, resource.topic, topic.name, 'retention.ms', '5000')
      equal((await currentValue(t, resource.topic, topic.name, 'segment.ms')).value, '100000', 'segment.ms')
    }
  }),
  {
    name: 'IncrementalAlterConfigs deletes a topic’s value, and the default is back',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    kip: 'KIP-339',
    async run(t) {
      const topic = await t.topic({ configs: { 'delete.retention.ms': '1000' } })
      equal(
        (await change(t, resource.topic, topic.name, [['delete.retention.ms', operation.delete, null]])).errorCode,
        0,
        'error'
      )
      await settled(t, resource.topic, topic.name, 'delete.retention.ms', '86400000')
      equal(
        (await currentValue(t, resource.topic, topic.name, 'delete.retention.ms')).configSource,
        source.default,
        'source'
      )
    }
  },
  {
    name: 'a topic’s whole description written back with AlterConfigs is taken, and reads the same',
    api: 'AlterConfigs',
    versions: [2, 2],
    async run(t) {
      const topic = await t.topic({ configs: { 'retention.ms': '7000' } })
      const values = (described: ConfigsDescribed) =>
        Object.fromEntries(described.configs.map(({ name, value }) => [name, value ?? null]))
      const before = values(await describeConfigs(t, resource.topic, topic.name))
      const answer = await replace(t, resource.topic, topic.name, before)
      equal([answer.errorCode, answer.errorMessage ?? ''], [0, ''], 'error')
      await t.until(
        'segment.ms to be the topic’s own',
        async () => (await currentValue(t, resource.topic, topic.name, 'segment.ms')).configSource === source.topic
      )
      equal(values(await describeConfigs(t, resource.topic, topic.name)), before, 'values afterwards')
    }
  },
  {
    name: 'IncrementalAlterConfigs appends to a list and subtracts from it',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    kip: 'KIP-339',
    async run(t) {
      const topic = await t.topic()
      equal(
        (await change(t, resource.topic, topic.name, [['cleanup.policy', operation.append, 'compact']])).errorCode,
        0,
        'error of append'
      )
      await settled(t, resource.topic, topic.name, 'cleanup.policy', 'delete,compact')
      equal(
        (await change(t, resource.topic, topic.name, [['cleanup.policy', operation.subtract, 'delete']])).errorCode,
        0,
        'error of subtract'
      )
      await settled(t, resource.topic, topic.name, 'cleanup.policy', 'compact')
    }
  },
  {
    name: 'a list that appends make longer than 32767 bytes is answered INVALID_CONFIG and stays as it was',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    async run(t) {
      const topic = await t.topic()
      const name = 'follower.replication.throttled.replicas'
      const append = async (fromPartition: number) => {
        const items = Array.from({ length: 3000 }, (_, n) => `${fromPartition + n}:1`).join(',')
        return change(t, resource.topic, topic.name, [[name, operation.append, items]])
      }
      equal((await append(10_000)).errorCode, 0, 'error of the first append')
      const before = await currentValue(t, resource.topic, topic.name, name)
      errorIs((await append(20_000)).errorCode, 'INVALID_CONFIG', 'error of the second append')
      equal(await currentValue(t, resource.topic, topic.name, name), before, 'value afterwards')
    }
  },
  ...badChanges.map(
    ([what, bad, error]): Check => ({
      name: `IncrementalAlterConfigs with ${what} is answered ${error} and changes nothing`,
      api: 'IncrementalAlterConfigs',
      versions: [1, 1],
      kip: 'KIP-339',
      async run(t) {
        const topic = await t.topic()
        const answer = await change(t, resource.topic, topic.name, [['segment.ms', operation.set, '4321'], bad])
        errorIs(answer.errorCode, error, 'error')
        equal(
          (await currentValue(t, resource.topic, topic.name, 'segment.ms')).configSource === source.topic,
          false,
          'segment.ms set'
        )
      }
    })
  ),
  {
    name: 'the same config twice in one IncrementalAlterConfigs is answered INVALID_REQUEST',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    async run(t) {
      const topic = await t.topic()
      const answer = await change(t, resource.topic, topic.name, [
        ['retention.ms', operation.set, '1000'],
        ['retention.ms', operation.set, '2000']
      ])
      errorIs(answer.errorCode, 'INVALID_REQUEST', 'error')
    }
  },
  {
    name: 'IncrementalAlterConfigs of a topic that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    async run(t) {
      const answer = await change(t, resource.topic, t.uniqueName(), [['retention.ms', operation.set, '1000']])
      errorIs(answer.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
    }
  },
  {
    name: 'IncrementalAlterConfigs with validate_only changes nothing',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    async run(t) {
      const topic = await t.topic()
      const changes: Change[] = [['retention.ms', operation.set, '1000']]
      equal((await change(t, resource.topic, topic.name, changes, { validateOnly: true })).errorCode, 0, 'error')
      holds(
        (await currentValue(t, resource.topic, topic.name, 'retention.ms')).configSource !== source.topic,
        'still the default'
      )
    }
  },
  {
    name: 'IncrementalAlterConfigs with validate_only still finds what is wrong',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    async run(t) {
      const topic = await t.topic()
      const changes: Change[] = [['retention.ms', operation.set, 'never']]
      errorIs(
        (await change(t, resource.topic, topic.name, changes, { validateOnly: true })).errorCode,
        'INVALID_CONFIG',
        'error'
      )
    }
  },
  {
    name: 'a broker config that cannot be changed while it runs is answered INVALID_REQUEST',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    kip: 'KIP-226',
    async run(t) {
      const changes: Change[] = [['process.roles', operation.set, 'broker']]
      const answer = await change(t, resource.broker, String(t.target.nodeId), changes, { validateOnly: true })
      errorIs(answer.errorCode, 'INVALID_REQUEST', 'error')
    }
  },
  {
    name: 'a broker config that may change while it runs is accepted',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    kip: 'KIP-226',
    async run(t) {
      const changes: Change[] = [['log.retention.ms', operation.set, '604800000']]
      const answer = await change(t, resource.broker, String(t.target.nodeId), changes, { validateOnly: true })
      errorIs(answer.errorCode, 'NONE', 'error')
    }
  },
  {
    name: 'a change of max.message.bytes counts for the next Produce',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    async run(t) {
      const topic = await t.topic({ configs: { 'max.message.bytes': '500' } })
      const batch = batchOf(t, ['x'.repeat(1000)])
      errorIs((await produce(t, topic, batch)).errorCode, 'MESSAGE_TOO_LARGE', 'error before')
      equal(
        (await change(t, resource.topic, topic.name, [['max.message.bytes', operation.set, '5000']])).errorCode,
        0,
        'error of the change'
      )
      await settled(t, resource.topic, topic.name, 'max.message.bytes', '5000')
      await t.until('the broker to follow', async () => {
        const other = await t.connect()
        return (await produce(t, topic, batch, { client: other }).finally(() => other.close())).errorCode === 0
      })
    }
  },
  ...atEveryVersion({
    api: 'AlterConfigs',
    from: 0,
    to: 2,
    kafka43: [0, 2],
    says: 'replaces all configs of a topic: those that are not named are gone',
    async run(t, version) {
      const topic = await t.topic({ configs: { 'segment.ms': '100000', 'retention.ms': '1000' } })
      const answer = await replace(t, resource.topic, topic.name, { 'retention.ms': '2000' }, { version })
      equal([answer.errorCode, answer.resourceType, answer.resourceName], [0, 2, topic.name], 'answer')
      await settled(t, resource.topic, topic.name, 'retention.ms', '2000')
      holds(
        (await currentValue(t, resource.topic, topic.name, 'segment.ms')).configSource !== source.topic,
        'segment.ms is gone'
      )
    }
  }),
  {
    name: 'AlterConfigs with a bad value is answered INVALID_CONFIG and changes nothing',
    api: 'AlterConfigs',
    versions: [2, 2],
    async run(t) {
      const topic = await t.topic({ configs: { 'retention.ms': '1000' } })
      errorIs(
        (await replace(t, resource.topic, topic.name, { 'segment.ms': '-7' })).errorCode,
        'INVALID_CONFIG',
        'error'
      )
      equal((await currentValue(t, resource.topic, topic.name, 'retention.ms')).value, '1000', 'retention.ms')
    }
  },
  {
    name: 'AlterConfigs without a value is answered INVALID_REQUEST',
    api: 'AlterConfigs',
    versions: [2, 2],
    async run(t) {
      const topic = await t.topic()
      errorIs(
        (await replace(t, resource.topic, topic.name, { 'segment.ms': null })).errorCode,
        'INVALID_REQUEST',
        'error'
      )
    }
  },
  {
    name: 'AlterConfigs of a topic that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'AlterConfigs',
    versions: [2, 2],
    async run(t) {
      errorIs((await replace(t, resource.topic, t.uniqueName(), {})).errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
    }
  },
  {
    name: 'AlterConfigs with validate_only changes nothing',
    api: 'AlterConfigs',
    versions: [2, 2],
    async run(t) {
      const topic = await t.topic({ configs: { 'retention.ms': '1000' } })
      equal((await replace(t, resource.topic, topic.name, {}, { validateOnly: true })).errorCode, 0, 'error')
      equal((await currentValue(t, resource.topic, topic.name, 'retention.ms')).value, '1000', 'retention.ms')
    }
  },
  {
    name: 'AlterConfigs with nothing takes all of a topic’s own values away',
    api: 'AlterConfigs',
    versions: [2, 2],
    async run(t) {
      const topic = await t.topic({ configs: { 'retention.ms': '1000', 'max.message.bytes': '7777' } })
      equal((await replace(t, resource.topic, topic.name, {})).errorCode, 0, 'error')
      await t.until(
        'the values to be gone',
        async () => (await currentValue(t, resource.topic, topic.name, 'retention.ms')).configSource !== source.topic
      )
      const all = await describeConfigs(t, resource.topic, topic.name)
      equal(
        all.configs.filter((config) => config.configSource === source.topic),
        [],
        'own values'
      )
    }
  },
  ...atEveryVersion({
    api: 'ListConfigResources',
    from: 0,
    to: 1,
    kafka43: [0, 1],
    says: 'is answered without an error',
    async run(t, version) {
      t.need('ListConfigResources', version)
      const answer = await t.call('ListConfigResources', version, version === 0 ? {} : { resourceTypes: [] })
      errorIs(answer.errorCode, 'NONE', 'error')
      const kinds = new Set(answer.configResources.map((one) => one.resourceType))
      holds(version > 0 || [...kinds].every((kind) => kind === resource.clientMetrics), 'kinds of resources', [
        ...kinds
      ])
    }
  }),
  {
    name: 'ListConfigResources v1 lists topics and brokers when it is asked for them',
    api: 'ListConfigResources',
    versions: [1, 1],
    kip: 'KIP-1142',
    async run(t) {
      const topic = await t.topic()
      const answer = await t.call('ListConfigResources', 1, { resourceTypes: [resource.topic, resource.broker] })
      errorIs(answer.errorCode, 'NONE', 'error')
      const named = (type: number, name: string) => (one: { resourceType: number; resourceName: string }) =>
        one.resourceType === type && one.resourceName === name
      found(answer.configResources, named(resource.topic, topic.name), 'the topic')
      found(answer.configResources, named(resource.broker, String(t.target.nodeId)), 'the broker')
    }
  },
  {
    name: 'ListConfigResources v1 of a kind that does not exist is answered UNSUPPORTED_VERSION',
    api: 'ListConfigResources',
    versions: [1, 1],
    kip: 'KIP-1142',
    async run(t) {
      const answer = await t.call('ListConfigResources', 1, { resourceTypes: [77] })
      errorIs(answer.errorCode, 'UNSUPPORTED_VERSION', 'error')
    }
  }
]
