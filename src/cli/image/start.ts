/*
 * What the image starts as a broker: `ottla start`, with the settings that the environment and mounted files have for other
 * images of Kafka. Everything but the translation is the command's.
 */
import { CliError } from '../cli-error.ts'
import { translated } from './translate.ts'

function prepare(): void {
  const words = process.argv.slice(2)
  const args = words[0] === 'start' ? words.slice(1) : words
  if (args.some((arg) => ['--help', '-h', '--version', '-V'].includes(arg))) return
  const { args: command, environment, notes } = translated(args)
  for (const note of notes) process.stderr.write(`${note}\n`)
  process.argv.splice(2, Number.POSITIVE_INFINITY, ...command)
  process.env = environment
}

try {
  prepare()
  await import('../main.ts')
} catch (error) {
  if (!(error instanceof CliError)) throw error
  process.stderr.write(`ottla: ${error.message}\n`)
  process.exitCode = error.exitCode
}
