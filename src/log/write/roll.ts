/*
 * Rolls a log to a new segment: the old one is complete and its side files are saved; it is synced in the background.
 */
import { beginSegment } from '../state/log-segments.ts'
import type { LogParts } from './log-parts.ts'

/**
 * Starts a new active segment at the log end. The old one is synced in the background, once a slow disk has written the rest of
 * it. @throws DiskError
 */
export function rollSegment({ state, services, sideFiles, writer }: LogParts, nowMs: number): void {
  writer.beforeRoll()
  const { active: rolled, logEndOffset } = state
  if (rolled.isPreallocated) rolled.trim()
  // A recovery point that is here already would call these files whole as soon as there is a segment behind.
  rolled.saveIndexes(true, state.recoveryPoint >= logEndOffset)
  sideFiles.saveSnapshot()
  if (rolled.baseOffset === logEndOffset) {
    rolled.removeFiles()
    state.replaceActive(beginSegment(state, services, logEndOffset, nowMs))
    return
  }
  state.addSegment(beginSegment(state, services, logEndOffset, nowMs))
  writer.rolled()
}
