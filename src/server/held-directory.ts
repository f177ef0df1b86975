/*
 * Holds the data directories of a running broker: their locks and their contents.
 */
import { type BrokerLoggers, loggerNames } from '../config/index.ts'
import { type DirectoryLock, type Env, type Logger, OttlaError } from '../env/index.ts'
import { type FoundDirectory, isSeveralStores, Reserve } from '../log/index.ts'
import {
  claimDirectories,
  claimHome,
  type OpenedDirectory,
  openDirectory,
  type TakenDirectories,
  takeDirectories
} from './directory.ts'
import type { Seat } from './seat.ts'
import type { ResolvedSettings } from './settings.ts'

interface Holding {
  readonly settings: ResolvedSettings
  readonly env: Env
  readonly log: Logger
  readonly loggers: BrokerLoggers
  /** Undefined for a standalone broker. */
  readonly seat: Seat | undefined
  /** What to undo when the start fails. */
  readonly undo: (() => Promise<void> | void)[]
}

/** Whether a broker can continue on its other directories after losing one. It cannot without its metadata. */
export function goesOn(
  seat: Seat | undefined,
  logs: unknown,
  { home }: HeldDirectory,
  path: string,
  why: string
): boolean {
  if (!isSeveralStores(logs) || (home === path && seat === undefined)) return false
  logs.lose(path, why)
  return !logs.isAllLost
}

/** The data directories of a broker, locked against other processes. Without any, records stay in memory. */
export interface HeldDirectory {
  readonly reserve: Reserve | undefined
  /** Has no store if the metadata is elsewhere. */
  readonly opened: Partial<OpenedDirectory> | undefined
  /** The first directory. */
  readonly home: string | undefined
  /** All directories. Set if there are several, and for every broker of a cluster. */
  readonly several: readonly FoundDirectory[] | undefined
  /** Calls `run` for each directory that is lost from now on. @throws OttlaError DATA_DIR_LOST if one has been lost already */
  onLost(run: (path: string, why: string) => void): void
  release(): Promise<void> | void
}

const lostError = (path: string, why: string): OttlaError =>
  new OttlaError('DATA_DIR_LOST', `the data directory ${path} ${why}; stopping this broker, which writes nothing more`)

/** Logs that the broker ends because it lost this directory, and returns the error. */
export function directoryLost(path: string, why: string, log: Logger): OttlaError {
  const error = lostError(path, why)
  log.error(error.message)
  return error
}

export async function holdDirectory(begun: Holding): Promise<HeldDirectory> {
  const { settings, env, loggers, seat, undo } = begun
  const { dataDir, dataDirs } = settings
  // Notified when a lock is lost.
  if (seat?.opened !== undefined) {
    const { reserve } = seat.opened
    return { reserve, opened: seat.opened, ...severalOf(begun, seat.opened, reserve), onLost() {}, release() {} }
  }
  const reserve = dataDir === undefined ? undefined : new Reserve(env, dataDir, loggers.named(loggerNames.log))
  // Writing the lock is the first thing a start does, and it must succeed even on a full disk.
  reserve?.giveIfFull()
  let lost: OttlaError | undefined
  let tell: ((path: string, why: string) => void) | undefined
  const held: Partial<TakenDirectories> & DirectoryLock =
    dataDir === undefined || seat?.isLocked === true
      ? { release() {} }
      : await takeDirectories(env, dataDirs, seat === undefined ? dataDir : undefined, {
          warn: (message, fields) => loggers.named(loggerNames.controller).warn(message, fields),
          lost(path, why) {
            lost ??= lostError(path, why)
            tell?.(path, why)
          }
        })
  undo.push(() => held.release())
  const opened = dataDir === undefined ? undefined : await openedIn(dataDir, begun, reserve, held.refused)
  return {
    reserve,
    opened,
    ...severalOf(begun, opened, reserve, held.refused),
    onLost(run) {
      if (lost !== undefined) throw lost
      tell = run
    },
    release: () => held.release()
  }
}

/**
 * Opens the contents of the directories: everything for a standalone broker, only the logs in a cluster. Rejects with OttlaError
 * or DiskError.
 */
async function openedIn(
  dataDir: string,
  { settings, env, log, seat }: Holding,
  reserve: Reserve | undefined,
  refused: TakenDirectories['refused'] | undefined
): Promise<Partial<OpenedDirectory>> {
  if (seat === undefined) return openDirectory(env, dataDir, settings, log, reserve, refused)
  const { brokerId, clusterId, hasMetadata } = seat
  // With several directories, each is taken separately and any may fail.
  if (settings.dataDirs.length > 1) return { adopted: { brokerId, clusterId, directoryId: '' } }
  return claimHome(env, dataDir, { brokerId, clusterId, hasMetadata, isMember: hasMetadata !== true })
}

/** Takes the remaining directories of a broker that has several. @throws OttlaError DATA_DIR_UNREADABLE */
function severalOf(
  { settings: { dataDir, dataDirs }, env, log, seat }: Holding,
  opened: Partial<OpenedDirectory> | undefined,
  reserve: Reserve | undefined,
  refused?: TakenDirectories['refused'] | undefined
): Pick<HeldDirectory, 'home' | 'several'> {
  const { adopted, foldsCase = false } = opened ?? {}
  if (dataDir === undefined || adopted === undefined) return { home: dataDir, several: undefined }
  const only = { path: dataDir, id: adopted.directoryId, foldsCase, reserve }
  if (dataDirs.length < 2) return { home: dataDir, several: seat === undefined ? undefined : [only] }
  const isElsewhere = seat !== undefined && seat.opened === undefined
  const claim = { home: isElsewhere ? undefined : dataDir, refused, log }
  const home = isElsewhere ? [] : [only]
  const others = dataDirs.filter((path) => isElsewhere || path !== dataDir)
  const owner = { ...adopted, hasMetadata: seat?.hasMetadata, isMember: isElsewhere && seat.hasMetadata !== true }
  return {
    home: dataDir,
    several: [...home, ...claimDirectories(env, others, owner, claim)]
  }
}
