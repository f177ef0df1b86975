import { basename } from 'node:path'
import { usageError } from '../cli-error.ts'
import { type CompletionPoint, completionPoints } from '../completion-words.ts'
import { Output } from '../output.ts'
import { type Command, command } from './common.ts'

const shells = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof shells)[number]

const flags = ({ options }: CompletionPoint): string[] => options.map(({ name }) => `--${name}`)
const spellings = ({ name, aliases }: CompletionPoint['options'][number]) => [
  `--${name}`,
  ...aliases.map((each) => `-${each}`)
]

/**
 * A function for bash that zsh runs too. The script contains all words, so that completing does not start Node. It walks the
 * words before the cursor to find the command, then offers what may follow.
 */
export function bashScript(points: readonly CompletionPoint[]): string {
  const paths = points.filter(({ path }) => path !== '').map(({ path }) => `    '${path}') path='${path}' ;;`)
  const words = points.map(
    (point) => `    '${point.path}') words='${[...point.subcommands, ...point.words, ...flags(point)].join(' ')}' ;;`
  )
  const values = points.flatMap((point) =>
    point.options
      .filter(({ choices }) => choices.length > 0)
      .map((option) => {
        const patterns = spellings(option).map((each) => `'${point.path} ${each}'`)
        return `    ${patterns.join('|')}) COMPREPLY=($(compgen -W '${option.choices.join(' ')}' -- "$cur")); return ;;`
      })
  )
  const files = points.flatMap((point) =>
    point.options
      .filter(({ isFlag, choices }) => !isFlag && choices.length === 0)
      .flatMap((option) => spellings(option).map((each) => `'${point.path} ${each}'`))
  )
  return `# Completion of ottla for bash; zsh runs it by bashcompinit.
_ottla() {
  local cur prev path words word i
  cur="\${COMP_WORDS[COMP_CWORD]}"
  prev="\${COMP_WORDS[COMP_CWORD-1]}"
  path=''
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "\${path:+$path }$word" in
${paths.join('\n')}
    esac
  done
  case "$path $prev" in
${values.join('\n')}
    ${files.join('|')}) COMPREPLY=($(compgen -f -- "$cur")); return ;;
  esac
  words=''
  case "$path" in
${words.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  # A word that is no option and no command may be a file.
  if [ \${#COMPREPLY[@]} -eq 0 ] && [ "\${cur#-}" = "$cur" ]; then COMPREPLY=($(compgen -f -- "$cur")); fi
}
complete -F _ottla ottla
`
}

function zshScript(points: readonly CompletionPoint[]): string {
  return `#compdef ottla
autoload -U +X compinit bashcompinit
(( $+functions[compdef] )) || compinit
bashcompinit
${bashScript(points)}`
}

/** fish asks condition by condition; a point is where its words were seen and none of its subcommands yet. */
export function fishScript(points: readonly CompletionPoint[]): string {
  const lines = ['# Completion of ottla for fish.', 'complete -c ottla -e']
  for (const { path, subcommands, words, options } of points) {
    const seen = path.split(' ').filter((word) => word !== '')
    const conditions = seen.map((word) => `__fish_seen_subcommand_from ${word}`)
    if (subcommands.length > 0) conditions.push(`not __fish_seen_subcommand_from ${subcommands.join(' ')}`)
    const when = `-n '${conditions.join('; and ')}'`
    if (subcommands.length > 0) lines.push(`complete -c ottla ${when} -f -a '${subcommands.join(' ')}'`)
    if (words.length > 0) lines.push(`complete -c ottla ${when} -f -a '${words.join(' ')}'`)
    for (const { name, aliases, isFlag, choices } of options) {
      const short = aliases.map((each) => ` -s ${each}`).join('')
      const value = choices.length > 0 ? ` -x -a '${choices.join(' ')}'` : isFlag ? '' : ' -r'
      lines.push(`complete -c ottla ${when} -l ${name}${short}${value}`)
    }
  }
  return `${lines.join('\n')}\n`
}

/** The given shell, or that of $SHELL. @throws CliError */
export function shellOf(named: string | undefined, environment: NodeJS.ProcessEnv): Shell {
  const name = named ?? basename(environment.SHELL ?? '')
  const found = shells.find((each) => each === name)
  if (found === undefined) throw usageError(`write ottla completion with a shell: ${shells.join(', ')}`)
  return found
}

async function print(shell: Shell): Promise<void> {
  const points = await completionPoints()
  const script = { bash: bashScript, zsh: zshScript, fish: fishScript }[shell](points)
  const out = new Output()
  out.bytes(script)
  await out.settled()
}

export const commands: readonly Command[] = [
  command(
    'completion [shell]',
    'Print a completion script for a shell',
    (y) =>
      y
        .positional('shell', { choices: shells, describe: 'The shell; defaults to $SHELL' })
        .example('source <($0 completion bash)', 'in ~/.bashrc')
        .example('source <($0 completion zsh)', 'in ~/.zshrc, after compinit')
        .example('$0 completion fish > ~/.config/fish/completions/ottla.fish', ''),
    (args) => print(shellOf(args.shell, process.env))
  )
]
