import { hasSubcommands, nameOf, topCommands } from './command-list.ts'
import { choicesOf, optionsOf } from './parser.ts'
import type { KnownOption } from './usage-context.ts'

/** What may follow one command: its subcommands, its options, and the values of options that have a fixed choice. */
export interface CompletionPoint {
  /** Words after `ottla`: `topics create`; empty for `ottla` itself. */
  readonly path: string
  readonly subcommands: readonly string[]
  /** What a word after a command may be, where it is one of a few. */
  readonly words: readonly string[]
  readonly options: readonly KnownOption[]
}

const help: KnownOption = { name: 'help', aliases: ['h'], isArray: false, isFlag: true, choices: [] }
const version: KnownOption = { name: 'version', aliases: ['V'], isArray: false, isFlag: true, choices: [] }

/** Every point of every command, in the order of help. */
export async function completionPoints(): Promise<CompletionPoint[]> {
  const points: CompletionPoint[] = []
  for (const { name, load } of topCommands) {
    const { commands } = await load()
    if (!hasSubcommands(name, commands)) {
      const options = commands.flatMap(optionsOf)
      points.push({ path: name, subcommands: [], words: commands.flatMap(choicesOf), options: [...options, help] })
      if (name === 'start')
        points.unshift({
          path: '',
          subcommands: topCommands.map((each) => each.name),
          words: [],
          options: [...options, help, version]
        })
      continue
    }
    const fallback = commands.filter(({ isDefault }) => isDefault).flatMap(optionsOf)
    points.push({ path: name, subcommands: commands.map(nameOf), words: [], options: [...fallback, help] })
    for (const each of commands)
      points.push({
        path: `${name} ${nameOf(each)}`,
        subcommands: [],
        words: choicesOf(each),
        options: [...optionsOf(each), help]
      })
  }
  return points
}
