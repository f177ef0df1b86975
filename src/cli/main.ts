#!/usr/bin/env node
/*
 * The `ottla` command, as the shell calls it: runs what was asked for and ends the process as docs/cli.md says.
 */
import { exitCodeOf, textOfFailure } from './exit-codes.ts'
import { runCommand } from './run.ts'
import { guardStandardStreams } from './standard-streams.ts'

guardStandardStreams()
runCommand(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`ottla: ${textOfFailure(error)}\n`)
  process.exitCode = exitCodeOf(error)
})
