/*
 * Owns what happens when the reader of stdout or stderr goes away, stands still, or writes to a disk that is full.
 * Never ends a broker: a broker without anybody who reads its log serves on.
 */

import { exitCodes } from './exit-codes.ts'

/** What is used of a stream such as `process.stderr`, so that tests can hand in another. */
export interface TextStream {
  readonly writableLength: number
  write(text: string, done?: (error?: Error | null) => void): boolean
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown
}

/** A pipe whose reader stands still keeps what it is given in memory; beyond this many bytes, lines are dropped. */
const waitingBytesMax = 1024 * 1024

/**
 * Writes lines that may be lost. Errors of the stream (EPIPE, EIO, ENOSPC and their like) are ignored, and the next line is
 * tried again, because a disk may have room again. While a reader stands still, lines are dropped and counted; the count
 * is written when there is room.
 */
export function createLossyWriter(stream: TextStream, lossLine: (count: number) => string): (line: string) => void {
  let dropped = 0
  stream.on('error', () => {})
  const write = (text: string) => {
    try {
      stream.write(text)
    } catch {
      // A stream over a file may throw where others emit.
    }
  }
  return (line) => {
    if (stream.writableLength > waitingBytesMax) {
      dropped++
      return
    }
    if (dropped > 0) write(lossLine(dropped))
    dropped = 0
    write(line)
  }
}

/** Errors that say that nobody reads any more. On Windows a closed pipe shows as EOF, a closed terminal as EIO. */
const readerGone: ReadonlySet<string | undefined> = new Set([
  'EPIPE',
  'EOF',
  'EIO',
  'ECONNRESET',
  'ERR_STREAM_DESTROYED'
])

export function isReaderGone(error: { readonly code?: string | undefined }): boolean {
  return readerGone.has(error.code)
}

/** Ends this process without a word for a reader that has had enough; anything else is one line on stderr. */
function exitWithoutStdout(error: NodeJS.ErrnoException): void {
  if (isReaderGone(error)) process.exit(process.exitCode ?? exitCodes.done)
  process.stderr.write(`ottla: cannot write to stdout: ${error.message}\n`)
  process.exit(exitCodes.failed)
}

/**
 * Sets what is done when stdout takes nothing more, instead of ending at once. The listener itself is the state, because the
 * bundle that starts a broker has a copy of this module of its own.
 */
export function whenStdoutFails(act: (error: NodeJS.ErrnoException, exit: () => void) => void): void {
  process.stdout.removeAllListeners('error')
  process.stdout.on('error', (error: NodeJS.ErrnoException) => act(error, () => exitWithoutStdout(error)))
}

/** For every command: stderr is never worth failing for, and stdout ends the command quietly. */
export function guardStandardStreams(): void {
  process.stderr.on('error', () => {})
  whenStdoutFails((_error, exit) => exit())
}
