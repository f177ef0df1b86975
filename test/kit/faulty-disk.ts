/** A disk whose faults a test turns on and off. */
import { type Disk, DiskError, type DiskErrorCode, type DiskFile } from '../../src/env/index.ts'

export interface Faults {
  /** Bytes that can still be written; the write that goes beyond writes that many and fails with NO_SPACE. New files need one byte. */
  freeBytes: number
  failsWrites: boolean
  failsSyncs: boolean
  failsReads: boolean
  /** The process may open no more files, and make none. */
  failsOpens: boolean
  failsRenames: boolean
  /** Whatever opens or changes a file fails. */
  isBroken: boolean
  /** Only paths that match have faults. */
  only: RegExp
}

export function faultyDisk(disk: Disk): { disk: Disk; faults: Faults } {
  const faults: Faults = {
    freeBytes: Infinity,
    failsWrites: false,
    failsSyncs: false,
    failsReads: false,
    failsOpens: false,
    failsRenames: false,
    isBroken: false,
    only: /./
  }
  const fail = (code: DiskErrorCode, path: string, what: string): never => {
    throw new DiskError(code, path, `${path}: ${what}`)
  }
  const mustBeWhole = (path: string) => {
    if (faults.isBroken && faults.only.test(path)) fail('INPUT_OUTPUT', path, 'input/output error')
  }
  const needSpace = (path: string) => {
    mustBeWhole(path)
    if (faults.freeBytes < 1 && faults.only.test(path)) fail('NO_SPACE', path, 'no space left on device')
  }
  const fileOf = (file: DiskFile): DiskFile => ({
    path: file.path,
    size: () => file.size(),
    truncate: (length) => file.truncate(length),
    close: () => file.close(),
    write(buffers, position) {
      if (!faults.only.test(file.path)) return file.write(buffers, position)
      if (faults.failsWrites || faults.isBroken) fail('INPUT_OUTPUT', file.path, 'input/output error')
      const bytes = Buffer.concat(buffers)
      if (bytes.length > faults.freeBytes) {
        file.write([bytes.subarray(0, faults.freeBytes)], position)
        faults.freeBytes = 0
        fail('NO_SPACE', file.path, 'no space left on device')
      }
      faults.freeBytes -= bytes.length
      file.write(buffers, position)
    },
    async writeLater(buffers, position) {
      this.write(buffers, position)
    },
    readSync(into, offset, length, position) {
      if (faults.failsReads && faults.only.test(file.path)) fail('INPUT_OUTPUT', file.path, 'input/output error')
      return file.readSync(into, offset, length, position)
    },
    async read(into, offset, length, position) {
      if (faults.failsReads && faults.only.test(file.path)) fail('INPUT_OUTPUT', file.path, 'input/output error')
      return file.read(into, offset, length, position)
    },
    async sync() {
      if (faults.failsSyncs && faults.only.test(file.path)) fail('INPUT_OUTPUT', file.path, 'input/output error')
      return file.sync()
    },
    syncSync() {
      if (faults.failsSyncs && faults.only.test(file.path)) fail('INPUT_OUTPUT', file.path, 'input/output error')
      file.syncSync()
    }
  })
  return {
    faults,
    disk: {
      ...disk,
      rename(from, to) {
        mustBeWhole(from)
        if (faults.failsRenames && faults.only.test(from)) fail('INPUT_OUTPUT', from, 'input/output error')
        disk.rename(from, to)
      },
      open(path, mode) {
        if (faults.failsOpens && faults.only.test(path)) fail('TOO_MANY_FILES', path, 'too many open files')
        mustBeWhole(path)
        if (mode === 'create' && !disk.exists(path)) needSpace(path)
        return fileOf(disk.open(path, mode))
      },
      makeDirectory(path) {
        if (!disk.exists(path)) needSpace(path)
        disk.makeDirectory(path)
      },
      writeFileAtomic(path, content) {
        needSpace(path)
        disk.writeFileAtomic(path, content)
      }
    }
  }
}
