/**
 * Goal: every request gets a response that can be encoded in its version: no API fails or closes the connection because of a field that
 * the version lacks. Method: arbitrary well-formed requests of every API and version against a whole in-memory broker. Any defect that
 * it logs fails the test.
 */
import fc from 'fast-check'
import { apis } from '../../src/protocol/index.ts'
import { Harness } from '../kit/harness.ts'
import { bodyOf, specMessages } from '../kit/specs.ts'

const perVersion = 3
const turn = () => new Promise<void>((resolve) => void setImmediate(resolve))

test('arbitrary requests of every API and version get a response or an error, without defects', async () => {
  await using harness = await Harness.start({ config: { 'group.initial.rebalance.delay.ms': 0 } })
  await harness.createTopic('t', 2)
  for (const { name, min, max } of harness.broker.apis.rows) {
    const message = specMessages.find((each) => each.name === `${name}Request`)
    if (message === undefined) throw new Error(`no spec of ${name}`)
    for (let version = min; version <= max; version++) {
      for (const body of fc.sample(bodyOf(message, version), {
        numRuns: perVersion,
        seed: apis[name].key
      })) {
        const client = harness.connect()
        client.call(name, version, body as never).catch(() => {})
        await turn()
        expect(harness.lines.filter(({ level }) => level === 'error')).toEqual([])
        client.close()
      }
    }
  }
})
