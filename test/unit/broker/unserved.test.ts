/**
 * Goal: what is not built is refused with an error that says so, and the log says it once per asker, whatever clients send.
 * Method: requests over connections in memory.
 */
import { Harness } from '../../kit/harness.ts'

let harness: Harness
beforeEach(async () => {
  harness = await Harness.start()
})
afterEach(() => harness[Symbol.asyncDispose]())

const warnings = () => harness.lines.filter(({ level }) => level === 'warn').map(({ message }) => message)
test('an API and a version that are not served close the connection; the log says it once per client', async () => {
  for (let n = 0; n < 3; n++) {
    const add = harness
      .connect('shop')
      .call('GetTelemetrySubscriptions', 0, { clientInstanceId: 'AAAAAAAAAAAAAAAAAAAAAA' })
    await expect(add).rejects.toThrow(/closed/)
  }
  expect(warnings()).toEqual([
    expect.stringMatching(/^GetTelemetrySubscriptions is not built yet: closed the connection of client 'shop' \(/)
  ])
})

test('a key that no API of Kafka has is not said to be built later', () => {
  harness.broker.unserved.api(999, 0, undefined, { clientHost: '::1' } as never, 'shop')
  expect(warnings()).toEqual([expect.stringMatching(/^999 is the key of no API of Kafka: closed the connection of /)])
})

test('a flood of requests is told of in a few lines', () => {
  for (let n = 0; n < 3000; n++)
    harness.broker.unserved.api(n + 999, 0, undefined, { clientHost: '::1' } as never, `c-${n}`)
  expect(warnings().length).toBeLessThanOrEqual(20)
})
