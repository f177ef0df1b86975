import { Harness } from '../../kit/harness.ts'
import { turn, VirtualTime } from '../../kit/virtual-time.ts'

const leaseMs = 10_000

test('a broker stays in the metadata for as long as it runs', async () => {
  const time = new VirtualTime()
  await using harness = await Harness.start({ env: time.env })
  await time.advance(10 * leaseMs)
  expect(harness.broker.image.aliveBrokers.length).toBe(1)
})

test('a lease that is gone is taken anew at the next renewal', async () => {
  const time = new VirtualTime()
  const env = time.env
  const leases: string[] = []
  const uuid = env.random.uuid.bind(env.random)
  env.random.uuid = () => {
    leases.push(uuid())
    return leases.at(-1) as string
  }
  await using harness = await Harness.start({ env })
  const { metadata, image } = harness.broker
  for (const lease of leases) await metadata.revokeLease(lease)
  expect(image.aliveBrokers.length).toBe(0)
  await time.advance(leaseMs / 3)
  await turn()
  expect(image.aliveBrokers.length).toBe(1)
})
