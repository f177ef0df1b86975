/*
 * Owns what a move between log directories does to the one that a log leaves, and to the one that it comes to: the names of its
 * directories, and whose log it is. Decides no move, and knows one log directory.
 */
import type { StoreServices } from '../disk/store-services.ts'
import type { FileLog } from '../log.ts'
import type { BackgroundWork } from './background-work.ts'
import type { Removals } from './removals.ts'

interface PlaceChangesOptions {
  readonly services: StoreServices
  readonly removals: Removals
  readonly logs: Map<string, FileLog>
  readonly copies: Set<FileLog>
  readonly closeFiles: (log: FileLog) => void
  readonly background: BackgroundWork
}

export class PlaceChanges {
  readonly #options: PlaceChangesOptions

  constructor(options: PlaceChangesOptions) {
    this.#options = options
  }

  /** Its place is to be in another directory: its files are named as those of deleted ones, durably. @throws DiskError */
  release(log: FileLog): void {
    const { removals, logs, services } = this.#options
    removals.setAside(log)
    logs.delete(log.name)
    services.env.disk.syncDirectory(services.directory)
  }

  /** Its place is in another directory: its files may go. */
  discard(log: FileLog): void {
    this.#options.removals.discard(log)
  }

  /** It was released, and is in its place again. @throws DiskError */
  takeBack(log: FileLog): void {
    const { logs } = this.#options
    if (logs.has(log.name)) return
    this.#rename(log)
    logs.set(log.name, log)
  }

  /** A copy is the log of its partition from now on. @throws DiskError: it is a copy still */
  promote(copy: FileLog): void {
    this.#rename(copy)
    this.#options.copies.delete(copy)
  }

  #rename(log: FileLog): void {
    const { services, closeFiles, background } = this.#options
    const { env, directory, newDirectories } = services
    const path = env.disk.join(directory, log.name)
    closeFiles(log)
    env.disk.rename(log.directory, path)
    log.state.movedTo(path)
    newDirectories.add()
    // A start finishes what a power loss takes back.
    background.guarded(() => newDirectories.sync())
  }
}
