// A real file system that is full, through a real client: needs root on Linux, for a small tmpfs.
import { mkdirSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import kafkajs from 'kafkajs'
import { exec, Skip, scratch, startOttla } from '../kit.mjs'

const mebibyte = 1 << 20
const quick = ['--set', 'log.retention.check.interval.ms=500', '--set', 'log.segment.delete.delay.ms=0']

/** Mounts so many MiB for `body`, which gets the directory. */
async function onSmallDisk(mebibytes, body) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) throw new Skip('mounting a tmpfs needs root on Linux')
  const directory = scratch('full-disk')
  mkdirSync(directory, { recursive: true })
  try {
    await exec('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', directory])
  } catch (error) {
    throw new Skip(`a tmpfs cannot be mounted here: ${String(/** @type {Error} */ (error).message).split('\n')[0]}`)
  }
  try {
    await body(directory)
  } finally {
    await exec('umount', ['-l', directory])
    rmSync(directory, { recursive: true, force: true })
  }
}

const freeBytes = (directory) => {
  const { bavail, bsize } = statfsSync(directory)
  return bavail * bsize
}

async function withClient(bootstrap, body) {
  const retry = { retries: 0 }
  const kafka = new kafkajs.Kafka({ brokers: [bootstrap], logLevel: kafkajs.logLevel.NOTHING, retry })
  const admin = kafka.admin()
  const producer = kafka.producer({ retry, createPartitioner: kafkajs.Partitioners.DefaultPartitioner })
  await admin.connect()
  await producer.connect()
  const send = (topic, bytes = 10) =>
    producer.send({ topic, acks: -1, messages: [{ partition: 0, value: Buffer.alloc(bytes, 1) }] })
  try {
    await body({ kafka, admin, send })
  } finally {
    await Promise.allSettled([admin.disconnect(), producer.disconnect()])
  }
}

/** Runs it until it goes well, for a minute at most. */
async function until(what, body) {
  const endMs = Date.now() + 60_000
  for (;;) {
    try {
      return await body()
    } catch (error) {
      if (Date.now() > endMs) throw new Error(`${what}: ${/** @type {Error} */ (error).message}`)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}

async function fill(send, topic) {
  for (let n = 0; n < 1_000; n++) {
    try {
      await send(topic, 50_000)
    } catch {
      return
    }
  }
  throw new Error('the disk does not get full')
}

const topic = (name, configs = {}) => ({
  topic: name,
  numPartitions: 1,
  configEntries: Object.entries(configs).map(([key, value]) => ({ name: key, value }))
})

export const checks = {
  'a topic fills the disk: its retention makes room': () =>
    onSmallDisk(12, async (directory) => {
      const server = await startOttla({ dataDir: join(directory, 'data'), args: quick })
      try {
        await withClient(server.bootstrap, async ({ admin, send }) => {
          await admin.createTopics({ topics: [topic('t', { 'segment.bytes': '1048576', 'retention.ms': '3000' })] })
          await fill(send, 't')
          await until('room', async () => {
            if (freeBytes(directory) < 8 * mebibyte) throw new Error(`${freeBytes(directory)} bytes are free`)
          })
          await until('produce', () => send('t'))
        })
      } finally {
        await server.stop()
      }
    }),

  'a start on a full disk serves reads, and deletions make room': () =>
    onSmallDisk(12, async (directory) => {
      const dataDir = join(directory, 'data')
      let server = await startOttla({ dataDir, args: quick })
      await withClient(server.bootstrap, async ({ admin, send }) => {
        await admin.createTopics({ topics: [topic('t', { 'segment.bytes': '1048576' }), topic('other')] })
        await send('other')
        await fill(send, 't')
      })
      writeFileSync(join(directory, 'filler'), '')
      await exec('sh', ['-c', `head -c 12582912 /dev/zero >> ${join(directory, 'filler')} || true`])
      await server.stop()
      server = await startOttla({ dataDir, args: quick })
      try {
        await withClient(server.bootstrap, async ({ admin, send }) => {
          const [{ high }] = await admin.fetchTopicOffsets('t')
          if (Number(high) < 100) throw new Error(`t ends at ${high}`)
          await admin.deleteTopicRecords({ topic: 't', partitions: [{ partition: 0, offset: '-1' }] })
          await admin.deleteTopics({ topics: ['t'] })
          await until('room', async () => {
            if (freeBytes(directory) < mebibyte) throw new Error(`${freeBytes(directory)} bytes are free`)
          })
          await until('produce', () => send('other'))
        })
      } finally {
        await server.stop()
      }
    }),

  'the disk is full and has room again: topics and groups work without a restart': () =>
    onSmallDisk(4, async (directory) => {
      const server = await startOttla({ dataDir: join(directory, 'data'), args: quick })
      try {
        await withClient(server.bootstrap, async ({ kafka, admin, send }) => {
          await admin.createTopics({ topics: [topic('used'), topic('unused')] })
          await send('used')
          await exec('sh', ['-c', `head -c 6000000 /dev/zero > ${join(directory, 'filler')} || true`])
          for (const name of ['used', 'unused']) {
            const refused = await send(name, 8_000).then(
              () => false,
              () => true
            )
            if (!refused) throw new Error(`${name} took a record that has no room`)
          }
          const made = await admin.createTopics({ topics: [topic('made')] }).then(
            () => true,
            () => false
          )
          rmSync(join(directory, 'filler'))
          for (const name of ['used', 'unused']) await until(name, () => send(name, 8_000))
          if (made) await until('made', () => send('made', 8_000))
          const consumer = kafka.consumer({ groupId: 'g', retry: { retries: 20 } })
          await consumer.connect()
          await consumer.subscribe({ topics: ['used'], fromBeginning: true })
          let read = 0
          await consumer.run({
            eachMessage: async () => {
              read++
            }
          })
          await until('the group', async () => {
            if (read < 2) throw new Error(`${read} records were read`)
          })
          await consumer.disconnect()
        })
        const reserve = readdirSync(join(directory, 'data')).find((name) => name === 'ottla-reserve')
        if (reserve !== undefined && statSync(join(directory, 'data', reserve)).size > mebibyte)
          throw new Error('the reserve is too large')
      } finally {
        await server.stop()
      }
    })
}
