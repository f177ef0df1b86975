import * as fs from 'node:fs'
import { dirname, join } from 'node:path'
import type { Disk, DiskEntry, DiskFile } from '../env.ts'
import { diskError } from './disk-error.ts'
import { lockDirectory } from './lock.ts'

function guarded<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw diskError(error, path)
  }
}

const flags = { read: 'r', write: 'r+', create: fs.constants.O_RDWR | fs.constants.O_CREAT } as const
/** Maximum number of buffers in one gathered write on every platform (IOV_MAX). */
const gatherMax = 1024

class RealFile implements DiskFile {
  readonly path: string
  #fd: number

  constructor(path: string, fd: number) {
    this.path = path
    this.#fd = fd
  }

  size(): number {
    return guarded(this.path, () => fs.fstatSync(this.#fd).size)
  }

  write(buffers: readonly Uint8Array[], position: number): void {
    guarded(this.path, () => {
      if (buffers.length === 1) this.#writeOne(buffers[0] as Uint8Array, position)
      else
        for (let at = 0, from = position; at < buffers.length; at += gatherMax)
          from = this.#gather(buffers.slice(at, at + gatherMax), from)
    })
  }

  /** Writes until all bytes are written: a nearly full disk or a signal may cut a write short. */
  #writeOne(bytes: Uint8Array, position: number): void {
    for (let done = 0; done < bytes.length; )
      done += fs.writeSync(this.#fd, bytes, done, bytes.length - done, position + done)
  }

  #gather(buffers: readonly Uint8Array[], position: number): number {
    let total = 0
    for (const buffer of buffers) total += buffer.length
    let written = fs.writevSync(this.#fd, buffers as Uint8Array[], position)
    if (written < total) {
      let from = position
      for (const buffer of buffers) {
        if (written < buffer.length) this.#writeOne(buffer.subarray(Math.max(0, written)), from + Math.max(0, written))
        written -= buffer.length
        from += buffer.length
      }
    }
    return position + total
  }

  async writeLater(buffers: readonly Uint8Array[], position: number): Promise<void> {
    let left = buffers
    let from = position
    while (left.length > 0) {
      const written = await this.#gatherOnce(left.slice(0, gatherMax), from)
      left = behind(left, written)
      from += written
    }
  }

  #gatherOnce(buffers: readonly Uint8Array[], position: number): Promise<number> {
    return new Promise((resolve, reject) => {
      fs.writev(this.#fd, buffers as Uint8Array[], position, (error, written) => {
        if (error) reject(diskError(error, this.path))
        else resolve(written)
      })
    })
  }

  readSync(into: Uint8Array, offset: number, length: number, position: number): number {
    return guarded(this.path, () => {
      let done = 0
      while (done < length) {
        const read = fs.readSync(this.#fd, into, offset + done, length - done, position + done)
        if (read === 0) break
        done += read
      }
      return done
    })
  }

  async read(into: Uint8Array, offset: number, length: number, position: number): Promise<number> {
    let done = 0
    while (done < length) {
      const read = await this.#readOnce(into, offset + done, length - done, position + done)
      if (read === 0) break
      done += read
    }
    return done
  }

  #readOnce(into: Uint8Array, offset: number, length: number, position: number): Promise<number> {
    return new Promise((resolve, reject) => {
      fs.read(this.#fd, into, offset, length, position, (error, read) => {
        if (error) reject(diskError(error, this.path))
        else resolve(read)
      })
    })
  }

  sync(): Promise<void> {
    return new Promise((resolve, reject) => {
      fs.fdatasync(this.#fd, (error) => (error ? reject(diskError(error, this.path)) : resolve()))
    })
  }

  syncSync(): void {
    guarded(this.path, () => fs.fdatasyncSync(this.#fd))
  }

  truncate(length: number): void {
    guarded(this.path, () => fs.ftruncateSync(this.#fd, length))
  }

  close(): void {
    if (this.#fd < 0) return
    const fd = this.#fd
    this.#fd = -1
    guarded(this.path, () => fs.closeSync(fd))
  }
}

/** The buffers that remain after this many bytes were written. */
function behind(buffers: readonly Uint8Array[], bytes: number): readonly Uint8Array[] {
  let passed = 0
  let n = 0
  for (; n < buffers.length; n++) {
    const { length } = buffers[n] as Uint8Array
    if (passed + length > bytes) break
    passed += length
  }
  const [first, ...others] = buffers.slice(n)
  return first === undefined ? [] : [first.subarray(bytes - passed), ...others]
}

/** Windows cannot sync a directory; there the file system's own journal makes a rename durable. */
function syncDirectory(path: string): void {
  if (process.platform === 'win32') return
  guarded(path, () => {
    const fd = fs.openSync(path, 'r')
    try {
      fs.fsyncSync(fd)
    } finally {
      fs.closeSync(fd)
    }
  })
}

async function syncDirectoryLater(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const fd = guarded(path, () => fs.openSync(path, 'r'))
  try {
    await new Promise<void>((resolve, reject) => {
      fs.fsync(fd, (error) => (error === null ? resolve() : reject(diskError(error, path))))
    })
  } finally {
    guarded(path, () => fs.closeSync(fd))
  }
}

function writeFileAtomic(path: string, content: Uint8Array | string): void {
  const temporary = `${path}.tmp`
  guarded(path, () => {
    const fd = fs.openSync(temporary, 'w')
    try {
      fs.writeFileSync(fd, content)
      fs.fsyncSync(fd)
    } finally {
      fs.closeSync(fd)
    }
    fs.renameSync(temporary, path)
  })
  syncDirectory(join(path, '..'))
}

/**
 * Node's own recursive mkdir never returns where the parent exists and the kernel still answers ENOENT, as in /proc. Throws the
 * platform's error.
 */
function makeDirectory(path: string): void {
  if (fs.statSync(path, { throwIfNoEntry: false })?.isDirectory()) return
  const parent = dirname(path)
  if (parent !== path) makeDirectory(parent)
  try {
    fs.mkdirSync(path)
  } catch (error) {
    // Another process may have created it in the meantime.
    if (!fs.statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}

/** Windows takes these for devices, whatever follows a dot, and drops dots and spaces at the end. */
const windowsRefuses = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|[. ]$/i

export const realDisk: Disk = {
  open: (path, mode) => guarded(path, () => new RealFile(path, fs.openSync(path, flags[mode]))),
  exists: (path) => fs.existsSync(path),
  stat: (path) =>
    guarded(path, () => {
      const found = fs.statSync(path, { throwIfNoEntry: false })
      if (found === undefined) return undefined
      return { size: found.size, modifiedMs: found.mtimeMs, isDirectory: found.isDirectory() }
    }),
  list: (directory): DiskEntry[] =>
    guarded(directory, () =>
      fs
        .readdirSync(directory, { withFileTypes: true })
        .map((entry) => ({ name: entry.name, isDirectory: entry.isDirectory() }))
    ),
  makeDirectory: (path) => guarded(path, () => makeDirectory(path)),
  rename: (from, to) => guarded(from, () => fs.renameSync(from, to)),
  remove: (path) => guarded(path, () => fs.rmSync(path, { recursive: true, force: true })),
  readFile: (path) => guarded(path, () => fs.readFileSync(path)),
  writeFileAtomic,
  syncDirectory,
  syncDirectoryLater,
  lock: (directory, listener) => lockDirectory(directory, listener),
  refusesName: (name) => process.platform === 'win32' && windowsRefuses.test(name),
  volume(path) {
    try {
      const { blocks, bavail, bsize } = fs.statfsSync(path)
      return { totalBytes: blocks * bsize, usableBytes: bavail * bsize }
    } catch {
      return undefined
    }
  },
  join
}
