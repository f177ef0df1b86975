/**
 * Goal: each stage stands where it should, and one error of a whole request has an answer in every API and version.
 * Method: a broker in this process with stages that refuse, throttle or take notes.
 */
import fc from 'fast-check'
import { allApis, row, tableOf } from '../../../src/api/index.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import { type ApiName, errorCodes, errorName } from '../../../src/protocol/index.ts'
import type { Authorizer } from '../../../src/security/index.ts'
import { type Outcome, type Stages, standardStages } from '../../../src/server/index.ts'
import type { StageRequest } from '../../../src/server/stages.ts'
import { Harness } from '../../kit/harness.ts'
import { bodyOf, specMessages } from '../../kit/specs.ts'
import { turn, VirtualTime } from '../../kit/virtual-time.ts'

/** A real environment whose clock stands still until a test moves it. */
function virtualEnv() {
  const time = new VirtualTime()
  return { env: { ...createRealEnv({ unref: true }), ...time.env }, advance: (ms: number) => time.advance(ms) }
}

test('a stage that refuses is answered with its error, in every API and version', async () => {
  const stages: Stages = { fault: () => ({ error: 'THROTTLING_QUOTA_EXCEEDED' }) }
  await using harness = await Harness.start({ stages })
  const unanswered: string[] = []
  for (const { name, key, min, max } of harness.broker.apis.rows) {
    const message = specMessages.find((each) => each.name === `${name}Request`)
    if (message === undefined) throw new Error(`no spec of ${name}`)
    for (let version = min; version <= max; version++) {
      const [body] = fc.sample(bodyOf(message, version), { numRuns: 1, seed: key })
      const client = harness.connect()
      const asked = name === 'Produce' ? { ...(body as object), acks: 1 } : body
      await client.call(name, version, asked as never).catch(() => unanswered.push(`${name} v${version}`))
      client.close()
    }
  }
  expect(unanswered).toEqual([])
})

test('a refused Produce says so of each partition, and nothing is appended', async () => {
  await using harness = await Harness.start({ stages: { quota: () => ({ error: 'THROTTLING_QUOTA_EXCEEDED' }) } })
  await harness.createTopic('t')
  const topicData = [{ name: 't', partitionData: [{ index: 0, records: Buffer.alloc(0) }] }]
  const answer = await harness.connect().call('Produce', 9, { acks: 1, timeoutMs: 1_000, topicData })
  expect(answer.responses[0]?.partitionResponses[0]?.errorCode).toBe(errorCodes.THROTTLING_QUOTA_EXCEEDED)
})

test('what a client is told of throttling is set in one place, in every API that tells it', async () => {
  await using harness = await Harness.start({ stages: { throttle: () => 250 } })
  const client = harness.connect()
  expect((await client.call('Metadata', 9, { topics: [] })).throttleTimeMs).toBe(250)
  expect((await client.call('Heartbeat', 4, { groupId: 'g', generationId: 1, memberId: 'm' })).throttleTimeMs).toBe(250)
})

test('a trace is told once how a request ended', async () => {
  const ended: { readonly name: string; readonly outcome: Outcome }[] = []
  const stages: Stages = {
    trace:
      ({ api }) =>
      (outcome) =>
        void ended.push({ name: api.name, outcome })
  }
  await using harness = await Harness.start({ stages })
  await harness.connect().call('ApiVersions', 0, {})
  expect(ended.map(({ name, outcome }) => [name, outcome.error])).toEqual([['ApiVersions', undefined]])
  expect(ended[0]?.outcome.answerBytes).toBeGreaterThan(4)
})

test('a client that has not authenticated may ask only what comes before it, and its connection is closed otherwise', async () => {
  const stages = standardStages(allApis(), [{ securityProtocol: 'SASL_PLAINTEXT' }])
  const { authenticated } = stages
  const asked = (name: ApiName, isAuthenticated: boolean) =>
    authenticated?.({ api: allApis().byName(name), connection: { isAuthenticated } } as unknown as StageRequest)
  const early = allApis().rows.filter(({ name }) => asked(name, false) === undefined)
  expect(early.map(({ name }) => name)).toEqual(['SaslHandshake', 'ApiVersions', 'SaslAuthenticate'])
  expect(allApis().rows.filter(({ name }) => asked(name, true) !== undefined)).toEqual([])
  await using harness = await Harness.start({ stages: { authenticated: () => 'not yet' } })
  await expect(harness.connect().call('Metadata', 9, { topics: [] })).rejects.toThrow()
  expect(harness.lines.map(({ message }) => message)).toContainEqual(expect.stringContaining('Metadata: not yet'))
})

test('stages that nothing needs are absent', () => {
  const plain = tableOf(allApis().rows.filter(({ isClusterAction }) => !isClusterAction))
  expect(standardStages(plain, [{ securityProtocol: 'PLAINTEXT' }])).toEqual({})
  expect(Object.keys(standardStages(allApis(), [{ securityProtocol: 'SASL_SSL' }]))).toEqual([
    'authenticated',
    'clusterAction'
  ])
})

test('an API that a kind of listener does not serve is not in its table', () => {
  const onlyBrokers = allApis().rows.filter(({ listeners }) => !listeners.includes('controller'))
  expect(onlyBrokers.length).toBeGreaterThan(10)
  for (const { key, name } of onlyBrokers) {
    expect(allApis('controller').byKey(key)).toBeUndefined()
    expect(allApis('controller').byName(name)).toBeUndefined()
  }
  expect(allApis('controller').byName('ApiVersions')).toBeDefined()
})

test('a cluster action asks for CLUSTER_ACTION once, before its handler', async () => {
  const { answer, asked } = await clusterAction(false)
  expect(errorName(answer.errorCode)).toBe('CLUSTER_AUTHORIZATION_FAILED')
  expect(asked).toEqual(['CLUSTER_ACTION CLUSTER kafka-cluster'])
  expect(errorName((await clusterAction(true)).answer.errorCode)).toBe('NONE')
})

/** What Heartbeat would answer if it were an API of brokers. */
async function clusterAction(isAllowed: boolean) {
  const { rows } = allApis()
  const traits = { isClusterAction: true }
  const apis = tableOf([
    ...rows.filter(({ name }) => name !== 'Heartbeat'),
    row('Heartbeat', () => ({ errorCode: 0 }), traits)
  ])
  const asked: string[] = []
  const authorizer: Authorizer = {
    may(_, operation, type, name) {
      asked.push(`${operation} ${type} ${name}`)
      return isAllowed
    },
    mayOnSome: () => false
  }
  await using harness = await Harness.start({ apis, authorizer })
  const answer = await harness.connect().call('Heartbeat', 4, { groupId: 'g', generationId: 1, memberId: 'm' })
  return { answer, asked }
}

test('what belongs to the controller can be answered in place of its handler, and nothing else', async () => {
  const forward: NonNullable<Stages['forward']> = ({ api }) =>
    api.name === 'CreateTopics' ? Promise.resolve({ topics: [], throttleTimeMs: 7 }) : undefined
  const forwarded: ApiName[] = []
  const stages: Stages = {
    forward(request, body) {
      forwarded.push(request.api.name)
      return forward(request, body)
    }
  }
  await using harness = await Harness.start({ stages })
  const client = harness.connect()
  const made = await client.call('CreateTopics', 7, { timeoutMs: 1_000, topics: [topicOf('t')] })
  expect(made).toMatchObject({ topics: [], throttleTimeMs: 7 })
  const deleted = await client.call('DeleteTopics', 5, { timeoutMs: 1_000, topicNames: ['t'] })
  expect(deleted.responses[0]?.errorCode).toBe(errorCodes.UNKNOWN_TOPIC_OR_PARTITION)
  await client.call('Metadata', 9, { topics: [] })
  expect(forwarded).toEqual(['CreateTopics', 'DeleteTopics'])
})

const topicOf = (name: string) => ({ name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] })

test('APIs that no quota counts are neither refused by one nor throttled', async () => {
  await using harness = await Harness.start({
    stages: { quota: () => ({ error: 'THROTTLING_QUOTA_EXCEEDED' }), throttle: () => 60_000 }
  })
  const client = harness.connect()
  const answer = await client.call('SaslHandshake', 1, { mechanism: 'PLAIN' })
  expect(errorName(answer.errorCode)).toBe('ILLEGAL_SASL_STATE')
  expect((await client.call('SaslHandshake', 1, { mechanism: 'PLAIN' })).errorCode).toBe(answer.errorCode)
})

test('a throttled client is answered at once, and its next request is taken when the time is over', async () => {
  const { env, advance } = virtualEnv()
  let throttleMs = 500
  await using harness = await Harness.start({ env, stages: { throttle: () => throttleMs } })
  const client = harness.connect()
  expect((await client.call('Metadata', 9, { topics: [] })).throttleTimeMs).toBe(500)
  throttleMs = 0
  const other = harness.connect()
  await other.call('Metadata', 9, { topics: [] })
  let next: unknown
  const call = client.call('Metadata', 9, { topics: [] }).then((answer) => (next = answer))
  await advance(499)
  await turn()
  expect(next).toBeUndefined()
  await advance(2)
  await call
  expect(next).toMatchObject({ throttleTimeMs: 0 })
})

test('a refusal for a quota is throttled too', async () => {
  await using harness = await Harness.start({
    stages: { quota: () => ({ error: 'THROTTLING_QUOTA_EXCEEDED' }), throttle: () => 30 }
  })
  const answer = await harness.connect().call('CreateTopics', 7, { timeoutMs: 1_000, topics: [topicOf('t')] })
  expect(answer).toMatchObject({ throttleTimeMs: 30, topics: [{ errorCode: errorCodes.THROTTLING_QUOTA_EXCEEDED }] })
})

test('an answer that is kept back holds up those behind it, and is not given to a connection that has ended', async () => {
  const { env, advance } = virtualEnv()
  let delayMs = 300
  await using harness = await Harness.start({ env, stages: { delay: () => delayMs } })
  const client = harness.connect()
  const order: string[] = []
  const calls = [
    client.call('Metadata', 9, { topics: [] }).then(() => order.push('first')),
    client.call('ApiVersions', 0, {}).then(() => order.push('second'))
  ]
  await turn()
  await advance(299)
  await turn()
  expect(order).toEqual([])
  delayMs = 0
  await advance(1)
  await Promise.all(calls)
  expect(order).toEqual(['first', 'second'])
  delayMs = 300
  const lost = harness.connect()
  void lost.call('Metadata', 9, { topics: [] }).catch(() => order.push('lost'))
  lost.close()
  await advance(1_000)
  expect(order).toEqual(['first', 'second'])
})
