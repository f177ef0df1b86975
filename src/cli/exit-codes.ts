/**
 * How every command ends. Scripts rely on these, so they are documented in docs/cli.md and never change their meaning.
 * A process that a second signal ends at once exits with 128 plus the number of the signal, as shells report it.
 */
export const exitCodes = {
  done: 0,
  /** The command was right and could not be done: no broker answers, a topic is missing, a check failed. */
  failed: 1,
  /** The command line, a config or an address is wrong: trying again cannot help. */
  usage: 2,
  /** A defect of Ottla's own; the stack is on stderr. EX_SOFTWARE of sysexits. */
  defect: 70
} as const

interface Failure {
  readonly name?: string
  readonly exitCode?: number
  readonly code?: string
}

/** The exit code for what a command threw. An OttlaError whose code begins with BAD_ names a setting that is wrong. */
export function exitCodeOf(error: unknown): number {
  const { name, exitCode, code } = (error ?? {}) as Failure
  if (exitCode !== undefined) return exitCode
  if (name === 'OttlaError') return code?.startsWith('BAD_') ? exitCodes.usage : exitCodes.failed
  return exitCodes.defect
}

/** One line for what the user can change, a stack for what only we can. */
export function textOfFailure(error: unknown): string {
  const failure = (error ?? {}) as Error
  const isExpected = failure.name === 'CliError' || failure.name === 'OttlaError'
  return isExpected ? failure.message : (failure.stack ?? String(error))
}
