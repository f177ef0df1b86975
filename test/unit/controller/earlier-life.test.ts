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
    return (image.topic('t')?.partitions ?? []).map(({ leader, leaderEpoch, isr, elr }) => ({
      leader,
      leaderEpoch,
      isr,
      elr
    }))
  }
  return { metadata, partitions }
}

const end = (metadata: MemoryMetadataStore) => endEarlierLife({ metadata, brokerId: 1, minInSyncOf: () => 2 })

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
    { leader: 2, leaderEpoch: 1, isr: [2, 3], elr: [] },
    { leader: 2, leaderEpoch: 0, isr: [2, 3], elr: [] }
  ])
})

test('where it was the last in sync it stays eligible, and leads in a new epoch once it is back', async () => {
  const { metadata, partitions } = await metadataOf([[1, 2]], [])
  await end(metadata)
  expect(await partitions()).toEqual([{ leader: -1, leaderEpoch: 1, isr: [], elr: [1, 2] }])
})

test('partitions without other replicas stay as they are', async () => {
  const { metadata, partitions } = await metadataOf([[1], [2]], [1, 2])
  await end(metadata)
  expect(await partitions()).toEqual([
    { leader: 1, leaderEpoch: 0, isr: [1], elr: [] },
    { leader: 2, leaderEpoch: 0, isr: [2], elr: [] }
  ])
})
