import type { ErrorName } from '../../../protocol/index.ts'
import type { Check } from '../../check.ts'
import { api, consumerGroup, member } from '../../dialogue/consumer-groups.ts'
import { configure } from '../../dialogue/coordinator.ts'
import { equal, errorIs } from '../../expect.ts'

const refused: readonly (readonly [name: string, value: string, error: ErrorName])[] = [
  ['consumer.session.timeout.ms', '1000', 'INVALID_CONFIG'],
  ['consumer.session.timeout.ms', '70000', 'INVALID_CONFIG'],
  ['consumer.session.timeout.ms', 'long', 'INVALID_CONFIG'],
  ['consumer.heartbeat.interval.ms', '1000', 'INVALID_CONFIG'],
  ['consumer.heartbeat.interval.ms', '60000', 'INVALID_CONFIG'],
  ['consumer.heartbeat.interval.ms', '0', 'INVALID_CONFIG'],
  ['consumer.assignment.interval.ms', '20000', 'INVALID_CONFIG'],
  ['consumer.assignment.interval.ms', '-1', 'INVALID_CONFIG'],
  ['consumer.nothing', '1', 'INVALID_CONFIG']
]

export const consumerConfigs: Check[] = [
  ...refused.map(
    ([name, value, error]): Check => ({
      name: `a group cannot have ${name}=${value}`,
      api: 'IncrementalAlterConfigs',
      versions: [1, 1],
      async run(t) {
        errorIs(await configure(t, await t.group(), { [name]: value }), error, 'error')
      }
    })
  ),
  {
    name: 'the heartbeat interval of a group is what its members are told',
    api,
    versions: [1, 1],
    async run(t) {
      const groupId = await consumerGroup(t, { 'consumer.heartbeat.interval.ms': '7000' })
      const one = await member(t, groupId, { topics: ['none'] })
      equal((await one.beat()).heartbeatIntervalMs, 7000, 'interval')
      errorIs(await configure(t, groupId, { 'consumer.heartbeat.interval.ms': '8000' }), 'NONE', 'error of the change')
      await t.until('the change is told', async () => (await one.poll()).heartbeatIntervalMs === 8000)
    }
  }
]
