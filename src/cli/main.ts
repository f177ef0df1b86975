#!/usr/bin/env node
/*
 * The `ottla` command, as the shell calls it: runs what was asked for and ends the process as docs/cli.md says.
 */
import module from 'node:module'
import { exitCodeOf, textOfFailure } from './exit-codes.ts'
import { runCommand } from './run.ts'
import { guardStandardStreams } from './standard-streams.ts'

// Node 22 and later keep compiled code for the next start. What is imported above is small.
const node: typeof module & { enableCompileCache?: () => unknown } = module
node.enableCompileCache?.()
guardStandardStreams()
runCommand(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`ottla: ${textOfFailure(error)}\n`)
  process.exitCode = exitCodeOf(error)
})
