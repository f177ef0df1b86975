import * as fs from 'node:fs'
import { join } from 'node:path'
import { DiskError } from '../env.ts'

/**
 * Exclusive use of a data directory through Kafka's `.lock` file. Node has no advisory locks, so the file names its owner:
 * process id and, where /proc exists, when that process began (a recycled id is then seen through). Apache Kafka locks the
 * same file with fcntl, which /proc/locks shows on Linux.
 */
interface Owner {
  readonly pid: number
  readonly started: string
}

/** Directories that this very process holds: its own id in the file does not tell two brokers apart. */
const held = new Set<string>()

/** Start time of a process in ticks since boot; '' where it cannot be known, 'ended' for one that nobody has buried yet. */
function startOf(pid: number): string {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : (fields[19] ?? '')
  } catch {
    return ''
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function ownerIn(path: string): Owner | undefined {
  const match = /^ottla (\d+) (\d*)/.exec(fs.readFileSync(path, 'utf8'))
  return match === null ? undefined : { pid: Number(match[1]), started: match[2] ?? '' }
}

function isHeldBy(owner: Owner): boolean {
  if (owner.pid === process.pid || !isAlive(owner.pid)) return false
  const started = startOf(owner.pid)
  return owner.started === '' || started === '' || started === owner.started
}

/** The process that holds an fcntl lock on the file, if /proc/locks tells. */
function foreignHolder(path: string): number | undefined {
  try {
    const { ino } = fs.statSync(path)
    for (const line of fs.readFileSync('/proc/locks', 'utf8').split('\n')) {
      const match = /POSIX\s+ADVISORY\s+WRITE\s+(\d+)\s+\S+:(\d+)\s/.exec(line)
      if (match !== null && Number(match[2]) === ino) return Number(match[1])
    }
  } catch {
    // No /proc here: nothing can be told.
  }
  return undefined
}

export function lockDirectory(directory: string): { release(): void } {
  const path = join(directory, '.lock')
  const locked = (who: string) =>
    new DiskError('LOCKED', directory, `${directory} is in use by ${who} (it holds ${path})`)
  try {
    const real = fs.realpathSync(directory)
    if (held.has(real)) throw locked('another broker of this process')
    if (fs.existsSync(path)) {
      const owner = ownerIn(path)
      if (owner !== undefined && isHeldBy(owner)) throw locked(`process ${owner.pid}`)
      const holder = foreignHolder(path)
      if (holder !== undefined) throw locked(`process ${holder}`)
    }
    fs.writeFileSync(path, `ottla ${process.pid} ${startOf(process.pid)}\n`)
    held.add(real)
    return {
      release: () => {
        if (!held.delete(real)) return
        try {
          if (ownerIn(path)?.pid === process.pid) fs.truncateSync(path, 0)
        } catch {
          // The directory went away before its lock: there is nothing left to release.
        }
      }
    }
  } catch (error) {
    if (error instanceof DiskError) throw error
    const cause = error as NodeJS.ErrnoException
    const code = cause.code === 'EACCES' || cause.code === 'EROFS' || cause.code === 'EPERM' ? 'NO_PERMISSION' : 'OTHER'
    throw new DiskError(code, directory, `${directory}: ${cause.message}`, { cause })
  }
}
