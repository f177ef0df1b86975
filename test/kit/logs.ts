import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Env, type Logger, silentLogger } from '../../src/env/index.ts'
import { createRealEnv } from '../../src/env/real/index.ts'
import {
  type FileStore,
  type LogConfig,
  type LogStoreConfig,
  openFileStore,
  openMemoryStore,
  Reserve
} from '../../src/log/index.ts'
import { buildBatch } from '../../src/records/index.ts'
import { linesLogger } from './lines-logger.ts'

export const topicId = 'TKwO6bbqSE-cgKVY7G_NSQ'

export const logConfig: LogConfig = {
  cleanupPolicy: { compact: false, delete: true },
  compressionType: 'producer',
  compressionGzipLevel: -1,
  compressionLz4Level: 9,
  compressionZstdLevel: 3,
  deleteRetentionMs: 86_400_000,
  fileDeleteDelayMs: 60_000,
  flushMessages: Number.MAX_SAFE_INTEGER,
  flushMs: Number.MAX_SAFE_INTEGER,
  indexIntervalBytes: 4096,
  maxCompactionLagMs: Number.MAX_SAFE_INTEGER,
  maxMessageBytes: 1_048_588,
  messageTimestampAfterMaxMs: 3_600_000,
  messageTimestampBeforeMaxMs: Number.MAX_SAFE_INTEGER,
  messageTimestampType: 'CreateTime',
  minCleanableDirtyRatio: 0.5,
  minCompactionLagMs: 0,
  preallocate: false,
  retentionBytes: -1,
  retentionMs: -1,
  segmentBytes: 1 << 30,
  segmentIndexBytes: 10 << 20,
  segmentJitterMs: 0,
  segmentMs: 604_800_000
}

export const storeConfig: LogStoreConfig = {
  durability: 'os',
  producerIdExpirationMs: 86_400_000,
  tailCacheBytes: 8 << 20,
  openFilesMax: 100,
  retentionCheckIntervalMs: 0,
  flushCheckpointIntervalMs: 0,
  startOffsetCheckpointIntervalMs: 0,
  cleanerEnable: false,
  cleanerBackoffMs: 15_000,
  cleanerDedupeBufferBytes: 1 << 20,
  cleanerIoMaxBytesPerSecond: Number.MAX_SAFE_INTEGER,
  cleanerDeleteRetentionMs: 86_400_000
}

const cleanUps: (() => void)[] = []
afterAll(() => {
  for (const cleanUp of cleanUps) cleanUp()
})

/** A real environment whose timers do not keep the test process, not even those of what goes on after a test that failed. */
export function testEnv(changes: Partial<Env> = {}): Env {
  const env = createRealEnv({ unref: true })
  const later: { cancel(): void }[] = []
  cleanUps.push(() => {
    for (const timer of later) timer.cancel()
  })
  return {
    ...env,
    timers: {
      ...env.timers,
      after: (ms, run) => {
        const timer = env.timers.after(ms, run)
        later.push(timer)
        return timer
      }
    },
    ...changes
  }
}

export function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'ottla-log-'))
  cleanUps.push(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

export interface Kept {
  readonly store: FileStore
  readonly lines: string[]
}

/** What a store keeps for a full disk: less than usual, because property tests open thousands of stores. */
export function smallReserve(env: Env, directory: string, logger: Logger = silentLogger, bytes = 64 * 1024): Reserve {
  return new Reserve(env, directory, logger, bytes)
}

export function fileStore(
  directory: string,
  config: Partial<LogConfig> = {},
  settings: Partial<LogStoreConfig> = {},
  env = testEnv(),
  reserveBytes?: number
): Kept {
  const lines: string[] = []
  const reserve = smallReserve(env, directory, linesLogger(lines), reserveBytes)
  const store = openFileStore({
    env,
    reserve,
    directory,
    settings: { ...storeConfig, ...settings },
    configOf: (found) => ({ topicId: found.topicId ?? topicId, config: { ...logConfig, ...config } }),
    logger: linesLogger(lines)
  })
  return { store, lines }
}

export function memoryStore(env = testEnv()): Kept {
  const lines: string[] = []
  return { store: openMemoryStore({ env, settings: storeConfig, logger: linesLogger(lines) }), lines }
}

export const client = { origin: 'client', leaderEpoch: 0, produceVersion: 9 } as const

/** A batch of text records, stamped from `timestamp` on. */
export function batch(
  values: readonly string[],
  options: {
    timestamp?: number
    producerId?: number
    epoch?: number
    sequence?: number
    key?: string
    transactional?: boolean
  } = {}
): Buffer {
  const timestamp = options.timestamp ?? 1_700_000_000_000
  return buildBatch(
    values.map((value, n) => ({
      timestamp: timestamp + n,
      key: options.key === undefined ? null : Buffer.from(options.key),
      value: Buffer.from(value)
    })),
    {
      producerId: options.producerId ?? -1,
      producerEpoch: options.epoch ?? -1,
      baseSequence: options.sequence ?? -1,
      isTransactional: options.transactional ?? false
    }
  )
}
