import type { LogState } from '../state/log-state.ts'
import type { SideFiles } from '../state/side-files.ts'
import type { LogWriter } from './log-writer.ts'
import type { WriteServices } from './write-services.ts'

/** One log as those see it who change it: what it is, and the two that bring it to its files. */
export interface LogParts {
  readonly state: LogState
  readonly sideFiles: SideFiles
  readonly writer: LogWriter
  readonly services: WriteServices
  /** Told of each move of the start. */
  readonly startMoved: (() => void) | undefined
}
