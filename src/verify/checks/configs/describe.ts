import { atEveryVersion, type Check } from '../../check.ts'
import { describeConfigs, resource, source } from '../../dialogue/configs.ts'
import { equal, errorIs, found, holds, only } from '../../expect.ts'

export const describeConfigsChecks: Check[] = [
  ...atEveryVersion({
    api: 'DescribeConfigs',
    from: 0,
    to: 4,
    kafka43: [1, 4],
    says: 'tells a topic’s own values from defaults',
    async run(t, version) {
      t.need('DescribeConfigs', version)
      const topic = await t.topic({ configs: { 'retention.ms': '777000' } })
      const answer = await describeConfigs(t, resource.topic, topic.name, { version })
      equal([answer.errorCode, answer.resourceType, answer.resourceName], [0, 2, topic.name], 'error and resource')
      const own = found(answer.configs, (config) => config.name === 'retention.ms', 'retention.ms')
      const other = found(answer.configs, (config) => config.name === 'delete.retention.ms', 'delete.retention.ms')
      equal([own.value, own.readOnly, own.isSensitive], ['777000', false, false], 'value, read only, sensitive')
      if (version === 0) equal([own.isDefault, other.isDefault], [false, true], 'default')
      else equal([own.configSource, other.configSource], [source.topic, source.default], 'sources')
      equal(
        [own.configType, other.value],
        [version >= 3 ? 5 : 0, '86400000'],
        'type (from version 3 on) and default value'
      )
      equal([own.synonyms, own.documentation || null], [[], null], 'synonyms and documentation that were not asked for')
    }
  }),
  {
    name: 'DescribeConfigs gives only the configs that were asked for',
    api: 'DescribeConfigs',
    versions: [4, 4],
    async run(t) {
      const topic = await t.topic()
      const answer = await describeConfigs(t, resource.topic, topic.name, { keys: ['segment.bytes', 'cleanup.policy'] })
      equal(answer.configs.map((config) => config.name).sort(), ['cleanup.policy', 'segment.bytes'], 'names')
    }
  },
  {
    name: 'DescribeConfigs leaves out names that do not exist',
    api: 'DescribeConfigs',
    versions: [4, 4],
    async run(t) {
      const topic = await t.topic()
      const answer = await describeConfigs(t, resource.topic, topic.name, { keys: ['no.such.config', 'segment.ms'] })
      equal([answer.errorCode, answer.configs.map((config) => config.name)], [0, ['segment.ms']], 'error and names')
    }
  },
  {
    name: 'synonyms of a topic config lead from the topic’s value to the broker’s default',
    api: 'DescribeConfigs',
    versions: [4, 4],
    kip: 'KIP-226',
    async run(t) {
      const topic = await t.topic({ configs: { 'segment.bytes': '1234567' } })
      const answer = await describeConfigs(t, resource.topic, topic.name, { keys: ['segment.bytes'], synonyms: true })
      const { synonyms } = only(answer.configs, 'configs')
      equal(synonyms[0], { name: 'segment.bytes', value: '1234567', source: source.topic }, 'first synonym')
      const last = synonyms.at(-1)
      equal([last?.name, last?.source], ['log.segment.bytes', source.default], 'last synonym')
    }
  },
  {
    name: 'documentation of configs is given when it is asked for',
    api: 'DescribeConfigs',
    versions: [4, 4],
    kip: 'KIP-569',
    async run(t) {
      const topic = await t.topic()
      const answer = await describeConfigs(t, resource.topic, topic.name, {
        keys: ['retention.ms'],
        documentation: true
      })
      holds((only(answer.configs, 'configs').documentation ?? '').length > 20, 'documentation')
    }
  },
  {
    name: 'types of configs are told: boolean, int, long, list, string, double',
    api: 'DescribeConfigs',
    versions: [4, 4],
    kip: 'KIP-569',
    async run(t) {
      const topic = await t.topic()
      const expected = {
        preallocate: 1,
        'compression.type': 2,
        'max.message.bytes': 3,
        'segment.ms': 5,
        'min.cleanable.dirty.ratio': 6,
        'cleanup.policy': 7
      }
      const answer = await describeConfigs(t, resource.topic, topic.name, { keys: Object.keys(expected) })
      for (const [name, type] of Object.entries(expected)) {
        equal(found(answer.configs, (config) => config.name === name, name).configType, type, `type of ${name}`)
      }
    }
  },
  {
    name: 'a topic has all of Kafka’s configs with Kafka’s defaults',
    api: 'DescribeConfigs',
    versions: [4, 4],
    async run(t) {
      const topic = await t.topic()
      const expected = {
        'cleanup.policy': 'delete',
        'compression.type': 'producer',
        'delete.retention.ms': '86400000',
        'file.delete.delay.ms': '60000',
        'index.interval.bytes': '4096',
        'max.compaction.lag.ms': '9223372036854775807',
        'message.timestamp.type': 'CreateTime',
        'min.cleanable.dirty.ratio': '0.5',
        'min.compaction.lag.ms': '0',
        preallocate: 'false',
        'segment.index.bytes': '10485760',
        'segment.jitter.ms': '0',
        'unclean.leader.election.enable': 'false'
      }
      const answer = await describeConfigs(t, resource.topic, topic.name, { keys: Object.keys(expected) })
      for (const [name, value] of Object.entries(expected)) {
        equal(found(answer.configs, (config) => config.name === name, name).value, value, name)
      }
    }
  },
  {
    name: 'DescribeConfigs of a topic that does not exist is answered UNKNOWN_TOPIC_OR_PARTITION',
    api: 'DescribeConfigs',
    versions: [4, 4],
    async run(t) {
      const answer = await describeConfigs(t, resource.topic, t.uniqueName())
      errorIs(answer.errorCode, 'UNKNOWN_TOPIC_OR_PARTITION', 'error')
      equal(answer.configs, [], 'configs')
    }
  },
  {
    name: 'DescribeConfigs of a topic name that cannot be is answered INVALID_TOPIC_EXCEPTION',
    api: 'DescribeConfigs',
    versions: [4, 4],
    async run(t) {
      errorIs((await describeConfigs(t, resource.topic, 'no/slash')).errorCode, 'INVALID_TOPIC_EXCEPTION', 'error')
    }
  },
  {
    name: 'the broker’s own configs are described by its id',
    api: 'DescribeConfigs',
    versions: [4, 4],
    async run(t) {
      const answer = await describeConfigs(t, resource.broker, String(t.target.nodeId), {
        keys: ['log.segment.bytes', 'num.partitions', 'broker.id']
      })
      errorIs(answer.errorCode, 'NONE', 'error')
      const config = (name: string) => found(answer.configs, (one) => one.name === name, name)
      equal(config('broker.id').readOnly, true, 'broker.id read only')
      equal(config('log.segment.bytes').readOnly, false, 'log.segment.bytes read only')
      holds(Number(config('num.partitions').value) >= 1, 'num.partitions', config('num.partitions').value)
    }
  },
  {
    name: 'passwords are never shown: a sensitive config has no value',
    api: 'DescribeConfigs',
    versions: [4, 4],
    async run(t) {
      const answer = await describeConfigs(t, resource.broker, String(t.target.nodeId), {
        keys: ['ssl.keystore.password']
      })
      const config = only(answer.configs, 'configs')
      equal([config.isSensitive, config.value], [true, null], 'sensitive and value')
    }
  },
  {
    name: 'DescribeConfigs of another broker’s id is answered INVALID_REQUEST',
    api: 'DescribeConfigs',
    versions: [4, 4],
    async run(t) {
      errorIs((await describeConfigs(t, resource.broker, '987654')).errorCode, 'INVALID_REQUEST', 'error')
    }
  },
  {
    name: 'DescribeConfigs of a broker id that is no number is answered INVALID_REQUEST',
    api: 'DescribeConfigs',
    versions: [4, 4],
    async run(t) {
      errorIs((await describeConfigs(t, resource.broker, 'one')).errorCode, 'INVALID_REQUEST', 'error')
    }
  },
  {
    name: 'the cluster-wide broker configs are described by the empty name',
    api: 'DescribeConfigs',
    versions: [4, 4],
    kip: 'KIP-226',
    async run(t) {
      errorIs((await describeConfigs(t, resource.broker, '')).errorCode, 'NONE', 'error')
    }
  },
  {
    name: 'DescribeConfigs of an unknown kind of resource is answered INVALID_REQUEST',
    api: 'DescribeConfigs',
    versions: [4, 4],
    async run(t) {
      errorIs((await describeConfigs(t, 99, 'x')).errorCode, 'INVALID_REQUEST', 'error')
    }
  },
  {
    name: 'DescribeConfigs answers for several resources, each by itself',
    api: 'DescribeConfigs',
    versions: [4, 4],
    async run(t) {
      const [topic, missing] = [await t.topic(), t.uniqueName()]
      const ask = (resourceType: number, resourceName: string) => ({
        resourceType,
        resourceName,
        configurationKeys: ['retention.ms']
      })
      const resources = [
        ask(resource.topic, topic.name),
        ask(resource.topic, missing),
        ask(resource.broker, String(t.target.nodeId))
      ]
      const { results } = await t.call('DescribeConfigs', 4, { resources })
      const errorOf = (name: string) => found(results, (one) => one.resourceName === name, name).errorCode
      equal([errorOf(topic.name), errorOf(missing), errorOf(String(t.target.nodeId))], [0, 3, 0], 'errors')
    }
  },
  {
    name: 'DescribeConfigs shows a group’s configs',
    api: 'DescribeConfigs',
    versions: [4, 4],
    kip: 'KIP-848',
    async run(t) {
      const answer = await describeConfigs(t, resource.group, t.uniqueName('g'), {
        keys: ['consumer.session.timeout.ms']
      })
      errorIs(answer.errorCode, 'NONE', 'error')
      equal(only(answer.configs, 'configs').name, 'consumer.session.timeout.ms', 'name')
    }
  }
]
