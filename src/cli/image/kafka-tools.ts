/* One of Kafka's tools by its own name: called with the name and its arguments, goes on as the command of `ottla` that it stands for. */
import { CliError } from '../cli-error.ts'
import { kafkaCommand } from './kafka-commands.ts'

const [name = '', ...args] = process.argv.slice(2)
try {
  const command = kafkaCommand(name, args)
  if (typeof command === 'string') process.stdout.write(`${command}\n`)
  else {
    process.argv.splice(2, Number.POSITIVE_INFINITY, ...command)
    await import('../main.ts')
  }
} catch (error) {
  if (!(error instanceof CliError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error.exitCode
}
