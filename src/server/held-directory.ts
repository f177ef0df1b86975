/*
 * Owns taking the data directory of a broker for as long as it runs: its reserve, its lock, and what is on the disk.
 */
import { type BrokerLoggers, loggerNames } from '../config/index.ts'
import { DiskError, type Env, foldsCase as foldsCaseOf, type Logger, OttlaError } from '../env/index.ts'
import { Reserve } from '../log/index.ts'
import { claimDirectory } from '../metadata/index.ts'
import { type OpenedDirectory, openDirectory, takeDirectory } from './directory.ts'
import type { Seat } from './seat.ts'
import type { ResolvedSettings } from './settings.ts'

interface Holding {
  readonly settings: ResolvedSettings
  readonly env: Env
  readonly log: Logger
  readonly loggers: BrokerLoggers
  /** Undefined: a broker alone. */
  readonly seat: Seat | undefined
  /** What a start that fails takes back. */
  readonly undo: (() => Promise<void> | void)[]
}

/** The data directory of a broker, which nobody else uses; without one, records are kept in memory. */
export interface HeldDirectory {
  readonly reserve: Reserve | undefined
  /** Without a store where the metadata is elsewhere. */
  readonly opened: Partial<OpenedDirectory> | undefined
  /** `run` is told once when the directory is lost from now on. @throws OttlaError DATA_DIR_LOST when it is lost already */
  onLost(run: (error: OttlaError) => void): void
  release(): Promise<void> | void
}

export async function holdDirectory({ settings, env, log, loggers, seat, undo }: Holding): Promise<HeldDirectory> {
  const { dataDir } = settings
  // Whoever holds the lock hears that it is lost.
  if (seat?.opened !== undefined)
    return { reserve: seat.opened.reserve, opened: seat.opened, onLost() {}, release() {} }
  const reserve = dataDir === undefined ? undefined : new Reserve(env, dataDir, loggers.named(loggerNames.log))
  // The lock is the first thing that a start has to write, and a start must succeed on a full disk too.
  reserve?.giveIfFull()
  let lost: OttlaError | undefined
  let tell: ((error: OttlaError) => void) | undefined
  const take = seat?.isLocked === true ? async () => undefined : takeDirectory
  const held = await take(env, settings, {
    warn: (message, fields) => loggers.named(loggerNames.controller).warn(message, fields),
    lost(why) {
      lost = new OttlaError(
        'DATA_DIR_LOST',
        `the data directory ${dataDir} ${why}: this broker stops and writes no more`
      )
      tell?.(lost)
    }
  })
  undo.push(() => held?.release())
  const opened = dataDir === undefined ? undefined : await openedIn(dataDir, { settings, env, log, seat }, reserve)
  return {
    reserve,
    opened,
    onLost(run) {
      if (lost !== undefined) throw lost
      tell = run
    },
    release: () => held?.release()
  }
}

/** What is on the disk of a broker: all of a broker alone, the logs of one in a cluster. Rejects with OttlaError or DiskError. */
async function openedIn(
  dataDir: string,
  { settings, env, log, seat }: Pick<Holding, 'settings' | 'env' | 'log' | 'seat'>,
  reserve: Reserve | undefined
): Promise<Partial<OpenedDirectory>> {
  if (seat === undefined) return openDirectory(env, dataDir, settings, log, reserve)
  const { brokerId, clusterId } = seat
  try {
    const directoryId = claimDirectory(env, dataDir, { brokerId, clusterId })
    return {
      adopted: { brokerId, clusterId, directoryId },
      foldsCase: foldsCaseOf(env.disk, dataDir, 'meta.properties')
    }
  } catch (error) {
    if (error instanceof DiskError || !(error instanceof Error)) throw error
    throw new OttlaError('DATA_DIR_UNREADABLE', `the data directory cannot be used: ${error.message}`, { cause: error })
  }
}
