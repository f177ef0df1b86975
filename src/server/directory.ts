/*
 * Takes the data directory at start-up and reads which broker it belongs to. Every problem with the directory becomes an
 * OttlaError that names the path and the reason.
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

/** Notified when a directory lock is lost, with the directory's path. */
export interface DirectoriesListener extends Pick<LockListener, 'warn'> {
  lost(path: string, why: string): void
}

/** The locks on a broker's directories. */
export interface TakenDirectories extends DirectoryLock {
  /** Unusable directories and the reasons. Never contains all directories. */
  readonly refused: ReadonlyMap<string, DiskError>
}

/**
 * Creates missing directories and locks them all. Leaves out a directory that the disk refuses, unless it is `home`, which holds
 * the metadata, or none is left. Rejects with OttlaError or DiskError, for example when another process uses a directory; then
 * none stays locked.
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
 * Moves the directory that already holds the metadata to the front, so that the order of log.dirs does not matter. Refuses a new
 * first directory next to directories that belong to a broker, because its metadata would be missing. @throws OttlaError
 * BAD_CONFIG
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
 * Takes the only directory of a cluster broker, whose metadata is elsewhere. @throws OttlaError DATA_DIR_UNREADABLE, DiskError
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

/** The owner of the directories. */
interface Owner {
  readonly brokerId: number
  readonly clusterId: string
  /** One of them holds the owner's metadata, which is opened elsewhere. */
  readonly hasMetadata?: boolean | undefined
  /** None of them holds the owner's metadata. */
  readonly isMember?: boolean | undefined
}

interface ClaimOptions {
  /** The directory with the metadata, unless it is in none of this broker's directories. */
  readonly home: string | undefined
  readonly refused?: TakenDirectories['refused'] | undefined
  readonly log: Logger
}

/**
 * Marks directories as belonging to a broker and gives each its own id. Logs a directory that the disk refuses, and returns it
 * without an id. @throws OttlaError DATA_DIR_UNREADABLE for a directory of another broker or cluster
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

/** Whether a failed directory is back: it is writable and still has its id. */
export function isThere({ disk }: Env, path: string, id: string): boolean {
  try {
    if (readMetaProperties(disk, path)?.directoryId !== id) return false
    const probe = disk.join(path, 'ottla-probe')
    disk.writeFileAtomic(probe, '')
    disk.remove(probe)
    return true
  } catch (error) {
    // The directory exists, and space or file handles may become available.
    return error instanceof DiskError && (error.code === 'NO_SPACE' || error.code === 'TOO_MANY_FILES')
  }
}

/**
 * Whether a log directory that currently gets no writes still seems to exist. Checks that its meta.properties can be opened for
 * writing.
 */
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
  /** The file system does not distinguish upper and lower case in names. */
  readonly foldsCase: boolean
}

/**
 * Opens the metadata in the directory and finds out who owns it. Rejects with OttlaError or DiskError, and then leaves nothing
 * open.
 */
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
    // On its own it would claim leadership of partitions that others lead, and its cluster would never accept the directory
    // again.
    if (
      !repairMetadata &&
      readMetaProperties(env.disk, dataDir)?.isMember === true &&
      !hasLocalMetadata(env.disk, dataDir)
    )
      throw new Error(
        `${dataDir} belongs to a broker of a cluster that keeps its metadata elsewhere: name that store with --metadata. If the cluster is gone for good, --repair-metadata turns the directory into a standalone broker with the topics found in it`
      )
    store = new LocalMetadataStore(env, dataDir, log, { repair: repairMetadata, reserve })
    // Uses the file that the store has just created, so the check needs no write of its own.
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
