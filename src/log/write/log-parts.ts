import type { LogState } from '../state/log-state.ts'
import type { SideFiles } from '../state/side-files.ts'
import type { LogWriter } from './log-writer.ts'
import type { WriteServices } from './write-services.ts'

/** One log as seen by the modules that change it: its state, and the two parts that bring it to its files. */
export interface LogParts {
  readonly state: LogState
  readonly sideFiles: SideFiles
  readonly writer: LogWriter
  readonly services: WriteServices
  /** Called each time the log start offset moves. */
  readonly startMoved: (() => void) | undefined
}
