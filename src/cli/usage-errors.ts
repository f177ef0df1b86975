import { didYouMean } from './suggest.ts'
import type { KnownOption, UsageContext } from './usage-context.ts'

/** ` (see ottla topics create --help)`. */
export const seeHelp = (path: readonly string[]): string => ` (see ${['ottla', ...path, '--help'].join(' ')})`

/** A word that no command has for a name. */
export function unknownCommand(word: string, known: readonly string[], path: readonly string[] = []): string {
  const where = path.length === 0 ? '' : ` under ottla ${path.join(' ')}`
  return `no command is named '${word}'${where}${didYouMean(word, known)}${seeHelp(path)}`
}

/** An option that is not known, with its dashes as it was given. */
export function unknownOption(given: string, options: readonly KnownOption[], path: readonly string[]): string {
  const name = given.replace(/^-+/, '')
  const names = options.flatMap((option) => [option.name, ...option.aliases])
  const shown = (word: string) => (word.length === 1 ? `-${word}` : `--${word}`)
  const guess =
    name.length === 1
      ? ''
      : didYouMean(
          name,
          [...names, 'help', 'version'].filter((each) => each.length > 1),
          shown
        )
  return `Unknown argument ${given}${guess}${seeHelp(path)}`
}

/** What yargs found wrong, in words that name what was given and what to write. */
export function explainUsage(message: string, args: readonly string[], context: UsageContext): string {
  const { path, usage, options, subcommands } = context
  const help = seeHelp(path)
  const unknown = /^Unknown (?:argument|command)s?: (.*)$/.exec(message)
  if (unknown !== null) return explainUnknown((unknown[1] ?? '').split(', '), args, context)
  const invalid = /Argument: ([\w-]+), Given: (.*), Choices: (.*)$/.exec(message)
  if (invalid !== null) {
    const [, name = '', given = '', choices = ''] = invalid
    const isOption = options.some((option) => option.name === name)
    const words = choices.split(', ').map((each) => each.replaceAll('"', ''))
    const value = given.replaceAll('"', '')
    return `${isOption ? '--' : ''}${name} ${value}: choose one of ${words.join(', ')}${didYouMean(value, words)}${help}`
  }
  const missing = /^Missing required arguments?: (.*)/.exec(message)
  if (missing !== null)
    return `${(missing[1] ?? '')
      .split(', ')
      .map((name) => `--${name}`)
      .join(' and ')} is needed${help}`
  const valueless = /^Not enough arguments following: (.*)$/.exec(message)
  if (valueless !== null) {
    const name = valueless[1] ?? ''
    return `${name.length === 1 ? '-' : '--'}${name} needs a value${help}`
  }
  if (/^Not enough non-option arguments/.test(message)) return `write ottla ${usage}${help}`
  const exclusive = /^Arguments (\S+) and (\S+) are mutually exclusive/.exec(message)
  if (exclusive !== null) return `--${exclusive[1]} and --${exclusive[2]} exclude one another${help}`
  if (message.startsWith('say what to do')) {
    const word = args.slice(1).find((each, at, all) => !each.startsWith('-') && !/^-[^=]*$/.test(all[at - 1] ?? ''))
    return word === undefined || subcommands.includes(word)
      ? `${message}${help}`
      : unknownCommand(word, subcommands, path)
  }
  return `${message.replace(/\s*\n\s*/g, ' ')}${help}`
}

/** yargs names unknown options and words alike, without dashes and once more in camel case. */
function explainUnknown(names: readonly string[], args: readonly string[], context: UsageContext): string {
  const { path, options, subcommands } = context
  for (const name of names) {
    const given = args.find((arg) => {
      const word = arg.split('=')[0] ?? ''
      if (word === `--${name}` || word === `--no-${name}`) return true
      return /^-[^-]/.test(word) && name.length === 1 && word.includes(name)
    })
    if (given !== undefined) {
      const shown = given.startsWith('--') ? (given.split('=')[0] ?? '') : `-${name}`
      return unknownOption(shown, options, path)
    }
  }
  const [word = ''] = names
  if (subcommands.length > 0 && path.length === 1) return unknownCommand(word.replaceAll('"', ''), subcommands, path)
  return `unexpected argument '${word.replaceAll('"', '')}': write ottla ${context.usage}${seeHelp(path)}`
}
