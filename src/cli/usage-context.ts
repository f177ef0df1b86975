/* Owns what is known of a command when its use is explained or completed: its words, its options, its subcommands. */
/** An option as yargs has it, for suggestions, for shell completion and for checks of what was given. */
export interface KnownOption {
  readonly name: string
  readonly aliases: readonly string[]
  readonly isArray: boolean
  readonly isFlag: boolean
  readonly choices: readonly string[]
}

/** What a wrong command line was about: the words of its command, its usage and options, and the subcommands it may have. */
export interface UsageContext {
  readonly path: readonly string[]
  readonly usage: string
  readonly options: readonly KnownOption[]
  readonly subcommands: readonly string[]
}
