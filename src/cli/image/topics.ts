import { CliError } from '../cli-error.ts'

/** What `KAFKA_CREATE_TOPICS` comes to: arguments of `--topic`, and lines for the log. */
interface CreatedTopics {
  readonly arguments: readonly string[]
  readonly notes: readonly string[]
}

/**
 * Reads `name:partitions:replicas:cleanup.policy`, several of them with commas between, as the image of wurstmeister does.
 * Everything after the name may be left out. @throws CliError that names the bad entry.
 */
export function createdTopics(text: string, separator: string | undefined): CreatedTopics {
  const notes: string[] = []
  const entries = text
    .split(separatorPattern(separator))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  const topics = entries.map((entry) => {
    const match = /^([\w.-]+)(?::(\d+)(?::(\d+)(?::([a-z]+(?:,[a-z]+)?)?)?)?)?:?$/.exec(entry)
    const [, name, partitions, replicas, policy] = match ?? []
    if (name === undefined || Number(partitions ?? 1) < 1)
      throw new CliError(`KAFKA_CREATE_TOPICS: '${entry}' is not name:partitions:replicas:cleanup.policy`, 2)
    if (Number(replicas ?? 1) > 1)
      notes.push(`KAFKA_CREATE_TOPICS: ${name} gets 1 replica instead of ${replicas}: Ottla is one broker`)
    if (policy !== undefined) return `${name}:${partitions}:cleanup.policy=${policy}`
    return partitions === undefined ? name : `${name}:${partitions}`
  })
  return { arguments: topics, notes }
}

/** Any character of the separator splits, as with bash's IFS; `$'\n'` is bash's way to write a line feed. */
function separatorPattern(separator: string | undefined): RegExp {
  if (separator === undefined || separator === '') return /,/
  const quoted = /^\$'(.*)'$/s.exec(separator)?.[1]
  const characters =
    quoted?.replace(/\\([nt\\])/g, (_all, letter: string) => ({ n: '\n', t: '\t' })[letter] ?? letter) ?? separator
  return new RegExp(`[${characters.replace(/[\]\\^-]/g, '\\$&')}]`)
}
