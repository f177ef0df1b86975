/** What goes wrong for a reason that the user can change: shown as one line on stderr, without a stack. */
export class CliError extends Error {
  readonly exitCode: number
  constructor(message: string, exitCode = 1, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CliError'
    this.exitCode = exitCode
  }
}
