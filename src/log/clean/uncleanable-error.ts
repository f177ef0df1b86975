/** Told to whoever reads the log of the broker: compaction of this log can only go on when the files are repaired. */
export class UncleanableError extends Error {
  override readonly name = 'UncleanableError'
}
