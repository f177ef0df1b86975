/*
 * Owns how a start takes its data directory and reads whose it is. Whatever is wrong with the directory is
 * an OttlaError that names path and reason.
 */
import { resolve } from 'node:path'
import { isInternalTopic } from '../controller/index.ts'
import {
  type DirectoryLock,
  DiskError,
  type DiskErrorCode,
  type Env,
  foldsCase,
  type LockListener,
  type Logger,
  OttlaError
} from '../env/index.ts'
import { partitionsIn, type Reserve } from '../log/index.ts'
import { type Adopted, adoptDirectory, hasKafkaMetadata, isMigrated, LocalMetadataStore } from '../metadata/index.ts'
import type { ResolvedSettings } from './settings.ts'

const reasons: Partial<Record<DiskErrorCode, string>> = {
  NOT_FOUND: 'a part of the path is missing or is not a directory',
  NO_SPACE: 'the disk is full',
  NO_PERMISSION: 'this process may not write there',
  INPUT_OUTPUT: 'the disk fails',
  TOO_MANY_FILES: 'this process may not open more files'
}

export function directoryError(error: DiskError, dataDir: string): OttlaError {
  if (error.code === 'LOCKED') {
    return new OttlaError(
      'DATA_DIR_LOCKED',
      `the data directory ${error.message}: stop that one or choose another directory`,
      { cause: error }
    )
  }
  const reason = reasons[error.code]
  return new OttlaError(
    'DATA_DIR_UNREADABLE',
    `the data directory ${dataDir} cannot be used: ${reason === undefined ? error.message : `${reason} (${error.message})`}`,
    { cause: error }
  )
}

/** Makes the directory where it is missing, and locks it. Rejects with OttlaError or DiskError. */
export async function takeDirectory(
  env: Env,
  { dataDir, otherDirs }: ResolvedSettings,
  listener: LockListener
): Promise<DirectoryLock | undefined> {
  if (dataDir === undefined) return undefined
  const found = env.disk.stat(dataDir)
  if (found !== undefined && !found.isDirectory)
    throw new OttlaError('DATA_DIR_UNREADABLE', `the data directory ${dataDir} cannot be used: it is a file`)
  refuseOthers(
    env,
    otherDirs.filter((other) => resolve(other) !== resolve(dataDir))
  )
  env.disk.makeDirectory(dataDir)
  return env.disk.lock(dataDir, listener)
}

/** Kafka spreads partitions over all of log.dirs. Those that are not in the first one would seem to be empty here. */
function refuseOthers({ disk }: Env, otherDirs: readonly string[]): void {
  for (const directory of otherDirs) {
    const found = partitionsIn(disk, directory)
    if (found.length === 0 && !hasKafkaMetadata(disk, directory)) continue
    const what = found.length > 0 ? `${found.length} partitions` : "Apache Kafka's metadata"
    throw new OttlaError(
      'BAD_CONFIG',
      `log.dirs: ${directory} holds ${what}, but Ottla uses the first directory only; move the partitions of all directories into one and name that one`
    )
  }
}

export interface OpenedDirectory {
  readonly store: LocalMetadataStore
  readonly adopted: Adopted
  /** Names of files that differ in case alone are the same there. */
  readonly foldsCase: boolean
}

/** The metadata that the directory holds, and whose directory it is. Rejects with OttlaError or DiskError; nothing is left open then. */
export async function openDirectory(
  env: Env,
  dataDir: string,
  { brokerId, clusterId, config, repairMetadata }: ResolvedSettings,
  log: Logger,
  reserve: Reserve | undefined
): Promise<OpenedDirectory> {
  if (isMigrated(env.disk, dataDir))
    throw new OttlaError(
      'DATA_DIR_UNREADABLE',
      `the metadata of the data directory ${dataDir} was taken into a cluster: name its store with --metadata`
    )
  let store: LocalMetadataStore | undefined
  try {
    store = new LocalMetadataStore(env, dataDir, log, { repair: repairMetadata, reserve })
    // The store has just made this file, so that nothing has to be written to find out.
    const folds = foldsCase(env.disk, dataDir, 'ottla-metadata.log')
    const metadataDir = config.isSet('metadata.log.dir') ? config.string('metadata.log.dir') : dataDir
    const adopted = await adoptDirectory({
      env,
      store,
      directory: dataDir,
      brokerId,
      clusterId,
      isInternalTopic,
      repair: store.wasRepaired,
      foldsCase: folds,
      kafkaMetadataIn: hasKafkaMetadata(env.disk, dataDir) ? dataDir : metadataDir,
      logger: log
    })
    return { store, adopted, foldsCase: folds }
  } catch (error) {
    await store?.close()
    if (error instanceof DiskError || !(error instanceof Error)) throw error
    throw new OttlaError('DATA_DIR_UNREADABLE', `the data directory cannot be used: ${error.message}`, { cause: error })
  }
}
