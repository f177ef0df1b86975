// Apache Kafka's own kafka-dump-log on every kind of file that the log room writes: closed cleanly, and after a kill.
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { jars } from '../clients/java.mjs'
import { exec, root, scratch } from '../kit.mjs'

const dist = process.env.OTTLA_DIST ?? join(root, 'dist')
const from = (room) => import(pathToFileURL(join(dist, room)).href)
const topicId = 'TKwO6bbqSE-cgKVY7G_NSQ'
const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd']
const kinds = /\.(log|index|timeindex|txnindex|snapshot)$/

const config = {
  cleanupPolicy: { compact: false, delete: true },
  compressionType: 'producer',
  compressionGzipLevel: -1,
  compressionLz4Level: 9,
  compressionZstdLevel: 3,
  deleteRetentionMs: 86_400_000,
  fileDeleteDelayMs: 60_000,
  flushMessages: Number.MAX_SAFE_INTEGER,
  flushMs: Number.MAX_SAFE_INTEGER,
  indexIntervalBytes: 500,
  maxCompactionLagMs: Number.MAX_SAFE_INTEGER,
  maxMessageBytes: 1_048_588,
  messageTimestampAfterMaxMs: 3_600_000,
  messageTimestampBeforeMaxMs: Number.MAX_SAFE_INTEGER,
  messageTimestampType: 'CreateTime',
  minCleanableDirtyRatio: 0.01,
  minCompactionLagMs: 0,
  preallocate: false,
  retentionBytes: -1,
  retentionMs: -1,
  segmentBytes: 6000,
  segmentIndexBytes: 10 << 20,
  segmentJitterMs: 0,
  segmentMs: 604_800_000
}
const settings = {
  durability: 'os',
  producerIdExpirationMs: Number.MAX_SAFE_INTEGER,
  tailCacheBytes: 4 << 20,
  openFilesMax: 100,
  retentionCheckIntervalMs: 0,
  flushCheckpointIntervalMs: 0,
  startOffsetCheckpointIntervalMs: 0,
  cleanerEnable: true,
  cleanerBackoffMs: 3_600_000,
  cleanerDedupeBufferBytes: 1 << 20,
  cleanerIoMaxBytesPerSecond: Number.MAX_SAFE_INTEGER,
  cleanerDeleteRetentionMs: 86_400_000
}
const compact = { ...config, cleanupPolicy: { compact: true, delete: false } }
const configs = { plain: config, compacted: compact, preallocated: { ...config, preallocate: true } }

/** Batches of all codecs, with keys, from plain, idempotent and transactional producers, some transactions aborted. */
function fill(log, { buildBatch, buildMarker }) {
  const client = { origin: 'client', leaderEpoch: 3, produceVersion: 9 }
  const coordinator = { origin: 'coordinator', leaderEpoch: 3, produceVersion: 0 }
  let sequence = 0
  for (let n = 0; n < 150; n++) {
    const isTransactional = n % 3 === 2
    const records = [0, 1, 2].map((each) => ({
      timestamp: 1_700_000_000_000 + n * 1000 + each,
      key: Buffer.from(`k${(n * 3 + each) % 20}`),
      value: n % 17 === 16 ? null : Buffer.from(`value ${n} ${'v'.repeat(n % 90)}`)
    }))
    const producer =
      n % 3 === 0
        ? {}
        : { producerId: 40 + (n % 3), producerEpoch: 1, baseSequence: Math.floor(n / 3) * 3, isTransactional }
    const result = log.append(buildBatch(records, { codec: codecs[n % 5], ...producer }), client)
    if ('error' in result) throw new Error(`${result.error} ${result.message}`)
    if (isTransactional && n % 4 === 1) {
      const type = ++sequence % 2 === 0 ? 'COMMIT' : 'ABORT'
      const marker = {
        type,
        coordinatorEpoch: 2,
        producerId: 42,
        producerEpoch: 1,
        timestampMs: 1_700_000_000_000 + n * 1000
      }
      log.append(buildMarker(marker), coordinator)
    }
  }
  return new Promise((resolve) => log.whenWritten(log.logEndOffset, resolve))
}

async function open(directory) {
  const [{ createRealEnv }, { openFileStore }] = [await from('env/real/index.js'), await from('log/index.js')]
  const lines = []
  const configOf = ({ topic }) => ({ topicId, config: configs[topic] })
  const store = openFileStore({
    env: createRealEnv(),
    directory,
    settings,
    configOf,
    logger: { debug() {}, info() {}, warn: (line) => lines.push(line), error: (line) => lines.push(line) }
  })
  return { store, lines }
}

export async function prepare() {
  const libs = await jars('apache-kafka')
  const records = await from('records/index.js')
  const directory = scratch('logs')
  const killed = scratch('killed')
  const { store } = await open(directory)
  for (const topic of Object.keys(configs)) {
    const log = store.create(topic, 0, topicId, configs[topic])
    await fill(log, records)
    log.highWatermark = log.logEndOffset
  }
  await store.maintain()
  // What a kill leaves: the files as they are, indexes and snapshots of the last segment missing, the last write torn.
  cpSync(directory, killed, { recursive: true })
  await store.close()
  const { store: recovered } = await open(killed)
  await recovered.close()
  return { libs, directory, killed }
}

/** Every file of a directory, dumped with all checks that the tool has. */
async function dump({ libs }, directory) {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => kinds.test(name))
    .map((name) => join(directory, name))
  const found = new Set(files.map((name) => kinds.exec(name)?.[1]))
  if (found.size !== 5) throw new Error(`only files of kinds ${[...found].join(', ')} were written`)
  const java = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-cp', join(libs, '*')]
  const tool = 'org.apache.kafka.tools.DumpLogSegments'
  const { stdout, stderr } = await exec('java', [...java, tool, '--deep-iteration', '--files', files.join(',')])
  const sanity = await exec('java', [
    ...java,
    tool,
    '--index-sanity-check',
    '--files',
    files.filter((name) => name.endsWith('index')).join(',')
  ])
  const out = `${stdout}\n${stderr}\n${sanity.stdout}\n${sanity.stderr}`
  const complaints = out
    .split('\n')
    .filter((line) =>
      /mismatch|isvalid: false|corrupt|exception|not found|invalid|out of order|non-monotonic/i.test(line)
    )
  if (complaints.length > 0) throw new Error(complaints.slice(0, 20).join('\n'))
  return { out, files }
}

export const checks = {
  'files of a clean stop': async (context) => {
    const { out, files } = await dump(context, context.directory)
    console.log(`        ${files.length} files, ${out.split('\n').length} lines`)
  },
  'files after a kill and a recovery': (context) => dump(context, context.killed),
  'indexes made from the records are those written with them': ({ directory, killed }) => {
    const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.txnindex')
    )
    for (const name of names) {
      const same = readFileSync(join(directory, name)).equals(readFileSync(join(killed, name)))
      if (!same) throw new Error(`${name} differs`)
    }
  }
}

export function finish({ directory, killed }) {
  for (const path of [directory, killed]) rmSync(path, { recursive: true, force: true })
}
