import type { Check } from '../../check.ts'
import { change, currentValue, describeConfigs, operation, resource, settled, source } from '../../dialogue/configs.ts'
import { equal, errorIs, found, only } from '../../expect.ts'

export const otherResources: Check[] = [
  {
    name: 'a group’s config is set and given back, and its default returns when it is deleted',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    kip: 'KIP-848',
    async run(t) {
      const name = t.uniqueName('g')
      const config = 'consumer.session.timeout.ms'
      const before = await currentValue(t, resource.group, name, config)
      equal(
        (await change(t, resource.group, name, [[config, operation.set, '50000']])).errorCode,
        0,
        'error of the change'
      )
      await settled(t, resource.group, name, config, '50000')
      equal((await currentValue(t, resource.group, name, config)).configSource, source.group, 'source')
      equal(
        (await change(t, resource.group, name, [[config, operation.delete, null]])).errorCode,
        0,
        'error of the deletion'
      )
      await settled(t, resource.group, name, config, before.value)
    }
  },
  {
    name: 'one resource of an unknown type refuses all others of the request with INVALID_REQUEST',
    api: 'DescribeConfigs',
    versions: [4, 4],
    async run(t) {
      const topic = await t.topic()
      const answer = await t.call('DescribeConfigs', 4, {
        resources: [
          { resourceType: resource.topic, resourceName: topic.name, configurationKeys: null },
          { resourceType: 99, resourceName: 'x', configurationKeys: null }
        ]
      })
      equal(answer.results.length, 2, 'number of answers')
      for (const { errorCode, resourceType, configs } of answer.results) {
        errorIs(errorCode, 'INVALID_REQUEST', `error of type ${resourceType}`)
        equal(configs.length, 0, 'configs')
      }
    }
  },
  {
    name: 'a group config that does not exist is answered INVALID_CONFIG',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    kip: 'KIP-848',
    async run(t) {
      const answer = await change(t, resource.group, t.uniqueName('g'), [['no.such.config', operation.set, '1']])
      errorIs(answer.errorCode, 'INVALID_CONFIG', 'error')
    }
  },
  {
    name: 'a group config out of the broker’s bounds is answered INVALID_CONFIG',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    kip: 'KIP-848',
    async run(t) {
      const answer = await change(t, resource.group, t.uniqueName('g'), [
        ['consumer.session.timeout.ms', operation.set, '1']
      ])
      errorIs(answer.errorCode, 'INVALID_CONFIG', 'error')
    }
  },
  {
    name: 'a client metrics subscription is set, listed by every version of ListConfigResources, and deleted',
    api: 'ListConfigResources',
    versions: [0, 1],
    kip: 'KIP-714',
    async run(t) {
      const name = t.uniqueName('metrics')
      equal(
        (await change(t, resource.clientMetrics, name, [['interval.ms', operation.set, '60000']])).errorCode,
        0,
        'error of the change'
      )
      await settled(t, resource.clientMetrics, name, 'interval.ms', '60000')
      // Kafka's manager of client metrics learns of it behind the configs.
      await t.until('the subscription to be listed', async () => {
        const { configResources } = await t.aside('ListConfigResources', 0, {})
        return configResources.some((each) => each.resourceName === name)
      })
      for (const version of [0, 1]) {
        const answer = await t.call(
          'ListConfigResources',
          version,
          version === 0 ? {} : { resourceTypes: [resource.clientMetrics] }
        )
        const one = found(answer.configResources, (each) => each.resourceName === name, 'the subscription')
        equal(one.resourceType, resource.clientMetrics, 'kind')
      }
      await change(t, resource.clientMetrics, name, [['interval.ms', operation.delete, null]])
      await t.until('the subscription to be gone', async () => {
        const { configResources } = await t.aside('ListConfigResources', 0, {})
        return !configResources.some((each) => each.resourceName === name)
      })
    }
  },
  {
    name: 'a client metrics config that does not exist is answered INVALID_REQUEST',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    kip: 'KIP-714',
    async run(t) {
      const answer = await change(t, resource.clientMetrics, t.uniqueName('metrics'), [
        ['no.such.config', operation.set, '1']
      ])
      errorIs(answer.errorCode, 'INVALID_REQUEST', 'error')
    }
  },
  {
    name: 'a client metrics interval out of range is answered INVALID_REQUEST',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    kip: 'KIP-714',
    async run(t) {
      const answer = await change(t, resource.clientMetrics, t.uniqueName('metrics'), [
        ['interval.ms', operation.set, '5']
      ])
      errorIs(answer.errorCode, 'INVALID_REQUEST', 'error')
    }
  },
  {
    name: 'several resources are changed in one request, each answered by itself',
    api: 'IncrementalAlterConfigs',
    versions: [1, 1],
    kip: 'KIP-339',
    async run(t) {
      const [one, two] = [await t.topic(), await t.topic()]
      const set = (resourceName: string, value: string) => ({
        resourceType: resource.topic,
        resourceName,
        configs: [{ name: 'segment.ms', configOperation: operation.set, value }]
      })
      const answer = await t.call('IncrementalAlterConfigs', 1, {
        resources: [set(one.name, '5000'), set(two.name, 'soon')],
        validateOnly: false
      })
      const errorOf = (name: string) => found(answer.responses, (each) => each.resourceName === name, name).errorCode
      errorIs(errorOf(one.name), 'NONE', 'error of the good one')
      errorIs(errorOf(two.name), 'INVALID_CONFIG', 'error of the bad one')
      await settled(t, resource.topic, one.name, 'segment.ms', '5000')
    }
  },
  {
    name: 'a topic’s values that were set show in all later answers as the topic’s own',
    api: 'DescribeConfigs',
    versions: [4, 4],
    async run(t) {
      const topic = await t.topic()
      await change(t, resource.topic, topic.name, [['min.insync.replicas', operation.set, '1']])
      await settled(t, resource.topic, topic.name, 'min.insync.replicas', '1')
      await t.until(
        'the source to follow',
        async () =>
          (await currentValue(t, resource.topic, topic.name, 'min.insync.replicas')).configSource === source.topic
      )
      const answer = await describeConfigs(t, resource.topic, topic.name, { keys: ['min.insync.replicas'] })
      equal(only(answer.configs, 'configs').configSource, source.topic, 'source')
    }
  }
]
