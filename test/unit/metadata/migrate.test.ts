/**
 * Goal: what an earlier Ottla wrote, with a key for each partition, opens with the same topics and is brought into today's form.
 * Method: files that version wrote, and what it read from them itself; cuts, and a disk that is full.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { type Disk, DiskError } from '../../../src/env/index.ts'
import { createMemoryDisk } from '../../../src/log/index.ts'
import { keys, LocalMetadataStore, loadImage, type MetadataImage } from '../../../src/metadata/index.ts'
import { linesLogger } from '../../kit/lines-logger.ts'
import { memoryEnv } from '../../kit/memory-env.ts'

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/metadata-form-1/${name}`, import.meta.url))
const [snapshot, log] = ['m/ottla-metadata.json', 'm/ottla-metadata.log'] as const
const written = {
  [snapshot]: gunzipSync(fixture('ottla-metadata.json.gz')),
  [log]: gunzipSync(fixture('ottla-metadata.log.gz'))
}
/** The image that the version which wrote the files had of them. */
const before = JSON.parse(fixture('image.json').toString())

function oldDisk(logBytes = written[log].length): Disk {
  const disk = createMemoryDisk(() => 0)
  disk.makeDirectory('m')
  disk.writeFileAtomic(snapshot, written[snapshot])
  disk.writeFileAtomic(log, written[log].subarray(0, logBytes))
  return disk
}

const open = (disk: Disk, lines: string[] = []) => new LocalMetadataStore(memoryEnv(disk).env, 'm', linesLogger(lines))

/** As the earlier version showed it. */
const shown = (image: MetadataImage) => ({
  topics: [...image.topics]
    .map((topic) => ({
      ...topic,
      partitions: topic.partitions.map(({ replicas, isr, leader, leaderEpoch, partitionEpoch }) => ({
        ...{ replicas, isr, leader, leaderEpoch, partitionEpoch }
      }))
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1)),
  configs: Object.fromEntries(
    (['topics', 'brokers'] as const).map((type) => [
      type,
      Object.fromEntries(
        image
          .configNames(type)
          .sort()
          .map((name) => [name, Object.fromEntries(image.configs(type, name))])
      )
    ])
  )
})

async function imageOf(disk: Disk): Promise<MetadataImage> {
  const store = open(disk)
  const { image, delta } = await loadImage(store)
  expect([delta.unknown, delta.damaged]).toEqual([[], []])
  await store.close()
  return image
}

test('the topics are what they were, the first time and the next', async () => {
  const disk = oldDisk()
  const first = await imageOf(disk)
  expect(before.topics.length).toBeGreaterThan(10)
  expect(shown(first)).toEqual(before)
  expect(shown(await imageOf(disk))).toEqual(before)
  const { entries, revision } = await open(disk).list('')
  expect(revision).toBe(12)
  expect(entries.filter(({ key }) => key.startsWith('/topics/')).map(({ key }) => key)).toHaveLength(
    before.topics.length
  )
  // Only partitions whose state is not how they began have keys: Kafka led them before, so their epochs are higher.
  const began = before.topics.flatMap(({ partitions }: { partitions: { leaderEpoch: number }[] }) => partitions)
  const states = entries.filter(({ key }) => key.startsWith('/partitions/'))
  expect(states).toHaveLength(began.filter(({ leaderEpoch }: { leaderEpoch: number }) => leaderEpoch > 0).length)
  expect(JSON.parse(disk.readFile(snapshot).toString()).version).toBe(2)
  expect(disk.readFile(log)).toHaveLength(0)
})

test('a topic of before grows, is deleted and made again in the new form', async () => {
  const disk = oldDisk()
  const store = open(disk)
  const { image } = await loadImage(store)
  store.watch('/', image.revision, (change) => void image.apply(change))
  const codecs = image.topic('codecs')
  await store.transaction(
    [{ key: keys.topic('codecs'), modRevision: image.topicRevision('codecs') }],
    [{ delete: keys.topic('codecs') }, { deletePrefix: keys.partitionsOf(codecs?.topicId ?? '') }]
  )
  expect(image.topic('codecs')).toBeUndefined()
  await store.close()
  const after = await imageOf(disk)
  expect(after.topic('codecs')).toBeUndefined()
  expect(shown(after).topics).toEqual(before.topics.filter(({ name }: { name: string }) => name !== 'codecs'))
})

test('whatever of the change to the new form reached the disk, the topics are what they were', async () => {
  const whole = oldDisk()
  await imageOf(whole)
  // The new snapshot beside the old log: the crash came before the log was cut.
  const between = oldDisk()
  between.writeFileAtomic(snapshot, whole.readFile(snapshot))
  expect(shown(await imageOf(between))).toEqual(before)
  // The log's last change was torn: its topic is not there, nor half of it.
  const torn = oldDisk(written[log].length - 5)
  const image = await imageOf(torn)
  expect(shown(image).topics).toEqual(before.topics.filter(({ name }: { name: string }) => name !== 'one'))
})

test('where the disk is full the topics are there, changes are refused, and the form is renewed when there is room', async () => {
  const disk = oldDisk()
  let isFull = true
  const full: Disk = {
    ...disk,
    writeFileAtomic(path, bytes) {
      if (isFull) throw new DiskError('NO_SPACE', path, 'full')
      disk.writeFileAtomic(path, bytes)
    }
  }
  const lines: string[] = []
  const store = open(full, lines)
  expect(lines).toEqual([expect.stringContaining('old format')])
  expect(shown((await loadImage(store)).image)).toEqual(before)
  const deletion = [{ delete: keys.topic('orders') }, { delete: keys.config('topics', 'orders') }]
  expect(await store.transaction([], deletion)).toMatchObject({ succeeded: false, error: 'full' })
  // Whoever opens the files now finds what they held.
  for (const file of [snapshot, log] as const) expect(Buffer.compare(disk.readFile(file), written[file])).toBe(0)
  isFull = false
  expect((await store.transaction([], deletion)).succeeded).toBe(true)
  await store.close()
  const { topics } = shown(await imageOf(disk))
  expect(topics).toEqual(before.topics.filter(({ name }: { name: string }) => name !== 'orders'))
})
