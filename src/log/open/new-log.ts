import { beginSegment } from '../state/log-segments.ts'
import type { LogParts } from '../write/log-parts.ts'

/** A log whose directory was just made. @throws DiskError */
export function openNewLog(log: LogParts): void {
  const { state, services } = log
  state.addSegment(beginSegment(state, services, 0, services.env.clock.wallMs()))
  state.opened(0, 0)
  resume(log, false)
}

/** State and files agree: appends go on at the log's end, whose producers the files have, or not. */
export function resume({ state, sideFiles, writer }: LogParts, hasSnapshot: boolean): void {
  if (hasSnapshot) sideFiles.hasSnapshot()
  writer.resumeAt(state.logEndOffset, state.active.sizeBytes, state.recoveryPoint)
}
