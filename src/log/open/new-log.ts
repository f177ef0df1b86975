import { beginSegment } from '../state/log-segments.ts'
import type { LogParts } from '../write/log-parts.ts'

/** Opens a log whose directory was just created. @throws DiskError */
export function openNewLog(log: LogParts): void {
  const { state, services } = log
  state.addSegment(beginSegment(state, services, 0, services.env.clock.wallMs()))
  state.opened(0, 0)
  resume(log, false)
}

/** State and files agree: appends continue at the log end offset. The files may or may not hold its producer state. */
export function resume({ state, sideFiles, writer }: LogParts, hasSnapshot: boolean): void {
  if (hasSnapshot) sideFiles.hasSnapshot()
  writer.resumeAt(state.logEndOffset, state.active.sizeBytes, state.recoveryPoint)
}
