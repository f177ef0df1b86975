/*
 * Reads and writes Kafka's `.lock` file: which Ottla process holds the directory, for operators, and whether another program
 * locks it. Source: org.apache.kafka.server.util.FileLock.
 */
import * as fs from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

export const lockPath = (directory: string) => join(directory, '.lock')

/** Start time of a process in ticks since boot; '' if unknown or if the process has ended. */
function startOf(pid: number): string {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? '' : (fields[19] ?? '')
  } catch {
    return ''
  }
}

export function readLock(directory: string): string {
  try {
    return fs.readFileSync(lockPath(directory), 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

/** Names the holder: process id, its start, its claim, the host's name and the time. In place, which a full disk allows. */
export function writeLock(directory: string, claim: string, since: Date): void {
  const text = `ottla ${process.pid} ${startOf(process.pid)} ${claim} ${hostname()} ${since.toISOString()}\n`
  const fd = fs.openSync(lockPath(directory), fs.constants.O_RDWR | fs.constants.O_CREAT)
  try {
    fs.writeSync(fd, text, 0)
    fs.ftruncateSync(fd, Buffer.byteLength(text))
  } finally {
    fs.closeSync(fd)
  }
}

export function clearLock(directory: string, claim: string): void {
  if (readLock(directory).includes(claim)) fs.truncateSync(lockPath(directory), 0)
}

/** Describes the holder, if the file names that claim. */
export function holderIn(directory: string, claim: string): string | undefined {
  const [, pid, , name, host, since] = readLock(directory).trim().split(' ')
  return name === claim ? `process ${pid} on ${host} since ${since}` : undefined
}

/** A process of an Ottla that knew no claims: it wrote its id and start only, and a start that cannot be compared tells nothing. */
export function olderHolder(directory: string): string | undefined {
  const match = /^ottla (\d+) (\d+)\n?$/.exec(readLock(directory))
  if (match === null) return undefined
  const pid = Number(match[1])
  return pid !== process.pid && startOf(pid) === match[2] ? `process ${pid}, an older Ottla` : undefined
}

/** Linux: the process that holds an fcntl lock on the file, as Apache Kafka does, if this process can see it. */
export function foreignHolder(directory: string): string | undefined {
  try {
    const file = fs.statSync(lockPath(directory))
    for (const line of fs.readFileSync('/proc/locks', 'utf8').split('\n')) {
      const match = /(?:POSIX|OFDLCK)\s+ADVISORY\s+WRITE\s+(-?\d+)\s+\S+:(\d+)\s/.exec(line)
      if (match === null || Number(match[2]) !== file.ino) continue
      const pid = Number(match[1])
      if (pid <= 0 || hasOpen(pid, file)) return pid > 0 ? `process ${pid}` : 'another process'
    }
  } catch {
    // No /proc or no lock file: the holder is unknown.
  }
  return undefined
}

/** The list of locks has inode numbers, which repeat on other file systems: is it this file? True when that cannot be seen. */
function hasOpen(pid: number, file: fs.Stats): boolean {
  try {
    return fs.readdirSync(`/proc/${pid}/fd`).some((fd) => {
      const open = fs.statSync(`/proc/${pid}/fd/${fd}`, { throwIfNoEntry: false })
      return open?.ino === file.ino && open.dev === file.dev
    })
  } catch {
    return true
  }
}
