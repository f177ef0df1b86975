import { exitCodes } from './exit-codes.ts'

/** An error with a cause that the user can change: shown as one line on stderr, without a stack. */
export class CliError extends Error {
  readonly exitCode: number
  constructor(message: string, exitCode: number = exitCodes.failed, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CliError'
    this.exitCode = exitCode
  }
}

/** The command line itself is wrong. */
export function usageError(message: string): CliError {
  return new CliError(message, exitCodes.usage)
}
