/**
 * Goal: levels of loggers change while the broker runs, as Apache Kafka 4.3.1 has it (KIP-412). Method: requests over a
 * connection in memory; answers as Kafka gave them to the same requests.
 */
import { BrokerLoggers, loggerNames } from '../../../src/config/index.ts'
import { Harness, type HarnessClient } from '../../kit/harness.ts'
import { nameOf } from '../../kit/produce-and-fetch.ts'

const brokerLogger = 8

describe('BROKER_LOGGER', () => {
  let harness: Harness
  let client: HarnessClient
  beforeAll(async () => {
    harness = await Harness.start()
    client = harness.connect()
  })
  afterAll(() => harness[Symbol.asyncDispose]())

  const alter = async (name: string, operation: number, value: string | null, node = '1') => {
    const configs = [{ name, configOperation: operation, value }]
    const resources = [{ resourceType: brokerLogger, resourceName: node, configs }]
    const { responses } = await client.call('IncrementalAlterConfigs', 1, { resources, validateOnly: false })
    return [nameOf(responses[0]!.errorCode), responses[0]!.errorMessage]
  }
  const describeLoggers = async (keys: string[] | null = null) => {
    const resources = [{ resourceType: brokerLogger, resourceName: '1', configurationKeys: keys }]
    const { results } = await client.call('DescribeConfigs', 4, {
      resources,
      includeSynonyms: true,
      includeDocumentation: true
    })
    return results[0]!.configs
  }

  test('lists the loggers with their levels, of the source DYNAMIC_BROKER_LOGGER_CONFIG', async () => {
    const all = await describeLoggers()
    expect(all.map(({ name }) => name)).toEqual(['root', ...Object.values(loggerNames)])
    expect((await describeLoggers(['root', 'no.such']))[0]).toMatchObject({
      name: 'root',
      value: 'DEBUG',
      readOnly: false,
      configSource: 6,
      isSensitive: false,
      synonyms: [],
      configType: 0,
      documentation: ''
    })
  })

  test.each([
    [
      'root',
      0,
      'info',
      'INVALID_CONFIG',
      'Cannot set the log level of root to info as it is not a supported log level. Valid log levels are DEBUG, ERROR, FATAL, INFO, TRACE, WARN'
    ],
    ['root', 0, null, 'INVALID_REQUEST', 'Null value not supported for : root'],
    ['root', 1, null, 'INVALID_REQUEST', 'Removing the log level of the root logger is not allowed'],
    ['root', 2, 'INFO', 'INVALID_REQUEST', 'APPEND operation is not allowed for the BROKER_LOGGER resource'],
    ['root', 3, 'INFO', 'INVALID_REQUEST', 'SUBTRACT operation is not allowed for the BROKER_LOGGER resource'],
    ['root', 4, 'INFO', 'UNKNOWN_SERVER_ERROR', null],
    ['no.such', 0, 'INFO', 'INVALID_CONFIG', 'Logger no.such does not exist!'],
    ['no.such', 1, null, 'INVALID_CONFIG', 'Logger no.such does not exist!']
  ] as const)('%s, operation %d, %s: %s', async (name, operation, value, error, message) => {
    expect(await alter(name, operation, value)).toEqual([error, message])
  })

  test.each([
    ['', 'Node id must be an integer, but it is: '],
    ['a', 'Node id must be an integer, but it is: a'],
    ['2', 'Unexpected node id. Expected 1, but received 2']
  ])('of node %j is refused', async (node, message) => {
    expect(await alter('root', 0, 'INFO', node)).toEqual(['INVALID_REQUEST', message])
  })

  test('AlterConfigs does not know the resource', async () => {
    const resources = [{ resourceType: brokerLogger, resourceName: '1', configs: [{ name: 'root', value: 'INFO' }] }]
    const { responses } = await client.call('AlterConfigs', 2, { resources, validateOnly: false })
    expect([nameOf(responses[0]!.errorCode), responses[0]!.errorMessage]).toEqual([
      'INVALID_REQUEST',
      'Unknown resource type 8'
    ])
  })

  test('a level has its effect at once, and none once it is removed', async () => {
    const said = () => harness.lines.filter(({ message }) => message === 'a line').length
    expect(await alter('kafka.server', 0, 'ERROR')).toEqual(['NONE', null])
    harness.broker.log.warn('a line')
    expect(said()).toBe(0)
    harness.broker.log.error('a line')
    expect(said()).toBe(1)
    expect(await alter('kafka.server', 1, null)).toEqual(['NONE', null])
    harness.broker.log.warn('a line')
    expect(said()).toBe(2)
  })
})

test('a logger takes the level of the nearest one above it; a sink that filters hears the least that is wanted', () => {
  const lines: string[] = []
  const write = (message: string) => void lines.push(message)
  const sink = {
    level: 'info' as 'debug' | 'info' | 'warn' | 'error',
    debug: write,
    info: write,
    warn: write,
    error: write
  }
  const loggers = new BrokerLoggers(sink)
  const set = (name: string, value: string) => loggers.alter([{ name, operation: 0, value }], false)
  expect(loggers.levelOf('kafka.log')).toBe('INFO')
  expect(set('kafka', 'DEBUG')).toBeNull()
  expect([loggers.levelOf('kafka.log'), loggers.levelOf('root'), sink.level]).toEqual(['DEBUG', 'INFO', 'debug'])
  loggers.named(loggerNames.log).debug('shown')
  expect(set('kafka.log', 'FATAL')).toBeNull()
  loggers.named(loggerNames.log).error('not shown')
  expect(lines).toEqual(['shown'])
  expect(set('kafka', 'WARN')).toBeNull()
  expect(sink.level).toBe('info')
})
