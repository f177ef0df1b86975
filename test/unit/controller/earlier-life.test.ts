/**
 * Goal: a broker that comes back before anybody has seen that it was gone neither leads on in an epoch of its earlier life nor
 * counts as in sync by it. Found by `npm run sim -- --brokers 5`: followers had records that the killed leader never wrote.
 */
import { endEarlierLife } from '../../../src/controller/index.ts'
import { createRealEnv } from '../../../src/env/real/index.ts'
import {
  assignmentOf,
  type BrokerImage,
  encodeBroker,
  encodeTopic,
  keys,
  loadImage,
  MemoryMetadataStore
} from '../../../src/metadata/index.ts'
import { topicId } from '../../kit/logs.ts'

const broker = (id: number): BrokerImage => ({
  id,
  epoch: id,
  incarnation: '',
  rack: null,
  endpoints: [],
  directories: [],
  isFenced: false
})

async function metadataOf(replicas: readonly (readonly number[])[], alive: readonly number[]) {
  const metadata = new MemoryMetadataStore(createRealEnv({ unref: true }))
  const assignment = assignmentOf(replicas.map((each) => ({ replicas: each, directories: [] })))
  await metadata.transaction(
    [],
    [
      { put: keys.topic('t'), value: encodeTopic({ topicId, isInternal: false, assignment }) },
      ...alive.map((id) => ({ put: keys.broker(id), value: encodeBroker(broker(id)) }))
    ]
  )
  const partitions = async () => {
    const { image } = await loadImage(metadata)
    return (image.topic('t')?.partitions ?? []).map(({ leader, leaderEpoch, isr, elr, lastKnownElr }) => ({
      leader,
      leaderEpoch,
      isr,
      elr,
      lastKnownElr
    }))
  }
  return { metadata, partitions }
}

const end = (metadata: MemoryMetadataStore, isUnclean = true) =>
  endEarlierLife({ metadata, brokerId: 1, minInSyncIn: () => () => 2, isUnclean: () => isUnclean })

test('others lead what it led, and what it followed goes on without it', async () => {
  const { metadata, partitions } = await metadataOf(
    [
      [1, 2, 3],
      [2, 1, 3]
    ],
    [1, 2, 3]
  )
  await end(metadata)
  expect(await partitions()).toEqual([
    { leader: 2, leaderEpoch: 1, isr: [2, 3], elr: [], lastKnownElr: [] },
    { leader: 2, leaderEpoch: 0, isr: [2, 3], elr: [], lastKnownElr: [] }
  ])
})

test('after a clean stop it stays eligible where it was the last in sync', async () => {
  const { metadata, partitions } = await metadataOf([[1, 2]], [])
  await end(metadata, false)
  expect(await partitions()).toEqual([{ leader: -1, leaderEpoch: 1, isr: [], elr: [1, 2], lastKnownElr: [1] }])
})

test('after any other stop it is not eligible, also where it was not in sync any more (KIP-966)', async () => {
  const { metadata, partitions } = await metadataOf([[1, 2]], [])
  await end(metadata)
  expect(await partitions()).toEqual([{ leader: -1, leaderEpoch: 1, isr: [], elr: [2], lastKnownElr: [1] }])
  const again = await metadataOf([[1, 2]], [])
  await end(again.metadata, false)
  await end(again.metadata)
  expect(await again.partitions()).toEqual([{ leader: -1, leaderEpoch: 1, isr: [], elr: [2], lastKnownElr: [1] }])
})

test('partitions without other replicas stay as they are', async () => {
  const { metadata, partitions } = await metadataOf([[1], [2]], [1, 2])
  await end(metadata)
  expect(await partitions()).toEqual([
    { leader: 1, leaderEpoch: 0, isr: [1], elr: [], lastKnownElr: [] },
    { leader: 2, leaderEpoch: 0, isr: [2], elr: [], lastKnownElr: [] }
  ])
})
