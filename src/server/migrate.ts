/*
 * Turns a standalone broker into the first broker of a cluster on etcd: moves its metadata there and leaves its records in place.
 */
import { DiskError, type Env, type Logger, OttlaError } from '../env/index.ts'
import { carryMetadata, parseEtcdAddress, setAsMigrated, shownEtcd } from '../metadata/index.ts'
import { directoryError, homeFirst, openDirectory, takeDirectories } from './directory.ts'
import { openStore } from './etcd-seat.ts'
import { type ResolvedSettings, resolveSettings, type StartOptions } from './settings.ts'

interface Migrated {
  readonly clusterId: string
  readonly brokerId: number
  readonly topics: number
  /** Where the metadata is now, without the password. */
  readonly metadata: string
}

/**
 * Moves the metadata of a stopped standalone broker into an etcd prefix that holds no cluster yet. The directory stays unchanged
 * until everything is stored; from then on it belongs to the cluster. Can be repeated after an interruption. Rejects with an
 * OttlaError that gives the reason.
 */
export async function migrate(
  options: StartOptions & { readonly metadata: string; readonly dataDir: string | readonly string[] },
  env: Env,
  log: Logger
): Promise<Migrated> {
  const settings = homeFirst(env, resolveSettings(options))
  // The directory with the metadata, or the first one.
  const { dataDir = '', dataDirs } = settings
  const missing = dataDirs.find((path) => !env.disk.exists(path))
  if (missing !== undefined) throw new OttlaError('DATA_DIR_UNREADABLE', `no data directory at ${missing}`)
  try {
    const held = await takeDirectories(env, dataDirs, dataDir, {
      warn: (message, fields) => log.warn(message, fields),
      lost() {}
    })
    try {
      const migrated = await carry(options.metadata, dataDir, settings, env, log)
      setAsMigrated(env.disk, dataDir)
      return migrated
    } finally {
      held.release()
    }
  } catch (error) {
    throw error instanceof DiskError ? directoryError(error, dataDir) : error
  }
}

async function carry(
  address: string,
  dataDir: string,
  settings: ResolvedSettings,
  env: Env,
  log: Logger
): Promise<Migrated> {
  const etcd = parseEtcdAddress(address)
  const opened = await openDirectory(env, dataDir, settings, log, undefined)
  const { clusterId, brokerId, directoryId } = opened.adopted
  try {
    const store = await openStore(etcd, settings.config, env, log)
    try {
      const topics = await carryMetadata(opened.store, store, directoryId)
      return { clusterId, brokerId, topics, metadata: shownEtcd(etcd) }
    } catch (error) {
      if (!(error instanceof Error) || error instanceof OttlaError) throw error
      const message = `the metadata cannot be taken to ${shownEtcd(etcd)}: ${error.message}`
      throw new OttlaError('METADATA_UNREACHABLE', message, { cause: error })
    } finally {
      await store.close()
    }
  } finally {
    await opened.store.close()
  }
}
