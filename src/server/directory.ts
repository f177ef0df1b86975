/*
 * Owns how a start takes its data directory and reads whose it is. Whatever is wrong with the directory is
 * an OttlaError that names path and reason.
 */
import { isInternalTopic } from '../controller/index.ts'
import {
  type DirectoryLock,
  DiskError,
  type DiskErrorCode,
  type Env,
  foldsCase,
  type LockListener,
  type Logger,
  OttlaError,
  unlessRefused
} from '../env/index.ts'
import { type FoundDirectory, Reserve } from '../log/index.ts'
import {
  type Adopted,
  adoptDirectory,
  claimDirectory,
  hasKafkaMetadata,
  hasLocalMetadata,
  isMigrated,
  LocalMetadataStore,
  readMetaProperties
} from '../metadata/index.ts'
import type { ResolvedSettings } from './settings.ts'

const reasons: Partial<Record<DiskErrorCode, string>> = {
  NOT_FOUND: 'a parent of the path is missing or is not a directory',
  NO_SPACE: 'the disk is full',
  NO_PERMISSION: 'this process has no permission to write there',
  INPUT_OUTPUT: 'the disk reports errors',
  TOO_MANY_FILES: 'this process has too many open files'
}

export function directoryError(error: DiskError, dataDir: string): OttlaError {
  if (error.code === 'LOCKED') {
    return new OttlaError(
      'DATA_DIR_LOCKED',
      `the data directory ${error.message}; stop that process or choose another directory`,
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

/** Told of a lock that is lost, with the path of its directory. */
export interface DirectoriesListener extends Pick<LockListener, 'warn'> {
  lost(path: string, why: string): void
}

/** The locks of a broker's directories. */
export interface TakenDirectories extends DirectoryLock {
  /** Those that cannot be used, with the reason. Never all. */
  readonly refused: ReadonlyMap<string, DiskError>
}

/**
 * Makes the directories where they are missing, and locks them. One that the disk refuses is left out, unless it is `home`, where
 * the metadata is, or all are. Rejects with OttlaError or DiskError, as for a directory that another process has; none is locked then.
 */
export async function takeDirectories(
  env: Env,
  dataDirs: readonly string[],
  home: string | undefined,
  { lost, warn }: DirectoriesListener
): Promise<TakenDirectories> {
  const locks: DirectoryLock[] = []
  const refused = new Map<string, DiskError>()
  const release = () => {
    for (const lock of locks) lock.release()
  }
  try {
    for (const path of dataDirs) {
      try {
        locks.push(await takeDirectory(env, path, { lost: (why) => lost(path, why), warn }))
      } catch (error) {
        if (!(error instanceof DiskError) || error.code === 'LOCKED' || path === home) throw error
        refused.set(path, error)
      }
    }
    const [first] = refused.values()
    if (first !== undefined && locks.length === 0) throw first
  } catch (error) {
    release()
    throw error
  }
  return { release, refused }
}

async function takeDirectory(env: Env, path: string, listener: LockListener): Promise<DirectoryLock> {
  const found = env.disk.stat(path)
  if (found !== undefined && !found.isDirectory) throw new DiskError('OTHER', path, 'it is a file')
  env.disk.makeDirectory(path)
  return env.disk.lock(path, listener)
}

/**
 * The same settings with the directory first that has the metadata already, so that the order of log.dirs does not matter. A new
 * directory beside others that are a broker's is refused: its metadata would be missing. @throws OttlaError BAD_CONFIG
 */
export function homeFirst<T extends Pick<ResolvedSettings, 'dataDir' | 'dataDirs'>>({ disk }: Env, settings: T): T {
  const { dataDirs } = settings
  if (dataDirs.length < 2) return settings
  const isHome = (path: string) =>
    unlessRefused(() => hasLocalMetadata(disk, path), false) || hasKafkaMetadata(disk, path)
  const home = dataDirs.find(isHome) ?? dataDirs[0]
  const hasOwner = (path: string) => disk.exists(disk.join(path, 'meta.properties'))
  const owned = dataDirs.find(hasOwner)
  if (home !== undefined && owned !== undefined && !isHome(home) && !hasOwner(home))
    throw new OttlaError(
      'BAD_CONFIG',
      `log.dirs: ${owned} already belongs to a broker, but ${home}, which would hold its metadata, is new. List the directory that holds the metadata first`
    )
  return { ...settings, dataDir: home, dataDirs: [home, ...dataDirs.filter((path) => path !== home)] }
}

/**
 * Takes the only directory of one broker of a cluster, whose metadata is elsewhere. @throws OttlaError DATA_DIR_UNREADABLE, DiskError
 */
export function claimHome(env: Env, dataDir: string, owner: Owner): Pick<OpenedDirectory, 'adopted' | 'foldsCase'> {
  try {
    const directoryId = claimDirectory(env, dataDir, owner)
    const { brokerId, clusterId } = owner
    return { adopted: { brokerId, clusterId, directoryId }, foldsCase: foldsCase(env.disk, dataDir, 'meta.properties') }
  } catch (error) {
    if (error instanceof DiskError || !(error instanceof Error)) throw error
    throw unreadable(error)
  }
}

/** Whose directories they are. */
interface Owner {
  readonly brokerId: number
  readonly clusterId: string
  /** Their owner's metadata is in one of them, and is opened elsewhere. */
  readonly hasMetadata?: boolean | undefined
  /** Their owner's metadata is in none of them. */
  readonly isMember?: boolean | undefined
}

interface ClaimOptions {
  /** Where the metadata is, unless it is in no directory of this broker. */
  readonly home: string | undefined
  readonly refused?: TakenDirectories['refused'] | undefined
  readonly log: Logger
}

/**
 * Makes directories those of a broker, each with an id of its own. One that the disk refuses is told of, and has no id then.
 * @throws OttlaError DATA_DIR_UNREADABLE for a directory of another broker or cluster
 */
export function claimDirectories(
  env: Env,
  paths: readonly string[],
  owner: Owner,
  { home, refused, log }: ClaimOptions
): FoundDirectory[] {
  return paths.map((path) => {
    try {
      const error = refused?.get(path)
      if (error !== undefined) throw error
      if (home !== undefined && hasLocalMetadata(env.disk, path))
        throw new Error(
          `${path} belongs to another broker: it has metadata of its own, besides the metadata in ${home}`
        )
      const id = claimDirectory(env, path, owner)
      const reserve = new Reserve(env, path, log)
      reserve.giveIfFull()
      return { path, id, foldsCase: foldsCase(env.disk, path, 'meta.properties'), reserve }
    } catch (error) {
      if (!(error instanceof Error)) throw error
      if (!(error instanceof DiskError)) throw unreadable(error)
      log.error('log directory cannot be used; its partitions are offline', { directory: path, error: error.message })
      return { path, id: undefined }
    }
  })
}

/** Whether a directory that failed is there again: it can be written to, and has the id that it had. */
export function isThere({ disk }: Env, path: string, id: string): boolean {
  try {
    if (readMetaProperties(disk, path)?.directoryId !== id) return false
    const probe = disk.join(path, 'ottla-probe')
    disk.writeFileAtomic(probe, '')
    disk.remove(probe)
    return true
  } catch (error) {
    // The directory is there, and there may be room again.
    return error instanceof DiskError && (error.code === 'NO_SPACE' || error.code === 'TOO_MANY_FILES')
  }
}

/** Whether a log directory that nothing is written to seems to be there: its meta.properties could be written to. */
export function seemsThere({ disk }: Env, path: string): boolean {
  try {
    disk.open(disk.join(path, 'meta.properties'), 'write').close()
    return true
  } catch (error) {
    if (error instanceof DiskError) return error.code === 'TOO_MANY_FILES'
    throw error
  }
}

const unreadable = (error: Error): OttlaError =>
  error instanceof OttlaError
    ? error
    : new OttlaError('DATA_DIR_UNREADABLE', `the data directory cannot be used: ${error.message}`, { cause: error })

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
  { brokerId, clusterId, config, repairMetadata, dataDirs }: ResolvedSettings,
  log: Logger,
  reserve: Reserve | undefined,
  refused: TakenDirectories['refused'] = new Map()
): Promise<OpenedDirectory> {
  if (isMigrated(env.disk, dataDir))
    throw new OttlaError(
      'DATA_DIR_UNREADABLE',
      `the metadata of the data directory ${dataDir} was migrated to a cluster; name its metadata store with --metadata`
    )
  let store: LocalMetadataStore | undefined
  try {
    // Alone it would lead what others lead, and the cluster would never take the directory again.
    if (
      !repairMetadata &&
      readMetaProperties(env.disk, dataDir)?.isMember === true &&
      !hasLocalMetadata(env.disk, dataDir)
    )
      throw new Error(
        `${dataDir} belongs to a broker of a cluster that keeps its metadata elsewhere: name that store with --metadata. If the cluster is gone for good, --repair-metadata turns the directory into a standalone broker with the topics found in it`
      )
    store = new LocalMetadataStore(env, dataDir, log, { repair: repairMetadata, reserve })
    // The store has just made this file, so that nothing has to be written to find out.
    const folds = foldsCase(env.disk, dataDir, 'ottla-metadata.log')
    const metadataDir = config.isSet('metadata.log.dir') ? config.string('metadata.log.dir') : dataDir
    const adopted = await adoptDirectory({
      env,
      store,
      directory: dataDir,
      otherDirectories: dataDirs.filter((path) => path !== dataDir && !refused.has(path)),
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
    throw unreadable(error)
  }
}
