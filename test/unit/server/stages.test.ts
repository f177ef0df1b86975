/**
 * Goal: each stage stands where it should, and one error of a whole request has an answer in every API and version.
 * Method: a broker in this process with stages that refuse, throttle or take notes.
 */
import fc from 'fast-check'
import { errorCodes } from '../../../src/protocol/index.ts'
import type { Outcome, Stages } from '../../../src/server/index.ts'
import { Harness } from '../../kit/harness.ts'
import { bodyOf, specMessages } from '../../kit/specs.ts'

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

test.each(['listenerScope', 'authenticated'] as const)(
  '%s closes the connection before the body is read',
  async (stage) => {
    await using harness = await Harness.start({ stages: { [stage]: () => 'not here' } })
    await expect(harness.connect().call('Metadata', 9, { topics: [] })).rejects.toThrow()
    expect(harness.lines.map(({ message }) => message)).toContainEqual(expect.stringContaining('Metadata: not here'))
  }
)
