/** Its message goes to the operator: this log cannot be compacted until its files are repaired. */
export class UncleanableError extends Error {
  override readonly name = 'UncleanableError'
}
